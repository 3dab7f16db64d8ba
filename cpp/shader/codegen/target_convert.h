// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Texels of four lanes to colours and back, by the rules of pipeline/formats.h. Texels are held as words: words[k] is the
// k-th 32 bits of every lane's texel (formats under 32 bits use the low bits of words[0]).

#pragma once

#include "pipeline/formats.h"
#include "shader/codegen/routine_lanes.h"

namespace sw {

/// A channel's code in the low bits of every lane. Above it, the bits of `dirt` may hold anything.
struct Code {
  Value value;
  uint32_t dirt = 0;
};

/// The code of a channel in every lane, not sign-extended.
Value extractCode(Lanes& l, const TargetFormatInfo& info, int channel, const Value (&words)[4]);

/// Code of one channel from its float.
Code encodeChannel(Lanes& l, const TargetFormatInfo& info, int channel, Value value);

/// Code of a normalised channel whose value counts in codes already: clamps it to what the channel holds (`clamp`
/// false: it is known to round to something in range), then rounds.
Code encodeUnits(Lanes& l, const TargetFormatInfo& info, int channel, Value value, bool clamp);

/// Float value of a code; sRGB colours become linear.
Value decodeChannel(Lanes& l, const TargetFormatInfo& info, int channel, Value code);

/// The code where it belongs in its word, all other bits zero.
Value placeCode(Lanes& l, const TargetFormatInfo& info, int channel, Code code);

Value halfToFloat(Lanes& l, Value bits16);
Value srgbToLinear(Lanes& l, Value encoded);  // within [0, 1]
Value linearToSrgb(Lanes& l, Value linear);   // within [0, 1]

}  // namespace sw
