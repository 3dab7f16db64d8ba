// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Rows of texels in a storage format, to and from four words per texel: floats for normalised and float formats,
// integers for integer formats. All transfers and copies between unlike layouts go through these words.

#pragma once

#include <bit>
#include <cstdint>

#include "pipeline/layout.h"
#include "pipeline/routine_keys.h"
#include "support/gl_constants.h"

namespace sw {

struct Texel {
  uint32_t words[4];

  float f(int i) const { return std::bit_cast<float>(words[i]); }
  void set(int i, float value) { words[i] = std::bit_cast<uint32_t>(value); }
};

/// Channels that the format does not store become 0, alpha 1 (as float or integer). sRGB values stay encoded.
void decodeTexels(TargetFormat storage, const uint8_t* from, uint32_t count, Texel* to);
/// Clamps and rounds to nearest. Every stored channel is taken from the words, alpha too.
void encodeTexels(TargetFormat storage, const Texel* from, uint32_t count, uint8_t* to);

/// Makes words what a texture of this base format stores: luminance goes to all colours, missing alpha becomes 1.
void conformToBaseFormat(GLenum baseFormat, bool integer, Texel* texels, uint32_t count);

/// sRGB (OpenGL ES 3.0.6 §3.8.16) of 8 bits to linear, exact to rounding.
extern const SrgbTables kSrgbTables;
/// Filled at the first call, by the thread that describes textures.
const SrgbPairs& srgbPairs();
/// Linear 0 to 1 to sRGB 0 to 1 (§4.1.8).
float linearToSrgb(float linear);

/// Depth as a buffer of this format holds it, in a float: clamped to [0, 1] with NaN as 0, and for D16 and D24 rounded
/// to the nearest value of the format. D24 counts in steps of 2^-24 (not 1 / (2^24 - 1)), which floats hold exactly.
/// Fragment routines (shader/codegen/depth.cpp) do the same, to the bit.
float quantiseDepth(DepthFormat format, float depth);

inline float clampToUnit(float value) { return value > 0 ? (value < 1 ? value : 1.0f) : 0.0f; }  // NaN becomes 0
inline uint32_t floatToUnorm(float value, float maximum) { return uint32_t(clampToUnit(value) * maximum + 0.5f); }
inline int32_t floatToSnorm(float value, float maximum) {
  const float scaled = (value > -1 ? (value < 1 ? value : 1.0f) : -1.0f) * maximum;
  if (value != value) return 0;
  return int32_t(scaled < 0 ? scaled - 0.5f : scaled + 0.5f);
}

}  // namespace sw
