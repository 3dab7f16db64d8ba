// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// How a TargetFormat lies in memory and how colours become its bits. Generated routines and their scalar twin
// (cpp/reference/target_texel.h) both read this table, and both follow these rules, so that their results are equal to
// the bit:
//
//   UNorm  clamp to [0, 1], NaN as 0; times the largest code of the channel; round to nearest, ties to even
//   SNorm  the same with [-1, 1] and the largest positive code
//   Srgb   red, green and blue by the arithmetic below, then as UNorm; alpha as UNorm
//   Float  10, 11 and 16 bits: round to nearest, ties to even. 16 bits overflow to infinity; 10 and 11 bits have no
//   sign:
//          negative values become 0, finite ones too large the largest finite one (OpenGL ES 3.0.6 §2.1.3, §2.1.4)
//   Int, Uint  the low bits of the shader's integer (OpenGL ES 3.0.6 §3.9.2.3 leaves values that do not fit undefined)

#pragma once

#include <cstdint>

namespace sw {

/// Render target formats as they lie in memory, rows of texels, red in the lowest byte. RGB formats without alpha are
/// stored as their RGBA twin, and the write mask of alpha is off while the stored alpha is 1: key format RGBX8 and the
/// like only differ in that reading destination alpha gives 1.
enum class TargetFormat : uint8_t {
  None,
  R8,
  RG8,
  RGB8,
  RGBA8,
  SRGB8A8,
  RGB565,
  RGBA4,
  RGB5A1,
  RGB10A2,
  R11G11B10F,
  R16F,
  RG16F,
  RGBA16F,
  R32F,
  RG32F,
  RGBA32F,
  R8I,
  RG8I,
  RGBA8I,
  R8UI,
  RG8UI,
  RGBA8UI,
  R16I,
  RG16I,
  RGBA16I,
  R16UI,
  RG16UI,
  RGBA16UI,
  R32I,
  RG32I,
  RGBA32I,
  R32UI,
  RG32UI,
  RGBA32UI,
  RGB10A2UI,
  R16,
  RG16,
  RGBA16,
  R8S,
  RG8S,
  RGBA8S,
  R16S,
  RG16S,
  RGBA16S,
  RGB16F,
  SRGB8,
};
// RGB8, SRGB8 and RGB16F take 4 components in memory (RGBX). RGB565, RGBA4, RGB5A1 are packed 16-bit, as the GL types.

enum class DepthFormat : uint8_t {
  None,
  D16,
  D24,
  D32F
};  // all stored as f32; D16 and D24 values are quantised when written

enum class TargetClass : uint8_t { None, UNorm, SNorm, Srgb, Float, Int, Uint };

struct TargetFormatInfo {
  TargetClass kind = TargetClass::None;
  uint8_t texelBytes = 0;
  uint8_t channels = 0;   // that GL knows of; RGB8 and the like keep a fourth one in memory, always 1
  uint8_t bits[4] = {};   // of each channel in memory, 0 where there is none
  uint8_t shift[4] = {};  // first bit of each channel in the texel, taken as one little-endian number

