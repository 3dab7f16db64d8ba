// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Coverage against a twin that asks every pixel of the window by itself.

#include <gtest/gtest.h>

#include <cmath>
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
    batch_.begin({state.multisampled ? &Counter::consumeSamples : &Counter::consume, this}, primitiveRecordBytes(0),
                 state.multisampled);
  }

  /// A triangle in window fixed point.
  void triangle(const int32_t (&p)[3][2]) {
    Rasterizer rasterizer(batch_, state_, InputLayout{});
    rasterizer.triangle(vertexAt(p[0]), vertexAt(p[1]), vertexAt(p[2]), 2);
    batch_.flush();
  }

  /// A line or a point, likewise.
  void line(const int32_t (&a)[2], const int32_t (&b)[2]) {
    Rasterizer rasterizer(batch_, state_, InputLayout{});
    rasterizer.line(vertexAt(a), vertexAt(b), 1);
    batch_.flush();
  }
  void point(const int32_t (&center)[2], float size) {
    Rasterizer rasterizer(batch_, state_, InputLayout{});
    rasterizer.point(vertexAt(center), size);
    batch_.flush();
  }

  int at(int x, int y, int sample = 0) const { return counts_[size_t((sample * kHeight + y) * kWidth + x)]; }

 private:
  static bool consume(void* context, const uint8_t*, const BlockRecord* blocks, uint32_t count) {
    for (uint32_t i = 0; i < count; ++i) static_cast<Counter*>(context)->take(blocks[i], blocks[i].coverage, 0);
    return true;
  }

  static bool consumeSamples(void* context, const uint8_t*, const BlockRecord* blocks, uint32_t count) {
    const auto* records = reinterpret_cast<const SampleBlockRecord*>(blocks);
    for (uint32_t i = 0; i < count; ++i) {
      uint32_t any[2] = {};
      for (uint32_t s = 0; s < kPixelSamples; ++s) {
        for (int half = 0; half < 2; ++half) any[half] |= records[i].samples[s][half];
        static_cast<Counter*>(context)->take(records[i].block, records[i].samples[s], int(s));
      }
      EXPECT_EQ(records[i].block.coverage[0], any[0]);
      EXPECT_EQ(records[i].block.coverage[1], any[1]);
    }
    return true;
  }

  static WindowVertex vertexAt(const int32_t (&p)[2]) {
    WindowVertex v{};
    v.x = p[0];
    v.y = p[1];
    v.z = 0.5;
    v.invW = 1;
    return v;
  }

  void take(const BlockRecord& block, const uint32_t (&bits)[2], int sample) {
    EXPECT_EQ(block.x % 8, 0);
    EXPECT_EQ(block.y % 8, 0);
    EXPECT_NE(block.coverage[0] | block.coverage[1], 0u);
    const uint64_t coverage = bits[0] | uint64_t(bits[1]) << 32;
    for (uint32_t y = 0; y < 8; ++y) {
      for (uint32_t x = 0; x < 8; ++x) {
        if (!(coverage & coverageBit(x, y))) continue;
        const int px = block.x + int(x), py = block.y + int(y);
        EXPECT_TRUE(px < kWidth && py < kHeight);
        if (px < kWidth && py < kHeight) ++counts_[size_t((sample * kHeight + py) * kWidth + px)];
      }
    }
  }

  RasterState state_;
  FragmentBatch batch_;
  std::vector<int> counts_ = std::vector<int>(kWidth * kHeight * kPixelSamples);
};

/// The twin: sign of each edge function at a place in the pixel, in sub-pixels, on borders those that are left or
/// lower.
bool covers(const int32_t (&p)[3][2], int x, int y, int placeX, int placeY) {
  const int64_t area =
      int64_t(p[1][0] - p[0][0]) * (p[2][1] - p[0][1]) - int64_t(p[2][0] - p[0][0]) * (p[1][1] - p[0][1]);
  if (area == 0) return false;
  const int order[2][3] = {{0, 1, 2}, {0, 2, 1}};
  const int* o = order[area < 0];
  for (int i = 0; i < 3; ++i) {
    const int32_t* a = p[o[i]];
    const int32_t* b = p[o[(i + 1) % 3]];
    const int64_t dx = b[0] - a[0], dy = b[1] - a[1];
    const int64_t side = dx * (y * 256 + placeY - a[1]) - dy * (x * 256 + placeX - a[0]);
    const bool keeps = dy < 0 || (dy == 0 && dx > 0);
    if (side < 0 || (side == 0 && !keeps)) return false;
  }
  return true;
}

