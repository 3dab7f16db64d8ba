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

/// `count` edges at the four pixels of a quad, and what they change by from one quad to the next.
struct QuadEdges {
  I32x4 at[kMaxEdges] = {I32x4(0), I32x4(0), I32x4(0), I32x4(0)};
  I32x4 stepX[kMaxEdges] = {at[0], at[0], at[0], at[0]}, stepY[kMaxEdges] = {at[0], at[0], at[0], at[0]};

  /// Starts at quad (quadX, quadY) of the block.
  QuadEdges(const BlockEdge* edges, int count, int32_t quadX, int32_t quadY) {
    for (int e = 0; e < count; ++e) {
      const BlockEdge& edge = edges[e];
      at[e] = I32x4(edge.value + edge.dx * (2 * quadX) + edge.dy * (2 * quadY)) +
              I32x4(0, edge.dx, edge.dy, edge.dx + edge.dy);
      stepX[e] = I32x4(edge.dx * 2);
      stepY[e] = I32x4(edge.dy * 2);
    }
  }
};

/// Pixels where any of `count` edges (1 to kMaxEdges) is negative, among the quads firstX <= x < endX, firstY <= y <
/// endY. `row` has the edges at the first of them, and moves on.
[[gnu::always_inline]] inline uint64_t outsideOf(const QuadEdges& edges, I32x4 (&row)[kMaxEdges], int count,
                                                 int32_t firstX, int32_t endX, int32_t firstY, int32_t endY) {
  uint64_t outside = 0;
  for (int32_t qy = firstY; qy < endY; ++qy) {
    I32x4 at[kMaxEdges] = {row[0], row[1], row[2], row[3]};
    for (int32_t qx = firstX; qx < endX; ++qx) {
      I32x4 sign = at[0];
      at[0] += edges.stepX[0];
      for (int e = 1; e < count; ++e) {
        sign = sign | at[e];
        at[e] += edges.stepX[e];
      }
      outside |= uint64_t((sign < I32x4(0)).bits()) << ((qy * 4 + qx) * 4);
    }
    for (int e = 0; e < count; ++e) row[e] += edges.stepY[e];
  }
  return outside;
}

/// Pixels of the block where none of `count` edges (1 to kMaxEdges) is negative. Edges must not overflow inside the
/// block.
inline uint64_t edgeCoverage(const BlockEdge* edges, int count) {
  QuadEdges quad(edges, count, 0, 0);
  return ~outsideOf(quad, quad.at, count, 0, 4, 0, 4);
}

/// Coverage of each sample inside the bounds: where none of `count` edges (0 to kMaxEdges), moved by its
/// samples[edge][sample], is negative. Edges must not overflow inside the block. Quads of which an edge leaves nothing
/// are most of those that a line or the border of a triangle's block has.
inline void sampleCoverage(const BlockEdge* edges, const int32_t* const* samples, int count, const PixelBounds& bounds,
                           uint64_t (&coverage)[kPixelSamples]) {
  const uint64_t inside = rectangleCoverage(bounds.x0, bounds.y0, bounds.x1, bounds.y1);
  for (uint64_t& covered : coverage) covered = inside;
  if (count == 0) return;
  const int32_t firstX = bounds.x0 / 2, endX = (bounds.x1 + 1) / 2, firstY = bounds.y0 / 2, endY = (bounds.y1 + 1) / 2;
  const QuadEdges corner(edges, count, firstX, firstY);
  // An edge in each lane: the most that it has at any sample of the quad. Lanes without an edge stay 0.
  int32_t most[kMaxEdges] = {}, mostStepX[kMaxEdges] = {}, mostStepY[kMaxEdges] = {};
  for (int e = 0; e < count; ++e) {
    const int32_t* own = samples[e];
    static_assert(kPixelSamples == 4);
    const int32_t highest = std::max(std::max(own[0], own[1]), std::max(own[2], own[3]));
    most[e] = corner.at[e][0] + std::max(edges[e].dx, 0) + std::max(edges[e].dy, 0) + highest;
    mostStepX[e] = edges[e].dx * 2;
    mostStepY[e] = edges[e].dy * 2;
  }
  I32x4 mostInRow = load<I32x4>(most);
  const I32x4 stepX = load<I32x4>(mostStepX), stepY = load<I32x4>(mostStepY);
  I32x4 row[kMaxEdges] = {corner.at[0], corner.at[1], corner.at[2], corner.at[3]};
  uint64_t missed = 0;
  for (int32_t qy = firstY; qy < endY; ++qy) {
    I32x4 at[kMaxEdges] = {row[0], row[1], row[2], row[3]};
    I32x4 mostAt = mostInRow;
    for (int32_t qx = firstX; qx < endX; ++qx) {
      const int32_t shift = (qy * 4 + qx) * 4;
      if ((mostAt < I32x4(0)).any()) {
        missed |= uint64_t(15) << shift;
      } else {
        for (uint32_t s = 0; s < kPixelSamples; ++s) {
          I32x4 sign = at[0] + I32x4(samples[0][s]);
          for (int e = 1; e < count; ++e) sign = sign | (at[e] + I32x4(samples[e][s]));
          coverage[s] &= ~(uint64_t((sign < I32x4(0)).bits()) << shift);
        }
      }
      mostAt += stepX;
      for (int e = 0; e < count; ++e) at[e] += corner.stepX[e];
    }
    mostInRow += stepY;
    for (int e = 0; e < count; ++e) row[e] += corner.stepY[e];
  }
  for (uint64_t& covered : coverage) covered &= ~missed;
}

}  // namespace sw
