// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "reference/target_texel.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>

#include "texture/texel.h"

namespace sw {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

double exactFromLinear(double x) { return x <= 0.0031308 ? 12.92 * x : 1.055 * std::pow(x, 1 / 2.4) - 0.055; }
double exactToLinear(double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); }

TEST(Texel, EveryFormatHasChannelsThatFitItsTexel) {
  for (uint32_t f = 1; f < kTargetFormatCount; ++f) {
    const TargetFormatInfo info = targetFormatInfo(TargetFormat(f));
    ASSERT_NE(info.kind, TargetClass::None) << f;
    uint32_t bits = 0;
    for (int i = 0; i < 4; ++i) {
      bits += info.bits[i];
      EXPECT_LE(info.shift[i] + info.bits[i], info.texelBytes * 8) << f;
      if (info.bits[i] == 0) continue;
      EXPECT_EQ(info.shift[i] / 32, (info.shift[i] + info.bits[i] - 1) / 32) << f;
    }
    EXPECT_EQ(bits, info.texelBytes * 8u) << f;
  }
}

TEST(Texel, CodesSurviveReadAndWriteInEveryFormat) {
  for (uint32_t f = 1; f < kTargetFormatCount; ++f) {
    const auto format = TargetFormat(f);
    const TargetFormatInfo info = targetFormatInfo(format);
    for (uint32_t n = 0; n < 1024; ++n) {
      std::array<uint32_t, 4> codes{};
      for (int i = 0; i < info.channels; ++i) codes[i] = (n * 0x9e3779b9u * uint32_t(i + 1)) >> (32 - info.bits[i]);
      uint8_t texel[16], again[16];
      std::memset(texel, 0, sizeof texel);
      writeCodes(format, codes, 15, texel);
      std::memset(again, 0xaa, sizeof again);
      if (info.isInteger()) {
        writeIntegerColor(format, readIntegerColor(format, texel), 15, again);
      } else {
        bool isNumber = true, lowest = false;
        for (float c : readColor(format, texel)) isNumber &= !std::isnan(c);
        for (int i = 0; i < info.channels; ++i) {
          lowest |= info.kind == TargetClass::SNorm && codes[i] == 1u << (info.bits[i] - 1);
        }
        if (!isNumber || lowest) continue;
        writeColor(format, readColor(format, texel), 15, again);
      }
      EXPECT_EQ(std::memcmp(texel, again, info.texelBytes), 0) << "format " << f << " n " << n;
    }
  }
}

TEST(Texel, WriteMaskKeepsOtherChannels) {
  uint8_t texel[4] = {1, 2, 3, 4};
  writeColor(TargetFormat::RGBA8, {1, 1, 1, 1}, 0b0101, texel);
  EXPECT_EQ(texel[0], 255);
  EXPECT_EQ(texel[1], 2);
  EXPECT_EQ(texel[2], 255);
  EXPECT_EQ(texel[3], 4);
}

TEST(Texel, UnusedAlphaStaysOne) {
  uint8_t texel[4] = {};
  writeColor(TargetFormat::RGB8, {0, 0.5f, 1, 0}, 15, texel);
  EXPECT_EQ(texel[0], 0);
  EXPECT_EQ(texel[1], 128);  // 127.5, ties to even
  EXPECT_EQ(texel[2], 255);
  EXPECT_EQ(texel[3], 255);
  EXPECT_EQ(readColor(TargetFormat::RGB8, texel)[3], 1);
}

TEST(Texel, PackedFormatsHaveRedWhereGlSaysSo) {
  uint8_t texel[4] = {};
  writeColor(TargetFormat::RGB565, {1, 0, 0, 1}, 15, texel);
  EXPECT_EQ(texel[0] | texel[1] << 8, 0xf800);
  writeColor(TargetFormat::RGBA4, {1, 0, 0, 0}, 15, texel);
  EXPECT_EQ(texel[0] | texel[1] << 8, 0xf000);
  writeColor(TargetFormat::RGB5A1, {0, 0, 0, 1}, 15, texel);
  EXPECT_EQ(texel[0] | texel[1] << 8, 0x0001);
  writeColor(TargetFormat::RGB10A2, {1, 0, 0, 0}, 15, texel);
  EXPECT_EQ(texel[0] | texel[1] << 8, 0x03ff);
}

