// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "reference/target_texel.h"

#include <bit>
#include <cmath>
#include <cstring>

#include "pipeline/srgb.h"

namespace sw {

namespace {

uint32_t lowBits(uint32_t bits) { return bits >= 32 ? 0xffffffffu : (1u << bits) - 1; }

/// NaN gives low.
float clampOrLow(float value, float low, float high) {
  if (!(value > low)) return low;
  return value < high ? value : high;
}

int32_t signExtended(uint32_t code, uint32_t bits) { return int32_t(code << (32 - bits)) >> (32 - bits); }

/// OpenGL ES 3.0.6 §2.1.3 and §2.1.4: no sign, 5 bits of exponent.
uint32_t toUnsignedFloat(float value, int mantissaBits) {
  const uint32_t infinity = 31u << mantissaBits;
  if (std::isnan(value)) return infinity | 1u << (mantissaBits - 1);
  if (!(value > 0)) return 0;
  if (std::isinf(value)) return infinity;
  const float largest = fromSmallFloat(infinity - 1, mantissaBits);
  return toSmallFloat(value < largest ? value : largest, mantissaBits);
}

}  // namespace

std::array<uint32_t, 4> readCodes(TargetFormat format, const uint8_t* texel) {
  const TargetFormatInfo info = targetFormatInfo(format);
  uint32_t words[4] = {};
  std::memcpy(words, texel, info.texelBytes);
  std::array<uint32_t, 4> codes{};
  for (int i = 0; i < 4; ++i) {
    if (info.bits[i] != 0) codes[i] = words[info.shift[i] / 32] >> info.shift[i] % 32 & lowBits(info.bits[i]);
  }
  return codes;
}

void writeCodes(TargetFormat format, const std::array<uint32_t, 4>& codes, uint8_t writeMask, uint8_t* texel) {
  const TargetFormatInfo info = targetFormatInfo(format);
  uint32_t words[4] = {};
  std::memcpy(words, texel, info.texelBytes);
  for (int i = 0; i < 4; ++i) {
    const bool unusedAlpha = i == 3 && info.storesUnusedAlpha();
    if (info.bits[i] == 0 || !(writeMask >> i & 1 || unusedAlpha)) continue;
    const uint32_t code = unusedAlpha ? encodeChannel(format, 3, 1.0f) : codes[i];
    uint32_t& word = words[info.shift[i] / 32];
    const uint32_t mask = lowBits(info.bits[i]) << info.shift[i] % 32;
    word = (word & ~mask) | (code << info.shift[i] % 32 & mask);
  }
  std::memcpy(texel, words, info.texelBytes);
}

uint32_t encodeChannel(TargetFormat format, int channel, float value) {
  const TargetFormatInfo info = targetFormatInfo(format);
  const uint32_t bits = info.bits[channel];
  switch (info.kind) {
    case TargetClass::Srgb:
      if (channel < 3) value = encodeSrgb(value);
      [[fallthrough]];
    case TargetClass::UNorm: return uint32_t(std::nearbyint(clampOrLow(value, 0, 1) * info.scale(channel)));
    case TargetClass::SNorm:
      if (std::isnan(value)) value = 0;
      return uint32_t(int32_t(std::nearbyint(clampOrLow(value, -1, 1) * info.scale(channel)))) & lowBits(bits);
    case TargetClass::Float:
      if (bits == 32) return std::bit_cast<uint32_t>(value);
      if (std::isnan(value) && bits == 16) return 0x7e00;
      if (bits == 16) return (std::signbit(value) ? 0x8000u : 0) | toSmallFloat(std::fabs(value), 10);
      return toUnsignedFloat(value, int(bits) - 5);
    case TargetClass::None:
    case TargetClass::Int:
    case TargetClass::Uint: break;
  }
  return 0;
}

float decodeChannel(TargetFormat format, int channel, uint32_t code) {
  const TargetFormatInfo info = targetFormatInfo(format);
  const uint32_t bits = info.bits[channel];
  switch (info.kind) {
    case TargetClass::UNorm: return float(code) / info.scale(channel);
    case TargetClass::Srgb: {
      const float encoded = float(code) / info.scale(channel);
      return channel < 3 ? decodeSrgb(encoded) : encoded;
    }
    case TargetClass::SNorm: {
      const float value = float(signExtended(code, bits)) / info.scale(channel);
      return value < -1 ? -1 : value;
    }
    case TargetClass::Float:
      if (bits == 32) return std::bit_cast<float>(code);
      if (bits == 16) return std::copysign(fromSmallFloat(code & 0x7fff, 10), code & 0x8000 ? -1.0f : 1.0f);
      return fromSmallFloat(code, int(bits) - 5);
    case TargetClass::None:
    case TargetClass::Int:
    case TargetClass::Uint: break;
  }
  return 0;
}

Color readColor(TargetFormat format, const uint8_t* texel) {
  const TargetFormatInfo info = targetFormatInfo(format);
  const auto codes = readCodes(format, texel);
  Color color = {0, 0, 0, 1};
  for (int i = 0; i < info.channels; ++i) color[i] = decodeChannel(format, i, codes[i]);
  return color;
}

void writeColor(TargetFormat format, const Color& color, uint8_t writeMask, uint8_t* texel) {
  std::array<uint32_t, 4> codes{};
  for (int i = 0; i < targetFormatInfo(format).channels; ++i) codes[i] = encodeChannel(format, i, color[i]);
  writeCodes(format, codes, writeMask, texel);
}

IntegerColor readIntegerColor(TargetFormat format, const uint8_t* texel) {
  const TargetFormatInfo info = targetFormatInfo(format);
  const auto codes = readCodes(format, texel);
  IntegerColor color = {0, 0, 0, 1};
  for (int i = 0; i < info.channels; ++i) {
    color[i] = info.kind == TargetClass::Int ? uint32_t(signExtended(codes[i], info.bits[i])) : codes[i];
  }
  return color;
}

void writeIntegerColor(TargetFormat format, const IntegerColor& color, uint8_t writeMask, uint8_t* texel) {
  writeCodes(format, color, writeMask, texel);
}

float decodeSrgb(float encoded) {
  const float c = clampOrLow(encoded, 0, 1);
  if (c <= srgb::kToLinearThreshold) return c * srgb::kToLinearSlope;
  float sum = srgb::kToLinear[7];
  for (int i = 6; i >= 0; --i) sum = sum * c + srgb::kToLinear[i];
  return sum;
}

float encodeSrgb(float linear) {
  const float x = clampOrLow(linear, 0, 1);
  if (x <= srgb::kFromLinearThreshold) return x * srgb::kFromLinearSlope;
  const float root2 = std::sqrt(x);
  const float root4 = std::sqrt(root2);
  const float y =
      srgb::kFromLinear[0] + srgb::kFromLinear[1] * root2 + srgb::kFromLinear[2] * root4 + srgb::kFromLinear[3] * x;
  const float y2 = y * y, y4 = y2 * y2, y12 = y4 * y4 * y4;
  const float x2 = x * x, x5 = x2 * x2 * x;
  const float root = y * (11 / 12.0f + x5 / y12 * (1 / 12.0f));
  return root * 1.055f - 0.055f;
}

uint32_t toSmallFloat(float magnitude, int mantissaBits) {
  const uint32_t infinity = 31u << mantissaBits;
  if (std::isnan(magnitude)) return infinity | 1u << (mantissaBits - 1);
  if (magnitude >= 65536.0f) return infinity;
  if (magnitude < 0x1p-14f) {
    // Below the smallest normal number, codes count in steps of 2^-14 / 2^mantissaBits.
    return uint32_t(std::nearbyint(std::ldexp(magnitude, 14 + mantissaBits)));
  }
  int exponent;
  const float fraction = std::frexp(magnitude, &exponent);  // [0.5, 1)
  const auto mantissa = uint32_t(std::nearbyint(std::ldexp(fraction, mantissaBits + 1)));
  // A mantissa that rounds up to the next power of two carries into the exponent, at the top into infinity.
  return (uint32_t(exponent - 1 + 15) << mantissaBits) + (mantissa - (1u << mantissaBits));
}

float fromSmallFloat(uint32_t bits, int mantissaBits) {
  const uint32_t exponent = bits >> mantissaBits;
  const uint32_t mantissa = bits & lowBits(uint32_t(mantissaBits));
  if (exponent == 31) return mantissa != 0 ? NAN : INFINITY;
  if (exponent == 0) return std::ldexp(float(mantissa), -14 - mantissaBits);
  return std::ldexp(float(mantissa | 1u << mantissaBits), int(exponent) - 15 - mantissaBits);
}

}  // namespace sw
