// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "raster/rasterizer.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace sw {

Rasterizer::Rasterizer(FragmentBatch& batch, const RasterState& state, const InputLayout& inputs)
    : batch_(batch), state_(state), inputs_(inputs), transform_(state) {}

namespace {

ClipPosition positionOf(const WindowVertex& vertex) {
  const float* record = vertex.cells - kRecordUserCell;
  return {record[0], record[1], record[2], record[3]};
}

/// The clip distances below zero at some vertex, as `any` says; returns how many. Infinite ones are cut down and NaN
/// becomes negative, so that distances can be weighted.
int clipDistancesOf(const WindowVertex* const* vertices, int count, uint32_t any, const DistanceSet& set,
                    ClipDistance (&out)[kMaxClipDistancePlanes]) {
  int planes = 0;
  for (uint32_t left = (any & kOutClipDistances) >> 16; left != 0; left &= left - 1) {
    const uint32_t cell = set.firstCell + uint32_t(std::countr_zero(left));
    ClipDistance& plane = out[planes++];
    for (int i = 0; i < count; ++i) {
      constexpr float kMost = std::numeric_limits<float>::max();
      const float distance = vertices[i]->cells[cell];
      plane.at[i] = std::isnan(distance) ? -1 : std::clamp(distance, -kMost, kMost);
    }
  }
  return planes;
}

}  // namespace

WindowVertex Rasterizer::blendVertex(const ClipVertex& vertex, const WindowVertex* const* originals, int count,
                                     uint32_t slot) {
  float* cells = clippedCells() + slot * inputs_.fragmentCells;
  for (uint32_t c = 0; c < inputs_.fragmentCells; ++c) {
    double sum = 0;
    for (int i = 0; i < count; ++i) {
      // A weight of zero must keep an infinite or NaN cell of a vertex far away out of the sum.
      if (vertex.weights[i] != 0) sum += vertex.weights[i] * originals[i]->cells[c];
    }
    cells[c] = float(sum);
  }
  WindowVertex out{};
  toWindow(vertex.position, transform_, out);
  out.cells = cells;
  return out;
}

void Rasterizer::triangle(const WindowVertex& a, const WindowVertex& b, const WindowVertex& c, int provoking) {
  const uint32_t any = a.outcode | b.outcode | c.outcode;
  if ((a.outcode & b.outcode & c.outcode & kOutside) || (any & kNotFinite)) return;
  const WindowVertex* const originals[3] = {&a, &b, &c};
  const float* provokingCells = originals[provoking]->cells;
  if (!(any & kNeedsClip)) return windowTriangle(a, b, c, provokingCells);

  ClipPolygon polygon;
  polygon.count = 3;
  for (int i = 0; i < 3; ++i) {
    polygon.vertices[i] = {positionOf(*originals[i]), {i == 0 ? 1.0 : 0.0, i == 1 ? 1.0 : 0.0, i == 2 ? 1.0 : 0.0}};
  }
  ClipDistance distances[kMaxClipDistancePlanes];
  const int planes = clipDistancesOf(originals, 3, any, state_.clipDistances, distances);
  clipPolygon(polygon, transform_, {distances, size_t(planes)});
  WindowVertex clipped[kMaxClipVertices];
  for (int i = 0; i < polygon.count; ++i) clipped[i] = blendVertex(polygon.vertices[i], originals, 3, uint32_t(i));
  for (int i = 2; i < polygon.count; ++i) windowTriangle(clipped[0], clipped[i - 1], clipped[i], provokingCells);
}

