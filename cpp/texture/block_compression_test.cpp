// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "texture/block_compression.h"

#include <gtest/gtest.h>

#include <array>
#include <cstring>
#include <vector>

#include "texture/image.h"

namespace sw {
namespace {

using Texel4 = std::array<uint8_t, 4>;

/// The texels of one block, row by row.
template <size_t kBytes>
std::vector<std::array<uint8_t, kBytes>> decode(BlockFormat format, GLenum internalFormat, const uint8_t* block) {
  Image image;
  EXPECT_TRUE(image.define(*findFormat(internalFormat), 4, 4));
  EXPECT_TRUE(image.allocate());
  decodeBlocks(format, block, image, {.width = 4, .height = 4});
  std::vector<std::array<uint8_t, kBytes>> texels(16);
  for (int32_t i = 0; i < 16; ++i) {
    std::memcpy(texels[size_t(i)].data(), image.row(i / 4) + size_t(i % 4) * kBytes, kBytes);
  }
  return texels;
}

constexpr Texel4 kRed = {255, 0, 0, 255}, kGreen = {0, 255, 0, 255};

TEST(BlockCompression, FourColorsWhereTheFirstIsGreater) {
  const uint8_t block[] = {0x00, 0xf8, 0xe0, 0x07, 0xe4, 0, 0, 0};  // red, green; codes 0 1 2 3 in the first row
  for (const BlockFormat format : {BlockFormat::Bc1Rgb, BlockFormat::Bc1Rgba}) {
    const auto texels = decode<4>(format, GL_RGBA8, block);
    EXPECT_EQ(texels[0], kRed);
    EXPECT_EQ(texels[1], kGreen);
    EXPECT_EQ(texels[2], (Texel4{170, 85, 0, 255}));
    EXPECT_EQ(texels[3], (Texel4{85, 170, 0, 255}));
    EXPECT_EQ(texels[15], kRed);
  }
}

TEST(BlockCompression, ThreeColorsAndBlackOtherwise) {
  const uint8_t block[] = {0xe0, 0x07, 0x00, 0xf8, 0, 0, 0, 0xe4};
  for (const bool alpha : {false, true}) {
    const auto texels = decode<4>(alpha ? BlockFormat::Bc1Rgba : BlockFormat::Bc1Rgb, GL_RGBA8, block);
    EXPECT_EQ(texels[12], kGreen);
    EXPECT_EQ(texels[13], kRed);
    EXPECT_EQ(texels[14], (Texel4{128, 128, 0, 255}));
    EXPECT_EQ(texels[15], (Texel4{0, 0, 0, uint8_t(alpha ? 0 : 255)}));
  }
}

TEST(BlockCompression, Dxt3HasFourBitsOfAlphaAndAlwaysFourColors) {
  const uint8_t block[] = {0x10, 0x32, 0x54, 0x76, 0x98, 0xba, 0xdc, 0xfe, 0xe0, 0x07, 0x00, 0xf8, 0xe4, 0, 0, 0};
  const auto texels = decode<4>(BlockFormat::Bc2, GL_RGBA8, block);
  for (int i = 0; i < 16; ++i) EXPECT_EQ(texels[size_t(i)][3], i * 17);
  EXPECT_EQ(texels[3], (Texel4{170, 85, 0, 51}));
}

TEST(BlockCompression, Dxt5InterpolatesAlpha) {
  // Alpha 255 and 0, codes 0 to 7 and again.
  const uint8_t block[] = {255, 0, 0x88, 0xc6, 0xfa, 0x88, 0xc6, 0xfa, 0x00, 0xf8, 0xe0, 0x07, 0, 0, 0, 0};
  const auto texels = decode<4>(BlockFormat::Bc3, GL_RGBA8, block);
  const uint8_t expected[] = {255, 0, 219, 182, 146, 109, 73, 36};
  for (int i = 0; i < 16; ++i) EXPECT_EQ(texels[size_t(i)][3], expected[i % 8]);
  EXPECT_EQ(texels[0], kRed);
}

TEST(BlockCompression, RgtcHasTwoModes) {
  const uint8_t low[] = {0, 255, 0x88, 0xc6, 0xfa, 0x88, 0xc6, 0xfa};
  const auto texels = decode<1>(BlockFormat::Bc4, GL_R8, low);
  const uint8_t expected[] = {0, 255, 51, 102, 153, 204, 0, 255};
  for (int i = 0; i < 16; ++i) EXPECT_EQ(texels[size_t(i)][0], expected[i % 8]);
}

TEST(BlockCompression, SignedRgtcGoesFromMinus127To127) {
  const uint8_t block[16] = {0x7f, 0x80, 0x88, 0xc6, 0xfa, 0x88, 0xc6, 0xfa,
                             0x80, 0x7f, 0x88, 0xc6, 0xfa, 0x88, 0xc6, 0xfa};
  const auto texels = decode<2>(BlockFormat::Bc5Signed, GL_RG8_SNORM, block);
  const int red[] = {127, -127, 91, 54, 18, -18, -54, -91}, green[] = {-127, 127, -76, -25, 25, 76, -127, 127};
  for (int i = 0; i < 16; ++i) {
    EXPECT_EQ(int8_t(texels[size_t(i)][0]), red[i % 8]);
    EXPECT_EQ(int8_t(texels[size_t(i)][1]), green[i % 8]);
  }
}

TEST(BlockCompression, EdgesCutBlocks) {
  EXPECT_EQ(compressedBytes(BlockFormat::Bc1Rgb, 5, 3, 2), 32u);
  EXPECT_EQ(compressedBytes(BlockFormat::Bc3, 0, 8, 1), 0u);
  Image image;
  ASSERT_TRUE(image.define(*findFormat(GL_R8), 6, 6, 2));
  ASSERT_TRUE(image.allocate());
  uint8_t blocks[4][8] = {};
  for (uint8_t i = 0; i < 4; ++i) blocks[i][0] = blocks[i][1] = uint8_t(10 + i);
  decodeBlocks(BlockFormat::Bc4, blocks[0], image, {.z = 1, .width = 6, .height = 6});
  EXPECT_EQ(image.row(3, 1)[3], 10);
  EXPECT_EQ(image.row(0, 1)[5], 11);
  EXPECT_EQ(image.row(5, 1)[0], 12);
  EXPECT_EQ(image.row(5, 1)[5], 13);
  EXPECT_EQ(image.row(5, 0)[5], 0);
  // A part that ends at the edge.
  decodeBlocks(BlockFormat::Bc4, blocks[0], image, {.x = 4, .y = 4, .width = 2, .height = 2});
  EXPECT_EQ(image.row(5, 0)[5], 10);
  EXPECT_EQ(image.row(3, 0)[5], 0);
}

}  // namespace
}  // namespace sw
