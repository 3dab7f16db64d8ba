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
/// left edge, or a top edge when horizontal.
Edge edgeBetween(const WindowVertex& a, const WindowVertex& b, int32_t pixelX, int32_t pixelY) {
  Edge e;
  e.dx = a.y - b.y;
  e.dy = b.x - a.x;
  const int64_t x = int64_t(pixelX) * kSubpixelOne + kSubpixelOne / 2 - a.x;
  const int64_t y = int64_t(pixelY) * kSubpixelOne + kSubpixelOne / 2 - a.y;
  int64_t value = e.dx * x + e.dy * y;
  const bool keepsBorder = e.dx > 0 || (e.dx == 0 && e.dy < 0);
  if (!keepsBorder) value -= 1;
  e.value = value >> kSubpixelBits;  // floor: a step of one pixel changes value by a multiple of 2^kSubpixelBits
  e.highest = int64_t(kBlock - 1) * (std::max(e.dx, 0) + int64_t(std::max(e.dy, 0)));
  e.lowest = int64_t(kBlock - 1) * (std::min(e.dx, 0) + int64_t(std::min(e.dy, 0)));
  return e;
}

}  // namespace

void Rasterizer::coverTriangle(const WindowVertex& a, const WindowVertex& b, const WindowVertex& c) {
  constexpr int32_t kHalf = kSubpixelOne / 2;
  const auto [minX, maxX] = std::minmax({a.x, b.x, c.x});
  const auto [minY, maxY] = std::minmax({a.y, b.y, c.y});
  const int32_t x0 = std::max((minX + kHalf - 1) >> kSubpixelBits, state_.scissorX0);
  const int32_t x1 = std::min((maxX + kHalf) >> kSubpixelBits, state_.scissorX1);
  const int32_t y0 = std::max((minY + kHalf - 1) >> kSubpixelBits, state_.scissorY0);
  const int32_t y1 = std::min((maxY + kHalf) >> kSubpixelBits, state_.scissorY1);
  if (x0 >= x1 || y0 >= y1) return;
  const int32_t blockX0 = x0 / kBlock, blockX1 = (x1 + kBlock - 1) / kBlock;
  const int32_t blockY0 = y0 / kBlock, blockY1 = (y1 + kBlock - 1) / kBlock;
  // Block columns that no bound of the rectangle cuts.
  const int32_t wholeX0 = (x0 + kBlock - 1) / kBlock, wholeX1 = x1 / kBlock;

  Edge edges[3] = {edgeBetween(a, b, blockX0 * kBlock, blockY0 * kBlock),
                   edgeBetween(b, c, blockX0 * kBlock, blockY0 * kBlock),
                   edgeBetween(c, a, blockX0 * kBlock, blockY0 * kBlock)};

  for (int32_t blockY = blockY0; blockY < blockY1; blockY++) {
    const int32_t y = blockY * kBlock;
    int32_t touchedFirst = 0, touchedEnd = blockX1 - blockX0;
    for (const Edge& e : edges) {
      keepNotNegative(e.value + e.highest, int64_t(e.dx) * kBlock, touchedFirst, touchedEnd);
    }
    // The run of blocks inside all edges and all bounds.
    int32_t fullFirst = std::max(touchedFirst, wholeX0 - blockX0), fullEnd = std::min(touchedEnd, wholeX1 - blockX0);
    if (y < y0 || y + kBlock > y1) fullEnd = fullFirst;
    if (fullFirst < fullEnd) {
      for (const Edge& e : edges) {
        keepNotNegative(e.value + e.lowest, int64_t(e.dx) * kBlock, fullFirst, fullEnd);
      }
    }
    if (fullFirst >= fullEnd) fullFirst = fullEnd = touchedEnd;

    for (int32_t k = touchedFirst; k < touchedEnd; k++) {
      if (k == fullFirst) {
        for (; k < fullEnd; k++) batch_.addBlock((blockX0 + k) * kBlock, y, kFullCoverage);
        if (k >= touchedEnd) break;
      }
      const int32_t x = (blockX0 + k) * kBlock;
      BlockEdge cutting[3];
      int count = 0;
      for (const Edge& e : edges) {
        const int64_t value = e.value + int64_t(e.dx) * kBlock * k;
        if (value + e.lowest < 0) cutting[count++] = {int32_t(value), e.dx, e.dy};
      }
      uint64_t coverage = count > 0 ? edgeCoverage(cutting, count) : kFullCoverage;
      if (x < x0 || y < y0 || x + kBlock > x1 || y + kBlock > y1) {
        coverage &= rectangleCoverage(x0 - x, y0 - y, x1 - x, y1 - y);
      }
      if (coverage != 0) batch_.addBlock(x, y, coverage);
    }
    for (Edge& e : edges) e.value += int64_t(e.dy) * kBlock;
  }
}

}  // namespace sw
