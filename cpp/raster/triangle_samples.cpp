// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Which samples of which blocks a triangle or a line's rectangle covers: triangle.cpp four times over, for the places
// of the samples instead of pixel centres. The four values of an edge function in a pixel differ by the same amounts
// everywhere, so that runs of blocks are found once, by the largest and the smallest of them.

#include <algorithm>

#include "raster/block_run.h"
#include "raster/coverage.h"
#include "raster/rasterizer.h"

namespace sw {

namespace {

constexpr int32_t kBlock = int32_t(kBlockSize);
constexpr int32_t kSixteenth = kSubpixelOne / 16;

/// value(x, y) + sample[s] >= 0 is inside, at sample s of pixel x, y counted from the edge's own start pixel.
struct SampleEdge {
  int64_t value;
  int32_t dx, dy;
  int32_t sample[kPixelSamples];
  int64_t highest, lowest;  // over all samples of a block's pixels, relative to the value at its pixel (0, 0)
};

/// As edgeBetween in triangle.cpp, by the same rule for samples on the border.
SampleEdge sampleEdgeBetween(const WindowVertex& a, const WindowVertex& b, int32_t pixelX, int32_t pixelY) {
  SampleEdge e;
  e.dx = a.y - b.y;
  e.dy = b.x - a.x;
  const int64_t x = int64_t(pixelX) * kSubpixelOne - a.x, y = int64_t(pixelY) * kSubpixelOne - a.y;
  int64_t corner = e.dx * x + e.dy * y;
  const bool keepsBorder = e.dx > 0 || (e.dx == 0 && e.dy > 0);
  if (!keepsBorder) corner -= 1;
  e.value = corner >> kSubpixelBits;  // floor: a step of one pixel changes it by a multiple of 2^kSubpixelBits
  int32_t most = INT32_MIN, least = INT32_MAX;
  for (uint32_t s = 0; s < kPixelSamples; ++s) {
    const int64_t at = corner + (int64_t(e.dx) * kSampleX[s] + int64_t(e.dy) * kSampleY[s]) * kSixteenth;
    e.sample[s] = int32_t((at >> kSubpixelBits) - e.value);
    most = std::max(most, e.sample[s]);
    least = std::min(least, e.sample[s]);
  }
  e.highest = int64_t(kBlock - 1) * (std::max(e.dx, 0) + int64_t(std::max(e.dy, 0))) + most;
  e.lowest = int64_t(kBlock - 1) * (std::min(e.dx, 0) + int64_t(std::min(e.dy, 0))) + least;
  return e;
}

}  // namespace

/// Samples that SAMPLE_COVERAGE leaves out are no part of any block.
void Rasterizer::addSampleBlock(int32_t x, int32_t y, uint64_t (&coverage)[kPixelSamples]) {
  uint64_t any = 0;
  for (uint32_t s = 0; s < kPixelSamples; ++s) {
    if (!(state_.sampleMask >> s & 1)) coverage[s] = 0;
    any |= coverage[s];
  }
  if (any != 0) batch_.addSampleBlock(x, y, coverage);
}

/// vertices: counter-clockwise.
template <size_t kCorners>
void Rasterizer::coverPolygonSamples(const WindowVertex* const (&vertices)[kCorners]) {
  PixelBounds in{INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN};
  for (const WindowVertex* v : vertices) {
    in = {std::min(in.x0, v->x), std::min(in.y0, v->y), std::max(in.x1, v->x), std::max(in.y1, v->y)};
  }
  in = {std::max(in.x0 >> kSubpixelBits, state_.scissorX0), std::max(in.y0 >> kSubpixelBits, state_.scissorY0),
        std::min((in.x1 >> kSubpixelBits) + 1, state_.scissorX1),
        std::min((in.y1 >> kSubpixelBits) + 1, state_.scissorY1)};
  if (in.x0 >= in.x1 || in.y0 >= in.y1) return;
  const int32_t firstX = in.x0 / kBlock * kBlock, firstY = in.y0 / kBlock * kBlock;
  SampleEdge edges[kCorners];
  for (size_t i = 0; i < kCorners; ++i) {
    edges[i] = sampleEdgeBetween(*vertices[i], *vertices[(i + 1) % kCorners], firstX, firstY);
  }
  const auto full = [&](int32_t x, int32_t y) {
    uint64_t coverage[kPixelSamples] = {kFullCoverage, kFullCoverage, kFullCoverage, kFullCoverage};
    addSampleBlock(x, y, coverage);
  };
  const auto cut = [&](int32_t x, int32_t y, int32_t k) {
    BlockEdge cutting[kCorners];
    const int32_t* samples[kCorners];
    int count = 0;
    for (const SampleEdge& e : edges) {
      const int64_t value = e.value + int64_t(e.dx) * kBlock * k;
      if (value + e.lowest >= 0) continue;
      cutting[count] = {int32_t(value), e.dx, e.dy};
      samples[count++] = e.sample;
    }
    const PixelBounds bounds{std::max(in.x0 - x, 0), std::max(in.y0 - y, 0), std::min(in.x1 - x, kBlock),
                             std::min(in.y1 - y, kBlock)};
    uint64_t coverage[kPixelSamples];
    sampleCoverage(cutting, samples, count, bounds, coverage);
    addSampleBlock(x, y, coverage);
  };
  walkBlocks(in, edges, full, cut);
}

void Rasterizer::coverTriangleSamples(const WindowVertex& a, const WindowVertex& b, const WindowVertex& c) {
  coverPolygonSamples<3>({&a, &b, &c});
}

void Rasterizer::coverParallelogramSamples(const WindowVertex& a, const WindowVertex& b, const WindowVertex& c,
                                           const WindowVertex& d) {
  coverPolygonSamples<4>({&a, &b, &c, &d});
}

}  // namespace sw
