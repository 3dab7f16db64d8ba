// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/textures.h"

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

#include "gl/buffers.h"
#include "gl/extensions.h"
#include "gl/framebuffers.h"
#include "gl/renderbuffers.h"
#include "gl/samplers.h"
#include "testing/context/fake_host.h"

namespace sw::gl {
namespace {

PixelSource client(std::span<const uint8_t> bytes) { return {.kind = PixelSource::Kind::Client, .bytes = bytes}; }

GLuint boundTexture2D(Context& c) {
  const GLuint name = createTexture(c);
  bindTexture(c, GL_TEXTURE_2D, name);
  return name;
}

const Image& level(Context& c, GLuint name, int32_t index, uint32_t face = 0) {
  return c.textures.textures.find(name)->images[face][size_t(index)];
}

constexpr uint8_t kTexels[64] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};

}  // namespace

TEST(Textures, AreBoundToOneTargetForEver) {
  TestContext t;
  const GLuint name = boundTexture2D(t.c);
  EXPECT_TRUE(isTexture(t.c, name));
  bindTexture(t.c, GL_TEXTURE_CUBE_MAP, name);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  deleteTexture(t.c, name);
  EXPECT_FALSE(isTexture(t.c, name));
  EXPECT_EQ(boundTexture(t.c, 0, SamplerDim::Dim2D), nullptr);
}

TEST(Textures, CopiesIntoUnsizedFormatsMayChangeTheSizesOfComponents) {
  TestContext t;
  bindRenderbuffer(t.c, GL_RENDERBUFFER, createRenderbuffer(t.c));
  renderbufferStorage(t.c, GL_RENDERBUFFER, GL_RGBA4, 2, 2);
  bindFramebuffer(t.c, GL_FRAMEBUFFER, createFramebuffer(t.c));
  framebufferRenderbuffer(t.c, GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, 1);
  boundTexture2D(t.c);
  for (const GLenum internalFormat : {GL_RGBA, GL_RGBA8}) {
    texImage2D(t.c, GL_TEXTURE_2D, 0, internalFormat, 2, 2, 0, GL_RGBA, GL_UNSIGNED_BYTE, client(kTexels));
    ASSERT_EQ(t.error(), GL_NO_ERROR);
    copyTexSubImage2D(t.c, GL_TEXTURE_2D, 0, 0, 0, 0, 0, 2, 2);
    EXPECT_EQ(t.error(), internalFormat == GL_RGBA ? GL_NO_ERROR : GL_INVALID_OPERATION) << internalFormat;
  }
  // Levels that are made of an unsized one are unsized, too.
  texImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, 2, 2, 0, GL_RGBA, GL_UNSIGNED_BYTE, client(kTexels));
  generateMipmap(t.c, GL_TEXTURE_2D);
  copyTexSubImage2D(t.c, GL_TEXTURE_2D, 1, 0, 0, 0, 0, 1, 1);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
}

TEST(Textures, UploadsLandWhereTheyShould) {
  TestContext t;
  const GLuint name = boundTexture2D(t.c);
  texImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, 2, 2, 0, GL_RGBA, GL_UNSIGNED_BYTE, client(kTexels));
  ASSERT_EQ(t.error(), GL_NO_ERROR);
  EXPECT_EQ(level(t.c, name, 0).row(1)[4], 13);
  texSubImage2D(t.c, GL_TEXTURE_2D, 0, {.x = 1, .y = 0, .width = 1, .height = 2}, GL_RGBA, GL_UNSIGNED_BYTE,
                client(kTexels));
  ASSERT_EQ(t.error(), GL_NO_ERROR);
  EXPECT_EQ(level(t.c, name, 0).row(0)[4], 1);
  EXPECT_EQ(level(t.c, name, 0).row(1)[4], 5);
}

