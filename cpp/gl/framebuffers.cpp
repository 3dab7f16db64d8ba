// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Objects, attachments and their queries. Completeness and what draws need: framebuffers_status.cpp. The drawing
// buffer: framebuffers_drawing_buffer.cpp.

#include "gl/framebuffers.h"

#include <bit>

#include "gl/context.h"
#include "gl/textures.h"

namespace sw::gl {

namespace {

uint32_t colorAttachmentLimit(const Context& c) {
  return c.webgl2() || c.has(kWebglDrawBuffers) ? kMaxColorAttachments : 1;
}

/// The point of an application framebuffer that an enum names; null after recording an error.
Attachment* attachmentPoint(Context& c, Framebuffer& framebuffer, GLenum attachment, const char* function,
                            GLenum errorBeyondLimit = GL_INVALID_ENUM) {
  if (attachment >= GL_COLOR_ATTACHMENT0 && attachment < GL_COLOR_ATTACHMENT0 + colorAttachmentLimit(c)) {
    return &framebuffer.color[attachment - GL_COLOR_ATTACHMENT0];
  }
  if (attachment == GL_DEPTH_ATTACHMENT) return &framebuffer.depth;
  if (attachment == GL_STENCIL_ATTACHMENT) return &framebuffer.stencil;
  if (attachment == GL_DEPTH_STENCIL_ATTACHMENT) return &framebuffer.depthStencil;
  const bool beyond = c.webgl2() && attachment >= GL_COLOR_ATTACHMENT0 && attachment < GL_COLOR_ATTACHMENT0 + 32;
  c.error(beyond ? errorBeyondLimit : GLenum(GL_INVALID_ENUM), std::string(function) + ": attachment");
  return nullptr;
}

/// The bound framebuffer and its attachment point; `point` is null after recording an error.
struct Place {
  Framebuffer* framebuffer = nullptr;
  Attachment* point = nullptr;
};
Place findPlace(Context& c, GLenum target, GLenum attachment, const char* function) {
  Framebuffer* framebuffer = boundFramebuffer(c, target);
  if (!framebuffer) {
    c.error(GL_INVALID_ENUM, std::string(function) + ": target");
    return {};
  }
  return {framebuffer, attachmentPoint(c, *framebuffer, attachment, function)};
}

/// Whether it is an application's, which alone may be changed. Records the error where not.
bool isChangeable(Context& c, const Framebuffer& framebuffer, const char* function) {
  if (!framebuffer.isDefault()) return true;
  c.error(GL_INVALID_OPERATION, std::string(function) + ": no framebuffer object is bound");
  return false;
}

void attach(Context& c, Framebuffer& framebuffer, GLenum point, Attachment* place, const Attachment& value) {
  if (point == GL_DEPTH_STENCIL_ATTACHMENT && c.webgl2()) {
    framebuffer.depth = framebuffer.stencil = value;
  } else {
    *place = value;
  }
  attachmentsChanged(c);
}

/// Width in bits of a component as framebuffer queries tell it.
StateValue attachmentFormatParameter(const FormatInfo& format, GLenum pname, bool stencil) {
  switch (pname) {
    case GL_FRAMEBUFFER_ATTACHMENT_RED_SIZE: return StateValue::integer(format.redBits);
    case GL_FRAMEBUFFER_ATTACHMENT_GREEN_SIZE: return StateValue::integer(format.greenBits);
    case GL_FRAMEBUFFER_ATTACHMENT_BLUE_SIZE: return StateValue::integer(format.blueBits);
    case GL_FRAMEBUFFER_ATTACHMENT_ALPHA_SIZE: return StateValue::integer(format.alphaBits);
    case GL_FRAMEBUFFER_ATTACHMENT_DEPTH_SIZE: return StateValue::integer(format.depthBits);
    case GL_FRAMEBUFFER_ATTACHMENT_STENCIL_SIZE: return StateValue::integer(format.stencilBits);
    case GL_FRAMEBUFFER_ATTACHMENT_COLOR_ENCODING: return StateValue::enumerant(format.srgb ? GL_SRGB : GL_LINEAR);
    case GL_FRAMEBUFFER_ATTACHMENT_COMPONENT_TYPE:
      // §6.1.13: only colour buffers may have integer components. Stencil without depth is told as browsers do.
      if (stencil && format.depthBits == 0) return StateValue::enumerant(GL_UNSIGNED_INT);
      switch (format.componentClass) {
        case ComponentClass::UNorm: return StateValue::enumerant(GL_UNSIGNED_NORMALIZED);
        case ComponentClass::SNorm: return StateValue::enumerant(GL_SIGNED_NORMALIZED);
        case ComponentClass::Float: return StateValue::enumerant(GL_FLOAT);
        case ComponentClass::Int: return StateValue::enumerant(GL_INT);
        case ComponentClass::Uint: return StateValue::enumerant(GL_UNSIGNED_INT);
      }
  }
  return StateValue::null();
}

bool isAttachmentParameter(const Context& c, GLenum pname) {
  switch (pname) {
    case GL_FRAMEBUFFER_ATTACHMENT_OBJECT_TYPE:
    case GL_FRAMEBUFFER_ATTACHMENT_OBJECT_NAME:
    case GL_FRAMEBUFFER_ATTACHMENT_TEXTURE_LEVEL:
    case GL_FRAMEBUFFER_ATTACHMENT_TEXTURE_CUBE_MAP_FACE: return true;
    case GL_FRAMEBUFFER_ATTACHMENT_RED_SIZE:
    case GL_FRAMEBUFFER_ATTACHMENT_GREEN_SIZE:
    case GL_FRAMEBUFFER_ATTACHMENT_BLUE_SIZE:
    case GL_FRAMEBUFFER_ATTACHMENT_ALPHA_SIZE:
    case GL_FRAMEBUFFER_ATTACHMENT_DEPTH_SIZE:
    case GL_FRAMEBUFFER_ATTACHMENT_STENCIL_SIZE:
    case GL_FRAMEBUFFER_ATTACHMENT_TEXTURE_LAYER: return c.webgl2();
    case GL_FRAMEBUFFER_ATTACHMENT_COMPONENT_TYPE:
      return c.webgl2() || c.has(kExtColorBufferHalfFloat) || c.has(kWebglColorBufferFloat);
    case GL_FRAMEBUFFER_ATTACHMENT_COLOR_ENCODING: return c.webgl2() || c.has(kExtSrgb);
    default: return false;
  }
}

StateValue defaultFramebufferParameter(Context& c, Framebuffer& framebuffer, GLenum attachment, GLenum pname) {
  Attachment* point = nullptr;
  switch (attachment) {
    case GL_BACK: point = &framebuffer.color[0]; break;
    case GL_DEPTH: point = &framebuffer.depth; break;
    case GL_STENCIL: point = &framebuffer.stencil; break;
    default: c.error(GL_INVALID_ENUM, "getFramebufferAttachmentParameter: attachment"); return StateValue::null();
  }
  const bool present = point->isAttached();
  if (pname == GL_FRAMEBUFFER_ATTACHMENT_OBJECT_TYPE) {
    return StateValue::enumerant(present ? GL_FRAMEBUFFER_DEFAULT : GL_NONE);
  }
  if (!present) {
    c.error(GL_INVALID_OPERATION, "getFramebufferAttachmentParameter: the default framebuffer has no such buffer");
    return StateValue::null();
  }
  if (pname == GL_FRAMEBUFFER_ATTACHMENT_OBJECT_NAME || pname == GL_FRAMEBUFFER_ATTACHMENT_TEXTURE_LEVEL ||
      pname == GL_FRAMEBUFFER_ATTACHMENT_TEXTURE_CUBE_MAP_FACE || pname == GL_FRAMEBUFFER_ATTACHMENT_TEXTURE_LAYER) {
    c.error(GL_INVALID_ENUM, "getFramebufferAttachmentParameter: pname of the default framebuffer");
    return StateValue::null();
  }
  return attachmentFormatParameter(*point->image()->format(), pname, attachment == GL_STENCIL);
}

}  // namespace

uint32_t Attachment::face() const { return faceOf(textureTarget); }

Image* Attachment::image() const {
  if (renderbuffer) return &renderbuffer->image;
  if (texture) return &texture->images[face()][size_t(level)];
  return nullptr;
}

FramebufferState::FramebufferState() {
  defaultFramebuffer = new Framebuffer();
  defaultFramebuffer->drawBuffers[0] = GL_BACK;
  defaultFramebuffer->readBuffer = GL_BACK;
  draw = read = defaultFramebuffer;
}

FramebufferState::~FramebufferState() = default;

void attachmentsChanged(Context& c) {
  ++c.framebuffers.imageChanges;
  c.dirty |= kDirtyFramebuffer;
}

Framebuffer* boundFramebuffer(Context& c, GLenum target) {
  if (target == GL_FRAMEBUFFER) return c.framebuffers.draw.get();
  if (!c.webgl2()) return nullptr;
  if (target == GL_DRAW_FRAMEBUFFER) return c.framebuffers.draw.get();
  if (target == GL_READ_FRAMEBUFFER) return c.framebuffers.read.get();
  return nullptr;
}

Attachment* colorAttachment(Framebuffer& framebuffer, GLenum buffer) {
  Attachment* attachment = nullptr;
  if (buffer == GL_BACK) attachment = &framebuffer.color[0];
  if (buffer >= GL_COLOR_ATTACHMENT0 && buffer < GL_COLOR_ATTACHMENT0 + kMaxColorAttachments) {
    attachment = &framebuffer.color[buffer - GL_COLOR_ATTACHMENT0];
  }
  return attachment && attachment->isAttached() ? attachment : nullptr;
}

Attachment* depthAttachment(Framebuffer& framebuffer) {
  if (framebuffer.depth.isAttached()) return &framebuffer.depth;
  return framebuffer.depthStencil.isAttached() ? &framebuffer.depthStencil : nullptr;
}

Attachment* stencilAttachment(Framebuffer& framebuffer) {
  if (framebuffer.stencil.isAttached()) return &framebuffer.stencil;
  return framebuffer.depthStencil.isAttached() ? &framebuffer.depthStencil : nullptr;
}

void detachFromBound(Context& c, const Texture* texture, const Renderbuffer* renderbuffer) {
  const auto detach = [&](Attachment& attachment) {
    if ((texture && attachment.texture == texture) || (renderbuffer && attachment.renderbuffer == renderbuffer)) {
      attachment = {};
    }
  };
  for (Framebuffer* framebuffer : {c.framebuffers.draw.get(), c.framebuffers.read.get()}) {
    if (framebuffer->isDefault()) continue;
    for (Attachment& attachment : framebuffer->color) detach(attachment);
    detach(framebuffer->depth);
    detach(framebuffer->stencil);
    detach(framebuffer->depthStencil);
  }
  attachmentsChanged(c);
}

GLuint createFramebuffer(Context& c) {
  Framebuffer* framebuffer = c.framebuffers.framebuffers.create();
  framebuffer->drawBuffers[0] = GL_COLOR_ATTACHMENT0;
  return framebuffer->name;
}

void deleteFramebuffer(Context& c, GLuint name) {
  Framebuffer* framebuffer = c.framebuffers.framebuffers.find(name);
  if (!framebuffer) return;
  if (c.framebuffers.draw == framebuffer) c.framebuffers.draw = c.framebuffers.defaultFramebuffer;
  if (c.framebuffers.read == framebuffer) c.framebuffers.read = c.framebuffers.defaultFramebuffer;
  c.framebuffers.framebuffers.erase(name);
  attachmentsChanged(c);
}

bool isFramebuffer(Context& c, GLuint name) {
  const Framebuffer* framebuffer = c.framebuffers.framebuffers.find(name);
  return framebuffer && framebuffer->everBound;
}

void bindFramebuffer(Context& c, GLenum target, GLuint name) {
  Framebuffer* framebuffer = c.framebuffers.defaultFramebuffer.get();
  if (name) {
    framebuffer = c.framebuffers.framebuffers.find(name);
    if (!framebuffer) return c.error(GL_INVALID_OPERATION, "bindFramebuffer: no such framebuffer");
  }
  if (!boundFramebuffer(c, target)) return c.error(GL_INVALID_ENUM, "bindFramebuffer: target");
  framebuffer->everBound = true;
  if (target != GL_READ_FRAMEBUFFER) c.framebuffers.draw = framebuffer;
  if (target != GL_DRAW_FRAMEBUFFER) c.framebuffers.read = framebuffer;
  attachmentsChanged(c);
}

GLenum checkFramebufferStatus(Context& c, GLenum target) {
  Framebuffer* framebuffer = boundFramebuffer(c, target);
  if (!framebuffer) {
    c.error(GL_INVALID_ENUM, "checkFramebufferStatus: target");
    return 0;
  }
  return framebufferStatus(c, *framebuffer);
}

void framebufferTexture2D(Context& c, GLenum target, GLenum attachment, GLenum textureTarget, GLuint name,
                          int32_t level) {
  const auto refuse = [&](GLenum error, const char* reason) {
    c.error(error, std::string("framebufferTexture2D: ") + reason);
  };
  const auto [framebuffer, point] = findPlace(c, target, attachment, "framebufferTexture2D");
  if (!point) return;
  if (!isChangeable(c, *framebuffer, "framebufferTexture2D")) return;
  // §4.4.2: without a texture, textarget and level are ignored.
  if (name == 0) return attach(c, *framebuffer, attachment, point, {});
  Texture* texture = c.textures.textures.find(name);
  if (!texture) return refuse(GL_INVALID_OPERATION, "no such texture");
  if (level != 0 && !c.webgl2() && !c.has(kOesFboRenderMipmap)) return refuse(GL_INVALID_VALUE, "level is not 0");
  if (texture->target == 0) return refuse(GL_INVALID_OPERATION, "the texture has never been bound");
  const bool face = textureTarget >= GL_TEXTURE_CUBE_MAP_POSITIVE_X && textureTarget <= GL_TEXTURE_CUBE_MAP_NEGATIVE_Z;
  if (!face && textureTarget != GL_TEXTURE_2D) return refuse(GL_INVALID_ENUM, "textarget");
  if (texture->target != (face ? GLenum(GL_TEXTURE_CUBE_MAP) : textureTarget)) {
    return refuse(GL_INVALID_OPERATION, "the texture is of another target");
  }
  if (level < 0 || level >= largestLevelCount(textureTarget)) return refuse(GL_INVALID_VALUE, "level");
  attach(c, *framebuffer, attachment, point, {.texture = texture, .level = level, .textureTarget = textureTarget});
}

void framebufferTextureLayer(Context& c, GLenum target, GLenum attachment, GLuint name, int32_t level, int32_t layer) {
  const auto refuse = [&](GLenum error, const char* reason) {
    c.error(error, std::string("framebufferTextureLayer: ") + reason);
  };
  const auto [framebuffer, point] = findPlace(c, target, attachment, "framebufferTextureLayer");
  if (!point || !isChangeable(c, *framebuffer, "framebufferTextureLayer")) return;
  if (name == 0) return attach(c, *framebuffer, attachment, point, {});
  Texture* texture = c.textures.textures.find(name);
  if (!texture) return refuse(GL_INVALID_OPERATION, "no such texture");
  const bool volume = texture->target == GL_TEXTURE_3D;
  if (!volume && texture->target != GL_TEXTURE_2D_ARRAY) {
    return refuse(GL_INVALID_OPERATION, "the texture has no layers");
  }
  if (level < 0 || level >= largestLevelCount(texture->target)) return refuse(GL_INVALID_VALUE, "level");
  if (layer < 0 || layer >= (volume ? kMax3DTextureSize : kMaxArrayTextureLayers)) {
    return refuse(GL_INVALID_VALUE, "layer");
  }
  attach(c, *framebuffer, attachment, point,
         {.texture = texture, .level = level, .layer = layer, .textureTarget = texture->target});
}

void framebufferRenderbuffer(Context& c, GLenum target, GLenum attachment, GLenum renderbufferTarget, GLuint name) {
  const auto [framebuffer, point] = findPlace(c, target, attachment, "framebufferRenderbuffer");
  if (!point) return;
  if (renderbufferTarget != GL_RENDERBUFFER) {
    return c.error(GL_INVALID_ENUM, "framebufferRenderbuffer: renderbuffertarget");
  }
  if (!isChangeable(c, *framebuffer, "framebufferRenderbuffer")) return;
  Renderbuffer* renderbuffer = nullptr;
  if (name) {
    renderbuffer = c.framebuffers.renderbuffers.find(name);
    if (!renderbuffer || !renderbuffer->everBound) {
      return c.error(GL_INVALID_OPERATION, "framebufferRenderbuffer: no such renderbuffer");
    }
  }
  attach(c, *framebuffer, attachment, point, {.renderbuffer = renderbuffer});
}

StateValue getFramebufferAttachmentParameter(Context& c, GLenum target, GLenum attachment, GLenum pname) {
  const auto refuse = [&](GLenum error, const char* reason) {
    c.error(error, std::string("getFramebufferAttachmentParameter: ") + reason);
    return StateValue::null();
  };
  Framebuffer* framebuffer = boundFramebuffer(c, target);
  if (!framebuffer) return refuse(GL_INVALID_ENUM, "target");
  const bool known = isAttachmentParameter(c, pname);
  if (framebuffer->isDefault() && c.webgl2()) {
    if (!known) return refuse(GL_INVALID_ENUM, "pname");
    return defaultFramebufferParameter(c, *framebuffer, attachment, pname);
  }
  const Attachment* point = attachmentPoint(c, *framebuffer, attachment, "getFramebufferAttachmentParameter");
  if (!point) return StateValue::null();
  if (!isChangeable(c, *framebuffer, "getFramebufferAttachmentParameter")) return StateValue::null();
  if (!known && !c.webgl2()) return refuse(GL_INVALID_ENUM, "pname");
  if (attachment == GL_DEPTH_STENCIL_ATTACHMENT && pname == GL_FRAMEBUFFER_ATTACHMENT_COMPONENT_TYPE && known) {
    return refuse(GL_INVALID_OPERATION, "depth and stencil have no common component type");
  }
  if (attachment == GL_DEPTH_STENCIL_ATTACHMENT && c.webgl2()) {
    if (!(framebuffer->depth.texture == framebuffer->stencil.texture &&
          framebuffer->depth.renderbuffer == framebuffer->stencil.renderbuffer)) {
      return refuse(GL_INVALID_OPERATION, "depth and stencil attachments differ");
    }
    point = &framebuffer->depth;
  }
  const bool named = pname == GL_FRAMEBUFFER_ATTACHMENT_OBJECT_NAME;
  if (!point->isAttached()) {
    if (pname == GL_FRAMEBUFFER_ATTACHMENT_OBJECT_TYPE) return StateValue::enumerant(GL_NONE);
    if (named) return c.webgl2() ? StateValue::null() : refuse(GL_INVALID_ENUM, "nothing is attached");
    return refuse(c.webgl2() ? GL_INVALID_OPERATION : GL_INVALID_ENUM, "nothing is attached");
  }
  if (!known) return refuse(GL_INVALID_ENUM, "pname");
  if (named) {
    return point->texture ? StateValue::object(ObjectKind::Texture, point->texture->name)
                          : StateValue::object(ObjectKind::Renderbuffer, point->renderbuffer->name);
  }
  switch (pname) {
    case GL_FRAMEBUFFER_ATTACHMENT_OBJECT_TYPE:
      return StateValue::enumerant(point->texture ? GL_TEXTURE : GL_RENDERBUFFER);
    case GL_FRAMEBUFFER_ATTACHMENT_TEXTURE_LEVEL:
      if (!point->texture) return refuse(GL_INVALID_ENUM, "the attachment is no texture");
      return StateValue::integer(point->level);
    case GL_FRAMEBUFFER_ATTACHMENT_TEXTURE_CUBE_MAP_FACE:
      if (!point->texture) return refuse(GL_INVALID_ENUM, "the attachment is no texture");
      return StateValue::enumerant(point->texture->target == GL_TEXTURE_CUBE_MAP ? point->textureTarget : 0);
    case GL_FRAMEBUFFER_ATTACHMENT_TEXTURE_LAYER:
      if (!point->texture) return refuse(GL_INVALID_ENUM, "the attachment is no texture");
      return StateValue::integer(point->layer);
    default: break;
  }
  const Image& image = *point->image();
  static const FormatInfo kNothing{};
  const FormatInfo& format = image.isDefined() ? *image.format() : kNothing;
  return attachmentFormatParameter(format, pname, attachment == GL_STENCIL_ATTACHMENT);
}

void drawBuffers(Context& c, std::span<const GLenum> buffers) {
  if (buffers.size() > kMaxDrawBuffers) return c.error(GL_INVALID_VALUE, "drawBuffers: too many buffers");
  Framebuffer& framebuffer = *c.framebuffers.draw;
  for (GLenum buffer : buffers) {
    const bool known = buffer == GL_NONE || buffer == GL_BACK ||
                       (buffer >= GL_COLOR_ATTACHMENT0 && buffer < GL_COLOR_ATTACHMENT0 + 32);
    if (!known) return c.error(GL_INVALID_ENUM, "drawBuffers: buffer");
  }
  if (framebuffer.isDefault()) {
    if (buffers.size() != 1 || (buffers[0] != GL_NONE && buffers[0] != GL_BACK)) {
      return c.error(GL_INVALID_OPERATION, "drawBuffers: the default framebuffer takes one of BACK and NONE");
    }
  } else {
    for (size_t i = 0; i < buffers.size(); ++i) {
      if (buffers[i] != GL_NONE && buffers[i] != GL_COLOR_ATTACHMENT0 + i) {
        return c.error(GL_INVALID_OPERATION, "drawBuffers: buffer i is neither NONE nor COLOR_ATTACHMENTi");
      }
    }
  }
  framebuffer.drawBuffers.fill(GL_NONE);
  for (size_t i = 0; i < buffers.size(); ++i) framebuffer.drawBuffers[i] = buffers[i];
  attachmentsChanged(c);
}

void readBuffer(Context& c, GLenum buffer) {
  Framebuffer& framebuffer = *c.framebuffers.read;
  const bool color = buffer >= GL_COLOR_ATTACHMENT0 && buffer < GL_COLOR_ATTACHMENT0 + 32;
  if (!color && buffer != GL_BACK && buffer != GL_NONE) return c.error(GL_INVALID_ENUM, "readBuffer: buffer");
  const bool fits = framebuffer.isDefault() ? !color : buffer != GL_BACK;
  if (!fits || (color && buffer >= GL_COLOR_ATTACHMENT0 + kMaxColorAttachments)) {
    return c.error(GL_INVALID_OPERATION, "readBuffer: the framebuffer has no such buffer");
  }
  framebuffer.readBuffer = buffer;
}

namespace {

/// isNegative: of a size, which is told after the buffers of the default framebuffer, and before all attachments.
bool checkInvalidate(Context& c, GLenum target, std::span<const GLenum> attachments, bool isNegative,
                     const char* function) {
  Framebuffer* framebuffer = boundFramebuffer(c, target);
  if (!framebuffer) {
    c.error(GL_INVALID_ENUM, std::string(function) + ": target");
    return false;
  }
  if (framebuffer->isDefault()) {
    for (GLenum attachment : attachments) {
      if (attachment == GL_COLOR || attachment == GL_DEPTH || attachment == GL_STENCIL) continue;
      c.error(GL_INVALID_ENUM, std::string(function) + ": attachment");
      return false;
    }
  }
  if (isNegative) {
    c.error(GL_INVALID_VALUE, std::string(function) + ": a size is negative");
    return false;
  }
  if (framebuffer->isDefault()) return true;
  for (GLenum attachment : attachments) {
    if (!attachmentPoint(c, *framebuffer, attachment, function, GL_INVALID_OPERATION)) return false;
  }
  return true;
}

}  // namespace

// Contents become undefined; we leave them as they are.
void invalidateFramebuffer(Context& c, GLenum target, std::span<const GLenum> attachments) {
  checkInvalidate(c, target, attachments, false, "invalidateFramebuffer");
}

void invalidateSubFramebuffer(Context& c, GLenum target, std::span<const GLenum> attachments, int32_t, int32_t,
                              int32_t width, int32_t height) {
  checkInvalidate(c, target, attachments, width < 0 || height < 0, "invalidateSubFramebuffer");
}

}  // namespace sw::gl
