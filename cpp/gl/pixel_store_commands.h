// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// pixelStorei (OpenGL ES 3.0.6 §3.7.1, §4.3.2, WebGL 1.0 "Pixel storage parameters").

#pragma once

#include "gl/context.h"

namespace sw::gl {

void pixelStorei(Context& c, GLenum pname, GLint param);
/// Whether getParameter knows the name, and its value.
bool pixelStoreParameter(const Context& c, GLenum pname, StateValue& out);

}  // namespace sw::gl
