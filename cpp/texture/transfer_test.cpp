// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <random>
#include <vector>

#include "support/small_float.h"
#include "texture/client_pixels.h"
#include "texture/fill.h"
#include "texture/mipmap.h"
#include "texture/pixel_transfer.h"
#include "texture/present.h"

using namespace sw;

namespace {

std::vector<uint8_t> randomBytes(size_t count, uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<uint8_t> bytes(count);
  for (uint8_t& byte : bytes) byte = uint8_t(random());
  return bytes;
}

Image makeImage(GLenum format, int32_t width, int32_t height, int32_t depth = 1) {
  Image image;
  EXPECT_TRUE(image.define(*findFormat(format), width, height, depth));
  EXPECT_TRUE(image.allocate());
  return image;
}

bool equalTexels(const Image& a, const Image& b) {
  const size_t rowBytes = size_t(a.width()) * storageBytes(a.format()->storage);
  for (int32_t z = 0; z < a.depth(); ++z) {
    for (int32_t y = 0; y < a.height(); ++y) {
      if (std::memcmp(a.row(y, z), b.row(y, z), rowBytes) != 0) return false;
    }
  }
  return true;
}

TEST(Present, ALookTellsWhatNeedsMoreThanImageData) {
  std::vector<uint8_t> pixels(4 * 9);
  EXPECT_EQ(lookOfRgba8(pixels.data(), 9), kLookShowsThrough);
  for (uint32_t at = 0; at < 9; ++at) {  // four at once, and the rest
    std::fill(pixels.begin(), pixels.end(), uint8_t(255));
    EXPECT_EQ(lookOfRgba8(pixels.data(), 9), kLookHasContent);
    pixels[4 * at + 3] = 254;
    EXPECT_EQ(lookOfRgba8(pixels.data(), 9), kLookHasContent | kLookShowsThrough | kLookExceedsAlpha);
    for (int channel = 0; channel < 3; ++channel) pixels[4 * at + channel] = 254;
    EXPECT_EQ(lookOfRgba8(pixels.data(), 9), kLookHasContent | kLookShowsThrough);
  }
}

TEST(Present, HalvesTimesAlphaAreThePixelsAgain) {
  std::vector<uint8_t> pixels;
  for (int alpha = 0; alpha < 256; ++alpha) {
    for (int color = 0; color < 256; ++color) {
      for (const int channel : {color, 255 - color, color / 2, alpha}) pixels.push_back(uint8_t(channel));
    }
  }
  const uint32_t count = uint32_t(pixels.size() / 4);
  std::vector<uint8_t> halves(pixels.size() * 2), wide(pixels.size() * 2), again(pixels.size() * 2);
  halvesOfRgba8(pixels.data(), count, true, halves.data());
  const auto value = [](const std::vector<uint8_t>& from, size_t i) {
    uint16_t half;
    std::memcpy(&half, from.data() + 2 * i, 2);
    return halfToFloat(half);
  };
  for (size_t i = 0; i < pixels.size(); i += 4) {
    const float alpha = value(halves, i + 3);
    ASSERT_NEAR(alpha * 255, pixels[i + 3], 0.1f);
    for (size_t channel = i; channel < i + 3; ++channel) {
      ASSERT_TRUE(std::isfinite(value(halves, channel)));
      ASSERT_NEAR(value(halves, channel) * alpha * 255, pixels[channel], 0.25f);  // two roundings
    }
  }
  // The same through half floats, of which colours are kept finite below every alpha.
  for (size_t i = 0; i < pixels.size(); ++i) {
    const uint16_t half = floatToHalf(float(pixels[i]) / 255);
    std::memcpy(wide.data() + 2 * i, &half, 2);
  }
  halvesOfRgba16f(wide.data(), count, true, again.data());
  for (size_t i = 0; i < pixels.size(); ++i) {
    ASSERT_NEAR(value(again, i), value(halves, i), std::max(value(halves, i) / 512, 1e-4f));
  }
  halvesOfRgba8(pixels.data(), count, false, halves.data());
  for (size_t i = 0; i < pixels.size(); ++i) ASSERT_NEAR(value(halves, i) * 255, pixels[i], 0.1f);
}

}  // namespace

TEST(SmallFloat, HalvesSurviveTheWayToFloatAndBack) {
  for (uint32_t bits = 0; bits < 0x10000; ++bits) {
    const float value = halfToFloat(uint16_t(bits));
    if (std::isnan(value)) continue;
    ASSERT_EQ(floatToHalf(value), bits);
  }
  EXPECT_EQ(halfToFloat(0x3c00), 1.0f);
  EXPECT_EQ(halfToFloat(0x0001), 0x1p-24f);
  EXPECT_EQ(floatToHalf(65520.0f), 0x7c00);
  EXPECT_EQ(floatToHalf(65519.0f), 0x7bff);
}

