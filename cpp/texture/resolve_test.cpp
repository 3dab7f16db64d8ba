// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "texture/resolve.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <vector>

#include "pipeline/layout.h"
#include "support/gl_constants.h"
#include "texture/fill.h"
#include "texture/texel.h"

namespace sw {
namespace {

Image sampledImage(GLenum internalFormat, int32_t width, int32_t height) {
  Image image;
  EXPECT_TRUE(image.defineSampled(*findFormat(internalFormat), width, height, int32_t(kPixelSamples)));
  EXPECT_TRUE(image.allocate());
  image.makeUneven(0, 0, width, height);
  return image;
}

TEST(Resolve, AveragesAsTheTwinDoes) {
  std::mt19937 random(1);
  std::vector<uint8_t> bytes(4 * 100);
  for (int n = 0; n < 200; ++n) {
    for (uint8_t& byte : bytes) byte = uint8_t(n % 4 == 0 ? 255 : n % 4 == 1 && random() % 2 ? 7 : random());
    const uint8_t* const rows[4] = {&bytes[0], &bytes[100], &bytes[200], &bytes[300]};
    const size_t count = random() % 101;
    std::vector<uint8_t> fast(count + 1, 9), slow(count + 1, 9);
    averageBytes(rows, count, fast.data());
    averageBytesSlowly(rows, count, slow.data());
    EXPECT_EQ(fast, slow);
  }
}

TEST(Resolve, RoundsToNearest) {
  const uint8_t bytes[4] = {0, 255, 255, 255};
  const uint8_t* const rows[4] = {bytes, bytes + 1, bytes + 2, bytes + 3};
  uint8_t average;
  averageBytes(rows, 1, &average);
  EXPECT_EQ(average, 191);
}

TEST(Resolve, TakesTheSamplesOfItsRow) {
  Image image = sampledImage(GL_RGBA8, 5, 3);
  for (int32_t s = 0; s < 4; ++s) image.row(1, s)[4 * 3] = uint8_t(100 + s);  // (3, 1), red
  uint8_t row[5 * 4];
  for (int32_t y = 0; y < 3; ++y) {
    resolveRow(image, 2, y, 3, row);
    EXPECT_EQ(row[4], y == 1 ? 102 : 0);
    EXPECT_EQ(row[0], 0);
  }
}

TEST(Resolve, AveragesLightInSrgb) {
  Image image = sampledImage(GL_SRGB8_ALPHA8, 1, 1);
  image.row(0, 0)[0] = image.row(0, 2)[0] = 255;
  uint8_t texel[4];
  resolveRow(image, 0, 0, 1, texel);
  EXPECT_EQ(texel[0], 188);  // half the light
}

TEST(Resolve, AveragesHalfFloats) {
  Image image = sampledImage(GL_R16F, 1, 1);
  const uint16_t samples[4] = {0x3c00, 0x4000, 0x4200, 0x4400};  // 1, 2, 3, 4
  for (int32_t s = 0; s < 4; ++s) std::memcpy(image.row(0, s), &samples[s], 2);
  uint16_t average;
  resolveRow(image, 0, 0, 1, reinterpret_cast<uint8_t*>(&average));
  EXPECT_EQ(average, 0x4100);  // 2.5
}

TEST(Resolve, TakesTheFirstSampleOfEvenBlocks) {
  Image image = sampledImage(GL_RGBA8, 20, 10);
  Texel white;
  for (int i = 0; i < 4; ++i) white.set(i, 1);
  fillColor(image, 0, {0, 0, 20, 10}, white, 15);
  EXPECT_TRUE(image.isEven(19, 9));
  fillColor(image, 0, {0, 0, 20, 10}, Texel{}, 15);
  fillColor(image, 0, {9, 8, 10, 9}, white, 15);
  EXPECT_TRUE(image.isEven(9, 7));
  EXPECT_FALSE(image.isEven(9, 8));
  for (int32_t y = 0; y < 10; ++y) {
    uint8_t row[20 * 4];
    resolveRow(image, 0, y, 20, row);
    for (int32_t x = 0; x < 20; ++x) EXPECT_EQ(row[4 * x], x == 9 && y == 8 ? 255 : 0) << x << "," << y;
  }
}

TEST(Resolve, FillsReachAllSamplesAndNoOthers) {
  for (const FillRectangle& rectangle : {FillRectangle{0, 1, 9, 3}, FillRectangle{2, 0, 7, 4}}) {
    for (const uint32_t mask : {15u, 5u}) {
      Image image = sampledImage(GL_RGBA8, 9, 4);
      Texel white;
      for (int i = 0; i < 4; ++i) white.set(i, 1);
      fillColor(image, 0, rectangle, white, mask);
      for (int32_t y = 0; y < 4; ++y) {
        for (int32_t x = 0; x < 9; ++x) {
          const bool inside = x >= rectangle.x0 && x < rectangle.x1 && y >= rectangle.y0 && y < rectangle.y1;
          for (int32_t s = 0; s < 4; ++s) {
            EXPECT_EQ(image.row(y, s)[4 * x], inside ? 255 : 0);
            EXPECT_EQ(image.row(y, s)[4 * x + 1], inside && mask == 15 ? 255 : 0);
          }
        }
      }
    }
  }
}

TEST(Resolve, FillsReachTheStencilOfAllSamples) {
  Image image = sampledImage(GL_DEPTH24_STENCIL8, 9, 4);
  fillStencil(image, 0, {2, 1, 5, 3}, 0xff, 0x0f);
  fillDepth(image, 0, {2, 1, 5, 3}, 1);
  for (int32_t y = 0; y < 4; ++y) {
    for (int32_t x = 0; x < 9; ++x) {
      const bool inside = x >= 2 && x < 5 && y >= 1 && y < 3;
      for (int32_t s = 0; s < 4; ++s) {
        EXPECT_EQ(image.stencilRow(y, s)[x], inside ? 0x0f : 0);
        float depth;
        std::memcpy(&depth, image.row(y, s) + 4 * x, 4);
        EXPECT_EQ(depth, inside ? 1.0f : 0.0f);
      }
    }
  }
}

}  // namespace
}  // namespace sw
