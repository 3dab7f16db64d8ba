// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What programs answer about themselves: OpenGL ES 3.0.6 §2.11.4 to §2.11.8, §6.1.12.

#pragma once

#include "gl/context.h"

namespace sw::gl {

StateValue getProgramParameter(Context& c, GLuint program, GLenum pname);
/// Absent when the program does not exist.
const std::string* getProgramInfoLog(Context& c, GLuint program);
std::vector<uint32_t> getAttachedShaders(Context& c, GLuint program, bool& found);

/// An entry of an interface as getActiveUniform and its like report it.
struct ActiveVariable {
  int32_t size;
  GLenum type;
  std::string_view name;
};
bool getActiveAttrib(Context& c, GLuint program, GLuint index, ActiveVariable& out);
bool getActiveUniform(Context& c, GLuint program, GLuint index, ActiveVariable& out);
bool getTransformFeedbackVarying(Context& c, GLuint program, GLuint index, ActiveVariable& out);

GLint getAttribLocation(Context& c, GLuint program, std::string_view name);
GLint getUniformLocation(Context& c, GLuint program, std::string_view name);
GLint getFragDataLocation(Context& c, GLuint program, std::string_view name);
GLuint getUniformBlockIndex(Context& c, GLuint program, std::string_view name);
/// names: each ended by a zero byte.
std::vector<uint32_t> getUniformIndices(Context& c, GLuint program, std::string_view names);
StateValue getActiveUniforms(Context& c, GLuint program, std::span<const uint32_t> indices, GLenum pname);
StateValue getActiveUniformBlockParameter(Context& c, GLuint program, GLuint index, GLenum pname);
const std::string* getActiveUniformBlockName(Context& c, GLuint program, GLuint index);

}  // namespace sw::gl
