// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/per_fragment.h"

#include <gtest/gtest.h>

#include "gl/capabilities.h"
#include "testing/context/fake_host.h"

namespace sw::gl {
namespace {

TEST(PerFragment, FacesOfStencilAreSetApartOrTogether) {
  TestContext t;
  stencilFunc(t.c, GL_LESS, 300, 3);
  stencilFuncSeparate(t.c, GL_BACK, GL_GREATER, -1, 5);
  const StencilFace &front = t.c.perFragment.stencilFront, &back = t.c.perFragment.stencilBack;
  EXPECT_EQ(front.function, GL_LESS);
  EXPECT_EQ(front.reference, 255);
  EXPECT_EQ(back.function, GL_GREATER);
  EXPECT_EQ(back.reference, 0);
  stencilOpSeparate(t.c, GL_FRONT, GL_ZERO, GL_INVERT, GL_INCR);
  EXPECT_EQ(front.depthFail, GL_INVERT);
  EXPECT_EQ(back.depthFail, GL_KEEP);
  stencilOp(t.c, GL_ZERO, GL_ZERO, GL_LESS);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  EXPECT_EQ(front.fail, GL_ZERO);
  EXPECT_EQ(back.fail, GL_KEEP);
}

TEST(PerFragment, ConstantColourAndConstantAlphaDoNotGoTogether) {
  TestContext t;
  blendFunc(t.c, GL_CONSTANT_COLOR, GL_ONE_MINUS_CONSTANT_ALPHA);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  blendFunc(t.c, GL_CONSTANT_COLOR, GL_ONE_MINUS_CONSTANT_COLOR);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  EXPECT_EQ(t.c.perFragment.blend[7].destinationAlpha, GL_ONE_MINUS_CONSTANT_COLOR);
}

TEST(PerFragment, WebGL1KnowsFewerBlendsAndClampsTheirColour) {
  for (const int version : {1, 2}) {
    TestContext t(version);
    const bool second = version == 2;
    blendEquation(t.c, GL_MAX);
    EXPECT_EQ(t.error(), second ? GL_NO_ERROR : GL_INVALID_ENUM);
    blendFunc(t.c, GL_ONE, GL_SRC_ALPHA_SATURATE);
    EXPECT_EQ(t.error(), second ? GL_NO_ERROR : GL_INVALID_ENUM);
    blendColor(t.c, 2, -1, 0.5f, 1);
    EXPECT_EQ(t.c.perFragment.blendColor[0], second ? 2 : 1);
    EXPECT_EQ(t.c.perFragment.blendColor[1], second ? -1 : 0);
  }
}

TEST(PerFragment, IndexedCommandsChangeOneDrawBuffer) {
  TestContext t;
  colorMaskiOES(t.c, 2, true, false, false, true);
  blendEquationiOES(t.c, 2, GL_FUNC_SUBTRACT);
  enableiOES(t.c, GL_BLEND, 2);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  EXPECT_EQ(t.c.perFragment.colorMask[2], 0b1001);
  EXPECT_EQ(t.c.perFragment.colorMask[1], 0b1111);
  EXPECT_EQ(t.c.perFragment.blend[2].equationAlpha, GL_FUNC_SUBTRACT);
  EXPECT_EQ(t.c.perFragment.blend[3].equationAlpha, GL_FUNC_ADD);
  EXPECT_FALSE(isEnabled(t.c, GL_BLEND));  // that of buffer 0
  EXPECT_TRUE(isEnablediOES(t.c, GL_BLEND, 2));
  blendFunciOES(t.c, kMaxDrawBuffers, GL_ONE, GL_ONE);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  disableiOES(t.c, GL_DITHER, 0);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
}

TEST(PerFragment, RectanglesAndComparisonsThatMakeNoSenseAreRefused) {
  TestContext t;
  scissor(t.c, 0, 0, 4, -4);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  depthFunc(t.c, GL_ONE);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  EXPECT_EQ(t.c.perFragment.depthFunction, GL_LESS);
  clearDepth(t.c, 3);
  EXPECT_EQ(t.c.perFragment.clearDepth, 1);
  sampleCoverage(t.c, -1, true);
  EXPECT_EQ(t.c.perFragment.sampleCoverageValue, 0);
}

TEST(Capabilities, AreThereWhereTheirVersionAndExtensionAre) {
  for (const int version : {1, 2}) {
    TestContext t(version);
    enable(t.c, GL_RASTERIZER_DISCARD);
    EXPECT_EQ(t.error(), version == 2 ? GL_NO_ERROR : GL_INVALID_ENUM);
    EXPECT_EQ(t.c.raster.rasterizerDiscard, version == 2);
  }
  TestContext t;
  enable(t.c, GL_CLIP_DISTANCE0_WEBGL + 1);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  t.c.extensions |= kWebglClipCullDistance;
  enable(t.c, GL_CLIP_DISTANCE0_WEBGL + 1);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  EXPECT_EQ(t.c.raster.clipDistances, 2u);
  EXPECT_TRUE(isEnabled(t.c, GL_CLIP_DISTANCE0_WEBGL + 1));
}

}  // namespace
}  // namespace sw::gl
