// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Bilinear filtering in integers, with weights of 8 bits. Texels of RGBA8 are blended channel by channel, four pixels at
// a time; those whose components have up to 15 bits once loaded (sRGB) pixel by pixel, four components side by side.

#pragma once

#include <cstring>

#include "pipeline/layout.h"
#include "support/simd.h"
#include "texture/texel.h"

namespace sw::sampling {

typedef int16_t I16x8 __attribute__((vector_size(16)));
typedef uint16_t U16x8 __attribute__((vector_size(16)));

/// Products of 16-bit lanes, neighbours added.
inline I32x4 multiplyAddPairs(I16x8 a, I16x8 b) {
#ifdef __wasm_simd128__
  return I32x4Raw(wasm_i32x4_dot_i16x8(v128_t(a), v128_t(b)));
#else
  I32x4 result;
  for (int i = 0; i < 4; ++i) result.v[i] = a[2 * i] * b[2 * i] + a[2 * i + 1] * b[2 * i + 1];
  return result;
#endif
}

/// From memory: one instruction, where a scalar would be loaded first.
template <class Vector, class Scalar>
inline Vector splat(const Scalar& from) {
  static_assert(sizeof(Scalar) == 4);
#ifdef __wasm_simd128__
  return decltype(Vector::v)(wasm_v128_load32_splat(&from));
#else
  return Vector(from);
#endif
}

/// Offset of a texel of 4 bytes: column and row times SamplingLevel::texelStrides.
inline I32x4 offsetOf(I32x4 x, I32x4 y, I32x4 strides) {
  return multiplyAddPairs(I16x8((x | (y << 16)).v), I16x8(strides.v)) << 2;
}

/// bottom, top: left texel in the lower half, right texel in the upper. weightsY: in each lane the bottom row's weight
/// and, above it, the top row's. The result is 256 times the components.
inline F32x4 blendIntegers(I16x8 bottom, I16x8 top, F32x4 weightX, I32x4 weightsY) {
  const I16x8 leftPair = __builtin_shufflevector(bottom, top, 0, 8, 1, 9, 2, 10, 3, 11);
  const I16x8 rightPair = __builtin_shufflevector(bottom, top, 4, 12, 5, 13, 6, 14, 7, 15);
  const F32x4 left = toFloat(multiplyAddPairs(leftPair, I16x8(weightsY.v)));
  const F32x4 right = toFloat(multiplyAddPairs(rightPair, I16x8(weightsY.v)));
  return left + (right - left) * weightX;
}

/// Of the upper row's weight, for blendIntegers().
inline I32x4 rowWeights(F32x4 weightY) {
  const I32x4 upper = roundSmall(weightY * F32x4(256.0f));
  return (I32x4(256) - upper) | (upper << 16);
}

/// Two texels of sRGB, decoded to 15 bits.
inline I16x8 srgbPair(const uint8_t* left, const uint8_t* right) {
  const int16_t* color = kSrgbTables.color;
  const int16_t* alpha = kSrgbTables.alpha;
  return I16x8{color[left[0]],  color[left[1]],  color[left[2]],  alpha[left[3]],
               color[right[0]], color[right[1]], color[right[2]], alpha[right[3]]};
}

/// Texels of RGBA8, of four pixels.
struct Words {
  U32x4 bottomLeft, bottomRight, topLeft, topRight;
};

/// Channels of four pixels, times kBlendedOne. Weights: of the right and the top texels, in 256ths. Rows are weighted
/// first, two components to a lane, and keep 15 bits; then columns, exactly.
inline void blendWords(const Words& texels, I32x4 weightX, I32x4 weightY, F32x4 out[4]) {
  const U16x8 upper = U16x8((weightY | (weightY << 16)).v), lower = 256 - upper;
  const I16x8 columns = I16x8(((I32x4(256) - weightX) | (weightX << 16)).v);
  const auto rows = [&](U16x8 bottom, U16x8 top) { return U32x4(U32x4Raw((bottom * lower + top * upper) >> 1)); };
  const auto blend = [&](U32x4 left, U32x4 right) {
    return toFloat(multiplyAddPairs(I16x8(((left & U32x4(0xffff)) | (right << 16)).v), columns));
  };
  for (int odd = 0; odd < 2; ++odd) {
    const auto components = [&](U32x4 words) { return odd ? U16x8(words.v) >> 8 : U16x8(words.v) & 0xff; };
    const U32x4 left = rows(components(texels.bottomLeft), components(texels.topLeft));
    const U32x4 right = rows(components(texels.bottomRight), components(texels.topRight));
    out[odd] = blend(left, right);
    out[odd + 2] = blend(left >> 16, right >> 16);
  }
}

}  // namespace sw::sampling
