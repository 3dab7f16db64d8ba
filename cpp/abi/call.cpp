// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The instance's one context: made, resized, presented, lost. A lost context stays lost; restoring makes a new
// instance.

#include "abi/call.h"

#include <cstdlib>
#include <memory>
#include <new>

#include "abi/typed_value.h"
#include "gl/framebuffers.h"
#include "gl/shading.h"
#include "host/arena.h"
#include "host/guest.h"
#include "host/imports.h"
#include "support/deadline.h"
#include "support/ledger.h"
#include "support/storage.h"

namespace sw::abi {
namespace {

gl::Context* g_context = nullptr;
uint32_t g_depth = 0;  // exports under way: an import may call an export

enum AttributeBits : uint32_t {
  kAlpha = 1,
  kDepth = 2,
  kStencil = 4,
  kAntialias = 8,
  kPremultipliedAlpha = 16,
  kPreserveDrawingBuffer = 32,
};

}  // namespace

#ifdef SW_THREADS
Call::Call() : Call(Overlapping{}) {
  if (!context_) return;
  gl::settle(*context_);
  if (!context_->lost) return;
  context_ = nullptr;
  host::setLastError("the context is lost");
}

Call::Call(Overlapping) : context_(g_context && !g_context->lost ? g_context : nullptr) {
#else
Call::Call() : context_(g_context && !g_context->lost ? g_context : nullptr) {
#endif
  if (context_) {
    refusalsBefore_ = context_->refusals;
  } else {
    host::setLastError(g_context ? "the context is lost" : "there is no context");
  }
  if (g_depth++ != 0) return;
  commandDeadline().begin();
  host::resetGuestArena();
  host::expirePayloads();
}

Call::~Call() {
  if (--g_depth == 0 && commandDeadline().isOver() && g_context) gl::loseByDeadline(*g_context);
}

const uint8_t* Call::answer(const gl::StateValue& value) const { return refused() ? nullptr : writeValue(value); }

gl::Context* theContext() { return g_context; }
bool isCalling() { return g_depth != 0; }

#ifdef __EMSCRIPTEN__
/// Where C++ allocates there is no answer but to stop. The host reads why, and drops the instance:
/// web/context/state.ts.
[[noreturn]] static void stopWithoutMemory() {
  constexpr std::string_view kWhy = "out of memory";
  host::log(host::kLogLost, kWhy.data(), uint32_t(kWhy.size()));
  __builtin_trap();
}
#endif

SW_EXPORT(context_create) uint32_t context_create(uint32_t version, uint32_t width, uint32_t height, uint32_t bits) {
  const Call call;
  if (g_context || (version != 1 && version != 2)) {
    host::setLastError(g_context ? "the instance has a context already" : "there is no such WebGL version");
    return 0;
  }
#ifdef __EMSCRIPTEN__
  std::set_new_handler(&stopWithoutMemory);
#endif
  auto context = std::make_unique<gl::Context>();
  context->version = int(version);
  context->attributes = {.alpha = (bits & kAlpha) != 0,
                         .depth = (bits & kDepth) != 0,
                         .stencil = (bits & kStencil) != 0,
                         .antialias = (bits & kAntialias) != 0,
                         .premultipliedAlpha = (bits & kPremultipliedAlpha) != 0,
                         .preserveDrawingBuffer = (bits & kPreserveDrawingBuffer) != 0};
  context->raster.viewport = context->perFragment.scissor = {0, 0, int32_t(width), int32_t(height)};
  if (!gl::resizeDrawingBuffer(*context, width, height)) {
    host::setLastError("there is no memory for the drawing buffer");
    return 0;
  }
  commandDeadline().configure(&host::now, commandDeadline().maxMs());
  onSpareMemory(&host::offerMemory);
  context->drawn = true;  // the page sees the cleared buffer even if it never draws
  g_context = context.release();
  return 1;
}

SW_EXPORT(context_resize) uint32_t context_resize(uint32_t width, uint32_t height) {
  Call call;
  if (!call) return 0;
  if (!gl::resizeDrawingBuffer(*call, width, height)) {
    gl::loseContext(*call, gl::Loss::OutOfMemory, "there is no memory for the drawing buffer");
    return 0;
  }
  call->drawn = true;
  return 1;
}

SW_EXPORT(context_width) uint32_t context_width() {
  const OverlappingCall call;
  return call ? uint32_t(call->framebuffers.width) : 0;
}

SW_EXPORT(context_height) uint32_t context_height() {
  const OverlappingCall call;
  return call ? uint32_t(call->framebuffers.height) : 0;
}

SW_EXPORT(gl_drawingBufferStorage) void gl_drawingBufferStorage(uint32_t format, uint32_t width, uint32_t height) {
  if (Call call; call) gl::drawingBufferStorage(*call, format, width, height);
}

SW_EXPORT(gl_drawingBufferFormat) uint32_t gl_drawingBufferFormat() {
  const OverlappingCall call;
  return call ? gl::drawingBufferFormat(*call) : 0;
}

/// Payload (blob, until the next call): the drawing buffer as ImageData wants it, RGBA8.
SW_EXPORT(context_present) const uint8_t* context_present() {
  Call call;
  if (!call) return nullptr;
  const size_t pixels = size_t(call->framebuffers.width) * size_t(call->framebuffers.height);
  uint8_t* payload = host::allocatePayload(host::Arena::Blob, pixels * 4);
  if (payload) gl::presentDrawingBuffer(*call, payload);
  return payload;
}

SW_EXPORT(context_presentedLook) uint32_t context_presentedLook() {
  Call call;
  return call ? gl::lookOfDrawingBuffer(*call) : 0;
}

/// Payload (blob, until the next call): the same picture as RGBA16F.
SW_EXPORT(context_presentHalves) const uint8_t* context_presentHalves() {
  Call call;
  if (!call) return nullptr;
  const size_t pixels = size_t(call->framebuffers.width) * size_t(call->framebuffers.height);
  uint8_t* payload = host::allocatePayload(host::Arena::Blob, pixels * 8);
  if (payload) gl::presentDrawingBufferHalves(*call, payload);
  return payload;
}

SW_EXPORT(context_presented) void context_presented() {
  Call call;
  if (!call) return;
  gl::drawingBufferPresented(*call);
  call->drawn = false;
}

SW_EXPORT(context_dirty) uint32_t context_dirty() {
  OverlappingCall call;
  return call && call->drawn;
}

SW_EXPORT(context_turn) void context_turn() {
  if (OverlappingCall call; call) ++call->task;
}

SW_EXPORT(context_lose) void context_lose() {
  if (Call call; call) gl::loseContext(*call, gl::Loss::ByPage, "loseContext() was called");
}

SW_EXPORT(context_isLost) uint32_t context_isLost() {
  const OverlappingCall call;
  return g_context && g_context->lost ? uint32_t(g_context->loss) : 0;
}

SW_EXPORT(context_setLimits) void context_setLimits(double maxCommandMs, double maxBytes) {
  commandDeadline().configure(&host::now, maxCommandMs);
  ledger().limit(uint64_t(maxBytes));
}

SW_EXPORT(context_heldBytes) double context_heldBytes() { return double(ledger().heldBytes()); }

SW_EXPORT(gl_isContextLost) uint32_t gl_isContextLost() { return context_isLost() != 0; }

SW_EXPORT(gl_getError) uint32_t gl_getError() {
  const OverlappingCall call;
  return g_context ? g_context->takeError() : GL_NO_ERROR;
}

SW_EXPORT(gl_recordError) void gl_recordError(uint32_t code) {
  if (OverlappingCall call; call) call->error(code, "the call does not fit the context's objects");
}

SW_EXPORT(gl_getContextAttributeBits) uint32_t gl_getContextAttributeBits() {
  const OverlappingCall call;
  if (!g_context) return 0;
  const gl::ContextAttributes& granted = g_context->attributes;
  return (granted.alpha ? kAlpha : 0u) | (granted.depth ? kDepth : 0u) | (granted.stencil ? kStencil : 0u) |
         (granted.antialias ? kAntialias : 0u) | (granted.premultipliedAlpha ? kPremultipliedAlpha : 0u) |
         (granted.preserveDrawingBuffer ? kPreserveDrawingBuffer : 0u);
}

// Commands are done when they return: there is nothing to wait for.
SW_EXPORT(gl_finish) void gl_finish() { const Call call; }
SW_EXPORT(gl_flush) void gl_flush() { const OverlappingCall call; }

/// Payload (string, until the next call): why the call before returned 0, UTF-8. It ends no payload but those of its
/// arena.
SW_EXPORT(last_error) const uint8_t* last_error() { return host::payloadOf(host::lastError()); }

}  // namespace sw::abi
