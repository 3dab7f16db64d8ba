// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// getParameter and its kin: OpenGL ES 3.0.6 §6.1 and the state tables of §6.2, WebGL 1.0 and 2.0 "Setting and getting
// state".

#pragma once

#include "gl/context.h"

namespace sw::gl {

StateValue getParameter(Context& c, GLenum pname);
StateValue getIndexedParameter(Context& c, GLenum target, GLuint index);

}  // namespace sw::gl
