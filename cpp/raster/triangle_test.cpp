// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Coverage against a twin that asks every pixel of the window by itself.

#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "raster/coverage.h"
#include "raster/rasterizer.h"

namespace sw {
namespace {

constexpr int kWidth = 100, kHeight = 76;  // no multiples of a block

RasterState stateOf(int width = kWidth, int height = kHeight) {
  RasterState state{};
  state.viewportWidth = float(width);
  state.viewportHeight = float(height);
  state.depthFar = 1;
  state.scissorX1 = width;
  state.scissorY1 = height;
  return state;
}

/// Draws into a count per pixel, and checks what every block record promises.
class Counter {
 public:
  explicit Counter(RasterState state) : state_(state) {
    batch_.begin({&Counter::consume, this}, primitiveRecordBytes(0));
  }

  /// A triangle in window fixed point.
  void triangle(const int32_t (&p)[3][2]) {
    Rasterizer rasterizer(batch_, state_, InputLayout{});
    WindowVertex v[3]{};
    for (int i = 0; i < 3; i++) {
      v[i].x = p[i][0];
      v[i].y = p[i][1];
      v[i].z = 0.5;
      v[i].invW = 1;
    }
    rasterizer.triangle(v[0], v[1], v[2], 2);
    batch_.flush();
  }

  int at(int x, int y) const { return counts_[size_t(y * kWidth + x)]; }

 private:
  static bool consume(void* context, const uint8_t*, const BlockRecord* blocks, uint32_t count) {
    Counter& self = *static_cast<Counter*>(context);
    for (uint32_t i = 0; i < count; i++) {
      EXPECT_EQ(blocks[i].x % 8, 0);
      EXPECT_EQ(blocks[i].y % 8, 0);
      const uint64_t coverage = blocks[i].coverage[0] | uint64_t(blocks[i].coverage[1]) << 32;
      EXPECT_NE(coverage, 0u);
      for (uint32_t y = 0; y < 8; y++) {
        for (uint32_t x = 0; x < 8; x++) {
          if (!(coverage & coverageBit(x, y))) continue;
          const int px = blocks[i].x + int(x), py = blocks[i].y + int(y);
          EXPECT_TRUE(px < kWidth && py < kHeight);
          if (px < kWidth && py < kHeight) self.counts_[size_t(py * kWidth + px)]++;
        }
      }
    }
    return true;
  }