void Rasterizer::windowTriangle(const WindowVertex& a, const WindowVertex& b, const WindowVertex& c,
                                const float* provokingCells) {
  const int64_t abx = b.x - a.x, aby = b.y - a.y, acx = c.x - a.x, acy = c.y - a.y;
  const int64_t area = abx * acy - acx * aby;  // twice the area, in squares of sub-pixels
  if (area == 0) return;
  // EXT_clip_control turns the sign of the area round too, so that a flipped picture keeps its front faces.
  const bool front = (area > 0) != (state_.frontFaceClockwise != state_.clipUpperLeft);
  if (state_.cull == CullMode::FrontAndBack || (state_.cull == CullMode::Front && front) ||
      (state_.cull == CullMode::Back && !front)) {
    return;
  }
  const auto least = [](int32_t i, int32_t j, int32_t k) { return i < j ? (i < k ? i : k) : (j < k ? j : k); };
  const auto most = [](int32_t i, int32_t j, int32_t k) { return i > j ? (i > k ? i : k) : (j > k ? j : k); };
  const int32_t minX = least(a.x, b.x, c.x), minY = least(a.y, b.y, c.y);
  const int32_t maxX = most(a.x, b.x, c.x), maxY = most(a.y, b.y, c.y);
  // No pixel centre inside the bounding box, or nothing of it inside the scissor: nothing to set up.
  int32_t firstX = (minX + kSubpixelHalf - 1) >> kSubpixelBits, endX = (maxX + kSubpixelHalf) >> kSubpixelBits;
  int32_t firstY = (minY + kSubpixelHalf - 1) >> kSubpixelBits, endY = (maxY + kSubpixelHalf) >> kSubpixelBits;
  if (state_.multisampled) {  // or no pixel that is touched: samples lie inside of their pixels
    firstX = minX >> kSubpixelBits;
    firstY = minY >> kSubpixelBits;
    endX = (maxX >> kSubpixelBits) + 1;
    endY = (maxY >> kSubpixelBits) + 1;
  }
  if (firstX >= endX || firstY >= endY || firstX >= state_.scissorX1 || endX <= state_.scissorX0 ||
      firstY >= state_.scissorY1 || endY <= state_.scissorY0) {
    return;
  }

  PrimitiveRecord* record = batch_.beginPrimitive();
  const int32_t originX = planeOrigin(minX), originY = planeOrigin(minY);
  record->originX = float(originX);
  record->originY = float(originY);
  record->frontFacing = front;
  record->pointCoord[0] = record->pointCoord[1] = record->pointCoord[2] = record->pointCoord[3] = 0;
  // value = v0 + (v1 - v0) * (acy * x - acx * y) / area + (v2 - v0) * (abx * y - aby * x) / area, in pixels.
  const double scale = double(kSubpixelOne) / double(area);
  Gradient gradient;
  gradient.ax = double(acy) * scale;
  gradient.bx = -double(aby) * scale;
  gradient.ay = -double(acx) * scale;
  gradient.by = double(abx) * scale;
  gradient.x0 = double(a.x) / kSubpixelOne - originX;
  gradient.y0 = double(a.y) / kSubpixelOne - originY;
  const WindowVertex* const vertices[3] = {&a, &b, &c};
  fillPlanes(*record, FragmentBatch::planesOf(record), vertices, 3, gradient, inputs_, provokingCells, state_);
  const WindowVertex& second = area > 0 ? b : c;
  const WindowVertex& third = area > 0 ? c : b;
  if (state_.multisampled) {
    coverTriangleSamples(a, second, third);
  } else {
    coverTriangle(a, second, third);
  }
}

void Rasterizer::line(const WindowVertex& a, const WindowVertex& b, int provoking) {
  const uint32_t any = a.outcode | b.outcode;
  if ((a.outcode & b.outcode & kOutside) || (any & kNotFinite)) return;
  const float* provokingCells = (provoking == 0 ? a : b).cells;
  if (!(any & kNeedsClip)) return windowLine(a, b, provokingCells);
  const WindowVertex* const originals[2] = {&a, &b};
  ClipVertex ends[2] = {{positionOf(a), {1, 0, 0}}, {positionOf(b), {0, 1, 0}}};
  ClipDistance distances[kMaxClipDistancePlanes];
  const int planes = clipDistancesOf(originals, 2, any, state_.clipDistances, distances);
  if (!clipSegment(ends, transform_, {distances, size_t(planes)})) return;
  windowLine(blendVertex(ends[0], originals, 2, 0), blendVertex(ends[1], originals, 2, 1), provokingCells);
}

}  // namespace sw
