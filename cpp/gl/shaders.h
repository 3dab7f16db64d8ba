// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Shader objects: OpenGL ES 3.0.6 §2.11.1, §2.11.2, §6.1.12.

#pragma once

#include <optional>
#include <string_view>

#include "gl/context.h"

namespace sw::gl {

GLuint createShader(Context& c, GLenum type);
void deleteShader(Context& c, GLuint name);
bool isShader(Context& c, GLuint name);
void shaderSource(Context& c, GLuint name, std::string_view source);
void compileShader(Context& c, GLuint name);
StateValue getShaderParameter(Context& c, GLuint name, GLenum pname);
/// Texts; absent when the shader does not exist.
const std::string* getShaderInfoLog(Context& c, GLuint name);
std::optional<std::string_view> getShaderSource(Context& c, GLuint name);
std::optional<std::string_view> getTranslatedShaderSource(Context& c, GLuint name);

struct PrecisionFormat {
  int32_t rangeMin, rangeMax, precision;  // powers of two
};
bool getShaderPrecisionFormat(Context& c, GLenum shaderType, GLenum precisionType, PrecisionFormat& out);

/// A shader for a command; null with INVALID_VALUE recorded.
Shader* findShader(Context& c, GLuint name, const char* command);

/// Takes the name away once the shader is flagged for deletion and attached nowhere.
void releaseShaderIfUnused(Context& c, Shader& shader);

}  // namespace sw::gl
