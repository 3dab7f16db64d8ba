// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Compiling and linking are put off: a command takes down what it saw and returns. The work is done when its outcome is
// asked for (a status, a log, a use), and piece by piece between the page's tasks, when the host has time.
// KHR_parallel_shader_compile lets a page look without asking.

#pragma once

#include "gl/context.h"

namespace sw::gl {

/// Puts a compilation of the shader as it is now in the queue.
void deferCompilation(Context& c, Shader& shader);
/// Likewise a link of the program, whose shaders were compiled, as far as anybody knows.
void deferLink(Context& c, Program& program);

void finish(Context& c, Compilation& compilation);
/// Settles what the program linked to.
void finish(Context& c, Program& program);

/// Source bytes that the next piece of work goes through; 0: there is none.
uint32_t deferredBytes(Context& c);
/// Does the next piece.
void doDeferredWork(Context& c);

}  // namespace sw::gl
