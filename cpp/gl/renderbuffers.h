// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Renderbuffer objects: OpenGL ES 3.0.6 §4.4.2.

#pragma once

#include "gl/framebuffer_state.h"
#include "gl/state_value.h"
#include "support/gl_constants.h"

namespace sw::gl {

struct Context;

GLuint createRenderbuffer(Context& context);
void deleteRenderbuffer(Context& context, GLuint name);
bool isRenderbuffer(Context& context, GLuint name);
void bindRenderbuffer(Context& context, GLenum target, GLuint name);
void renderbufferStorage(Context& context, GLenum target, GLenum internalFormat, int32_t width, int32_t height);
void renderbufferStorageMultisample(Context& context, GLenum target, int32_t samples, GLenum internalFormat,
                                    int32_t width, int32_t height);
StateValue getRenderbufferParameter(Context& context, GLenum target, GLenum pname);
StateValue getInternalformatParameter(Context& context, GLenum target, GLenum internalFormat, GLenum pname);

}  // namespace sw::gl
