// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include <algorithm>
#include <cmath>

#include "raster/coverage.h"
#include "raster/rasterizer.h"

namespace sw {

/// OpenGL ES 3.0.6 §3.4: the square of pixel centres within size / 2 of the centre. Only near and far plane and clip
/// and cull distances discard a point as a whole; at the other planes its part inside the viewport stays, which is what
/// browsers do and the suite asks for.
void Rasterizer::point(const WindowVertex& center, float size) {
  if (center.outcode & (kNeedsClip | kNotFinite | kOutCullDistances)) return;
  if (std::isnan(size)) return;
  const double extent = std::clamp(double(size), 1.0, double(state_.maxPointSize));
  const int32_t half = int32_t(std::nearbyint(extent * kSubpixelHalf));
  const int32_t minX = center.x - half, maxX = center.x + half, minY = center.y - half, maxY = center.y + half;
  if (state_.multisampled && (maxX >> kSubpixelBits < state_.scissorX0 || minX >> kSubpixelBits >= state_.scissorX1 ||
                              maxY >> kSubpixelBits < state_.scissorY0 || minY >> kSubpixelBits >= state_.scissorY1)) {
    return;
  }
  // Centres on the left and the lower border belong to it, as with triangles.
  const int32_t x0 = std::max((minX + kSubpixelHalf - 1) >> kSubpixelBits, state_.scissorX0);
  const int32_t x1 = std::min((maxX + kSubpixelHalf - 1) >> kSubpixelBits, state_.scissorX1);
  const int32_t y0 = std::max((minY + kSubpixelHalf - 1) >> kSubpixelBits, state_.scissorY0);
  const int32_t y1 = std::min((maxY + kSubpixelHalf - 1) >> kSubpixelBits, state_.scissorY1);
  if (!state_.multisampled && (x0 >= x1 || y0 >= y1)) return;

  PrimitiveRecord* record = batch_.beginPrimitive();
  const int32_t originX = planeOrigin(minX), originY = planeOrigin(minY);
  record->originX = float(originX);
  record->originY = float(originY);
  record->frontFacing = 1;
  // s = 1/2 + (x - xw) / size, t = 1/2 - (y - yw) / size, at pixel centres.
  const double xw = double(center.x) / kSubpixelOne - originX, yw = double(center.y) / kSubpixelOne - originY;
  record->pointCoord[0] = float(0.5 - xw / extent);
  record->pointCoord[1] = float(1 / extent);
  record->pointCoord[2] = float(0.5 + yw / extent);
  record->pointCoord[3] = float(-1 / extent);
  const WindowVertex* const vertices[1] = {&center};
  fillPlanes(*record, FragmentBatch::planesOf(record), vertices, 1, Gradient{}, inputs_, center.cells, state_);
  if (state_.multisampled) return coverPointSamples(minX, minY, maxX, maxY);

  constexpr int32_t kBlock = int32_t(kBlockSize);
  for (int32_t y = y0 / kBlock * kBlock; y < y1; y += kBlock) {
    for (int32_t x = x0 / kBlock * kBlock; x < x1; x += kBlock) {
      batch_.addBlock(x, y, rectangleCoverage(x0 - x, y0 - y, x1 - x, y1 - y));
    }
  }
}

}  // namespace sw
