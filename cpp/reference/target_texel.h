// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// One texel of a render target, read and written the plain way: the twin of what fragment routines do in four lanes
// (shader/codegen/target_convert). The rules stand in pipeline/formats.h.

#pragma once

#include <array>
#include <cstdint>

#include "pipeline/formats.h"

namespace sw {

using Color = std::array<float, 4>;            // red, green, blue, alpha
using IntegerColor = std::array<uint32_t, 4>;  // bits of int or uint components

/// Codes of the channels as they are stored, not sign-extended; channels that the format lacks are 0.
std::array<uint32_t, 4> readCodes(TargetFormat format, const uint8_t* texel);
/// Writes the channels of writeMask (bit 0 red .. bit 3 alpha), keeps the others. A stored alpha that GL does not know
/// of (RGB8 and the like) is always written as 1.
void writeCodes(TargetFormat format, const std::array<uint32_t, 4>& codes, uint8_t writeMask, uint8_t* texel);

/// Code of one channel for a float value; not for integer formats.
uint32_t encodeChannel(TargetFormat format, int channel, float value);
float decodeChannel(TargetFormat format, int channel, uint32_t code);

/// Missing components read as 0, 0, 0, 1. sRGB formats yield linear values.
Color readColor(TargetFormat format, const uint8_t* texel);
void writeColor(TargetFormat format, const Color& color, uint8_t writeMask, uint8_t* texel);
/// Integer formats. Missing components read as 0, 0, 0, 1.
IntegerColor readIntegerColor(TargetFormat format, const uint8_t* texel);
void writeIntegerColor(TargetFormat format, const IntegerColor& color, uint8_t writeMask, uint8_t* texel);

/// [0, 1] to [0, 1]; NaN is 0.
float decodeSrgb(float encoded);
float encodeSrgb(float linear);

/// A float with a 5-bit exponent and mantissaBits of mantissa below it, at bit 0 of the result; the sign is dropped.
/// Round to nearest, ties to even; overflow gives infinity.
uint32_t toSmallFloat(float magnitude, int mantissaBits);
float fromSmallFloat(uint32_t bits, int mantissaBits);

}  // namespace sw
