// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Uniforms of the default block: OpenGL ES 3.0.6 §2.11.6. Locations are checked against the current program; JavaScript
// has checked that they come from its last link.

#pragma once

#include "gl/context.h"

namespace sw::gl {

enum class UniformData : uint8_t { Float, Int, Uint };

/// uniform{1234}{f,i,ui}[v]: data holds bytes / 4 numbers. location -1 is ignored.
void uniformVector(Context& c, GLint location, UniformData form, uint32_t components, const void* data, uint32_t bytes);
/// uniformMatrix{2,3,4}[x{2,3,4}]fv.
void uniformMatrix(Context& c, GLint location, uint32_t columns, uint32_t rows, bool transpose, const float* data,
                   uint32_t bytes);
/// Of a type of uniforms and attributes: GL_FLOAT_MAT2x3 has 3 rows and 2 columns, vectors one column.
struct VariableShape {
  uint8_t rows, columns;
};
VariableShape shapeOf(GLenum type);
StateValue getUniform(Context& c, GLuint program, GLint location);

}  // namespace sw::gl
