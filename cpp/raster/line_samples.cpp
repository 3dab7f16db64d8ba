// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Lines and points with several samples: those whose samples lie inside of a rectangle (OpenGL ES 3.0.6 §3.4.2,
// §3.5.4).

#include <algorithm>
#include <cmath>

#include "raster/coverage.h"
#include "raster/rasterizer.h"

namespace sw {

/// The rectangle along the line, its corners at sub-pixels: a parallelogram, since both ends move alike.
void Rasterizer::coverLineSamples(const WindowVertex& a, const WindowVertex& b) {
  const double dx = double(b.x) - a.x, dy = double(b.y) - a.y;
  const double scale = state_.lineWidth * kSubpixelHalf / std::sqrt(dx * dx + dy * dy);
  const auto sideX = int32_t(std::nearbyint(-dy * scale)), sideY = int32_t(std::nearbyint(dx * scale));
  const auto corner = [&](const WindowVertex& end, int32_t sign) {
    WindowVertex moved = end;
    moved.x += sign * sideX;
    moved.y += sign * sideY;
    return moved;
  };
  const WindowVertex corners[4] = {corner(a, -1), corner(b, -1), corner(b, 1), corner(a, 1)};
  coverParallelogramSamples(corners[0], corners[1], corners[2], corners[3]);
}

/// Samples on the left and the lower border belong to the square, as with triangles.
void Rasterizer::coverPointSamples(int32_t minX, int32_t minY, int32_t maxX, int32_t maxY) {
  constexpr int32_t kBlock = int32_t(kBlockSize), kSixteenth = kSubpixelOne / 16;
  const int32_t x0 = std::max(minX >> kSubpixelBits, state_.scissorX0);
  const int32_t x1 = std::min((maxX >> kSubpixelBits) + 1, state_.scissorX1);
  const int32_t y0 = std::max(minY >> kSubpixelBits, state_.scissorY0);
  const int32_t y1 = std::min((maxY >> kSubpixelBits) + 1, state_.scissorY1);
  PixelBounds samples[kPixelSamples];  // pixels whose sample is inside
  for (uint32_t s = 0; s < kPixelSamples; ++s) {
    const int32_t x = kSampleX[s] * kSixteenth, y = kSampleY[s] * kSixteenth;
    const auto firstFrom = [](int32_t value) { return (value + kSubpixelOne - 1) >> kSubpixelBits; };
    samples[s] = {std::max(firstFrom(minX - x), state_.scissorX0), std::max(firstFrom(minY - y), state_.scissorY0),
                  std::min(firstFrom(maxX - x), state_.scissorX1), std::min(firstFrom(maxY - y), state_.scissorY1)};
  }
  for (int32_t y = y0 / kBlock * kBlock; y < y1; y += kBlock) {
    for (int32_t x = x0 / kBlock * kBlock; x < x1; x += kBlock) {
      uint64_t coverage[kPixelSamples];
      for (uint32_t s = 0; s < kPixelSamples; ++s) {
        const PixelBounds& b = samples[s];
        coverage[s] = rectangleCoverage(b.x0 - x, b.y0 - y, b.x1 - x, b.y1 - y);
      }
      addSampleBlock(x, y, coverage);
    }
  }
}

}  // namespace sw
