// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "raster/coverage.h"
#include "raster/floor_divide.h"

namespace sw {

/// Cuts [first, end) down to the k with value + k * step >= 0.
inline void keepNotNegative(int64_t value, int64_t step, int32_t& first, int32_t& end) {
  if (step == 0) {
    if (value < 0) end = first;
  } else if (step > 0) {
    first = int32_t(std::max<int64_t>(first, std::min<int64_t>(-floorDivide(value, step), end)));
  } else {
    end = int32_t(std::min<int64_t>(end, std::max<int64_t>(floorDivide(value, -step) + 1, first)));
  }
}

/// The blocks of a convex polygon, row by row: full(x, y) for a block that lies inside all edges and all bounds, and
/// for any other that may hold something cut(x, y, k), where value + k * dx * kBlockSize is what an edge has at the
/// block's pixel (0, 0). Edges count their values from the first pixel of the first block of the bounds, which are not
/// empty.
template <typename Edge, size_t kEdges, typename Full, typename Cut>
[[gnu::always_inline]] inline void walkBlocks(const PixelBounds& in, Edge (&edges)[kEdges], Full full, Cut cut) {
  constexpr int32_t kBlock = int32_t(kBlockSize);
  const int32_t blockX0 = in.x0 / kBlock, blockX1 = (in.x1 + kBlock - 1) / kBlock;
  const int32_t blockY0 = in.y0 / kBlock, blockY1 = (in.y1 + kBlock - 1) / kBlock;
  // Block columns that no bound of the rectangle cuts.
  const int32_t wholeX0 = (in.x0 + kBlock - 1) / kBlock, wholeX1 = in.x1 / kBlock;

  for (int32_t blockY = blockY0; blockY < blockY1; ++blockY) {
    const int32_t y = blockY * kBlock;
    int32_t touchedFirst = 0, touchedEnd = blockX1 - blockX0;
    for (const Edge& e : edges) {
      keepNotNegative(e.value + e.highest, int64_t(e.dx) * kBlock, touchedFirst, touchedEnd);
    }
    // The run of blocks inside all edges and all bounds.
    int32_t fullFirst = std::max(touchedFirst, wholeX0 - blockX0), fullEnd = std::min(touchedEnd, wholeX1 - blockX0);
    if (y < in.y0 || y + kBlock > in.y1) fullEnd = fullFirst;
    if (fullFirst < fullEnd) {
      for (const Edge& e : edges) {
        keepNotNegative(e.value + e.lowest, int64_t(e.dx) * kBlock, fullFirst, fullEnd);
      }
    }
    if (fullFirst >= fullEnd) fullFirst = fullEnd = touchedEnd;

    for (int32_t k = touchedFirst; k < touchedEnd; ++k) {
      if (k == fullFirst) {
        for (; k < fullEnd; ++k) full((blockX0 + k) * kBlock, y);
        if (k >= touchedEnd) break;
      }
      cut((blockX0 + k) * kBlock, y, k);
    }
    for (Edge& e : edges) e.value += int64_t(e.dy) * kBlock;
  }
}

}  // namespace sw
