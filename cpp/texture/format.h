// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What GL says of each internal format, and how we keep it (OpenGL ES 3.0.6 §3.8.3). Every format has a storage format
// that both rendering and sampling know: formats without alpha store an alpha of 1, luminance and alpha formats are
// expanded to RGBA, so nobody else needs to hear of them.

#pragma once

#include <cstdint>
#include <span>

#include "pipeline/routine_keys.h"
#include "support/gl_constants.h"
#include "texture/block_compression.h"

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

enum class ComponentClass : uint8_t { UNorm, SNorm, Float, Int, Uint };

/// Which extension, if any, makes a format renderable or filterable.
enum class FormatGate : uint8_t {
  Never,
  Always,
  ColorBufferFloat,      // EXT_color_buffer_float
  ColorBufferHalfFloat,  // EXT_color_buffer_float or EXT_color_buffer_half_float
  FloatLinear,           // OES_texture_float_linear
  HalfFloatLinear,       // in WebGL 1 OES_texture_half_float_linear, in WebGL 2 always
  Norm16,                // EXT_texture_norm16
};

struct FormatInfo {
  GLenum internalFormat = 0;                  // sized
  GLenum baseFormat = 0;                      // RGBA, RED_INTEGER, DEPTH_STENCIL, ...: the format of a transfer
  TargetFormat storage = TargetFormat::None;  // of the colour; None for depth and stencil
  DepthFormat depth = DepthFormat::None;
  bool stencil = false;
  ComponentClass componentClass = ComponentClass::UNorm;  // depth counts as UNorm or Float
  uint8_t redBits = 0, greenBits = 0, blueBits = 0, alphaBits = 0, depthBits = 0, stencilBits = 0;
  bool srgb = false;
  FormatGate renderable = FormatGate::Never;
  FormatGate filterable = FormatGate::Never;
  BlockFormat blocks = BlockFormat::None;  // of compressed formats; their images are decoded
  bool isDepthOrStencil() const { return depth != DepthFormat::None || stencil; }
  bool isInteger() const { return componentClass == ComponentClass::Int || componentClass == ComponentClass::Uint; }
  bool isCompressed() const { return blocks != BlockFormat::None; }
  bool hasAlpha() const { return alphaBits != 0; }
  bool isLuminanceOrAlpha() const;
};

/// The row of a sized internal format, or null. Effective formats of WebGL 1 (LUMINANCE8_EXT and the like) have rows
/// too.
const FormatInfo* findFormat(GLenum sizedInternalFormat);

/// A row of OpenGL ES 3.0.6 tables 3.2 (sized), 3.3 (unsized) and their extensions: what may be uploaded to what.
struct TransferFormat {
  GLenum internalFormat, format, type;  // as the page names them
  GLenum sized;                         // the internal format that results
  bool isSized() const { return internalFormat == sized; }
};
std::span<const TransferFormat> transferFormats();

/// Bytes of a texel in the layout of the storage format.
uint32_t storageBytes(TargetFormat storage);
ComponentClass storageClass(TargetFormat storage);

/// Bytes of one pixel in the client's memory, 0 for a pair that does not exist.
uint32_t clientPixelBytes(GLenum format, GLenum type);
/// Bytes of one element (UNPACK_ALIGNMENT's rule, PIXEL_UNPACK_BUFFER offsets): the whole pixel for packed types.
uint32_t clientElementBytes(GLenum type);
uint32_t clientComponents(GLenum format);
bool isPackedType(GLenum type);

}  // namespace sw
