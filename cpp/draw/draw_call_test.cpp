// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// draw() with routines of the test's own in place of generated ones.

#include "draw/draw_call.h"

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

#include "support/address.h"

namespace sw {
namespace {

struct Shaded {
  std::vector<uint32_t> vertexIds;  // every id the vertex routine was asked for
  std::vector<int32_t> instances;
  uint64_t fragments = 0;
  uint32_t stopAfterBatches = 0;
} shaded;
float shadeOffset = 0;

/// Vertex v stands at (v % 3, v / 3) of a clip space that shows 0..2; its only user cell is its id plus
/// shadeOffset.
void shadeVertices(Address state, Address vertexIds, uint32_t count, Address records) {
  const uint32_t* ids = fromAddress<uint32_t>(vertexIds);
  float* out = fromAddress<float>(records);
  shaded.instances.push_back(fromAddress<VertexState>(state)->instanceId);
  for (uint32_t i = 0; i < count; ++i, out += vertexRecordCells(4)) {
    shaded.vertexIds.push_back(ids[i]);
    out[0] = float(ids[i] % 3) - 1;
    out[1] = float(ids[i] / 3) - 1;
    out[2] = 0;
    out[3] = 1;
    out[kRecordPointSizeCell] = 3;
    out[kRecordUserCell] = float(ids[i]) + shadeOffset;
  }
}

void shadeFragments(Address state, Address blocks, uint32_t count) {
  FragmentState* s = fromAddress<FragmentState>(state);
  const BlockRecord* b = fromAddress<BlockRecord>(blocks);
  for (uint32_t i = 0; i < count; ++i) {
    shaded.fragments += uint64_t(__builtin_popcount(b[i].coverage[0]) + __builtin_popcount(b[i].coverage[1]));
  }
  if (shaded.stopAfterBatches && --shaded.stopAfterBatches == 0) s->budget = -1;
}

class DrawTest : public testing::Test {
 protected:
  DrawTest() {
    shaded = {};
    shadeOffset = 0;
    call.vertexState = &vertexState;
    call.fragmentState = &fragmentState;
    call.vertexRoutine = shadeVertices;
    call.fragmentRoutine = shadeFragments;
    call.varyingCells = call.fragmentCells = 4;
    call.flatCells = flat;
    call.raster = RasterState{};
    call.raster.viewportWidth = call.raster.viewportHeight = 64;
    call.raster.depthFar = 1;
    call.raster.scissorX1 = call.raster.scissorY1 = 64;
  }

