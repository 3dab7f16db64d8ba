// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Commands on per-fragment operations, masks and clear values: OpenGL ES 3.0.6 §4.1, §4.2; OES_draw_buffers_indexed.

#pragma once

#include "gl/context.h"

namespace sw::gl {

void scissor(Context& c, GLint x, GLint y, GLsizei width, GLsizei height);
void sampleCoverage(Context& c, float value, bool invert);
void stencilFunc(Context& c, GLenum function, GLint reference, GLuint mask);
void stencilFuncSeparate(Context& c, GLenum face, GLenum function, GLint reference, GLuint mask);
void stencilOp(Context& c, GLenum fail, GLenum depthFail, GLenum depthPass);
void stencilOpSeparate(Context& c, GLenum face, GLenum fail, GLenum depthFail, GLenum depthPass);
void stencilMask(Context& c, GLuint mask);
void stencilMaskSeparate(Context& c, GLenum face, GLuint mask);
void depthFunc(Context& c, GLenum function);
void depthMask(Context& c, bool write);
void colorMask(Context& c, bool red, bool green, bool blue, bool alpha);
void blendColor(Context& c, float red, float green, float blue, float alpha);
void blendEquation(Context& c, GLenum mode);
void blendEquationSeparate(Context& c, GLenum modeRgb, GLenum modeAlpha);
void blendFunc(Context& c, GLenum source, GLenum destination);
void blendFuncSeparate(Context& c, GLenum sourceRgb, GLenum destinationRgb, GLenum sourceAlpha,
                       GLenum destinationAlpha);
void clearColor(Context& c, float red, float green, float blue, float alpha);
void clearDepth(Context& c, float depth);
void clearStencil(Context& c, GLint stencil);

void colorMaskiOES(Context& c, GLuint buffer, bool red, bool green, bool blue, bool alpha);
void blendEquationiOES(Context& c, GLuint buffer, GLenum mode);
void blendEquationSeparateiOES(Context& c, GLuint buffer, GLenum modeRgb, GLenum modeAlpha);
void blendFunciOES(Context& c, GLuint buffer, GLenum source, GLenum destination);
void blendFuncSeparateiOES(Context& c, GLuint buffer, GLenum sourceRgb, GLenum destinationRgb, GLenum sourceAlpha,
                           GLenum destinationAlpha);

}  // namespace sw::gl
