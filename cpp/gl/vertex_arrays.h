// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Commands on vertex arrays and generic attributes: OpenGL ES 3.0.6 §2.7, §2.8, §2.10, §6.1.12.

#pragma once

#include "gl/context.h"

namespace sw::gl {

GLuint createVertexArray(Context& c);
void deleteVertexArray(Context& c, GLuint name);
bool isVertexArray(Context& c, GLuint name);
void bindVertexArray(Context& c, GLuint name);
void enableVertexAttribArray(Context& c, GLuint index);
void disableVertexAttribArray(Context& c, GLuint index);
void vertexAttribPointer(Context& c, GLuint index, GLint size, GLenum type, bool normalized, GLsizei stride,
                         double offset);
void vertexAttribIPointer(Context& c, GLuint index, GLint size, GLenum type, GLsizei stride, double offset);
void vertexAttribDivisor(Context& c, GLuint index, GLuint divisor);
void vertexAttrib1f(Context& c, GLuint index, float x);
void vertexAttrib2f(Context& c, GLuint index, float x, float y);
void vertexAttrib3f(Context& c, GLuint index, float x, float y, float z);
void vertexAttrib4f(Context& c, GLuint index, float x, float y, float z, float w);
void vertexAttribI4i(Context& c, GLuint index, GLint x, GLint y, GLint z, GLint w);
void vertexAttribI4ui(Context& c, GLuint index, GLuint x, GLuint y, GLuint z, GLuint w);
StateValue getVertexAttrib(Context& c, GLuint index, GLenum pname);
double getVertexAttribOffset(Context& c, GLuint index, GLenum pname);

}  // namespace sw::gl
