// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "raster/vertex.h"

#include <algorithm>
#include <cmath>

namespace sw {

namespace {
// Below this w a division says nothing any more; the near plane keeps ordinary geometry far away from it.
constexpr double kMinW = 1e-30;
}  // namespace

WindowTransform::WindowTransform(const RasterState& state) {
  scaleX = state.viewportWidth * 0.5;
  scaleY = state.viewportHeight * 0.5;
  offsetX = state.viewportX + scaleX;
  offsetY = state.viewportY + scaleY;
  scaleZ = (double(state.depthFar) - state.depthNear) * 0.5;
  offsetZ = (double(state.depthFar) + state.depthNear) * 0.5;
  // An empty viewport shows nothing; any scale that is not zero keeps the guard band finite.
  const double sx = std::max(scaleX, 0.5), sy = std::max(scaleY, 0.5);
  guardMinX = (-kGuardBandPixels - offsetX) / sx;
  guardMaxX = (kGuardBandPixels - offsetX) / sx;
  guardMinY = (-kGuardBandPixels - offsetY) / sy;
  guardMaxY = (kGuardBandPixels - offsetY) / sy;
  depthClamp = state.depthClamp;
}

uint16_t outcodeOf(const ClipPosition& p, const WindowTransform& t) {
  if (!std::isfinite(p.x + p.y + p.z + p.w)) return kNotFinite;
  unsigned code = 0;
  if (p.x < -p.w) code |= kOutLeft;
  if (p.x > p.w) code |= kOutRight;
  if (p.y < -p.w) code |= kOutBottom;
  if (p.y > p.w) code |= kOutTop;
  if (!t.depthClamp) {
    if (p.z < -p.w) code |= kOutNear | kNeedsClip;
    if (p.z > p.w) code |= kOutFar | kNeedsClip;
  }
  if (p.w < kMinW || p.x < t.guardMinX * p.w || p.x > t.guardMaxX * p.w || p.y < t.guardMinY * p.w ||
      p.y > t.guardMaxY * p.w) {
    code |= kNeedsClip;
  }
  return uint16_t(code);
}

void toWindow(const ClipPosition& p, const WindowTransform& t, WindowVertex& out) {
  const double invW = 1.0 / p.w;
  out.x = int32_t(std::nearbyint((t.offsetX + p.x * invW * t.scaleX) * kSubpixelOne));
  out.y = int32_t(std::nearbyint((t.offsetY + p.y * invW * t.scaleY) * kSubpixelOne));
  out.z = t.offsetZ + p.z * invW * t.scaleZ;
  out.invW = invW;
}

WindowVertex windowVertexOf(const float* record, const WindowTransform& transform) {
  WindowVertex out{};
  const ClipPosition position{record[0], record[1], record[2], record[3]};
  out.cells = record + kRecordUserCell;
  out.outcode = outcodeOf(position, transform);
  if (!(out.outcode & (kNeedsClip | kNotFinite))) toWindow(position, transform, out);
  return out;
}

}  // namespace sw