TEST(SmallFloat, ElevenAndTenBitsSurviveLikewise) {
  for (uint32_t bits = 0; bits < 0x7c0; ++bits) ASSERT_EQ(floatToUnsignedSmall<6>(unsignedSmallToFloat<6>(bits)), bits);
  for (uint32_t bits = 0; bits < 0x3e0; ++bits) ASSERT_EQ(floatToUnsignedSmall<5>(unsignedSmallToFloat<5>(bits)), bits);
  EXPECT_EQ(floatToUnsignedSmall<6>(-1.0f), 0u);
  EXPECT_EQ(floatToUnsignedSmall<6>(1e9f), 0x7bfu);
  EXPECT_EQ(floatToUnsignedSmall<6>(INFINITY), 0x7c0u);
}

TEST(SmallFloat, SharedExponentKeepsWhatFits) {
  float rgb[3];
  unpackRgb9E5(packRgb9E5(1, 0.5f, 0.25f), rgb);
  EXPECT_EQ(rgb[0], 1);
  EXPECT_EQ(rgb[1], 0.5f);
  EXPECT_EQ(rgb[2], 0.25f);
  unpackRgb9E5(packRgb9E5(1e9f, -1, NAN), rgb);
  EXPECT_EQ(rgb[0], 65408);
  EXPECT_EQ(rgb[1], 0);
  EXPECT_EQ(rgb[2], 0);
}

TEST(Texel, SrgbTableIsTheFormula) {
  for (int i = 0; i < 256; ++i) {
    const double c = i / 255.0;
    const double linear = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    EXPECT_NEAR(kSrgbTables.linear[i], linear, 1e-7) << i;
    EXPECT_EQ(int(linearToSrgb(kSrgbTables.linear[i]) * 255 + 0.5f), i);
  }
}

TEST(Upload, ShortPathsEqualTheLongOne) {
  uint32_t seed = 0;
  for (const TransferFormat& row : transferFormats()) {
    for (bool flip : {false, true}) {
      const auto bytes = randomBytes(4096, ++seed);
      Upload from;
      from.format = row.format;
      from.type = row.type;
      from.bytes = bytes.data();
      from.layout =
          clientLayout({.alignment = 2, .rowLength = 9, .skipPixels = 1, .skipRows = 1}, row.format, row.type, 7, 5, 1);
      ASSERT_LE(from.layout.endByte, bytes.size());
      from.flipY = flip;
      Image quick = makeImage(row.sized, 9, 6), slow = makeImage(row.sized, 9, 6);
      upload(from, quick, {1, 1, 0, 7, 5, 1});
      uploadSlowly(from, slow, {1, 1, 0, 7, 5, 1});
      if (quick.format()->isDepthOrStencil()) continue;
      // Random bytes hold NaNs, and snorm's two names for -1: what both images read as must agree, and does to the bit
      // unless a format has such.
      const bool ambiguous = quick.format()->componentClass == ComponentClass::SNorm ||
                             quick.format()->componentClass == ComponentClass::Float;
      EXPECT_TRUE(ambiguous || equalTexels(quick, slow)) << std::hex << row.internalFormat << ' ' << row.type;
    }
  }
}

// What a page has too much of to hand it over as a whole.
std::vector<uint8_t> g_page;
uint64_t g_fetchedBytes, g_largestFetch;
void fetchFromPage(uint32_t offset, uint8_t* to, uint32_t bytes) {
  ASSERT_LE(uint64_t(offset) + bytes, g_page.size());
  std::memcpy(to, g_page.data() + offset, bytes);
  g_fetchedBytes += bytes;
  g_largestFetch = std::max<uint64_t>(g_largestFetch, bytes);
}

