// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Four texels of a storage format, from four addresses, as four channels of four lanes: floats for normalised and float
// formats (sRGB decoded), bits for integers. Missing channels are 0, alpha is 1.

#pragma once

#include <cstring>

#include "pipeline/formats.h"
#include "pipeline/routine_keys.h"
#include "support/simd.h"
#include "texture/texel.h"

namespace sw {

using Gather = void (*)(const uint8_t* const texels[4], F32x4 channels[4]);

Gather gatherOf(const FormatInfo& format, bool depthAsLuminance);

inline uint32_t load32(const uint8_t* from) {
  uint32_t word;
  std::memcpy(&word, from, 4);
  return word;
}
inline U32x4 load32x4(const uint8_t* const texels[4]) {
  return {load32(texels[0]), load32(texels[1]), load32(texels[2]), load32(texels[3])};
}

inline void gatherRgba8(const uint8_t* const texels[4], F32x4 channels[4]) {
  const U32x4 words = load32x4(texels);
  const U32x4 byte = 255u;
  const F32x4 scale = 1 / 255.0f;  // 255 times this is 1
  channels[0] = toFloat(asInt(words & byte)) * scale;
  channels[1] = toFloat(asInt((words >> 8) & byte)) * scale;
  channels[2] = toFloat(asInt((words >> 16) & byte)) * scale;
  channels[3] = toFloat(asInt(words >> 24)) * scale;
}

inline void gatherSrgb8(const uint8_t* const texels[4], F32x4 channels[4]) {
  for (int c = 0; c < 3; ++c) {
    channels[c] = {kSrgbTables.linear[texels[0][c]], kSrgbTables.linear[texels[1][c]], kSrgbTables.linear[texels[2][c]],
                   kSrgbTables.linear[texels[3][c]]};
  }
  channels[3] = toFloat(I32x4(texels[0][3], texels[1][3], texels[2][3], texels[3][3])) * F32x4(1 / 255.0f);
}

/// One 32-bit float, or depth.
inline void gatherFloat1(const uint8_t* const texels[4], F32x4 channels[4]) {
  channels[0] = asFloat(load32x4(texels));
  channels[1] = channels[2] = 0.0f;
  channels[3] = 1.0f;
}

/// Half floats, sign-extended to 32 bits. Multiplying by 2^112 moves the exponent and makes subnormal halves normal.
inline F32x4 halfToFloat(I32x4 half) {
  const I32x4 signAndMagnitude = (half << 13) & I32x4(int32_t(0x8fffe000u));
  const F32x4 value = asFloat(signAndMagnitude) * F32x4(0x1p112f);
  const Mask special = abs(value) >= F32x4(65536.0f);  // infinity and NaN, with the exponent still to be set
  return asFloat(bitsOf(value) | (asInt(special) & I32x4(0x7f800000)));
}

}  // namespace sw
