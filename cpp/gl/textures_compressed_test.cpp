// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include <gtest/gtest.h>

#include <vector>

#include "gl/buffers.h"
#include "gl/textures.h"
#include "testing/context/fake_host.h"

namespace sw::gl {
namespace {

constexpr GLenum kDxt1 = GL_COMPRESSED_RGBA_S3TC_DXT1_EXT;
constexpr uint8_t kBlocks[64] = {0x00, 0xf8, 0xe0, 0x07, 0, 0, 0, 0, 0xe0, 0x07, 0x00, 0xf8, 0, 0, 0, 0};

CompressedSource blocks(size_t bytes) { return {.bytes = {kBlocks, bytes}}; }

struct CompressedTest : testing::Test {
  TestContext t;
  GLuint name = 0;

  CompressedTest() {
    t.c.extensions |= kWebglCompressedTextureS3tc;
    name = createTexture(t.c);
    bindTexture(t.c, GL_TEXTURE_2D, name);
  }
  GLenum image(int32_t level, int32_t width, int32_t height, size_t bytes, GLenum format = kDxt1) {
    compressedTexImage2D(t.c, GL_TEXTURE_2D, level, format, width, height, 0, blocks(bytes));
    return t.error();
  }
  GLenum part(const TexelBox& box, size_t bytes, GLenum format = kDxt1) {
    compressedTexSubImage2D(t.c, GL_TEXTURE_2D, 0, box, format, blocks(bytes));
    return t.error();
  }
  const Image& texels() { return t.c.textures.textures.find(name)->images[0][0]; }
};

}  // namespace

TEST_F(CompressedTest, FormatsComeWithTheirExtensions) {
  EXPECT_EQ(compressedFormats(t.c).size(), 4u);
  EXPECT_EQ(image(0, 4, 4, 8, GL_COMPRESSED_RED_RGTC1_EXT), GL_INVALID_ENUM);
  texStorage2D(t.c, GL_TEXTURE_2D, 1, GL_COMPRESSED_RED_RGTC1_EXT, 4, 4);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  t.c.extensions |= kExtTextureCompressionRgtc;
  EXPECT_EQ(image(0, 4, 4, 8, GL_COMPRESSED_RED_RGTC1_EXT), GL_NO_ERROR);
}

TEST_F(CompressedTest, BlocksAreDecoded) {
  ASSERT_EQ(image(0, 8, 4, 16), GL_NO_ERROR);
  EXPECT_EQ(texels().row(3)[0], 255);          // red
  EXPECT_EQ(texels().row(3)[4 * 7 + 1], 255);  // green
  ASSERT_EQ(part({.x = 4, .width = 4, .height = 4}, 8), GL_NO_ERROR);
  EXPECT_EQ(texels().row(0)[4 * 7], 255);
}

TEST_F(CompressedTest, SizesAreThoseOfWholeBlocks) {
  EXPECT_EQ(image(0, 4, 4, 9), GL_INVALID_VALUE);
  EXPECT_EQ(image(0, 4, 3, 8), GL_INVALID_OPERATION);
  EXPECT_EQ(image(1, 2, 2, 8), GL_NO_ERROR);
  EXPECT_EQ(image(1, 3, 2, 8), GL_INVALID_OPERATION);
  EXPECT_EQ(image(1, 6, 6, 32), GL_NO_ERROR);
  EXPECT_EQ(image(0, -4, 4, 8), GL_INVALID_VALUE);
  EXPECT_EQ(image(0, 0, 0, 0), GL_NO_ERROR);
  ASSERT_EQ(image(0, 8, 8, 32), GL_NO_ERROR);
  EXPECT_EQ(part({.x = 1, .width = 4, .height = 4}, 8), GL_INVALID_OPERATION);
  EXPECT_EQ(part({.width = 3, .height = 4}, 8), GL_INVALID_OPERATION);
  EXPECT_EQ(part({.x = 8, .width = 4, .height = 4}, 8), GL_INVALID_VALUE);
  EXPECT_EQ(part({.width = 4, .height = 4}, 16), GL_INVALID_VALUE);
  EXPECT_EQ(part({.width = 4, .height = 4}, 8, GL_COMPRESSED_RGB_S3TC_DXT1_EXT), GL_INVALID_OPERATION);
  EXPECT_EQ(part({.x = 4, .y = 4, .width = 4, .height = 4}, 8), GL_NO_ERROR);
}

TEST_F(CompressedTest, OtherUploadsAreRefused) {
  ASSERT_EQ(image(0, 4, 4, 8), GL_NO_ERROR);
  texSubImage2D(t.c, GL_TEXTURE_2D, 0, {.width = 1, .height = 1}, GL_RGBA, GL_UNSIGNED_BYTE,
                {.kind = PixelSource::Kind::Client, .bytes = kBlocks});
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  copyTexSubImage2D(t.c, GL_TEXTURE_2D, 0, 0, 0, 0, 0, 1, 1);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  copyTexImage2D(t.c, GL_TEXTURE_2D, 0, kDxt1, 0, 0, 4, 4, 0);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  generateMipmap(t.c, GL_TEXTURE_2D);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST_F(CompressedTest, VolumesAreRefusedAndArraysTaken) {
  for (const GLenum target : {GL_TEXTURE_3D, GL_TEXTURE_2D_ARRAY}) {
    const bool array = target == GL_TEXTURE_2D_ARRAY;
    bindTexture(t.c, target, createTexture(t.c));
    compressedTexImage3D(t.c, target, 0, kDxt1, 4, 4, 2, 0, blocks(16));
    EXPECT_EQ(t.error(), array ? GL_NO_ERROR : GL_INVALID_OPERATION);
    texStorage3D(t.c, target, 1, kDxt1, 4, 4, 2);
    EXPECT_EQ(t.error(), array ? GL_NO_ERROR : GL_INVALID_OPERATION);
  }
}

TEST_F(CompressedTest, StorageOfDxt1IsOpaqueBlack) {
  texStorage2D(t.c, GL_TEXTURE_2D, 2, kDxt1, 8, 8);
  ASSERT_EQ(t.error(), GL_NO_ERROR);
  EXPECT_EQ(texels().row(7)[4 * 7 + 2], 0);
  EXPECT_EQ(texels().row(7)[4 * 7 + 3], 255);
  EXPECT_EQ(image(0, 8, 8, 32), GL_INVALID_OPERATION);  // immutable
}

TEST_F(CompressedTest, BuffersSupplyBlocks) {
  compressedTexImage2D(t.c, GL_TEXTURE_2D, 0, kDxt1, 4, 4, 0, {.fromBuffer = true, .sizeBytes = 8});
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  t.boundBuffer(GL_PIXEL_UNPACK_BUFFER, std::vector<uint8_t>(kBlocks, kBlocks + 16));
  EXPECT_EQ(image(0, 4, 4, 8), GL_INVALID_OPERATION);
  for (const auto& [offset, error] : {std::pair(8.0, GL_NO_ERROR), std::pair(9.0, GL_INVALID_OPERATION)}) {
    compressedTexImage2D(t.c, GL_TEXTURE_2D, 0, kDxt1, 4, 4, 0,
                         {.fromBuffer = true, .sizeBytes = 8, .offsetBytes = offset});
    EXPECT_EQ(t.error(), error);
  }
  EXPECT_EQ(texels().row(0)[1], 255);
}

}  // namespace sw::gl
