// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Checks that the textures_*.cpp files share. Each records its error.

#pragma once

#include "gl/texture_state.h"
#include "gl/textures.h"

namespace sw::gl {

struct Context;

/// Tells the texture's images whose they are.
void ownImages(Texture& texture);

bool isThreeDimensional(GLenum target);
/// Internal formats that EXT_texture_norm16 adds.
bool isNorm16(GLenum internalFormat);

/// The row of a compressed format that an enabled extension has, or null.
const FormatInfo* compressedFormat(const Context& context, GLenum internalFormat);
/// WEBGL_compressed_texture_s3tc: whether the base level that this level implies consists of whole blocks.
bool fillsBlocks(int32_t level, int32_t width, int32_t height);
/// Gives a new image that has no data yet what zeroed blocks mean, where that is not zero. False: out of memory.
[[nodiscard]] bool beginBlocks(Image& image);

/// Of a new image. The target is known to be one.
bool checkLevel(Context& context, GLenum target, int32_t level, const char* function);
bool checkSize(Context& context, GLenum target, int32_t level, int32_t width, int32_t height, int32_t depth,
               const char* function);
bool checkLevelAndSize(Context& context, GLenum target, int32_t level, int32_t width, int32_t height, int32_t depth,
                       const char* function);

/// Of a box that is to be replaced: what can be said of it alone,
bool checkBox(Context& context, GLenum target, int32_t level, const TexelBox& box, const char* function);
/// the level, null after recording an error,
Image* definedLevel(Context& context, Texture& texture, GLenum target, int32_t level, const char* function);
/// and whether it lies inside of that.
bool checkInside(Context& context, const Image& image, const TexelBox& box, const char* function);

/// Base level as sampling uses it, which immutable textures clamp; and the last level that mipmapping can reach (q of
/// OpenGL ES 3.0.6 §3.8.10.4), below the base when the base level is undefined.
int32_t effectiveBaseLevel(const Texture& texture);
int32_t lastMipmapLevel(const Texture& texture);
/// OpenGL ES 3.0.6 §3.8.13: what is not complete is sampled as black.
bool isTextureComplete(const Context& context, const Texture& texture, const SamplerParameters& parameters);
bool usesMipmaps(const SamplerParameters& parameters);
bool isFilterable(const Context& context, const FormatInfo& format);

}  // namespace sw::gl