TEST(Textures, SourcesAreFlippedBeforeTheirPartIsTaken) {
  TestContext t;
  const GLuint name = boundTexture2D(t.c);
  t.c.pixelStore.unpackFlipY = true;
  t.c.pixelStore.unpackSkipRows = 1;
  const PixelSource source{.kind = PixelSource::Kind::Dom, .bytes = kTexels, .width = 1, .height = 2};
  texImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, 1, 1, 0, GL_RGBA, GL_UNSIGNED_BYTE, source);
  ASSERT_EQ(t.error(), GL_NO_ERROR);
  EXPECT_EQ(level(t.c, name, 0).row(0)[0], 1);  // row 1 of the flipped source is its top row
}

TEST(Textures, SourcesMayBeHalfFloats) {
  TestContext t;
  const GLuint name = boundTexture2D(t.c);
  t.c.pixelStore.unpackSkipPixels = 1;
  static const uint16_t kHalves[8] = {0, 0, 0, 0, 0x1401, 0x3c00, 0x3800, 0x3c00};  // second: 1/1023, 1, 0.5, 1
  const PixelSource source{.kind = PixelSource::Kind::Dom,
                           .bytes = {reinterpret_cast<const uint8_t*>(kHalves), sizeof kHalves},
                           .width = 2,
                           .height = 1,
                           .halfFloats = true};
  texImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGB10_A2, 1, 1, 0, GL_RGBA, GL_UNSIGNED_INT_2_10_10_10_REV, source);
  ASSERT_EQ(t.error(), GL_NO_ERROR);
  uint32_t word;
  std::memcpy(&word, level(t.c, name, 0).row(0), 4);
  EXPECT_EQ(word & 1023u, 1u);
  EXPECT_EQ(word >> 10 & 1023u, 1023u);
  EXPECT_EQ(word >> 30, 3u);
}

TEST(Textures, RefuseWhatTheTablesDoNotHave) {
  TestContext t;
  boundTexture2D(t.c);
  struct Row {
    GLenum internalFormat, format, type, error;
  };
  for (const Row& row :
       {Row{GL_RGBA8, GL_RGB, GL_UNSIGNED_BYTE, GL_INVALID_OPERATION},
        Row{0, GL_RGBA, GL_UNSIGNED_BYTE, GL_INVALID_VALUE}, Row{GL_RGBA, 0, GL_UNSIGNED_BYTE, GL_INVALID_ENUM},
        Row{GL_RGBA, GL_RGBA, 0, GL_INVALID_ENUM}, Row{GL_R16_EXT, GL_RED, GL_UNSIGNED_SHORT, GL_INVALID_VALUE},
        Row{GL_RGBA32F, GL_RGBA, GL_FLOAT, GL_NO_ERROR}}) {
    texImage2D(t.c, GL_TEXTURE_2D, 0, row.internalFormat, 1, 1, 0, row.format, row.type, {});
    EXPECT_EQ(t.error(), row.error) << std::hex << row.internalFormat;
  }
  texImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, 2, 2, 0, GL_RGBA, GL_UNSIGNED_BYTE, client({kTexels, 15}));
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  texImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, 8193, 1, 0, GL_RGBA, GL_UNSIGNED_BYTE, {});
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  texImage2D(t.c, GL_TEXTURE_2D, 14, GL_RGBA, 1, 1, 0, GL_RGBA, GL_UNSIGNED_BYTE, {});
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
}

TEST(Textures, WebGl1KnowsUnsizedFormatsOnly) {
  TestContext t(1);
  boundTexture2D(t.c);
  texImage2D(t.c, GL_TEXTURE_2D, 0, GL_LUMINANCE, 1, 1, 0, GL_LUMINANCE, GL_UNSIGNED_BYTE, client(kTexels));
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  texImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA8, 1, 1, 0, GL_RGBA, GL_UNSIGNED_BYTE, {});
  EXPECT_NE(t.error(), GL_NO_ERROR);
  texImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, 1, 1, 0, GL_RGBA, GL_FLOAT, {});
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  t.c.extensions |= kOesTextureFloat;
  texImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, 1, 1, 0, GL_RGBA, GL_FLOAT, {});
  EXPECT_EQ(t.error(), GL_NO_ERROR);
}

