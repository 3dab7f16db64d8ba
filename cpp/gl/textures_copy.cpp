// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// copyTexImage2D, copyTexSubImage2D, copyTexSubImage3D: OpenGL ES 3.0.6 §3.8.5, tables 3.15 to 3.18.
//
// Tested by gl/textures_test.cpp.

#include <algorithm>
#include <bit>

#include "gl/context.h"
#include "gl/framebuffers.h"
#include "gl/textures.h"
#include "gl/textures_internal.h"
#include "texture/pixel_transfer.h"

namespace sw::gl {

namespace {

/// Browsers ask this before they look at numbers, and for the rest of a framebuffer after them.
bool hasReadBuffer(Context& c, const char* function) {
  if (c.framebuffers.read->readBuffer != GL_NONE) return true;
  c.error(GL_INVALID_OPERATION, std::string(function) + ": there is no read buffer");
  return false;
}

/// The colour that is copied from, or null after recording an error.
Attachment* copySource(Context& c, const char* function) {
  Framebuffer& framebuffer = *c.framebuffers.read;
  if (!checkComplete(c, framebuffer, function)) return nullptr;
  Attachment* attachment = colorAttachment(framebuffer, framebuffer.readBuffer);
  if (!attachment) {
    c.error(GL_INVALID_OPERATION, std::string(function) + ": there is no colour to copy from");
    return nullptr;
  }
  if (isUnreadable(framebuffer, *attachment)) {
    c.error(GL_INVALID_OPERATION, std::string(function) + ": the framebuffer is multisampled");
    return nullptr;
  }
  return attachment;
}

/// Components of a base format: bit 0 red .. bit 3 alpha. Luminance is made of red.
uint32_t components(GLenum baseFormat) {
  switch (baseFormat) {
    case GL_ALPHA: return 8;
    case GL_LUMINANCE:
    case GL_RED:
    case GL_RED_INTEGER: return 1;
    case GL_LUMINANCE_ALPHA: return 9;
    case GL_RG:
    case GL_RG_INTEGER: return 3;
    case GL_RGB:
    case GL_RGB_INTEGER: return 7;
    default: return 15;
  }
}

/// No framebuffer has such colours (table 3.15).
bool isNeverCopied(const FormatInfo& target) {
  return target.isDepthOrStencil() || target.isCompressed() || target.internalFormat == GL_RGB9_E5 ||
         target.componentClass == ComponentClass::SNorm;
}

/// What both kinds of copies ask of the formats.
bool isCopyable(const FormatInfo& source, const FormatInfo& target) {
  if (isNeverCopied(target)) return false;
  if (source.componentClass != target.componentClass || source.srgb != target.srgb) return false;
  const uint32_t needed = components(target.baseFormat);
  return (components(source.baseFormat) & needed) == needed;
}

/// The effective internal format of an unsized one, by that of the source (table 3.17, which has none for floats; WebGL
/// 1 has them by its extensions). Null when there is none.
const FormatInfo* effectiveFormat(const Context& c, GLenum internalFormat, const FormatInfo& source) {
  if (source.componentClass == ComponentClass::Float) {
    if (c.webgl2()) return nullptr;
    const bool full = source.redBits > 16;
    switch (internalFormat) {
      case GL_RGBA: return findFormat(full ? GL_RGBA32F : GL_RGBA16F);
      case GL_RGB: return findFormat(full ? GL_RGB32F : GL_RGB16F);
      case GL_LUMINANCE: return findFormat(full ? GL_LUMINANCE32F_EXT : GL_LUMINANCE16F_EXT);
      case GL_ALPHA: return findFormat(full ? GL_ALPHA32F_EXT : GL_ALPHA16F_EXT);
      case GL_LUMINANCE_ALPHA: return findFormat(full ? GL_LUMINANCE_ALPHA32F_EXT : GL_LUMINANCE_ALPHA16F_EXT);
      default: return nullptr;
    }
  }
  if (source.componentClass != ComponentClass::UNorm || source.redBits > 8) return nullptr;
  switch (internalFormat) {
    case GL_RGBA:
      if (source.srgb) return findFormat(GL_SRGB8_ALPHA8);
      if (source.storage == TargetFormat::RGBA4 || source.storage == TargetFormat::RGB5A1) return &source;
      return findFormat(GL_RGBA8);
    case GL_RGB:
      if (source.srgb) return findFormat(GL_SRGB8);
      return findFormat(source.storage == TargetFormat::RGB565 ? GL_RGB565 : GL_RGB8);
    case GL_LUMINANCE: return findFormat(GL_LUMINANCE8_EXT);
    case GL_ALPHA: return findFormat(GL_ALPHA8_EXT);
    case GL_LUMINANCE_ALPHA: return findFormat(GL_LUMINANCE8_ALPHA8_EXT);
    default: return nullptr;
  }
}

bool isUnsized(GLenum internalFormat) {
  return internalFormat == GL_RGBA || internalFormat == GL_RGB || internalFormat == GL_LUMINANCE ||
         internalFormat == GL_ALPHA || internalFormat == GL_LUMINANCE_ALPHA;
}

/// Sizes of components that both have must be equal, when the target's internal format is sized.
bool haveEqualSizes(const FormatInfo& source, const FormatInfo& target) {
  const auto fits = [](uint8_t a, uint8_t b) { return b == 0 || a == b; };
  return fits(source.redBits, target.redBits) && fits(source.greenBits, target.greenBits) &&
         fits(source.blueBits, target.blueBits) && fits(source.alphaBits, target.alphaBits);
}

bool formsLoop(const Attachment& source, const Texture& texture, GLenum target, int32_t level, int32_t layer) {
  return source.texture == &texture && source.level == level && source.layer == layer &&
         source.face() == faceOf(target);
}

/// Copies what lies inside of the source; the rest of the target box stays.
void copyInside(const Image& source, int32_t sourceLayer, int32_t x, int32_t y, Image& target, const TexelBox& box) {
  const int64_t x0 = std::max<int64_t>(x, 0), y0 = std::max<int64_t>(y, 0);
  const int64_t x1 = std::min<int64_t>(int64_t(x) + box.width, source.width());
  const int64_t y1 = std::min<int64_t>(int64_t(y) + box.height, source.height());
  if (x0 >= x1 || y0 >= y1) return;
  copyTexels(source, int32_t(x0), int32_t(y0), sourceLayer, target,
             {int32_t(box.x + x0 - x), int32_t(box.y + y0 - y), box.z, int32_t(x1 - x0), int32_t(y1 - y0), 1});
}

void copySub(Context& c, GLenum target, int32_t level, TexelBox box, int32_t x, int32_t y, bool threeDimensional,
             const char* function) {
  const auto refuse = [&](GLenum error, const char* reason) { c.error(error, std::string(function) + ": " + reason); };
  if (isThreeDimensional(target) != threeDimensional) return refuse(GL_INVALID_ENUM, "target");
  Texture* texture = textureOfImageTarget(c, target, function);
  if (!texture || !hasReadBuffer(c, function) || !checkBox(c, target, level, box, function)) return;
  Attachment* source = copySource(c, function);
  if (!source) return;
  // What is not defined has no size, which is told first.
  const Image& replaced = texture->images[faceOf(target)][size_t(level)];
  if (!replaced.isDefined() && (box.x + box.width > 0 || box.y + box.height > 0)) {
    return refuse(GL_INVALID_VALUE, "the box exceeds the level");
  }
  Image* image = definedLevel(c, *texture, target, level, function);
  if (!image || !checkInside(c, *image, box, function)) return;
  const FormatInfo& from = *source->image()->format();
  const bool sizesCount = c.webgl2() && !image->isUnsized();
  if (!isCopyable(from, *image->format()) || (sizesCount && !haveEqualSizes(from, *image->format()))) {
    return refuse(GL_INVALID_OPERATION, "the formats of framebuffer and texture do not go together");
  }
  if (formsLoop(*source, *texture, target, level, box.z)) {
    return refuse(GL_INVALID_OPERATION, "the level is attached to the framebuffer that is read");
  }
  if (c.framebuffers.read->isDefault()) finishPendingClear(c);
  const bool existed = image->isAllocated();
  if (!image->allocate()) return refuse(GL_OUT_OF_MEMORY, "the image does not fit into memory");
  const Image* pixels = readableImage(c, *source, y, box.height);
  settleUsers(texture->use);
  if (pixels) copyInside(*pixels, source->layer, x, y, *image, box);
  if (!existed) textureChanged(c, *texture);
}

}  // namespace

void copyTexImage2D(Context& c, GLenum target, int32_t level, GLenum internalFormat, int32_t x, int32_t y,
                    int32_t width, int32_t height, int32_t border) {
  const auto refuse = [&](GLenum error, const char* reason) {
    c.error(error, std::string("copyTexImage2D: ") + reason);
  };
  if (isThreeDimensional(target)) return refuse(GL_INVALID_ENUM, "target");
  Texture* texture = textureOfImageTarget(c, target, "copyTexImage2D");
  if (!texture) return;
  const FormatInfo* sized = isUnsized(internalFormat) ? nullptr : findFormat(internalFormat);
  if (!isUnsized(internalFormat) && (!c.webgl2() || !sized || sized->isLuminanceOrAlpha() || isNeverCopied(*sized) ||
                                     (isNorm16(internalFormat) && !c.has(kExtTextureNorm16)))) {
    return refuse(GL_INVALID_ENUM, "internalformat");
  }
  if (!hasReadBuffer(c, "copyTexImage2D") || !checkLevel(c, target, level, "copyTexImage2D")) return;
  if (width < 0 || height < 0) return refuse(GL_INVALID_VALUE, "a size is negative");
  if (border != 0) return refuse(GL_INVALID_VALUE, "border is not 0");
  Attachment* source = copySource(c, "copyTexImage2D");
  if (!source) return;
  if (texture->immutable) return refuse(GL_INVALID_OPERATION, "the texture is immutable");
  if (!checkSize(c, target, level, width, height, 1, "copyTexImage2D")) return;
  if (!c.webgl2() && level > 0 && (!std::has_single_bit(uint32_t(width)) || !std::has_single_bit(uint32_t(height)))) {
    return refuse(GL_INVALID_VALUE, "a level above 0 has a size that is no power of two");
  }
  const FormatInfo& sourceFormat = *source->image()->format();
  const FormatInfo* format = sized ? sized : effectiveFormat(c, internalFormat, sourceFormat);
  if (!format || !isCopyable(sourceFormat, *format) || (sized && !haveEqualSizes(sourceFormat, *sized))) {
    return refuse(GL_INVALID_OPERATION, "internalformat does not go with the framebuffer");
  }
  if (formsLoop(*source, *texture, target, level, 0)) {
    return refuse(GL_INVALID_OPERATION, "the level is attached to the framebuffer that is read");
  }
  if (c.framebuffers.read->isDefault()) finishPendingClear(c);
  Image image;
  if (!image.define(*format, width, height) || !image.allocate()) {
    return refuse(GL_OUT_OF_MEMORY, "the image does not fit into memory");
  }
  image.setUnsized(!sized);
  const Image* from = readableImage(c, *source, y, height);
  if (!from) return;
  if (!image.isEmpty()) copyInside(*from, source->layer, x, y, image, {.width = width, .height = height});
  texture->images[faceOf(target)][size_t(level)] = std::move(image);
  textureChanged(c, *texture);
}

void copyTexSubImage2D(Context& c, GLenum target, int32_t level, int32_t xOffset, int32_t yOffset, int32_t x, int32_t y,
                       int32_t width, int32_t height) {
  copySub(c, target, level, {.x = xOffset, .y = yOffset, .width = width, .height = height}, x, y, false,
          "copyTexSubImage2D");
}

void copyTexSubImage3D(Context& c, GLenum target, int32_t level, int32_t xOffset, int32_t yOffset, int32_t zOffset,
                       int32_t x, int32_t y, int32_t width, int32_t height) {
  copySub(c, target, level, {.x = xOffset, .y = yOffset, .z = zOffset, .width = width, .height = height}, x, y, true,
          "copyTexSubImage3D");
}

}  // namespace sw::gl
