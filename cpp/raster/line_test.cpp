// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <set>
#include <utility>

#include "raster/coverage.h"
#include "raster/rasterizer.h"

namespace sw {
namespace {

using Pixels = std::multiset<std::pair<int, int>>;

bool collect(void* context, const uint8_t*, const BlockRecord* blocks, uint32_t count) {
  for (uint32_t i = 0; i < count; ++i) {
    const uint64_t coverage = blocks[i].coverage[0] | uint64_t(blocks[i].coverage[1]) << 32;
    for (uint32_t y = 0; y < 8; ++y) {
      for (uint32_t x = 0; x < 8; ++x) {
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

TEST(Line, OnPixelBordersGoesDownAndLeft) {
  EXPECT_EQ(lineBetween(at(2.5, 4), at(6.5, 4)), (Pixels{{2, 3}, {3, 3}, {4, 3}, {5, 3}}));
  EXPECT_EQ(lineBetween(at(4, 2.5), at(4, 6.5)), (Pixels{{3, 2}, {3, 3}, {3, 4}, {3, 5}}));
  // Through a corner of pixels: moved left, a line that rises passes above it, one that falls below.
  EXPECT_EQ(lineBetween(at(0.5, 3), at(4.5, 5)).count({2, 4}), 1u);
  EXPECT_EQ(lineBetween(at(0.5, 5), at(4.5, 3)).count({2, 3}), 1u);
}

/// The twin: a coordinate in sub-pixels with what epsilon and epsilon squared add to it, in units small enough that no
/// line of the test can tell them from what they stand for.
__extension__ typedef __int128 Exact;
constexpr int kExactBits = 40, kEpsilonBits = 20;
struct ExactPoint {
  Exact x, y;
};

ExactPoint moved(const WindowVertex& v) {
  const Exact one = Exact(1) << kExactBits;
  return {v.x * one - (Exact(1) << (kExactBits - kEpsilonBits)), v.y * one - (one >> (2 * kEpsilonBits))};
}

Exact magnitude(Exact value) { return value < 0 ? -value : value; }

/// Is the point (x, y) / w inside the open diamond around (0, 0)? w > 0.
bool insideDiamond(Exact x, Exact y, Exact w) {
  return magnitude(x) + magnitude(y) < w * kSubpixelOne / 2 * (Exact(1) << kExactBits);
}

/// OpenGL ES 3.0.6 §3.5.1 to the letter, for one pixel: the segment meets its diamond and does not end in it. The
/// distance from the centre is convex along the segment, so that only ends and crossings of the axes need asking.
bool exitsDiamond(const WindowVertex& start, const WindowVertex& end, int pixelX, int pixelY) {
  const Exact centerX = Exact(pixelX * kSubpixelOne + kSubpixelOne / 2) << kExactBits;
  const Exact centerY = Exact(pixelY * kSubpixelOne + kSubpixelOne / 2) << kExactBits;
  const ExactPoint from = moved(start), to = moved(end);
  const Exact ax = from.x - centerX, ay = from.y - centerY, bx = to.x - centerX, by = to.y - centerY;
  if (insideDiamond(bx, by, 1)) return false;
  if (insideDiamond(ax, ay, 1)) return true;
  // Whole sub-pixels: both ends are moved alike.
  const Exact dx = end.x - start.x, dy = end.y - start.y;
  const bool crossesX = (ax < 0) != (bx < 0) && dx != 0, crossesY = (ay < 0) != (by < 0) && dy != 0;
  if (crossesX && insideDiamond(0, ay * magnitude(dx) - (dx < 0 ? -ax : ax) * dy, magnitude(dx))) return true;
  return crossesY && insideDiamond(ax * magnitude(dy) - (dy < 0 ? -ay : ay) * dx, 0, magnitude(dy));
}

TEST(Line, DrawsThePixelsWhoseDiamondsItLeaves) {
  std::mt19937 random(7);
  for (const int grid : {1, 16, 64, 128, 256}) {  // sub-pixels: from any place to pixel borders alone
    std::uniform_int_distribution<int> place(0, 16 * kSubpixelOne / grid);
    for (int n = 0; n < 2000; ++n) {
      WindowVertex a = at(2, 2), b = at(2, 2);
      a.x += place(random) * grid;
      a.y += place(random) * grid;
      b.x += place(random) * grid;
      b.y += place(random) * grid;
      Pixels expected;
      for (int y = 0; y < 20; ++y) {
        for (int x = 0; x < 20; ++x) {
          if (exitsDiamond(a, b, x, y)) expected.insert({x, y});
        }
      }
      ASSERT_EQ(lineBetween(a, b), expected) << a.x << "," << a.y << " to " << b.x << "," << b.y;
    }
  }
}

TEST(Line, ClosedLoopsDrawEveryPixelOnce) {
  const WindowVertex corners[4] = {at(2.5, 2.5), at(12.5, 4.5), at(20.5, 20.5), at(4.5, 13.5)};
  Pixels all;
  for (int i = 0; i < 4; ++i) all.merge(lineBetween(corners[i], corners[(i + 1) % 4]));
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

TEST(Point, CentresOnTheLeftAndTheLowerBorderCount) {
  EXPECT_EQ(pointAt(at(10, 10), 1), (Pixels{{9, 9}}));
  EXPECT_EQ(pointAt(at(10.5, 10.5), 2), (Pixels{{9, 9}, {10, 9}, {9, 10}, {10, 10}}));
}

TEST(Point, SizesAreClampedToTheRangeThatIsAdvertised) {
  EXPECT_EQ(pointAt(at(10.5, 10.5), 0.25f), (Pixels{{10, 10}}));
  EXPECT_EQ(pointAt(at(10.5, 10.5), 0), (Pixels{{10, 10}}));
  EXPECT_EQ(pointAt(at(10.5, 10.5), -3), (Pixels{{10, 10}}));
  EXPECT_EQ(pointAt(at(10.5, 10.5), 1e9f).size(), 64u * 64u);
  EXPECT_TRUE(pointAt(at(10.5, 10.5), std::numeric_limits<float>::quiet_NaN()).empty());
}

TEST(Point, IsCutByTheWindow) { EXPECT_EQ(pointAt(at(0, 0), 4), (Pixels{{0, 0}, {1, 0}, {0, 1}, {1, 1}})); }

}  // namespace
}  // namespace sw
