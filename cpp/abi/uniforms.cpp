// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Exports: uniforms of the default block. See cpp/gl/uniforms.h.

#include "gl/uniforms.h"

#include "abi/call.h"
#include "abi/typed_value.h"

namespace sw::abi {

SW_EXPORT(gl_uniform1f) void gl_uniform1f(int32_t location, float x) {
  const float values[] = {x};
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Float, 1, values, sizeof values);
}

SW_EXPORT(gl_uniform1fv) void gl_uniform1fv(int32_t location, const float* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Float, 1, values, bytes);
}

SW_EXPORT(gl_uniform2f) void gl_uniform2f(int32_t location, float x, float y) {
  const float values[] = {x, y};
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Float, 2, values, sizeof values);
}

SW_EXPORT(gl_uniform2fv) void gl_uniform2fv(int32_t location, const float* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Float, 2, values, bytes);
}

SW_EXPORT(gl_uniform3f) void gl_uniform3f(int32_t location, float x, float y, float z) {
  const float values[] = {x, y, z};
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Float, 3, values, sizeof values);
}

SW_EXPORT(gl_uniform3fv) void gl_uniform3fv(int32_t location, const float* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Float, 3, values, bytes);
}

SW_EXPORT(gl_uniform4f) void gl_uniform4f(int32_t location, float x, float y, float z, float w) {
  const float values[] = {x, y, z, w};
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Float, 4, values, sizeof values);
}

SW_EXPORT(gl_uniform4fv) void gl_uniform4fv(int32_t location, const float* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Float, 4, values, bytes);
}

SW_EXPORT(gl_uniform1i) void gl_uniform1i(int32_t location, int32_t x) {
  const int32_t values[] = {x};
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Int, 1, values, sizeof values);
}

SW_EXPORT(gl_uniform1iv) void gl_uniform1iv(int32_t location, const int32_t* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Int, 1, values, bytes);
}

SW_EXPORT(gl_uniform2i) void gl_uniform2i(int32_t location, int32_t x, int32_t y) {
  const int32_t values[] = {x, y};
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Int, 2, values, sizeof values);
}

SW_EXPORT(gl_uniform2iv) void gl_uniform2iv(int32_t location, const int32_t* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Int, 2, values, bytes);
}

SW_EXPORT(gl_uniform3i) void gl_uniform3i(int32_t location, int32_t x, int32_t y, int32_t z) {
  const int32_t values[] = {x, y, z};
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Int, 3, values, sizeof values);
}

SW_EXPORT(gl_uniform3iv) void gl_uniform3iv(int32_t location, const int32_t* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Int, 3, values, bytes);
}

SW_EXPORT(gl_uniform4i) void gl_uniform4i(int32_t location, int32_t x, int32_t y, int32_t z, int32_t w) {
  const int32_t values[] = {x, y, z, w};
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Int, 4, values, sizeof values);
}

SW_EXPORT(gl_uniform4iv) void gl_uniform4iv(int32_t location, const int32_t* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Int, 4, values, bytes);
}

SW_EXPORT(gl_uniform1ui) void gl_uniform1ui(int32_t location, uint32_t x) {
  const uint32_t values[] = {x};
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Uint, 1, values, sizeof values);
}

SW_EXPORT(gl_uniform1uiv) void gl_uniform1uiv(int32_t location, const uint32_t* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Uint, 1, values, bytes);
}

SW_EXPORT(gl_uniform2ui) void gl_uniform2ui(int32_t location, uint32_t x, uint32_t y) {
  const uint32_t values[] = {x, y};
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Uint, 2, values, sizeof values);
}

SW_EXPORT(gl_uniform2uiv) void gl_uniform2uiv(int32_t location, const uint32_t* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Uint, 2, values, bytes);
}

SW_EXPORT(gl_uniform3ui) void gl_uniform3ui(int32_t location, uint32_t x, uint32_t y, uint32_t z) {
  const uint32_t values[] = {x, y, z};
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Uint, 3, values, sizeof values);
}

SW_EXPORT(gl_uniform3uiv) void gl_uniform3uiv(int32_t location, const uint32_t* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Uint, 3, values, bytes);
}

SW_EXPORT(gl_uniform4ui) void gl_uniform4ui(int32_t location, uint32_t x, uint32_t y, uint32_t z, uint32_t w) {
  const uint32_t values[] = {x, y, z, w};
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Uint, 4, values, sizeof values);
}

SW_EXPORT(gl_uniform4uiv) void gl_uniform4uiv(int32_t location, const uint32_t* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::uniformVector(*call, location, gl::UniformData::Uint, 4, values, bytes);
}

SW_EXPORT(gl_uniformMatrix2fv)
void gl_uniformMatrix2fv(int32_t location, uint32_t transpose, const float* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::uniformMatrix(*call, location, 2, 2, transpose != 0, values, bytes);
}

SW_EXPORT(gl_uniformMatrix2x3fv)
void gl_uniformMatrix2x3fv(int32_t location, uint32_t transpose, const float* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::uniformMatrix(*call, location, 2, 3, transpose != 0, values, bytes);
}

SW_EXPORT(gl_uniformMatrix2x4fv)
void gl_uniformMatrix2x4fv(int32_t location, uint32_t transpose, const float* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::uniformMatrix(*call, location, 2, 4, transpose != 0, values, bytes);
}

SW_EXPORT(gl_uniformMatrix3x2fv)
void gl_uniformMatrix3x2fv(int32_t location, uint32_t transpose, const float* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::uniformMatrix(*call, location, 3, 2, transpose != 0, values, bytes);
}

SW_EXPORT(gl_uniformMatrix3fv)
void gl_uniformMatrix3fv(int32_t location, uint32_t transpose, const float* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::uniformMatrix(*call, location, 3, 3, transpose != 0, values, bytes);
}

SW_EXPORT(gl_uniformMatrix3x4fv)
void gl_uniformMatrix3x4fv(int32_t location, uint32_t transpose, const float* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::uniformMatrix(*call, location, 3, 4, transpose != 0, values, bytes);
}

SW_EXPORT(gl_uniformMatrix4x2fv)
void gl_uniformMatrix4x2fv(int32_t location, uint32_t transpose, const float* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::uniformMatrix(*call, location, 4, 2, transpose != 0, values, bytes);
}

SW_EXPORT(gl_uniformMatrix4x3fv)
void gl_uniformMatrix4x3fv(int32_t location, uint32_t transpose, const float* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::uniformMatrix(*call, location, 4, 3, transpose != 0, values, bytes);
}

SW_EXPORT(gl_uniformMatrix4fv)
void gl_uniformMatrix4fv(int32_t location, uint32_t transpose, const float* values, uint32_t bytes) {
  if (OverlappingCall call; call) gl::uniformMatrix(*call, location, 4, 4, transpose != 0, values, bytes);
}

/// Payload (small, until the next call): a typed value.
SW_EXPORT(gl_getUniform) const uint8_t* gl_getUniform(uint32_t program, int32_t location) {
  OverlappingCall call;
  return call ? call.answer(gl::getUniform(*call, program, location)) : nullptr;
}

}  // namespace sw::abi