void expectSame(const int32_t (&p)[3][2], const RasterState& state) {
  Counter counter(state);
  counter.triangle(p);
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      const bool inScissor = x >= state.scissorX0 && x < state.scissorX1 && y >= state.scissorY0 && y < state.scissorY1;
      for (int s = 0; s < (state.multisampled ? int(kPixelSamples) : 1); ++s) {
        const int placeX = state.multisampled ? kSampleX[s] * 16 : 128;
        const int placeY = state.multisampled ? kSampleY[s] * 16 : 128;
        const bool expected = inScissor && (state.sampleMask >> s & 1) && covers(p, x, y, placeX, placeY);
        ASSERT_EQ(counter.at(x, y, s), expected ? 1 : 0)
            << "sample " << s << " of pixel " << x << "," << y << " of " << p[0][0] << "," << p[0][1] << " " << p[1][0]
            << "," << p[1][1] << " " << p[2][0] << "," << p[2][1];
      }
    }
  }
}

TEST(Triangle, CoversWhatTheTwinCovers) {
  std::mt19937 random(1);
  const RasterState state = stateOf();
  for (const int32_t reach : {600, 6000, 30000, 8000000}) {
    std::uniform_int_distribution<int32_t> place(-reach, reach);
    for (int n = 0; n < 150; ++n) {
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

TEST(Triangle, CentresOnLeftAndLowerEdgesAreCovered) {
  std::mt19937 random(2);
  std::uniform_int_distribution<int32_t> pixel(-3, 40);
  for (int n = 0; n < 300; ++n) {
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
  for (int y = 0; y <= kCells; ++y) {
    for (int x = 0; x <= kCells; ++x) {
      const bool border = x == 0 || y == 0 || x == kCells || y == kCells;
      grid[y][x][0] = x * kWidth * 256 / kCells + (border ? 0 : shift(random));
      grid[y][x][1] = y * kHeight * 256 / kCells + (border ? 0 : shift(random));
    }
  }
  Counter counter(stateOf());
  for (int y = 0; y < kCells; ++y) {
    for (int x = 0; x < kCells; ++x) {
      const auto &a = grid[y][x], &b = grid[y][x + 1], &c = grid[y + 1][x], &d = grid[y + 1][x + 1];
      counter.triangle({{a[0], a[1]}, {b[0], b[1]}, {c[0], c[1]}});
      counter.triangle({{c[0], c[1]}, {b[0], b[1]}, {d[0], d[1]}});
    }
  }
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) ASSERT_EQ(counter.at(x, y), 1) << x << "," << y;
  }
}

TEST(TriangleSamples, CoverWhatTheTwinCovers) {
  std::mt19937 random(4);
  RasterState state = stateOf();
  state.multisampled = true;
  for (const int32_t reach : {300, 600, 6000, 30000, 8000000}) {
    std::uniform_int_distribution<int32_t> place(-reach, reach);
    for (int n = 0; n < 100; ++n) {
      int32_t p[3][2];
      for (auto& v : p) {
        v[0] = kWidth * 128 + place(random);
        v[1] = kHeight * 128 + place(random);
      }
      expectSame(p, state);
    }
  }
}

TEST(TriangleSamples, SamplesOnLeftAndLowerEdgesAreCovered) {
  std::mt19937 random(5);
  RasterState state = stateOf();
  state.multisampled = true;
  std::uniform_int_distribution<int32_t> sixteenth(-20, 600);
  for (int n = 0; n < 300; ++n) {
    int32_t p[3][2];
    for (auto& v : p) {
      v[0] = sixteenth(random) * 16;
      v[1] = sixteenth(random) * 16;
    }
    expectSame(p, state);
  }
}

TEST(TriangleSamples, ScissorAndSampleMaskLeaveSamplesOut) {
  RasterState state = stateOf();
  state.multisampled = true;
  state.sampleMask = 0b0110;
  state.scissorX0 = 3;
  state.scissorX1 = 61;
  state.scissorY0 = 9;
  state.scissorY1 = 42;
  expectSame({{-100000, -100000}, {300000, -100000}, {-100000, 300000}}, state);
  expectSame({{100, 100}, {15000, 2000}, {3000, 12000}}, state);
}

TEST(LineSamples, CoverARectangle) {
  RasterState state = stateOf();
  state.multisampled = true;
  Counter counter(state);
  counter.line({10 * 256, 20 * 256 + 128}, {30 * 256, 20 * 256 + 128});
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      for (int s = 0; s < int(kPixelSamples); ++s) ASSERT_EQ(counter.at(x, y, s), y == 20 && x >= 10 && x < 30);
    }
  }
}

