// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Program objects: OpenGL ES 3.0.6 §2.11.3 to §2.11.5. What they answer about themselves is in program_queries.h.

#pragma once

#include "gl/context.h"

namespace sw::gl {

GLuint createProgram(Context& c);
void deleteProgram(Context& c, GLuint name);
bool isProgram(Context& c, GLuint name);
void attachShader(Context& c, GLuint program, GLuint shader);
void detachShader(Context& c, GLuint program, GLuint shader);
void linkProgram(Context& c, GLuint name);
void useProgram(Context& c, GLuint name);
void validateProgram(Context& c, GLuint name);
void bindAttribLocation(Context& c, GLuint program, GLuint index, std::string_view name);
/// names: each ended by a zero byte.
void transformFeedbackVaryings(Context& c, GLuint program, std::string_view names, GLenum bufferMode);
void uniformBlockBinding(Context& c, GLuint program, GLuint blockIndex, GLuint binding);

/// A program for a command; null with INVALID_VALUE recorded.
Program* findProgram(Context& c, GLuint name, const char* command);

/// Likewise, for a command that looks at what the program linked to.
Program* findSettledProgram(Context& c, GLuint name, const char* command);

/// Takes the name away once the program is flagged for deletion and in no use.
void releaseProgramIfUnused(Context& c, Program& program);

/// Whether the name may be passed to a command (WebGL 1.0 "Characters outside the GLSL source character set", maximum
/// lengths); else records INVALID_VALUE.
bool checkName(Context& c, std::string_view name, const char* command);

/// "webgl_" and "_webgl_" names belong to implementations.
bool isReservedName(std::string_view name);

/// Splits names that are each ended by a zero byte.
std::vector<std::string_view> splitNames(std::string_view names);

}  // namespace sw::gl
