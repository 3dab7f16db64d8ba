// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The samples of each pixel become one texel: OpenGL ES 3.0.6 §4.3.3. Colours are averaged, those of sRGB formats as
// light.

#pragma once

#include <cstdint>

#include "texture/image.h"

namespace sw {

/// `width` texels from (x, y) on of a colour image with kPixelSamples samples, in the image's own format. Formats with
/// integers are not multisampled.
void resolveRow(const Image& image, int32_t x, int32_t y, int32_t width, uint8_t* to);

/// Channels of eight bits each that are not sRGB: such rows are averaged as bytes.
bool hasPlainBytes(const FormatInfo& format);

/// Instructions of four lanes that a texel takes, roughly.
inline uint32_t resolveWork(const FormatInfo& format) { return hasPlainBytes(format) ? 12 : 120; }

/// Rounded averages of the bytes of four rows.
void averageBytes(const uint8_t* const (&rows)[4], size_t count, uint8_t* to);
/// The same, one byte at a time.
void averageBytesSlowly(const uint8_t* const (&rows)[4], size_t count, uint8_t* to);

}  // namespace sw
