// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "texture/resolve.h"

#include <cstring>

#include "pipeline/layout.h"
#include "support/simd.h"
#include "texture/texel.h"

namespace sw {

bool hasPlainBytes(const FormatInfo& format) {
  const TargetFormatInfo& layout = targetFormatInfo(format.storage);
  return layout.kind == TargetClass::UNorm && layout.plainBits() == 8;
}

namespace {

constexpr int32_t kSamples = int32_t(kPixelSamples);
static_assert(kSamples == 4);

void toLight(const FormatInfo& format, Texel& texel) {
  if (!format.srgb) return;
  for (int i = 0; i < 3; ++i) texel.set(i, kSrgbTables.linear[size_t(texel.f(i) * 255 + 0.5f)]);
}

}  // namespace

void averageBytesSlowly(const uint8_t* const (&rows)[4], size_t count, uint8_t* to) {
  for (size_t i = 0; i < count; ++i) to[i] = uint8_t((rows[0][i] + rows[1][i] + rows[2][i] + rows[3][i] + 2) >> 2);
}

void averageBytes(const uint8_t* const (&rows)[4], size_t count, uint8_t* to) {
  const U32x4 evenBytes = U32x4(0x00ff00ffu), two = U32x4(0x00020002u);
  size_t i = 0;
  for (; i + 16 <= count; i += 16) {
    const U32x4 first = load<U32x4>(rows[0] + i), second = load<U32x4>(rows[1] + i);
    const U32x4 third = load<U32x4>(rows[2] + i), fourth = load<U32x4>(rows[3] + i);
    if ((((first ^ second) | (first ^ third) | (first ^ fourth)) == U32x4(0u)).all()) {
      store(to + i, first);
      continue;
    }
    // Sums of bytes in halves of words: first the even ones, then the odd ones.
    const auto sum = [&](U32x4 a, U32x4 b, U32x4 c, U32x4 d) {
      return (a & evenBytes) + (b & evenBytes) + (c & evenBytes) + (d & evenBytes) + two;
    };
    const U32x4 even = sum(first, second, third, fourth) >> 2;
    const U32x4 odd = sum(first >> 8, second >> 8, third >> 8, fourth >> 8) >> 2;
    store(to + i, (even & evenBytes) | ((odd & evenBytes) << 8));
  }
  const uint8_t* const rest[4] = {rows[0] + i, rows[1] + i, rows[2] + i, rows[3] + i};
  averageBytesSlowly(rest, count - i, to + i);
}

namespace {

/// resolveRow where the samples of all blocks are stored.
void resolveSamples(const Image& image, int32_t x, int32_t y, int32_t width, uint8_t* to) {
  const FormatInfo& format = *image.format();
  const uint32_t bytes = storageBytes(format.storage);
  const uint8_t* rows[kSamples];
  for (int32_t s = 0; s < kSamples; ++s) rows[s] = image.row(y, s) + size_t(x) * bytes;
  if (hasPlainBytes(format)) return averageBytes(rows, size_t(width) * bytes, to);

  constexpr int32_t kChunk = 32;
  for (int32_t done = 0; done < width; done += kChunk) {
    const uint32_t count = uint32_t(width - done < kChunk ? width - done : kChunk);
    const size_t offset = size_t(done) * bytes;
    Texel sum[kChunk], sample[kChunk];
    for (int32_t s = 0; s < kSamples; ++s) {
      Texel* into = s == 0 ? sum : sample;
      decodeTexels(format.storage, rows[s] + offset, count, into);
      for (uint32_t n = 0; n < count; ++n) {
        toLight(format, into[n]);
        for (int i = 0; i < 4 && s > 0; ++i) sum[n].set(i, sum[n].f(i) + sample[n].f(i));
      }
    }
    for (uint32_t n = 0; n < count; ++n) {
      for (int i = 0; i < 4; ++i) {
        const float average = sum[n].f(i) * (1.0f / kSamples);
        sum[n].set(i, format.srgb && i < 3 ? linearToSrgb(average) : canonicalNan(average));
      }
    }
    encodeTexels(format.storage, sum, count, to + offset);
  }
}

}  // namespace

void resolveRow(const Image& image, int32_t x, int32_t y, int32_t width, uint8_t* to) {
  constexpr int32_t kBlock = int32_t(kBlockSize);
  const uint32_t bytes = storageBytes(image.format()->storage);
  const int32_t end = x + width;
  while (x < end) {
    const bool even = image.isEven(x, y);
    int32_t next = (x / kBlock + 1) * kBlock;
    while (next < end && image.isEven(next, y) == even) next += kBlock;
    if (next > end) next = end;
    const size_t partBytes = size_t(next - x) * bytes;
    if (even) {
      std::memcpy(to, image.row(y) + size_t(x) * bytes, partBytes);
    } else {
      resolveSamples(image, x, y, next - x, to);
    }
    to += partBytes;
    x = next;
  }
}

}  // namespace sw
