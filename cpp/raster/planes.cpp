// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "raster/planes.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace sw {

namespace {

typedef double F64x4 __attribute__((vector_size(32)));
typedef float F32x4Plain __attribute__((vector_size(16)));

// In and out by reference: passing 32-byte vectors by value has no fixed ABI.
inline void widen(const float* from, F64x4& to) { to = F64x4{from[0], from[1], from[2], from[3]}; }

inline void narrow(const F64x4& from, float* to) {
  for (int i = 0; i < 4; ++i) to[i] = float(from[i]);
}

/// c, dx, dy of a scalar.
void plane(const double* values, int count, const Gradient& g, float* out) {
  const double d1 = count > 1 ? values[1] - values[0] : 0, d2 = count > 2 ? values[2] - values[0] : 0;
  const double dx = d1 * g.ax + d2 * g.bx, dy = d1 * g.ay + d2 * g.by;
  out[0] = float(values[0] - dx * g.x0 - dy * g.y0);
  out[1] = float(dx);
  out[2] = float(dy);
}

/// o of OpenGL ES 3.0.6 §3.6.4.
double polygonOffset(const RasterState& state, float dzdx, float dzdy, double maxZ) {
  const double slope = std::max(std::fabs(double(dzdx)), std::fabs(double(dzdy)));
  double resolution = state.depthResolution;
  if (resolution == 0) {
    int exponent = 0;
    std::frexp(maxZ, &exponent);
    resolution = std::ldexp(1.0, exponent - 1 - 23);
  }
  double offset = slope * state.polygonOffsetFactor + resolution * state.polygonOffsetUnits;
  if (state.polygonOffsetClamp > 0) offset = std::min(offset, double(state.polygonOffsetClamp));
  if (state.polygonOffsetClamp < 0) offset = std::max(offset, double(state.polygonOffsetClamp));
  return offset;
}

}  // namespace

int32_t planeOrigin(int32_t minFixed) { return std::clamp(minFixed >> kSubpixelBits, 0, 1 << 14); }

void fillPlanes(PrimitiveRecord& record, Planes4* planes, const WindowVertex* const* vertices, int count,
                const Gradient& g, const InputLayout& inputs, const float* provokingCells, const RasterState& state) {
  double z[3], invW[3];
  for (int i = 0; i < count; ++i) {
    z[i] = vertices[i]->z;
    invW[i] = vertices[i]->invW;
  }
  plane(z, count, g, record.z);
  plane(invW, count, g, record.invW);
  const auto [lowZ, highZ] = std::minmax_element(z, z + count);
  double offset = 0;
  if (count == 3 && state.polygonOffset) {
    offset = polygonOffset(state, record.z[1], record.z[2], *highZ);
    record.z[0] = float(double(record.z[0]) + offset);
  }
  // An offset may leave the depth range, but not that of depths (OpenGL ES 3.0.6 §3.6.4); EXT_depth_clamp comes after
  // it.
  const double nearest = state.depthClamp ? std::min(state.depthNear, state.depthFar) : 0,
               farthest = state.depthClamp ? std::max(state.depthNear, state.depthFar) : 1;
  record.zMin = float(std::clamp(*lowZ + offset, nearest, farthest));
  record.zMax = float(std::clamp(*highZ + offset, nearest, farthest));
  record.padding = 0;

  for (uint32_t cell = 0; cell < inputs.fragmentCells; cell += 4, ++planes) {
    F64x4 v[3];
    for (int i = 0; i < count; ++i) {
      widen(vertices[i]->cells + cell, v[i]);
      v[i] *= invW[i];
    }
    F64x4 dx{}, dy{};
    if (count > 1) {
      const F64x4 d1 = v[1] - v[0];
      dx = d1 * g.ax;
      dy = d1 * g.ay;
    }
    if (count > 2) {
      const F64x4 d2 = v[2] - v[0];
      dx += d2 * g.bx;
      dy += d2 * g.by;
    }
    narrow(v[0] - dx * g.x0 - dy * g.y0, planes->c);
    narrow(dx, planes->dx);
    narrow(dy, planes->dy);
    for (int i = 0; i < 4; ++i) {
      if (!inputs.flatCells[cell + uint32_t(i)]) continue;
      std::memcpy(&planes->c[i], provokingCells + cell + i, sizeof(float));  // may be an integer's bits
      planes->dx[i] = planes->dy[i] = 0;
    }
  }
}

}  // namespace sw
