// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Tested by gl/framebuffers_test.cpp.

#include "gl/renderbuffers.h"

#include "gl/context.h"
#include "gl/framebuffers.h"

namespace sw::gl {

namespace {

/// The format that renderbufferStorage makes of an internal format; null when it takes no such.
const FormatInfo* renderbufferFormat(const Context& c, GLenum internalFormat) {
  if (internalFormat == GL_DEPTH_STENCIL) return findFormat(GL_DEPTH24_STENCIL8);  // WebGL's own, in both versions
  if (!c.webgl2()) {
    switch (internalFormat) {
      case GL_RGBA4:
      case GL_RGB5_A1:
      case GL_RGB565:
      case GL_DEPTH_COMPONENT16:
      case GL_STENCIL_INDEX8: return findFormat(internalFormat);
      case GL_SRGB8_ALPHA8: return c.has(kExtSrgb) ? findFormat(internalFormat) : nullptr;
      case GL_RGBA16F: return c.has(kExtColorBufferHalfFloat) ? findFormat(internalFormat) : nullptr;
      case GL_RGBA32F: return c.has(kWebglColorBufferFloat) ? findFormat(internalFormat) : nullptr;
      default: return nullptr;
    }
  }
  const FormatInfo* format = findFormat(internalFormat);
  return format && !format->isLuminanceOrAlpha() && isRenderable(c, *format) ? format : nullptr;
}

/// Sample counts that multisampled storage of the format may have; integers have none (WebGL 2.0).
int32_t maxSamples(const FormatInfo& format) { return format.isInteger() ? 0 : kMaxSamples; }

void storage(Context& c, GLenum target, int32_t samples, GLenum internalFormat, int32_t width, int32_t height,
             const char* function) {
  const auto refuse = [&](GLenum error, const char* reason) { c.error(error, std::string(function) + ": " + reason); };
  if (target != GL_RENDERBUFFER) return refuse(GL_INVALID_ENUM, "target");
  Renderbuffer* renderbuffer = c.framebuffers.renderbuffer.get();
  if (!renderbuffer) return refuse(GL_INVALID_OPERATION, "no renderbuffer is bound");
  if (width < 0 || height < 0) return refuse(GL_INVALID_VALUE, "a size is negative");
  if (samples < 0) return refuse(GL_INVALID_VALUE, "samples is negative");
  const FormatInfo* format = renderbufferFormat(c, internalFormat);
  if (!format) return refuse(GL_INVALID_ENUM, "internalformat");
  if (width > kMaxTextureSize || height > kMaxTextureSize) return refuse(GL_INVALID_VALUE, "the size is too large");
  if (samples > 0 && internalFormat == GL_DEPTH_STENCIL)
    return refuse(GL_INVALID_OPERATION, "DEPTH_STENCIL has one sample");
  if (samples > maxSamples(*format)) return refuse(GL_INVALID_OPERATION, "too many samples for the format");
  Image image;
  const bool fits =
      samples > 0 ? image.defineSampled(*format, width, height, kMaxSamples) : image.define(*format, width, height);
  if (!fits) return refuse(GL_OUT_OF_MEMORY, "the image does not fit into memory");
  renderbuffer->image = std::move(image);
  renderbuffer->internalFormat = internalFormat;
  renderbuffer->samples = samples > 0 ? kMaxSamples : 0;
  attachmentsChanged(c);
}

}  // namespace

GLuint createRenderbuffer(Context& c) { return c.framebuffers.renderbuffers.create()->name; }

void deleteRenderbuffer(Context& c, GLuint name) {
  Renderbuffer* renderbuffer = c.framebuffers.renderbuffers.find(name);
  if (!renderbuffer) return;
  if (c.framebuffers.renderbuffer == renderbuffer) c.framebuffers.renderbuffer = nullptr;
  detachFromBound(c, nullptr, renderbuffer);
  c.framebuffers.renderbuffers.erase(name);
}

bool isRenderbuffer(Context& c, GLuint name) {
  const Renderbuffer* renderbuffer = c.framebuffers.renderbuffers.find(name);
  return renderbuffer && renderbuffer->everBound;
}

void bindRenderbuffer(Context& c, GLenum target, GLuint name) {
  Renderbuffer* renderbuffer = c.framebuffers.renderbuffers.find(name);
  if (name && !renderbuffer) return c.error(GL_INVALID_OPERATION, "bindRenderbuffer: no such renderbuffer");
  if (target != GL_RENDERBUFFER) return c.error(GL_INVALID_ENUM, "bindRenderbuffer: target");
  if (renderbuffer) renderbuffer->everBound = true;
  c.framebuffers.renderbuffer = renderbuffer;
}

void renderbufferStorage(Context& c, GLenum target, GLenum internalFormat, int32_t width, int32_t height) {
  storage(c, target, 0, internalFormat, width, height, "renderbufferStorage");
}

void renderbufferStorageMultisample(Context& c, GLenum target, int32_t samples, GLenum internalFormat, int32_t width,
                                    int32_t height) {
  storage(c, target, samples, internalFormat, width, height, "renderbufferStorageMultisample");
}

StateValue getRenderbufferParameter(Context& c, GLenum target, GLenum pname) {
  const auto refuse = [&](GLenum error, const char* reason) {
    c.error(error, std::string("getRenderbufferParameter: ") + reason);
    return StateValue::null();
  };
  if (target != GL_RENDERBUFFER) return refuse(GL_INVALID_ENUM, "target");
  const Renderbuffer* renderbuffer = c.framebuffers.renderbuffer.get();
  if (!renderbuffer) return refuse(GL_INVALID_OPERATION, "no renderbuffer is bound");
  static const FormatInfo kNothing{};
  const FormatInfo& format = renderbuffer->image.isDefined() ? *renderbuffer->image.format() : kNothing;
  switch (pname) {
    case GL_RENDERBUFFER_WIDTH: return StateValue::integer(renderbuffer->image.width());
    case GL_RENDERBUFFER_HEIGHT: return StateValue::integer(renderbuffer->image.height());
    case GL_RENDERBUFFER_INTERNAL_FORMAT: return StateValue::enumerant(renderbuffer->internalFormat);
    case GL_RENDERBUFFER_RED_SIZE: return StateValue::integer(format.redBits);
    case GL_RENDERBUFFER_GREEN_SIZE: return StateValue::integer(format.greenBits);
    case GL_RENDERBUFFER_BLUE_SIZE: return StateValue::integer(format.blueBits);
    case GL_RENDERBUFFER_ALPHA_SIZE: return StateValue::integer(format.alphaBits);
    case GL_RENDERBUFFER_DEPTH_SIZE: return StateValue::integer(format.depthBits);
    case GL_RENDERBUFFER_STENCIL_SIZE: return StateValue::integer(format.stencilBits);
    case GL_RENDERBUFFER_SAMPLES:
      if (c.webgl2()) return StateValue::integer(renderbuffer->samples);
      [[fallthrough]];
    default: return refuse(GL_INVALID_ENUM, "pname");
  }
}

StateValue getInternalformatParameter(Context& c, GLenum target, GLenum internalFormat, GLenum pname) {
  const auto refuse = [&](const char* reason) {
    c.error(GL_INVALID_ENUM, std::string("getInternalformatParameter: ") + reason);
    return StateValue::null();
  };
  if (target != GL_RENDERBUFFER) return refuse("target");
  if (pname != GL_SAMPLES) return refuse("pname");
  // Unsized RGB and RGBA are renderable by the specification's tables, but no renderbuffer has them: no counts.
  if (internalFormat == GL_RGB || internalFormat == GL_RGBA) return StateValue::integers({});
  const FormatInfo* format = internalFormat == GL_DEPTH_STENCIL ? nullptr : renderbufferFormat(c, internalFormat);
  if (!format) return refuse("internalformat");
  const int32_t samples = maxSamples(*format);
  return StateValue::integers(std::span(&samples, samples > 0 ? 1 : 0));
}

}  // namespace sw::gl
