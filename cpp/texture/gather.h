// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Four texels of a storage format, from four addresses, as four channels of four lanes: floats for normalised and float
// formats (sRGB decoded), bits for integers. Missing channels are 0, alpha is 1.

#pragma once

#include <cstring>

#include "shader/codegen/keys.h"
#include "support/simd.h"
#include "texture/format.h"

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

/// Half floats in the low 16 bits of each lane.
inline F32x4 halfToFloat(U32x4 half) {
  const U32x4 magnitude = (half & U32x4(0x7fffu)) << 13;
  const U32x4 sign = (half & U32x4(0x8000u)) << 16;
  const F32x4 finite = asFloat(magnitude) * F32x4(0x1p112f);
  const U32x4 special = magnitude | U32x4(0x7f800000u);
  const Mask isSpecial = magnitude > U32x4(0x0f7fffffu);
  return asFloat(select(isSpecial, special, asUint(finite)) | sign);
}

}  // namespace sw
