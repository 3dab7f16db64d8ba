// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "texture/format.h"

namespace sw {

namespace {

using enum FormatGate;
using enum ComponentClass;

constexpr FormatInfo color(GLenum internalFormat, GLenum baseFormat, TargetFormat storage,
                           ComponentClass componentClass, uint8_t red, uint8_t green, uint8_t blue, uint8_t alpha,
                           FormatGate renderable, FormatGate filterable) {
  return {.internalFormat = internalFormat,
          .baseFormat = baseFormat,
          .storage = storage,
          .componentClass = componentClass,
          .redBits = red,
          .greenBits = green,
          .blueBits = blue,
          .alphaBits = alpha,
          .srgb = storage == TargetFormat::SRGB8 || storage == TargetFormat::SRGB8A8,
          .renderable = renderable,
          .filterable = filterable};
}

constexpr FormatInfo compressed(GLenum internalFormat, GLenum baseFormat, TargetFormat storage, BlockFormat blocks) {
  const bool isSigned = blocks == BlockFormat::Bc4Signed || blocks == BlockFormat::Bc5Signed;
  const bool rgb = baseFormat == GL_RGB || baseFormat == GL_RGBA;
  FormatInfo format = color(internalFormat, baseFormat, storage, isSigned ? SNorm : UNorm, 8,
                            baseFormat != GL_RED ? 8 : 0, rgb ? 8 : 0, baseFormat == GL_RGBA ? 8 : 0, Never, Always);
  format.blocks = blocks;
  return format;
}

constexpr FormatInfo depth(GLenum internalFormat, GLenum baseFormat, DepthFormat format, uint8_t depthBits,
                           uint8_t stencilBits) {
  return {.internalFormat = internalFormat,
          .baseFormat = baseFormat,
          .depth = format,
          .stencil = stencilBits != 0,
          .componentClass = format == DepthFormat::D32F ? Float : UNorm,
          .depthBits = depthBits,
          .stencilBits = stencilBits,
          .renderable = Always,
          .filterable = Always};
}

using T = TargetFormat;

// OpenGL ES 3.0.6 table 3.13 (colour), 3.14 (depth); EXT_texture_norm16; the effective formats of unsized ones; S3TC
// and RGTC.
constexpr FormatInfo kFormats[] = {
    color(GL_R8, GL_RED, T::R8, UNorm, 8, 0, 0, 0, Always, Always),
    color(GL_R8_SNORM, GL_RED, T::R8S, SNorm, 8, 0, 0, 0, Never, Always),
    color(GL_R16F, GL_RED, T::R16F, Float, 16, 0, 0, 0, ColorBufferHalfFloat, HalfFloatLinear),
    color(GL_R32F, GL_RED, T::R32F, Float, 32, 0, 0, 0, ColorBufferFloat, FloatLinear),
    color(GL_R8I, GL_RED_INTEGER, T::R8I, Int, 8, 0, 0, 0, Always, Never),
    color(GL_R8UI, GL_RED_INTEGER, T::R8UI, Uint, 8, 0, 0, 0, Always, Never),
    color(GL_R16I, GL_RED_INTEGER, T::R16I, Int, 16, 0, 0, 0, Always, Never),
    color(GL_R16UI, GL_RED_INTEGER, T::R16UI, Uint, 16, 0, 0, 0, Always, Never),
    color(GL_R32I, GL_RED_INTEGER, T::R32I, Int, 32, 0, 0, 0, Always, Never),
    color(GL_R32UI, GL_RED_INTEGER, T::R32UI, Uint, 32, 0, 0, 0, Always, Never),

    color(GL_RG8, GL_RG, T::RG8, UNorm, 8, 8, 0, 0, Always, Always),
    color(GL_RG8_SNORM, GL_RG, T::RG8S, SNorm, 8, 8, 0, 0, Never, Always),
    color(GL_RG16F, GL_RG, T::RG16F, Float, 16, 16, 0, 0, ColorBufferHalfFloat, HalfFloatLinear),
    color(GL_RG32F, GL_RG, T::RG32F, Float, 32, 32, 0, 0, ColorBufferFloat, FloatLinear),
    color(GL_RG8I, GL_RG_INTEGER, T::RG8I, Int, 8, 8, 0, 0, Always, Never),
    color(GL_RG8UI, GL_RG_INTEGER, T::RG8UI, Uint, 8, 8, 0, 0, Always, Never),
    color(GL_RG16I, GL_RG_INTEGER, T::RG16I, Int, 16, 16, 0, 0, Always, Never),
    color(GL_RG16UI, GL_RG_INTEGER, T::RG16UI, Uint, 16, 16, 0, 0, Always, Never),
    color(GL_RG32I, GL_RG_INTEGER, T::RG32I, Int, 32, 32, 0, 0, Always, Never),
    color(GL_RG32UI, GL_RG_INTEGER, T::RG32UI, Uint, 32, 32, 0, 0, Always, Never),

    color(GL_RGB8, GL_RGB, T::RGB8, UNorm, 8, 8, 8, 0, Always, Always),
    color(GL_SRGB8, GL_RGB, T::SRGB8, UNorm, 8, 8, 8, 0, Never, Always),
    color(GL_RGB565, GL_RGB, T::RGB565, UNorm, 5, 6, 5, 0, Always, Always),
    color(GL_RGB8_SNORM, GL_RGB, T::RGBA8S, SNorm, 8, 8, 8, 0, Never, Always),
    color(GL_R11F_G11F_B10F, GL_RGB, T::R11G11B10F, Float, 11, 11, 10, 0, ColorBufferFloat, Always),
    // Nine bits of mantissa and five of exponent fit into half floats exactly, subnormal ones included.
    color(GL_RGB9_E5, GL_RGB, T::RGB16F, Float, 9, 9, 9, 0, Never, Always),
    color(GL_RGB16F, GL_RGB, T::RGB16F, Float, 16, 16, 16, 0, Never, HalfFloatLinear),
    color(GL_RGB32F, GL_RGB, T::RGBA32F, Float, 32, 32, 32, 0, Never, FloatLinear),
    color(GL_RGB8I, GL_RGB_INTEGER, T::RGBA8I, Int, 8, 8, 8, 0, Never, Never),
    color(GL_RGB8UI, GL_RGB_INTEGER, T::RGBA8UI, Uint, 8, 8, 8, 0, Never, Never),
    color(GL_RGB16I, GL_RGB_INTEGER, T::RGBA16I, Int, 16, 16, 16, 0, Never, Never),
    color(GL_RGB16UI, GL_RGB_INTEGER, T::RGBA16UI, Uint, 16, 16, 16, 0, Never, Never),
    color(GL_RGB32I, GL_RGB_INTEGER, T::RGBA32I, Int, 32, 32, 32, 0, Never, Never),
    color(GL_RGB32UI, GL_RGB_INTEGER, T::RGBA32UI, Uint, 32, 32, 32, 0, Never, Never),

    color(GL_RGBA8, GL_RGBA, T::RGBA8, UNorm, 8, 8, 8, 8, Always, Always),
    color(GL_SRGB8_ALPHA8, GL_RGBA, T::SRGB8A8, UNorm, 8, 8, 8, 8, Always, Always),
    color(GL_RGBA8_SNORM, GL_RGBA, T::RGBA8S, SNorm, 8, 8, 8, 8, Never, Always),
    color(GL_RGB5_A1, GL_RGBA, T::RGB5A1, UNorm, 5, 5, 5, 1, Always, Always),
    color(GL_RGBA4, GL_RGBA, T::RGBA4, UNorm, 4, 4, 4, 4, Always, Always),
    color(GL_RGB10_A2, GL_RGBA, T::RGB10A2, UNorm, 10, 10, 10, 2, Always, Always),
    color(GL_RGBA16F, GL_RGBA, T::RGBA16F, Float, 16, 16, 16, 16, ColorBufferHalfFloat, HalfFloatLinear),
    color(GL_RGBA32F, GL_RGBA, T::RGBA32F, Float, 32, 32, 32, 32, ColorBufferFloat, FloatLinear),
    color(GL_RGBA8I, GL_RGBA_INTEGER, T::RGBA8I, Int, 8, 8, 8, 8, Always, Never),
    color(GL_RGBA8UI, GL_RGBA_INTEGER, T::RGBA8UI, Uint, 8, 8, 8, 8, Always, Never),
    color(GL_RGB10_A2UI, GL_RGBA_INTEGER, T::RGB10A2UI, Uint, 10, 10, 10, 2, Always, Never),
    color(GL_RGBA16I, GL_RGBA_INTEGER, T::RGBA16I, Int, 16, 16, 16, 16, Always, Never),
    color(GL_RGBA16UI, GL_RGBA_INTEGER, T::RGBA16UI, Uint, 16, 16, 16, 16, Always, Never),
    color(GL_RGBA32I, GL_RGBA_INTEGER, T::RGBA32I, Int, 32, 32, 32, 32, Always, Never),
    color(GL_RGBA32UI, GL_RGBA_INTEGER, T::RGBA32UI, Uint, 32, 32, 32, 32, Always, Never),

    color(GL_R16_EXT, GL_RED, T::R16, UNorm, 16, 0, 0, 0, Norm16, Always),
    color(GL_RG16_EXT, GL_RG, T::RG16, UNorm, 16, 16, 0, 0, Norm16, Always),
    color(GL_RGB16_EXT, GL_RGB, T::RGBA16, UNorm, 16, 16, 16, 0, Never, Always),
    color(GL_RGBA16_EXT, GL_RGBA, T::RGBA16, UNorm, 16, 16, 16, 16, Norm16, Always),
    color(GL_R16_SNORM_EXT, GL_RED, T::R16S, SNorm, 16, 0, 0, 0, Never, Always),
    color(GL_RG16_SNORM_EXT, GL_RG, T::RG16S, SNorm, 16, 16, 0, 0, Never, Always),
    color(GL_RGB16_SNORM_EXT, GL_RGB, T::RGBA16S, SNorm, 16, 16, 16, 0, Never, Always),
    color(GL_RGBA16_SNORM_EXT, GL_RGBA, T::RGBA16S, SNorm, 16, 16, 16, 16, Never, Always),

    color(GL_LUMINANCE8_EXT, GL_LUMINANCE, T::RGB8, UNorm, 8, 8, 8, 0, Never, Always),
    color(GL_ALPHA8_EXT, GL_ALPHA, T::RGBA8, UNorm, 0, 0, 0, 8, Never, Always),
    color(GL_LUMINANCE8_ALPHA8_EXT, GL_LUMINANCE_ALPHA, T::RGBA8, UNorm, 8, 8, 8, 8, Never, Always),
    color(GL_LUMINANCE16F_EXT, GL_LUMINANCE, T::RGB16F, Float, 16, 16, 16, 0, Never, HalfFloatLinear),
    color(GL_ALPHA16F_EXT, GL_ALPHA, T::RGBA16F, Float, 0, 0, 0, 16, Never, HalfFloatLinear),
    color(GL_LUMINANCE_ALPHA16F_EXT, GL_LUMINANCE_ALPHA, T::RGBA16F, Float, 16, 16, 16, 16, Never, HalfFloatLinear),
    color(GL_LUMINANCE32F_EXT, GL_LUMINANCE, T::RGBA32F, Float, 32, 32, 32, 0, Never, FloatLinear),
    color(GL_ALPHA32F_EXT, GL_ALPHA, T::RGBA32F, Float, 0, 0, 0, 32, Never, FloatLinear),
    color(GL_LUMINANCE_ALPHA32F_EXT, GL_LUMINANCE_ALPHA, T::RGBA32F, Float, 32, 32, 32, 32, Never, FloatLinear),

    compressed(GL_COMPRESSED_RGB_S3TC_DXT1_EXT, GL_RGB, T::RGB8, BlockFormat::Bc1Rgb),
    compressed(GL_COMPRESSED_RGBA_S3TC_DXT1_EXT, GL_RGBA, T::RGBA8, BlockFormat::Bc1Rgba),
    compressed(GL_COMPRESSED_RGBA_S3TC_DXT3_EXT, GL_RGBA, T::RGBA8, BlockFormat::Bc2),
    compressed(GL_COMPRESSED_RGBA_S3TC_DXT5_EXT, GL_RGBA, T::RGBA8, BlockFormat::Bc3),
    compressed(GL_COMPRESSED_SRGB_S3TC_DXT1_EXT, GL_RGB, T::SRGB8, BlockFormat::Bc1Rgb),
    compressed(GL_COMPRESSED_SRGB_ALPHA_S3TC_DXT1_EXT, GL_RGBA, T::SRGB8A8, BlockFormat::Bc1Rgba),
    compressed(GL_COMPRESSED_SRGB_ALPHA_S3TC_DXT3_EXT, GL_RGBA, T::SRGB8A8, BlockFormat::Bc2),
    compressed(GL_COMPRESSED_SRGB_ALPHA_S3TC_DXT5_EXT, GL_RGBA, T::SRGB8A8, BlockFormat::Bc3),
    compressed(GL_COMPRESSED_RED_RGTC1_EXT, GL_RED, T::R8, BlockFormat::Bc4),
    compressed(GL_COMPRESSED_SIGNED_RED_RGTC1_EXT, GL_RED, T::R8S, BlockFormat::Bc4Signed),
    compressed(GL_COMPRESSED_RED_GREEN_RGTC2_EXT, GL_RG, T::RG8, BlockFormat::Bc5),
    compressed(GL_COMPRESSED_SIGNED_RED_GREEN_RGTC2_EXT, GL_RG, T::RG8S, BlockFormat::Bc5Signed),

    depth(GL_DEPTH_COMPONENT16, GL_DEPTH_COMPONENT, DepthFormat::D16, 16, 0),
    depth(GL_DEPTH_COMPONENT24, GL_DEPTH_COMPONENT, DepthFormat::D24, 24, 0),
    depth(GL_DEPTH_COMPONENT32F, GL_DEPTH_COMPONENT, DepthFormat::D32F, 32, 0),
    depth(GL_DEPTH24_STENCIL8, GL_DEPTH_STENCIL, DepthFormat::D24, 24, 8),
    depth(GL_DEPTH32F_STENCIL8, GL_DEPTH_STENCIL, DepthFormat::D32F, 32, 8),
    depth(GL_STENCIL_INDEX8, GL_STENCIL_INDEX8, DepthFormat::None, 0, 8),
};

// OpenGL ES 3.0.6 tables 3.2 (sized) and 3.3 (unsized); EXT_texture_norm16, OES_texture_float, OES_texture_half_float,
// EXT_sRGB, WEBGL_depth_texture.
constexpr TransferFormat sized(GLenum internalFormat, GLenum format, GLenum type) {
  return {internalFormat, format, type, internalFormat};
}
constexpr TransferFormat kTransfers[] = {
    sized(GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE),
    sized(GL_RGB5_A1, GL_RGBA, GL_UNSIGNED_BYTE),
    sized(GL_RGBA4, GL_RGBA, GL_UNSIGNED_BYTE),
    sized(GL_SRGB8_ALPHA8, GL_RGBA, GL_UNSIGNED_BYTE),
    sized(GL_RGBA8_SNORM, GL_RGBA, GL_BYTE),
    sized(GL_RGBA4, GL_RGBA, GL_UNSIGNED_SHORT_4_4_4_4),
    sized(GL_RGB5_A1, GL_RGBA, GL_UNSIGNED_SHORT_5_5_5_1),
    sized(GL_RGB10_A2, GL_RGBA, GL_UNSIGNED_INT_2_10_10_10_REV),
    sized(GL_RGB5_A1, GL_RGBA, GL_UNSIGNED_INT_2_10_10_10_REV),
    sized(GL_RGBA16F, GL_RGBA, GL_HALF_FLOAT),
    sized(GL_RGBA32F, GL_RGBA, GL_FLOAT),
    sized(GL_RGBA16F, GL_RGBA, GL_FLOAT),
    sized(GL_RGBA8UI, GL_RGBA_INTEGER, GL_UNSIGNED_BYTE),
    sized(GL_RGBA8I, GL_RGBA_INTEGER, GL_BYTE),
    sized(GL_RGBA16UI, GL_RGBA_INTEGER, GL_UNSIGNED_SHORT),
    sized(GL_RGBA16I, GL_RGBA_INTEGER, GL_SHORT),
    sized(GL_RGBA32UI, GL_RGBA_INTEGER, GL_UNSIGNED_INT),
    sized(GL_RGBA32I, GL_RGBA_INTEGER, GL_INT),
    sized(GL_RGB10_A2UI, GL_RGBA_INTEGER, GL_UNSIGNED_INT_2_10_10_10_REV),
    sized(GL_RGB8, GL_RGB, GL_UNSIGNED_BYTE),
    sized(GL_RGB565, GL_RGB, GL_UNSIGNED_BYTE),
    sized(GL_SRGB8, GL_RGB, GL_UNSIGNED_BYTE),
    sized(GL_RGB8_SNORM, GL_RGB, GL_BYTE),
    sized(GL_RGB565, GL_RGB, GL_UNSIGNED_SHORT_5_6_5),
    sized(GL_R11F_G11F_B10F, GL_RGB, GL_UNSIGNED_INT_10F_11F_11F_REV),
    sized(GL_RGB9_E5, GL_RGB, GL_UNSIGNED_INT_5_9_9_9_REV),
    sized(GL_RGB16F, GL_RGB, GL_HALF_FLOAT),
    sized(GL_R11F_G11F_B10F, GL_RGB, GL_HALF_FLOAT),
    sized(GL_RGB9_E5, GL_RGB, GL_HALF_FLOAT),
    sized(GL_RGB32F, GL_RGB, GL_FLOAT),
    sized(GL_RGB16F, GL_RGB, GL_FLOAT),
    sized(GL_R11F_G11F_B10F, GL_RGB, GL_FLOAT),
    sized(GL_RGB9_E5, GL_RGB, GL_FLOAT),
    sized(GL_RGB8UI, GL_RGB_INTEGER, GL_UNSIGNED_BYTE),
    sized(GL_RGB8I, GL_RGB_INTEGER, GL_BYTE),
    sized(GL_RGB16UI, GL_RGB_INTEGER, GL_UNSIGNED_SHORT),
    sized(GL_RGB16I, GL_RGB_INTEGER, GL_SHORT),
    sized(GL_RGB32UI, GL_RGB_INTEGER, GL_UNSIGNED_INT),
    sized(GL_RGB32I, GL_RGB_INTEGER, GL_INT),
    sized(GL_RG8, GL_RG, GL_UNSIGNED_BYTE),
    sized(GL_RG8_SNORM, GL_RG, GL_BYTE),
    sized(GL_RG16F, GL_RG, GL_HALF_FLOAT),
    sized(GL_RG32F, GL_RG, GL_FLOAT),
    sized(GL_RG16F, GL_RG, GL_FLOAT),
    sized(GL_RG8UI, GL_RG_INTEGER, GL_UNSIGNED_BYTE),
    sized(GL_RG8I, GL_RG_INTEGER, GL_BYTE),
    sized(GL_RG16UI, GL_RG_INTEGER, GL_UNSIGNED_SHORT),
    sized(GL_RG16I, GL_RG_INTEGER, GL_SHORT),
    sized(GL_RG32UI, GL_RG_INTEGER, GL_UNSIGNED_INT),
    sized(GL_RG32I, GL_RG_INTEGER, GL_INT),
    sized(GL_R8, GL_RED, GL_UNSIGNED_BYTE),
    sized(GL_R8_SNORM, GL_RED, GL_BYTE),
    sized(GL_R16F, GL_RED, GL_HALF_FLOAT),
    sized(GL_R32F, GL_RED, GL_FLOAT),
    sized(GL_R16F, GL_RED, GL_FLOAT),
    sized(GL_R8UI, GL_RED_INTEGER, GL_UNSIGNED_BYTE),
    sized(GL_R8I, GL_RED_INTEGER, GL_BYTE),
    sized(GL_R16UI, GL_RED_INTEGER, GL_UNSIGNED_SHORT),
    sized(GL_R16I, GL_RED_INTEGER, GL_SHORT),
    sized(GL_R32UI, GL_RED_INTEGER, GL_UNSIGNED_INT),
    sized(GL_R32I, GL_RED_INTEGER, GL_INT),
    sized(GL_DEPTH_COMPONENT16, GL_DEPTH_COMPONENT, GL_UNSIGNED_SHORT),
    sized(GL_DEPTH_COMPONENT24, GL_DEPTH_COMPONENT, GL_UNSIGNED_INT),
    sized(GL_DEPTH_COMPONENT16, GL_DEPTH_COMPONENT, GL_UNSIGNED_INT),
    sized(GL_DEPTH_COMPONENT32F, GL_DEPTH_COMPONENT, GL_FLOAT),
    sized(GL_DEPTH24_STENCIL8, GL_DEPTH_STENCIL, GL_UNSIGNED_INT_24_8),
    sized(GL_DEPTH32F_STENCIL8, GL_DEPTH_STENCIL, GL_FLOAT_32_UNSIGNED_INT_24_8_REV),

    sized(GL_R16_EXT, GL_RED, GL_UNSIGNED_SHORT),
    sized(GL_RG16_EXT, GL_RG, GL_UNSIGNED_SHORT),
    sized(GL_RGB16_EXT, GL_RGB, GL_UNSIGNED_SHORT),
    sized(GL_RGBA16_EXT, GL_RGBA, GL_UNSIGNED_SHORT),
    sized(GL_R16_SNORM_EXT, GL_RED, GL_SHORT),
    sized(GL_RG16_SNORM_EXT, GL_RG, GL_SHORT),
    sized(GL_RGB16_SNORM_EXT, GL_RGB, GL_SHORT),
    sized(GL_RGBA16_SNORM_EXT, GL_RGBA, GL_SHORT),

    {GL_RGBA, GL_RGBA, GL_UNSIGNED_BYTE, GL_RGBA8},
    {GL_RGBA, GL_RGBA, GL_UNSIGNED_SHORT_4_4_4_4, GL_RGBA4},
    {GL_RGBA, GL_RGBA, GL_UNSIGNED_SHORT_5_5_5_1, GL_RGB5_A1},
    {GL_RGB, GL_RGB, GL_UNSIGNED_BYTE, GL_RGB8},
    {GL_RGB, GL_RGB, GL_UNSIGNED_SHORT_5_6_5, GL_RGB565},
    {GL_LUMINANCE_ALPHA, GL_LUMINANCE_ALPHA, GL_UNSIGNED_BYTE, GL_LUMINANCE8_ALPHA8_EXT},
    {GL_LUMINANCE, GL_LUMINANCE, GL_UNSIGNED_BYTE, GL_LUMINANCE8_EXT},
    {GL_ALPHA, GL_ALPHA, GL_UNSIGNED_BYTE, GL_ALPHA8_EXT},
    {GL_RGBA, GL_RGBA, GL_FLOAT, GL_RGBA32F},
    {GL_RGB, GL_RGB, GL_FLOAT, GL_RGB32F},
    {GL_LUMINANCE_ALPHA, GL_LUMINANCE_ALPHA, GL_FLOAT, GL_LUMINANCE_ALPHA32F_EXT},
    {GL_LUMINANCE, GL_LUMINANCE, GL_FLOAT, GL_LUMINANCE32F_EXT},
    {GL_ALPHA, GL_ALPHA, GL_FLOAT, GL_ALPHA32F_EXT},
    {GL_RGBA, GL_RGBA, GL_HALF_FLOAT_OES, GL_RGBA16F},
    {GL_RGB, GL_RGB, GL_HALF_FLOAT_OES, GL_RGB16F},
    {GL_LUMINANCE_ALPHA, GL_LUMINANCE_ALPHA, GL_HALF_FLOAT_OES, GL_LUMINANCE_ALPHA16F_EXT},
    {GL_LUMINANCE, GL_LUMINANCE, GL_HALF_FLOAT_OES, GL_LUMINANCE16F_EXT},
    {GL_ALPHA, GL_ALPHA, GL_HALF_FLOAT_OES, GL_ALPHA16F_EXT},
    {GL_SRGB_EXT, GL_SRGB_EXT, GL_UNSIGNED_BYTE, GL_SRGB8},
    {GL_SRGB_ALPHA_EXT, GL_SRGB_ALPHA_EXT, GL_UNSIGNED_BYTE, GL_SRGB8_ALPHA8},
    {GL_DEPTH_COMPONENT, GL_DEPTH_COMPONENT, GL_UNSIGNED_SHORT, GL_DEPTH_COMPONENT16},
    {GL_DEPTH_COMPONENT, GL_DEPTH_COMPONENT, GL_UNSIGNED_INT, GL_DEPTH_COMPONENT24},
    {GL_DEPTH_STENCIL, GL_DEPTH_STENCIL, GL_UNSIGNED_INT_24_8, GL_DEPTH24_STENCIL8},
};

}  // namespace

bool FormatInfo::isLuminanceOrAlpha() const {
  return baseFormat == GL_LUMINANCE || baseFormat == GL_ALPHA || baseFormat == GL_LUMINANCE_ALPHA;
}

const FormatInfo* findFormat(GLenum sizedInternalFormat) {
  for (const FormatInfo& format : kFormats) {
    if (format.internalFormat == sizedInternalFormat) return &format;
  }
  return nullptr;
}

std::span<const TransferFormat> transferFormats() { return kTransfers; }

uint32_t storageBytes(TargetFormat storage) {
  switch (storage) {
    case T::None: return 0;
    case T::R8:
    case T::R8I:
    case T::R8UI:
    case T::R8S: return 1;
    case T::RG8:
    case T::RG8I:
    case T::RG8UI:
    case T::RG8S:
    case T::RGB565:
    case T::RGBA4:
    case T::RGB5A1:
    case T::R16F:
    case T::R16I:
    case T::R16UI:
    case T::R16:
    case T::R16S: return 2;
    case T::RGB8:
    case T::RGBA8:
    case T::SRGB8:
    case T::SRGB8A8:
    case T::RGBA8I:
    case T::RGBA8UI:
    case T::RGBA8S:
    case T::RGB10A2:
    case T::RGB10A2UI:
    case T::R11G11B10F:
    case T::RG16F:
    case T::RG16I:
    case T::RG16UI:
    case T::RG16:
    case T::RG16S:
    case T::R32F:
    case T::R32I:
    case T::R32UI: return 4;
    case T::RGB16F:
    case T::RGBA16F:
    case T::RGBA16I:
    case T::RGBA16UI:
    case T::RGBA16:
    case T::RGBA16S:
    case T::RG32F:
    case T::RG32I:
    case T::RG32UI: return 8;
    case T::RGBA32F:
    case T::RGBA32I:
    case T::RGBA32UI: return 16;
  }
  __builtin_unreachable();
}

ComponentClass storageClass(TargetFormat storage) {
  for (const FormatInfo& format : kFormats) {
    if (format.storage == storage) return format.componentClass;
  }
  return UNorm;
}

uint32_t clientElementBytes(GLenum type) {
  switch (type) {
    case GL_BYTE:
    case GL_UNSIGNED_BYTE: return 1;
    case GL_SHORT:
    case GL_UNSIGNED_SHORT:
    case GL_HALF_FLOAT:
    case GL_HALF_FLOAT_OES:
    case GL_UNSIGNED_SHORT_5_6_5:
    case GL_UNSIGNED_SHORT_4_4_4_4:
    case GL_UNSIGNED_SHORT_5_5_5_1: return 2;
    case GL_INT:
    case GL_UNSIGNED_INT:
    case GL_FLOAT:
    case GL_UNSIGNED_INT_2_10_10_10_REV:
    case GL_UNSIGNED_INT_10F_11F_11F_REV:
    case GL_UNSIGNED_INT_5_9_9_9_REV:
    case GL_UNSIGNED_INT_24_8: return 4;
    case GL_FLOAT_32_UNSIGNED_INT_24_8_REV: return 8;
    default: return 0;
  }
}

bool isPackedType(GLenum type) {
  switch (type) {
    case GL_UNSIGNED_SHORT_5_6_5:
    case GL_UNSIGNED_SHORT_4_4_4_4:
    case GL_UNSIGNED_SHORT_5_5_5_1:
    case GL_UNSIGNED_INT_2_10_10_10_REV:
    case GL_UNSIGNED_INT_10F_11F_11F_REV:
    case GL_UNSIGNED_INT_5_9_9_9_REV:
    case GL_UNSIGNED_INT_24_8:
    case GL_FLOAT_32_UNSIGNED_INT_24_8_REV: return true;
    default: return false;
  }
}

uint32_t clientComponents(GLenum format) {
  switch (format) {
    case GL_RED:
    case GL_RED_INTEGER:
    case GL_LUMINANCE:
    case GL_ALPHA:
    case GL_DEPTH_COMPONENT: return 1;
    case GL_RG:
    case GL_RG_INTEGER:
    case GL_LUMINANCE_ALPHA:
    case GL_DEPTH_STENCIL: return 2;
    case GL_RGB:
    case GL_RGB_INTEGER:
    case GL_SRGB_EXT: return 3;
    case GL_RGBA:
    case GL_RGBA_INTEGER:
    case GL_SRGB_ALPHA_EXT: return 4;
    default: return 0;
  }
}

uint32_t clientPixelBytes(GLenum format, GLenum type) {
  const uint32_t components = clientComponents(format);
  if (isPackedType(type)) return components ? clientElementBytes(type) : 0;
  return components * clientElementBytes(type);
}

}  // namespace sw
