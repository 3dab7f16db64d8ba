// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The drawing buffer: WebGL 1.0 §2.2. Its images are renderbuffers attached to the default framebuffer.

#include <algorithm>
#include <atomic>
#include <cstring>
#include <utility>

#include "gl/context.h"
#include "gl/extensions.h"
#include "gl/framebuffers.h"
#include "texture/fill.h"
#include "texture/present.h"
#include "texture/resolve.h"
#include "texture/texel.h"
#include "threads/rows.h"

namespace sw::gl {

namespace {

/// The cleared state of WebGL: transparent black (opaque without alpha), depth 1, stencil 0.
void clearDrawingBuffer(FramebufferState& state) {
  Framebuffer& framebuffer = *state.defaultFramebuffer;
  state.resolvedStale = true;
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

uint8_t toByte(float value) {
  return uint8_t(value > 0 ? (value < 1 ? value * 255 + 0.5f : 255.0f) : 0.0f);  // NaN is 0
}

/// A row of floats. Colour is divided by alpha before it is rounded.
void presentFloats(const uint8_t* from, uint32_t width, bool multiplied, uint8_t* rgba) {
  constexpr uint32_t kChunk = 64;
  constexpr TargetFormat kStorage = TargetFormat::RGBA16F;
  Texel texels[kChunk];
  const uint32_t texelBytes = storageBytes(kStorage);
  for (uint32_t x = 0; x < width; x += kChunk) {
    const uint32_t count = std::min(kChunk, width - x);
    decodeTexels(kStorage, from + size_t(x) * texelBytes, count, texels);
    for (uint32_t i = 0; i < count; ++i, rgba += 4) {
      const float alpha = std::clamp(texels[i].f(3), 0.0f, 1.0f);
      const float scale = !multiplied ? 1.0f : alpha > 0 ? 1 / alpha : 0.0f;
      for (int channel = 0; channel < 3; ++channel) rgba[channel] = toByte(texels[i].f(channel) * scale);
      rgba[3] = toByte(alpha);
    }
  }
}

}  // namespace

GLenum drawingBufferFormat(const Context& c) {
  if (c.framebuffers.colorFormat != 0) return c.framebuffers.colorFormat;
  return c.attributes.alpha ? GL_RGBA8 : GL_RGB8;
}

void drawingBufferStorage(Context& c, GLenum format, uint32_t width, uint32_t height) {
  if (width > uint32_t(kMaxTextureSize) || height > uint32_t(kMaxTextureSize)) {
    return c.error(GL_INVALID_VALUE, "drawingBufferStorage: beyond MAX_RENDERBUFFER_SIZE");
  }
  if (!c.attributes.alpha) {
    return c.error(GL_INVALID_OPERATION, "drawingBufferStorage: the context has no alpha");
  }
  const bool halfFloats = c.has(kExtColorBufferHalfFloat) || (c.webgl2() && c.has(kExtColorBufferFloat));
  const bool known = format == GL_RGBA8 || (format == GL_SRGB8_ALPHA8 && (c.webgl2() || c.has(kExtSrgb))) ||
                     (format == GL_RGBA16F && halfFloats);
  if (!known) return c.error(GL_INVALID_ENUM, "drawingBufferStorage: sizedFormat");
  const GLenum before = std::exchange(c.framebuffers.colorFormat, format);
  if (resizeDrawingBuffer(c, std::max(width, 1u), std::max(height, 1u))) return;
  c.framebuffers.colorFormat = before;
  c.error(GL_OUT_OF_MEMORY, "drawingBufferStorage: out of memory");
}

bool resizeDrawingBuffer(Context& c, uint32_t width, uint32_t height) {
  const ContextAttributes& attributes = c.attributes;
  const auto make = [&](GLenum internalFormat) -> Ref<Renderbuffer> {
    Ref<Renderbuffer> renderbuffer = new Renderbuffer();
    renderbuffer->internalFormat = internalFormat;
    renderbuffer->samples = attributes.antialias ? kMaxSamples : 0;
    Image& image = renderbuffer->image;
    const FormatInfo& format = *findFormat(internalFormat);
    const bool fits = attributes.antialias ? image.defineSampled(format, int32_t(width), int32_t(height), kMaxSamples)
                                           : image.define(format, int32_t(width), int32_t(height));
    if (!fits || !image.allocate()) return {};
    return renderbuffer;
  };
  const Ref<Renderbuffer> color = make(drawingBufferFormat(c));
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
  c.framebuffers.resolved.undefine();
  clearDrawingBuffer(c.framebuffers);
  c.drawn = true;
  attachmentsChanged(c);
  return true;
}

void finishPendingClear(Context& c) {
  if (!c.framebuffers.clearPending) return;
  c.framebuffers.clearPending = false;
  // No draw in flight writes to it: showing it waited for them, and any later one would have cleared it first.
  clearDrawingBuffer(c.framebuffers);
}

namespace {

constexpr int32_t kTile = 256;
constexpr size_t kTileBytes = size_t(kTile) * 8;  // of half floats

/// Calls `show(texels, at, count)` for rows of the drawing buffer, or parts of them; `at` counts pixels from the top left
/// one on. work: as forTexelRows() wants it.
template <class Show>
void forEachShown(Context& c, uint32_t work, const Show& show) {
  const Image& image = c.framebuffers.defaultFramebuffer->color[0].renderbuffer->image;
  const int32_t width = image.width(), height = image.height();
  finishPendingClear(c);
  const bool sampled = image.samples() > 1;
  if (sampled) work += resolveWork(*image.format());
  forTexelRows(height, width, work, [&](int32_t first, int32_t end) {
    uint8_t resolved[kTileBytes];
    for (int32_t row = first; row < end; ++row) {
      const int32_t y = height - 1 - row;
      const size_t at = size_t(row) * size_t(width);
      if (!sampled) show(image.row(y), at, uint32_t(width));
      for (int32_t x = 0; sampled && x < width; x += kTile) {
        const int32_t count = std::min(kTile, width - x);
        resolveRow(image, x, y, count, resolved);
        show(resolved, at + size_t(x), uint32_t(count));
      }
    }
  });
}

bool isMultiplied(const Context& c) { return c.attributes.alpha && c.attributes.premultipliedAlpha; }

}  // namespace

void presentDrawingBuffer(Context& c, uint8_t* rgba) {
  // Without alpha the stored alpha is 255, so that rows are copied by the same test. sRGB is stored as it is shown.
  const bool multiplied = isMultiplied(c);
  const bool floats = drawingBufferFormat(c) == GL_RGBA16F;
  constexpr uint32_t kFloatsWork = 60, kMultipliedWork = 15;
  const uint32_t work = floats ? kFloatsWork : multiplied ? kMultipliedWork : 0;
  forEachShown(c, work, [&](const uint8_t* texels, size_t at, uint32_t count) {
    uint8_t* const to = rgba + at * 4;
    if (floats) {
      presentFloats(texels, count, multiplied, to);
    } else if (multiplied) {
      unpremultiplyRgba8(texels, count, to);
    } else {
      std::memcpy(to, texels, size_t(count) * 4);
    }
  });
}

uint32_t lookOfDrawingBuffer(Context& c) {
  if (drawingBufferFormat(c) == GL_RGBA16F) return kLookHasContent | kLookShowsThrough;
  if (!isMultiplied(c)) return 0;
  constexpr uint32_t kWork = 6;
  std::atomic<uint32_t> look{0};
  forEachShown(c, kWork, [&](const uint8_t* texels, size_t, uint32_t count) {
    look.fetch_or(lookOfRgba8(texels, count), std::memory_order_relaxed);
  });
  return look.load(std::memory_order_relaxed);
}

void presentDrawingBufferHalves(Context& c, uint8_t* halves) {
  const bool multiplied = isMultiplied(c);
  const bool floats = drawingBufferFormat(c) == GL_RGBA16F;
  constexpr uint32_t kFloatsWork = 60;  // those of bytes come from a table that is made when it is first used
  forEachShown(c, floats ? kFloatsWork : 0, [&](const uint8_t* texels, size_t at, uint32_t count) {
    (floats ? halvesOfRgba16f : halvesOfRgba8)(texels, count, multiplied, halves + at * 8);
  });
}

void drawingBufferPresented(Context& c) {
  c.drawn = false;
  if (!c.attributes.preserveDrawingBuffer) c.framebuffers.clearPending = true;
}

}  // namespace sw::gl
