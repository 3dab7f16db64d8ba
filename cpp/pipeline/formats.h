// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The formats of textures and renderbuffers: one row for each, with what GL says of it (OpenGL ES 3.0.6 §3.8.3) and how
// its texels lie in memory, which rendering and sampling both know. Formats without alpha store an alpha of 1,
// luminance and alpha formats are expanded to RGBA, so nobody else needs to hear of them. All else about formats is
// told by rows.
//
// How colours become bits, so that generated routines and their scalar twin (cpp/reference/target_texel.h) are equal to
// the bit:
//
//   UNorm  clamp to [0, 1], NaN as 0; times the largest code of the channel; round to nearest, ties to even
//   SNorm  the same with [-1, 1] and the largest positive code
//   Srgb   red, green and blue by the arithmetic of pipeline/srgb.h, then as UNorm; alpha as UNorm
//   Float  10, 11 and 16 bits: round to nearest, ties to even. 16 bits overflow to infinity. 10 and 11 bits have no
//          sign, so negative values become 0, and finite ones too large the largest finite one (§2.1.3, §2.1.4)
//   Int, Uint  the low bits of the shader's integer (OpenGL ES 3.0.6 §3.9.2.3 leaves values that do not fit undefined)

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>

#include "pipeline/extensions.h"
#include "support/gl_constants.h"

namespace sw {

// Sized names of what WebGL 1 and unsized formats are stored as; no page can name them.
inline constexpr GLenum GL_ALPHA8_EXT = 0x803C;
inline constexpr GLenum GL_LUMINANCE8_EXT = 0x8040;
inline constexpr GLenum GL_LUMINANCE8_ALPHA8_EXT = 0x8045;
inline constexpr GLenum GL_ALPHA32F_EXT = 0x8816;
inline constexpr GLenum GL_LUMINANCE32F_EXT = 0x8818;
inline constexpr GLenum GL_LUMINANCE_ALPHA32F_EXT = 0x8819;
inline constexpr GLenum GL_ALPHA16F_EXT = 0x881C;
inline constexpr GLenum GL_LUMINANCE16F_EXT = 0x881E;
inline constexpr GLenum GL_LUMINANCE_ALPHA16F_EXT = 0x881F;

/// Texels as they lie in memory, red in the lowest byte; packed ones of 16 bits as the types of GL are. RGB8, SRGB8 and
/// RGB16F have a fourth channel in memory, which is 1, and the write mask of alpha is off: reading destination alpha
/// gives 1.
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

enum class DepthFormat : uint8_t {
  None,
  D16,
  D24,
  D32F
};  // all stored as f32; D16 and D24 values are quantised when written

enum class TargetClass : uint8_t { None, UNorm, SNorm, Srgb, Float, Int, Uint };

/// A texel in memory.
struct TargetFormatInfo {
  TargetClass kind = TargetClass::None;
  uint8_t texelBytes = 0;
  uint8_t channels = 0;   // that GL knows of; RGB8 and the like keep a fourth one in memory, always 1
  uint8_t bits[4] = {};   // of each channel in memory, 0 where there is none
  uint8_t shift[4] = {};  // first bit of each channel in the texel, taken as one little-endian number

