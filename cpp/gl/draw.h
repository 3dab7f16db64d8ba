// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Drawing commands: OpenGL ES 3.0.6 §2.9.3, WebGL 2.0 "Writing to the drawing buffer", WEBGL_multi_draw.

#pragma once

#include "gl/context.h"

namespace sw::gl {

void drawArrays(Context& c, GLenum mode, GLint first, GLsizei count);
void drawArraysInstanced(Context& c, GLenum mode, GLint first, GLsizei count, GLsizei instances);
void drawElements(Context& c, GLenum mode, GLsizei count, GLenum type, double offset);
void drawElementsInstanced(Context& c, GLenum mode, GLsizei count, GLenum type, double offset, GLsizei instances);
void drawRangeElements(Context& c, GLenum mode, GLuint start, GLuint end, GLsizei count, GLenum type, double offset);
/// instances null: 1 each.
void multiDrawArrays(Context& c, GLenum mode, const GLint* firsts, const GLsizei* counts, const GLsizei* instances,
                     GLsizei drawCount);
void multiDrawElements(Context& c, GLenum mode, const GLsizei* counts, GLenum type, const GLint* offsets,
                       const GLsizei* instances, GLsizei drawCount);

// Parts of a draw, in draw_setup.cpp.

/// Brings the draw cache up to date with what changed since the last draw. Needs a program and a complete framebuffer.
void updateDrawCache(Context& c);

/// The key of fragment routines of such a program, were it drawn with now, without samplers; all zero where it would
/// write nothing. Needs a complete framebuffer.
FragmentKey outputsAsTheyAre(Context& c, const ProgramInfo& info);

/// Makes or finds the routines for the cache's keys. False when one was refused.
bool findRoutines(Context& c);

}  // namespace sw::gl
