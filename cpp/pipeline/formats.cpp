// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "pipeline/formats.h"

namespace sw {

namespace {

using formats::kRows;
using formats::Row;

/// OpenGL ES 3.0.6 table 3.3; OES_texture_float, OES_texture_half_float, EXT_sRGB, WEBGL_depth_texture: internal
/// formats without a size, which are the format of their transfers, too.
struct Unsized {
  GLenum format, type, sized;
};
constexpr Unsized kUnsized[] = {
    {GL_RGBA, GL_UNSIGNED_BYTE, GL_RGBA8},
    {GL_RGBA, GL_UNSIGNED_SHORT_4_4_4_4, GL_RGBA4},
    {GL_RGBA, GL_UNSIGNED_SHORT_5_5_5_1, GL_RGB5_A1},
    {GL_RGB, GL_UNSIGNED_BYTE, GL_RGB8},
    {GL_RGB, GL_UNSIGNED_SHORT_5_6_5, GL_RGB565},
    {GL_LUMINANCE_ALPHA, GL_UNSIGNED_BYTE, GL_LUMINANCE8_ALPHA8_EXT},
    {GL_LUMINANCE, GL_UNSIGNED_BYTE, GL_LUMINANCE8_EXT},
    {GL_ALPHA, GL_UNSIGNED_BYTE, GL_ALPHA8_EXT},
    {GL_RGBA, GL_FLOAT, GL_RGBA32F},
    {GL_RGB, GL_FLOAT, GL_RGB32F},
    {GL_LUMINANCE_ALPHA, GL_FLOAT, GL_LUMINANCE_ALPHA32F_EXT},
    {GL_LUMINANCE, GL_FLOAT, GL_LUMINANCE32F_EXT},
    {GL_ALPHA, GL_FLOAT, GL_ALPHA32F_EXT},
    {GL_RGBA, GL_HALF_FLOAT_OES, GL_RGBA16F},
    {GL_RGB, GL_HALF_FLOAT_OES, GL_RGB16F},
    {GL_LUMINANCE_ALPHA, GL_HALF_FLOAT_OES, GL_LUMINANCE_ALPHA16F_EXT},
    {GL_LUMINANCE, GL_HALF_FLOAT_OES, GL_LUMINANCE16F_EXT},
    {GL_ALPHA, GL_HALF_FLOAT_OES, GL_ALPHA16F_EXT},
    {GL_SRGB_EXT, GL_UNSIGNED_BYTE, GL_SRGB8},
    {GL_SRGB_ALPHA_EXT, GL_UNSIGNED_BYTE, GL_SRGB8_ALPHA8},
    {GL_DEPTH_COMPONENT, GL_UNSIGNED_SHORT, GL_DEPTH_COMPONENT16},
    {GL_DEPTH_COMPONENT, GL_UNSIGNED_INT, GL_DEPTH_COMPONENT24},
    {GL_DEPTH_STENCIL, GL_UNSIGNED_INT_24_8, GL_DEPTH24_STENCIL8},
};

/// Channels of a base format: bit 0 red .. bit 3 alpha.
constexpr uint32_t channelsOf(GLenum baseFormat) {
  switch (baseFormat) {
    case GL_RED:
    case GL_RED_INTEGER: return 1;
    case GL_RG:
    case GL_RG_INTEGER: return 3;
    case GL_RGB:
    case GL_RGB_INTEGER:
    case GL_LUMINANCE: return 7;
    case GL_RGBA:
    case GL_RGBA_INTEGER:
    case GL_LUMINANCE_ALPHA: return 15;
    case GL_ALPHA: return 8;
    default: return 0;
  }
}

constexpr ComponentClass classOf(TargetClass kind) {
  switch (kind) {
    case TargetClass::SNorm: return ComponentClass::SNorm;
    case TargetClass::Float: return ComponentClass::Float;
    case TargetClass::Int: return ComponentClass::Int;
    case TargetClass::Uint: return ComponentClass::Uint;
    default: return ComponentClass::UNorm;
  }
}

/// What follows from the storage.
constexpr FormatInfo complete(const Row& row) {
  FormatInfo info = row.info;
  if (info.isDepthOrStencil()) return info;
  const TargetFormatInfo& layout = targetFormatInfo(info.storage);
  info.componentClass = classOf(layout.kind);
  info.srgb = layout.kind == TargetClass::Srgb;
  uint8_t* const bits[] = {&info.redBits, &info.greenBits, &info.blueBits, &info.alphaBits};
  for (int i = 0; i < 4; ++i) {
    if (*bits[i] == 0 && channelsOf(info.baseFormat) >> i & 1) *bits[i] = layout.bits[i];
  }
  return info;
}

constexpr auto kFormats = [] {
  std::array<FormatInfo, std::size(kRows)> formats{};
  std::transform(std::begin(kRows), std::end(kRows), formats.begin(), complete);
  return formats;
}();

constexpr size_t uploadCount(const Row& row) {
  size_t count = 0;
  for (const GLenum type : row.uploads.types) count += type != GL_NONE;
  return count;
}

constexpr size_t kTransferCount = [] {
  size_t count = std::size(kUnsized);
  for (const Row& row : kRows) count += uploadCount(row);
  return count;
}();

/// The storage whose layout pixels of the row's first type have.
constexpr TargetFormat layoutOfPixels(const Row& row) {
  return formats::ownsStorage(row) && !row.layout.storesUnusedAlpha() ? row.info.storage : TargetFormat::None;
}

constexpr auto kTransfers = [] {
  std::array<TransferFormat, kTransferCount> transfers{};
  size_t count = 0;
  for (const Row& row : kRows) {
    const GLenum internalFormat = row.info.internalFormat;
    for (size_t i = 0; i < uploadCount(row); ++i) {
      transfers[count++] = {internalFormat, row.info.baseFormat, row.uploads.types[i], internalFormat,
                            i == 0 ? layoutOfPixels(row) : TargetFormat::None};
    }
  }
  for (const auto& [format, type, sized] : kUnsized) {
    const Row* row = std::find_if(std::begin(kRows), std::end(kRows),
                                  [sized = sized](const Row& other) { return other.info.internalFormat == sized; });
    transfers[count++] = {format, format, type, sized, layoutOfPixels(*row)};
  }
  return transfers;
}();

}  // namespace

const FormatInfo* findFormat(GLenum sizedInternalFormat) {
  for (const FormatInfo& format : kFormats) {
    if (format.internalFormat == sizedInternalFormat) return &format;
  }
  return nullptr;
}

std::span<const TransferFormat> transferFormats() { return kTransfers; }

bool isSameLayout(GLenum format, GLenum type, TargetFormat storage) {
  if (storage == TargetFormat::None) return false;
  for (const TransferFormat& row : kTransfers) {
    if (row.format == format && row.type == type && row.asStored == storage) return true;
  }
  return false;
}

}  // namespace sw