  RasterState state_;
  FragmentBatch batch_;
  std::vector<int> counts_ = std::vector<int>(kWidth * kHeight);
};

/// The twin: sign of each edge function at the pixel's centre, borders by the top-left rule.
bool covers(const int32_t (&p)[3][2], int x, int y) {
  const int64_t area =
      int64_t(p[1][0] - p[0][0]) * (p[2][1] - p[0][1]) - int64_t(p[2][0] - p[0][0]) * (p[1][1] - p[0][1]);
  if (area == 0) return false;
  const int order[2][3] = {{0, 1, 2}, {0, 2, 1}};
  const int* o = order[area < 0];
  for (int i = 0; i < 3; i++) {
    const int32_t* a = p[o[i]];
    const int32_t* b = p[o[(i + 1) % 3]];
    const int64_t dx = b[0] - a[0], dy = b[1] - a[1];
    const int64_t side = dx * (y * 256 + 128 - a[1]) - dy * (x * 256 + 128 - a[0]);
    const bool keeps = dy < 0 || (dy == 0 && dx < 0);
    if (side < 0 || (side == 0 && !keeps)) return false;
  }
  return true;
}

void expectSame(const int32_t (&p)[3][2], const RasterState& state) {
  Counter counter(state);
  counter.triangle(p);
  for (int y = 0; y < kHeight; y++) {
    for (int x = 0; x < kWidth; x++) {
      const bool inScissor = x >= state.scissorX0 && x < state.scissorX1 && y >= state.scissorY0 && y < state.scissorY1;
      ASSERT_EQ(counter.at(x, y), inScissor && covers(p, x, y) ? 1 : 0)
          << "pixel " << x << "," << y << " of " << p[0][0] << "," << p[0][1] << " " << p[1][0] << "," << p[1][1] << " "
          << p[2][0] << "," << p[2][1];
    }
  }
}

TEST(Triangle, CoversWhatTheTwinCovers) {
  std::mt19937 random(1);
  const RasterState state = stateOf();
  for (const int32_t reach : {600, 6000, 30000, 8000000}) {
    std::uniform_int_distribution<int32_t> place(-reach, reach);
    for (int n = 0; n < 150; n++) {
      const int32_t centerX = kWidth * 128, centerY = kHeight * 128;
      int32_t p[3][2];
      for (auto& v : p) {
        v[0] = centerX + place(random);
        v[1] = centerY + place(random);
      }
      expectSame(p, state);
    }
  }
}

TEST(Triangle, VerticesOnPixelCentresFollowTheTopLeftRule) {
  std::mt19937 random(2);
  std::uniform_int_distribution<int32_t> pixel(-3, 40);
  for (int n = 0; n < 300; n++) {
    int32_t p[3][2];
    for (auto& v : p) {
      v[0] = pixel(random) * 256 + 128;
      v[1] = pixel(random) * 256 + 128;
    }
    expectSame(p, stateOf());
  }
}

TEST(Triangle, ScissorCutsBlocks) {
  RasterState state = stateOf();
  state.scissorX0 = 3;
  state.scissorX1 = 61;
  state.scissorY0 = 9;
  state.scissorY1 = 42;
  expectSame({{-100000, -100000}, {300000, -100000}, {-100000, 300000}}, state);
  expectSame({{100, 100}, {15000, 2000}, {3000, 12000}}, state);
}

TEST(Triangle, SharedEdgesLeaveNeitherGapsNorOverlaps) {
  std::mt19937 random(3);
  std::uniform_int_distribution<int32_t> shift(-700, 700);
  constexpr int kCells = 6;
  int32_t grid[kCells + 1][kCells + 1][2];
  for (int y = 0; y <= kCells; y++) {
    for (int x = 0; x <= kCells; x++) {
      const bool border = x == 0 || y == 0 || x == kCells || y == kCells;
      grid[y][x][0] = x * kWidth * 256 / kCells + (border ? 0 : shift(random));
      grid[y][x][1] = y * kHeight * 256 / kCells + (border ? 0 : shift(random));
    }
  }
  Counter counter(stateOf());
  for (int y = 0; y < kCells; y++) {
    for (int x = 0; x < kCells; x++) {
      const auto &a = grid[y][x], &b = grid[y][x + 1], &c = grid[y + 1][x], &d = grid[y + 1][x + 1];
      counter.triangle({{a[0], a[1]}, {b[0], b[1]}, {c[0], c[1]}});
      counter.triangle({{c[0], c[1]}, {b[0], b[1]}, {d[0], d[1]}});
    }
  }
  for (int y = 0; y < kHeight; y++) {
    for (int x = 0; x < kWidth; x++) ASSERT_EQ(counter.at(x, y), 1) << x << "," << y;
  }
}

TEST(Coverage, RectanglesMatchTheirPixels) {
  for (int x0 = -1; x0 <= 9; x0++) {
    for (int x1 = x0; x1 <= 9; x1++) {
      const uint64_t got = rectangleCoverage(x0, 2, x1, 7);
      uint64_t expected = 0;
      for (int y = 2; y < 7; y++) {
        for (int x = std::max(x0, 0); x < std::min(x1, 8); x++) expected |= coverageBit(uint32_t(x), uint32_t(y));
      }
      EXPECT_EQ(got, expected) << x0 << ".." << x1;
    }
  }
}

}  // namespace
}  // namespace sw
