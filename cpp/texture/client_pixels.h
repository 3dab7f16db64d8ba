// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Pixels as pages hand them in and get them: every (format, type) pair of OpenGL ES 3.0.6 tables 3.2, 3.3 and §4.3.2,
// to and from the words of texel.h. Depth is in word 0, stencil in word 1.

#pragma once

#include <cstdint>

#include "pipeline/formats.h"
#include "support/gl_constants.h"
#include "texture/texel.h"

namespace sw {

/// Bytes of one pixel in the client's memory, 0 for a pair that does not exist.
uint32_t clientPixelBytes(GLenum format, GLenum type);
/// Bytes of one element (UNPACK_ALIGNMENT's rule, PIXEL_UNPACK_BUFFER offsets): the whole pixel for packed types.
uint32_t clientElementBytes(GLenum type);
bool isPackedType(GLenum type);
/// Where the channels of a packed type lie, if they are whole numbers; else null.
const TargetFormatInfo* packedLayout(GLenum type);

/// The pair exists (clientPixelBytes is not 0). Missing colours become 0, missing alpha 1, luminance all colours.
void decodeClientPixels(GLenum format, GLenum type, const uint8_t* from, uint32_t count, Texel* to);

/// Clamps and rounds; integer types of integer formats saturate.
void encodeClientPixels(GLenum format, GLenum type, const Texel* from, uint32_t count, uint8_t* to);

}  // namespace sw