TEST(Textures, StorageIsImmutable) {
  TestContext t;
  const GLuint name = boundTexture2D(t.c);
  texStorage2D(t.c, GL_TEXTURE_2D, 5, GL_RGBA8, 8, 8);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);  // 8x8 has four levels
  texStorage2D(t.c, GL_TEXTURE_2D, 4, GL_RGBA8, 8, 8);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  EXPECT_EQ(level(t.c, name, 3).width(), 1);
  texImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, 1, 1, 0, GL_RGBA, GL_UNSIGNED_BYTE, {});
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  EXPECT_EQ(getTexParameter(t.c, GL_TEXTURE_2D, GL_TEXTURE_IMMUTABLE_LEVELS).words[0], 4u);
}

TEST(Textures, MipmapsMakeThemComplete) {
  TestContext t;
  const GLuint name = boundTexture2D(t.c);
  texImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, 4, 4, 0, GL_RGBA, GL_UNSIGNED_BYTE, {});
  EXPECT_FALSE(isMipmapComplete(*t.c.textures.textures.find(name)));
  const SamplingDescriptor* before = describeSampler(t.c, 0, SamplerDim::Dim2D, SamplerClass::Float);
  EXPECT_EQ(before->levelCount, 0);  // incomplete: black
  generateMipmap(t.c, GL_TEXTURE_2D);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  EXPECT_TRUE(isMipmapComplete(*t.c.textures.textures.find(name)));
  const SamplingDescriptor* after = describeSampler(t.c, 0, SamplerDim::Dim2D, SamplerClass::Float);
  EXPECT_EQ(after->levelCount, 3);
}

TEST(Textures, LevelsOfImmutableOnesAreClamped) {
  TestContext t;
  const GLuint name = boundTexture2D(t.c);
  texStorage2D(t.c, GL_TEXTURE_2D, 3, GL_RGBA8, 8, 8);
  texParameteri(t.c, GL_TEXTURE_2D, GL_TEXTURE_BASE_LEVEL, 2);
  texParameteri(t.c, GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 1);
  EXPECT_TRUE(isMipmapComplete(*t.c.textures.textures.find(name)));  // level 2 alone
  const GLuint other = boundTexture2D(t.c);
  texImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, 1, 1, 0, GL_RGBA, GL_UNSIGNED_BYTE, {});
  texImage2D(t.c, GL_TEXTURE_2D, 1, GL_RGBA, 1, 1, 0, GL_RGBA, GL_UNSIGNED_BYTE, {});
  texParameteri(t.c, GL_TEXTURE_2D, GL_TEXTURE_BASE_LEVEL, 1);
  texParameteri(t.c, GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
  EXPECT_FALSE(isMipmapComplete(*t.c.textures.textures.find(other)));
}

TEST(Textures, SamplerObjectsStandInForTheirParameters) {
  TestContext t;
  boundTexture2D(t.c);
  texImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, 4, 4, 0, GL_RGBA, GL_UNSIGNED_BYTE, {});
  const GLuint sampler = createSampler(t.c);
  samplerParameteri(t.c, sampler, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  samplerParameteri(t.c, sampler, GL_TEXTURE_WRAP_S, GL_NEAREST);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  bindSampler(t.c, 0, sampler);
  const SamplingDescriptor* descriptor = describeSampler(t.c, 0, SamplerDim::Dim2D, SamplerClass::Float);
  EXPECT_EQ(descriptor->levelCount, 1);
  EXPECT_TRUE(descriptor->minLinear);
}