TEST(Texel, NormalisedChannelsClampAndTakeNanAsZero) {
  EXPECT_EQ(encodeChannel(TargetFormat::RGBA8, 0, -3), 0u);
  EXPECT_EQ(encodeChannel(TargetFormat::RGBA8, 0, 3), 255u);
  EXPECT_EQ(encodeChannel(TargetFormat::RGBA8, 0, kNan), 0u);
  EXPECT_EQ(encodeChannel(TargetFormat::RGBA8S, 0, -3), 0x81u);
  EXPECT_EQ(encodeChannel(TargetFormat::RGBA8S, 0, kNan), 0u);
  EXPECT_EQ(decodeChannel(TargetFormat::RGBA8S, 0, 0x80), -1);
}

TEST(Texel, HalfFloatsRoundToNearestEven) {
  const auto half = [](float value) { return encodeChannel(TargetFormat::R16F, 0, value); };
  EXPECT_EQ(half(1), 0x3c00u);
  EXPECT_EQ(half(-2), 0xc000u);
  EXPECT_EQ(half(65504), 0x7bffu);
  EXPECT_EQ(half(65519), 0x7bffu);
  EXPECT_EQ(half(65520), 0x7c00u);
  EXPECT_EQ(half(kInfinity), 0x7c00u);
  EXPECT_EQ(half(kNan), 0x7e00u);
  EXPECT_EQ(half(0x1p-24f), 1u);
  EXPECT_EQ(half(0x1p-25f), 0u);    // a tie, to even
  EXPECT_EQ(half(0x1.8p-24f), 2u);  // a tie, to even
  EXPECT_EQ(half(1 + 0x1p-11f), 0x3c00u);
  EXPECT_EQ(half(1 + 0x1.8p-10f), 0x3c02u);
  EXPECT_EQ(half(-0.0f), 0x8000u);
}

TEST(Texel, UnsignedFloatsHaveNoSignAndSaturate) {
  const auto code = [](float value) { return encodeChannel(TargetFormat::R11G11B10F, 0, value); };
  EXPECT_EQ(code(-1), 0u);
  EXPECT_EQ(code(1), 15u << 6);
  EXPECT_EQ(code(65024), 0x7bfu);
  EXPECT_EQ(code(1e30f), 0x7bfu);
  EXPECT_EQ(code(kInfinity), 0x7c0u);
  EXPECT_EQ(code(kNan), 0x7e0u);
}

TEST(Texel, SrgbIsCloseToItsDefinition) {
  for (int code = 0; code < 256; ++code) {
    const double c = code / 255.0;
    EXPECT_NEAR(decodeSrgb(float(c)), exactToLinear(c), 1e-5) << code;
    EXPECT_EQ(encodeChannel(TargetFormat::SRGB8A8, 0, decodeChannel(TargetFormat::SRGB8A8, 0, uint32_t(code))),
              uint32_t(code));
  }
  for (int i = 0; i <= 100000; ++i) {
    const float x = float(i) / 100000;
    ASSERT_NEAR(encodeSrgb(x) * 255, exactFromLinear(x) * 255, 0.01) << x;
  }
}

TEST(Texel, QuantisedDepthStaysWhatItIs) {
  for (DepthFormat format : {DepthFormat::D16, DepthFormat::D24, DepthFormat::D32F}) {
    EXPECT_EQ(quantiseDepth(format, 1), 1.0f);
    EXPECT_EQ(quantiseDepth(format, 0), 0.0f);
    EXPECT_EQ(quantiseDepth(format, 7), 1.0f);
    EXPECT_EQ(quantiseDepth(format, kNan), 0.0f);
    for (int i = 0; i < 10000; ++i) {
      const float once = quantiseDepth(format, float(i) / 9999);
      EXPECT_EQ(quantiseDepth(format, once), once);
      EXPECT_NEAR(once, float(i) / 9999, 1 / 65535.0);
    }
  }
  EXPECT_EQ(quantiseDepth(DepthFormat::D16, 0.4f / 65535), 0.0f);
  EXPECT_EQ(quantiseDepth(DepthFormat::D16, 0.6f / 65535), quantiseDepth(DepthFormat::D16, 1.4f / 65535));
}

}  // namespace
}  // namespace sw
