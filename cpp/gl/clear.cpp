// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Tested by gl/framebuffers_test.cpp.

#include "gl/clear.h"

#include <algorithm>
#include <bit>

#include "gl/context.h"
#include "gl/framebuffers.h"
#include "texture/fill.h"

namespace sw::gl {

namespace {

FillRectangle clearRectangle(const Context& c, const Image& image) {
  FillRectangle rectangle{0, 0, image.width(), image.height()};
  if (!c.perFragment.scissorTest) return rectangle;
  const Rectangle& scissor = c.perFragment.scissor;
  const auto clamp = [](int64_t value, int32_t limit) { return int32_t(std::clamp<int64_t>(value, 0, limit)); };
  rectangle.x0 = clamp(scissor.x, image.width());
  rectangle.y0 = clamp(scissor.y, image.height());
  rectangle.x1 = clamp(int64_t(scissor.x) + scissor.width, image.width());
  rectangle.y1 = clamp(int64_t(scissor.y) + scissor.height, image.height());
  return rectangle;
}

/// Checks and prepares the draw framebuffer. False: nothing is to be done.
bool beginClear(Context& c, const char* function) {
  Framebuffer& framebuffer = *c.framebuffers.draw;
  if (!checkComplete(c, framebuffer, function)) return false;
  if (c.raster.rasterizerDiscard) return false;
  if (framebuffer.isDefault()) finishPendingClear(c);
  markDrawn(c);
  return true;
}

void clearColor(Context& c, uint32_t drawBuffer, const Texel& color) {
  Framebuffer& framebuffer = *c.framebuffers.draw;
  Attachment* attachment = colorAttachment(framebuffer, framebuffer.drawBuffers[drawBuffer]);
  if (!attachment) return;
  if (Image* image = attachedImage(c, *attachment)) {
    settleUsers(attachment->use());
    fillColor(*image, attachment->layer, clearRectangle(c, *image), color, c.perFragment.colorMask[drawBuffer]);
  }
}

void clearDepth(Context& c, float depth) {
  Attachment* attachment = depthAttachment(*c.framebuffers.draw);
  if (!attachment || !c.perFragment.depthMask || attachment->image()->format()->depth == DepthFormat::None) return;
  if (Image* image = attachedImage(c, *attachment)) {
    settleUsers(attachment->use());
    fillDepth(*image, attachment->layer, clearRectangle(c, *image), depth);
  }
}

void clearStencil(Context& c, int32_t stencil) {
  Attachment* attachment = stencilAttachment(*c.framebuffers.draw);
  if (!attachment || !attachment->image()->format()->stencil) return;
  if (Image* image = attachedImage(c, *attachment)) {
    settleUsers(attachment->use());
    fillStencil(*image, attachment->layer, clearRectangle(c, *image), uint8_t(stencil),
                uint8_t(c.perFragment.stencilFront.writeMask));
  }
}

const FormatInfo* drawFormat(Context& c, uint32_t drawBuffer) {
  Framebuffer& framebuffer = *c.framebuffers.draw;
  Attachment* attachment = colorAttachment(framebuffer, framebuffer.drawBuffers[drawBuffer]);
  return attachment ? attachment->image()->format() : nullptr;
}

/// clearBuffer* of COLOR: the buffer's class must be the function's (undefined by the specification; WebGL 2.0
/// refuses), also where rasterizing is off and nothing is cleared.
bool checkClass(Context& c, int32_t drawBuffer, ComponentClass componentClass, const char* function) {
  if (!checkComplete(c, *c.framebuffers.draw, function)) return false;
  const FormatInfo* format = drawFormat(c, uint32_t(drawBuffer));
  if (!format) return true;
  if (format->isInteger() ? format->componentClass == componentClass : componentClass == ComponentClass::Float) {
    return true;
  }
  c.error(GL_INVALID_OPERATION, std::string(function) + ": the buffer holds another type");
  return false;
}

/// Refuses a draw buffer out of range and too few values.
bool checkClearBuffer(Context& c, GLenum buffer, int32_t drawBuffer, size_t values, const char* function) {
  const int32_t limit = buffer == GL_COLOR ? int32_t(kMaxDrawBuffers) : 1;
  if (drawBuffer < 0 || drawBuffer >= limit) {
    c.error(GL_INVALID_VALUE, std::string(function) + ": drawbuffer");
    return false;
  }
  if (values < (buffer == GL_COLOR ? 4u : 1u)) {
    c.error(GL_INVALID_VALUE, std::string(function) + ": too few values");
    return false;
  }
  return true;
}

}  // namespace

void clear(Context& c, GLbitfield mask) {
  if (mask & ~(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT | GL_STENCIL_BUFFER_BIT)) {
    return c.error(GL_INVALID_VALUE, "clear: mask");
  }
  if (mask & GL_COLOR_BUFFER_BIT) {
    if (!checkComplete(c, *c.framebuffers.draw, "clear")) return;
    for (uint32_t i = 0; i < kMaxDrawBuffers; ++i) {
      const FormatInfo* format = drawFormat(c, i);
      if (format && format->isInteger()) return c.error(GL_INVALID_OPERATION, "clear: a buffer holds integers");
    }
  }
  if (!beginClear(c, "clear")) return;
  if (mask & GL_COLOR_BUFFER_BIT) {
    Texel color;
    for (int i = 0; i < 4; ++i) color.set(i, c.perFragment.clearColor[i]);
    for (uint32_t i = 0; i < kMaxDrawBuffers; ++i) clearColor(c, i, color);
  }
  if (mask & GL_DEPTH_BUFFER_BIT) clearDepth(c, c.perFragment.clearDepth);
  if (mask & GL_STENCIL_BUFFER_BIT) clearStencil(c, c.perFragment.clearStencil);
}

void clearBufferfv(Context& c, GLenum buffer, int32_t drawBuffer, std::span<const float> values) {
  if (buffer != GL_COLOR && buffer != GL_DEPTH) return c.error(GL_INVALID_ENUM, "clearBufferfv: buffer");
  if (!checkClearBuffer(c, buffer, drawBuffer, values.size(), "clearBufferfv")) return;
  if (buffer == GL_COLOR && !checkClass(c, drawBuffer, ComponentClass::Float, "clearBufferfv")) return;
  if (!beginClear(c, "clearBufferfv")) return;
  if (buffer == GL_DEPTH) return clearDepth(c, values[0]);
  Texel color;
  for (int i = 0; i < 4; ++i) color.set(i, values[size_t(i)]);
  clearColor(c, uint32_t(drawBuffer), color);
}

void clearBufferiv(Context& c, GLenum buffer, int32_t drawBuffer, std::span<const int32_t> values) {
  if (buffer != GL_COLOR && buffer != GL_STENCIL) return c.error(GL_INVALID_ENUM, "clearBufferiv: buffer");
  if (!checkClearBuffer(c, buffer, drawBuffer, values.size(), "clearBufferiv")) return;
  if (buffer == GL_COLOR && !checkClass(c, drawBuffer, ComponentClass::Int, "clearBufferiv")) return;
  if (!beginClear(c, "clearBufferiv")) return;
  if (buffer == GL_STENCIL) return clearStencil(c, values[0]);
  Texel color;
  for (int i = 0; i < 4; ++i) color.words[i] = uint32_t(values[size_t(i)]);
  clearColor(c, uint32_t(drawBuffer), color);
}

void clearBufferuiv(Context& c, GLenum buffer, int32_t drawBuffer, std::span<const uint32_t> values) {
  if (buffer != GL_COLOR) return c.error(GL_INVALID_ENUM, "clearBufferuiv: buffer");
  if (!checkClearBuffer(c, buffer, drawBuffer, values.size(), "clearBufferuiv")) return;
  if (!checkClass(c, drawBuffer, ComponentClass::Uint, "clearBufferuiv")) return;
  if (!beginClear(c, "clearBufferuiv")) return;
  Texel color;
  for (int i = 0; i < 4; ++i) color.words[i] = values[size_t(i)];
  clearColor(c, uint32_t(drawBuffer), color);
}

void clearBufferfi(Context& c, GLenum buffer, int32_t drawBuffer, float depth, int32_t stencil) {
  if (buffer != GL_DEPTH_STENCIL) return c.error(GL_INVALID_ENUM, "clearBufferfi: buffer");
  if (drawBuffer != 0) return c.error(GL_INVALID_VALUE, "clearBufferfi: drawbuffer");
  if (!beginClear(c, "clearBufferfi")) return;
  clearDepth(c, depth);
  clearStencil(c, stencil);
}

}  // namespace sw::gl