  constexpr uint32_t words() const { return texelBytes <= 4 ? 1 : texelBytes / 4; }
  constexpr bool hasAlpha() const { return channels == 4; }
  constexpr bool storesUnusedAlpha() const { return channels == 3 && bits[3] != 0; }
  constexpr int storedChannels() const { return storesUnusedAlpha() ? 4 : channels; }
  /// Bits of each channel where they are numbers side by side, 0 where they are packed into one.
  constexpr uint32_t plainBits() const { return bits[0] % 8 == 0 ? bits[0] : 0; }
  constexpr bool isInteger() const { return kind == TargetClass::Int || kind == TargetClass::Uint; }
  /// Largest code of a normalised channel.
  constexpr float scale(int channel) const {
    if (kind == TargetClass::SNorm) return float((1u << (bits[channel] - 1)) - 1);
    return float((1u << bits[channel]) - 1);
  }
};

/// Blocks of compressed formats: texture/block_compression.h.
enum class BlockFormat : uint8_t {
  None,
  Bc1Rgb,  // DXT1
  Bc1Rgba,
  Bc2,  // DXT3
  Bc3,  // DXT5
  Bc4,  // RGTC1
  Bc4Signed,
  Bc5,  // RGTC2
  Bc5Signed,
};

enum class ComponentClass : uint8_t { UNorm, SNorm, Float, Int, Uint };

struct FormatInfo {
  GLenum internalFormat = 0;                  // sized
  GLenum baseFormat = 0;                      // RGBA, RED_INTEGER, DEPTH_STENCIL, ...: the format of a transfer
  TargetFormat storage = TargetFormat::None;  // of the colour; None for depth and stencil
  DepthFormat depth = DepthFormat::None;
  bool stencil = false;
  ComponentClass componentClass = ComponentClass::UNorm;  // depth counts as UNorm or Float
  uint8_t redBits = 0, greenBits = 0, blueBits = 0, alphaBits = 0, depthBits = 0, stencilBits = 0;
  bool srgb = false;
  ExtensionSet renderable = kNever;  // in contexts that have one of these
  ExtensionSet filterable = kNever;
  BlockFormat blocks = BlockFormat::None;  // of compressed formats; their images are decoded
  constexpr bool isDepthOrStencil() const { return depth != DepthFormat::None || stencil; }
  constexpr bool isInteger() const {
    return componentClass == ComponentClass::Int || componentClass == ComponentClass::Uint;
  }
  constexpr bool isCompressed() const { return blocks != BlockFormat::None; }
  constexpr bool hasAlpha() const { return alphaBits != 0; }
  constexpr bool isLuminanceOrAlpha() const {
    return baseFormat == GL_LUMINANCE || baseFormat == GL_ALPHA || baseFormat == GL_LUMINANCE_ALPHA;
  }
};

/// The row of a sized internal format, or null. Effective formats of WebGL 1 (LUMINANCE8_EXT and the like) have rows
/// too.
const FormatInfo* findFormat(GLenum sizedInternalFormat);

/// A row of OpenGL ES 3.0.6 tables 3.2 (sized), 3.3 (unsized) and their extensions: what may be uploaded to what.
struct TransferFormat {
  GLenum internalFormat, format, type;  // as the page names them
  GLenum sized;                         // the internal format that results
  TargetFormat asStored;                // the storage that has the layout of these pixels, if any
  bool isSized() const { return internalFormat == sized; }
};
std::span<const TransferFormat> transferFormats();

/// Client pixels that lie in memory exactly as the storage format does.
bool isSameLayout(GLenum format, GLenum type, TargetFormat storage);

namespace formats {

/// Types of pixels in the base format that may be uploaded. That of a storage's own row, where no channel is stored but
/// those of GL, begins with the type that lies as the storage does.
struct UploadTypes {
  GLenum types[4] = {};
};

struct Row {
  FormatInfo info;
  TargetFormatInfo layout;  // of the storage, in the one row that is its own
  UploadTypes uploads;
};

/// Channels side by side from bit 0 on, all of one width.
constexpr TargetFormatInfo plain(TargetClass kind, uint8_t bits, uint8_t channels, uint8_t stored) {
  TargetFormatInfo info{.kind = kind, .texelBytes = uint8_t(bits / 8 * stored), .channels = channels};
  for (uint8_t i = 0; i < stored; ++i) {
    info.bits[i] = bits;
    info.shift[i] = uint8_t(bits * i);
  }
  return info;
}
constexpr TargetFormatInfo plain(TargetClass kind, uint8_t bits, uint8_t channels) {
  return plain(kind, bits, channels, channels);
}

/// A format that shares the storage of another one.
constexpr Row shares(TargetFormat storage, GLenum internalFormat, GLenum baseFormat, ExtensionSet renderable,
                     ExtensionSet filterable, UploadTypes uploads) {
  return {.info = {.internalFormat = internalFormat,
                   .baseFormat = baseFormat,
                   .storage = storage,
                   .renderable = renderable,
                   .filterable = filterable},
          .uploads = uploads};
}
/// One whose storage it is.
constexpr Row owns(TargetFormat storage, TargetFormatInfo layout, GLenum internalFormat, GLenum baseFormat,
                   ExtensionSet renderable, ExtensionSet filterable, UploadTypes uploads) {
  Row row = shares(storage, internalFormat, baseFormat, renderable, filterable, uploads);
  row.layout = layout;
  return row;
}
/// One whose channels have other bits than its storage.
constexpr Row withBits(uint8_t bits, Row row) {
  row.info.redBits = row.info.greenBits = row.info.blueBits = bits;
  return row;
}
constexpr Row blocks(TargetFormat storage, GLenum internalFormat, GLenum baseFormat, BlockFormat format) {
  Row row = shares(storage, internalFormat, baseFormat, kNever, kAlways, {});
  row.info.blocks = format;
  return row;
}
constexpr Row depth(DepthFormat format, uint8_t depthBits, uint8_t stencilBits, GLenum internalFormat,
                    GLenum baseFormat, UploadTypes uploads) {
  return {.info = {.internalFormat = internalFormat,
                   .baseFormat = baseFormat,
                   .depth = format,
                   .stencil = stencilBits != 0,
                   .componentClass = format == DepthFormat::D32F ? ComponentClass::Float : ComponentClass::UNorm,
                   .depthBits = depthBits,
                   .stencilBits = stencilBits,
                   .renderable = kAlways,
                   .filterable = kAlways},
          .uploads = uploads};
}

using T = TargetFormat;
inline constexpr TargetClass kUNorm = TargetClass::UNorm, kSNorm = TargetClass::SNorm, kSrgb = TargetClass::Srgb,
                             kFloat = TargetClass::Float, kInt = TargetClass::Int, kUint = TargetClass::Uint;

inline constexpr ExtensionSet kHalfFloatBuffers = kExtColorBufferHalfFloat | kExtColorBufferFloat,
                              kHalfFloatLinear = kInWebgl2 | kOesTextureHalfFloatLinear;

/// OpenGL ES 3.0.6 tables 3.2 (transfers), 3.13 (colour) and 3.14 (depth); EXT_texture_norm16; the effective formats of
/// unsized ones; S3TC and RGTC.
inline constexpr Row kRows[] = {
    owns(T::R8, plain(kUNorm, 8, 1), GL_R8, GL_RED, kAlways, kAlways, {{GL_UNSIGNED_BYTE}}),
    owns(T::R8S, plain(kSNorm, 8, 1), GL_R8_SNORM, GL_RED, kNever, kAlways, {{GL_BYTE}}),
    owns(T::R16F, plain(kFloat, 16, 1), GL_R16F, GL_RED, kHalfFloatBuffers, kHalfFloatLinear,
         {{GL_HALF_FLOAT, GL_FLOAT}}),
    owns(T::R32F, plain(kFloat, 32, 1), GL_R32F, GL_RED, kExtColorBufferFloat, kOesTextureFloatLinear, {{GL_FLOAT}}),
    owns(T::R8I, plain(kInt, 8, 1), GL_R8I, GL_RED_INTEGER, kAlways, kNever, {{GL_BYTE}}),
    owns(T::R8UI, plain(kUint, 8, 1), GL_R8UI, GL_RED_INTEGER, kAlways, kNever, {{GL_UNSIGNED_BYTE}}),
    owns(T::R16I, plain(kInt, 16, 1), GL_R16I, GL_RED_INTEGER, kAlways, kNever, {{GL_SHORT}}),
    owns(T::R16UI, plain(kUint, 16, 1), GL_R16UI, GL_RED_INTEGER, kAlways, kNever, {{GL_UNSIGNED_SHORT}}),
    owns(T::R32I, plain(kInt, 32, 1), GL_R32I, GL_RED_INTEGER, kAlways, kNever, {{GL_INT}}),
    owns(T::R32UI, plain(kUint, 32, 1), GL_R32UI, GL_RED_INTEGER, kAlways, kNever, {{GL_UNSIGNED_INT}}),

    owns(T::RG8, plain(kUNorm, 8, 2), GL_RG8, GL_RG, kAlways, kAlways, {{GL_UNSIGNED_BYTE}}),
    owns(T::RG8S, plain(kSNorm, 8, 2), GL_RG8_SNORM, GL_RG, kNever, kAlways, {{GL_BYTE}}),
    owns(T::RG16F, plain(kFloat, 16, 2), GL_RG16F, GL_RG, kHalfFloatBuffers, kHalfFloatLinear,
         {{GL_HALF_FLOAT, GL_FLOAT}}),
    owns(T::RG32F, plain(kFloat, 32, 2), GL_RG32F, GL_RG, kExtColorBufferFloat, kOesTextureFloatLinear, {{GL_FLOAT}}),
    owns(T::RG8I, plain(kInt, 8, 2), GL_RG8I, GL_RG_INTEGER, kAlways, kNever, {{GL_BYTE}}),
    owns(T::RG8UI, plain(kUint, 8, 2), GL_RG8UI, GL_RG_INTEGER, kAlways, kNever, {{GL_UNSIGNED_BYTE}}),
    owns(T::RG16I, plain(kInt, 16, 2), GL_RG16I, GL_RG_INTEGER, kAlways, kNever, {{GL_SHORT}}),
    owns(T::RG16UI, plain(kUint, 16, 2), GL_RG16UI, GL_RG_INTEGER, kAlways, kNever, {{GL_UNSIGNED_SHORT}}),
    owns(T::RG32I, plain(kInt, 32, 2), GL_RG32I, GL_RG_INTEGER, kAlways, kNever, {{GL_INT}}),
    owns(T::RG32UI, plain(kUint, 32, 2), GL_RG32UI, GL_RG_INTEGER, kAlways, kNever, {{GL_UNSIGNED_INT}}),

    owns(T::RGB8, plain(kUNorm, 8, 3, 4), GL_RGB8, GL_RGB, kAlways, kAlways, {{GL_UNSIGNED_BYTE}}),
    owns(T::SRGB8, plain(kSrgb, 8, 3, 4), GL_SRGB8, GL_RGB, kNever, kAlways, {{GL_UNSIGNED_BYTE}}),
    owns(T::RGB565, {kUNorm, 2, 3, {5, 6, 5, 0}, {11, 5, 0, 0}}, GL_RGB565, GL_RGB, kAlways, kAlways,
         {{GL_UNSIGNED_SHORT_5_6_5, GL_UNSIGNED_BYTE}}),
    shares(T::RGBA8S, GL_RGB8_SNORM, GL_RGB, kNever, kAlways, {{GL_BYTE}}),
    owns(T::R11G11B10F, {kFloat, 4, 3, {11, 11, 10, 0}, {0, 11, 22, 0}}, GL_R11F_G11F_B10F, GL_RGB,
         kExtColorBufferFloat, kAlways, {{GL_UNSIGNED_INT_10F_11F_11F_REV, GL_HALF_FLOAT, GL_FLOAT}}),
    // Nine bits of mantissa and five of exponent fit into half floats exactly, subnormal ones included.
    withBits(9, shares(T::RGB16F, GL_RGB9_E5, GL_RGB, kNever, kAlways,
                       {{GL_UNSIGNED_INT_5_9_9_9_REV, GL_HALF_FLOAT, GL_FLOAT}})),
    owns(T::RGB16F, plain(kFloat, 16, 3, 4), GL_RGB16F, GL_RGB, kNever, kHalfFloatLinear, {{GL_HALF_FLOAT, GL_FLOAT}}),
    shares(T::RGBA32F, GL_RGB32F, GL_RGB, kNever, kOesTextureFloatLinear, {{GL_FLOAT}}),
    shares(T::RGBA8I, GL_RGB8I, GL_RGB_INTEGER, kNever, kNever, {{GL_BYTE}}),
    shares(T::RGBA8UI, GL_RGB8UI, GL_RGB_INTEGER, kNever, kNever, {{GL_UNSIGNED_BYTE}}),
    shares(T::RGBA16I, GL_RGB16I, GL_RGB_INTEGER, kNever, kNever, {{GL_SHORT}}),
    shares(T::RGBA16UI, GL_RGB16UI, GL_RGB_INTEGER, kNever, kNever, {{GL_UNSIGNED_SHORT}}),
    shares(T::RGBA32I, GL_RGB32I, GL_RGB_INTEGER, kNever, kNever, {{GL_INT}}),
    shares(T::RGBA32UI, GL_RGB32UI, GL_RGB_INTEGER, kNever, kNever, {{GL_UNSIGNED_INT}}),

    owns(T::RGBA8, plain(kUNorm, 8, 4), GL_RGBA8, GL_RGBA, kAlways, kAlways, {{GL_UNSIGNED_BYTE}}),
    owns(T::SRGB8A8, plain(kSrgb, 8, 4), GL_SRGB8_ALPHA8, GL_RGBA, kAlways, kAlways, {{GL_UNSIGNED_BYTE}}),
    owns(T::RGBA8S, plain(kSNorm, 8, 4), GL_RGBA8_SNORM, GL_RGBA, kNever, kAlways, {{GL_BYTE}}),
    owns(T::RGB5A1, {kUNorm, 2, 4, {5, 5, 5, 1}, {11, 6, 1, 0}}, GL_RGB5_A1, GL_RGBA, kAlways, kAlways,
         {{GL_UNSIGNED_SHORT_5_5_5_1, GL_UNSIGNED_BYTE, GL_UNSIGNED_INT_2_10_10_10_REV}}),
    owns(T::RGBA4, {kUNorm, 2, 4, {4, 4, 4, 4}, {12, 8, 4, 0}}, GL_RGBA4, GL_RGBA, kAlways, kAlways,
         {{GL_UNSIGNED_SHORT_4_4_4_4, GL_UNSIGNED_BYTE}}),
    owns(T::RGB10A2, {kUNorm, 4, 4, {10, 10, 10, 2}, {0, 10, 20, 30}}, GL_RGB10_A2, GL_RGBA, kAlways, kAlways,
         {{GL_UNSIGNED_INT_2_10_10_10_REV}}),
    owns(T::RGBA16F, plain(kFloat, 16, 4), GL_RGBA16F, GL_RGBA, kHalfFloatBuffers, kHalfFloatLinear,
         {{GL_HALF_FLOAT, GL_FLOAT}}),
    owns(T::RGBA32F, plain(kFloat, 32, 4), GL_RGBA32F, GL_RGBA, kExtColorBufferFloat | kWebglColorBufferFloat,
         kOesTextureFloatLinear, {{GL_FLOAT}}),
    owns(T::RGBA8I, plain(kInt, 8, 4), GL_RGBA8I, GL_RGBA_INTEGER, kAlways, kNever, {{GL_BYTE}}),
    owns(T::RGBA8UI, plain(kUint, 8, 4), GL_RGBA8UI, GL_RGBA_INTEGER, kAlways, kNever, {{GL_UNSIGNED_BYTE}}),
    owns(T::RGB10A2UI, {kUint, 4, 4, {10, 10, 10, 2}, {0, 10, 20, 30}}, GL_RGB10_A2UI, GL_RGBA_INTEGER, kAlways, kNever,
         {{GL_UNSIGNED_INT_2_10_10_10_REV}}),
    owns(T::RGBA16I, plain(kInt, 16, 4), GL_RGBA16I, GL_RGBA_INTEGER, kAlways, kNever, {{GL_SHORT}}),
    owns(T::RGBA16UI, plain(kUint, 16, 4), GL_RGBA16UI, GL_RGBA_INTEGER, kAlways, kNever, {{GL_UNSIGNED_SHORT}}),
    owns(T::RGBA32I, plain(kInt, 32, 4), GL_RGBA32I, GL_RGBA_INTEGER, kAlways, kNever, {{GL_INT}}),
    owns(T::RGBA32UI, plain(kUint, 32, 4), GL_RGBA32UI, GL_RGBA_INTEGER, kAlways, kNever, {{GL_UNSIGNED_INT}}),

    owns(T::R16, plain(kUNorm, 16, 1), GL_R16_EXT, GL_RED, kExtTextureNorm16, kAlways, {{GL_UNSIGNED_SHORT}}),
    owns(T::RG16, plain(kUNorm, 16, 2), GL_RG16_EXT, GL_RG, kExtTextureNorm16, kAlways, {{GL_UNSIGNED_SHORT}}),
    shares(T::RGBA16, GL_RGB16_EXT, GL_RGB, kNever, kAlways, {{GL_UNSIGNED_SHORT}}),
    owns(T::RGBA16, plain(kUNorm, 16, 4), GL_RGBA16_EXT, GL_RGBA, kExtTextureNorm16, kAlways, {{GL_UNSIGNED_SHORT}}),
    owns(T::R16S, plain(kSNorm, 16, 1), GL_R16_SNORM_EXT, GL_RED, kNever, kAlways, {{GL_SHORT}}),
    owns(T::RG16S, plain(kSNorm, 16, 2), GL_RG16_SNORM_EXT, GL_RG, kNever, kAlways, {{GL_SHORT}}),
    shares(T::RGBA16S, GL_RGB16_SNORM_EXT, GL_RGB, kNever, kAlways, {{GL_SHORT}}),
    owns(T::RGBA16S, plain(kSNorm, 16, 4), GL_RGBA16_SNORM_EXT, GL_RGBA, kNever, kAlways, {{GL_SHORT}}),

    shares(T::RGB8, GL_LUMINANCE8_EXT, GL_LUMINANCE, kNever, kAlways, {}),
    shares(T::RGBA8, GL_ALPHA8_EXT, GL_ALPHA, kNever, kAlways, {}),
    shares(T::RGBA8, GL_LUMINANCE8_ALPHA8_EXT, GL_LUMINANCE_ALPHA, kNever, kAlways, {}),
    shares(T::RGB16F, GL_LUMINANCE16F_EXT, GL_LUMINANCE, kNever, kHalfFloatLinear, {}),
    shares(T::RGBA16F, GL_ALPHA16F_EXT, GL_ALPHA, kNever, kHalfFloatLinear, {}),
    shares(T::RGBA16F, GL_LUMINANCE_ALPHA16F_EXT, GL_LUMINANCE_ALPHA, kNever, kHalfFloatLinear, {}),
    shares(T::RGBA32F, GL_LUMINANCE32F_EXT, GL_LUMINANCE, kNever, kOesTextureFloatLinear, {}),
    shares(T::RGBA32F, GL_ALPHA32F_EXT, GL_ALPHA, kNever, kOesTextureFloatLinear, {}),
    shares(T::RGBA32F, GL_LUMINANCE_ALPHA32F_EXT, GL_LUMINANCE_ALPHA, kNever, kOesTextureFloatLinear, {}),

    blocks(T::RGB8, GL_COMPRESSED_RGB_S3TC_DXT1_EXT, GL_RGB, BlockFormat::Bc1Rgb),
    blocks(T::RGBA8, GL_COMPRESSED_RGBA_S3TC_DXT1_EXT, GL_RGBA, BlockFormat::Bc1Rgba),
    blocks(T::RGBA8, GL_COMPRESSED_RGBA_S3TC_DXT3_EXT, GL_RGBA, BlockFormat::Bc2),
    blocks(T::RGBA8, GL_COMPRESSED_RGBA_S3TC_DXT5_EXT, GL_RGBA, BlockFormat::Bc3),
    blocks(T::SRGB8, GL_COMPRESSED_SRGB_S3TC_DXT1_EXT, GL_RGB, BlockFormat::Bc1Rgb),
    blocks(T::SRGB8A8, GL_COMPRESSED_SRGB_ALPHA_S3TC_DXT1_EXT, GL_RGBA, BlockFormat::Bc1Rgba),
    blocks(T::SRGB8A8, GL_COMPRESSED_SRGB_ALPHA_S3TC_DXT3_EXT, GL_RGBA, BlockFormat::Bc2),
    blocks(T::SRGB8A8, GL_COMPRESSED_SRGB_ALPHA_S3TC_DXT5_EXT, GL_RGBA, BlockFormat::Bc3),
    blocks(T::R8, GL_COMPRESSED_RED_RGTC1_EXT, GL_RED, BlockFormat::Bc4),
    blocks(T::R8S, GL_COMPRESSED_SIGNED_RED_RGTC1_EXT, GL_RED, BlockFormat::Bc4Signed),
    blocks(T::RG8, GL_COMPRESSED_RED_GREEN_RGTC2_EXT, GL_RG, BlockFormat::Bc5),
    blocks(T::RG8S, GL_COMPRESSED_SIGNED_RED_GREEN_RGTC2_EXT, GL_RG, BlockFormat::Bc5Signed),

    depth(DepthFormat::D16, 16, 0, GL_DEPTH_COMPONENT16, GL_DEPTH_COMPONENT, {{GL_UNSIGNED_SHORT, GL_UNSIGNED_INT}}),
    depth(DepthFormat::D24, 24, 0, GL_DEPTH_COMPONENT24, GL_DEPTH_COMPONENT, {{GL_UNSIGNED_INT}}),
    depth(DepthFormat::D32F, 32, 0, GL_DEPTH_COMPONENT32F, GL_DEPTH_COMPONENT, {{GL_FLOAT}}),
    depth(DepthFormat::D24, 24, 8, GL_DEPTH24_STENCIL8, GL_DEPTH_STENCIL, {{GL_UNSIGNED_INT_24_8}}),
    depth(DepthFormat::D32F, 32, 8, GL_DEPTH32F_STENCIL8, GL_DEPTH_STENCIL, {{GL_FLOAT_32_UNSIGNED_INT_24_8_REV}}),
    depth(DepthFormat::None, 0, 8, GL_STENCIL_INDEX8, GL_STENCIL_INDEX8, {}),
};
constexpr bool ownsStorage(const Row& row) { return row.layout.kind != TargetClass::None; }

inline constexpr size_t kStorageCount = 1 + size_t(std::count_if(std::begin(kRows), std::end(kRows), ownsStorage));

/// By storage. A storage with no row, or with two, leaves a hole.
inline constexpr auto kLayouts = [] {
  std::array<TargetFormatInfo, kStorageCount> layouts{};
  for (const Row& row : kRows) {
    if (ownsStorage(row)) layouts[size_t(row.info.storage)] = row.layout;
  }
  return layouts;
}();
static_assert(std::none_of(kLayouts.begin() + 1, kLayouts.end(),
                           [](const TargetFormatInfo& info) { return info.kind == TargetClass::None; }),
              "each TargetFormat is in one row with its layout");

}  // namespace formats

inline constexpr uint32_t kTargetFormatCount = uint32_t(formats::kStorageCount);  // with None

constexpr const TargetFormatInfo& targetFormatInfo(TargetFormat format) { return formats::kLayouts[size_t(format)]; }

/// Bytes of a texel.
constexpr uint32_t storageBytes(TargetFormat storage) { return targetFormatInfo(storage).texelBytes; }

}  // namespace sw
