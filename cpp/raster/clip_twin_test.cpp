// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Clipped triangles against a twin that asks every pixel by itself: which point of the triangle is seen there, if any,
// and on which side of the planes does it lie? Values of the fragment inputs are compared likewise.

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>
#include <vector>

#include "raster/coverage.h"
#include "raster/rasterizer.h"

namespace sw {
namespace {

constexpr int kSize = 64;

struct Triangle {
  ClipPosition position[3];
  float cells[3][4];  // two clip distances, then two plain inputs
};

/// What a pixel sees: whether anything, and of what inputs.
struct Sight {
  bool visible = false;
  double values[4] = {};
};

/// Homogeneous coordinates of the point that lies behind (x, y) of normalised device coordinates, scaled to w = 1.
bool weightsAt(const Triangle& t, double x, double y, double (&b)[3]) {
  const ClipPosition* p = t.position;
  const auto cross = [&](int i, int j) {  // of (x, y, w), as rows of the inverse
    return std::array<double, 3>{p[i].y * p[j].w - p[i].w * p[j].y, p[i].w * p[j].x - p[i].x * p[j].w,
                                 p[i].x * p[j].y - p[i].y * p[j].x};
  };
  const auto first = cross(1, 2);
  const double determinant = first[0] * p[0].x + first[1] * p[0].y + first[2] * p[0].w;
  if (std::fabs(determinant) < 1e-3) return false;
  for (int i = 0; i < 3; ++i) {
    const auto row = cross((i + 1) % 3, (i + 2) % 3);
    b[i] = (row[0] * x + row[1] * y + row[2]) / determinant;
  }
  return true;
}

/// At a place in the window, in pixels.
Sight look(const Triangle& t, const RasterState& state, double windowX, double windowY) {
  Sight sight;
  const double x = windowX / kSize * 2 - 1, y = (windowY / kSize * 2 - 1) * (state.clipUpperLeft ? -1 : 1);
  double b[3];
  if (!weightsAt(t, x, y, b)) return sight;
  if (b[0] < 0 || b[1] < 0 || b[2] < 0) return sight;
  const double sum = b[0] + b[1] + b[2];
  const double z = b[0] * t.position[0].z + b[1] * t.position[1].z + b[2] * t.position[2].z;
  if (!state.depthClamp && (z < (state.clipZeroToOne ? 0 : -1) || z > 1)) return sight;
  for (int c = 0; c < 4; ++c) {
    sight.values[c] = (b[0] * t.cells[0][c] + b[1] * t.cells[1][c] + b[2] * t.cells[2][c]) / sum;
    const bool clips = state.clipDistances.mask >> c & 1;
    if (clips && sight.values[c] < 0) return sight;
  }
  sight.visible = true;
  return sight;
}

class Window {
 public:
  explicit Window(const RasterState& state) : state_(state), seen_(kSize * kSize) {
    batch_.begin({&Window::consume, this}, primitiveRecordBytes(4));
  }

  void draw(const Triangle& t) {
    const uint8_t flat[4] = {};
    Rasterizer rasterizer(batch_, state_, InputLayout{4, flat});
    float records[3][vertexRecordCells(4)];
    WindowVertex vertices[3];
    for (int i = 0; i < 3; ++i) {
      const ClipPosition& p = t.position[i];
      const float position[4] = {float(p.x), float(p.y), float(p.z), float(p.w)};
      std::copy(position, position + 4, records[i]);
      std::copy(t.cells[i], t.cells[i] + 4, records[i] + kRecordUserCell);
      vertices[i] = windowVertexOf(records[i], rasterizer.transform());
      vertices[i].outcode |= distanceOutcode(vertices[i].cells, state_);
    }
    rasterizer.triangle(vertices[0], vertices[1], vertices[2], 2);
    batch_.flush();
  }

  const std::vector<Sight>& at(int x, int y) const { return seen_[size_t(y * kSize + x)]; }

 private:
  static bool consume(void* context, const uint8_t* primitives, const BlockRecord* blocks, uint32_t count) {
    for (uint32_t i = 0; i < count; ++i) {
      const auto& record = *reinterpret_cast<const PrimitiveRecord*>(primitives + blocks[i].primitive);
      static_cast<Window*>(context)->take(record, *reinterpret_cast<const Planes4*>(&record + 1), blocks[i]);
    }
    return true;
  }

