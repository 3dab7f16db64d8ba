// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Per-fragment operations and whole-framebuffer values: OpenGL ES 3.0.6 §4.1, §4.2.

#pragma once

#include <cstdint>

#include "gl/limits.h"
#include "gl/rasterization_state.h"
#include "support/gl_constants.h"

namespace sw::gl {

struct StencilFace {
  GLenum function = GL_ALWAYS;
  int32_t reference = 0;  // as given; clamped to the buffer's range when used
  uint32_t compareMask = ~0u;
  uint32_t writeMask = ~0u;
  GLenum fail = GL_KEEP, depthFail = GL_KEEP, depthPass = GL_KEEP;
};

/// Of one draw buffer; they differ only with OES_draw_buffers_indexed.
struct BlendState {
  bool enabled = false;
  GLenum equationRgb = GL_FUNC_ADD, equationAlpha = GL_FUNC_ADD;
  GLenum sourceRgb = GL_ONE, destinationRgb = GL_ZERO;
  GLenum sourceAlpha = GL_ONE, destinationAlpha = GL_ZERO;
};

struct PerFragmentState {
  bool scissorTest = false;
  Rectangle scissor;
  bool sampleAlphaToCoverage = false;
  bool sampleCoverage = false;
  float sampleCoverageValue = 1;
  bool sampleCoverageInvert = false;
  bool stencilTest = false;
  StencilFace stencilFront, stencilBack;
  bool depthTest = false;
  GLenum depthFunction = GL_LESS;
  bool depthMask = true;
  BlendState blend[kMaxDrawBuffers];
  uint8_t colorMask[kMaxDrawBuffers] = {15, 15, 15, 15, 15, 15, 15, 15};  // bit 0 red .. bit 3 alpha
  float blendColor[4] = {0, 0, 0, 0};
  bool dither = true;  // kept for queries; no format of ours dithers

  float clearColor[4] = {0, 0, 0, 0};
  float clearDepth = 1;
  int32_t clearStencil = 0;
};

}  // namespace sw::gl
