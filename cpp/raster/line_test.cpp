// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include <gtest/gtest.h>

#include <set>
#include <utility>

#include "raster/coverage.h"
#include "raster/rasterizer.h"

namespace sw {
namespace {

using Pixels = std::multiset<std::pair<int, int>>;

bool collect(void* context, const uint8_t*, const BlockRecord* blocks, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    const uint64_t coverage = blocks[i].coverage[0] | uint64_t(blocks[i].coverage[1]) << 32;
    for (uint32_t y = 0; y < 8; y++) {
      for (uint32_t x = 0; x < 8; x++) {
        if (coverage & coverageBit(x, y)) {
          static_cast<Pixels*>(context)->insert({blocks[i].x + int(x), blocks[i].y + int(y)});
        }
      }
    }
  }
  return true;
}

RasterState state() {
  RasterState s{};
  s.viewportWidth = s.viewportHeight = 64;
  s.depthFar = 1;
  s.scissorX1 = s.scissorY1 = 64;
  return s;
}

WindowVertex at(double x, double y) {
  WindowVertex v{};
  v.x = int32_t(x * kSubpixelOne);
  v.y = int32_t(y * kSubpixelOne);
  v.invW = 1;
  return v;
}

Pixels lineBetween(WindowVertex a, WindowVertex b) {
  Pixels pixels;
  FragmentBatch batch;
  batch.begin({collect, &pixels}, primitiveRecordBytes(0));
  const RasterState s = state();
  Rasterizer(batch, s, InputLayout{}).line(a, b, 1);
  batch.flush();
  return pixels;
}

Pixels pointAt(WindowVertex center, float size) {
  Pixels pixels;
  FragmentBatch batch;
  batch.begin({collect, &pixels}, primitiveRecordBytes(0));
  RasterState s = state();
  Rasterizer(batch, s, InputLayout{}).point(center, size);
  batch.flush();
  return pixels;
}

TEST(Line, TheLastPixelBelongsToTheNextSegment) {
  EXPECT_EQ(lineBetween(at(2.5, 3.5), at(6.5, 3.5)), (Pixels{{2, 3}, {3, 3}, {4, 3}, {5, 3}}));
  EXPECT_EQ(lineBetween(at(6.5, 3.5), at(2.5, 3.5)), (Pixels{{3, 3}, {4, 3}, {5, 3}, {6, 3}}));
  EXPECT_EQ(lineBetween(at(3.5, 2.5), at(3.5, 4.5)), (Pixels{{3, 2}, {3, 3}}));
}

TEST(Line, ClosedLoopsDrawEveryPixelOnce) {
  const WindowVertex corners[4] = {at(2.5, 2.5), at(12.5, 4.5), at(20.5, 20.5), at(4.5, 13.5)};
  Pixels all;
  for (int i = 0; i < 4; i++) all.merge(lineBetween(corners[i], corners[(i + 1) % 4]));
  for (const auto& pixel : all) EXPECT_EQ(all.count(pixel), 1u) << pixel.first << "," << pixel.second;
}

TEST(Line, DiagonalTouchesOnePixelPerColumn) {
  const Pixels pixels = lineBetween(at(0.5, 0.5), at(40.5, 23.5));
  EXPECT_EQ(pixels.size(), 40u);
}

TEST(Point, CoversItsSquare) {
  EXPECT_EQ(pointAt(at(10.5, 10.5), 1), (Pixels{{10, 10}}));
  EXPECT_EQ(pointAt(at(11, 11), 2), (Pixels{{10, 10}, {11, 10}, {10, 11}, {11, 11}}));
  EXPECT_EQ(pointAt(at(11, 11), 20).size(), 400u);
}

TEST(Point, CentresOnTheBorderCountOnTheLeftAndAbove) {
  EXPECT_EQ(pointAt(at(10, 10), 1), (Pixels{{9, 10}}));
  EXPECT_EQ(pointAt(at(10.5, 10.5), 2), (Pixels{{9, 10}, {10, 10}, {9, 11}, {10, 11}}));
}

TEST(Point, IsCutByTheWindow) { EXPECT_EQ(pointAt(at(0, 0), 4), (Pixels{{0, 0}, {1, 0}, {0, 1}, {1, 1}})); }

}  // namespace
}  // namespace sw
