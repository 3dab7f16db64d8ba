// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "texture/fill.h"

#include <cstring>

#include "support/simd.h"
#include "threads/rows.h"

namespace sw {

namespace {

/// Fills with 16-byte words; `pattern` repeats every texel, which divides 16.
void fillPattern(uint8_t* row, size_t bytes, const uint8_t pattern[16]) {
  const U32x4 word = load<U32x4>(pattern);
  size_t i = 0;
  for (; i + 64 <= bytes; i += 64) {
    store(row + i, word);
    store(row + i + 16, word);
    store(row + i + 32, word);
    store(row + i + 48, word);
  }
  for (; i + 16 <= bytes; i += 16) store(row + i, word);
  std::memcpy(row + i, pattern, bytes - i);
}

/// Memory is the bottleneck: two threads are faster where there are several megabytes, and slower below.
constexpr size_t kBytesOfInstruction = 8;

/// Rows of one layer, and of as many samples. A row of texels that is filled whole may be filled up to the next one's
/// start.
void fillBytes(uint8_t* first, const Image& image, uint32_t strideBytes, uint32_t texelBytes,
               const FillRectangle& rectangle, const uint8_t texel[16], size_t samples) {
  uint8_t pattern[16];
  for (uint32_t i = 0; i < 16; i += texelBytes) std::memcpy(pattern + i, texel, texelBytes);
  const auto stored = size_t(image.samples());
  const size_t rowBytes = size_t(rectangle.x1 - rectangle.x0) * texelBytes, texelRowBytes = strideBytes / stored;
  uint8_t* row = first + size_t(rectangle.y0) * strideBytes + size_t(rectangle.x0) * texelBytes;
  const auto rows = size_t(rectangle.y1 - rectangle.y0);
  const bool wholeRows = rectangle.x0 == 0 && rectangle.x1 == image.width();
  if (wholeRows && samples == stored && (rowBytes == strideBytes || stored > 1)) {
    return forRows(int32_t(rows), rows * strideBytes / kBytesOfInstruction, [&](int32_t first, int32_t end) {
      fillPattern(row + size_t(first) * strideBytes, strideBytes * size_t(end - first), pattern);
    });
  }
  forRows(int32_t(rows), rows * samples * rowBytes / kBytesOfInstruction, [&](int32_t first, int32_t end) {
    for (int32_t y = first; y < end; ++y) {
      for (size_t s = 0; s < samples; ++s) {
        fillPattern(row + size_t(y) * strideBytes + s * texelRowBytes, rowBytes, pattern);
      }
    }
  });
}

bool isWhole(const Image& image, const FillRectangle& rectangle) {
  return rectangle.x0 == 0 && rectangle.y0 == 0 && rectangle.x1 == image.width() && rectangle.y1 == image.height();
}

/// mask: bit 0 red .. bit 3 alpha.
void replaceChannels(TargetFormat storage, uint8_t* texels, uint32_t count, const Texel& texel, uint32_t mask) {
  constexpr uint32_t kChunk = 64;
  while (count > 0) {
    const uint32_t part = count < kChunk ? count : kChunk;
    Texel chunk[kChunk];
    decodeTexels(storage, texels, part, chunk);
    for (uint32_t n = 0; n < part; ++n) {
      for (int i = 0; i < 4; ++i) {
        if (mask >> i & 1) chunk[n].words[i] = texel.words[i];
      }
    }
    encodeTexels(storage, chunk, part, texels);
    texels += part * storageBytes(storage);
    count -= part;
  }
}

}  // namespace

void fillColor(Image& image, int32_t layer, const FillRectangle& rectangle, const Texel& color, uint32_t mask) {
  if (rectangle.isEmpty()) return;
  const FormatInfo& format = *image.format();
  Texel texel = color;
  if (format.srgb) {
    for (int i = 0; i < 3; ++i) texel.set(i, linearToSrgb(texel.f(i)));
  }
  conformToBaseFormat(format.baseFormat, format.isInteger(), &texel, 1);
  uint32_t stored = (format.redBits ? 1u : 0) | (format.greenBits ? 2u : 0) | (format.blueBits ? 4u : 0) |
                    (format.alphaBits ? 8u : 0);
  if ((mask & stored) == 0) return;
  const uint32_t bytes = storageBytes(format.storage);
  const bool replaces = (mask & stored) == stored;
  const bool even = replaces && isWhole(image, rectangle);  // then one sample's texels are enough
  if (even) {
    image.makeEven();
  } else {
    image.makeUneven(rectangle.x0, rectangle.y0, rectangle.x1, rectangle.y1);
  }
  if (replaces) {
    uint8_t packed[16];
    encodeTexels(format.storage, &texel, 1, packed);
    const size_t samples = even ? 1 : size_t(image.samples());
    return fillBytes(image.row(0, layer), image, image.strideBytes(), bytes, rectangle, packed, samples);
  }
  constexpr uint32_t kTexelWork = 60;
  const int32_t width = rectangle.x1 - rectangle.x0;
  for (int32_t s = 0; s < image.samples(); ++s) {
    const bool goOn = forTexelRows(rectangle.y1 - rectangle.y0, width, kTexelWork, [&](int32_t first, int32_t end) {
      for (int32_t y = first; y < end; ++y) {
        uint8_t* row = image.row(rectangle.y0 + y, layer + s) + size_t(rectangle.x0) * bytes;
        replaceChannels(format.storage, row, uint32_t(width), texel, mask);
      }
    });
    if (!goOn) return;
  }
}

void fillDepth(Image& image, int32_t layer, const FillRectangle& rectangle, float depth) {
  if (rectangle.isEmpty()) return;
  const float value = quantiseDepth(image.format()->depth, depth);
  uint8_t texel[16];
  std::memcpy(texel, &value, 4);
  fillBytes(image.row(0, layer), image, image.strideBytes(), 4, rectangle, texel, size_t(image.samples()));
}

void fillStencil(Image& image, int32_t layer, const FillRectangle& rectangle, uint8_t value, uint8_t mask) {
  if (rectangle.isEmpty() || mask == 0) return;
  for (int32_t y = rectangle.y0; y < rectangle.y1; ++y) {
    for (int32_t s = 0; s < image.samples(); ++s) {
      uint8_t* row = image.stencilRow(y, layer + s);
      if (mask == 0xff) {
        std::memset(row + rectangle.x0, value, size_t(rectangle.x1 - rectangle.x0));
        continue;
      }
      for (int32_t x = rectangle.x0; x < rectangle.x1; ++x) row[x] = uint8_t((row[x] & ~mask) | (value & mask));
    }
  }
}

}  // namespace sw
