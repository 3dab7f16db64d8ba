// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The drawing buffer: WebGL 1.0 §2.2. Its images are renderbuffers attached to the default framebuffer.

#include <cstring>

#include "gl/context.h"
#include "gl/framebuffers.h"
#include "texture/fill.h"
#include "texture/present.h"

namespace sw::gl {

namespace {

/// The cleared state of WebGL: transparent black (opaque without alpha), depth 1, stencil 0.
void clearDrawingBuffer(Framebuffer& framebuffer) {
  const auto whole = [](const Image& image) { return FillRectangle{0, 0, image.width(), image.height()}; };
  Image& color = framebuffer.color[0].renderbuffer->image;
  fillColor(color, 0, whole(color), Texel{}, 15);
  if (framebuffer.depth.isAttached()) {
    Image& depth = framebuffer.depth.renderbuffer->image;
    fillDepth(depth, 0, whole(depth), 1);
  }
  if (framebuffer.stencil.isAttached()) {
    Image& stencil = framebuffer.stencil.renderbuffer->image;
    fillStencil(stencil, 0, whole(stencil), 0, 0xff);
  }
}

}  // namespace

bool resizeDrawingBuffer(Context& c, uint32_t width, uint32_t height) {
  const ContextAttributes& attributes = c.attributes;
  const auto make = [&](GLenum internalFormat) -> Ref<Renderbuffer> {
    Ref<Renderbuffer> renderbuffer = new Renderbuffer();
    renderbuffer->internalFormat = internalFormat;
    Image& image = renderbuffer->image;
    if (!image.define(*findFormat(internalFormat), int32_t(width), int32_t(height)) || !image.allocate()) return {};
    return renderbuffer;
  };
  const Ref<Renderbuffer> color = make(attributes.alpha ? GL_RGBA8 : GL_RGB8);
  Ref<Renderbuffer> depthStencil;
  if (attributes.depth || attributes.stencil) {
    depthStencil = make(!attributes.stencil ? GL_DEPTH_COMPONENT24
                        : attributes.depth  ? GL_DEPTH24_STENCIL8
                                            : GL_STENCIL_INDEX8);
    if (!depthStencil) return false;
  }
  if (!color) return false;
  Framebuffer& framebuffer = *c.framebuffers.defaultFramebuffer;
  framebuffer.color[0] = {.renderbuffer = color};
  framebuffer.depth = {.renderbuffer = attributes.depth ? depthStencil : nullptr};
  framebuffer.stencil = {.renderbuffer = attributes.stencil ? depthStencil : nullptr};
  c.framebuffers.width = int32_t(width);
  c.framebuffers.height = int32_t(height);
  c.framebuffers.clearPending = false;
  clearDrawingBuffer(framebuffer);
  c.drawn = true;
  attachmentsChanged(c);
  return true;
}

void finishPendingClear(Context& c) {
  if (!c.framebuffers.clearPending) return;
  c.framebuffers.clearPending = false;
  clearDrawingBuffer(*c.framebuffers.defaultFramebuffer);
}

void presentDrawingBuffer(Context& c, uint8_t* rgba) {
  // Without alpha the stored alpha is 255, so that rows are copied by the same test.
  const Image& image = c.framebuffers.defaultFramebuffer->color[0].renderbuffer->image;
  const bool multiplied = c.attributes.alpha && c.attributes.premultipliedAlpha;
  const uint32_t width = uint32_t(image.width());
  finishPendingClear(c);
  for (int32_t y = image.height() - 1; y >= 0; --y, rgba += size_t(width) * 4) {
    if (multiplied) {
      unpremultiplyRgba8(image.row(y), width, rgba);
    } else {
      std::memcpy(rgba, image.row(y), size_t(width) * 4);
    }
  }
}

void drawingBufferPresented(Context& c) {
  c.drawn = false;
  if (!c.attributes.preserveDrawingBuffer) c.framebuffers.clearPending = true;
}

}  // namespace sw::gl
