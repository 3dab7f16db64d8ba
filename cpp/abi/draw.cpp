// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Exports: drawing commands, transform feedback, queries and sync objects. See cpp/gl.

#include "gl/draw.h"

#include <span>

#include "abi/call.h"
#include "abi/typed_value.h"
#include "gl/queries.h"
#include "gl/transform_feedback.h"
#include "host/arena.h"
#include "host/imports.h"

namespace sw::abi {

SW_EXPORT(gl_drawArrays) void gl_drawArrays(uint32_t mode, int32_t first, int32_t count) {
  if (OverlappingCall call; call) gl::drawArrays(*call, mode, first, count);
}

SW_EXPORT(gl_drawArraysInstanced)
void gl_drawArraysInstanced(uint32_t mode, int32_t first, int32_t count, int32_t instances) {
  if (OverlappingCall call; call) gl::drawArraysInstanced(*call, mode, first, count, instances);
}

SW_EXPORT(gl_drawElements) void gl_drawElements(uint32_t mode, int32_t count, uint32_t type, double offset) {
  if (OverlappingCall call; call) gl::drawElements(*call, mode, count, type, offset);
}

SW_EXPORT(gl_drawElementsInstanced)
void gl_drawElementsInstanced(uint32_t mode, int32_t count, uint32_t type, double offset, int32_t instances) {
  if (OverlappingCall call; call) gl::drawElementsInstanced(*call, mode, count, type, offset, instances);
}

SW_EXPORT(gl_drawRangeElements)
void gl_drawRangeElements(uint32_t mode, uint32_t start, uint32_t end, int32_t count, uint32_t type, double offset) {
  if (OverlappingCall call; call) gl::drawRangeElements(*call, mode, start, end, count, type, offset);
}

SW_EXPORT(gl_multiDrawArrays)
void gl_multiDrawArrays(uint32_t mode, const int32_t* firsts, const int32_t* counts, const int32_t* instances,
                        int32_t drawCount) {
  if (OverlappingCall call; call) gl::multiDrawArrays(*call, mode, firsts, counts, instances, drawCount);
}

SW_EXPORT(gl_multiDrawElements)
void gl_multiDrawElements(uint32_t mode, const int32_t* counts, uint32_t type, const int32_t* offsets,
                          const int32_t* instances, int32_t drawCount) {
  if (OverlappingCall call; call) gl::multiDrawElements(*call, mode, counts, type, offsets, instances, drawCount);
}

/// DrawStatistics without the clock.
struct StatisticsPayload {
  double draws, primitives, fragments;
  double verticesMs;  // in vertex routines
  double rasterMs;    // in the rest of draws
};

/// Payload (small, until the next call): StatisticsPayload.
SW_EXPORT(context_statistics) const uint8_t* context_statistics() {
  const Call call;
  if (!call) return nullptr;
  const DrawStatistics& s = call->statistics;
  const StatisticsPayload values = {double(s.draws), double(s.primitives), double(s.fragments), s.vertexMs, s.rasterMs};
  return host::payloadOf(std::span(reinterpret_cast<const uint8_t*>(&values), sizeof values));
}

SW_EXPORT(context_watch) void context_watch(uint32_t on) {
  if (Call call; call) call->statistics.clock = on != 0 ? &host::now : nullptr;
}

SW_EXPORT(gl_createTransformFeedback) uint32_t gl_createTransformFeedback() {
  OverlappingCall call;
  return call ? gl::createTransformFeedback(*call) : 0;
}

SW_EXPORT(gl_deleteTransformFeedback) void gl_deleteTransformFeedback(uint32_t name) {
  if (OverlappingCall call; call) gl::deleteTransformFeedback(*call, name);
}

SW_EXPORT(gl_isTransformFeedback) uint32_t gl_isTransformFeedback(uint32_t name) {
  OverlappingCall call;
  return call && gl::isTransformFeedback(*call, name);
}

SW_EXPORT(gl_bindTransformFeedback) void gl_bindTransformFeedback(uint32_t target, uint32_t name) {
  if (OverlappingCall call; call) gl::bindTransformFeedback(*call, target, name);
}

SW_EXPORT(gl_beginTransformFeedback) void gl_beginTransformFeedback(uint32_t primitiveMode) {
  if (OverlappingCall call; call) gl::beginTransformFeedback(*call, primitiveMode);
}

SW_EXPORT(gl_endTransformFeedback) void gl_endTransformFeedback() {
  if (OverlappingCall call; call) gl::endTransformFeedback(*call);
}

SW_EXPORT(gl_pauseTransformFeedback) void gl_pauseTransformFeedback() {
  if (OverlappingCall call; call) gl::pauseTransformFeedback(*call);
}

SW_EXPORT(gl_resumeTransformFeedback) void gl_resumeTransformFeedback() {
  if (OverlappingCall call; call) gl::resumeTransformFeedback(*call);
}

SW_EXPORT(gl_createQuery) uint32_t gl_createQuery() {
  OverlappingCall call;
  return call ? gl::createQuery(*call) : 0;
}

SW_EXPORT(gl_deleteQuery) void gl_deleteQuery(uint32_t name) {
  if (OverlappingCall call; call) gl::deleteQuery(*call, name);
}

SW_EXPORT(gl_isQuery) uint32_t gl_isQuery(uint32_t name) {
  OverlappingCall call;
  return call && gl::isQuery(*call, name);
}

SW_EXPORT(gl_beginQuery) void gl_beginQuery(uint32_t target, uint32_t name) {
  if (OverlappingCall call; call) gl::beginQuery(*call, target, name);
}

SW_EXPORT(gl_endQuery) void gl_endQuery(uint32_t target) {
  if (OverlappingCall call; call) gl::endQuery(*call, target);
}

SW_EXPORT(gl_queryCounterEXT) void gl_queryCounterEXT(uint32_t name, uint32_t target) {
  if (OverlappingCall call; call) gl::queryCounterEXT(*call, name, target);
}

/// Payload (small, until the next call): a typed value.
SW_EXPORT(gl_getQuery) const uint8_t* gl_getQuery(uint32_t target, uint32_t pname) {
  OverlappingCall call;
  return call ? call.answer(gl::getQuery(*call, target, pname)) : nullptr;
}

/// Payload (small, until the next call): a typed value.
SW_EXPORT(gl_getQueryParameter) const uint8_t* gl_getQueryParameter(uint32_t name, uint32_t pname) {
  OverlappingCall call;
  return call ? call.answer(gl::getQueryParameter(*call, name, pname)) : nullptr;
}

SW_EXPORT(gl_fenceSync) uint32_t gl_fenceSync(uint32_t condition, uint32_t flags) {
  OverlappingCall call;
  return call ? gl::fenceSync(*call, condition, flags) : 0;
}

SW_EXPORT(gl_deleteSync) void gl_deleteSync(uint32_t name) {
  if (OverlappingCall call; call) gl::deleteSync(*call, name);
}

SW_EXPORT(gl_isSync) uint32_t gl_isSync(uint32_t name) {
  OverlappingCall call;
  return call && gl::isSync(*call, name);
}

SW_EXPORT(gl_clientWaitSync) uint32_t gl_clientWaitSync(uint32_t name, uint32_t flags, double timeout) {
  OverlappingCall call;
  return call ? gl::clientWaitSync(*call, name, flags, timeout) : GL_WAIT_FAILED;
}

SW_EXPORT(gl_waitSync) void gl_waitSync(uint32_t name, uint32_t flags, double timeout) {
  if (OverlappingCall call; call) gl::waitSync(*call, name, flags, timeout);
}

/// Payload (small, until the next call): a typed value.
SW_EXPORT(gl_getSyncParameter) const uint8_t* gl_getSyncParameter(uint32_t name, uint32_t pname) {
  OverlappingCall call;
  return call ? call.answer(gl::getSyncParameter(*call, name, pname)) : nullptr;
}

}  // namespace sw::abi
