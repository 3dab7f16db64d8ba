// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Completeness (OpenGL ES 3.0.6 §4.4.4, WebGL 1.0 §6.6 and §6.8), what draws write to, and queries of the bound
// framebuffers.
//
// Tested by gl/framebuffers_test.cpp.

#include <algorithm>

#include "gl/context.h"
#include "gl/framebuffers.h"
#include "gl/textures.h"
#include "gl/textures_internal.h"
#include "support/address.h"
#include "texture/fill.h"

namespace sw::gl {

namespace {

enum class PointKind { Color, Depth, Stencil, DepthStencil };

bool formatFits(const Context& c, const FormatInfo& format, const Attachment& attachment, PointKind kind) {
  if (kind == PointKind::Color) return !format.isDepthOrStencil() && isRenderable(c, format);
  const bool depth = format.depth != DepthFormat::None;
  if (!c.webgl2() && attachment.renderbuffer) {  // WebGL 1.0 §6.8: each point takes one internal format
    const GLenum name = attachment.renderbuffer->internalFormat;
    switch (kind) {
      case PointKind::Color: break;
      case PointKind::Depth: return name == GL_DEPTH_COMPONENT16;
      case PointKind::Stencil: return name == GL_STENCIL_INDEX8;
      case PointKind::DepthStencil: return name == GL_DEPTH_STENCIL;
    }
  }
  if (!c.webgl2() && kind == PointKind::Depth && format.stencil) return false;
  switch (kind) {
    case PointKind::Color: break;
    case PointKind::Depth: return depth;
    case PointKind::Stencil: return format.stencil;
    case PointKind::DepthStencil: return depth && format.stencil;
  }
  return false;
}

bool isAttachmentComplete(const Context& c, const Attachment& attachment, PointKind kind) {
  const Image* image = attachment.image();
  if (!image->isDefined() || image->isEmpty()) return false;
  if (attachment.layer >= image->depth()) return false;
  if (!formatFits(c, *image->format(), attachment, kind)) return false;
  const Texture* texture = attachment.texture.get();
  if (texture && c.webgl2() && !texture->immutable) {
    if (attachment.level < texture->baseLevel || attachment.level > lastMipmapLevel(*texture)) return false;
    if (attachment.level != texture->baseLevel && !isMipmapComplete(*texture)) return false;
  }
  // The suite asks this of WebGL 1 too, where OpenGL ES 2.0.25 §4.4.5 does not speak of it.
  return !texture || texture->target != GL_TEXTURE_CUBE_MAP || texture->immutable || isCubeComplete(*texture);
}

bool isSameImage(const Attachment& a, const Attachment& b) {
  return a.texture == b.texture && a.renderbuffer == b.renderbuffer && a.level == b.level && a.layer == b.layer &&
         (a.renderbuffer || a.face() == b.face());
}

/// Null after losing the context for lack of memory.
SurfaceState colorSurface(Context& c, Attachment& attachment) {
  Image* image = attachedImage(c, attachment);
  if (!image) return {};
  return {toAddress(image->row(0, attachment.layer)), image->strideBytes()};
}

void fillSurfaces(Context& c, Framebuffer& framebuffer, DrawSurfaces& out) {
  out = {};
  const auto size = [&](const Image& image) {
    out.width = uint32_t(image.width());
    out.height = uint32_t(image.height());
  };
  for (uint32_t i = 0; i < kMaxColorAttachments; ++i) {
    if (framebuffer.color[i].isAttached()) {
      size(*framebuffer.color[i].image());
      out.samples = uint32_t(framebuffer.color[i].samples());
    }
    Attachment* attachment = colorAttachment(framebuffer, framebuffer.drawBuffers[i]);
    if (!attachment) continue;
    DrawSurfaces::Color& color = out.color[i];
    color.surface = colorSurface(c, *attachment);
    Image& image = *attachment->image();
    if (image.samples() > 1) color.evenBlocks = {toAddress(image.evenBlocks()), image.evenStrideBytes()};
    const FormatInfo& format = *image.format();
    color.format = format.storage;
    color.componentClass = format.componentClass == ComponentClass::Int    ? ScalarType::Int
                           : format.componentClass == ComponentClass::Uint ? ScalarType::Uint
                                                                           : ScalarType::Float;
    color.float32 = format.componentClass == ComponentClass::Float && format.redBits == 32;
  }
  if (Attachment* depth = depthAttachment(framebuffer)) {
    const FormatInfo& format = *depth->image()->format();
    size(*depth->image());
    out.samples = std::max(out.samples, uint32_t(depth->samples()));
    if (format.depth != DepthFormat::None) {
      out.depth = colorSurface(c, *depth);
      out.depthFormat = format.depth;
      out.depthResolution = format.depth == DepthFormat::D16   ? 1 / 65536.0f
                            : format.depth == DepthFormat::D24 ? 1 / 16777216.0f
                                                               : 0.0f;
    }
  }
  if (Attachment* stencil = stencilAttachment(framebuffer)) {
    size(*stencil->image());
    out.samples = std::max(out.samples, uint32_t(stencil->samples()));
    if (stencil->image()->format()->stencil) {
      if (Image* image = attachedImage(c, *stencil)) {
        out.stencil = {toAddress(image->stencilRow(0, stencil->layer)), image->stencilStrideBytes()};
        out.stencilBits = 8;
      }
    }
  }
}

/// The format of the colour that is read; null when there is none.
const FormatInfo* readFormat(Context& c) {
  Framebuffer& framebuffer = *c.framebuffers.read;
  if (framebufferStatus(c, framebuffer) != GL_FRAMEBUFFER_COMPLETE) return nullptr;
  const Attachment* attachment = colorAttachment(framebuffer, framebuffer.readBuffer);
  return attachment ? attachment->image()->format() : nullptr;
}

}  // namespace

bool isRenderable(const Context& c, const FormatInfo& format) { return c.hasAny(format.renderable); }

GLenum framebufferStatus(Context& c, Framebuffer& framebuffer) {
  if (framebuffer.isDefault()) return GL_FRAMEBUFFER_COMPLETE;
  if (framebuffer.statusSerial == c.framebuffers.imageChanges && framebuffer.statusExtensions == c.extensions) {
    return framebuffer.status;
  }
  const auto remember = [&](GLenum status) {
    framebuffer.statusSerial = c.framebuffers.imageChanges;
    framebuffer.statusExtensions = c.extensions;
    return framebuffer.status = status;
  };

  struct Point {
    const Attachment* attachment;
    PointKind kind;
  };
  Point points[kMaxColorAttachments + 3];
  uint32_t count = 0;
  const auto add = [&](const Attachment& attachment, PointKind kind) {
    if (attachment.isAttached()) points[count++] = {&attachment, kind};
  };
  for (const Attachment& attachment : framebuffer.color) add(attachment, PointKind::Color);
  const uint32_t colors = count;
  add(framebuffer.depth, PointKind::Depth);
  add(framebuffer.stencil, PointKind::Stencil);
  add(framebuffer.depthStencil, PointKind::DepthStencil);

  if (!c.webgl2() && count - colors > 1) return remember(GL_FRAMEBUFFER_UNSUPPORTED);  // WebGL 1.0 §6.6
  for (uint32_t i = 0; i < count; ++i) {
    if (!isAttachmentComplete(c, *points[i].attachment, points[i].kind)) {
      return remember(GL_FRAMEBUFFER_INCOMPLETE_ATTACHMENT);
    }
  }
  if (count == 0) return remember(GL_FRAMEBUFFER_INCOMPLETE_MISSING_ATTACHMENT);
  const Image& first = *points[0].attachment->image();
  for (uint32_t i = 1; i < count; ++i) {
    const Image& image = *points[i].attachment->image();
    if (image.width() != first.width() || image.height() != first.height()) {
      return remember(GL_FRAMEBUFFER_INCOMPLETE_DIMENSIONS);
    }
    if (points[i].attachment->samples() != points[0].attachment->samples()) {
      return remember(GL_FRAMEBUFFER_INCOMPLETE_MULTISAMPLE);
    }
  }
  if (c.webgl2() && framebuffer.depth.isAttached() && framebuffer.stencil.isAttached() &&
      !isSameImage(framebuffer.depth, framebuffer.stencil)) {
    return remember(GL_FRAMEBUFFER_UNSUPPORTED);
  }
  for (uint32_t i = 0; i < colors; ++i) {
    for (uint32_t k = i + 1; k < colors; ++k) {
      if (isSameImage(*points[i].attachment, *points[k].attachment)) return remember(GL_FRAMEBUFFER_UNSUPPORTED);
    }
  }
  return remember(GL_FRAMEBUFFER_COMPLETE);
}

bool checkComplete(Context& c, Framebuffer& framebuffer, const char* function) {
  if (framebufferStatus(c, framebuffer) == GL_FRAMEBUFFER_COMPLETE) return true;
  c.error(GL_INVALID_FRAMEBUFFER_OPERATION, std::string(function) + ": the framebuffer is incomplete");
  return false;
}

GLenum drawFramebufferStatus(Context& c) { return framebufferStatus(c, *c.framebuffers.draw); }

Image* attachedImage(Context& c, Attachment& attachment) {
  Image* image = attachment.image();
  if (image->isAllocated()) return image;
  if (image->allocate()) {
    // Renderbuffers begin with the farthest depth (WebGL 1.0 §4.1), textures with zeros.
    if (attachment.renderbuffer && image->format()->depth != DepthFormat::None) {
      fillDepth(*image, 0, {0, 0, image->width(), image->height()}, 1);
    }
    return image;
  }
  loseContext(c, Loss::OutOfMemory, "there is no memory for a framebuffer's image");
  return nullptr;
}

const DrawSurfaces& drawSurfaces(Context& c) {
  FramebufferState& state = c.framebuffers;
  if (state.draw->isDefault()) finishPendingClear(c);
  if (!state.surfaces) state.surfaces = std::make_unique<DrawSurfaces>();
  if (state.surfacesSerial != state.imageChanges) {
    fillSurfaces(c, *state.draw, *state.surfaces);
    state.surfacesSerial = state.imageChanges;
  }
  return *state.surfaces;
}

bool drawFramebufferHolds(Context& c, const Texture& texture, const Sampler* sampler) {
  const SamplerParameters& parameters = sampler ? sampler->parameters : texture.parameters;
  const auto holds = [&](const Attachment& attachment) {
    if (!(attachment.texture == &texture)) return false;
    const int32_t base = effectiveBaseLevel(texture);
    const int32_t last = usesMipmaps(parameters) ? lastMipmapLevel(texture) : base;
    return attachment.level >= base && attachment.level <= last && isTextureComplete(c, texture, parameters);
  };
  const Framebuffer& framebuffer = *c.framebuffers.draw;
  if (framebuffer.isDefault()) return false;
  return std::any_of(framebuffer.color.begin(), framebuffer.color.end(), holds) || holds(framebuffer.depth) ||
         holds(framebuffer.stencil) || holds(framebuffer.depthStencil);
}

void markDrawn(Context& c) {
  if (c.framebuffers.draw->isDefault()) c.drawn = c.framebuffers.resolvedStale = true;
}

ReadType preferredReadType(const FormatInfo& format) {
  using enum TargetFormat;
  switch (format.storage) {
    case RGB565: return {GL_RGB, GL_UNSIGNED_SHORT_5_6_5};
    case RGBA4: return {GL_RGBA, GL_UNSIGNED_SHORT_4_4_4_4};
    case RGB5A1: return {GL_RGBA, GL_UNSIGNED_SHORT_5_5_5_1};
    case RGB10A2: return {GL_RGBA, GL_UNSIGNED_INT_2_10_10_10_REV};
    case RGB10A2UI: return {GL_RGBA_INTEGER, GL_UNSIGNED_INT_2_10_10_10_REV};
    case R11G11B10F: return {GL_RGB, GL_UNSIGNED_INT_10F_11F_11F_REV};
    case RGB8:
    case SRGB8: return {GL_RGBA, GL_UNSIGNED_BYTE};
    default: break;
  }
  switch (format.componentClass) {
    case ComponentClass::UNorm: return {format.baseFormat, format.redBits > 8 ? GL_UNSIGNED_SHORT : GL_UNSIGNED_BYTE};
    case ComponentClass::SNorm: return {format.baseFormat, format.redBits > 8 ? GL_SHORT : GL_BYTE};
    case ComponentClass::Float: return {format.baseFormat, format.redBits > 16 ? GL_FLOAT : GL_HALF_FLOAT};
    case ComponentClass::Int:
      return {format.baseFormat, format.redBits == 8 ? GL_BYTE : format.redBits == 16 ? GL_SHORT : GL_INT};
    case ComponentClass::Uint:
      return {format.baseFormat, format.redBits == 8    ? GL_UNSIGNED_BYTE
                                 : format.redBits == 16 ? GL_UNSIGNED_SHORT
                                                        : GL_UNSIGNED_INT};
  }
  return {GL_RGBA, GL_UNSIGNED_BYTE};
}

bool framebufferParameter(Context& c, GLenum pname, StateValue& out) {
  FramebufferState& state = c.framebuffers;
  Framebuffer& draw = *state.draw;
  const auto bits = [&](Attachment* attachment, auto member) {
    const bool complete = framebufferStatus(c, draw) == GL_FRAMEBUFFER_COMPLETE;
    out = StateValue::integer(complete && attachment ? attachment->image()->format()->*member : 0);
    return true;
  };
  Attachment* color = colorAttachment(draw, draw.drawBuffers[0]);
  if (!color) color = colorAttachment(draw, draw.isDefault() ? GL_BACK : GL_COLOR_ATTACHMENT0);
  switch (pname) {
    case GL_FRAMEBUFFER_BINDING: out = StateValue::object(ObjectKind::Framebuffer, draw.name); return true;
    case GL_RENDERBUFFER_BINDING:
      out = StateValue::object(ObjectKind::Renderbuffer, nameOf(state.renderbuffer));
      return true;
    case GL_RED_BITS: return bits(color, &FormatInfo::redBits);
    case GL_GREEN_BITS: return bits(color, &FormatInfo::greenBits);
    case GL_BLUE_BITS: return bits(color, &FormatInfo::blueBits);
    case GL_ALPHA_BITS: return bits(color, &FormatInfo::alphaBits);
    case GL_DEPTH_BITS: return bits(depthAttachment(draw), &FormatInfo::depthBits);
    case GL_STENCIL_BITS: return bits(stencilAttachment(draw), &FormatInfo::stencilBits);
    case GL_SAMPLES:
    case GL_SAMPLE_BUFFERS: {
      const bool complete = framebufferStatus(c, draw) == GL_FRAMEBUFFER_COMPLETE;
      const int32_t samples = complete ? int32_t(drawSurfaces(c).samples) : 0;
      out = StateValue::integer(pname == GL_SAMPLES ? samples : samples > 0);
      return true;
    }
    case GL_IMPLEMENTATION_COLOR_READ_FORMAT:
    case GL_IMPLEMENTATION_COLOR_READ_TYPE: {
      const FormatInfo* format = readFormat(c);
      if (!format) {
        c.error(GL_INVALID_OPERATION, "getParameter: there is no colour to read");
        out = StateValue::null();
        return true;
      }
      ReadType type = preferredReadType(*format);
      if (type.type == GL_HALF_FLOAT && !c.webgl2()) type.type = GL_HALF_FLOAT_OES;
      out = StateValue::enumerant(pname == GL_IMPLEMENTATION_COLOR_READ_FORMAT ? type.format : type.type);
      return true;
    }
    default: break;
  }
  if (pname >= GL_DRAW_BUFFER0 && pname < GL_DRAW_BUFFER0 + kMaxDrawBuffers) {
    if (!c.webgl2() && !c.has(kWebglDrawBuffers)) return false;
    out = StateValue::enumerant(draw.drawBuffers[pname - GL_DRAW_BUFFER0]);
    return true;
  }
  if (!c.webgl2()) return false;
  switch (pname) {
    case GL_READ_FRAMEBUFFER_BINDING: out = StateValue::object(ObjectKind::Framebuffer, state.read->name); return true;
    case GL_READ_BUFFER: out = StateValue::enumerant(state.read->readBuffer); return true;
    default: return false;
  }
}

}  // namespace sw::gl
