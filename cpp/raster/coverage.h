// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Coverage words of 8x8 blocks: bit (y / 2 * 4 + x / 2) * 4 + (y & 1) * 2 + (x & 1) is pixel (x, y) of the block.

#pragma once

#include <algorithm>
#include <cstdint>

#include "pipeline/layout.h"
#include "support/simd.h"

namespace sw {

inline constexpr uint64_t kFullCoverage = ~uint64_t(0);

inline constexpr uint64_t coverageBit(uint32_t x, uint32_t y) {
  return uint64_t(1) << ((y / 2 * 4 + x / 2) * 4 + (y & 1) * 2 + (x & 1));
}

/// Pixels with x0 <= x < x1 and y0 <= y < y1, in the block's own coordinates; bounds may lie outside 0..8.
inline uint64_t rectangleCoverage(int32_t x0, int32_t y0, int32_t x1, int32_t y1) {
  // Columns 0..n-1 of all rows, and rows 0..n-1 of all columns.
  constexpr uint64_t kColumnsBelow[9] = {0,
                                         0x0005000500050005u,
                                         0x000f000f000f000fu,
                                         0x005f005f005f005fu,
                                         0x00ff00ff00ff00ffu,
                                         0x05ff05ff05ff05ffu,
                                         0x0fff0fff0fff0fffu,
                                         0x5fff5fff5fff5fffu,
                                         0xffffffffffffffffu};
  constexpr uint64_t kRowsBelow[9] = {0,
                                      0x0000000000003333u,
                                      0x000000000000ffffu,
                                      0x000000003333ffffu,
                                      0x00000000ffffffffu,
                                      0x00003333ffffffffu,
                                      0x0000ffffffffffffu,
                                      0x3333ffffffffffffu,
                                      0xffffffffffffffffu};
  const auto within = [](int32_t v) { return v < 0 ? 0 : v > 8 ? 8 : v; };
  return (kColumnsBelow[within(x1)] & ~kColumnsBelow[within(x0)]) & (kRowsBelow[within(y1)] & ~kRowsBelow[within(y0)]);
}

/// An edge inside one block: negative outside. value is at the block's pixel (0, 0).
struct BlockEdge {
  int32_t value, dx, dy;
};

/// Pixels x0 <= x < x1, y0 <= y < y1: of the window, or of a block.
struct PixelBounds {
  int32_t x0, y0, x1, y1;
};

/// Edges of a triangle, or of the rectangle along a line.
inline constexpr int kMaxEdges = 4;

/// Edges at the four pixels of a quad, and what they change by from one quad to the next.
template <int kCount>
struct QuadEdges {
  I32x4 at[kCount], stepX[kCount], stepY[kCount];

