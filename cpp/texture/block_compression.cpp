// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "texture/block_compression.h"

#include <algorithm>
#include <cstring>

#include "texture/image.h"
#include "threads/rows.h"

namespace sw {

namespace {

constexpr int kTexels = kBlockTexels * kBlockTexels;

uint32_t blockBytes(BlockFormat format) {
  switch (format) {
    case BlockFormat::None: return 0;
    case BlockFormat::Bc1Rgb:
    case BlockFormat::Bc1Rgba:
    case BlockFormat::Bc4:
    case BlockFormat::Bc4Signed: return 8;
    case BlockFormat::Bc2:
    case BlockFormat::Bc3:
    case BlockFormat::Bc5:
    case BlockFormat::Bc5Signed: return 16;
  }
  return 0;
}

/// Bytes of a decoded texel.
uint32_t texelBytes(BlockFormat format) {
  switch (format) {
    case BlockFormat::Bc4:
    case BlockFormat::Bc4Signed: return 1;
    case BlockFormat::Bc5:
    case BlockFormat::Bc5Signed: return 2;
    default: return 4;
  }
}

struct Rgba {
  uint8_t c[4];
};

/// 5, 6 and 5 bits, spread over a byte by repeating the high ones.
Rgba expand565(uint32_t packed) {
  const uint32_t r = packed >> 11 & 31, g = packed >> 5 & 63, b = packed & 31;
  return {{uint8_t(r << 3 | r >> 2), uint8_t(g << 2 | g >> 4), uint8_t(b << 3 | b >> 2), 255}};
}

/// EXT_texture_compression_s3tc: two colours and 16 codes of two bits. Where the first is not greater there is a mode
/// of three colours and black, which DXT3 and DXT5 do not have; DXT1 with alpha makes that black transparent.
void decodeColors(BlockFormat format, const uint8_t* block, Rgba (&out)[kTexels]) {
  const uint32_t first = block[0] | uint32_t(block[1]) << 8, second = block[2] | uint32_t(block[3]) << 8;
  Rgba palette[4] = {expand565(first), expand565(second), {}, {}};
  const bool hasThreeColors = format == BlockFormat::Bc1Rgb || format == BlockFormat::Bc1Rgba;
  const bool four = first > second || !hasThreeColors;
  for (int i = 0; i < 4; ++i) {
    const uint32_t a = palette[0].c[i], b = palette[1].c[i];
    palette[2].c[i] = uint8_t(four ? (2 * a + b + 1) / 3 : (a + b + 1) / 2);
    palette[3].c[i] = uint8_t(four ? (a + 2 * b + 1) / 3 : 0);
  }
  if (!four && format == BlockFormat::Bc1Rgb) palette[3].c[3] = 255;
  for (int i = 0; i < kTexels; ++i) out[i] = palette[block[4 + i / 4] >> (i % 4 * 2) & 3];
}

/// numerator / denominator to the nearest, halves away from zero.
int divideRounded(int numerator, int denominator) {
  const int half = denominator / 2;
  return numerator < 0 ? -((half - numerator) / denominator) : (numerator + half) / denominator;
}

/// EXT_texture_compression_rgtc, and the alpha of DXT5: two values and 16 codes of three bits. `step`: bytes from one
/// texel's value to the next.
void decodeValues(const uint8_t* block, bool isSigned, uint8_t* out, uint32_t step) {
  // -128 means the same as -127.
  const auto value = [&](uint8_t byte) { return isSigned ? std::max<int>(int8_t(byte), -127) : int(byte); };
  const int first = value(block[0]), second = value(block[1]);
  int palette[8] = {first, second};
  if (first > second) {
    for (int i = 1; i < 7; ++i) palette[1 + i] = divideRounded((7 - i) * first + i * second, 7);
  } else {
    for (int i = 1; i < 5; ++i) palette[1 + i] = divideRounded((5 - i) * first + i * second, 5);
    palette[6] = isSigned ? -127 : 0;
    palette[7] = isSigned ? 127 : 255;
  }
  uint64_t codes = 0;
  for (int i = 0; i < 6; ++i) codes |= uint64_t(block[2 + i]) << (8 * i);
  for (int i = 0; i < kTexels; ++i, codes >>= 3) out[uint32_t(i) * step] = uint8_t(palette[codes & 7]);
}

/// 16 texels, tight.
void decodeBlock(BlockFormat format, const uint8_t* block, uint8_t (&out)[kTexels * 4]) {
  switch (format) {
    case BlockFormat::None: return;
    case BlockFormat::Bc4: return decodeValues(block, false, out, 1);
    case BlockFormat::Bc4Signed: return decodeValues(block, true, out, 1);
    case BlockFormat::Bc5:
    case BlockFormat::Bc5Signed:
      decodeValues(block, format == BlockFormat::Bc5Signed, out, 2);
      return decodeValues(block + 8, format == BlockFormat::Bc5Signed, out + 1, 2);
    case BlockFormat::Bc1Rgb:
    case BlockFormat::Bc1Rgba:
    case BlockFormat::Bc2:
    case BlockFormat::Bc3: break;
  }
  const bool hasAlphaBlock = format == BlockFormat::Bc2 || format == BlockFormat::Bc3;
  Rgba colors[kTexels];
  decodeColors(format, block + (hasAlphaBlock ? 8 : 0), colors);
  std::memcpy(out, colors, sizeof out);
  if (format == BlockFormat::Bc3) decodeValues(block, false, out + 3, 4);
  if (format == BlockFormat::Bc2) {
    for (int i = 0; i < kTexels; ++i) out[4 * i + 3] = uint8_t((block[i / 2] >> (i % 2 * 4) & 15) * 17);
  }
}

int32_t blocksAlong(int32_t texels) { return (texels + kBlockTexels - 1) / kBlockTexels; }

/// The blocks of the box that begin in its row y.
void decodeBlockRow(BlockFormat format, const uint8_t* blocks, Image& image, const BlockBox& box, int32_t y,
                    int32_t z) {
  const uint32_t bytes = texelBytes(format);
  const int32_t rows = std::min(kBlockTexels, box.height - y);
  uint8_t texels[kTexels * 4];
  for (int32_t x = 0; x < box.width; x += kBlockTexels, blocks += blockBytes(format)) {
    decodeBlock(format, blocks, texels);
    const int32_t columns = std::min(kBlockTexels, box.width - x);
    for (int32_t row = 0; row < rows; ++row) {
      std::memcpy(image.row(box.y + y + row, box.z + z) + size_t(box.x + x) * bytes,
                  texels + uint32_t(row * kBlockTexels) * bytes, size_t(columns) * bytes);
    }
  }
}

}  // namespace

uint64_t compressedBytes(BlockFormat format, int32_t width, int32_t height, int32_t layers) {
  return uint64_t(blocksAlong(width)) * uint64_t(blocksAlong(height)) * uint64_t(layers) * blockBytes(format);
}

void decodeBlocks(BlockFormat format, const uint8_t* blocks, Image& image, const BlockBox& box) {
  constexpr uint32_t kColumnWork = 60;  // of a block's four texels in a column
  const int32_t blockRows = blocksAlong(box.height);
  const size_t rowBytes = size_t(blocksAlong(box.width)) * blockBytes(format);
  for (int32_t z = 0; z < box.depth; ++z) {
    const uint8_t* const layer = blocks + size_t(z) * size_t(blockRows) * rowBytes;
    const bool goOn = forTexelRows(blockRows, box.width, kColumnWork, [&](int32_t first, int32_t end) {
      for (int32_t row = first; row < end; ++row) {
        decodeBlockRow(format, layer + size_t(row) * rowBytes, image, box, row * kBlockTexels, z);
      }
    });
    if (!goOn) return;
  }
}

}  // namespace sw
