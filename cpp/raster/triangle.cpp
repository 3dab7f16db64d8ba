// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Which blocks a triangle covers. Edge functions are exact: set up in 64 bits from sub-pixel positions, and divided by
// one sub-pixel row at pixel centres, where that loses nothing that a comparison with zero could see. A row of blocks
// is cut into runs by dividing, so that blocks wholly inside cost nothing but their record.

#include <algorithm>

#include "raster/block_run.h"
#include "raster/coverage.h"
#include "raster/rasterizer.h"

namespace sw {

namespace {

constexpr int32_t kBlock = int32_t(kBlockSize);

/// value(x, y) >= 0 is inside, at pixel x, y counted from the edge's own start pixel; steps fit 25 bits.
struct Edge {
  int64_t value;
  int32_t dx, dy;
  int64_t highest, lowest;  // over the pixels of a block, relative to the value at its pixel (0, 0)
};

/// The edge from a to b of a counter-clockwise triangle. Pixel centres on it belong to the triangle for which it is a
/// left edge, or when horizontal a bottom edge: OpenGL ES 3.0.6 §3.6.1 asks only that it be one of the two, and this is
/// what browsers do.
Edge edgeBetween(const WindowVertex& a, const WindowVertex& b, int32_t pixelX, int32_t pixelY) {
  Edge e;
  e.dx = a.y - b.y;
  e.dy = b.x - a.x;
  const int64_t x = int64_t(pixelX) * kSubpixelOne + kSubpixelHalf - a.x;
  const int64_t y = int64_t(pixelY) * kSubpixelOne + kSubpixelHalf - a.y;
  int64_t value = e.dx * x + e.dy * y;
  const bool keepsBorder = e.dx > 0 || (e.dx == 0 && e.dy > 0);
  if (!keepsBorder) value -= 1;
  e.value = value >> kSubpixelBits;  // floor: a step of one pixel changes value by a multiple of 2^kSubpixelBits
  e.highest = int64_t(kBlock - 1) * (std::max(e.dx, 0) + int64_t(std::max(e.dy, 0)));
  e.lowest = int64_t(kBlock - 1) * (std::min(e.dx, 0) + int64_t(std::min(e.dy, 0)));
  return e;
}

}  // namespace

void Rasterizer::coverTriangle(const WindowVertex& a, const WindowVertex& b, const WindowVertex& c) {
  const auto [minX, maxX] = std::minmax({a.x, b.x, c.x});
  const auto [minY, maxY] = std::minmax({a.y, b.y, c.y});
  const PixelBounds in{std::max((minX + kSubpixelHalf - 1) >> kSubpixelBits, state_.scissorX0),
                       std::max((minY + kSubpixelHalf - 1) >> kSubpixelBits, state_.scissorY0),
                       std::min((maxX + kSubpixelHalf) >> kSubpixelBits, state_.scissorX1),
                       std::min((maxY + kSubpixelHalf) >> kSubpixelBits, state_.scissorY1)};
  if (in.x0 >= in.x1 || in.y0 >= in.y1) return;
  const int32_t firstX = in.x0 / kBlock * kBlock, firstY = in.y0 / kBlock * kBlock;
  Edge edges[3] = {edgeBetween(a, b, firstX, firstY), edgeBetween(b, c, firstX, firstY),
                   edgeBetween(c, a, firstX, firstY)};
  const auto full = [&](int32_t x, int32_t y) { batch_.addBlock(x, y, kFullCoverage); };
  const auto cut = [&](int32_t x, int32_t y, int32_t k) {
    BlockEdge cutting[3];
    int count = 0;
    for (const Edge& e : edges) {
      const int64_t value = e.value + int64_t(e.dx) * kBlock * k;
      if (value + e.lowest < 0) cutting[count++] = {int32_t(value), e.dx, e.dy};
    }
    uint64_t coverage = count > 0 ? edgeCoverage(cutting, count) : kFullCoverage;
    if (x < in.x0 || y < in.y0 || x + kBlock > in.x1 || y + kBlock > in.y1) {
      coverage &= rectangleCoverage(in.x0 - x, in.y0 - y, in.x1 - x, in.y1 - y);
    }
    if (coverage != 0) batch_.addBlock(x, y, coverage);
  };
  walkBlocks(in, edges, full, cut);
}

}  // namespace sw
