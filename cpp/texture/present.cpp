// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "texture/present.h"

#include <cstring>

#include "support/simd.h"

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

}  // namespace sw
