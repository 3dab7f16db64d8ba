// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Exports: buffers and vertex arrays. See cpp/gl.

#include "gl/buffers.h"

#include <cstring>

#include "abi/call.h"
#include "abi/typed_value.h"
#include "gl/vertex_arrays.h"
#include "host/arena.h"
#include "host/imports.h"

namespace sw::abi {

SW_EXPORT(gl_createBuffer) uint32_t gl_createBuffer() {
  OverlappingCall call;
  return call ? gl::createBuffer(*call) : 0;
}

SW_EXPORT(gl_deleteBuffer) void gl_deleteBuffer(uint32_t name) {
  if (OverlappingCall call; call) gl::deleteBuffer(*call, name);
}

SW_EXPORT(gl_isBuffer) uint32_t gl_isBuffer(uint32_t name) {
  OverlappingCall call;
  return call && gl::isBuffer(*call, name);
}

SW_EXPORT(gl_bindBuffer) void gl_bindBuffer(uint32_t target, uint32_t name) {
  if (OverlappingCall call; call) gl::bindBuffer(*call, target, name);
}

SW_EXPORT(gl_bindBufferBase) void gl_bindBufferBase(uint32_t target, uint32_t index, uint32_t name) {
  if (OverlappingCall call; call) gl::bindBufferBase(*call, target, index, name);
}

SW_EXPORT(gl_bindBufferRange)
void gl_bindBufferRange(uint32_t target, uint32_t index, uint32_t name, double offset, double size) {
  if (OverlappingCall call; call) gl::bindBufferRange(*call, target, index, name, offset, size);
}

SW_EXPORT(gl_bufferData) void gl_bufferData(uint32_t target, const uint8_t* data, double size, uint32_t usage) {
  if (OverlappingCall call; call) gl::bufferData(*call, target, data, size, usage, host::fetchOf(data));
}

SW_EXPORT(gl_bufferSubData) void gl_bufferSubData(uint32_t target, double offset, const uint8_t* data, uint32_t size) {
  if (OverlappingCall call; call) gl::bufferSubData(*call, target, offset, data, size, host::fetchOf(data));
}

SW_EXPORT(gl_copyBufferSubData)
void gl_copyBufferSubData(uint32_t readTarget, uint32_t writeTarget, double readOffset, double writeOffset,
                          double size) {
  if (OverlappingCall call; call) gl::copyBufferSubData(*call, readTarget, writeTarget, readOffset, writeOffset, size);
}

/// Payload (small, until the next call): a typed value.
SW_EXPORT(gl_getBufferParameter) const uint8_t* gl_getBufferParameter(uint32_t target, uint32_t pname) {
  OverlappingCall call;
  return call ? call.answer(gl::getBufferParameter(*call, target, pname)) : nullptr;
}

/// Payload (blob, until the next call): the bytes.
SW_EXPORT(gl_getBufferSubData) const uint8_t* gl_getBufferSubData(uint32_t target, double offset, double size) {
  OverlappingCall call;
  if (!call) return nullptr;
  const std::span<const uint8_t> bytes = gl::getBufferSubData(*call, target, offset, size);
  if (call.refused()) return nullptr;
  uint8_t* payload = host::allocatePayload(host::Arena::Blob, bytes.size());
  if (payload && !bytes.empty()) std::memcpy(payload, bytes.data(), bytes.size());
  return payload;
}

SW_EXPORT(gl_createVertexArray) uint32_t gl_createVertexArray() {
  OverlappingCall call;
  return call ? gl::createVertexArray(*call) : 0;
}

SW_EXPORT(gl_deleteVertexArray) void gl_deleteVertexArray(uint32_t name) {
  if (OverlappingCall call; call) gl::deleteVertexArray(*call, name);
}

SW_EXPORT(gl_isVertexArray) uint32_t gl_isVertexArray(uint32_t name) {
  OverlappingCall call;
  return call && gl::isVertexArray(*call, name);
}

SW_EXPORT(gl_bindVertexArray) void gl_bindVertexArray(uint32_t name) {
  if (OverlappingCall call; call) gl::bindVertexArray(*call, name);
}

SW_EXPORT(gl_enableVertexAttribArray) void gl_enableVertexAttribArray(uint32_t index) {
  if (OverlappingCall call; call) gl::enableVertexAttribArray(*call, index);
}

SW_EXPORT(gl_disableVertexAttribArray) void gl_disableVertexAttribArray(uint32_t index) {
  if (OverlappingCall call; call) gl::disableVertexAttribArray(*call, index);
}

SW_EXPORT(gl_vertexAttribPointer)
void gl_vertexAttribPointer(uint32_t index, int32_t size, uint32_t type, uint32_t normalized, int32_t stride,
                            double offset) {
  if (OverlappingCall call; call) gl::vertexAttribPointer(*call, index, size, type, normalized != 0, stride, offset);
}

SW_EXPORT(gl_vertexAttribIPointer)
void gl_vertexAttribIPointer(uint32_t index, int32_t size, uint32_t type, int32_t stride, double offset) {
  if (OverlappingCall call; call) gl::vertexAttribIPointer(*call, index, size, type, stride, offset);
}

SW_EXPORT(gl_vertexAttribDivisor) void gl_vertexAttribDivisor(uint32_t index, uint32_t divisor) {
  if (OverlappingCall call; call) gl::vertexAttribDivisor(*call, index, divisor);
}

SW_EXPORT(gl_vertexAttrib1f) void gl_vertexAttrib1f(uint32_t index, float x) {
  if (OverlappingCall call; call) gl::vertexAttrib1f(*call, index, x);
}

SW_EXPORT(gl_vertexAttrib2f) void gl_vertexAttrib2f(uint32_t index, float x, float y) {
  if (OverlappingCall call; call) gl::vertexAttrib2f(*call, index, x, y);
}

SW_EXPORT(gl_vertexAttrib3f) void gl_vertexAttrib3f(uint32_t index, float x, float y, float z) {
  if (OverlappingCall call; call) gl::vertexAttrib3f(*call, index, x, y, z);
}

SW_EXPORT(gl_vertexAttrib4f) void gl_vertexAttrib4f(uint32_t index, float x, float y, float z, float w) {
  if (OverlappingCall call; call) gl::vertexAttrib4f(*call, index, x, y, z, w);
}

SW_EXPORT(gl_vertexAttribI4i) void gl_vertexAttribI4i(uint32_t index, int32_t x, int32_t y, int32_t z, int32_t w) {
  if (OverlappingCall call; call) gl::vertexAttribI4i(*call, index, x, y, z, w);
}

SW_EXPORT(gl_vertexAttribI4ui)
void gl_vertexAttribI4ui(uint32_t index, uint32_t x, uint32_t y, uint32_t z, uint32_t w) {
  if (OverlappingCall call; call) gl::vertexAttribI4ui(*call, index, x, y, z, w);
}

/// Payload (small, until the next call): a typed value.
SW_EXPORT(gl_getVertexAttrib) const uint8_t* gl_getVertexAttrib(uint32_t index, uint32_t pname) {
  OverlappingCall call;
  return call ? call.answer(gl::getVertexAttrib(*call, index, pname)) : nullptr;
}

SW_EXPORT(gl_getVertexAttribOffset) double gl_getVertexAttribOffset(uint32_t index, uint32_t pname) {
  OverlappingCall call;
  return call ? gl::getVertexAttribOffset(*call, index, pname) : 0;
}

}  // namespace sw::abi
