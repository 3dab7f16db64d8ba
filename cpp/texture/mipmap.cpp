// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "texture/mipmap.h"

#include <algorithm>
#include <vector>

#include "support/deadline.h"
#include "support/simd.h"
#include "texture/pixel_transfer.h"
#include "texture/texel.h"
#include "threads/rows.h"

namespace sw {

namespace {

/// Texels of one axis that a texel of the smaller level covers, and by how much; of sizes that are not halved evenly it
/// covers three, two of them in part.
struct Coverage {
  int32_t first = 0, count = 0;
  float weights[3] = {0, 0, 0};
};

Coverage coverage(int32_t index, int32_t fromSize, int32_t toSize) {
  Coverage result;
  if (fromSize == toSize) return {index, 1, {1, 0, 0}};
  const double scale = double(fromSize) / toSize;
  const double begin = index * scale, end = begin + scale;
  result.first = int32_t(begin);
  for (int32_t texel = result.first; texel < fromSize && texel < end && result.count < 3; ++texel) {
    const double overlap = std::min(end, texel + 1.0) - std::max(begin, double(texel));
    result.weights[result.count++] = float(overlap / scale);
  }
  return result;
}

F32x4 toLinear(const Texel& texel, bool srgb) {
  F32x4 value = load<F32x4>(texel.words);
  if (!srgb) return value;
  const I32x4 index = roundSmall(value * F32x4(255.0f));
  return {kSrgbTables.linear[index[0]], kSrgbTables.linear[index[1]], kSrgbTables.linear[index[2]], value[3]};
}

void store(Texel& texel, F32x4 value, bool srgb) {
  if (srgb) value = {linearToSrgb(value[0]), linearToSrgb(value[1]), linearToSrgb(value[2]), value[3]};
  sw::store(texel.words, canonicalNan(value));
}

/// Means of 2x2 bytes, rounded to nearest; halves go up.
void halveRgba8(const uint8_t* row0, const uint8_t* row1, uint8_t* to, int32_t width) {
  const U32x4 even = 0x00ff00ffu, two = 0x00020002u;
  const auto sums = [&](U32x4 a, U32x4 b, U32x4 c, U32x4 d, int shift) {
    const auto lane = [&](U32x4 words) { return (words >> shift) & even; };
    return ((lane(a) + lane(b) + lane(c) + lane(d) + two) >> 2) & even;
  };
  int32_t x = 0;
  for (; x + 4 <= width; x += 4) {
    const I32x4 a0 = load<I32x4>(row0 + 8 * x), a1 = load<I32x4>(row0 + 8 * x + 16);
    const I32x4 b0 = load<I32x4>(row1 + 8 * x), b1 = load<I32x4>(row1 + 8 * x + 16);
    const U32x4 a = asUint(shuffle<0, 2, 4, 6>(a0, a1)), b = asUint(shuffle<1, 3, 5, 7>(a0, a1));
    const U32x4 c = asUint(shuffle<0, 2, 4, 6>(b0, b1)), d = asUint(shuffle<1, 3, 5, 7>(b0, b1));
    sw::store(to + 4 * x, sums(a, b, c, d, 0) | (sums(a, b, c, d, 8) << 8));
  }
  for (; x < width; ++x) {
    for (int i = 0; i < 4; ++i) {
      to[4 * x + i] = uint8_t((row0[8 * x + i] + row0[8 * x + 4 + i] + row1[8 * x + i] + row1[8 * x + 4 + i] + 2) / 4);
    }
  }
}

}  // namespace

namespace {

/// Columns of the smaller level that are made at a time, and texels that they are made of: less than three each.
constexpr int32_t kTile = 64;
constexpr int32_t kMostSource = 3 * kTile + 3;

/// Texels [x0, x1) of a row of the smaller level.
void reduceTile(const Image& from, Image& to, const std::vector<Coverage>& columns, const Coverage& slices, int32_t x0,
                int32_t x1, int32_t y, int32_t z) {
  const FormatInfo& format = *from.format();
  const uint32_t bytes = storageBytes(format.storage);
  const Coverage rows = coverage(y, from.height(), to.height());
  const Coverage& last = columns[size_t(x1 - 1)];
  const int32_t first = columns[size_t(x0)].first, count = last.first + last.count - first;
  Texel source[kMostSource], target[kTile];
  F32x4 sums[kTile];
  std::fill(sums, sums + (x1 - x0), F32x4(0.0f));
  for (int32_t k = 0; k < slices.count; ++k) {
    for (int32_t j = 0; j < rows.count; ++j) {
      decodeTexels(format.storage, from.row(rows.first + j, slices.first + k) + size_t(first) * bytes, uint32_t(count),
                   source);
      const F32x4 weight = rows.weights[j] * slices.weights[k];
      for (int32_t x = x0; x < x1; ++x) {
        const Coverage& column = columns[size_t(x)];
        for (int32_t i = 0; i < column.count; ++i) {
          sums[x - x0] += toLinear(source[column.first - first + i], format.srgb) * weight * F32x4(column.weights[i]);
        }
      }
    }
  }
  for (int32_t x = x0; x < x1; ++x) store(target[x - x0], sums[x - x0], format.srgb);
  encodeTexels(format.storage, target, uint32_t(x1 - x0), to.row(y, z) + size_t(x0) * bytes);
}

}  // namespace

void reduceLevelSlowly(const Image& from, Image& to) {
  constexpr int32_t kSlowTexel = 8;  // rows of others: several rows are decoded, and may be made linear
  constexpr uint64_t kTexelWork = 100;
  std::vector<Coverage> columns(size_t(to.width()));
  for (int32_t x = 0; x < to.width(); ++x) columns[size_t(x)] = coverage(x, from.width(), to.width());
  for (int32_t z = 0; z < to.depth(); ++z) {
    const Coverage slices = coverage(z, from.depth(), to.depth());
    for (int32_t y = 0; y < to.height(); ++y) {
      if (!spendTexels(from.width() * kSlowTexel)) return;
    }
    forRows(to.height(), uint64_t(to.height()) * uint64_t(from.width()) * kTexelWork, [&](int32_t begin, int32_t end) {
      for (int32_t y = begin; y < end; ++y) {
        for (int32_t x = 0; x < to.width(); x += kTile) {
          reduceTile(from, to, columns, slices, x, std::min(x + kTile, to.width()), y, z);
        }
      }
    });
  }
}

void reduceLevel(const Image& from, Image& to) {
  const TargetFormat storage = from.format()->storage;
  const bool bytes = storage == TargetFormat::RGBA8 || storage == TargetFormat::RGB8;
  if (!bytes || from.depth() != to.depth() || from.width() != 2 * to.width() || from.height() != 2 * to.height()) {
    return reduceLevelSlowly(from, to);
  }
  constexpr uint32_t kTexelWork = 8;
  for (int32_t z = 0; z < to.depth(); ++z) {
    const bool goOn = forTexelRows(to.height(), to.width(), kTexelWork, [&](int32_t first, int32_t end) {
      for (int32_t y = first; y < end; ++y) {
        halveRgba8(from.row(2 * y, z), from.row(2 * y + 1, z), to.row(y, z), to.width());
      }
    });
    if (!goOn) return;
  }
}

}  // namespace sw
