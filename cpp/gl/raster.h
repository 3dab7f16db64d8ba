// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Commands on rasterisation state: OpenGL ES 3.0.6 §2.12 to §2.17, §3.3 to §3.6, §5.3 (hints).

#pragma once

#include "gl/context.h"

namespace sw::gl {

void viewport(Context& c, GLint x, GLint y, GLsizei width, GLsizei height);
void depthRange(Context& c, float zNear, float zFar);
void cullFace(Context& c, GLenum mode);
void frontFace(Context& c, GLenum mode);
void polygonOffset(Context& c, float factor, float units);
void polygonOffsetClampEXT(Context& c, float factor, float units, float clamp);
void lineWidth(Context& c, float width);
void provokingVertexWEBGL(Context& c, GLenum mode);
void clipControlEXT(Context& c, GLenum origin, GLenum depth);
void hint(Context& c, GLenum target, GLenum mode);

}  // namespace sw::gl
