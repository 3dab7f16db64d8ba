// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include <gtest/gtest.h>

#include <vector>

#include "gl/clear.h"
#include "gl/extensions.h"
#include "gl/framebuffers.h"
#include "gl/limits.h"
#include "gl/per_fragment.h"
#include "testing/context/fake_host.h"

namespace sw::gl {
namespace {

using Bytes = std::vector<uint8_t>;

/// The first pixel shown after a clear.
Bytes shownAfterClear(Context& c, float red, float green, float blue, float alpha) {
  clearColor(c, red, green, blue, alpha);
  clear(c, GL_COLOR_BUFFER_BIT);
  Bytes shown(size_t(c.framebuffers.width) * size_t(c.framebuffers.height) * 4);
  presentDrawingBuffer(c, shown.data());
  return {shown.begin(), shown.begin() + 4};
}

TEST(DrawingBufferStorage, TakesFormatAndSize) {
  TestContext t;
  EXPECT_EQ(drawingBufferFormat(t.c), GLenum(GL_RGBA8));
  drawingBufferStorage(t.c, GL_SRGB8_ALPHA8, 3, 5);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  EXPECT_EQ(drawingBufferFormat(t.c), GLenum(GL_SRGB8_ALPHA8));
  EXPECT_EQ(t.c.framebuffers.width, 3);
  EXPECT_EQ(t.c.framebuffers.height, 5);
  ASSERT_TRUE(resizeDrawingBuffer(t.c, 7, 2));  // the canvas' size changed: the format stays
  EXPECT_EQ(drawingBufferFormat(t.c), GLenum(GL_SRGB8_ALPHA8));
  drawingBufferStorage(t.c, GL_RGBA8, 0, 0);
  EXPECT_EQ(t.c.framebuffers.width, 1);
}

TEST(DrawingBufferStorage, Refusals) {
  TestContext t;
  const struct {
    GLenum format;
    uint32_t width, height;
    GLenum error;
  } rows[] = {
      {GL_RGBA8, uint32_t(kMaxTextureSize) + 1, 1, GL_INVALID_VALUE},
      {GL_RGBA8, 1, UINT32_MAX, GL_INVALID_VALUE},
      {GL_RGBA16F, 1, 1, GL_INVALID_ENUM},
      {GL_RGBA4, 1, 1, GL_INVALID_ENUM},
  };
  for (const auto& row : rows) {
    drawingBufferStorage(t.c, row.format, row.width, row.height);
    EXPECT_EQ(t.error(), row.error) << "row " << &row - rows;
    EXPECT_EQ(t.c.framebuffers.width, 8);
  }
  t.c.attributes.alpha = false;
  EXPECT_EQ(drawingBufferFormat(t.c), GLenum(GL_RGB8));
  drawingBufferStorage(t.c, GL_RGBA8, 4, 4);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST(DrawingBufferStorage, WebGL1NeedsExtensions) {
  TestContext t(1);
  drawingBufferStorage(t.c, GL_SRGB8_ALPHA8, 4, 4);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  t.c.extensions |= kExtSrgb | kExtColorBufferHalfFloat;
  drawingBufferStorage(t.c, GL_SRGB8_ALPHA8, 4, 4);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  drawingBufferStorage(t.c, GL_RGBA16F, 4, 4);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
}

TEST(DrawingBufferStorage, ShowsEncodedSrgb) {
  TestContext t;
  t.c.attributes.premultipliedAlpha = false;
  drawingBufferStorage(t.c, GL_SRGB8_ALPHA8, 2, 2);
  EXPECT_EQ(shownAfterClear(t.c, 1, 0.2158605f, 0, 0.5f), (Bytes{255, 128, 0, 128}));
}

TEST(DrawingBufferStorage, ShowsFloatsClampedAndDividedByAlpha) {
  TestContext t;
  t.c.extensions |= kExtColorBufferFloat;
  drawingBufferStorage(t.c, GL_RGBA16F, 70, 2);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  EXPECT_EQ(shownAfterClear(t.c, 0.125f, 0.25f, 4, 0.25f), (Bytes{128, 255, 255, 64}));
  EXPECT_EQ(shownAfterClear(t.c, -1, 0.5f, 2, 3), (Bytes{0, 128, 255, 255}));
  EXPECT_EQ(shownAfterClear(t.c, 1, 1, 1, 0), (Bytes{0, 0, 0, 0}));
  t.c.attributes.premultipliedAlpha = false;
  EXPECT_EQ(shownAfterClear(t.c, 0.5f, 1, 0, 0), (Bytes{128, 255, 0, 0}));
}

}  // namespace
}  // namespace sw::gl
