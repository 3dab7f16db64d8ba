// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Floats of fewer than 32 bits: OpenGL ES 3.0.6 §2.1.2 to §2.1.4, §3.8.3.2 (shared exponent).

#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace sw {

/// Exact; NaN stays NaN.
inline float halfToFloat(uint16_t half) {
  const uint32_t sign = uint32_t(half & 0x8000) << 16;
  const uint32_t magnitude = uint32_t(half & 0x7fff);
  if (magnitude >= 0x7c00) return std::bit_cast<float>(sign | 0x7f800000 | (magnitude & 0x3ff) << 13);
  // Multiplying by 2^112 moves the exponent and makes subnormal halves normal.
  const float value = std::bit_cast<float>(magnitude << 13) * 0x1p112f;
  return std::bit_cast<float>(sign | std::bit_cast<uint32_t>(value));
}

/// To nearest, ties to even; too large becomes infinite.
inline uint16_t floatToHalf(float value) {
  const uint32_t bits = std::bit_cast<uint32_t>(value);
  const uint16_t sign = uint16_t(bits >> 16 & 0x8000);
  const uint32_t magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return sign | 0x7e00;
  if (magnitude >= 0x477ff000) return sign | 0x7c00;  // 65520 and above
  if (magnitude < 0x38800000) {                       // below 2^-14: subnormal
    // The sum's last mantissa bit weighs 2^-24, as a subnormal half's does.
    const float sum = std::bit_cast<float>(magnitude) + 0.5f;
    return sign | uint16_t(std::bit_cast<uint32_t>(sum) - 0x3f000000);
  }
  const uint32_t rounded = magnitude + 0xfff + (magnitude >> 13 & 1);
  return sign | uint16_t((rounded - 0x38000000) >> 13);
}

/// Unsigned floats with five exponent bits. Negative becomes 0, finite values beyond the range the largest finite one.
template <int kMantissaBits>
inline uint32_t floatToUnsignedSmall(float value) {
  constexpr uint32_t kInfinity = 31u << kMantissaBits;
  if (std::isnan(value)) return kInfinity | 1;
  if (!(value > 0)) return 0;
  if (std::isinf(value)) return kInfinity;
  const uint32_t bits = std::bit_cast<uint32_t>(value);
  constexpr int kShift = 23 - kMantissaBits;
  uint32_t result;
  if (bits < 0x38800000) {
    // As above: a sum whose last bit weighs 2^(-14 - mantissa bits).
    const float anchor = std::bit_cast<float>(uint32_t(127 - 14 + kShift) << 23);
    result = std::bit_cast<uint32_t>(value + anchor) - std::bit_cast<uint32_t>(anchor);
  } else {
    result = (bits + (1u << (kShift - 1)) - 1 + (bits >> kShift & 1) - 0x38000000) >> kShift;
  }
  return result >= kInfinity ? kInfinity - 1 : result;
}
template <int kMantissaBits>
inline float unsignedSmallToFloat(uint32_t bits) {
  return halfToFloat(uint16_t(bits << (10 - kMantissaBits)));
}

inline uint32_t packR11G11B10F(float r, float g, float b) {
  return floatToUnsignedSmall<6>(r) | floatToUnsignedSmall<6>(g) << 11 | floatToUnsignedSmall<5>(b) << 22;
}
inline void unpackR11G11B10F(uint32_t bits, float rgb[3]) {
  rgb[0] = unsignedSmallToFloat<6>(bits & 0x7ff);
  rgb[1] = unsignedSmallToFloat<6>(bits >> 11 & 0x7ff);
  rgb[2] = unsignedSmallToFloat<5>(bits >> 22);
}

inline void unpackRgb9E5(uint32_t bits, float rgb[3]) {
  const float scale = std::bit_cast<float>(((bits >> 27) + 127 - 24) << 23);  // 2^(E - 15 - 9)
  for (int i = 0; i < 3; ++i) rgb[i] = float(bits >> 9 * i & 0x1ff) * scale;
}

/// OpenGL ES 3.0.6 §3.8.3.2, with N = 9, B = 15, Emax = 31.
inline uint32_t packRgb9E5(float r, float g, float b) {
  constexpr float kSharedExponentMax = 511.0f / 512 * 65536;
  const float color[3] = {r, g, b};
  float clamped[3], largest = 0;
  for (int i = 0; i < 3; ++i) {
    clamped[i] = color[i] > 0 ? std::fmin(color[i], kSharedExponentMax) : 0;
    largest = std::fmax(largest, clamped[i]);
  }
  const int floorLog2 = largest > 0 ? std::ilogb(largest) : -16;
  int exponent = (floorLog2 < -16 ? -16 : floorLog2) + 1 + 15;
  if (uint32_t(std::floor(std::ldexp(largest, -(exponent - 15 - 9)) + 0.5f)) == 512) ++exponent;
  uint32_t result = uint32_t(exponent) << 27;
  for (int i = 0; i < 3; ++i) {
    result |= uint32_t(std::floor(std::ldexp(clamped[i], -(exponent - 15 - 9)) + 0.5f)) << 9 * i;
  }
  return result;
}

}  // namespace sw
