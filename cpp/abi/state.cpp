// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Exports: fixed-function state, parameters and extensions. See cpp/gl.

#include "abi/call.h"
#include "abi/typed_value.h"
#include "gl/capabilities.h"
#include "gl/extensions.h"
#include "gl/parameters.h"
#include "gl/per_fragment.h"
#include "gl/pixel_store_commands.h"
#include "gl/raster.h"
#include "host/arena.h"

namespace sw::abi {

SW_EXPORT(gl_viewport) void gl_viewport(int32_t x, int32_t y, int32_t width, int32_t height) {
  if (OverlappingCall call; call) gl::viewport(*call, x, y, width, height);
}

SW_EXPORT(gl_depthRange) void gl_depthRange(float zNear, float zFar) {
  if (OverlappingCall call; call) gl::depthRange(*call, zNear, zFar);
}

SW_EXPORT(gl_cullFace) void gl_cullFace(uint32_t mode) {
  if (OverlappingCall call; call) gl::cullFace(*call, mode);
}

SW_EXPORT(gl_frontFace) void gl_frontFace(uint32_t mode) {
  if (OverlappingCall call; call) gl::frontFace(*call, mode);
}

SW_EXPORT(gl_polygonOffset) void gl_polygonOffset(float factor, float units) {
  if (OverlappingCall call; call) gl::polygonOffset(*call, factor, units);
}

SW_EXPORT(gl_polygonOffsetClampEXT) void gl_polygonOffsetClampEXT(float factor, float units, float clamp) {
  if (OverlappingCall call; call) gl::polygonOffsetClampEXT(*call, factor, units, clamp);
}

SW_EXPORT(gl_lineWidth) void gl_lineWidth(float width) {
  if (OverlappingCall call; call) gl::lineWidth(*call, width);
}

SW_EXPORT(gl_provokingVertexWEBGL) void gl_provokingVertexWEBGL(uint32_t mode) {
  if (OverlappingCall call; call) gl::provokingVertexWEBGL(*call, mode);
}

SW_EXPORT(gl_clipControlEXT) void gl_clipControlEXT(uint32_t origin, uint32_t depth) {
  if (OverlappingCall call; call) gl::clipControlEXT(*call, origin, depth);
}

SW_EXPORT(gl_hint) void gl_hint(uint32_t target, uint32_t mode) {
  if (OverlappingCall call; call) gl::hint(*call, target, mode);
}

SW_EXPORT(gl_scissor) void gl_scissor(int32_t x, int32_t y, int32_t width, int32_t height) {
  if (OverlappingCall call; call) gl::scissor(*call, x, y, width, height);
}

SW_EXPORT(gl_sampleCoverage) void gl_sampleCoverage(float value, uint32_t invert) {
  if (OverlappingCall call; call) gl::sampleCoverage(*call, value, invert != 0);
}

SW_EXPORT(gl_stencilFunc) void gl_stencilFunc(uint32_t func, int32_t reference, uint32_t mask) {
  if (OverlappingCall call; call) gl::stencilFunc(*call, func, reference, mask);
}

SW_EXPORT(gl_stencilFuncSeparate)
void gl_stencilFuncSeparate(uint32_t face, uint32_t func, int32_t reference, uint32_t mask) {
  if (OverlappingCall call; call) gl::stencilFuncSeparate(*call, face, func, reference, mask);
}

SW_EXPORT(gl_stencilOp) void gl_stencilOp(uint32_t fail, uint32_t depthFail, uint32_t depthPass) {
  if (OverlappingCall call; call) gl::stencilOp(*call, fail, depthFail, depthPass);
}

SW_EXPORT(gl_stencilOpSeparate)
void gl_stencilOpSeparate(uint32_t face, uint32_t fail, uint32_t depthFail, uint32_t depthPass) {
  if (OverlappingCall call; call) gl::stencilOpSeparate(*call, face, fail, depthFail, depthPass);
}

SW_EXPORT(gl_stencilMask) void gl_stencilMask(uint32_t mask) {
  if (OverlappingCall call; call) gl::stencilMask(*call, mask);
}

SW_EXPORT(gl_stencilMaskSeparate) void gl_stencilMaskSeparate(uint32_t face, uint32_t mask) {
  if (OverlappingCall call; call) gl::stencilMaskSeparate(*call, face, mask);
}

SW_EXPORT(gl_depthFunc) void gl_depthFunc(uint32_t func) {
  if (OverlappingCall call; call) gl::depthFunc(*call, func);
}

SW_EXPORT(gl_depthMask) void gl_depthMask(uint32_t write) {
  if (OverlappingCall call; call) gl::depthMask(*call, write != 0);
}

SW_EXPORT(gl_colorMask) void gl_colorMask(uint32_t red, uint32_t green, uint32_t blue, uint32_t alpha) {
  if (OverlappingCall call; call) gl::colorMask(*call, red != 0, green != 0, blue != 0, alpha != 0);
}

SW_EXPORT(gl_blendColor) void gl_blendColor(float red, float green, float blue, float alpha) {
  if (OverlappingCall call; call) gl::blendColor(*call, red, green, blue, alpha);
}

SW_EXPORT(gl_blendEquation) void gl_blendEquation(uint32_t mode) {
  if (OverlappingCall call; call) gl::blendEquation(*call, mode);
}

SW_EXPORT(gl_blendEquationSeparate) void gl_blendEquationSeparate(uint32_t modeRgb, uint32_t modeAlpha) {
  if (OverlappingCall call; call) gl::blendEquationSeparate(*call, modeRgb, modeAlpha);
}

SW_EXPORT(gl_blendFunc) void gl_blendFunc(uint32_t source, uint32_t destination) {
  if (OverlappingCall call; call) gl::blendFunc(*call, source, destination);
}

SW_EXPORT(gl_blendFuncSeparate)
void gl_blendFuncSeparate(uint32_t sourceRgb, uint32_t destinationRgb, uint32_t sourceAlpha,
                          uint32_t destinationAlpha) {
  if (OverlappingCall call; call)
    gl::blendFuncSeparate(*call, sourceRgb, destinationRgb, sourceAlpha, destinationAlpha);
}

SW_EXPORT(gl_clearColor) void gl_clearColor(float red, float green, float blue, float alpha) {
  if (OverlappingCall call; call) gl::clearColor(*call, red, green, blue, alpha);
}

SW_EXPORT(gl_clearDepth) void gl_clearDepth(float depth) {
  if (OverlappingCall call; call) gl::clearDepth(*call, depth);
}

SW_EXPORT(gl_clearStencil) void gl_clearStencil(int32_t stencil) {
  if (OverlappingCall call; call) gl::clearStencil(*call, stencil);
}

SW_EXPORT(gl_colorMaskiOES)
void gl_colorMaskiOES(uint32_t buffer, uint32_t red, uint32_t green, uint32_t blue, uint32_t alpha) {
  if (OverlappingCall call; call) gl::colorMaskiOES(*call, buffer, red != 0, green != 0, blue != 0, alpha != 0);
}

SW_EXPORT(gl_blendEquationiOES) void gl_blendEquationiOES(uint32_t buffer, uint32_t mode) {
  if (OverlappingCall call; call) gl::blendEquationiOES(*call, buffer, mode);
}

SW_EXPORT(gl_blendEquationSeparateiOES)
void gl_blendEquationSeparateiOES(uint32_t buffer, uint32_t modeRgb, uint32_t modeAlpha) {
  if (OverlappingCall call; call) gl::blendEquationSeparateiOES(*call, buffer, modeRgb, modeAlpha);
}

SW_EXPORT(gl_blendFunciOES) void gl_blendFunciOES(uint32_t buffer, uint32_t source, uint32_t destination) {
  if (OverlappingCall call; call) gl::blendFunciOES(*call, buffer, source, destination);
}

SW_EXPORT(gl_blendFuncSeparateiOES)
void gl_blendFuncSeparateiOES(uint32_t buffer, uint32_t sourceRgb, uint32_t destinationRgb, uint32_t sourceAlpha,
                              uint32_t destinationAlpha) {
  if (OverlappingCall call; call)
    gl::blendFuncSeparateiOES(*call, buffer, sourceRgb, destinationRgb, sourceAlpha, destinationAlpha);
}

SW_EXPORT(gl_enable) void gl_enable(uint32_t cap) {
  if (OverlappingCall call; call) gl::enable(*call, cap);
}

SW_EXPORT(gl_disable) void gl_disable(uint32_t cap) {
  if (OverlappingCall call; call) gl::disable(*call, cap);
}

SW_EXPORT(gl_isEnabled) uint32_t gl_isEnabled(uint32_t cap) {
  OverlappingCall call;
  return call && gl::isEnabled(*call, cap);
}

SW_EXPORT(gl_enableiOES) void gl_enableiOES(uint32_t cap, uint32_t index) {
  if (OverlappingCall call; call) gl::enableiOES(*call, cap, index);
}

SW_EXPORT(gl_disableiOES) void gl_disableiOES(uint32_t cap, uint32_t index) {
  if (OverlappingCall call; call) gl::disableiOES(*call, cap, index);
}

SW_EXPORT(gl_isEnablediOES) uint32_t gl_isEnablediOES(uint32_t cap, uint32_t index) {
  OverlappingCall call;
  return call && gl::isEnablediOES(*call, cap, index);
}

SW_EXPORT(gl_pixelStorei) void gl_pixelStorei(uint32_t pname, int32_t param) {
  if (OverlappingCall call; call) gl::pixelStorei(*call, pname, param);
}

/// Payload (small, blob or string, until the next call): a typed value.
SW_EXPORT(gl_getParameter) const uint8_t* gl_getParameter(uint32_t pname) {
  OverlappingCall call;
  return call ? call.answer(gl::getParameter(*call, pname)) : nullptr;
}

/// Payload (small, until the next call): a typed value.
SW_EXPORT(gl_getIndexedParameter) const uint8_t* gl_getIndexedParameter(uint32_t target, uint32_t index) {
  OverlappingCall call;
  return call ? call.answer(gl::getIndexedParameter(*call, target, index)) : nullptr;
}

/// Payload (string, until the next call): names between spaces.
SW_EXPORT(gl_getSupportedExtensions) const uint8_t* gl_getSupportedExtensions() {
  OverlappingCall call;
  return call ? host::payloadOf(std::string_view(gl::getSupportedExtensions(*call))) : nullptr;
}

SW_EXPORT(gl_getExtension) uint32_t gl_getExtension(const char* name, uint32_t nameBytes) {
  OverlappingCall call;
  return call && gl::getExtension(*call, {name, nameBytes});
}

}  // namespace sw::abi
