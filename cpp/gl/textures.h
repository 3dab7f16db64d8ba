// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Texture objects: OpenGL ES 3.0.6 §3.8, WebGL 2.0 "Texture objects".

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "gl/state_value.h"
#include "gl/texture_state.h"
#include "pipeline/layout.h"
#include "pipeline/program_info.h"
#include "support/fetch_bytes.h"
#include "support/gl_constants.h"

namespace sw::gl {

struct Context;

// --- for draws -----------------------------------------------------------------------------------------------------

/// Null when nothing is bound there.
const Texture* boundTexture(Context& context, uint32_t unit, SamplerDim dim);

/// The TextureDescriptor of what is bound to the unit, with the unit's sampler object or the texture's own parameters.
/// It gives opaque black for an incomplete texture and for one whose class is not the sampler's. Good until
/// kDirtyTextures is set. 0: out of memory.
Address samplerDescriptor(Context& context, uint32_t unit, const SamplerInfo& info, SamplerKey& key);

/// As above, natively too.
const SamplingDescriptor* describeSampler(Context& context, uint32_t unit, SamplerDim dim, SamplerClass samplerClass);

/// Tells draws and framebuffers that the texture's images or parameters changed.
void textureChanged(Context& context, Texture& texture);
/// The texture bound to a target of the active unit; records an error and returns null when there is none, or the
/// target is none. Faces of cube maps count as targets of images only.
Texture* textureOfTarget(Context& context, GLenum target, const char* function);
Texture* textureOfImageTarget(Context& context, GLenum imageTarget, const char* function);
/// Face of an image target, 0 for others.
uint32_t faceOf(GLenum imageTarget);

/// OpenGL ES 3.0.6 §3.8.13, with base and maximum level as they are.
bool isMipmapComplete(const Texture& texture);
bool isCubeComplete(const Texture& texture);

/// Part of getParameter. False: not a parameter of textures.
bool textureParameter(Context& context, GLenum pname, StateValue& out);

// --- entry points --------------------------------------------------------------------------------------------------

GLuint createTexture(Context& context);
void deleteTexture(Context& context, GLuint name);
bool isTexture(Context& context, GLuint name);
void activeTexture(Context& context, GLenum unit);
void bindTexture(Context& context, GLenum target, GLuint name);
void texParameterf(Context& context, GLenum target, GLenum pname, float value);
void texParameteri(Context& context, GLenum target, GLenum pname, int32_t value);
StateValue getTexParameter(Context& context, GLenum target, GLenum pname);
void generateMipmap(Context& context, GLenum target);

/// Where the texels of an upload come from.
struct PixelSource {
  enum class Kind : uint8_t {
    None,    // null data: zeros
    Client,  // bytes laid out by the UNPACK_ parameters
    Buffer,  // the same, from PIXEL_UNPACK_BUFFER
    Dom,     // RGBA8 or RGBA16F, top row first
    Misfit,  // an array of a class that is not for the type
  };
  Kind kind = Kind::None;
  std::span<const uint8_t> bytes = {};  // Client, Dom
  FetchBytes fetch = nullptr;           // Client, Dom: gets the bytes, which are not where `bytes` says
  double offsetBytes = 0;               // Buffer
  int32_t width = 0, height = 0;        // Dom: of the source; the upload takes a part of it
  bool premultiplied = false;           // Dom
  bool halfFloats = false;              // Dom: RGBA16F, else RGBA8
  bool keepsUpperBits = false;          // Dom: sw::Upload::packedType
  uint32_t pixelBytes() const { return halfFloats ? 8 : 4; }
};

/// A box of texels in a level. For 2D targets z is 0 and depth 1.
struct TexelBox {
  int32_t x = 0, y = 0, z = 0;
  int32_t width = 0, height = 0, depth = 1;
};

void texImage2D(Context& context, GLenum target, int32_t level, GLenum internalFormat, int32_t width, int32_t height,
                int32_t border, GLenum format, GLenum type, const PixelSource& source);
void texImage3D(Context& context, GLenum target, int32_t level, GLenum internalFormat, int32_t width, int32_t height,
                int32_t depth, int32_t border, GLenum format, GLenum type, const PixelSource& source);
void texSubImage2D(Context& context, GLenum target, int32_t level, const TexelBox& box, GLenum format, GLenum type,
                   const PixelSource& source);
void texSubImage3D(Context& context, GLenum target, int32_t level, const TexelBox& box, GLenum format, GLenum type,
                   const PixelSource& source);
void texStorage2D(Context& context, GLenum target, int32_t levels, GLenum internalFormat, int32_t width,
                  int32_t height);
void texStorage3D(Context& context, GLenum target, int32_t levels, GLenum internalFormat, int32_t width, int32_t height,
                  int32_t depth);
void copyTexImage2D(Context& context, GLenum target, int32_t level, GLenum internalFormat, int32_t x, int32_t y,
                    int32_t width, int32_t height, int32_t border);
void copyTexSubImage2D(Context& context, GLenum target, int32_t level, int32_t xOffset, int32_t yOffset, int32_t x,
                       int32_t y, int32_t width, int32_t height);
void copyTexSubImage3D(Context& context, GLenum target, int32_t level, int32_t xOffset, int32_t yOffset,
                       int32_t zOffset, int32_t x, int32_t y, int32_t width, int32_t height);

/// Where compressed blocks come from.
struct CompressedSource {
  std::span<const uint8_t> bytes = {};
  // From PIXEL_UNPACK_BUFFER instead.
  bool fromBuffer = false;
  int32_t sizeBytes = 0;
  double offsetBytes = 0;
};

void compressedTexImage2D(Context& context, GLenum target, int32_t level, GLenum internalFormat, int32_t width,
                          int32_t height, int32_t border, const CompressedSource& source);
void compressedTexImage3D(Context& context, GLenum target, int32_t level, GLenum internalFormat, int32_t width,
                          int32_t height, int32_t depth, int32_t border, const CompressedSource& source);
void compressedTexSubImage2D(Context& context, GLenum target, int32_t level, const TexelBox& box, GLenum format,
                             const CompressedSource& source);
void compressedTexSubImage3D(Context& context, GLenum target, int32_t level, const TexelBox& box, GLenum format,
                             const CompressedSource& source);
/// COMPRESSED_TEXTURE_FORMATS.
std::vector<uint32_t> compressedFormats(const Context& context);

}  // namespace sw::gl
