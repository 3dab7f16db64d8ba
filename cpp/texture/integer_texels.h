// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Bilinear filtering of texels whose components are integers of up to 15 bits once loaded: one pixel, its four
// components side by side. Rows are weighted in integers: a pair of them is interleaved and multiplied by the weights
// in one instruction, exactly, with weights of 8 bits.

#pragma once

#include <cstring>

#include "support/simd.h"

namespace sw::sampling {

typedef int16_t I16x8 __attribute__((vector_size(16)));
typedef uint8_t U8x8 __attribute__((vector_size(8)));

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

/// Two texels of RGBA8.
inline I16x8 loadRgba8Pair(const uint8_t* from) {
#ifdef __wasm_simd128__
  return I16x8(wasm_u16x8_load8x8(from));
#else
  U8x8 bytes;
  std::memcpy(&bytes, from, 8);
  return __builtin_convertvector(bytes, I16x8);
#endif
}
inline I16x8 loadRgba8Pair(const uint8_t* left, const uint8_t* right) {
#ifdef __wasm_simd128__
  return I16x8(wasm_u16x8_extend_low_u8x16(wasm_v128_load32_lane(right, wasm_v128_load32_zero(left), 1)));
#else
  uint8_t bytes[8];
  std::memcpy(bytes, left, 4);
  std::memcpy(bytes + 4, right, 4);
  return loadRgba8Pair(bytes);
#endif
}

}  // namespace sw::sampling
