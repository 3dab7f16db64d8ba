// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Bilinear filtering in integers: coordinates in 1/256 texel, so that a pair of texels (8 bytes, loaded at once) is
// weighted in 16 bits from row to row, exactly, and in 32 bits from left to right, exactly again. The only inexact step
// is the weight's rounding to 8 bits. One pixel's four components stand side by side until the end, where four pixels
// are transposed.

#include "texture/sample_rgba8.h"

#include "texture/sample_generic.h"

namespace sw::sampling {

namespace {

typedef uint16_t U16x8 __attribute__((vector_size(16)));
typedef uint8_t U8x8 __attribute__((vector_size(8)));
typedef uint16_t U16x4 __attribute__((vector_size(8)));

/// Eight bytes, widened.
inline U16x8 loadBytes(const uint8_t* from) {
#ifdef __wasm_simd128__
  return U16x8(wasm_u16x8_load8x8(from));
#else
  U8x8 bytes;
  std::memcpy(&bytes, from, 8);
  return __builtin_convertvector(bytes, U16x8);
#endif
}
/// Two texels that are not neighbours.
inline U16x8 loadBytes(const uint8_t* first, const uint8_t* second) {
  uint8_t bytes[8];
  std::memcpy(bytes, first, 4);
  std::memcpy(bytes + 4, second, 4);
  return loadBytes(bytes);
}

/// Products of the lower and of the upper four, added.
inline I32x4 multiplyAddHalves(U16x8 a, U16x8 b) {
#ifdef __wasm_simd128__
  return I32x4Raw(wasm_i32x4_add(wasm_u32x4_extmul_low_u16x8(v128_t(a), v128_t(b)),
                                 wasm_u32x4_extmul_high_u16x8(v128_t(a), v128_t(b))));
#else
  const auto widen = [](U16x4 half) { return __builtin_convertvector(half, U32x4Raw); };
  const U16x4 aLow = __builtin_shufflevector(a, a, 0, 1, 2, 3), aHigh = __builtin_shufflevector(a, a, 4, 5, 6, 7);
  const U16x4 bLow = __builtin_shufflevector(b, b, 0, 1, 2, 3), bHigh = __builtin_shufflevector(b, b, 4, 5, 6, 7);
  return I32x4Raw(widen(aLow) * widen(bLow) + widen(aHigh) * widen(bHigh));
#endif
}

/// Lane kLane of the 32-bit lanes of a in all lower four 16-bit lanes, that of b in all upper ones.
template <int kLane>
inline U16x8 splatHalves(I32x4 a, I32x4 b) {
  constexpr int A = 2 * kLane, B = 8 + 2 * kLane;
  return __builtin_shufflevector(U16x8(a.v), U16x8(b.v), A, A, A, A, B, B, B, B);
}

struct FixedTaps {
  I32x4 first, second;
  I32x4 weight;  // of second, in 1/256
};

inline FixedTaps fixedTaps(WrapMode mode, F32x4 u, int32_t texels, int32_t offset) {
  const float steps = float(texels * 256);
  const I32x4 last = texels - 1;
  switch (mode) {
    case WrapMode::ClampToEdge: {
      const F32x4 position = u * F32x4(steps) + F32x4(float(offset * 256 - 128));
      const I32x4 fixed = roundSmall(min(max(F32x4(0.0f), position), F32x4(steps - 256)));
      const I32x4 first = fixed >> 8;
      return {first, min(first + I32x4(1), last), fixed & I32x4(255)};
    }
    case WrapMode::Repeat: {
      const F32x4 position = reduceRepeat(u, float(offset), float(texels)) * F32x4(steps) - F32x4(128.0f);
      const I32x4 fixed = roundSmall(position);
      const I32x4 first = fixed >> 8, next = first + I32x4(1);
      return {select(first < I32x4(0), last, first), select(next > last, I32x4(0), next), fixed & I32x4(255)};
    }
    case WrapMode::MirroredRepeat: {
      const F32x4 position = reduceMirror(u, float(offset), float(texels)) * F32x4(steps) - F32x4(128.0f);
      const I32x4 fixed = truncSat(floor(position + F32x4(0.5f)));
      const I32x4 first = fixed >> 8, count = texels;
      return {mirrorTexel(first, count), mirrorTexel(first + I32x4(1), count), fixed & I32x4(255)};
    }
  }
  __builtin_unreachable();
}

/// One pixel: components side by side, scaled by 65536.
template <int kLane>
inline F32x4 blendPixel(const uint8_t* texels, const I32x4 corners[4], bool neighbours, const FixedTaps& x,
                        const FixedTaps& y, I32x4 inverseX, I32x4 inverseY) {
  const uint8_t* bottomLeft = texels + corners[0][kLane];
  const uint8_t* topLeft = texels + corners[2][kLane];
  U16x8 bottom, top;
  if (neighbours) {
    bottom = loadBytes(bottomLeft);
    top = loadBytes(topLeft);
  } else {
    bottom = loadBytes(bottomLeft, texels + corners[1][kLane]);
    top = loadBytes(topLeft, texels + corners[3][kLane]);
  }
  const U16x8 column = bottom * splatHalves<kLane>(inverseY, inverseY) + top * splatHalves<kLane>(y.weight, y.weight);
  return toFloat(multiplyAddHalves(column, splatHalves<kLane>(inverseX, x.weight)));
}

void bilinear(const SamplingDescriptor& d, const SamplingLevel& level, F32x4 u, F32x4 v, Offsets offset, F32x4 out[4]) {
  const FixedTaps x = fixedTaps(d.wrap[0], u, level.width, offset.x);
  const FixedTaps y = fixedTaps(d.wrap[1], v, level.height, offset.y);
  const I32x4 stride = int32_t(level.strideBytes);
  const I32x4 bottom = y.first * stride, top = y.second * stride;
  const I32x4 left = x.first << 2, right = x.second << 2;
  const I32x4 corners[4] = {bottom + left, bottom + right, top + left, top + right};
  // At the far edge of a clamped texture the pair's second texel has weight 0, and images reach beyond their rows.
  const bool neighbours = d.wrap[0] == WrapMode::ClampToEdge || (right - left == I32x4(4)).all();
  const I32x4 inverseX = I32x4(256) - x.weight, inverseY = I32x4(256) - y.weight;
  const uint8_t* texels = level.texels[0];
  out[0] = blendPixel<0>(texels, corners, neighbours, x, y, inverseX, inverseY);
  out[1] = blendPixel<1>(texels, corners, neighbours, x, y, inverseX, inverseY);
  out[2] = blendPixel<2>(texels, corners, neighbours, x, y, inverseX, inverseY);
  out[3] = blendPixel<3>(texels, corners, neighbours, x, y, inverseX, inverseY);
  transpose(out[0], out[1], out[2], out[3]);
  for (int c = 0; c < 4; ++c) out[c] *= F32x4(1 / (255.0f * 65536));
}

void nearest(const SamplingDescriptor& d, const SamplingLevel& level, F32x4 u, F32x4 v, Offsets offset, F32x4 out[4]) {
  const I32x4 x = nearestTexel(d.wrap[0], u, level.width, offset.x);
  const I32x4 y = nearestTexel(d.wrap[1], v, level.height, offset.y);
  const I32x4 at = y * I32x4(int32_t(level.strideBytes)) + (x << 2);
  const uint8_t* base = level.texels[0];
  const uint8_t* const texels[4] = {base + at[0], base + at[1], base + at[2], base + at[3]};
  gatherRgba8(texels, out);
}

void filterLevel(const SamplingDescriptor& d, const SamplingLevel& level, bool linear, F32x4 u, F32x4 v, Offsets offset,
                 F32x4 out[4]) {
  if (linear) {
    bilinear(d, level, u, v, offset, out);
  } else {
    nearest(d, level, u, v, offset, out);
  }
}

void sampleAt(const SamplingDescriptor& d, float lod, F32x4 u, F32x4 v, Offsets offset, F32x4 out[4]) {
  const LevelChoice choice = chooseLevels(d, lod);
  filterLevel(d, d.levels[choice.first], choice.linear, u, v, offset, out);
  if (choice.weight > 0) {
    F32x4 other[4];
    filterLevel(d, d.levels[choice.second], choice.linear, u, v, offset, other);
    for (int c = 0; c < 4; ++c) out[c] += (other[c] - out[c]) * F32x4(choice.weight);
  }
}

void sampleLods(const SamplingDescriptor& d, SampleScratch* scratch, F32x4 lods, F32x4 u, F32x4 v, Offsets offset) {
  F32x4 out[4];
  sampleAt(d, clampLod(d, lods[0]), u, v, offset, out);
  Mask left = bitsOf(lods) != shuffle<0, 0, 0, 0>(bitsOf(lods));
  while (left.any()) {
    const int lane = std::countr_zero(left.bits());
    F32x4 other[4];
    sampleAt(d, clampLod(d, lods[lane]), u, v, offset, other);
    const Mask same = left & (bitsOf(lods) == bitsOf(F32x4(lods[lane])));
    for (int c = 0; c < 4; ++c) out[c] = select(same, other[c], out[c]);
    left = left & ~same;
  }
  for (int c = 0; c < 4; ++c) store(scratch->result[c], out[c]);
}

}  // namespace

void implicitRgba8(const TextureDescriptor* descriptor, SampleScratch* scratch, uint32_t offsets, F32x4Raw c0,
                   F32x4Raw c1, F32x4Raw, F32x4Raw, F32x4Raw bias) {
  const SamplingDescriptor& d = *static_cast<const SamplingDescriptor*>(descriptor);
  F32x4 lods = 0.0f;
  if (d.lodMatters) {
    const float width = float(d.levels[0].width), height = float(d.levels[0].height);
    const float ux = (c0[1] - c0[0]) * width, uy = (c0[2] - c0[0]) * width;
    const float vx = (c1[1] - c1[0]) * height, vy = (c1[2] - c1[0]) * height;
    lods = F32x4(lodOf(ux * ux + vx * vx, uy * uy + vy * vy)) + F32x4(bias);
  }
  sampleLods(d, scratch, lods, c0, c1, Offsets(offsets));
}

void explicitLodRgba8(const TextureDescriptor* descriptor, SampleScratch* scratch, uint32_t offsets, F32x4Raw c0,
                      F32x4Raw c1, F32x4Raw, F32x4Raw, F32x4Raw lod) {
  const SamplingDescriptor& d = *static_cast<const SamplingDescriptor*>(descriptor);
  sampleLods(d, scratch, d.lodMatters ? F32x4(lod) : F32x4(0.0f), c0, c1, Offsets(offsets));
}

}  // namespace sw::sampling
