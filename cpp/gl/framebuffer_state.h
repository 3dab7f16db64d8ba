// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Framebuffer and renderbuffer objects, the default framebuffer and the drawing buffer behind it (OpenGL ES 3.0.6
// §4.4, WebGL "The Drawing Buffer").

#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "gl/limits.h"
#include "gl/object.h"
#include "gl/texture_state.h"
#include "support/gl_constants.h"
#include "texture/image.h"

namespace sw::gl {

struct DrawSurfaces;  // framebuffers.h

struct Renderbuffer : Object {
  GLenum internalFormat = GL_RGBA4;  // as the page named it (WebGL 1: DEPTH_STENCIL)
  int32_t samples = 0;
  [[no_unique_address]] ShadingUse use;
  Image image;

  Renderbuffer() { image.belongTo(use); }
};

struct Attachment {
  Ref<Texture> texture = {};  // at most one of the two
  Ref<Renderbuffer> renderbuffer = {};
  int32_t level = 0;
  int32_t layer = 0;         // slice or layer
  GLenum textureTarget = 0;  // TEXTURE_2D, a cube map face, TEXTURE_3D, TEXTURE_2D_ARRAY

  bool isAttached() const { return texture || renderbuffer; }
  uint32_t face() const;
  /// The image attached, or null.
  Image* image() const;
  int32_t samples() const { return renderbuffer ? renderbuffer->samples : 0; }
  /// What draws in flight do to the image attached.
  ShadingUse& use() const { return renderbuffer ? renderbuffer->use : texture->use; }
  bool operator==(const Attachment&) const = default;
};

struct Framebuffer : Object {  // name 0: the default framebuffer
  std::array<Attachment, kMaxColorAttachments> color;
  Attachment depth;
  Attachment stencil;
  Attachment depthStencil;  // WebGL 1, where it is a point of its own; in WebGL 2 it stands for the two above
  std::array<GLenum, kMaxDrawBuffers> drawBuffers{};
  GLenum readBuffer = GL_COLOR_ATTACHMENT0;

  // The last answer of framebufferStatus, and what it depended on.
  GLenum status = 0;
  uint32_t statusSerial = 0;      // FramebufferState::imageChanges
  uint64_t statusExtensions = 0;  // Context::extensions

  bool isDefault() const { return name == 0; }
};

struct FramebufferState {
  Ref<Framebuffer> defaultFramebuffer;
  Ref<Framebuffer> draw, read;  // never null after init
  Ref<Renderbuffer> renderbuffer;
  ObjectTable<Framebuffer> framebuffers;
  ObjectTable<Renderbuffer> renderbuffers;
  int32_t width = 0, height = 0;  // of the drawing buffer
  GLenum colorFormat = 0;         // of the drawing buffer; 0: what goes with the context's attributes
  bool clearPending = false;      // shown and not preserved: to be cleared before anything looks at it again
  Image resolved;                 // what the samples of the drawing buffer's colour came to
  bool resolvedStale = true;      // they have changed since

  uint32_t imageChanges = 1;  // counts changes of anything that may be attached, and of attachments
  std::unique_ptr<DrawSurfaces> surfaces;
  uint32_t surfacesSerial = 0;

  FramebufferState();
  ~FramebufferState();
};

}  // namespace sw::gl