  const uint8_t flat[4] = {};
  VertexState vertexState{};
  FragmentState fragmentState{};
  DrawCall call;
};

TEST_F(DrawTest, QuadOfTwoTrianglesShadesFourVerticesAndEveryPixelOnce) {
  const uint16_t indices[] = {0, 2, 6, 6, 2, 8};
  call.indexType = IndexType::U16;
  call.indices = indices;
  call.count = 6;
  ASSERT_TRUE(draw(call));
  EXPECT_EQ(shaded.vertexIds, (std::vector<uint32_t>{0, 2, 6, 8}));
  EXPECT_EQ(shaded.fragments, 64u * 64u);
}

TEST_F(DrawTest, StatisticsCountWhatWasDrawnAndTimeItOnlyForWhoeverWatches) {
  const uint16_t indices[] = {0, 2, 6, 6, 2, 8};
  DrawStatistics statistics;
  call.indexType = IndexType::U16;
  call.indices = indices;
  call.count = 6;
  call.instanceCount = 2;
  call.statistics = &statistics;
  ASSERT_TRUE(draw(call));
  EXPECT_EQ(statistics.draws, 1u);
  EXPECT_EQ(statistics.primitives, 4u);
  EXPECT_EQ(statistics.fragments, shaded.fragments);
  EXPECT_EQ(statistics.vertexMs + statistics.rasterMs, 0);
  static double nowMs = 0;
  statistics.clock = [] { return nowMs += 1; };
  ASSERT_TRUE(draw(call));
  EXPECT_EQ(statistics.draws, 2u);
  EXPECT_EQ(statistics.vertexMs, 2);  // one chunk for each instance
  EXPECT_EQ(statistics.rasterMs, 3);  // what is left of the five ticks
}

TEST_F(DrawTest, InstancesCountUp) {
  call.count = 3;
  call.instanceCount = 3;
  ASSERT_TRUE(draw(call));
  EXPECT_EQ(shaded.instances, (std::vector<int32_t>{0, 1, 2}));
}

TEST_F(DrawTest, PointsTakeTheirSizeFromTheRecordOnlyWhenItIsWritten) {
  call.topology = Topology::Points;
  call.first = 4;  // the centre
  call.count = 1;
  call.writesPointSize = true;
  ASSERT_TRUE(draw(call));
  EXPECT_EQ(shaded.fragments, 9u);
  shaded = {};
  call.writesPointSize = false;
  ASSERT_TRUE(draw(call));
  EXPECT_EQ(shaded.fragments, 1u);
}

TEST_F(DrawTest, CulledTrianglesCoverNothing) {
  const uint8_t indices[] = {0, 2, 6};
  call.indexType = IndexType::U8;
  call.indices = indices;
  call.count = 3;
  call.raster.cull = CullMode::Back;
  ASSERT_TRUE(draw(call));
  EXPECT_GT(shaded.fragments, 0u);
  shaded = {};
  call.raster.frontFaceClockwise = true;
  ASSERT_TRUE(draw(call));
  EXPECT_EQ(shaded.fragments, 0u);
}

TEST_F(DrawTest, AnUpperLeftOriginKeepsFrontFacesFront) {
  const uint8_t indices[] = {0, 2, 6};
  call.indexType = IndexType::U8;
  call.indices = indices;
  call.count = 3;
  call.raster.clipUpperLeft = true;
  call.raster.cull = CullMode::Back;
  ASSERT_TRUE(draw(call));
  EXPECT_GT(shaded.fragments, 0u);
  shaded = {};
  call.raster.cull = CullMode::Front;
  ASSERT_TRUE(draw(call));
  EXPECT_EQ(shaded.fragments, 0u);
}

TEST_F(DrawTest, PrimitivesAreClippedAndCulledByDistances) {
  // The only cell is the vertex id, 0 to 8 from the lower left to the upper right, here taken for a distance.
  call.indexType = IndexType::U8;
  const uint8_t indices[] = {0, 2, 6};
  call.indices = indices;
  call.count = 3;
  call.raster.clipDistances = {0, 1};
  ASSERT_TRUE(draw(call));
  const uint64_t whole = shaded.fragments;
  shadeOffset = -3;  // -3, -1, 3: of the edges from the last vertex, a half and three quarters are left
  shaded = {};
  ASSERT_TRUE(draw(call));
  EXPECT_GT(shaded.fragments, whole / 5);
  EXPECT_LT(shaded.fragments, whole / 2);
  shaded = {};
  call.topology = Topology::LineLoop;
  ASSERT_TRUE(draw(call));
  const uint64_t outline = shaded.fragments;
  call.raster.clipDistances.mask = 0;
  call.raster.cullDistances = {0, 1};
  shaded = {};
  ASSERT_TRUE(draw(call));
  EXPECT_GT(shaded.fragments, outline);  // 0-2 is culled, the others stay whole
  call.topology = Topology::Triangles;
  shaded = {};
  ASSERT_TRUE(draw(call));
  EXPECT_EQ(shaded.fragments, whole);  // one vertex is not below zero
  shadeOffset = -7;
  shaded = {};
  ASSERT_TRUE(draw(call));
  EXPECT_EQ(shaded.fragments, 0u);
  call.topology = Topology::Points;
  call.indexType = IndexType::None;
  call.first = 4;  // the centre
  call.count = 1;
  for (const bool clips : {true, false}) {
    call.raster.clipDistances.mask = clips;
    call.raster.cullDistances.mask = !clips;
    shaded = {};
    shadeOffset = -4;
    ASSERT_TRUE(draw(call));
    EXPECT_EQ(shaded.fragments, 1u);
    shadeOffset = -5;
    ASSERT_TRUE(draw(call));
    EXPECT_EQ(shaded.fragments, 1u);
  }
}

TEST_F(DrawTest, FeedbackCapturesWholePrimitivesInOrder) {
  float buffer[7] = {};
  const uint16_t cells[] = {kRecordUserCell};
  FeedbackStream stream{reinterpret_cast<uint8_t*>(buffer), reinterpret_cast<const uint8_t*>(buffer + 7), 4, cells};
  call.topology = Topology::TriangleStrip;
  call.count = 5;
  call.feedback = {&stream, 1};
  call.raster.rasterizerDiscard = true;
  ASSERT_TRUE(draw(call));
  EXPECT_EQ(call.feedbackPrimitives, 2u);
  const float expected[7] = {0, 1, 2, 2, 1, 3, 0};
  EXPECT_EQ(std::memcmp(buffer, expected, sizeof buffer), 0);
  EXPECT_EQ(shaded.fragments, 0u);
}

TEST_F(DrawTest, ASpentBudgetStopsTheDraw) {
  const uint8_t indices[] = {0, 2, 6};
  call.indexType = IndexType::U8;
  call.indices = indices;
  call.count = 3;
  call.instanceCount = 100000;
  shaded.stopAfterBatches = 2;
  EXPECT_FALSE(draw(call));
  EXPECT_LT(shaded.instances.size(), 100000u);
}

TEST_F(DrawTest, ManyPrimitivesPassThroughManyChunks) {
  std::vector<uint32_t> indices;
  for (uint32_t i = 0; i < 9000; ++i) indices.insert(indices.end(), {0, 2, 6, i % 9, 2, 6});
  call.indexType = IndexType::U32;
  call.indices = indices.data();
  call.count = uint32_t(indices.size());
  ASSERT_TRUE(draw(call));
  EXPECT_LT(shaded.vertexIds.size(), 1000u);  // nine per chunk, not three per triangle
}

}  // namespace
}  // namespace sw
