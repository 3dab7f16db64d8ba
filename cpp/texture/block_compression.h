// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Blocks of EXT_texture_compression_s3tc, its sRGB twin and EXT_texture_compression_rgtc. Images of these formats are
// kept decoded, so that nobody but uploads hears of blocks.

#pragma once

#include <cstdint>

#include "pipeline/formats.h"

namespace sw {

class Image;

inline constexpr int32_t kBlockTexels = 4;  // along each side

/// Of width x height x layers texels; blocks at the edges are whole.
uint64_t compressedBytes(BlockFormat format, int32_t width, int32_t height, int32_t layers);

/// A box of texels whose x and y are multiples of four.
struct BlockBox {
  int32_t x = 0, y = 0, z = 0;
  int32_t width = 0, height = 0, depth = 1;
};
/// Decodes compressedBytes() of blocks, row by row, into a part of an allocated image whose storage is what
/// FormatInfo says of the format.
void decodeBlocks(BlockFormat format, const uint8_t* blocks, Image& image, const BlockBox& box);

}  // namespace sw
