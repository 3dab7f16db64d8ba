// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "texture/present.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "support/simd.h"
#include "support/small_float.h"
#include "texture/texel.h"

namespace sw {

void unpremultiplyRgba8Slowly(const uint8_t* from, uint32_t pixels, uint8_t* to) {
  for (uint32_t n = 0; n < pixels; ++n, from += 4, to += 4) {
    const uint32_t alpha = from[3];
    for (int i = 0; i < 3; ++i) {
      const uint32_t value = alpha ? (from[i] * 255u + alpha / 2) / alpha : 0;
      to[i] = uint8_t(value < 255 ? value : 255);
    }
    to[3] = uint8_t(alpha);
  }
}

void unpremultiplyRgba8(const uint8_t* from, uint32_t pixels, uint8_t* to) {
  uint32_t n = 0;
  for (; n + 4 <= pixels; n += 4) {
    const U32x4 words = load<U32x4>(from + 4 * n);
    const U32x4 alpha = words >> 24;
    if ((alpha == U32x4(255u)).all()) {
      store(to + 4 * n, words);
      continue;
    }
    // Numerators stay below 2^16 and quotients are at least 1/510 away from the next integer, so that a division of
    // floats finds the same integer.
    const F32x4 divisor = toFloat(asInt(alpha));
    const U32x4 half = alpha >> 1;
    U32x4 result = words & U32x4(0xff000000u);
    for (int shift = 0; shift < 24; shift += 8) {
      const U32x4 channel = (words >> shift) & U32x4(255u);
      const F32x4 quotient = toFloat(asInt(channel * U32x4(255u) + half)) / divisor;
      // Alpha 0 gives infinity or NaN; the select below takes 0.
      const I32x4 value = truncSat(min(F32x4(255.0f), quotient));
      result = result | (asUint(value) << shift);
    }
    store(to + 4 * n, select(alpha == U32x4(0u), U32x4(0u), result));
  }
  unpremultiplyRgba8Slowly(from + 4 * n, pixels - n, to + 4 * n);
}

uint32_t lookOfRgba8(const uint8_t* from, uint32_t pixels) {
  uint32_t look = 0;
  uint32_t n = 0;
  U32x4 any(0u), through(0u), exceeding(0u);
  for (; n + 4 <= pixels; n += 4) {
    const U32x4 words = load<U32x4>(from + 4 * n);
    const U32x4 alpha = words >> 24;
    any = any | words;
    through = through | (alpha ^ U32x4(255u));
    // The sign of alpha - channel.
    for (int shift = 0; shift < 24; shift += 8) exceeding = exceeding | (alpha - ((words >> shift) & U32x4(255u)));
  }
  if (!(any == U32x4(0u)).all()) look |= kLookHasContent;
  if (!(through == U32x4(0u)).all()) look |= kLookShowsThrough;
  if (!((exceeding >> 31) == U32x4(0u)).all()) look |= kLookExceedsAlpha;
  for (const uint8_t* pixel = from + 4 * n; n < pixels; ++n, pixel += 4) {
    if (pixel[0] | pixel[1] | pixel[2] | pixel[3]) look |= kLookHasContent;
    if (pixel[3] != 255) look |= kLookShowsThrough;
    if (pixel[0] > pixel[3] || pixel[1] > pixel[3] || pixel[2] > pixel[3]) look |= kLookExceedsAlpha;
  }
  return look;
}

namespace {

/// Alpha of light that has none: as a normal half float the least, shown as 0.
constexpr float kLeastAlpha = 0x1p-14f;

/// Half floats of colour / alpha, at alpha << 8 | colour; of a straight channel in the row of alpha 255.
const std::array<uint16_t, 65536>& quotients() {
  static const std::array<uint16_t, 65536> table = [] {
    std::array<uint16_t, 65536> made;
    for (uint32_t alpha = 0; alpha < 256; ++alpha) {
      for (uint32_t color = 0; color < 256; ++color) {
        made[alpha << 8 | color] = floatToHalf(alpha ? float(color) / float(alpha) : float(color) / 255 / kLeastAlpha);
      }
    }
    return made;
  }();
  return table;
}

}  // namespace

void halvesOfRgba8(const uint8_t* from, uint32_t pixels, bool multiplied, uint8_t* to) {
  const uint16_t* const table = quotients().data();
  const uint16_t* const straight = table + (255 << 8);
  for (uint32_t n = 0; n < pixels; ++n, from += 4, to += 8) {
    const uint32_t alpha = from[3];
    const uint16_t* const row = multiplied ? table + (alpha << 8) : straight;
    uint16_t halves[] = {row[from[0]], row[from[1]], row[from[2]], straight[alpha]};
    if (multiplied && alpha == 0 && (from[0] | from[1] | from[2])) halves[3] = floatToHalf(kLeastAlpha);
    std::memcpy(to, halves, 8);
  }
}

void halvesOfRgba16f(const uint8_t* from, uint32_t pixels, bool multiplied, uint8_t* to) {
  for (uint32_t n = 0; n < pixels; ++n, from += 8, to += 8) {
    uint16_t halves[4];
    std::memcpy(halves, from, 8);
    float color[4];
    for (int i = 0; i < 4; ++i) color[i] = clampToUnit(halfToFloat(halves[i]));
    const bool isLight = color[0] > 0 || color[1] > 0 || color[2] > 0;
    // Below the least alpha a quotient would be beyond what half floats hold.
    const float alpha = multiplied && isLight ? std::max(color[3], kLeastAlpha) : color[3];
    for (int i = 0; i < 3; ++i) halves[i] = floatToHalf(multiplied && isLight ? color[i] / alpha : color[i]);
    halves[3] = floatToHalf(alpha);
    std::memcpy(to, halves, 8);
  }
}

}  // namespace sw
