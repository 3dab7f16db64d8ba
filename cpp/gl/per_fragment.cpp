// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/per_fragment.h"

#include <algorithm>

namespace sw::gl {
namespace {

bool isCompareFunction(GLenum function) { return function >= GL_NEVER && function <= GL_ALWAYS; }

bool isStencilOp(GLenum op) {
  switch (op) {
    case GL_KEEP:
    case GL_ZERO:
    case GL_REPLACE:
    case GL_INCR:
    case GL_INCR_WRAP:
    case GL_DECR:
    case GL_DECR_WRAP:
    case GL_INVERT: return true;
  }
  return false;
}

bool isFace(GLenum face) { return face == GL_FRONT || face == GL_BACK || face == GL_FRONT_AND_BACK; }

/// Calls change for each face named.
template <typename Change>
void changeFaces(Context& c, GLenum face, Change change) {
  if (face != GL_BACK) change(c.perFragment.stencilFront);
  if (face != GL_FRONT) change(c.perFragment.stencilBack);
  c.dirty |= kDirtyPerFragment;
}

bool isBlendEquation(const Context& c, GLenum mode) {
  switch (mode) {
    case GL_FUNC_ADD:
    case GL_FUNC_SUBTRACT:
    case GL_FUNC_REVERSE_SUBTRACT: return true;
    case GL_MIN:
    case GL_MAX: return c.webgl2() || c.has(kExtBlendMinmax);
  }
  return false;
}

bool isBlendFactor(const Context& c, GLenum factor, bool source) {
  switch (factor) {
    case GL_ZERO:
    case GL_ONE:
    case GL_SRC_COLOR:
    case GL_ONE_MINUS_SRC_COLOR:
    case GL_DST_COLOR:
    case GL_ONE_MINUS_DST_COLOR:
    case GL_SRC_ALPHA:
    case GL_ONE_MINUS_SRC_ALPHA:
    case GL_DST_ALPHA:
    case GL_ONE_MINUS_DST_ALPHA:
    case GL_CONSTANT_COLOR:
    case GL_ONE_MINUS_CONSTANT_COLOR:
    case GL_CONSTANT_ALPHA:
    case GL_ONE_MINUS_CONSTANT_ALPHA: return true;
    case GL_SRC_ALPHA_SATURATE: return source || c.webgl2();
  }
  return false;
}

bool isConstantColor(GLenum factor) { return factor == GL_CONSTANT_COLOR || factor == GL_ONE_MINUS_CONSTANT_COLOR; }
bool isConstantAlpha(GLenum factor) { return factor == GL_CONSTANT_ALPHA || factor == GL_ONE_MINUS_CONSTANT_ALPHA; }

/// The draw buffers that a command changes: all of them, or one (OES_draw_buffers_indexed).
struct Buffers {
  uint32_t first = 0, end = kMaxDrawBuffers;
};

bool oneBuffer(Context& c, GLuint buffer, Buffers& buffers, const char* reason) {
  if (buffer >= kMaxDrawBuffers) {
    c.error(GL_INVALID_VALUE, reason);
    return false;
  }
  buffers = {buffer, buffer + 1};
  return true;
}

void setMask(Context& c, Buffers buffers, bool red, bool green, bool blue, bool alpha) {
  for (uint32_t i = buffers.first; i < buffers.end; ++i) {
    c.perFragment.colorMask[i] = uint8_t(red | green << 1 | blue << 2 | alpha << 3);
  }
  c.dirty |= kDirtyPerFragment;
}

void setEquations(Context& c, Buffers buffers, GLenum rgb, GLenum alpha) {
  if (!isBlendEquation(c, rgb) || !isBlendEquation(c, alpha)) return c.error(GL_INVALID_ENUM, "blendEquation: mode");
  for (uint32_t i = buffers.first; i < buffers.end; ++i) {
    c.perFragment.blend[i].equationRgb = rgb;
    c.perFragment.blend[i].equationAlpha = alpha;
  }
  c.dirty |= kDirtyPerFragment;
}

void setFactors(Context& c, Buffers buffers, GLenum sourceRgb, GLenum destinationRgb, GLenum sourceAlpha,
                GLenum destinationAlpha) {
  // WebGL 1.0, "Blending With Constant Color".
  if ((isConstantColor(sourceRgb) && isConstantAlpha(destinationRgb)) ||
      (isConstantAlpha(sourceRgb) && isConstantColor(destinationRgb))) {
    return c.error(GL_INVALID_OPERATION, "blendFunc: constant colour and constant alpha together");
  }
  if (!isBlendFactor(c, sourceRgb, true) || !isBlendFactor(c, sourceAlpha, true) ||
      !isBlendFactor(c, destinationRgb, false) || !isBlendFactor(c, destinationAlpha, false)) {
    return c.error(GL_INVALID_ENUM, "blendFunc: factor");
  }
  for (uint32_t i = buffers.first; i < buffers.end; ++i) {
    BlendState& blend = c.perFragment.blend[i];
    blend.sourceRgb = sourceRgb;
    blend.destinationRgb = destinationRgb;
    blend.sourceAlpha = sourceAlpha;
    blend.destinationAlpha = destinationAlpha;
  }
  c.dirty |= kDirtyPerFragment;
}

}  // namespace

void scissor(Context& c, GLint x, GLint y, GLsizei width, GLsizei height) {
  if (width < 0 || height < 0) return c.error(GL_INVALID_VALUE, "scissor: width or height is negative");
  c.perFragment.scissor = {x, y, width, height};
  c.dirty |= kDirtyRaster;
}

void sampleCoverage(Context& c, float value, bool invert) {
  c.perFragment.sampleCoverageValue = std::clamp(value, 0.0f, 1.0f);
  c.perFragment.sampleCoverageInvert = invert;
  c.dirty |= kDirtyPerFragment;
}

void stencilFunc(Context& c, GLenum function, GLint reference, GLuint mask) {
  stencilFuncSeparate(c, GL_FRONT_AND_BACK, function, reference, mask);
}

void stencilFuncSeparate(Context& c, GLenum face, GLenum function, GLint reference, GLuint mask) {
  if (!isFace(face)) return c.error(GL_INVALID_ENUM, "stencilFuncSeparate: face");
  if (!isCompareFunction(function)) return c.error(GL_INVALID_ENUM, "stencilFunc: func");
  changeFaces(c, face, [&](StencilFace& state) {
    state.function = function;
    state.reference = std::clamp(reference, 0, 255);  // of the 8 bits that stencil buffers have; queries see it
    state.compareMask = mask;
  });
}

void stencilOp(Context& c, GLenum fail, GLenum depthFail, GLenum depthPass) {
  stencilOpSeparate(c, GL_FRONT_AND_BACK, fail, depthFail, depthPass);
}

void stencilOpSeparate(Context& c, GLenum face, GLenum fail, GLenum depthFail, GLenum depthPass) {
  if (!isFace(face)) return c.error(GL_INVALID_ENUM, "stencilOpSeparate: face");
  if (!isStencilOp(fail) || !isStencilOp(depthFail) || !isStencilOp(depthPass)) {
    return c.error(GL_INVALID_ENUM, "stencilOp: operation");
  }
  changeFaces(c, face, [&](StencilFace& state) {
    state.fail = fail;
    state.depthFail = depthFail;
    state.depthPass = depthPass;
  });
}

void stencilMask(Context& c, GLuint mask) { stencilMaskSeparate(c, GL_FRONT_AND_BACK, mask); }

void stencilMaskSeparate(Context& c, GLenum face, GLuint mask) {
  if (!isFace(face)) return c.error(GL_INVALID_ENUM, "stencilMaskSeparate: face");
  changeFaces(c, face, [&](StencilFace& state) { state.writeMask = mask; });
}

void depthFunc(Context& c, GLenum function) {
  if (!isCompareFunction(function)) return c.error(GL_INVALID_ENUM, "depthFunc: func");
  c.perFragment.depthFunction = function;
  c.dirty |= kDirtyPerFragment;
}

void depthMask(Context& c, bool write) {
  c.perFragment.depthMask = write;
  c.dirty |= kDirtyPerFragment;
}

void colorMask(Context& c, bool red, bool green, bool blue, bool alpha) { setMask(c, {}, red, green, blue, alpha); }

void blendColor(Context& c, float red, float green, float blue, float alpha) {
  const float color[4] = {red, green, blue, alpha};
  const bool clamped = !c.webgl2() && !c.has(kWebglColorBufferFloat) && !c.has(kExtColorBufferHalfFloat);
  for (int i = 0; i < 4; ++i) {
    c.perFragment.blendColor[i] = clamped ? std::clamp(color[i], 0.0f, 1.0f) : color[i];
  }
  c.dirty |= kDirtyPerFragment;
}

void blendEquation(Context& c, GLenum mode) { setEquations(c, {}, mode, mode); }
void blendEquationSeparate(Context& c, GLenum modeRgb, GLenum modeAlpha) { setEquations(c, {}, modeRgb, modeAlpha); }
void blendFunc(Context& c, GLenum source, GLenum destination) {
  setFactors(c, {}, source, destination, source, destination);
}
void blendFuncSeparate(Context& c, GLenum sourceRgb, GLenum destinationRgb, GLenum sourceAlpha,
                       GLenum destinationAlpha) {
  setFactors(c, {}, sourceRgb, destinationRgb, sourceAlpha, destinationAlpha);
}

void clearColor(Context& c, float red, float green, float blue, float alpha) {
  const float color[4] = {red, green, blue, alpha};
  std::copy(color, color + 4, c.perFragment.clearColor);
}

void clearDepth(Context& c, float depth) { c.perFragment.clearDepth = std::clamp(depth, 0.0f, 1.0f); }
void clearStencil(Context& c, GLint stencil) { c.perFragment.clearStencil = stencil; }

void colorMaskiOES(Context& c, GLuint buffer, bool red, bool green, bool blue, bool alpha) {
  Buffers one;
  if (oneBuffer(c, buffer, one, "colorMaskiOES: buf")) setMask(c, one, red, green, blue, alpha);
}

void blendEquationiOES(Context& c, GLuint buffer, GLenum mode) { blendEquationSeparateiOES(c, buffer, mode, mode); }

void blendEquationSeparateiOES(Context& c, GLuint buffer, GLenum modeRgb, GLenum modeAlpha) {
  Buffers one;
  if (oneBuffer(c, buffer, one, "blendEquationiOES: buf")) setEquations(c, one, modeRgb, modeAlpha);
}

void blendFunciOES(Context& c, GLuint buffer, GLenum source, GLenum destination) {
  blendFuncSeparateiOES(c, buffer, source, destination, source, destination);
}

void blendFuncSeparateiOES(Context& c, GLuint buffer, GLenum sourceRgb, GLenum destinationRgb, GLenum sourceAlpha,
                           GLenum destinationAlpha) {
  Buffers one;
  if (!oneBuffer(c, buffer, one, "blendFunciOES: buf")) return;
  setFactors(c, one, sourceRgb, destinationRgb, sourceAlpha, destinationAlpha);
}

}  // namespace sw::gl
