// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Exports of framebuffers, renderbuffers, clears, blits and reads.

#include "gl/framebuffers.h"

#include <cstring>

#include "abi/call.h"
#include "abi/typed_value.h"
#include "gl/blit.h"
#include "gl/clear.h"
#include "gl/read_pixels.h"
#include "gl/renderbuffers.h"
#include "host/arena.h"

namespace sw::abi {

SW_EXPORT(gl_createFramebuffer) uint32_t gl_createFramebuffer() {
  OverlappingCall call;
  return call ? gl::createFramebuffer(*call) : 0;
}
SW_EXPORT(gl_deleteFramebuffer) void gl_deleteFramebuffer(uint32_t framebuffer) {
  if (OverlappingCall call; call) gl::deleteFramebuffer(*call, framebuffer);
}
SW_EXPORT(gl_isFramebuffer) uint32_t gl_isFramebuffer(uint32_t framebuffer) {
  OverlappingCall call;
  return call && gl::isFramebuffer(*call, framebuffer);
}
SW_EXPORT(gl_bindFramebuffer) void gl_bindFramebuffer(uint32_t target, uint32_t framebuffer) {
  if (OverlappingCall call; call) gl::bindFramebuffer(*call, target, framebuffer);
}
SW_EXPORT(gl_checkFramebufferStatus) uint32_t gl_checkFramebufferStatus(uint32_t target) {
  OverlappingCall call;
  return call ? gl::checkFramebufferStatus(*call, target) : uint32_t(GL_FRAMEBUFFER_UNSUPPORTED);
}
SW_EXPORT(gl_framebufferTexture2D)
void gl_framebufferTexture2D(uint32_t target, uint32_t attachment, uint32_t textureTarget, uint32_t texture,
                             int32_t level) {
  if (OverlappingCall call; call) gl::framebufferTexture2D(*call, target, attachment, textureTarget, texture, level);
}
SW_EXPORT(gl_framebufferTextureLayer)
void gl_framebufferTextureLayer(uint32_t target, uint32_t attachment, uint32_t texture, int32_t level, int32_t layer) {
  if (OverlappingCall call; call) gl::framebufferTextureLayer(*call, target, attachment, texture, level, layer);
}
SW_EXPORT(gl_framebufferRenderbuffer)
void gl_framebufferRenderbuffer(uint32_t target, uint32_t attachment, uint32_t renderbufferTarget,
                                uint32_t renderbuffer) {
  if (OverlappingCall call; call)
    gl::framebufferRenderbuffer(*call, target, attachment, renderbufferTarget, renderbuffer);
}
/// Payload (small, until the next call): a typed value.
SW_EXPORT(gl_getFramebufferAttachmentParameter)
const uint8_t* gl_getFramebufferAttachmentParameter(uint32_t target, uint32_t attachment, uint32_t pname) {
  OverlappingCall call;
  return call ? call.answer(gl::getFramebufferAttachmentParameter(*call, target, attachment, pname)) : nullptr;
}
SW_EXPORT(gl_drawBuffers) void gl_drawBuffers(const uint32_t* buffers, uint32_t bytes) {
  if (OverlappingCall call; call) gl::drawBuffers(*call, {buffers, bytes / 4});
}
SW_EXPORT(gl_readBuffer) void gl_readBuffer(uint32_t buffer) {
  if (OverlappingCall call; call) gl::readBuffer(*call, buffer);
}
SW_EXPORT(gl_invalidateFramebuffer)
void gl_invalidateFramebuffer(uint32_t target, const uint32_t* attachments, uint32_t bytes) {
  if (OverlappingCall call; call) gl::invalidateFramebuffer(*call, target, {attachments, bytes / 4});
}
SW_EXPORT(gl_invalidateSubFramebuffer)
void gl_invalidateSubFramebuffer(uint32_t target, const uint32_t* attachments, uint32_t bytes, int32_t x, int32_t y,
                                 int32_t width, int32_t height) {
  if (OverlappingCall call; call)
    gl::invalidateSubFramebuffer(*call, target, {attachments, bytes / 4}, x, y, width, height);
}

// --- renderbuffers -------------------------------------------------------------------------------------------------

SW_EXPORT(gl_createRenderbuffer) uint32_t gl_createRenderbuffer() {
  OverlappingCall call;
  return call ? gl::createRenderbuffer(*call) : 0;
}
SW_EXPORT(gl_deleteRenderbuffer) void gl_deleteRenderbuffer(uint32_t renderbuffer) {
  if (OverlappingCall call; call) gl::deleteRenderbuffer(*call, renderbuffer);
}
SW_EXPORT(gl_isRenderbuffer) uint32_t gl_isRenderbuffer(uint32_t renderbuffer) {
  OverlappingCall call;
  return call && gl::isRenderbuffer(*call, renderbuffer);
}
SW_EXPORT(gl_bindRenderbuffer) void gl_bindRenderbuffer(uint32_t target, uint32_t renderbuffer) {
  if (OverlappingCall call; call) gl::bindRenderbuffer(*call, target, renderbuffer);
}
SW_EXPORT(gl_renderbufferStorage)
void gl_renderbufferStorage(uint32_t target, uint32_t internalFormat, int32_t width, int32_t height) {
  if (OverlappingCall call; call) gl::renderbufferStorage(*call, target, internalFormat, width, height);
}
SW_EXPORT(gl_renderbufferStorageMultisample)
void gl_renderbufferStorageMultisample(uint32_t target, int32_t samples, uint32_t internalFormat, int32_t width,
                                       int32_t height) {
  if (OverlappingCall call; call)
    gl::renderbufferStorageMultisample(*call, target, samples, internalFormat, width, height);
}
/// Payload (small, until the next call): a typed value.
SW_EXPORT(gl_getRenderbufferParameter)
const uint8_t* gl_getRenderbufferParameter(uint32_t target, uint32_t pname) {
  OverlappingCall call;
  return call ? call.answer(gl::getRenderbufferParameter(*call, target, pname)) : nullptr;
}
/// Payload (small, until the next call): a typed value.
SW_EXPORT(gl_getInternalformatParameter)
const uint8_t* gl_getInternalformatParameter(uint32_t target, uint32_t internalFormat, uint32_t pname) {
  OverlappingCall call;
  return call ? call.answer(gl::getInternalformatParameter(*call, target, internalFormat, pname)) : nullptr;
}

// --- pixels --------------------------------------------------------------------------------------------------------

SW_EXPORT(gl_clear) void gl_clear(uint32_t mask) {
  if (OverlappingCall call; call) gl::clear(*call, mask);
}
SW_EXPORT(gl_clearBufferfv)
void gl_clearBufferfv(uint32_t buffer, int32_t drawBuffer, const float* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::clearBufferfv(*call, buffer, drawBuffer, {values, bytes / 4});
}
SW_EXPORT(gl_clearBufferiv)
void gl_clearBufferiv(uint32_t buffer, int32_t drawBuffer, const int32_t* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::clearBufferiv(*call, buffer, drawBuffer, {values, bytes / 4});
}
SW_EXPORT(gl_clearBufferuiv)
void gl_clearBufferuiv(uint32_t buffer, int32_t drawBuffer, const uint32_t* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::clearBufferuiv(*call, buffer, drawBuffer, {values, bytes / 4});
}
SW_EXPORT(gl_clearBufferfi)
void gl_clearBufferfi(uint32_t buffer, int32_t drawBuffer, float depth, int32_t stencil) {
  if (OverlappingCall call; call) gl::clearBufferfi(*call, buffer, drawBuffer, depth, stencil);
}
SW_EXPORT(gl_blitFramebuffer)
void gl_blitFramebuffer(int32_t sourceX0, int32_t sourceY0, int32_t sourceX1, int32_t sourceY1, int32_t targetX0,
                        int32_t targetY0, int32_t targetX1, int32_t targetY1, uint32_t mask, uint32_t filter) {
  if (OverlappingCall call; call) {
    gl::blitFramebuffer(*call, {sourceX0, sourceY0, sourceX1, sourceY1}, {targetX0, targetY0, targetX1, targetY1}, mask,
                        filter);
  }
}

/// Payload (blob, until the next call): gl::PackedRows, then the rows without gaps. 0: an error was recorded.
SW_EXPORT(gl_readPixels)
const uint8_t* gl_readPixels(int32_t x, int32_t y, int32_t width, int32_t height, uint32_t format, uint32_t type,
                             double availableBytes) {
  Call call;
  if (!call) return nullptr;
  if (call->bufferBindings.pixelPack) {
    call->error(GL_INVALID_OPERATION, "readPixels: a PIXEL_PACK_BUFFER is bound");
    return nullptr;
  }
  const gl::ReadRequest request = gl::checkReadPixels(*call, x, y, width, height, format, type, availableBytes);
  if (!request.valid) return nullptr;
  constexpr size_t kPrefixBytes = sizeof(gl::PackedRows);
  uint8_t* payload = host::allocatePayload(host::Arena::Blob, size_t(kPrefixBytes + request.rows.totalBytes()));
  if (!payload) {
    call->error(GL_OUT_OF_MEMORY, "readPixels: out of memory");
    return nullptr;
  }
  std::memcpy(payload, &request.rows, kPrefixBytes);
  return gl::readRows(*call, request, payload + kPrefixBytes, request.rows.rowBytes) ? payload : nullptr;
}
SW_EXPORT(gl_readPixelsToBuffer)
void gl_readPixelsToBuffer(int32_t x, int32_t y, int32_t width, int32_t height, uint32_t format, uint32_t type,
                           double offset) {
  if (Call call; call) gl::readPixelsToBuffer(*call, x, y, width, height, format, type, offset);
}

}  // namespace sw::abi
