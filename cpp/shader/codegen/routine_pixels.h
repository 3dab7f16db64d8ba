// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Four pixels of a surface as lanes, in one of two shapes: a 2x2 quad (lanes 0, 1 below lanes 2, 3), where derivatives
// are needed, or a strip of four pixels in a row, where they are not and loads can be whole.

#pragma once

#include "shader/codegen/routine_lanes.h"

namespace sw {

enum class PixelShape : uint8_t { Quad, Strip };

/// Addresses (i32 locals) of the leftmost pixel, in the lower row and, for quads, in the row above it.
struct PixelPlace {
  PixelShape shape = PixelShape::Quad;
  wasm::Local lower = {};
  wasm::Local upper = {};
  uint32_t offset = 0;  // constant, added to both
};

/// words[k]: the k-th 32 bits of each pixel; smaller texels are zero-extended. texelBytes: 1, 2, 4, 8 or 16.
void loadPixels(Lanes& l, const PixelPlace& place, uint32_t texelBytes, Value (&words)[4]);
/// Bits above a smaller texel must be zero.
void storePixels(Lanes& l, const PixelPlace& place, uint32_t texelBytes, const Value (&words)[4]);

}  // namespace sw
