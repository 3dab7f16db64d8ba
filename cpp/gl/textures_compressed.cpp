// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// compressedTexImage*, compressedTexSubImage*: OpenGL ES 3.0.6 §3.8.6, WEBGL_compressed_texture_s3tc,
// WEBGL_compressed_texture_s3tc_srgb, EXT_texture_compression_rgtc. Blocks are decoded as they come in.

#include <algorithm>
#include <bit>

#include "gl/buffers.h"
#include "gl/context.h"
#include "gl/textures.h"
#include "gl/textures_internal.h"
#include "texture/block_compression.h"

namespace sw::gl {

namespace {

struct CompressedFormat {
  GLenum internalFormat;
  Extension extension;
};
constexpr CompressedFormat kCompressedFormats[] = {
    {GL_COMPRESSED_RGB_S3TC_DXT1_EXT, kWebglCompressedTextureS3tc},
    {GL_COMPRESSED_RGBA_S3TC_DXT1_EXT, kWebglCompressedTextureS3tc},
    {GL_COMPRESSED_RGBA_S3TC_DXT3_EXT, kWebglCompressedTextureS3tc},
    {GL_COMPRESSED_RGBA_S3TC_DXT5_EXT, kWebglCompressedTextureS3tc},
    {GL_COMPRESSED_SRGB_S3TC_DXT1_EXT, kWebglCompressedTextureS3tcSrgb},
    {GL_COMPRESSED_SRGB_ALPHA_S3TC_DXT1_EXT, kWebglCompressedTextureS3tcSrgb},
    {GL_COMPRESSED_SRGB_ALPHA_S3TC_DXT3_EXT, kWebglCompressedTextureS3tcSrgb},
    {GL_COMPRESSED_SRGB_ALPHA_S3TC_DXT5_EXT, kWebglCompressedTextureS3tcSrgb},
    {GL_COMPRESSED_RED_RGTC1_EXT, kExtTextureCompressionRgtc},
    {GL_COMPRESSED_SIGNED_RED_RGTC1_EXT, kExtTextureCompressionRgtc},
    {GL_COMPRESSED_RED_GREEN_RGTC2_EXT, kExtTextureCompressionRgtc},
    {GL_COMPRESSED_SIGNED_RED_GREEN_RGTC2_EXT, kExtTextureCompressionRgtc},
};

/// The blocks of a box; null after recording an error. Without any the pointer is to nothing.
const uint8_t* blocksOf(Context& c, const CompressedSource& source, const FormatInfo& format, const TexelBox& box,
                        const char* function) {
  const auto refuse = [&](GLenum error, const char* reason) -> const uint8_t* {
    c.error(error, std::string(function) + ": " + reason);
    return nullptr;
  };
  static constexpr uint8_t kNothing[1] = {};
  const uint64_t needed = compressedBytes(format.blocks, box.width, box.height, box.depth);
  Buffer* buffer = c.bufferBindings.pixelUnpack.get();
  if (!source.fromBuffer) {
    if (source.bytes.size() != needed) return refuse(GL_INVALID_VALUE, "the size of the data is not the image's");
    return needed > 0 ? source.bytes.data() : kNothing;
  }
  if (source.sizeBytes < 0 || uint64_t(source.sizeBytes) != needed) {
    return refuse(GL_INVALID_VALUE, "the size of the data is not the image's");
  }
  if (!(source.offsetBytes >= 0)) return refuse(GL_INVALID_VALUE, "offset is negative");
  if (isBufferBusy(c, *buffer)) return refuse(GL_INVALID_OPERATION, "the buffer is in use by transform feedback");
  if (source.offsetBytes + double(needed) > double(buffer->size())) {
    return refuse(GL_INVALID_OPERATION, "there is not enough data");
  }
  return needed > 0 ? buffer->data() + size_t(source.offsetBytes) : kNothing;
}

void compressedTexImage(Context& c, GLenum target, int32_t level, GLenum internalFormat, const TexelBox& size,
                        int32_t border, const CompressedSource& source, bool threeDimensional, const char* function) {
  const auto refuse = [&](GLenum error, const char* reason) { c.error(error, std::string(function) + ": " + reason); };
  if (source.fromBuffer != bool(c.bufferBindings.pixelUnpack)) {
    return refuse(GL_INVALID_OPERATION,
                  source.fromBuffer ? "no PIXEL_UNPACK_BUFFER is bound" : "a PIXEL_UNPACK_BUFFER is bound");
  }
  if (isThreeDimensional(target) != threeDimensional) return refuse(GL_INVALID_ENUM, "target");
  Texture* texture = textureOfImageTarget(c, target, function);
  if (!texture) return;
  const FormatInfo* format = compressedFormat(c, internalFormat);
  if (!format) return refuse(GL_INVALID_ENUM, "internalformat");
  if (target == GL_TEXTURE_3D) return refuse(GL_INVALID_OPERATION, "the format has no 3D textures");
  if (!checkLevelAndSize(c, target, level, size.width, size.height, size.depth, function)) return;
  if (border != 0) return refuse(GL_INVALID_VALUE, "border is not 0");
  if (texture->immutable) return refuse(GL_INVALID_OPERATION, "the texture is immutable");
  if (!c.webgl2() && level > 0 &&
      (!std::has_single_bit(uint32_t(size.width)) || !std::has_single_bit(uint32_t(size.height)))) {
    return refuse(GL_INVALID_VALUE, "a level above 0 has a size that is no power of two");
  }
  const uint8_t* blocks = blocksOf(c, source, *format, size, function);
  if (!blocks) return;
  if (!fillsBlocks(level, size.width, size.height)) {
    return refuse(GL_INVALID_OPERATION, "the size is not one of whole blocks");
  }
  Image image;
  if (!image.define(*format, size.width, size.height, size.depth) || !image.allocate()) {
    return refuse(GL_OUT_OF_MEMORY, "the image does not fit into memory");
  }
  if (!image.isEmpty()) {
    decodeBlocks(format->blocks, blocks, image, {.width = size.width, .height = size.height, .depth = size.depth});
  }
  texture->images[faceOf(target)][size_t(level)] = std::move(image);
  textureChanged(c, *texture);
}

/// An edge of a box goes through no block, but may be the image's own.
bool liesOnBlocks(int32_t start, int32_t size, int32_t whole) {
  return start % kBlockTexels == 0 && (size % kBlockTexels == 0 || start + size == whole);
}

void compressedTexSubImage(Context& c, GLenum target, int32_t level, const TexelBox& box, GLenum internalFormat,
                           const CompressedSource& source, bool threeDimensional, const char* function) {
  const auto refuse = [&](GLenum error, const char* reason) { c.error(error, std::string(function) + ": " + reason); };
  if (source.fromBuffer != bool(c.bufferBindings.pixelUnpack)) {
    return refuse(GL_INVALID_OPERATION,
                  source.fromBuffer ? "no PIXEL_UNPACK_BUFFER is bound" : "a PIXEL_UNPACK_BUFFER is bound");
  }
  if (isThreeDimensional(target) != threeDimensional) return refuse(GL_INVALID_ENUM, "target");
  Texture* texture = textureOfImageTarget(c, target, function);
  if (!texture) return;
  const FormatInfo* format = compressedFormat(c, internalFormat);
  if (!format) return refuse(GL_INVALID_ENUM, "format");
  if (!checkBox(c, target, level, box, function)) return;
  Image* image = definedLevel(c, *texture, target, level, function);
  if (!image || !checkInside(c, *image, box, function)) return;
  if (image->format() != format) return refuse(GL_INVALID_OPERATION, "format is not the level's");
  const uint8_t* blocks = blocksOf(c, source, *format, box, function);
  if (!blocks) return;
  if (!liesOnBlocks(box.x, box.width, image->width()) || !liesOnBlocks(box.y, box.height, image->height())) {
    return refuse(GL_INVALID_OPERATION, "the box does not consist of whole blocks");
  }
  const bool existed = image->isAllocated();
  if (!image->allocate()) return refuse(GL_OUT_OF_MEMORY, "the image does not fit into memory");
  if (box.width > 0 && box.height > 0 && box.depth > 0) {
    settleUsers(texture->use);
    decodeBlocks(format->blocks, blocks, *image, {box.x, box.y, box.z, box.width, box.height, box.depth});
  }
  if (!existed) textureChanged(c, *texture);
}

}  // namespace

const FormatInfo* compressedFormat(const Context& c, GLenum internalFormat) {
  for (const CompressedFormat& format : kCompressedFormats) {
    if (format.internalFormat == internalFormat && c.has(format.extension)) return findFormat(internalFormat);
  }
  return nullptr;
}

std::vector<uint32_t> compressedFormats(const Context& c) {
  std::vector<uint32_t> formats;
  for (const CompressedFormat& format : kCompressedFormats) {
    if (c.has(format.extension)) formats.push_back(format.internalFormat);
  }
  return formats;
}

bool fillsBlocks(int32_t level, int32_t width, int32_t height) {
  return (int64_t(width) << level) % kBlockTexels == 0 && (int64_t(height) << level) % kBlockTexels == 0;
}

bool beginBlocks(Image& image) {
  // Of DXT1 a zero block is opaque; all others are zero, or have no alpha.
  if (image.format()->blocks != BlockFormat::Bc1Rgba) return true;
  if (!image.allocate()) return false;
  constexpr uint8_t kZeroBlock[8] = {};
  for (int32_t z = 0; z < image.depth(); ++z) {
    for (int32_t y = 0; y < image.height(); y += kBlockTexels) {
      for (int32_t x = 0; x < image.width(); x += kBlockTexels) {
        const int32_t width = std::min(kBlockTexels, image.width() - x);
        const int32_t height = std::min(kBlockTexels, image.height() - y);
        decodeBlocks(BlockFormat::Bc1Rgba, kZeroBlock, image, {x, y, z, width, height, 1});
      }
    }
  }
  return true;
}

void compressedTexImage2D(Context& c, GLenum target, int32_t level, GLenum internalFormat, int32_t width,
                          int32_t height, int32_t border, const CompressedSource& source) {
  compressedTexImage(c, target, level, internalFormat, {.width = width, .height = height}, border, source, false,
                     "compressedTexImage2D");
}
void compressedTexImage3D(Context& c, GLenum target, int32_t level, GLenum internalFormat, int32_t width,
                          int32_t height, int32_t depth, int32_t border, const CompressedSource& source) {
  compressedTexImage(c, target, level, internalFormat, {.width = width, .height = height, .depth = depth}, border,
                     source, true, "compressedTexImage3D");
}
void compressedTexSubImage2D(Context& c, GLenum target, int32_t level, const TexelBox& box, GLenum format,
                             const CompressedSource& source) {
  compressedTexSubImage(c, target, level, box, format, source, false, "compressedTexSubImage2D");
}
void compressedTexSubImage3D(Context& c, GLenum target, int32_t level, const TexelBox& box, GLenum format,
                             const CompressedSource& source) {
  compressedTexSubImage(c, target, level, box, format, source, true, "compressedTexSubImage3D");
}

}  // namespace sw::gl
