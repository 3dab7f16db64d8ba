// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Framebuffer objects and what draws need to know of them: OpenGL ES 3.0.6 §4.2.1, §4.4, WebGL 2.0 "Framebuffer
// objects".

#pragma once

#include <cstdint>
#include <span>

#include "gl/framebuffer_state.h"
#include "gl/state_value.h"
#include "pipeline/layout.h"
#include "pipeline/routine_keys.h"
#include "pipeline/shader_types.h"
#include "support/gl_constants.h"

namespace sw::gl {

struct Context;

// --- for draws -----------------------------------------------------------------------------------------------------

/// What a draw writes to.
struct DrawSurfaces {
  uint32_t width = 0, height = 0;  // what every attachment has
  uint32_t samples = 0;
  struct Color {
    TargetFormat format = TargetFormat::None;  // None: drawBuffers says NONE, or nothing is attached
    SurfaceState surface = {};
    SurfaceState evenBlocks = {};
    ScalarType componentClass = ScalarType::Float;
    bool float32 = false;    // to blend such, EXT_float_blend must be on
  } color[kMaxDrawBuffers];  // by draw buffer, that is by fragment output location
  DepthFormat depthFormat = DepthFormat::None;
  SurfaceState depth = {};
  float depthResolution = 0;  // as in RasterState
  SurfaceState stencil = {};
  uint32_t stencilBits = 0;
};

/// Cheap while nothing has changed.
GLenum drawFramebufferStatus(Context& context);

/// Of the complete draw framebuffer. Makes its images exist, and clears what presenting left to be cleared: call it
/// once per draw. Runs out of memory by losing the context.
const DrawSurfaces& drawSurfaces(Context& context);

/// Whether an image that sampling this texture may read is attached to the draw framebuffer. sampler: of the unit, or
/// null.
bool drawFramebufferHolds(Context& context, const Texture& texture, const Sampler* sampler = nullptr);

/// Tells that the draw framebuffer was written to: sets Context::drawn when it is the default one.
void markDrawn(Context& context);

/// Part of getParameter. False: not a parameter of framebuffers.
bool framebufferParameter(Context& context, GLenum pname, StateValue& out);

// --- the drawing buffer --------------------------------------------------------------------------------------------

/// At creation and at each change of size; the content is cleared. False: out of memory, and nothing changed.
[[nodiscard]] bool resizeDrawingBuffer(Context& context, uint32_t width, uint32_t height);
/// A drawing buffer of another format and size (WebGL 1.0 and 2.0, "drawingBufferStorage").
void drawingBufferStorage(Context& context, GLenum format, uint32_t width, uint32_t height);
GLenum drawingBufferFormat(const Context& context);
/// Writes width * height pixels as ImageData wants them: RGBA8, top row first, not premultiplied.
void presentDrawingBuffer(Context& context, uint8_t* rgba);
/// What they look like (sw::Look), as far as they are premultiplied.
uint32_t lookOfDrawingBuffer(Context& context);
/// The same as half floats, where colour may exceed 1.
void presentDrawingBufferHalves(Context& context, uint8_t* halves);
/// After presenting: what preserveDrawingBuffer does not keep will be cleared.
void drawingBufferPresented(Context& context);

// --- shared with the other files of framebuffers -------------------------------------------------------------------

GLenum framebufferStatus(Context& context, Framebuffer& framebuffer);
/// Records the error and returns false when the framebuffer is incomplete.
bool checkComplete(Context& context, Framebuffer& framebuffer, const char* function);
/// The framebuffer bound to FRAMEBUFFER, DRAW_FRAMEBUFFER or READ_FRAMEBUFFER; null for another target.
Framebuffer* boundFramebuffer(Context& context, GLenum target);
/// The point that a draw buffer or read buffer names; null for NONE, and where nothing is attached.
Attachment* colorAttachment(Framebuffer& framebuffer, GLenum buffer);
Attachment* depthAttachment(Framebuffer& framebuffer);
Attachment* stencilAttachment(Framebuffer& framebuffer);
/// Clears of the drawing buffer that presenting has put off.
void finishPendingClear(Context& context);
/// What readPixels takes of a format besides the pairs that it always takes: IMPLEMENTATION_COLOR_READ_FORMAT and
/// _TYPE.
struct ReadType {
  GLenum format, type;
};
ReadType preferredReadType(const FormatInfo& format);
/// Whether rendering to the format is possible in this context.
bool isRenderable(const Context& context, const FormatInfo& format);
/// Width and height of a complete framebuffer, and the image behind an attachment, made to exist. Null: out of memory,
/// which is recorded.
Image* attachedImage(Context& context, Attachment& attachment);
/// The image that reads and copies of these rows of a colour attachment see. It is another one where the drawing buffer
/// has samples: there they are resolved first. Null as above.
Image* readableImage(Context& context, Attachment& attachment, int64_t y, int64_t rows);
/// Whether reads are refused because of samples: the drawing buffer is resolved, other framebuffers the page resolves.
bool isUnreadable(const Framebuffer& framebuffer, const Attachment& attachment);
/// Tells that attachments or what is attached changed.
void attachmentsChanged(Context& context);
/// Takes a deleted texture or renderbuffer off the bound framebuffers.
void detachFromBound(Context& context, const Texture* texture, const Renderbuffer* renderbuffer);

// --- entry points --------------------------------------------------------------------------------------------------

GLuint createFramebuffer(Context& context);
void deleteFramebuffer(Context& context, GLuint name);
bool isFramebuffer(Context& context, GLuint name);
void bindFramebuffer(Context& context, GLenum target, GLuint name);
GLenum checkFramebufferStatus(Context& context, GLenum target);
void framebufferTexture2D(Context& context, GLenum target, GLenum attachment, GLenum textureTarget, GLuint texture,
                          int32_t level);
void framebufferTextureLayer(Context& context, GLenum target, GLenum attachment, GLuint texture, int32_t level,
                             int32_t layer);
void framebufferRenderbuffer(Context& context, GLenum target, GLenum attachment, GLenum renderbufferTarget,
                             GLuint renderbuffer);
StateValue getFramebufferAttachmentParameter(Context& context, GLenum target, GLenum attachment, GLenum pname);
void drawBuffers(Context& context, std::span<const GLenum> buffers);
void readBuffer(Context& context, GLenum buffer);
void invalidateFramebuffer(Context& context, GLenum target, std::span<const GLenum> attachments);
void invalidateSubFramebuffer(Context& context, GLenum target, std::span<const GLenum> attachments, int32_t x,
                              int32_t y, int32_t width, int32_t height);

}  // namespace sw::gl
