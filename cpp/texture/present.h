// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace sw {

/// RGBA8 pixels of which colour is multiplied by alpha, to pixels of which it is not, as ImageData has them; rounded to
/// nearest. Where colour exceeds alpha, or alpha is 0, information is lost: a canvas that could be added to the page's
/// light has no ImageData.
void unpremultiplyRgba8(const uint8_t* from, uint32_t pixels, uint8_t* to);
/// The same, one pixel at a time.
void unpremultiplyRgba8Slowly(const uint8_t* from, uint32_t pixels, uint8_t* to);

}  // namespace sw
