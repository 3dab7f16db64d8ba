// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Texels of the formats that look-ups in generated code know, as texture/gather.cpp and texture/integer_texels.h read
// them, to the bit.

#pragma once

#include <bit>

#include "pipeline/look_up.h"
#include "shader/codegen/routine_lanes.h"

namespace sw {

/// log2 of a texel's bytes.
inline uint32_t texelShift(TargetFormat format) { return uint32_t(std::countr_zero(storageBytes(format))); }
/// What gather functions put into channels that the format lacks.
Value missingChannel(TargetFormat format, int channel);

/// Lanes into scalars, two at a time.
void extractAll(Lanes& l, Value lanes, wasm::Local (&to)[4]);

/// A word from each of four addresses.
Value loadWords(Lanes& l, const wasm::Local (&addresses)[4], uint32_t offset = 0);

/// Where SrgbTables and SrgbPairs lie, of such formats.
struct SrgbAddresses {
  wasm::Local tables, pairs;
};

/// The format's channels of the texels at four addresses, one in each lane. srgbTables: the address of SrgbTables, of
/// such formats.
void loadTexels(Lanes& l, TargetFormat format, Value addresses, wasm::Local srgbTables, Value (&channels)[4]);

/// Of formats with up to two channels: the texel at each of four addresses, and the one behind it.
void loadNeighbours(Lanes& l, TargetFormat format, const wasm::Local (&addresses)[4], Value (&first)[2],
                    Value (&second)[2]);

/// Two words from each address.
void loadWordPairs(Lanes& l, const wasm::Local (&addresses)[4], Value& low, Value& high);

/// Lanes with the lower half of one and the upper half of the other.
Value blendHalves(Lanes& l, Value lower, Value upper);

/// Texels of RGBA8, of four pixels.
struct Words {
  Value bottomLeft, bottomRight, topLeft, topRight;
};
/// Of one corner, at the address in each lane.
Value wordsAt(Lanes& l, Value addresses);
/// Of all corners, which lie behind these texels and a stride further.
Words neighbourWords(Lanes& l, const wasm::Local (&at)[4], wasm::Local stride);

/// Those of LookUpConstants that have these names.
struct BlendConstants {
  Value bytes, whole, wholes;
};
/// blendWords(): channels, times kBlendedOne. Weights: of the right and the top texels, in 256ths.
void blendWords(Lanes& l, const BlendConstants& constants, const Words& texels, Value weightX, Value weightY,
                Value (&out)[4]);

/// Whether four channels are blended pixel after pixel.
inline bool blendsPixels(TargetFormat format) { return texelChannels(format) == 4 && !isRgba8(format); }

/// Addresses of the four texels of a pixel. Without right ones, these lie behind the left ones.
struct Corners {
  wasm::Local bottom, top, bottomRight, topRight;
};

/// Of formats that blendsPixels() holds for: a bilinear mean, the components side by side. sRGB: 256 times the mean,
/// and 32767 being 1; weightY holds the weight of the bottom row in 256ths and, in the upper half, that of the top row.
Value blendPixel(Lanes& l, TargetFormat format, const Corners& corners, Value weightX, Value weightY,
                 const SrgbAddresses& srgb);

/// Of RGBA16F, at an address: the components side by side.
Value halvesAt(Lanes& l, wasm::Local address);
/// blendPixel() of RGBA16F, if no half is infinite or a NaN: `largest` has the largest magnitudes, twice their bits, in
/// lanes of 16 bits, and goes to that of these texels where they exceed it.
Value blendFiniteHalves(Lanes& l, const Corners& corners, Value weightX, Value weightY, wasm::Local largest);
/// Whether one is: all bits of its lane.
Value anyHalfIsSpecial(Lanes& l, wasm::Local largest);

}  // namespace sw
