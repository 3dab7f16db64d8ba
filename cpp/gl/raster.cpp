// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/raster.h"

#include <algorithm>

namespace sw::gl {

void viewport(Context& c, GLint x, GLint y, GLsizei width, GLsizei height) {
  if (width < 0 || height < 0) return c.error(GL_INVALID_VALUE, "viewport: width or height is negative");
  c.raster.viewport = {x, y, std::min(width, kMaxTextureSize), std::min(height, kMaxTextureSize)};
  c.dirty |= kDirtyRaster;
}

void depthRange(Context& c, float zNear, float zFar) {
  if (zNear > zFar) return c.error(GL_INVALID_OPERATION, "depthRange: zNear is greater than zFar");
  c.raster.depthNear = std::clamp(zNear, 0.0f, 1.0f);
  c.raster.depthFar = std::clamp(zFar, 0.0f, 1.0f);
  c.dirty |= kDirtyRaster;
}

void cullFace(Context& c, GLenum mode) {
  if (mode != GL_FRONT && mode != GL_BACK && mode != GL_FRONT_AND_BACK)
    return c.error(GL_INVALID_ENUM, "cullFace: mode");
  c.raster.cullFaceMode = mode;
  c.dirty |= kDirtyRaster;
}

void frontFace(Context& c, GLenum mode) {
  if (mode != GL_CW && mode != GL_CCW) return c.error(GL_INVALID_ENUM, "frontFace: mode");
  c.raster.frontFace = mode;
  c.dirty |= kDirtyRaster;
}

void polygonOffset(Context& c, float factor, float units) { polygonOffsetClampEXT(c, factor, units, 0); }

void polygonOffsetClampEXT(Context& c, float factor, float units, float clamp) {
  c.raster.polygonOffsetFactor = factor;
  c.raster.polygonOffsetUnits = units;
  c.raster.polygonOffsetClamp = clamp;
  c.dirty |= kDirtyRaster;
}

void lineWidth(Context& c, float width) {
  if (!(width > 0)) return c.error(GL_INVALID_VALUE, "lineWidth: width is not positive");
  c.raster.lineWidth = width;
  c.dirty |= kDirtyRaster;
}

void provokingVertexWEBGL(Context& c, GLenum mode) {
  if (mode != GL_FIRST_VERTEX_CONVENTION_WEBGL && mode != GL_LAST_VERTEX_CONVENTION_WEBGL) {
    return c.error(GL_INVALID_ENUM, "provokingVertexWEBGL: provokeMode");
  }
  c.raster.provokingVertex = mode;
  c.dirty |= kDirtyRaster;
}

void clipControlEXT(Context& c, GLenum origin, GLenum depth) {
  if (origin != GL_LOWER_LEFT_EXT && origin != GL_UPPER_LEFT_EXT)
    return c.error(GL_INVALID_ENUM, "clipControlEXT: origin");
  if (depth != GL_NEGATIVE_ONE_TO_ONE_EXT && depth != GL_ZERO_TO_ONE_EXT)
    return c.error(GL_INVALID_ENUM, "clipControlEXT: depth");
  c.raster.clipOrigin = origin;
  c.raster.clipDepthMode = depth;
  c.dirty |= kDirtyRaster;
}

void hint(Context& c, GLenum target, GLenum mode) {
  const bool derivative =
      target == GL_FRAGMENT_SHADER_DERIVATIVE_HINT && (c.webgl2() || c.has(kOesStandardDerivatives));
  if (target != GL_GENERATE_MIPMAP_HINT && !derivative) return c.error(GL_INVALID_ENUM, "hint: target");
  if (mode != GL_FASTEST && mode != GL_NICEST && mode != GL_DONT_CARE) return c.error(GL_INVALID_ENUM, "hint: mode");
  (derivative ? c.fragmentShaderDerivativeHint : c.generateMipmapHint) = mode;
}

}  // namespace sw::gl
