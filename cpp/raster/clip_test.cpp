// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "raster/clip.h"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

namespace sw {
namespace {

RasterState state() {
  RasterState s{};
  s.viewportWidth = s.viewportHeight = 100;
  s.depthFar = 1;
  return s;
}

ClipPolygon triangle(ClipPosition a, ClipPosition b, ClipPosition c) {
  ClipPolygon p;
  p.count = 3;
  p.vertices[0] = {a, {1, 0, 0}};
  p.vertices[1] = {b, {0, 1, 0}};
  p.vertices[2] = {c, {0, 0, 1}};
  return p;
}

TEST(Clip, TriangleCrossingNearPlaneBecomesQuad) {
  ClipPolygon p = triangle({0, 0, -2, 1}, {1, 0, 0, 1}, {0, 1, 0, 1});
  clipPolygon(p, WindowTransform(state()));
  ASSERT_EQ(p.count, 4);
  for (int i = 0; i < p.count; ++i) {
    const ClipVertex& v = p.vertices[i];
    EXPECT_GE(v.position.z, -v.position.w - 1e-12);
    EXPECT_NEAR(v.weights[0] + v.weights[1] + v.weights[2], 1, 1e-12);
  }
}

TEST(Clip, TriangleInsideStaysAsItIs) {
  ClipPolygon p = triangle({0, 0, 0, 1}, {1, 0, 0, 1}, {0, 1, 0, 1});
  clipPolygon(p, WindowTransform(state()));
  ASSERT_EQ(p.count, 3);
  EXPECT_EQ(p.vertices[1].position.x, 1);
}

TEST(Clip, TriangleBehindTheEyeVanishes) {
  ClipPolygon p = triangle({0, 0, 0, -1}, {1, 0, 0, -1}, {0, 1, 0, -2});
  clipPolygon(p, WindowTransform(state()));
  EXPECT_EQ(p.count, 0);
}

TEST(Clip, DepthClampKeepsWhatNearAndFarWouldCut) {
  RasterState s = state();
  s.depthClamp = true;
  ClipPolygon p = triangle({0, 0, -2, 1}, {1, 0, 3, 1}, {0, 1, 0, 1});
  clipPolygon(p, WindowTransform(s));
  EXPECT_EQ(p.count, 3);
}

TEST(Clip, FarVerticesComeInsideTheGuardBand) {
  const WindowTransform transform(state());
  ClipPolygon p = triangle({-1e6, 0, 0, 1}, {1e6, 0, 0, 1}, {0, 1e6, 0, 1});
  clipPolygon(p, transform);
  ASSERT_GE(p.count, 3);
  for (int i = 0; i < p.count; ++i) {
    WindowVertex v{};
    toWindow(p.vertices[i].position, transform, v);
    EXPECT_LE(std::abs(v.x), int32_t(kGuardBandPixels + 1) * kSubpixelOne);
    EXPECT_LE(std::abs(v.y), int32_t(kGuardBandPixels + 1) * kSubpixelOne);
  }
}

TEST(Clip, TheNearPlaneStandsAtZeroWhenDepthGoesFromZeroToOne) {
  RasterState s = state();
  s.clipZeroToOne = true;
  s.depthNear = 0.25f;
  s.depthFar = 0.75f;
  const WindowTransform transform(s);
  EXPECT_TRUE(outcodeOf({0, 0, -0.5, 1}, transform) & kOutNear);
  EXPECT_EQ(outcodeOf({0, 0, 0, 1}, transform), 0);
  ClipVertex ends[2] = {{{0, 0, -1, 1}, {1, 0, 0}}, {{0, 0, 1, 1}, {0, 1, 0}}};
  ASSERT_TRUE(clipSegment(ends, transform));
  EXPECT_NEAR(ends[0].position.z, 0, 1e-12);
  WindowVertex v{};
  for (const auto& [z, depth] : {std::pair(0.0, 0.25), std::pair(0.5, 0.5), std::pair(1.0, 0.75)}) {
    toWindow({0, 0, z, 1}, transform, v);
    EXPECT_EQ(v.z, depth);
  }
}

TEST(Clip, AnUpperLeftOriginTurnsYRound) {
  RasterState s = state();
  s.viewportY = 1000;
  s.clipUpperLeft = true;
  const WindowTransform transform(s);
  WindowVertex v{};
  toWindow({0, -1, 0, 1}, transform, v);
  EXPECT_EQ(v.y, 1100 * kSubpixelOne);
  // Twice 50 pixels below the viewport's middle, and beyond either end of the guard band.
  EXPECT_EQ(outcodeOf({0, 2, 0, 1}, transform), kOutTop);
  EXPECT_TRUE(outcodeOf({0, 662, 0, 1}, transform) & kNeedsClip);
  EXPECT_FALSE(outcodeOf({0, -618, 0, 1}, transform) & kNeedsClip);
  EXPECT_TRUE(outcodeOf({0, -620, 0, 1}, transform) & kNeedsClip);
}

TEST(Clip, SegmentIsCutAtBothEnds) {
  ClipVertex ends[2] = {{{0, 0, -3, 1}, {1, 0, 0}}, {{0, 0, 3, 1}, {0, 1, 0}}};
  ASSERT_TRUE(clipSegment(ends, WindowTransform(state())));
  EXPECT_NEAR(ends[0].position.z, -1, 1e-12);
  EXPECT_NEAR(ends[1].position.z, 1, 1e-12);
  EXPECT_NEAR(ends[0].weights[1], 1.0 / 3, 1e-12);
}

TEST(Clip, ClipDistancesCutWhereTheyPassZero) {
  ClipPolygon p = triangle({0, 0, 0, 1}, {0.8, 0, 0, 1}, {0, 0.8, 0, 1});
  const ClipDistance distance = {{-1, 3, -1}};  // zero a quarter of the way to the second vertex
  clipPolygon(p, WindowTransform(state()), {&distance, 1});
  ASSERT_EQ(p.count, 3);
  for (int i = 0; i < p.count; ++i) EXPECT_GE(p.vertices[i].position.x, 0.2 - 1e-12);
  ClipVertex ends[2] = {{{0, 0, 0, 1}, {1, 0, 0}}, {{1, 0, 0, 1}, {0, 1, 0}}};
  ASSERT_TRUE(clipSegment(ends, WindowTransform(state()), {&distance, 1}));
  EXPECT_NEAR(ends[0].position.x, 0.25, 1e-12);
  EXPECT_NEAR(ends[0].weights[1], 0.25, 1e-12);
  const ClipDistance gone = {{-1, -1, -2}};
  EXPECT_FALSE(clipSegment(ends, WindowTransform(state()), {&gone, 1}));
}

TEST(Clip, AllPlanesAtOnceFitIntoAPolygon) {
  // A regular polygon of 8 sides by distances, inside a triangle that crosses every other plane too.
  const ClipPosition corners[3] = {{-3e6, -3e6, -9, 1}, {3e6, -3e6, 0, 1}, {0, 4e6, 6, 1}};
  ClipPolygon p = triangle(corners[0], corners[1], corners[2]);
  ClipDistance distances[kMaxClipDistancePlanes];
  for (int i = 0; i < kMaxClipDistancePlanes; ++i) {
    const double angle = i * M_PI / 4;
    for (int v = 0; v < 3; ++v) {
      distances[i].at[v] = 1e6 - std::cos(angle) * corners[v].x - std::sin(angle) * corners[v].y;
    }
  }
  clipPolygon(p, WindowTransform(state()), distances);
  EXPECT_GE(p.count, 3);
  EXPECT_LE(p.count, kMaxClipVertices);
}

TEST(Clip, NegativeDistancesAreInTheOutcode) {
  RasterState s = state();
  s.clipDistances = {1, 0b101};
  s.cullDistances = {4, 0b11};
  const float cells[] = {-1, 0, -1, -0.5f, NAN, 1};
  // Cell 2 is a clip distance that is not enabled; cell 4 is a cull distance that is not a number.
  EXPECT_EQ(distanceOutcode(cells, s), 1u << 18 | 1u << 24 | kNeedsClip);
  s.clipDistances.mask = 0b1;  // cell 1: zero is inside
  s.cullDistances.mask = 0b10;
  EXPECT_EQ(distanceOutcode(cells, s), 0u);
}

TEST(Clip, NotFiniteVerticesAreSeen) {
  const WindowTransform transform(state());
  EXPECT_EQ(outcodeOf({NAN, 0, 0, 1}, transform), kNotFinite);
  EXPECT_EQ(outcodeOf({0, INFINITY, 0, 1}, transform), kNotFinite);
  EXPECT_EQ(outcodeOf({0, 0, 0, 1}, transform), 0);
  EXPECT_TRUE(outcodeOf({0, 0, 0, 0}, transform) & kNeedsClip);
}

}  // namespace
}  // namespace sw
