// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "raster/vertex.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

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
  nearZ = state.clipZeroToOne ? 0 : -1;
  scaleZ = (double(state.depthFar) - state.depthNear) * (state.clipZeroToOne ? 1 : 0.5);
  offsetZ = state.clipZeroToOne ? state.depthNear : (double(state.depthFar) + state.depthNear) * 0.5;
  // An empty viewport shows nothing; any scale that is not zero keeps the guard band finite.
  const double sx = std::max(scaleX, 0.5), sy = std::max(scaleY, 0.5);
  guardMinX = (-kGuardBandPixels - offsetX) / sx;
  guardMaxX = (kGuardBandPixels - offsetX) / sx;
  guardMinY = (-kGuardBandPixels - offsetY) / sy;
  guardMaxY = (kGuardBandPixels - offsetY) / sy;
  if (state.clipUpperLeft) {
    scaleY = -scaleY;
    std::swap(guardMinY, guardMaxY);
    guardMinY = -guardMinY;
    guardMaxY = -guardMaxY;
  }
  depthClamp = state.depthClamp;
}

uint32_t outcodeOf(const ClipPosition& p, const WindowTransform& t) {
  if (!std::isfinite(p.x + p.y + p.z + p.w)) return kNotFinite;
  unsigned code = 0;
  if (p.x < -p.w) code |= kOutLeft;
  if (p.x > p.w) code |= kOutRight;
  if (p.y < -p.w) code |= kOutBottom;
  if (p.y > p.w) code |= kOutTop;
  if (!t.depthClamp) {
    if (p.z < t.nearZ * p.w) code |= kOutNear | kNeedsClip;
    if (p.z > p.w) code |= kOutFar | kNeedsClip;
  }
  if (p.w < kMinW || p.x < t.guardMinX * p.w || p.x > t.guardMaxX * p.w || p.y < t.guardMinY * p.w ||
      p.y > t.guardMaxY * p.w) {
    code |= kNeedsClip;
  }
  return code;
}

uint32_t distanceOutcode(const float* cells, const RasterState& state) {
  const auto negatives = [&](const DistanceSet& set) {
    uint32_t bits = 0;
    for (uint32_t left = set.mask; left != 0; left &= left - 1) {
      const int i = std::countr_zero(left);
      if (!(cells[set.firstCell + uint32_t(i)] >= 0)) bits |= 1u << i;  // NaN is on no visible side
    }
    return bits;
  };
  const uint32_t clip = negatives(state.clipDistances);
  return clip << 16 | negatives(state.cullDistances) << 24 | (clip != 0 ? uint32_t(kNeedsClip) : 0);
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
