// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The arithmetic that all sampling functions share: which texels, which levels, which face (OpenGL ES 3.0.6 §3.8.10).

#pragma once

#include <bit>
#include <cstdint>

#include "support/simd.h"
#include "texture/descriptor.h"

namespace sw {

/// Within 1e-5; exact for powers of two, so that levels change where they should. 0 gives about -127, infinity and NaN
/// about 128: callers clamp. The sign, which only a NaN can have, is ignored.
inline float log2Of(float value) {
  const uint32_t bits = std::bit_cast<uint32_t>(value) & 0x7fffffffu;
  const float exponent = float(int32_t(bits >> 23) - 127);
  const float t = std::bit_cast<float>((bits & 0x7fffffu) | 0x3f800000u) - 1;
  // Interpolates log2(1 + t) / t, at t = 1 too.
  // In an order that keeps the chain of dependent operations short.
  const float t2 = t * t;
  const float low = 1.442577448f + t * -0.718064309f, middle = 0.455623377f + t * -0.272019459f,
              high = 0.115204607f + t * -0.023321663f;
  return exponent + t * (low + t2 * (middle + t2 * high));
}

/// Scale factor as log2, from derivatives in texels.
inline float lodOf(float lengthSquaredX, float lengthSquaredY) {
  return 0.5f * log2Of(lengthSquaredX < lengthSquaredY ? lengthSquaredY : lengthSquaredX);
}

inline float clampLod(const SamplingDescriptor& d, float lod) {
  const float raised = d.minLod < lod ? lod : d.minLod;  // NaN becomes minLod
  return d.maxLod < raised ? d.maxLod : raised;
}

/// Which levels a look-up reads, and how.
struct LevelChoice {
  int32_t first = 0;
  int32_t second = 0;  // unlike first only when weight is above 0
  float weight = 0;    // of second
  bool linear = false;
};

inline LevelChoice chooseLevels(const SamplingDescriptor& d, float lod) {
  // Where the filters meet: at 0 always. §3.8.11 moves it to 0.5 where a linear magFilter meets a nearest minFilter;
  // the suite's reference and native renderers do not.
  if (!(lod > 0)) return {.linear = d.magLinear};
  if (!d.mipmapped) return {.linear = d.minLinear};
  const int32_t last = d.levelCount - 1;
  if (!d.mipmapLinear) {
    const int32_t level = lod > 0.5f ? truncSat(std::ceil(lod + 0.5f)) - 1 : 0;
    return {.first = level < last ? level : last, .linear = d.minLinear};
  }
  if (lod >= float(last)) return {.first = last, .linear = d.minLinear};
  const int32_t level = int32_t(lod);
  const float weight = lod - float(level);
  return {.first = level, .second = weight > 0 ? level + 1 : level, .weight = weight, .linear = d.minLinear};
}

// --- one axis ------------------------------------------------------------------------------------------------------

/// Two neighbouring texels and the second one's weight.
struct LinearTaps {
  I32x4 first, second;
  F32x4 weight;
  F32x4 part() const { return weight; }

  /// A position, as a texel and what is beyond it.
  static I32x4 split(F32x4 position, F32x4& weight) {
    const F32x4 low = floor(position);
    weight = position - low;
    return roundSmall(low);
  }
};
/// The same of a position that is rounded to 1024ths of a texel, from 4096 on to 512ths. What is meant to lie on texels'
/// centres is a few steps of a float beside them, and falls on them so.
struct RoundedTaps : LinearTaps {
  static I32x4 split(F32x4 position, F32x4& weight) {
    return LinearTaps::split((position + F32x4(kTexelRounder)) - F32x4(kTexelRounder), weight);
  }
};
/// The same of a position in 256ths of a texel.
struct FixedTaps {
  I32x4 first, second, weight;
  F32x4 part() const { return toFloat(weight) * F32x4(1 / 256.0f); }

