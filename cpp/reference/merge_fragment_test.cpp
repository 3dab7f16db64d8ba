// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "reference/merge_fragment.h"

#include <gtest/gtest.h>

#include <bit>

namespace sw {
namespace {

constexpr float kConstant[4] = {0.25f, 0.5f, 0.75f, 0.5f};

TargetKey blending(BlendFactor source, BlendFactor destination, BlendEquation equation = BlendEquation::Add) {
  return {.format = TargetFormat::RGBA8,
          .writeMask = 15,
          .blend = 1,
          .srcRgb = source,
          .dstRgb = destination,
          .srcAlpha = source,
          .dstAlpha = destination,
          .equationRgb = equation,
          .equationAlpha = equation};
}

using Codes = std::array<uint32_t, 4>;

TEST(Blend, FollowsTheFactors) {
  const uint8_t texel[4] = {100, 200, 50, 255};
  const Color source = {1, 0.5f, 0, 0.5f};
  using F = BlendFactor;
  EXPECT_EQ(blend(blending(F::One, F::Zero), source, kConstant, texel), (Codes{255, 128, 0, 128}));
  EXPECT_EQ(blend(blending(F::Zero, F::One), source, kConstant, texel), (Codes{100, 200, 50, 255}));
  EXPECT_EQ(blend(blending(F::SrcAlpha, F::OneMinusSrcAlpha), source, kConstant, texel), (Codes{178, 164, 25, 191}));
  EXPECT_EQ(blend(blending(F::One, F::One), source, kConstant, texel), (Codes{255, 255, 50, 255}));
  EXPECT_EQ(blend(blending(F::DstColor, F::Zero), source, kConstant, texel), (Codes{100, 100, 0, 128}));
  EXPECT_EQ(blend(blending(F::Zero, F::ConstantColor), source, kConstant, texel), (Codes{25, 100, 38, 128}));
  EXPECT_EQ(blend(blending(F::Zero, F::ConstantAlpha), source, kConstant, texel), (Codes{50, 100, 25, 128}));
  EXPECT_EQ(blend(blending(F::SrcAlphaSaturate, F::Zero), source, kConstant, texel), (Codes{0, 0, 0, 128}));
}

TEST(Blend, FollowsTheEquations) {
  const uint8_t texel[4] = {100, 200, 50, 255};
  const Color source = {1, 0.5f, 0, 0.5f};
  using F = BlendFactor;
  EXPECT_EQ(blend(blending(F::One, F::One, BlendEquation::Subtract), source, kConstant, texel), (Codes{155, 0, 0, 0}));
  EXPECT_EQ(blend(blending(F::One, F::One, BlendEquation::ReverseSubtract), source, kConstant, texel),
            (Codes{0, 72, 50, 128}));
  EXPECT_EQ(blend(blending(F::Zero, F::Zero, BlendEquation::Min), source, kConstant, texel), (Codes{100, 128, 0, 128}));
  EXPECT_EQ(blend(blending(F::Zero, F::Zero, BlendEquation::Max), source, kConstant, texel),
            (Codes{255, 200, 50, 255}));
}

TEST(Blend, MissingDestinationAlphaIsOne) {
  const uint8_t texel[4] = {100, 200, 50, 255};
  TargetKey key = blending(BlendFactor::DstAlpha, BlendFactor::OneMinusDstAlpha);
  key.format = TargetFormat::RGB8;
  EXPECT_EQ(blend(key, {1, 0.5f, 0, 0}, kConstant, texel), (Codes{255, 128, 0, 0}));
}

TEST(Blend, SrgbBlendsLinearColours) {
  const uint8_t texel[4] = {255, 0, 188, 0};
  TargetKey key = blending(BlendFactor::SrcAlpha, BlendFactor::OneMinusSrcAlpha);
  key.format = TargetFormat::SRGB8A8;
  const Codes codes = blend(key, {0, 1, 0, 0.5f}, kConstant, texel);
  EXPECT_EQ(codes[0], 188u);  // half the light, not half the code
  EXPECT_EQ(codes[1], 188u);
  EXPECT_EQ(codes[3], 64u);
}

TEST(Stencil, OperationsFollowTheirNames) {
  EXPECT_EQ(applyStencilOp(StencilOp::Keep, 7, 9), 7);
  EXPECT_EQ(applyStencilOp(StencilOp::Zero, 7, 9), 0);
  EXPECT_EQ(applyStencilOp(StencilOp::Replace, 7, 9), 9);
  EXPECT_EQ(applyStencilOp(StencilOp::IncrementClamp, 255, 9), 255);
  EXPECT_EQ(applyStencilOp(StencilOp::DecrementClamp, 0, 9), 0);
  EXPECT_EQ(applyStencilOp(StencilOp::IncrementWrap, 255, 9), 0);
  EXPECT_EQ(applyStencilOp(StencilOp::DecrementWrap, 0, 9), 255);
  EXPECT_EQ(applyStencilOp(StencilOp::Invert, 0x0f, 9), 0xf0);
}

struct Pixel {
  uint8_t color[4] = {0, 0, 0, 0};
  float depth = 0.5f;
  uint8_t stencil = 3;
  PixelAddresses addresses() { return {.color = {color}, .depth = &depth, .stencil = &stencil}; }
};

ShadedFragment white(float depth) {
  ShadedFragment fragment{.depth = depth};
  fragment.outputs[0] = std::bit_cast<IntegerColor>(Color{1, 1, 1, 1});
  return fragment;
}

FragmentKey depthAndStencil() {
  FragmentKey key;
  key.targets[0] = {.format = TargetFormat::RGBA8, .writeMask = 15};
  key.depthFormat = DepthFormat::D24;
  key.depthTest = key.depthWrite = 1;
  key.depthCompare = CompareFunction::Less;
  key.stencilTest = 1;
  key.stencilFront = {CompareFunction::LessEqual, StencilOp::Zero, StencilOp::Invert, StencilOp::IncrementWrap};
  key.stencilBack = {CompareFunction::Never, StencilOp::Replace, StencilOp::Keep, StencilOp::Keep};
  return key;
}

FragmentState stencilReference(uint32_t reference) {
  FragmentState state{};
  state.stencilFront = state.stencilBack = {reference, 0xff, 0xff, 0};
  return state;
}

TEST(MergeFragment, PassingBothTestsWritesEverything) {
  Pixel pixel;
  EXPECT_TRUE(mergeFragment(depthAndStencil(), stencilReference(3), white(0.25f), pixel.addresses()));
  EXPECT_EQ(pixel.stencil, 4);
  EXPECT_EQ(pixel.depth, 0.25f);
  EXPECT_EQ(pixel.color[0], 255);
}

TEST(MergeFragment, FailedDepthTestWritesStencilAlone) {
  Pixel pixel;
  EXPECT_FALSE(mergeFragment(depthAndStencil(), stencilReference(3), white(0.75f), pixel.addresses()));
  EXPECT_EQ(pixel.stencil, 0xfc);
  EXPECT_EQ(pixel.depth, 0.5f);
  EXPECT_EQ(pixel.color[0], 0);
}

TEST(MergeFragment, FailedStencilTestComesFirst) {
  Pixel pixel;
  EXPECT_FALSE(mergeFragment(depthAndStencil(), stencilReference(4), white(0.25f), pixel.addresses()));
  EXPECT_EQ(pixel.stencil, 0);
  EXPECT_EQ(pixel.depth, 0.5f);
}

TEST(MergeFragment, BackFacesHaveTheirOwnStencil) {
  Pixel pixel;
  ShadedFragment fragment = white(0.25f);
  fragment.frontFacing = false;
  FragmentState state = stencilReference(200);
  state.stencilBack.writeMask = 0x0f;
  EXPECT_FALSE(mergeFragment(depthAndStencil(), state, fragment, pixel.addresses()));
  EXPECT_EQ(pixel.stencil, 200 & 0x0f);
}

TEST(MergeFragment, DiscardedFragmentsChangeNothing) {
  Pixel pixel;
  ShadedFragment fragment = white(0.25f);
  fragment.discarded = true;
  EXPECT_FALSE(mergeFragment(depthAndStencil(), stencilReference(3), fragment, pixel.addresses()));
  EXPECT_EQ(pixel.stencil, 3);
  EXPECT_EQ(pixel.depth, 0.5f);
}

}  // namespace
}  // namespace sw