  /// Starts at quad (quadX, quadY) of the block.
  QuadEdges(const BlockEdge* edges, int32_t quadX, int32_t quadY) {
    for (int e = 0; e < kCount; ++e) {
      const BlockEdge& edge = edges[e];
      at[e] = I32x4(edge.value + edge.dx * (2 * quadX) + edge.dy * (2 * quadY)) +
              I32x4(0, edge.dx, edge.dy, edge.dx + edge.dy);
      stepX[e] = I32x4(edge.dx * 2);
      stepY[e] = I32x4(edge.dy * 2);
    }
  }
};

template <int kCount>
inline uint64_t coverageOf(const BlockEdge* edges) {
  QuadEdges<kCount> row(edges, 0, 0);
  uint64_t outside = 0;
  for (int y = 0; y < 4; ++y) {
    I32x4 sign[4];
    I32x4 at[kCount];
    for (int e = 0; e < kCount; ++e) at[e] = row.at[e];
    for (I32x4& quad : sign) {
      quad = at[0];
      for (int e = 1; e < kCount; ++e) quad = quad | at[e];
      for (int e = 0; e < kCount; ++e) at[e] += row.stepX[e];
    }
    outside |= uint64_t(signsOf(sign[0], sign[1], sign[2], sign[3])) << 16 * y;
    for (int e = 0; e < kCount; ++e) row.at[e] += row.stepY[e];
  }
  return ~outside;
}

/// Pixels of the block where none of `count` edges (1 to 3) is negative. Edges must not overflow inside the block.
inline uint64_t edgeCoverage(const BlockEdge* edges, int count) {
  switch (count) {
    case 1: return coverageOf<1>(edges);
    case 2: return coverageOf<2>(edges);
    default: return coverageOf<3>(edges);
  }
}

/// Quads of which an edge leaves nothing are most of those that a line or the border of a triangle's block has.
template <int kCount>
inline void samplesInside(const BlockEdge* edges, const int32_t* const* samples, const PixelBounds& bounds,
                          uint64_t (&coverage)[kPixelSamples]) {
  const int32_t firstX = bounds.x0 / 2, endX = (bounds.x1 + 1) / 2, firstY = bounds.y0 / 2, endY = (bounds.y1 + 1) / 2;
  QuadEdges<kCount> row(edges, firstX, firstY);
  I32x4 ofSample[kCount][kPixelSamples];
  // An edge in each lane: the most that it has at any sample of the quad. Lanes without an edge stay 0.
  int32_t most[kMaxEdges] = {}, mostStepX[kMaxEdges] = {}, mostStepY[kMaxEdges] = {};
  for (int e = 0; e < kCount; ++e) {
    const int32_t* own = samples[e];
    static_assert(kPixelSamples == 4);
    const int32_t highest = std::max(std::max(own[0], own[1]), std::max(own[2], own[3]));
    most[e] = row.at[e][0] + std::max(edges[e].dx, 0) + std::max(edges[e].dy, 0) + highest;
    mostStepX[e] = edges[e].dx * 2;
    mostStepY[e] = edges[e].dy * 2;
    for (uint32_t s = 0; s < kPixelSamples; ++s) ofSample[e][s] = I32x4(own[s]);
  }
  I32x4 mostInRow = load<I32x4>(most);
  const I32x4 stepX = load<I32x4>(mostStepX), stepY = load<I32x4>(mostStepY);
  uint64_t found[kPixelSamples] = {};
  for (int32_t qy = firstY; qy < endY; ++qy) {
    I32x4 at[kCount], mostAt = mostInRow;
    for (int e = 0; e < kCount; ++e) at[e] = row.at[e];
    for (int32_t qx = firstX; qx < endX; ++qx) {
      if (!(mostAt < I32x4(0)).any()) {
        I32x4 sign[kPixelSamples];
        for (uint32_t s = 0; s < kPixelSamples; ++s) {
          sign[s] = at[0] + ofSample[0][s];
          for (int e = 1; e < kCount; ++e) sign[s] = sign[s] | (at[e] + ofSample[e][s]);
        }
        const uint32_t inside = ~signsOf(sign[0], sign[1], sign[2], sign[3]);
        const int32_t shift = (qy * 4 + qx) * 4;
        for (uint32_t s = 0; s < kPixelSamples; ++s) found[s] |= uint64_t(inside >> 4 * s & 15) << shift;
      }
      mostAt += stepX;
      for (int e = 0; e < kCount; ++e) at[e] += row.stepX[e];
    }
    mostInRow += stepY;
    for (int e = 0; e < kCount; ++e) row.at[e] += row.stepY[e];
  }
  for (uint32_t s = 0; s < kPixelSamples; ++s) coverage[s] &= found[s];
}

/// Coverage of each sample inside the bounds: where none of `count` edges (0 to kMaxEdges), moved by its
/// samples[edge][sample], is negative. Edges must not overflow inside the block.
inline void sampleCoverage(const BlockEdge* edges, const int32_t* const* samples, int count, const PixelBounds& bounds,
                           uint64_t (&coverage)[kPixelSamples]) {
  const uint64_t inside = rectangleCoverage(bounds.x0, bounds.y0, bounds.x1, bounds.y1);
  for (uint64_t& covered : coverage) covered = inside;
  switch (count) {
    case 0: return;
    case 1: return samplesInside<1>(edges, samples, bounds, coverage);
    case 2: return samplesInside<2>(edges, samples, bounds, coverage);
    case 3: return samplesInside<3>(edges, samples, bounds, coverage);
    default: return samplesInside<4>(edges, samples, bounds, coverage);
  }
}

}  // namespace sw
