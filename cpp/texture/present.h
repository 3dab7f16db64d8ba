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

/// What whoever shows a picture wants to know of it. Bits.
enum Look : uint32_t {
  kLookHasContent = 1,    // some pixel is not 0
  kLookShowsThrough = 2,  // some pixel is not opaque
  kLookExceedsAlpha = 4,  // some colour is brighter than its alpha: it adds light to what lies behind
};
/// Of pixels whose colour is multiplied by alpha.
uint32_t lookOfRgba8(const uint8_t* from, uint32_t pixels);

/// RGBA8 to half floats whose colour is not multiplied by alpha, and exceeds 1 where it was brighter than alpha. Light
/// without alpha gets the least alpha that carries it. `multiplied`: colours of `from` are multiplied by alpha.
void halvesOfRgba8(const uint8_t* from, uint32_t pixels, bool multiplied, uint8_t* to);
/// The same of half floats, clamped to [0, 1] as what is shown of them.
void halvesOfRgba16f(const uint8_t* from, uint32_t pixels, bool multiplied, uint8_t* to);

}  // namespace sw
