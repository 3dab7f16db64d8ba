// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Coordinate transforms and rasterisation: OpenGL ES 3.0.6 §2.12 to §2.17, §3.3 to §3.6.

#pragma once

#include <cstdint>

#include "support/gl_constants.h"

namespace sw::gl {

struct Rectangle {
  int32_t x = 0, y = 0, width = 0, height = 0;
};

struct RasterizationState {
  Rectangle viewport;
  float depthNear = 0, depthFar = 1;
  bool rasterizerDiscard = false;
  bool cullFace = false;
  GLenum cullFaceMode = GL_BACK;
  GLenum frontFace = GL_CCW;
  bool polygonOffsetFill = false;
  float polygonOffsetFactor = 0, polygonOffsetUnits = 0;
  float polygonOffsetClamp = 0;  // EXT_polygon_offset_clamp
  float lineWidth = 1;
  GLenum provokingVertex = GL_LAST_VERTEX_CONVENTION_WEBGL;
  bool depthClamp = false;
  GLenum clipOrigin = GL_LOWER_LEFT_EXT;
  GLenum clipDepthMode = GL_NEGATIVE_ONE_TO_ONE_EXT;
  uint32_t clipDistances = 0;  // bit i: CLIP_DISTANCEi_WEBGL
};

}  // namespace sw::gl