TEST(Textures, CopyWhatLiesInsideTheFramebuffer) {
  TestContext t;
  const GLuint name = boundTexture2D(t.c);
  copyTexImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, -1, -1, 4, 4, 0);
  ASSERT_EQ(t.error(), GL_NO_ERROR);
  EXPECT_EQ(level(t.c, name, 0).width(), 4);
  copyTexImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA8UI, 0, 0, 4, 4, 0);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST(Textures, UploadFromBuffersWithinThem) {
  TestContext t;
  boundTexture2D(t.c);
  t.boundBuffer(GL_PIXEL_UNPACK_BUFFER, std::vector<uint8_t>(16, 7));
  const auto upload = [&](double offset) {
    texImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, 2, 1, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               {.kind = PixelSource::Kind::Buffer, .offsetBytes = offset});
    return t.error();
  };
  EXPECT_EQ(upload(8), GL_NO_ERROR);
  EXPECT_EQ(upload(9), GL_INVALID_OPERATION);
  EXPECT_EQ(upload(-1), GL_INVALID_VALUE);
  texImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, 2, 1, 0, GL_RGBA, GL_UNSIGNED_BYTE, client(kTexels));
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST(Textures, CubeMapsMayBeLargerThanOthers) {
  TestContext t;
  constexpr GLenum kFace = GL_TEXTURE_CUBE_MAP_NEGATIVE_Z;
  const GLuint cube = createTexture(t.c);
  bindTexture(t.c, GL_TEXTURE_CUBE_MAP, cube);
  boundTexture2D(t.c);
  const auto define = [&](GLenum target, int32_t index, int32_t size) {
    texImage2D(t.c, target, index, GL_R8, size, size, 0, GL_RED, GL_UNSIGNED_BYTE, {});
    return t.error();
  };
  EXPECT_EQ(define(kFace, 0, 16384), GL_NO_ERROR);
  EXPECT_EQ(define(kFace, 0, 16385), GL_INVALID_VALUE);
  EXPECT_EQ(level(t.c, cube, 0, 5).width(), 16384);
  EXPECT_EQ(define(kFace, 14, 1), GL_NO_ERROR);
  EXPECT_EQ(define(kFace, 14, 2), GL_INVALID_VALUE);
  EXPECT_EQ(define(kFace, 15, 1), GL_INVALID_VALUE);
  EXPECT_EQ(define(GL_TEXTURE_2D, 0, 8192), GL_NO_ERROR);
  EXPECT_EQ(define(GL_TEXTURE_2D, 0, 8193), GL_INVALID_VALUE);
  EXPECT_EQ(define(GL_TEXTURE_2D, 14, 1), GL_INVALID_VALUE);
  texSubImage2D(t.c, kFace, 14, {.width = 1, .height = 1}, GL_RED, GL_UNSIGNED_BYTE, client(kTexels));
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  texSubImage2D(t.c, GL_TEXTURE_2D, 14, {.width = 0, .height = 0}, GL_RED, GL_UNSIGNED_BYTE, client(kTexels));
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  copyTexImage2D(t.c, kFace, 0, GL_RGBA8, 0, 0, 16385, 16385, 0);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);

  bindFramebuffer(t.c, GL_FRAMEBUFFER, createFramebuffer(t.c));
  framebufferTexture2D(t.c, GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, kFace, cube, 14);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  framebufferTexture2D(t.c, GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, kFace, cube, 15);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  const GLuint plane = boundTexture2D(t.c);
  framebufferTexture2D(t.c, GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, plane, 14);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
}

