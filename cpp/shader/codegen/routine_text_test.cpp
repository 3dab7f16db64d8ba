// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/routine_text.h"

#include <gtest/gtest.h>

namespace sw {
namespace {

TEST(KeyWords, NothingIsSaidOfWhatIsNotThere) {
  EXPECT_EQ(wordsOf(VertexKey{}), "");
  EXPECT_EQ(wordsOf(FragmentKey{}), "");
}

TEST(KeyWords, AttributesSayHowTheyAreFetched) {
  VertexKey key{};
  key.attributes[0] = {.enabled = 1, .components = 3, .type = ComponentType::Float};
  key.attributes[2] = {
      .enabled = 1, .instanced = 1, .components = 4, .type = ComponentType::UnsignedByte, .normalized = 1};
  key.attributes[15] = {.enabled = 1, .components = 1, .type = ComponentType::UnsignedInt2101010, .integer = 1};
  EXPECT_EQ(wordsOf(key),
            "attribute 0: 3 Float; attribute 2: 4 UnsignedByte, normalized, instanced; "
            "attribute 15: 1 UnsignedInt2101010, integer");
}

TEST(KeyWords, TargetsSayFormatMaskAndBlend) {
  FragmentKey key{};
  key.targets[0] = {.format = TargetFormat::RGBA8,
                    .writeMask = 15,
                    .blend = 1,
                    .srcRgb = BlendFactor::SrcAlpha,
                    .dstRgb = BlendFactor::OneMinusSrcAlpha,
                    .srcAlpha = BlendFactor::One,
                    .dstAlpha = BlendFactor::SrcAlphaSaturate,
                    .equationAlpha = BlendEquation::ReverseSubtract};
  key.targets[1] = {.format = TargetFormat::SRGB8, .writeMask = 5};
  key.targets[3] = {
      .format = TargetFormat::R32F, .blend = 1, .equationRgb = BlendEquation::Max, .equationAlpha = BlendEquation::Max};
  EXPECT_EQ(wordsOf(key),
            "target 0: RGBA8, blend SrcAlpha Add OneMinusSrcAlpha, alpha One ReverseSubtract SrcAlphaSaturate; "
            "target 1: SRGB8, writes rb; target 3: R32F, writes nothing, blend Max");
}

TEST(KeyWords, TestsAndSamplesAreNamed) {
  FragmentKey key{};
  key.depthFormat = DepthFormat::D32F;
  key.depthTest = key.depthWrite = 1;
  key.depthCompare = CompareFunction::GreaterEqual;
  key.stencilTest = 1;
  key.stencilFront = {CompareFunction::Equal, StencilOp::Keep, StencilOp::DecrementWrap, StencilOp::Replace};
  key.stencilBack = key.stencilFront;
  key.countSamples = 1;
  key.samples = 4;
  key.alphaToCoverage = 1;
  EXPECT_EQ(wordsOf(key),
            "depth: D32F, GreaterEqual, write; stencil: Equal, fail Keep, depth fail DecrementWrap, pass Replace; "
            "counts samples; 4 samples; alpha to coverage");
  key.depthTest = 0;
  key.stencilBack.pass = StencilOp::Invert;
  EXPECT_EQ(wordsOf(key),
            "stencil of front faces: Equal, fail Keep, depth fail DecrementWrap, pass Replace; stencil of back faces: "
            "Equal, fail Keep, depth fail DecrementWrap, pass Invert; counts samples; 4 samples; alpha to coverage");
}

TEST(KeyWords, SamplersSayFormatFilterAndWrap) {
  FragmentKey key{};
  key.samplers[0] = {.format = TargetFormat::RGBA8,
                     .filter = kSamplerLinear | kSamplerMipmapped | kSamplerMipLinear | kSamplerPowersOf2,
                     .wrap = uint8_t(WrapMode::MirroredRepeat) << 4 | uint8_t(WrapMode::ClampToEdge) << 2};
  key.samplers[2] = {.format = TargetFormat::R8UI, .filter = kSamplerMixed};
  key.samplers[3] = {.format = TargetFormat::R32F, .filter = kSamplerMipmapped | kSamplerAnisotropic};
  EXPECT_EQ(wordsOf(key),
            "sampler 0: RGBA8, linear, two levels, powers of 2, Repeat ClampToEdge MirroredRepeat; "
            "sampler 2: R8UI, fetches, Repeat Repeat Repeat; "
            "sampler 3: R32F, nearest, nearest level, anisotropic, Repeat Repeat Repeat");
}

}  // namespace
}  // namespace sw