  static I32x4 split(F32x4 position, I32x4& weight) {
    const I32x4 fixed = roundSmall(position * F32x4(256.0f));
    weight = fixed & I32x4(255);
    return fixed >> 8;
  }
};

inline I32x4 mirrorTexel(I32x4 texel, I32x4 size) {
  const I32x4 folded = select(texel < size, texel, size + size - I32x4(1) - texel);
  const I32x4 positive = select(folded < I32x4(0), I32x4(-1) - folded, folded);
  return min(positive, size - I32x4(1));
}

/// u in the first period of the wrap mode; NaN becomes 0. offset: in texels.
inline F32x4 reduceRepeat(F32x4 u, float offset, float size) {
  if (offset != 0) u += F32x4(offset / size);
  return max(F32x4(0.0f), u - floor(u));
}
inline F32x4 reduceMirror(F32x4 u, float offset, float size) {
  if (offset != 0) u += F32x4(offset / size);
  return max(F32x4(0.0f), u - F32x4(2.0f) * floor(u * F32x4(0.5f)));
}

// Levels have at most 2^14 texels along an edge, so that what is reduced and clamped is small enough for roundSmall.
static_assert(kMaxTextureLevels <= 15);

inline I32x4 nearestTexel(WrapMode mode, F32x4 u, int32_t texels, int32_t offset) {
  const F32x4 size = float(texels);
  const I32x4 last = texels - 1;
  switch (mode) {
    case WrapMode::ClampToEdge: {
      const F32x4 position = floor(u * size) + F32x4(float(offset));
      return roundSmall(min(max(F32x4(0.0f), position), F32x4(float(texels - 1))));
    }
    case WrapMode::Repeat: return min(roundSmall(floor(reduceRepeat(u, float(offset), float(texels)) * size)), last);
    case WrapMode::MirroredRepeat:
      return mirrorTexel(roundSmall(floor(reduceMirror(u, float(offset), float(texels)) * size)), I32x4(texels));
  }
  __builtin_unreachable();
}

template <class Taps>
inline Taps linearTexels(WrapMode mode, F32x4 u, int32_t texels, int32_t offset) {
  const F32x4 size = float(texels);
  const I32x4 count = texels, last = texels - 1;
  Taps taps;
  switch (mode) {
    case WrapMode::ClampToEdge: {
      const F32x4 end = float(texels - 1);
      const I32x4 texel = Taps::split(min(max(F32x4(0.0f), u * size + F32x4(float(offset) - 0.5f)), end), taps.weight);
      taps.first = texel;
      taps.second = min(texel + I32x4(1), last);
      return taps;
    }
    case WrapMode::Repeat: {
      const F32x4 position = reduceRepeat(u, float(offset), float(texels)) * size - F32x4(0.5f);
      const I32x4 texel = Taps::split(position, taps.weight), next = texel + I32x4(1);
      const bool powerOf2 = (texels & (texels - 1)) == 0;
      taps.first = powerOf2 ? texel & last : select(texel < I32x4(0), last, texel);
      taps.second = powerOf2 ? next & last : select(next < count, next, next - count);
      return taps;
    }
    case WrapMode::MirroredRepeat: {
      const F32x4 position = reduceMirror(u, float(offset), float(texels)) * size - F32x4(0.5f);
      const I32x4 texel = Taps::split(position, taps.weight);
      taps.first = mirrorTexel(texel, count);
      taps.second = mirrorTexel(texel + I32x4(1), count);
      return taps;
    }
  }
  __builtin_unreachable();
}

// --- cube maps -----------------------------------------------------------------------------------------------------

/// Table 3.21: faces +x -x +y -y +z -z.
struct CubeProjection {
  I32x4 face;
  F32x4 s, t;  // 0 to 1 on the face
};

inline CubeProjection projectCube(F32x4 x, F32x4 y, F32x4 z) {
  const F32x4 ax = abs(x), ay = abs(y), az = abs(z);
  const Mask alongZ = (az >= ax) & (az >= ay);
  const Mask alongY = ~alongZ & (ay >= ax);
  const F32x4 major = select(alongZ, z, select(alongY, y, x));
  const Mask negative = bitsOf(major) < I32x4(0);
  const F32x4 sc = select(alongZ, select(negative, -x, x), select(alongY, x, select(negative, z, -z)));
  const F32x4 tc = select(alongY, select(negative, -z, z), -y);
  const I32x4 face = select(alongZ, I32x4(4), select(alongY, I32x4(2), I32x4(0))) - asInt(negative);
  const F32x4 scale = F32x4(0.5f) / abs(major);
  return {face, sc * scale + F32x4(0.5f), tc * scale + F32x4(0.5f)};
}

/// One lane's axes: which component is major, and the signs that turn components into (sc, tc, |ma|).
struct CubeAxes {
  int sAxis, tAxis, mAxis;
  float sSign, tSign, mSign;
};
inline CubeAxes cubeAxes(int32_t face) {
  constexpr CubeAxes kAxes[6] = {{2, 1, 0, -1, -1, 1}, {2, 1, 0, 1, -1, -1}, {0, 2, 1, 1, 1, 1},
                                 {0, 2, 1, 1, -1, -1}, {0, 1, 2, 1, -1, 1},  {0, 1, 2, -1, -1, -1}};
  return kAxes[face];
}

/// The derivative of the position on a face, in texels; d: derivative of the direction.
inline void cubeDerivative(const CubeAxes& axes, const float direction[3], const float d[3], float size, float out[2]) {
  const float m = axes.mSign * direction[axes.mAxis], dm = axes.mSign * d[axes.mAxis];
  const float s = axes.sSign * direction[axes.sAxis], ds = axes.sSign * d[axes.sAxis];
  const float t = axes.tSign * direction[axes.tAxis], dt = axes.tSign * d[axes.tAxis];
  const float scale = 0.5f * size / (m * m);
  out[0] = (ds * m - s * dm) * scale;
  out[1] = (dt * m - t * dm) * scale;
}

/// Its squared length.
inline float cubeDerivativeSquared(const CubeAxes& axes, const float direction[3], const float d[3], float size) {
  float v[2];
  cubeDerivative(axes, direction, d, size, v);
  return v[0] * v[0] + v[1] * v[1];
}

/// The texel next to an edge of a face: one of x and y is -1 or size, and the texel lies on the neighbouring face
/// (seamless cube maps, OpenGL ES 3.0.6 §3.8.10.1).
struct CubeTexel {
  int32_t face, x, y;
};
inline CubeTexel acrossEdge(int32_t face, int32_t x, int32_t y, int32_t size) {
  const CubeAxes from = cubeAxes(face);
  // Twice the position on the face, counted from its middle, in half texels: odd for texel centres, size at the edge.
  const auto centred = [&](int32_t texel) { return texel < 0 ? -size : texel >= size ? size : 2 * texel + 1 - size; };
  int32_t direction[3];
  direction[from.mAxis] = int32_t(from.mSign) * size;
  direction[from.sAxis] = int32_t(from.sSign) * centred(x);
  direction[from.tAxis] = int32_t(from.tSign) * centred(y);
  const int32_t axis = x < 0 || x >= size ? from.sAxis : from.tAxis;
  const int32_t target = 2 * axis + (direction[axis] < 0 ? 1 : 0);
  const CubeAxes to = cubeAxes(target);
  const auto texel = [&](int32_t centre) {
    const int32_t index = (centre + size) >> 1;
    return index < 0 ? 0 : index >= size ? size - 1 : index;
  };
  return {target, texel(int32_t(to.sSign) * direction[to.sAxis]), texel(int32_t(to.tSign) * direction[to.tAxis])};
}

// --- shadow --------------------------------------------------------------------------------------------------------

/// Where the comparison holds (§3.8.15).
inline Mask passesComparison(CompareFunction function, F32x4 reference, F32x4 depth) {
  switch (function) {
    case CompareFunction::Never: break;
    case CompareFunction::Less: return reference < depth;
    case CompareFunction::Equal: return reference == depth;
    case CompareFunction::LessEqual: return reference <= depth;
    case CompareFunction::Greater: return reference > depth;
    case CompareFunction::NotEqual: return reference != depth;
    case CompareFunction::GreaterEqual: return reference >= depth;
    case CompareFunction::Always: return I32x4(0) == I32x4(0);
  }
  return Mask{};
}

/// 1 where the comparison holds, 0 elsewhere.
inline F32x4 compareDepth(CompareFunction function, F32x4 reference, F32x4 depth) {
  return select(passesComparison(function, reference, depth), F32x4(1.0f), F32x4(0.0f));
}

}  // namespace sw
