// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "raster/clip.h"

#include <gtest/gtest.h>

#include <cmath>

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
  for (int i = 0; i < p.count; i++) {
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
  for (int i = 0; i < p.count; i++) {
    WindowVertex v{};
    toWindow(p.vertices[i].position, transform, v);
    EXPECT_LE(std::abs(v.x), int32_t(kGuardBandPixels + 1) * kSubpixelOne);
    EXPECT_LE(std::abs(v.y), int32_t(kGuardBandPixels + 1) * kSubpixelOne);
  }
}

TEST(Clip, SegmentIsCutAtBothEnds) {
  ClipVertex ends[2] = {{{0, 0, -3, 1}, {1, 0, 0}}, {{0, 0, 3, 1}, {0, 1, 0}}};
  ASSERT_TRUE(clipSegment(ends, WindowTransform(state())));
  EXPECT_NEAR(ends[0].position.z, -1, 1e-12);
  EXPECT_NEAR(ends[1].position.z, 1, 1e-12);
  EXPECT_NEAR(ends[0].weights[1], 1.0 / 3, 1e-12);
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