TEST(Upload, WhatIsFetchedEqualsWhatIsThere) {
  struct Shape {
    int32_t width, height, depth;
    ClientModes modes;
  };
  const Shape shapes[] = {
      {16, 16, 1, {}},                                                                 // tight, all of it
      {37, 70, 2, {.alignment = 8, .rowLength = 50, .skipPixels = 3, .skipRows = 2}},  // several rows a band
      {5, 40, 1, {.rowLength = 3000}},                                                 // far apart
      {9000, 2, 1, {.alignment = 1}},  // rows that no band holds, where texels have 8 bytes or more
  };
  uint32_t seed = 0;
  for (const TransferFormat& row : transferFormats()) {
    for (const Shape& shape : shapes) {
      if (shape.width == 9000 && clientPixelBytes(row.format, row.type) < 8) continue;
      for (const bool flip : {false, true}) {
        for (const AlphaOperation alpha : {AlphaOperation::None, AlphaOperation::Premultiply}) {
          const bool whole = shape.modes.rowLength == 0;
          Upload from;
          from.format = row.format;
          from.type = row.type;
          from.layout = clientLayout(shape.modes, row.format, row.type, shape.width, shape.height, shape.depth);
          from.flipY = flip;
          from.alpha = alpha;
          g_page = randomBytes(size_t(from.layout.endByte), ++seed);
          from.bytes = g_page.data();
          const int32_t margin = whole ? 0 : 1;
          const Box box{margin, margin, 0, shape.width, shape.height, shape.depth};
          Image there, fetched;
          for (Image* image : {&there, &fetched}) {
            ASSERT_TRUE(image->define(*findFormat(row.sized), shape.width + 2 * margin, shape.height + 2 * margin,
                                      shape.depth) &&
                        image->allocate());
          }
          upload(from, there, box);
          from.fetch = &fetchFromPage;
          g_fetchedBytes = g_largestFetch = 0;
          upload(from, fetched, box);
          EXPECT_GE(g_fetchedBytes, from.layout.rowBytes * uint64_t(shape.height) * uint64_t(shape.depth));
          EXPECT_LE(g_largestFetch, 1u << 20);
          const size_t bytes = size_t(there.sliceBytes()) * size_t(shape.depth);
          if (bytes > 0) {
            EXPECT_EQ(std::memcmp(there.texels(), fetched.texels(), bytes), 0) << std::hex << row.sized;
          }
          if (there.stencil()) {
            EXPECT_EQ(std::memcmp(there.stencil(), fetched.stencil(),
                                  there.stencilStrideBytes() * size_t(shape.height + 2 * margin)),
                      0);
          }
        }
      }
    }
  }
}

TEST(Upload, FlippedRowsAreUpsideDown) {
  const uint8_t bytes[] = {1, 2, 3, 4};
  Upload from;
  from.format = GL_RED;
  from.bytes = bytes;
  from.layout = clientLayout({.alignment = 1}, GL_RED, GL_UNSIGNED_BYTE, 2, 2, 1);
  from.flipY = true;
  Image image = makeImage(GL_R8, 2, 2);
  upload(from, image, {0, 0, 0, 2, 2, 1});
  EXPECT_EQ(image.row(0)[0], 3);
  EXPECT_EQ(image.row(1)[1], 2);
}

TEST(Upload, PremultipliesAndKeepsAlpha) {
  const uint8_t bytes[] = {255, 128, 0, 128};
  Upload from;
  from.bytes = bytes;
  from.layout = clientLayout({}, GL_RGBA, GL_UNSIGNED_BYTE, 1, 1, 1);
  from.alpha = AlphaOperation::Premultiply;
  Image image = makeImage(GL_RGBA8, 1, 1);
  upload(from, image, {0, 0, 0, 1, 1, 1});
  const uint8_t expected[] = {128, 64, 0, 128};
  EXPECT_EQ(std::memcmp(image.row(0), expected, 4), 0);
}

TEST(Upload, PackedTypesOfElementsKeepTheUpperBits) {
  const uint8_t bytes[] = {0xf7, 0x0f, 0x88, 0x7f};
  Upload from;
  from.bytes = bytes;
  from.layout = clientLayout({}, GL_RGBA, GL_UNSIGNED_BYTE, 1, 1, 1);
  from.packedType = GL_UNSIGNED_SHORT_4_4_4_4;
  Image image = makeImage(GL_RGBA8, 1, 1);
  upload(from, image, {0, 0, 0, 1, 1, 1});
  const uint8_t expected4444[] = {0xff, 0x00, 0x88, 0x77};
  EXPECT_EQ(std::memcmp(image.row(0), expected4444, 4), 0);

  from.packedType = GL_UNSIGNED_SHORT_5_5_5_1;
  upload(from, image, {0, 0, 0, 1, 1, 1});
  const uint8_t expected5551[] = {247, 8, 140, 0};  // 30, 1 and 17 of 31; alpha is below one half
  EXPECT_EQ(std::memcmp(image.row(0), expected5551, 4), 0);

  from.packedType = GL_UNSIGNED_SHORT_5_6_5;
  from.alpha = AlphaOperation::Premultiply;
  upload(from, image, {0, 0, 0, 1, 1, 1});
  const uint8_t expected565[] = {123, 4, 66, 127};  // 123, 7 and 68 in bytes: 15, 1 and 8
  EXPECT_EQ(std::memcmp(image.row(0), expected565, 3), 0);
}

TEST(Upload, PremultipliesIntegersOfEightBits) {
  const uint8_t bytes[] = {255, 128, 7, 128, 200, 100, 50, 0};
  Upload from;
  from.bytes = bytes;
  from.layout = clientLayout({}, GL_RGBA_INTEGER, GL_UNSIGNED_BYTE, 2, 1, 1);
  from.format = GL_RGBA_INTEGER;
  from.type = GL_UNSIGNED_BYTE;
  from.alpha = AlphaOperation::Premultiply;
  Image image = makeImage(GL_RGBA8UI, 2, 1);
  upload(from, image, {0, 0, 0, 2, 1, 1});
  const uint8_t expected[] = {128, 64, 4, 128, 0, 0, 0, 0};
  EXPECT_EQ(std::memcmp(image.row(0), expected, 8), 0);
}

