// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// texImage*, texSubImage*, texStorage*: OpenGL ES 3.0.6 §3.7.1, §3.8.3 to §3.8.5, WebGL 2.0 "Texture objects".
//
// Tested by gl/textures_test.cpp.

#include <algorithm>
#include <bit>

#include "gl/buffers.h"
#include "gl/context.h"
#include "gl/textures.h"
#include "gl/textures_internal.h"
#include "texture/client_pixels.h"
#include "texture/pixel_transfer.h"

namespace sw::gl {

bool isNorm16(GLenum internalFormat) {
  switch (internalFormat) {
    case GL_R16_EXT:
    case GL_RG16_EXT:
    case GL_RGB16_EXT:
    case GL_RGBA16_EXT:
    case GL_R16_SNORM_EXT:
    case GL_RG16_SNORM_EXT:
    case GL_RGB16_SNORM_EXT:
    case GL_RGBA16_SNORM_EXT: return true;
    default: return false;
  }
}

namespace {

/// Whether this version and its enabled extensions know the row.
bool isAllowed(const Context& c, const TransferFormat& row) {
  if (row.isSized()) return c.webgl2() && (!isNorm16(row.sized) || c.has(kExtTextureNorm16));
  switch (row.internalFormat) {
    case GL_SRGB_EXT:
    case GL_SRGB_ALPHA_EXT: return !c.webgl2() && c.has(kExtSrgb);
    case GL_DEPTH_COMPONENT:
    case GL_DEPTH_STENCIL: return !c.webgl2() && c.has(kWebglDepthTexture);
    default: break;
  }
  if (row.type == GL_FLOAT) return !c.webgl2() && c.has(kOesTextureFloat);
  if (row.type == GL_HALF_FLOAT_OES) return !c.webgl2() && c.has(kOesTextureHalfFloat);
  return true;
}

/// The error that refuses (internalformat, format, type), or the format that they make. INVALID_OPERATION: each may
/// be, but not with the others.
GLenum resolveTransfer(const Context& c, GLenum internalFormat, GLenum format, GLenum type, const FormatInfo*& out) {
  bool formatKnown = false, typeKnown = false, internalFormatKnown = false;
  for (const TransferFormat& row : transferFormats()) {
    if (!isAllowed(c, row)) continue;
    if (row.internalFormat == internalFormat && row.format == format && row.type == type) {
      out = findFormat(row.sized);
      return GL_NO_ERROR;
    }
    formatKnown |= row.format == format;
    typeKnown |= row.type == type;
    internalFormatKnown |= row.internalFormat == internalFormat;
  }
  if (!internalFormatKnown) return GL_INVALID_VALUE;
  return formatKnown && typeKnown ? GL_INVALID_OPERATION : GL_INVALID_ENUM;
}

constexpr const char* kMisfit = "the type does not go with an array of this class";

/// Whether both are among those that transfers may have.
bool isTransfer(const Context& c, GLenum format, GLenum type) {
  bool formatKnown = false, typeKnown = false;
  for (const TransferFormat& row : transferFormats()) {
    if (!isAllowed(c, row)) continue;
    formatKnown |= row.format == format;
    typeKnown |= row.type == type;
  }
  return formatKnown && typeKnown;
}

bool isSubTransfer(const Context& c, const FormatInfo& image, GLenum format, GLenum type) {
  for (const TransferFormat& row : transferFormats()) {
    if (row.sized == image.internalFormat && row.format == format && row.type == type && isAllowed(c, row)) return true;
  }
  return false;
}

/// Data come from PIXEL_UNPACK_BUFFER just when one is bound; arrays of volumes are not flipped or multiplied.
bool checkUnpacking(Context& c, const PixelSource& source, bool threeDimensional, const char* function) {
  const bool asked = source.kind == PixelSource::Kind::Buffer;
  if (asked == bool(c.bufferBindings.pixelUnpack)) {
    const PixelStoreState& store = c.pixelStore;
    const bool isArray = source.kind == PixelSource::Kind::Client || source.kind == PixelSource::Kind::Misfit;
    if (!threeDimensional || !isArray || (!store.unpackFlipY && !store.unpackPremultiplyAlpha)) return true;
    c.error(GL_INVALID_OPERATION,
            std::string(function) + ": UNPACK_FLIP_Y_WEBGL or UNPACK_PREMULTIPLY_ALPHA_WEBGL is set");
    return false;
  }
  c.error(GL_INVALID_OPERATION,
          std::string(function) + (asked ? ": no PIXEL_UNPACK_BUFFER is bound" : ": a PIXEL_UNPACK_BUFFER is bound"));
  return false;
}

/// Refuses what pixel storage modes, buffers and sources can have wrong. Fills `upload` otherwise, unless there is
/// nothing to upload (upload.bytes stays null).
bool prepareSource(Context& c, const PixelSource& source, const FormatInfo& target, GLenum format, GLenum type,
                   const TexelBox& box, bool threeDimensional, const char* function, Upload& upload) {
  const PixelStoreState& store = c.pixelStore;
  const auto refuse = [&](GLenum error, const char* reason) {
    c.error(error, std::string(function) + ": " + reason);
    return false;
  };
  if (source.kind == PixelSource::Kind::None) return true;
  if (source.kind == PixelSource::Kind::Misfit) return refuse(GL_INVALID_OPERATION, kMisfit);

  if (source.kind == PixelSource::Kind::Dom) {
    if (isPackedType(type) && target.isInteger()) {  // not in the table of WebGL 2.0, "Texture uploads from elements"
      return refuse(GL_INVALID_VALUE, "elements cannot be uploaded so");
    }
    const int64_t imageHeight = store.unpackImageHeight > 0 ? store.unpackImageHeight : box.height;
    const int64_t lastRow =
        store.unpackSkipRows + int64_t(store.unpackSkipImages + box.depth - 1) * imageHeight + box.height;
    if (int64_t(store.unpackSkipPixels) + box.width > source.width || lastRow > source.height) {
      return refuse(GL_INVALID_OPERATION, "the rectangle lies outside of the source");
    }
    upload.format = target.isInteger() ? GL_RGBA_INTEGER : GL_RGBA;
    upload.type = source.halfFloats ? GL_HALF_FLOAT : GL_UNSIGNED_BYTE;
    const bool isPacked =
        type == GL_UNSIGNED_SHORT_4_4_4_4 || type == GL_UNSIGNED_SHORT_5_5_5_1 || type == GL_UNSIGNED_SHORT_5_6_5;
    if (isPacked && source.keepsUpperBits) upload.packedType = type;
    upload.flipY = store.unpackFlipY;
    if (store.unpackPremultiplyAlpha && !source.premultiplied) upload.alpha = AlphaOperation::Premultiply;
    if (!store.unpackPremultiplyAlpha && source.premultiplied) upload.alpha = AlphaOperation::Unpremultiply;
    if (box.width == 0 || box.height == 0 || box.depth == 0) return true;
    upload.bytes = source.bytes.data();
    upload.fetch = source.fetch;
    upload.layout.rowBytes = uint64_t(box.width) * source.pixelBytes();
    upload.layout.rowStrideBytes = uint64_t(source.width) * source.pixelBytes();
    return true;
  }

  upload.format = format;
  upload.type = type;
  upload.flipY = store.unpackFlipY;
  if (store.unpackPremultiplyAlpha) upload.alpha = AlphaOperation::Premultiply;
  if ((store.unpackFlipY || store.unpackPremultiplyAlpha) && source.kind == PixelSource::Kind::Buffer) {
    return refuse(GL_INVALID_OPERATION, "UNPACK_FLIP_Y_WEBGL or UNPACK_PREMULTIPLY_ALPHA_WEBGL is set");
  }
  if (int64_t(store.unpackSkipPixels) + box.width > (store.unpackRowLength ? store.unpackRowLength : box.width)) {
    return refuse(GL_INVALID_OPERATION, "UNPACK_SKIP_PIXELS and width exceed the row length");
  }
  if (threeDimensional &&
      int64_t(store.unpackSkipRows) + box.height > (store.unpackImageHeight ? store.unpackImageHeight : box.height)) {
    return refuse(GL_INVALID_OPERATION, "UNPACK_SKIP_ROWS and height exceed the image height");
  }
  const ClientModes modes{.alignment = store.unpackAlignment,
                          .rowLength = store.unpackRowLength,
                          .imageHeight = threeDimensional ? store.unpackImageHeight : 0,
                          .skipPixels = store.unpackSkipPixels,
                          .skipRows = store.unpackSkipRows,
                          .skipImages = threeDimensional ? store.unpackSkipImages : 0};
  upload.layout = clientLayout(modes, format, type, box.width, box.height, box.depth);
  std::span<const uint8_t> bytes = source.bytes;
  if (source.kind == PixelSource::Kind::Buffer) {
    if (!(source.offsetBytes >= 0)) return refuse(GL_INVALID_VALUE, "offset is negative");
    Buffer* buffer = c.bufferBindings.pixelUnpack.get();
    if (isBufferBusy(c, *buffer)) return refuse(GL_INVALID_OPERATION, "the buffer is in use by transform feedback");
    if (source.offsetBytes > double(buffer->size())) return refuse(GL_INVALID_OPERATION, "offset is beyond the buffer");
    const size_t offset = size_t(source.offsetBytes);
    if (offset % clientElementBytes(type) != 0) {
      return refuse(GL_INVALID_OPERATION, "offset is not a multiple of the type's size");
    }
    bytes = {buffer->data() + offset, buffer->size() - offset};
  }
  if (upload.layout.endByte > bytes.size()) return refuse(GL_INVALID_OPERATION, "there is not enough data");
  if (upload.layout.endByte == 0) return true;
  upload.bytes = bytes.data();
  upload.fetch = source.fetch;
  return true;
}

void runUpload(const Upload& prepared, const PixelSource& source, const PixelStoreState& store, Image& image,
               const TexelBox& box) {
  if (source.kind != PixelSource::Kind::Dom) {
    return upload(prepared, image, {box.x, box.y, box.z, box.width, box.height, box.depth});
  }
  // The source is flipped as a whole before its part is taken, layer by layer.
  const int64_t imageHeight = store.unpackImageHeight > 0 ? store.unpackImageHeight : box.height;
  for (int32_t z = 0; z < box.depth; ++z) {
    const int64_t row = store.unpackSkipRows + int64_t(store.unpackSkipImages + z) * imageHeight;
    const int64_t firstRow = store.unpackFlipY ? source.height - row - box.height : row;
    Upload layer = prepared;
    layer.layout.firstByte =
        uint64_t(firstRow) * prepared.layout.rowStrideBytes + uint64_t(store.unpackSkipPixels) * source.pixelBytes();
    upload(layer, image, {box.x, box.y, box.z + z, box.width, box.height, 1});
  }
}

/// Of a core. What one texture asks for beyond it is refused at once, not when it is first drawn with.
constexpr uint64_t kAddressSpaceBytes = uint64_t(1) << 32;

bool isPowerOfTwo(int32_t value) { return std::has_single_bit(uint32_t(value)); }

/// The texture that an upload is for, null with the error recorded. Which is told first, a target that is none or a
/// buffer that must not be bound, depends on the call in browsers; an offset without a buffer is told last in all.
Texture* textureForUpload(Context& c, GLenum target, const PixelSource& source, bool threeDimensional, bool targetFirst,
                          const char* function) {
  targetFirst = (threeDimensional && targetFirst) || source.kind == PixelSource::Kind::Buffer;
  if (!targetFirst && !checkUnpacking(c, source, threeDimensional, function)) return nullptr;
  if (isThreeDimensional(target) != threeDimensional) {
    c.error(GL_INVALID_ENUM, std::string(function) + ": target");
    return nullptr;
  }
  Texture* texture = textureOfImageTarget(c, target, function);
  if (!texture || (targetFirst && !checkUnpacking(c, source, threeDimensional, function))) return nullptr;
  return texture;
}

void texImage(Context& c, GLenum target, int32_t level, GLenum internalFormat, int32_t width, int32_t height,
              int32_t depth, int32_t border, GLenum format, GLenum type, const PixelSource& source,
              bool threeDimensional, const char* function) {
  const auto refuse = [&](GLenum error, const char* reason) { c.error(error, std::string(function) + ": " + reason); };
  Texture* texture = textureForUpload(c, target, source, threeDimensional, threeDimensional, function);
  if (!texture) return;
  if (!checkLevel(c, target, level, function)) return;
  const FormatInfo* info = nullptr;
  const GLenum transferError = resolveTransfer(c, internalFormat, format, type, info);
  if (transferError != GL_NO_ERROR && transferError != GL_INVALID_OPERATION) {
    return refuse(transferError, "internalformat, format or type");
  }
  if (!checkSize(c, target, level, width, height, depth, function)) return;
  if (border != 0) return refuse(GL_INVALID_VALUE, "border is not 0");
  if (!c.webgl2() && level > 0 && (!isPowerOfTwo(width) || !isPowerOfTwo(height))) {
    return refuse(GL_INVALID_VALUE, "a level above 0 has a size that is no power of two");
  }
  if (!info) return refuse(transferError, "internalformat, format and type do not go together");
  if (texture->immutable) return refuse(GL_INVALID_OPERATION, "the texture is immutable");
  if (info->isDepthOrStencil()) {
    if (target == GL_TEXTURE_3D) return refuse(GL_INVALID_OPERATION, "depth formats have no 3D textures");
    if (!c.webgl2()) {  // WEBGL_depth_texture
      if (target != GL_TEXTURE_2D) return refuse(GL_INVALID_OPERATION, "depth textures are 2D");
      if (level != 0) return refuse(GL_INVALID_OPERATION, "depth textures have one level");
      if (source.kind != PixelSource::Kind::None) return refuse(GL_INVALID_OPERATION, "depth textures take no data");
    }
  }
  const TexelBox box{.width = width, .height = height, .depth = depth};
  Upload prepared;
  if (!prepareSource(c, source, *info, format, type, box, threeDimensional, function, prepared)) return;

  Image image;
  if (!image.define(*info, width, height, depth) || (prepared.bytes && !image.allocate())) {
    return refuse(GL_OUT_OF_MEMORY, "the image does not fit into memory");
  }
  image.setUnsized(internalFormat == format);
  if (prepared.bytes) runUpload(prepared, source, c.pixelStore, image, box);
  texture->images[faceOf(target)][size_t(level)] = std::move(image);
  textureChanged(c, *texture);
}

void texSubImage(Context& c, GLenum target, int32_t level, const TexelBox& box, GLenum format, GLenum type,
                 const PixelSource& source, bool threeDimensional, const char* function) {
  const auto refuse = [&](GLenum error, const char* reason) { c.error(error, std::string(function) + ": " + reason); };
  Texture* texture =
      textureForUpload(c, target, source, threeDimensional, source.kind == PixelSource::Kind::None, function);
  if (!texture) return;
  if (!checkLevel(c, target, level, function)) return;
  if (!isTransfer(c, format, type)) return refuse(GL_INVALID_ENUM, "format or type");
  if (!checkBox(c, target, level, box, function)) return;
  if (source.kind == PixelSource::Kind::None) return refuse(GL_INVALID_VALUE, "no data");
  if (source.kind == PixelSource::Kind::Misfit) return refuse(GL_INVALID_OPERATION, kMisfit);
  Image* image = definedLevel(c, *texture, target, level, function);
  if (!image) return;
  const FormatInfo& info = *image->format();
  if (!isSubTransfer(c, info, format, type)) {
    return refuse(GL_INVALID_OPERATION, "format and type are not those of the level");
  }
  if (!checkInside(c, *image, box, function)) return;
  if (!c.webgl2() && info.isDepthOrStencil()) return refuse(GL_INVALID_OPERATION, "depth textures take no data");
  Upload prepared;
  if (!prepareSource(c, source, info, format, type, box, threeDimensional, function, prepared)) return;
  if (!prepared.bytes) return;
  const bool existed = image->isAllocated();
  if (!image->allocate()) return refuse(GL_OUT_OF_MEMORY, "the image does not fit into memory");
  settleUsers(texture->use);
  runUpload(prepared, source, c.pixelStore, *image, box);
  if (!existed) textureChanged(c, *texture);
}

void texStorage(Context& c, GLenum target, int32_t levels, GLenum internalFormat, int32_t width, int32_t height,
                int32_t depth, bool threeDimensional, const char* function) {
  const auto refuse = [&](GLenum error, const char* reason) { c.error(error, std::string(function) + ": " + reason); };
  if (width < 0 || height < 0 || depth < 0 || levels < 0) {
    return refuse(GL_INVALID_VALUE, "a size or levels is negative");
  }
  if (isThreeDimensional(target) != threeDimensional) return refuse(GL_INVALID_ENUM, "target");
  Texture* texture = textureOfTarget(c, target, function);
  if (!texture) return;
  const FormatInfo* info = nullptr;
  for (const TransferFormat& row : transferFormats()) {
    if (row.isSized() && row.internalFormat == internalFormat && isAllowed(c, row)) info = findFormat(internalFormat);
  }
  if (!info) info = compressedFormat(c, internalFormat);
  if (!info) return refuse(GL_INVALID_ENUM, "internalformat");
  if (info->isDepthOrStencil() && target == GL_TEXTURE_3D) {
    return refuse(GL_INVALID_OPERATION, "depth formats have no 3D textures");
  }
  if (width == 0 || height == 0 || depth == 0 || levels == 0) return refuse(GL_INVALID_VALUE, "a size or levels is 0");
  const GLenum imageTarget = target == GL_TEXTURE_CUBE_MAP ? GL_TEXTURE_CUBE_MAP_POSITIVE_X : target;
  if (!checkLevelAndSize(c, imageTarget, 0, width, height, depth, function)) return;
  if (info->isCompressed()) {
    if (target == GL_TEXTURE_3D) return refuse(GL_INVALID_OPERATION, "compressed formats have no 3D textures");
    if (!fillsBlocks(0, width, height)) return refuse(GL_INVALID_OPERATION, "the size is not one of whole blocks");
  }
  uint32_t largest = uint32_t(width) | uint32_t(height);
  if (target == GL_TEXTURE_3D) largest |= uint32_t(depth);
  if (levels > int32_t(std::bit_width(largest))) return refuse(GL_INVALID_OPERATION, "too many levels for the size");
  if (texture->immutable) return refuse(GL_INVALID_OPERATION, "the texture is immutable already");

  uint64_t totalBytes = 0;
  std::vector<std::array<Image, kMaxTextureLevels>> images(texture->images.size());
  for (auto& face : images) {
    for (int32_t level = 0; level < levels; ++level) {
      const int32_t levelDepth = target == GL_TEXTURE_3D ? std::max(depth >> level, 1) : depth;
      Image& image = face[size_t(level)];
      const bool fits = image.define(*info, std::max(width >> level, 1), std::max(height >> level, 1), levelDepth);
      totalBytes += image.sizeBytes();
      if (!fits || totalBytes >= kAddressSpaceBytes) {
        return refuse(GL_OUT_OF_MEMORY, "the image does not fit into memory");
      }
    }
  }
  for (auto& face : images) {
    for (int32_t level = 0; level < levels; ++level) {
      if (!beginBlocks(face[size_t(level)])) return refuse(GL_OUT_OF_MEMORY, "the image does not fit into memory");
    }
  }
  texture->images = std::move(images);
  ownImages(*texture);
  texture->immutable = true;
  texture->immutableLevels = levels;
  textureChanged(c, *texture);
}

}  // namespace

bool isThreeDimensional(GLenum target) { return target == GL_TEXTURE_3D || target == GL_TEXTURE_2D_ARRAY; }

bool checkLevel(Context& c, GLenum target, int32_t level, const char* function) {
  if (level >= 0 && level < largestLevelCount(target)) return true;
  c.error(GL_INVALID_VALUE, std::string(function) + ": level");
  return false;
}

bool checkSize(Context& c, GLenum target, int32_t level, int32_t width, int32_t height, int32_t depth,
               const char* function) {
  const auto refuse = [&](const char* reason) {
    c.error(GL_INVALID_VALUE, std::string(function) + ": " + reason);
    return false;
  };
  if (width < 0 || height < 0 || depth < 0) return refuse("a size is negative");
  const int32_t limit = largestTextureSize(target) >> level;
  const int32_t depthLimit = target == GL_TEXTURE_2D_ARRAY ? kMaxArrayTextureLayers : limit;
  if (width > limit || height > limit || depth > depthLimit) return refuse("the size exceeds the limit");
  if (faceOf(target) + GL_TEXTURE_CUBE_MAP_POSITIVE_X == target && width != height) {
    return refuse("a cube map face is not square");
  }
  return true;
}

bool checkLevelAndSize(Context& c, GLenum target, int32_t level, int32_t width, int32_t height, int32_t depth,
                       const char* function) {
  return checkLevel(c, target, level, function) && checkSize(c, target, level, width, height, depth, function);
}

bool checkBox(Context& c, GLenum target, int32_t level, const TexelBox& box, const char* function) {
  if (!checkLevel(c, target, level, function)) return false;
  if (box.x >= 0 && box.y >= 0 && box.z >= 0 && box.width >= 0 && box.height >= 0 && box.depth >= 0) return true;
  c.error(GL_INVALID_VALUE, std::string(function) + ": an offset or size is negative");
  return false;
}

Image* definedLevel(Context& c, Texture& texture, GLenum target, int32_t level, const char* function) {
  Image& image = texture.images[faceOf(target)][size_t(level)];
  if (image.isDefined()) return &image;
  c.error(GL_INVALID_OPERATION, std::string(function) + ": the level is not defined");
  return nullptr;
}

bool checkInside(Context& c, const Image& image, const TexelBox& box, const char* function) {
  if (int64_t(box.x) + box.width <= image.width() && int64_t(box.y) + box.height <= image.height() &&
      int64_t(box.z) + box.depth <= image.depth()) {
    return true;
  }
  c.error(GL_INVALID_VALUE, std::string(function) + ": the box exceeds the level");
  return false;
}

void texImage2D(Context& c, GLenum target, int32_t level, GLenum internalFormat, int32_t width, int32_t height,
                int32_t border, GLenum format, GLenum type, const PixelSource& source) {
  texImage(c, target, level, internalFormat, width, height, 1, border, format, type, source, false, "texImage2D");
}

void texImage3D(Context& c, GLenum target, int32_t level, GLenum internalFormat, int32_t width, int32_t height,
                int32_t depth, int32_t border, GLenum format, GLenum type, const PixelSource& source) {
  texImage(c, target, level, internalFormat, width, height, depth, border, format, type, source, true, "texImage3D");
}

void texSubImage2D(Context& c, GLenum target, int32_t level, const TexelBox& box, GLenum format, GLenum type,
                   const PixelSource& source) {
  texSubImage(c, target, level, box, format, type, source, false, "texSubImage2D");
}

void texSubImage3D(Context& c, GLenum target, int32_t level, const TexelBox& box, GLenum format, GLenum type,
                   const PixelSource& source) {
  texSubImage(c, target, level, box, format, type, source, true, "texSubImage3D");
}

void texStorage2D(Context& c, GLenum target, int32_t levels, GLenum internalFormat, int32_t width, int32_t height) {
  texStorage(c, target, levels, internalFormat, width, height, 1, false, "texStorage2D");
}

void texStorage3D(Context& c, GLenum target, int32_t levels, GLenum internalFormat, int32_t width, int32_t height,
                  int32_t depth) {
  texStorage(c, target, levels, internalFormat, width, height, depth, true, "texStorage3D");
}

}  // namespace sw::gl