TEST(Textures, MipmapsReachTheLastLevelOfTheLargestCubeMap) {
  TestContext t;
  const GLuint name = createTexture(t.c);
  bindTexture(t.c, GL_TEXTURE_CUBE_MAP, name);
  texParameteri(t.c, GL_TEXTURE_CUBE_MAP, GL_TEXTURE_BASE_LEVEL, 13);
  for (uint32_t face = 0; face < 6; ++face) {
    texImage2D(t.c, GL_TEXTURE_CUBE_MAP_POSITIVE_X + face, 13, GL_RGBA, 2, 2, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               client(kTexels));
  }
  generateMipmap(t.c, GL_TEXTURE_CUBE_MAP);
  ASSERT_EQ(t.error(), GL_NO_ERROR);
  for (uint32_t face = 0; face < 6; ++face) {
    ASSERT_EQ(level(t.c, name, 14, face).width(), 1);
    EXPECT_EQ(level(t.c, name, 14, face).row(0)[0], 7);
  }
}

TEST(Textures, LevelsThatNoMemoryHoldsAreRefused) {
  TestContext t;
  ASSERT_TRUE(getExtension(t.c, "EXT_color_buffer_float"));
  constexpr GLenum kFace = GL_TEXTURE_CUBE_MAP_POSITIVE_X;
  constexpr int32_t kSize = kMaxCubeMapTextureSize;
  const GLuint name = createTexture(t.c);
  bindTexture(t.c, GL_TEXTURE_CUBE_MAP, name);
  const auto define = [&](GLenum internalFormat, GLenum format, GLenum type) {
    texImage2D(t.c, kFace, 0, internalFormat, kSize, kSize, 0, format, type, {});
    return t.error();
  };
  EXPECT_EQ(define(GL_RGBA32F, GL_RGBA, GL_FLOAT), GL_OUT_OF_MEMORY);       // 2^32 bytes
  EXPECT_EQ(define(GL_RGBA16F, GL_RGBA, GL_HALF_FLOAT), GL_OUT_OF_MEMORY);  // 2^31 bytes
  EXPECT_FALSE(level(t.c, name, 0).isDefined());
  EXPECT_EQ(define(GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE), GL_NO_ERROR);
  EXPECT_EQ(level(t.c, name, 0).width(), kSize);

  // A copy from floats needs 2^32 bytes.
  const GLuint framebuffer = createFramebuffer(t.c), renderbuffer = createRenderbuffer(t.c);
  bindRenderbuffer(t.c, GL_RENDERBUFFER, renderbuffer);
  renderbufferStorage(t.c, GL_RENDERBUFFER, GL_RGBA32F, 4, 4);
  bindFramebuffer(t.c, GL_FRAMEBUFFER, framebuffer);
  framebufferRenderbuffer(t.c, GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, renderbuffer);
  copyTexImage2D(t.c, kFace, 0, GL_RGBA32F, 0, 0, kSize, kSize, 0);
  EXPECT_EQ(t.error(), GL_OUT_OF_MEMORY);

  const auto store = [&](GLenum internalFormat, int32_t levels, int32_t size) {
    texStorage2D(t.c, GL_TEXTURE_CUBE_MAP, levels, internalFormat, size, size);
    return t.error();
  };
  EXPECT_EQ(store(GL_RGBA32F, 1, kSize), GL_OUT_OF_MEMORY);
  EXPECT_EQ(store(GL_RGBA8, 1, kSize), GL_OUT_OF_MEMORY);  // of six faces none by itself is too large
  EXPECT_EQ(store(GL_R8, 16, kSize), GL_INVALID_OPERATION);
  EXPECT_FALSE(t.c.textures.textures.find(name)->immutable);
  EXPECT_EQ(store(GL_R8, 15, kSize), GL_NO_ERROR);
  EXPECT_EQ(level(t.c, name, 14, 5).width(), 1);

  bindTexture(t.c, GL_TEXTURE_2D_ARRAY, createTexture(t.c));
  texStorage3D(t.c, GL_TEXTURE_2D_ARRAY, 1, GL_RGBA32F, 8192, 8192, 2048);
  EXPECT_EQ(t.error(), GL_OUT_OF_MEMORY);
  renderbufferStorage(t.c, GL_RENDERBUFFER, GL_RGBA32F, 8193, 1);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
}

}  // namespace sw::gl