TEST(ReadRow, ShortPathsEqualTheLongOne) {
  for (GLenum format : {GL_RGBA8, GL_RGB8, GL_R8, GL_RGB565, GL_RGBA4, GL_RGB10_A2}) {
    Image image = makeImage(format, 13, 1);
    const auto bytes = randomBytes(64, format);
    std::memcpy(image.row(0), bytes.data(), 13 * storageBytes(image.format()->storage));
    if (format == GL_RGB8) fillColor(image, 0, {0, 0, 13, 1}, Texel{}, 7);
    uint8_t quick[64] = {}, slow[64] = {};
    readRow(image, 2, 0, 0, 9, GL_RGBA, GL_UNSIGNED_BYTE, quick);
    readRowSlowly(image, 2, 0, 0, 9, GL_RGBA, GL_UNSIGNED_BYTE, slow);
    EXPECT_EQ(std::memcmp(quick, slow, 64), 0) << std::hex << format;
  }
}

TEST(Image, MissingAlphaIsOneFromTheStart) {
  const Image image = makeImage(GL_RGB8, 3, 2);
  const uint8_t expected[] = {0, 0, 0, 255};
  EXPECT_EQ(std::memcmp(image.row(1) + 8, expected, 4), 0);
}

TEST(Image, RefusesWhatNoMemoryHolds) {
  Image image;
  EXPECT_FALSE(image.define(*findFormat(GL_RGBA32F), 8192, 8192, 2048));
  EXPECT_FALSE(image.isDefined());
}

TEST(Fill, MaskedChannelsStay) {
  for (GLenum format : {GL_RGBA8, GL_RGBA4, GL_RGB10_A2, GL_RGBA16F}) {
    Image image = makeImage(format, 5, 3);
    Texel white, red;
    for (int i = 0; i < 4; ++i) white.set(i, 1), red.set(i, 0);
    fillColor(image, 0, {0, 0, 5, 3}, white, 15);
    fillColor(image, 0, {1, 1, 4, 2}, red, 0b1010);
    Texel texels[5];
    decodeTexels(image.format()->storage, image.row(1), 5, texels);
    EXPECT_EQ(texels[0].f(1), 1);
    EXPECT_EQ(texels[1].f(0), 1);
    EXPECT_EQ(texels[1].f(1), 0);
    EXPECT_EQ(texels[3].f(3), 0);
    EXPECT_EQ(texels[4].f(1), 1);
  }
}

TEST(Present, ShortPathEqualsTheLongOneForAllBytes) {
  std::vector<uint8_t> from;
  for (int alpha = 0; alpha < 256; ++alpha) {
    for (int color = 0; color < 256; ++color) {
      from.insert(from.end(), {uint8_t(color), uint8_t(255 - color), uint8_t(color ^ 0x55), uint8_t(alpha)});
    }
  }
  std::vector<uint8_t> quick(from.size()), slow(from.size());
  unpremultiplyRgba8(from.data(), uint32_t(from.size() / 4), quick.data());
  unpremultiplyRgba8Slowly(from.data(), uint32_t(from.size() / 4), slow.data());
  EXPECT_EQ(quick, slow);
}

TEST(Mipmap, HalvingBytesEqualsTheMeanUpToHalves) {
  for (int32_t width : {2, 16, 22}) {
    Image from = makeImage(GL_RGBA8, width, 8), quick = makeImage(GL_RGBA8, width / 2, 4),
          slow = makeImage(GL_RGBA8, width / 2, 4);
    const auto bytes = randomBytes(size_t(width) * 32, uint32_t(width));
    for (int32_t y = 0; y < 8; ++y) std::memcpy(from.row(y), bytes.data() + y * width * 4, size_t(width) * 4);
    reduceLevel(from, quick);
    reduceLevelSlowly(from, slow);
    for (int32_t y = 0; y < 4; ++y) {
      for (int32_t i = 0; i < width * 2; ++i) EXPECT_NEAR(quick.row(y)[i], slow.row(y)[i], 1);
    }
  }
}

TEST(Mipmap, OddSizesWeighTheMiddleTexelByWhatIsCovered) {
  Image from = makeImage(GL_R32F, 3, 1), to = makeImage(GL_R32F, 1, 1);
  const float texels[] = {3, 6, 9};
  std::memcpy(from.row(0), texels, 12);
  reduceLevel(from, to);
  float mean;
  std::memcpy(&mean, to.row(0), 4);
  EXPECT_NEAR(mean, 6, 1e-5);
}
