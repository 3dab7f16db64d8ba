// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Clears: OpenGL ES 3.0.6 §4.2.3.

#pragma once

#include <cstdint>
#include <span>

#include "support/gl_constants.h"

namespace sw::gl {

struct Context;

void clear(Context& context, GLbitfield mask);
void clearBufferfv(Context& context, GLenum buffer, int32_t drawBuffer, std::span<const float> values);
void clearBufferiv(Context& context, GLenum buffer, int32_t drawBuffer, std::span<const int32_t> values);
void clearBufferuiv(Context& context, GLenum buffer, int32_t drawBuffer, std::span<const uint32_t> values);
void clearBufferfi(Context& context, GLenum buffer, int32_t drawBuffer, float depth, int32_t stencil);

}  // namespace sw::gl
