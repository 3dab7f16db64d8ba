// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// blitFramebuffer: OpenGL ES 3.0.6 §4.3.3.

#pragma once

#include <cstdint>

#include "support/gl_constants.h"

namespace sw::gl {

struct Context;

/// Corners as the page gives them: x1 below x0 mirrors.
struct BlitRectangle {
  int32_t x0, y0, x1, y1;
};
void blitFramebuffer(Context& context, const BlitRectangle& source, const BlitRectangle& target, GLbitfield mask,
                     GLenum filter);

}  // namespace sw::gl
