// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Rectangles filled with one texel, under masks: what clears are.

#pragma once

#include <cstdint>

#include "texture/image.h"
#include "texture/texel.h"

namespace sw {

/// Half open, inside the image.
struct FillRectangle {
  int32_t x0, y0, x1, y1;
  bool isEmpty() const { return x0 >= x1 || y0 >= y1; }
};

/// All samples are filled where the image has several; layer is 0 then.
///
/// mask: bit 0 red .. bit 3 alpha. Words are floats (not yet sRGB) or integers, as the format has them.
void fillColor(Image& image, int32_t layer, const FillRectangle& rectangle, const Texel& color, uint32_t mask);
void fillDepth(Image& image, int32_t layer, const FillRectangle& rectangle, float depth);
void fillStencil(Image& image, int32_t layer, const FillRectangle& rectangle, uint8_t value, uint8_t mask);

}  // namespace sw
