// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/raster.h"

#include <gtest/gtest.h>

#include <cmath>

#include "gl/parameters.h"
#include "testing/context/fake_host.h"

namespace sw::gl {
namespace {

TEST(Raster, ViewportsAreCutToTheLargestAndNeverNegative) {
  TestContext t;
  viewport(t.c, -5, 7, kMaxTextureSize + 1, 3);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  EXPECT_EQ(getParameter(t.c, GL_VIEWPORT).words,
            (std::vector<uint32_t>{uint32_t(-5), 7, uint32_t(kMaxTextureSize), 3}));
  viewport(t.c, 0, 0, 1, -1);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  EXPECT_EQ(t.c.raster.viewport.x, -5);
}

TEST(Raster, DepthRangesAreClampedAndInOrder) {
  TestContext t;
  depthRange(t.c, -1, 2);
  EXPECT_EQ(t.c.raster.depthNear, 0);
  EXPECT_EQ(t.c.raster.depthFar, 1);
  depthRange(t.c, 0.75f, 0.25f);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  EXPECT_EQ(t.c.raster.depthFar, 1);
}

TEST(Raster, WhatIsNoWordOfACommandIsRefusedAndChangesNothing) {
  TestContext t;
  cullFace(t.c, GL_FRONT_AND_BACK);
  frontFace(t.c, GL_CW);
  provokingVertexWEBGL(t.c, GL_FIRST_VERTEX_CONVENTION_WEBGL);
  clipControlEXT(t.c, GL_UPPER_LEFT_EXT, GL_ZERO_TO_ONE_EXT);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  for (const auto command : {cullFace, frontFace, provokingVertexWEBGL}) {
    command(t.c, GL_TRIANGLES);
    EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  }
  clipControlEXT(t.c, GL_LOWER_LEFT_EXT, GL_TRIANGLES);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  EXPECT_EQ(t.c.raster.cullFaceMode, GL_FRONT_AND_BACK);
  EXPECT_EQ(t.c.raster.frontFace, GL_CW);
  EXPECT_EQ(t.c.raster.provokingVertex, GL_FIRST_VERTEX_CONVENTION_WEBGL);
  EXPECT_EQ(t.c.raster.clipOrigin, GL_UPPER_LEFT_EXT);
}

TEST(Raster, LinesHaveAWidth) {
  TestContext t;
  for (const float width : {0.0f, -1.0f, std::nanf("")}) {
    lineWidth(t.c, width);
    EXPECT_EQ(t.error(), GL_INVALID_VALUE) << width;
  }
  EXPECT_EQ(t.c.raster.lineWidth, 1);
}

TEST(Raster, PolygonOffsetWithoutAClampHasNone) {
  TestContext t;
  polygonOffsetClampEXT(t.c, 1, 2, 3);
  EXPECT_EQ(t.c.raster.polygonOffsetClamp, 3);
  polygonOffset(t.c, 4, 5);
  EXPECT_EQ(t.c.raster.polygonOffsetFactor, 4);
  EXPECT_EQ(t.c.raster.polygonOffsetUnits, 5);
  EXPECT_EQ(t.c.raster.polygonOffsetClamp, 0);
}

}  // namespace
}  // namespace sw::gl