  void take(const PrimitiveRecord& record, const Planes4& planes, const BlockRecord& block) {
    const uint64_t coverage = block.coverage[0] | uint64_t(block.coverage[1]) << 32;
    for (uint32_t pixel = 0; pixel < 64; ++pixel) {
      const uint32_t x = pixel % 8, y = pixel / 8;
      if (!(coverage & coverageBit(x, y))) continue;
      const float dx = float(block.x + x) + 0.5f - record.originX, dy = float(block.y + y) + 0.5f - record.originY;
      const float invW = record.invW[0] + record.invW[1] * dx + record.invW[2] * dy;
      Sight sight{.visible = true};
      for (int c = 0; c < 4; ++c) sight.values[c] = (planes.c[c] + planes.dx[c] * dx + planes.dy[c] * dy) / invW;
      seen_[(block.y + y) * kSize + block.x + x].push_back(sight);
    }
  }

  const RasterState& state_;
  FragmentBatch batch_;
  std::vector<std::vector<Sight>> seen_;
};

/// The same all around, so that a vertex moved to the nearest sub-pixel changes nothing.
bool isCertain(const Triangle& t, const RasterState& state, double x, double y, bool visible) {
  constexpr double kNear = 0.15;
  for (int i = -1; i <= 1; ++i) {
    for (int j = -1; j <= 1; ++j) {
      if (look(t, state, x + i * kNear, y + j * kNear).visible != visible) return false;
    }
  }
  return true;
}

TEST(ClipTwin, EveryPixelSeesWhatLiesBehindIt) {
  std::mt19937 random(2024);
  const auto uniform = [&](double low, double high) {
    return double(float(std::uniform_real_distribution<double>(low, high)(random)));
  };
  int visible = 0, hidden = 0, clipped = 0;
  for (int n = 0; n < 1500; ++n) {
    RasterState state{};
    state.viewportWidth = state.viewportHeight = kSize;
    state.depthFar = 1;
    state.scissorX1 = state.scissorY1 = kSize;
    state.clipUpperLeft = random() % 2;
    state.clipZeroToOne = random() % 2;
    state.depthClamp = random() % 4 == 0;
    state.clipDistances.mask = uint8_t(random() % 4);
    Triangle t;
    for (int i = 0; i < 3; ++i) {
      const double w = random() % 6 == 0 ? uniform(-2, -0.5) : uniform(0.3, 3);
      t.position[i] = {uniform(-2, 2), uniform(-2, 2), uniform(-1.3, 1.3) * w, w};
      for (float& cell : t.cells[i]) cell = float(uniform(-0.6, 1));
    }
    double b[3];
    if (!weightsAt(t, 0, 0, b)) continue;
    Window window(state);
    window.draw(t);
    for (int y = 0; y < kSize; ++y) {
      for (int x = 0; x < kSize; ++x) {
        const std::vector<Sight>& seen = window.at(x, y);
        ASSERT_LE(seen.size(), 1u) << "triangle " << n << " pixel " << x << ' ' << y;
        const Sight expected = look(t, state, x + 0.5, y + 0.5);
        if (!isCertain(t, state, x + 0.5, y + 0.5, expected.visible)) continue;
        ASSERT_EQ(!seen.empty(), expected.visible) << "triangle " << n << " pixel " << x << ' ' << y;
        (expected.visible ? visible : hidden)++;
        if (!expected.visible) continue;
        clipped += state.clipDistances.mask != 0;
        // As much as a seventh of a pixel changes, since vertices move to the nearest sub-pixel.
        for (int c = 0; c < 4; ++c) {
          double slope = 1e-3;
          for (const auto& [i, j] : {std::pair(1, 0), std::pair(0, 1)}) {
            const Sight next = look(t, state, x + 0.5 + 0.15 * i, y + 0.5 + 0.15 * j);
            slope += std::fabs(next.values[c] - expected.values[c]);
          }
          ASSERT_NEAR(seen[0].values[c], expected.values[c], slope) << "triangle " << n << " pixel " << x << ' ' << y;
        }
      }
    }
  }
  EXPECT_GT(visible, 50000);
  EXPECT_GT(hidden, 50000);
  EXPECT_GT(clipped, 10000);
}

}  // namespace
}  // namespace sw