  uint32_t words() const { return texelBytes <= 4 ? 1 : texelBytes / 4; }
  bool hasAlpha() const { return channels == 4; }
  bool storesUnusedAlpha() const { return channels == 3 && bits[3] != 0; }
  bool isInteger() const { return kind == TargetClass::Int || kind == TargetClass::Uint; }
  /// Largest code of a normalised channel.
  float scale(int channel) const {
    if (kind == TargetClass::SNorm) return float((1u << (bits[channel] - 1)) - 1);
    return float((1u << bits[channel]) - 1);
  }
};

/// Channels side by side from bit 0 on, all of one width.
constexpr TargetFormatInfo plainFormat(TargetClass kind, uint8_t bits, uint8_t channels, uint8_t stored) {
  TargetFormatInfo info{.kind = kind, .texelBytes = uint8_t(bits / 8 * stored), .channels = channels};
  for (uint8_t i = 0; i < stored; i++) {
    info.bits[i] = bits;
    info.shift[i] = uint8_t(bits * i);
  }
  return info;
}
constexpr TargetFormatInfo plainFormat(TargetClass kind, uint8_t bits, uint8_t channels) {
  return plainFormat(kind, bits, channels, channels);
}

constexpr TargetFormatInfo targetFormatInfo(TargetFormat format) {
  switch (format) {
    case TargetFormat::None: return {};
    case TargetFormat::R8: return plainFormat(TargetClass::UNorm, 8, 1);
    case TargetFormat::RG8: return plainFormat(TargetClass::UNorm, 8, 2);
    case TargetFormat::RGB8: return plainFormat(TargetClass::UNorm, 8, 3, 4);
    case TargetFormat::RGBA8: return plainFormat(TargetClass::UNorm, 8, 4);
    case TargetFormat::SRGB8A8: return plainFormat(TargetClass::Srgb, 8, 4);
    case TargetFormat::SRGB8: return plainFormat(TargetClass::Srgb, 8, 3, 4);
    case TargetFormat::RGB565: return {TargetClass::UNorm, 2, 3, {5, 6, 5, 0}, {11, 5, 0, 0}};
    case TargetFormat::RGBA4: return {TargetClass::UNorm, 2, 4, {4, 4, 4, 4}, {12, 8, 4, 0}};
    case TargetFormat::RGB5A1: return {TargetClass::UNorm, 2, 4, {5, 5, 5, 1}, {11, 6, 1, 0}};
    case TargetFormat::RGB10A2: return {TargetClass::UNorm, 4, 4, {10, 10, 10, 2}, {0, 10, 20, 30}};
    case TargetFormat::R11G11B10F: return {TargetClass::Float, 4, 3, {11, 11, 10, 0}, {0, 11, 22, 0}};
    case TargetFormat::R16F: return plainFormat(TargetClass::Float, 16, 1);
    case TargetFormat::RG16F: return plainFormat(TargetClass::Float, 16, 2);
    case TargetFormat::RGB16F: return plainFormat(TargetClass::Float, 16, 3, 4);
    case TargetFormat::RGBA16F: return plainFormat(TargetClass::Float, 16, 4);
    case TargetFormat::R32F: return plainFormat(TargetClass::Float, 32, 1);
    case TargetFormat::RG32F: return plainFormat(TargetClass::Float, 32, 2);
    case TargetFormat::RGBA32F: return plainFormat(TargetClass::Float, 32, 4);
    case TargetFormat::R8I: return plainFormat(TargetClass::Int, 8, 1);
    case TargetFormat::RG8I: return plainFormat(TargetClass::Int, 8, 2);
    case TargetFormat::RGBA8I: return plainFormat(TargetClass::Int, 8, 4);
    case TargetFormat::R8UI: return plainFormat(TargetClass::Uint, 8, 1);
    case TargetFormat::RG8UI: return plainFormat(TargetClass::Uint, 8, 2);
    case TargetFormat::RGBA8UI: return plainFormat(TargetClass::Uint, 8, 4);
    case TargetFormat::R16I: return plainFormat(TargetClass::Int, 16, 1);
    case TargetFormat::RG16I: return plainFormat(TargetClass::Int, 16, 2);
    case TargetFormat::RGBA16I: return plainFormat(TargetClass::Int, 16, 4);
    case TargetFormat::R16UI: return plainFormat(TargetClass::Uint, 16, 1);
    case TargetFormat::RG16UI: return plainFormat(TargetClass::Uint, 16, 2);
    case TargetFormat::RGBA16UI: return plainFormat(TargetClass::Uint, 16, 4);
    case TargetFormat::R32I: return plainFormat(TargetClass::Int, 32, 1);
    case TargetFormat::RG32I: return plainFormat(TargetClass::Int, 32, 2);
    case TargetFormat::RGBA32I: return plainFormat(TargetClass::Int, 32, 4);
    case TargetFormat::R32UI: return plainFormat(TargetClass::Uint, 32, 1);
    case TargetFormat::RG32UI: return plainFormat(TargetClass::Uint, 32, 2);
    case TargetFormat::RGBA32UI: return plainFormat(TargetClass::Uint, 32, 4);
    case TargetFormat::RGB10A2UI: return {TargetClass::Uint, 4, 4, {10, 10, 10, 2}, {0, 10, 20, 30}};
    case TargetFormat::R16: return plainFormat(TargetClass::UNorm, 16, 1);
    case TargetFormat::RG16: return plainFormat(TargetClass::UNorm, 16, 2);
    case TargetFormat::RGBA16: return plainFormat(TargetClass::UNorm, 16, 4);
    case TargetFormat::R8S: return plainFormat(TargetClass::SNorm, 8, 1);
    case TargetFormat::RG8S: return plainFormat(TargetClass::SNorm, 8, 2);
    case TargetFormat::RGBA8S: return plainFormat(TargetClass::SNorm, 8, 4);
    case TargetFormat::R16S: return plainFormat(TargetClass::SNorm, 16, 1);
    case TargetFormat::RG16S: return plainFormat(TargetClass::SNorm, 16, 2);
    case TargetFormat::RGBA16S: return plainFormat(TargetClass::SNorm, 16, 4);
  }
  return {};
}

inline constexpr uint32_t kTargetFormatCount = uint32_t(TargetFormat::SRGB8) + 1;

/// The transfer functions of OpenGL ES 3.0.6 §3.8.16 and §4.1.8, as the arithmetic that routines and twin share. Each
/// is good to 1 % of an 8-bit code, so every code survives the way to linear and back.
namespace srgb {

/// ((c + 0.055) / 1.055) ^ 2.4 on [0.04045, 1]: powers of c, lowest first; evaluated by Horner's rule.
inline constexpr float kToLinear[8] = {0.0008575154352001846f, 0.03512752801179886f, 0.4887397885322571f,
                                       0.8337323069572449f,    -0.7415086627006531f, 0.6553357839584351f,
                                       -0.35686782002449036f,  0.08458821475505829f};
inline constexpr float kToLinearThreshold = 0.04045f;
inline constexpr float kToLinearSlope = 1 / 12.92f;

/// First guess of x ^ (5 / 12) on [0.0031308, 1]: 1, x ^ 1/2, x ^ 1/4, x. One Newton step on y ^ 12 = x ^ 5 follows.
inline constexpr float kFromLinear[4] = {-0.01727341115474701f, 0.8203546404838562f, 0.2618909776210785f,
                                         -0.06611567735671997f};
inline constexpr float kFromLinearThreshold = 0.0031308f;
inline constexpr float kFromLinearSlope = 12.92f;

}  // namespace srgb

}  // namespace sw
