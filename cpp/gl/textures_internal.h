// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Checks that the textures_*.cpp files share. Each records its error.

#pragma once

#include "gl/texture_state.h"
#include "gl/textures.h"

namespace sw::gl {

struct Context;

bool isThreeDimensional(GLenum target);

/// Of a new image. The target is known to be one.
bool checkLevelAndSize(Context& context, GLenum target, int32_t level, int32_t width, int32_t height, int32_t depth,
                       const char* function);

/// The level that a box of it may be replaced in; null after recording an error.
Image* checkSubImage(Context& context, Texture& texture, GLenum target, int32_t level, const TexelBox& box,
                     const char* function);

}  // namespace sw::gl
