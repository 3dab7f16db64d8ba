// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Exports: shaders and programs. See cpp/gl.

#include "gl/programs.h"

#include <cstring>

#include "abi/call.h"
#include "abi/typed_value.h"
#include "gl/deferred.h"
#include "gl/expected_draws.h"
#include "gl/program_queries.h"
#include "gl/shaders.h"
#include "host/arena.h"

namespace sw::abi {

namespace {

const uint8_t* writeText(std::optional<std::string_view> text) { return text ? host::payloadOf(*text) : nullptr; }
const uint8_t* writeText(const std::string* text) { return text ? host::payloadOf(std::string_view(*text)) : nullptr; }

const uint8_t* writeNames(const std::vector<uint32_t>& names) {
  return host::payloadOf(std::span(reinterpret_cast<const uint8_t*>(names.data()), names.size() * 4));
}

/// Then the name.
struct VariablePayload {
  int32_t size;
  uint32_t type;
};

const uint8_t* writeVariable(const gl::ActiveVariable& variable) {
  const VariablePayload head{variable.size, variable.type};
  uint8_t* payload = host::allocatePayload(sizeof head + variable.name.size());
  if (!payload) return nullptr;
  std::memcpy(payload, &head, sizeof head);
  std::memcpy(payload + sizeof head, variable.name.data(), variable.name.size());
  return payload;
}

}  // namespace

SW_EXPORT(gl_createShader) uint32_t gl_createShader(uint32_t type) {
  OverlappingCall call;
  return call ? gl::createShader(*call, type) : 0;
}

SW_EXPORT(gl_deleteShader) void gl_deleteShader(uint32_t name) {
  if (OverlappingCall call; call) gl::deleteShader(*call, name);
}

SW_EXPORT(gl_isShader) uint32_t gl_isShader(uint32_t name) {
  OverlappingCall call;
  return call && gl::isShader(*call, name);
}

SW_EXPORT(gl_shaderSource) void gl_shaderSource(uint32_t name, const char* source, uint32_t sourceBytes) {
  if (OverlappingCall call; call) gl::shaderSource(*call, name, {source, sourceBytes});
}

SW_EXPORT(gl_compileShader) void gl_compileShader(uint32_t name) {
  if (OverlappingCall call; call) gl::compileShader(*call, name);
}

/// Payload (small, until the next call): a typed value.
SW_EXPORT(gl_getShaderParameter) const uint8_t* gl_getShaderParameter(uint32_t name, uint32_t pname) {
  OverlappingCall call;
  return call ? call.answer(gl::getShaderParameter(*call, name, pname)) : nullptr;
}

/// Payload (string, until the next call): the log, UTF-8.
SW_EXPORT(gl_getShaderInfoLog) const uint8_t* gl_getShaderInfoLog(uint32_t name) {
  OverlappingCall call;
  return call ? writeText(gl::getShaderInfoLog(*call, name)) : nullptr;
}

/// Payload (string, until the next call): the source, UTF-8.
SW_EXPORT(gl_getShaderSource) const uint8_t* gl_getShaderSource(uint32_t name) {
  OverlappingCall call;
  return call ? writeText(gl::getShaderSource(*call, name)) : nullptr;
}

/// Payload (string, until the next call): what is compiled, UTF-8.
SW_EXPORT(gl_getTranslatedShaderSource) const uint8_t* gl_getTranslatedShaderSource(uint32_t name) {
  OverlappingCall call;
  return call ? writeText(gl::getTranslatedShaderSource(*call, name)) : nullptr;
}

/// Payload (small, until the next call): 3 x i32: rangeMin, rangeMax, precision.
SW_EXPORT(gl_getShaderPrecisionFormat)
const uint8_t* gl_getShaderPrecisionFormat(uint32_t shaderType, uint32_t precisionType) {
  OverlappingCall call;
  gl::PrecisionFormat format;
  if (!call || !gl::getShaderPrecisionFormat(*call, shaderType, precisionType, format)) return nullptr;
  static_assert(sizeof format == 12);
  return host::payloadOf(std::span(reinterpret_cast<const uint8_t*>(&format), sizeof format));
}

SW_EXPORT(gl_createProgram) uint32_t gl_createProgram() {
  OverlappingCall call;
  return call ? gl::createProgram(*call) : 0;
}

SW_EXPORT(gl_deleteProgram) void gl_deleteProgram(uint32_t name) {
  if (OverlappingCall call; call) gl::deleteProgram(*call, name);
}

SW_EXPORT(gl_isProgram) uint32_t gl_isProgram(uint32_t name) {
  OverlappingCall call;
  return call && gl::isProgram(*call, name);
}

SW_EXPORT(gl_attachShader) void gl_attachShader(uint32_t program, uint32_t shader) {
  if (OverlappingCall call; call) gl::attachShader(*call, program, shader);
}

SW_EXPORT(gl_detachShader) void gl_detachShader(uint32_t program, uint32_t shader) {
  if (OverlappingCall call; call) gl::detachShader(*call, program, shader);
}

SW_EXPORT(gl_linkProgram) void gl_linkProgram(uint32_t name) {
  if (OverlappingCall call; call) gl::linkProgram(*call, name);
}

SW_EXPORT(gl_useProgram) void gl_useProgram(uint32_t name) {
  if (OverlappingCall call; call) gl::useProgram(*call, name);
}

SW_EXPORT(gl_validateProgram) void gl_validateProgram(uint32_t name) {
  if (OverlappingCall call; call) gl::validateProgram(*call, name);
}

SW_EXPORT(gl_bindAttribLocation)
void gl_bindAttribLocation(uint32_t program, uint32_t index, const char* name, uint32_t nameBytes) {
  if (OverlappingCall call; call) gl::bindAttribLocation(*call, program, index, {name, nameBytes});
}

SW_EXPORT(gl_transformFeedbackVaryings)
void gl_transformFeedbackVaryings(uint32_t program, const char* names, uint32_t namesBytes, uint32_t bufferMode) {
  if (OverlappingCall call; call) gl::transformFeedbackVaryings(*call, program, {names, namesBytes}, bufferMode);
}

SW_EXPORT(gl_uniformBlockBinding) void gl_uniformBlockBinding(uint32_t program, uint32_t blockIndex, uint32_t binding) {
  if (OverlappingCall call; call) gl::uniformBlockBinding(*call, program, blockIndex, binding);
}

/// Source bytes of the next piece of compiling or linking that was put off; 0: none waits.
SW_EXPORT(context_deferredBytes) uint32_t context_deferredBytes() {
  OverlappingCall call;
  return call ? gl::deferredBytes(*call) : 0;
}

/// Does that piece, and tells of the next.
SW_EXPORT(context_doDeferredWork) uint32_t context_doDeferredWork() {
  OverlappingCall call;
  if (!call) return 0;
  gl::doDeferredWork(*call);
  return gl::deferredBytes(*call);
}

/// Makes a routine that a draw will probably want, of a program that was linked; 0: there is none to make.
SW_EXPORT(context_makeExpectedRoutine) uint32_t context_makeExpectedRoutine() {
  OverlappingCall call;
  return call ? gl::makeExpectedRoutine(*call) : 0;
}

SW_EXPORT(gl_currentProgram) uint32_t gl_currentProgram() {
  OverlappingCall call;
  return call ? gl::nameOf(call->program.current) : 0;
}

SW_EXPORT(gl_linkSerial) uint32_t gl_linkSerial(uint32_t program) {
  OverlappingCall call;
  const gl::Program* found = call ? call->programs.find(program) : nullptr;
  return found ? found->linkSerial : 0;
}

/// The compiler's handle of what the program's last successful link made, 0 for none: for inspection.
SW_EXPORT(gl_programHandle) uint32_t gl_programHandle(uint32_t program) {
  OverlappingCall call;
  gl::Program* found = call ? call->programs.find(program) : nullptr;
  if (found) gl::finish(*call, *found);
  return found && found->executable ? found->executable->handle : 0;
}

/// Payload (small, until the next call): a typed value.
SW_EXPORT(gl_getProgramParameter) const uint8_t* gl_getProgramParameter(uint32_t program, uint32_t pname) {
  OverlappingCall call;
  return call ? call.answer(gl::getProgramParameter(*call, program, pname)) : nullptr;
}

/// Payload (string, until the next call): the log, UTF-8.
SW_EXPORT(gl_getProgramInfoLog) const uint8_t* gl_getProgramInfoLog(uint32_t program) {
  OverlappingCall call;
  return call ? writeText(gl::getProgramInfoLog(*call, program)) : nullptr;
}

SW_EXPORT(gl_getAttribLocation) int32_t gl_getAttribLocation(uint32_t program, const char* name, uint32_t nameBytes) {
  OverlappingCall call;
  return call ? gl::getAttribLocation(*call, program, {name, nameBytes}) : -1;
}

SW_EXPORT(gl_getUniformLocation) int32_t gl_getUniformLocation(uint32_t program, const char* name, uint32_t nameBytes) {
  OverlappingCall call;
  return call ? gl::getUniformLocation(*call, program, {name, nameBytes}) : -1;
}

SW_EXPORT(gl_getFragDataLocation)
int32_t gl_getFragDataLocation(uint32_t program, const char* name, uint32_t nameBytes) {
  OverlappingCall call;
  return call ? gl::getFragDataLocation(*call, program, {name, nameBytes}) : -1;
}

SW_EXPORT(gl_getUniformBlockIndex)
uint32_t gl_getUniformBlockIndex(uint32_t program, const char* name, uint32_t nameBytes) {
  OverlappingCall call;
  return call ? gl::getUniformBlockIndex(*call, program, {name, nameBytes}) : GL_INVALID_INDEX;
}

/// Payload (small or blob, until the next call): u32 for each name.
SW_EXPORT(gl_getUniformIndices)
const uint8_t* gl_getUniformIndices(uint32_t program, const char* names, uint32_t namesBytes) {
  OverlappingCall call;
  if (!call) return nullptr;
  const std::vector<uint32_t> indices = gl::getUniformIndices(*call, program, {names, namesBytes});
  return call.refused() ? nullptr : writeNames(indices);
}

/// Payload (small or blob, until the next call): a typed value.
SW_EXPORT(gl_getActiveUniforms)
const uint8_t* gl_getActiveUniforms(uint32_t program, const uint32_t* indices, uint32_t indicesBytes, uint32_t pname) {
  OverlappingCall call;
  return call ? call.answer(gl::getActiveUniforms(*call, program, {indices, indicesBytes / 4}, pname)) : nullptr;
}

/// Payload (small or blob, until the next call): a typed value.
SW_EXPORT(gl_getActiveUniformBlockParameter)
const uint8_t* gl_getActiveUniformBlockParameter(uint32_t program, uint32_t index, uint32_t pname) {
  OverlappingCall call;
  return call ? call.answer(gl::getActiveUniformBlockParameter(*call, program, index, pname)) : nullptr;
}

/// Payload (string, until the next call): the name, UTF-8.
SW_EXPORT(gl_getActiveUniformBlockName) const uint8_t* gl_getActiveUniformBlockName(uint32_t program, uint32_t index) {
  OverlappingCall call;
  return call ? writeText(gl::getActiveUniformBlockName(*call, program, index)) : nullptr;
}

/// Payload (small or blob, until the next call): i32 size, u32 type, the name, UTF-8.
SW_EXPORT(gl_getActiveAttrib) const uint8_t* gl_getActiveAttrib(uint32_t program, uint32_t index) {
  OverlappingCall call;
  gl::ActiveVariable variable;
  return call && gl::getActiveAttrib(*call, program, index, variable) ? writeVariable(variable) : nullptr;
}

/// Payload (small or blob, until the next call): i32 size, u32 type, the name, UTF-8.
SW_EXPORT(gl_getActiveUniform) const uint8_t* gl_getActiveUniform(uint32_t program, uint32_t index) {
  OverlappingCall call;
  gl::ActiveVariable variable;
  return call && gl::getActiveUniform(*call, program, index, variable) ? writeVariable(variable) : nullptr;
}

/// Payload (small or blob, until the next call): i32 size, u32 type, the name, UTF-8.
SW_EXPORT(gl_getTransformFeedbackVarying)
const uint8_t* gl_getTransformFeedbackVarying(uint32_t program, uint32_t index) {
  OverlappingCall call;
  gl::ActiveVariable variable;
  return call && gl::getTransformFeedbackVarying(*call, program, index, variable) ? writeVariable(variable) : nullptr;
}

/// Payload (small or blob, until the next call): u32 names.
SW_EXPORT(gl_getAttachedShaders) const uint8_t* gl_getAttachedShaders(uint32_t program) {
  OverlappingCall call;
  bool found = false;
  const std::vector<uint32_t> names = call ? gl::getAttachedShaders(*call, program, found) : std::vector<uint32_t>();
  return found ? writeNames(names) : nullptr;
}

}  // namespace sw::abi