TEST(LineSamples, CoverTheRectanglesTwoHalvesOnce) {
  std::mt19937 random(6);
  RasterState state = stateOf();
  state.multisampled = true;
  for (const int32_t reach : {100, 600, 6000, 30000}) {
    std::uniform_int_distribution<int32_t> place(-reach, reach);
    for (int n = 0; n < 60; ++n) {
      state.lineWidth = n % 3 == 0 ? 5.5f : 1;
      const int32_t a[2] = {kWidth * 128 + place(random), kHeight * 128 + place(random)};
      const int32_t b[2] = {n % 5 == 0 ? a[0] : kWidth * 128 + place(random), kHeight * 128 + place(random)};
      const double dx = b[0] - a[0], dy = b[1] - a[1];
      if (dx == 0 && dy == 0) continue;
      const double scale = state.lineWidth * 128 / std::sqrt(dx * dx + dy * dy);
      const auto sideX = int32_t(std::nearbyint(-dy * scale)), sideY = int32_t(std::nearbyint(dx * scale));
      const int32_t lower[3][2] = {
          {a[0] - sideX, a[1] - sideY}, {b[0] - sideX, b[1] - sideY}, {b[0] + sideX, b[1] + sideY}};
      const int32_t upper[3][2] = {
          {a[0] - sideX, a[1] - sideY}, {b[0] + sideX, b[1] + sideY}, {a[0] + sideX, a[1] + sideY}};
      Counter counter(state);
      counter.line(a, b);
      for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
          for (int s = 0; s < int(kPixelSamples); ++s) {
            const int placeX = kSampleX[s] * 16, placeY = kSampleY[s] * 16;
            const int expected = covers(lower, x, y, placeX, placeY) + covers(upper, x, y, placeX, placeY);
            ASSERT_EQ(counter.at(x, y, s), expected) << x << "," << y << "," << s << " of line " << n;
          }
        }
      }
    }
  }
}

TEST(PointSamples, CoverASquare) {
  RasterState state = stateOf();
  state.multisampled = true;
  Counter counter(state);
  counter.point({20 * 256 + 64, 30 * 256 + 64}, 3);  // from 18.75 to 21.75, from 28.75 to 31.75
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      for (int s = 0; s < int(kPixelSamples); ++s) {
        const double sampleX = x + kSampleX[s] / 16.0, sampleY = y + kSampleY[s] / 16.0;
        const bool inside = sampleX > 18.75 && sampleX < 21.75 && sampleY > 28.75 && sampleY < 31.75;
        ASSERT_EQ(counter.at(x, y, s), inside) << x << "," << y << "," << s;
      }
    }
  }
}

TEST(Coverage, RectanglesMatchTheirPixels) {
  for (int x0 = -1; x0 <= 9; ++x0) {
    for (int x1 = x0; x1 <= 9; ++x1) {
      const uint64_t got = rectangleCoverage(x0, 2, x1, 7);
      uint64_t expected = 0;
      for (int y = 2; y < 7; ++y) {
        for (int x = std::max(x0, 0); x < std::min(x1, 8); ++x) expected |= coverageBit(uint32_t(x), uint32_t(y));
      }
      EXPECT_EQ(got, expected) << x0 << ".." << x1;
    }
  }
}

}  // namespace
}  // namespace sw
