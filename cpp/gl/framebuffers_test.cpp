// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/framebuffers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "gl/blit.h"
#include "gl/clear.h"
#include "gl/parameters.h"
#include "gl/read_pixels.h"
#include "gl/renderbuffers.h"
#include "gl/textures.h"
#include "testing/context/fake_host.h"

namespace sw::gl {
namespace {

GLuint boundRenderbuffer(Context& c, GLenum format, int32_t width, int32_t height, int32_t samples = 0) {
  const GLuint name = createRenderbuffer(c);
  bindRenderbuffer(c, GL_RENDERBUFFER, name);
  renderbufferStorageMultisample(c, GL_RENDERBUFFER, samples, format, width, height);
  return name;
}

GLuint boundFramebufferObject(Context& c) {
  const GLuint name = createFramebuffer(c);
  bindFramebuffer(c, GL_FRAMEBUFFER, name);
  return name;
}

void attachColor(Context& c, GLuint renderbuffer, uint32_t index = 0) {
  framebufferRenderbuffer(c, GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0 + index, GL_RENDERBUFFER, renderbuffer);
}

std::vector<uint8_t> read(Context& c, int32_t x, int32_t y, int32_t width, int32_t height) {
  const ReadRequest request = checkReadPixels(c, x, y, width, height, GL_RGBA, GL_UNSIGNED_BYTE, 1e9);
  EXPECT_TRUE(request.valid);
  std::vector<uint8_t> bytes(size_t(request.rows.totalBytes()));
  EXPECT_TRUE(readRows(c, request, bytes.data(), request.rows.rowBytes));
  return bytes;
}

void setClearColor(Context& c, float r, float g, float b, float a) {
  const float color[4] = {r, g, b, a};
  std::copy(color, color + 4, c.perFragment.clearColor);
}

}  // namespace

TEST(Framebuffers, ClearHonoursScissorAndMask) {
  TestContext t;
  setClearColor(t.c, 1, 0.5f, 0, 1);
  t.c.perFragment.scissorTest = true;
  t.c.perFragment.scissor = {1, 0, 1, 1};
  t.c.perFragment.colorMask[0] = 0b1011;
  clear(t.c, GL_COLOR_BUFFER_BIT);
  EXPECT_EQ(read(t.c, 0, 0, 2, 1), (std::vector<uint8_t>{0, 0, 0, 0, 255, 128, 0, 255}));
  EXPECT_TRUE(t.c.drawn);
  clear(t.c, 1);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
}

TEST(Framebuffers, DrawingBufferWithSamplesResolvesItself) {
  TestContext t;
  Context& c = t.c;
  c.attributes.antialias = true;
  ASSERT_TRUE(resizeDrawingBuffer(c, 4, 2));
  StateValue samples;
  EXPECT_TRUE(framebufferParameter(c, GL_SAMPLES, samples));
  EXPECT_EQ(samples.words[0], 4u);
  setClearColor(c, 1, 0, 0, 1);
  clear(c, GL_COLOR_BUFFER_BIT);
  Image& image = c.framebuffers.defaultFramebuffer->color[0].renderbuffer->image;
  image.makeUneven(0, 0, 4, 2);
  image.row(1, 2)[4 * 3] = 127;  // one sample of (3, 1), red
  EXPECT_EQ(read(c, 2, 1, 2, 1), (std::vector<uint8_t>{255, 0, 0, 255, 223, 0, 0, 255}));
  uint8_t shown[4 * 2 * 4];
  presentDrawingBuffer(c, shown);
  EXPECT_EQ(shown[4 * 3], 223);

  setClearColor(c, 0, 0, 1, 1);  // what was resolved before is stale
  clear(c, GL_COLOR_BUFFER_BIT);
  EXPECT_EQ(read(c, 0, 0, 1, 1), (std::vector<uint8_t>{0, 0, 255, 255}));

  // As the target of a blit, it is multisampled.
  const GLuint framebuffer = boundFramebufferObject(c);
  attachColor(c, boundRenderbuffer(c, GL_RGBA8, 4, 2));
  bindFramebuffer(c, GL_DRAW_FRAMEBUFFER, 0);
  blitFramebuffer(c, {0, 0, 4, 2}, {0, 0, 4, 2}, GL_COLOR_BUFFER_BIT, GL_NEAREST);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  bindFramebuffer(c, GL_DRAW_FRAMEBUFFER, framebuffer);
  bindFramebuffer(c, GL_READ_FRAMEBUFFER, 0);
  blitFramebuffer(c, {0, 0, 4, 2}, {0, 0, 2, 1}, GL_COLOR_BUFFER_BIT, GL_NEAREST);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  bindFramebuffer(c, GL_READ_FRAMEBUFFER, framebuffer);
  EXPECT_EQ(read(c, 1, 0, 1, 1), (std::vector<uint8_t>{0, 0, 255, 255}));
}

TEST(Framebuffers, BlitsAverageTheSamples) {
  TestContext t;
  Context& c = t.c;
  const GLuint source = boundFramebufferObject(c);
  const GLuint sampled = boundRenderbuffer(c, GL_RGBA8, 3, 2, 4);
  attachColor(c, sampled);
  clear(c, GL_COLOR_BUFFER_BIT);
  Image& image = c.framebuffers.renderbuffers.find(sampled)->image;
  image.makeUneven(0, 0, 3, 2);
  for (int32_t s = 0; s < 3; ++s) image.row(1, s)[4 * 2 + 1] = 200;  // three samples of (2, 1), green
  EXPECT_FALSE(checkReadPixels(c, 0, 0, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE, 4).valid);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  const GLuint target = boundFramebufferObject(c);
  attachColor(c, boundRenderbuffer(c, GL_RGBA8, 4, 4));
  bindFramebuffer(c, GL_READ_FRAMEBUFFER, source);
  blitFramebuffer(c, {1, 1, 5, 3}, {1, 1, 5, 3}, GL_COLOR_BUFFER_BIT, GL_NEAREST);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  blitFramebuffer(c, {0, 0, 2, 2}, {1, 1, 3, 3}, GL_COLOR_BUFFER_BIT, GL_NEAREST);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  bindFramebuffer(c, GL_READ_FRAMEBUFFER, target);
  EXPECT_EQ(read(c, 1, 1, 2, 1), (std::vector<uint8_t>{0, 0, 0, 0, 0, 150, 0, 0}));
}

TEST(Framebuffers, ReadsOnlyWhatLiesInside) {
  TestContext t;
  const ReadRequest request = checkReadPixels(t.c, -2, 6, 4, 4, GL_RGBA, GL_UNSIGNED_BYTE, 64);
  ASSERT_TRUE(request.valid);
  EXPECT_EQ(request.rows.rows, 2u);
  EXPECT_EQ(request.rows.rowBytes, 8u);
  EXPECT_EQ(request.rows.firstByte, 8u);
  EXPECT_EQ(request.rows.rowStrideBytes, 16u);
  EXPECT_FALSE(checkReadPixels(t.c, 0, 0, 4, 4, GL_RGBA, GL_UNSIGNED_BYTE, 63).valid);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST(Framebuffers, CompletenessIsFoundAnewAfterChanges) {
  TestContext t;
  boundFramebufferObject(t.c);
  EXPECT_EQ(checkFramebufferStatus(t.c, GL_FRAMEBUFFER), GL_FRAMEBUFFER_INCOMPLETE_MISSING_ATTACHMENT);
  const GLuint color = boundRenderbuffer(t.c, GL_RGBA8, 4, 4);
  attachColor(t.c, color);
  EXPECT_EQ(checkFramebufferStatus(t.c, GL_FRAMEBUFFER), GL_FRAMEBUFFER_COMPLETE);
  attachColor(t.c, color, 1);
  EXPECT_EQ(checkFramebufferStatus(t.c, GL_FRAMEBUFFER), GL_FRAMEBUFFER_UNSUPPORTED);
  attachColor(t.c, boundRenderbuffer(t.c, GL_RGBA8, 4, 5), 1);
  EXPECT_EQ(checkFramebufferStatus(t.c, GL_FRAMEBUFFER), GL_FRAMEBUFFER_INCOMPLETE_DIMENSIONS);
  attachColor(t.c, boundRenderbuffer(t.c, GL_RGBA8, 4, 4, 4), 1);
  EXPECT_EQ(checkFramebufferStatus(t.c, GL_FRAMEBUFFER), GL_FRAMEBUFFER_INCOMPLETE_MULTISAMPLE);
  attachColor(t.c, boundRenderbuffer(t.c, GL_DEPTH_COMPONENT16, 4, 4), 1);
  EXPECT_EQ(checkFramebufferStatus(t.c, GL_FRAMEBUFFER), GL_FRAMEBUFFER_INCOMPLETE_ATTACHMENT);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
}

TEST(Framebuffers, FloatColorNeedsItsExtension) {
  TestContext t;
  boundFramebufferObject(t.c);
  const GLuint texture = createTexture(t.c);
  bindTexture(t.c, GL_TEXTURE_2D, texture);
  texStorage2D(t.c, GL_TEXTURE_2D, 1, GL_RGBA16F, 2, 2);
  framebufferTexture2D(t.c, GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);
  t.c.extensions = 0;
  EXPECT_EQ(checkFramebufferStatus(t.c, GL_FRAMEBUFFER), GL_FRAMEBUFFER_INCOMPLETE_ATTACHMENT);
  t.c.extensions |= kExtColorBufferFloat;
  EXPECT_EQ(checkFramebufferStatus(t.c, GL_FRAMEBUFFER), GL_FRAMEBUFFER_COMPLETE);
}

TEST(Framebuffers, CubeMapsMustBeComplete) {
  for (const int version : {1, 2}) {
    TestContext t(version);
    const GLuint cube = createTexture(t.c);
    bindTexture(t.c, GL_TEXTURE_CUBE_MAP, cube);
    boundFramebufferObject(t.c);
    for (GLenum face = GL_TEXTURE_CUBE_MAP_POSITIVE_X; face <= GL_TEXTURE_CUBE_MAP_NEGATIVE_Z; ++face) {
      texImage2D(t.c, face, 0, GL_RGBA, 1, 1, 0, GL_RGBA, GL_UNSIGNED_BYTE, {});
      framebufferTexture2D(t.c, GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_CUBE_MAP_POSITIVE_X, cube, 0);
      const bool whole = face == GL_TEXTURE_CUBE_MAP_NEGATIVE_Z;
      EXPECT_EQ(checkFramebufferStatus(t.c, GL_FRAMEBUFFER),
                whole ? GL_FRAMEBUFFER_COMPLETE : GL_FRAMEBUFFER_INCOMPLETE_ATTACHMENT);
    }
  }
}

TEST(Framebuffers, HalfFloatsAreReadByTheirOwnNameInWebGL1) {
  TestContext t(1);
  t.c.extensions |= kExtColorBufferHalfFloat;
  const GLuint renderbuffer = boundRenderbuffer(t.c, GL_RGBA16F, 1, 1);
  boundFramebufferObject(t.c);
  framebufferRenderbuffer(t.c, GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, renderbuffer);
  EXPECT_EQ(getParameter(t.c, GL_IMPLEMENTATION_COLOR_READ_TYPE).words[0], GL_HALF_FLOAT_OES);
  for (const GLenum type : {GL_FLOAT, GL_HALF_FLOAT_OES}) {
    EXPECT_TRUE(checkReadPixels(t.c, 0, 0, 1, 1, GL_RGBA, type, 16).valid);
  }
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  getFramebufferAttachmentParameter(t.c, GL_FRAMEBUFFER, GL_DEPTH_STENCIL_ATTACHMENT,
                                    GL_FRAMEBUFFER_ATTACHMENT_COMPONENT_TYPE);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST(Framebuffers, DrawSurfacesFollowDrawBuffers) {
  TestContext t;
  boundFramebufferObject(t.c);
  attachColor(t.c, boundRenderbuffer(t.c, GL_RGBA8, 6, 4));
  attachColor(t.c, boundRenderbuffer(t.c, GL_R32UI, 6, 4), 1);
  const GLenum buffers[] = {GL_NONE, GL_COLOR_ATTACHMENT1};
  drawBuffers(t.c, buffers);
  const DrawSurfaces& surfaces = drawSurfaces(t.c);
  EXPECT_EQ(surfaces.width, 6u);
  EXPECT_EQ(surfaces.color[0].format, TargetFormat::None);
  EXPECT_EQ(surfaces.color[1].format, TargetFormat::R32UI);
  EXPECT_EQ(surfaces.color[1].componentClass, ScalarType::Uint);
  const Image& image = t.c.framebuffers.draw->color[1].renderbuffer->image;
  EXPECT_EQ(surfaces.color[1].surface.strideBytes, image.strideBytes());
  EXPECT_GE(image.strideBytes(), 24u);
}

TEST(Framebuffers, DeletedAttachmentsLeaveTheBoundFramebuffer) {
  TestContext t;
  boundFramebufferObject(t.c);
  const GLuint color = boundRenderbuffer(t.c, GL_RGBA8, 4, 4);
  attachColor(t.c, color);
  deleteRenderbuffer(t.c, color);
  EXPECT_EQ(checkFramebufferStatus(t.c, GL_FRAMEBUFFER), GL_FRAMEBUFFER_INCOMPLETE_MISSING_ATTACHMENT);
}

TEST(Framebuffers, BlitMirrorsAndScales) {
  TestContext t;
  boundFramebufferObject(t.c);
  attachColor(t.c, boundRenderbuffer(t.c, GL_RGBA8, 2, 1));
  setClearColor(t.c, 1, 0, 0, 1);
  clear(t.c, GL_COLOR_BUFFER_BIT);
  t.c.perFragment.scissorTest = true;
  t.c.perFragment.scissor = {1, 0, 1, 1};
  setClearColor(t.c, 0, 1, 0, 1);
  clear(t.c, GL_COLOR_BUFFER_BIT);
  t.c.perFragment.scissorTest = false;
  bindFramebuffer(t.c, GL_DRAW_FRAMEBUFFER, 0);
  blitFramebuffer(t.c, {0, 0, 2, 1}, {4, 0, 0, 1}, GL_COLOR_BUFFER_BIT, GL_NEAREST);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  bindFramebuffer(t.c, GL_FRAMEBUFFER, 0);
  const auto pixels = read(t.c, 0, 0, 4, 1);
  EXPECT_EQ(pixels[1], 255);  // green, then red
  EXPECT_EQ(pixels[5], 255);
  EXPECT_EQ(pixels[8], 255);
  EXPECT_EQ(pixels[12], 255);
  blitFramebuffer(t.c, {0, 0, 2, 1}, {0, 0, 2, 1}, GL_COLOR_BUFFER_BIT, GL_NEAREST);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);  // onto itself
}

TEST(Framebuffers, BlitNeedsASourceForWhatItWrites) {
  TestContext t;
  boundFramebufferObject(t.c);
  attachColor(t.c, boundRenderbuffer(t.c, GL_RGBA8, 2, 1));
  bindFramebuffer(t.c, GL_DRAW_FRAMEBUFFER, 0);
  blitFramebuffer(t.c, {0, 0, 1, 1}, {0, 0, 1, 1}, GL_DEPTH_BUFFER_BIT, GL_NEAREST);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);  // depth to write, none to read
  readBuffer(t.c, GL_COLOR_ATTACHMENT1);
  blitFramebuffer(t.c, {0, 0, 1, 1}, {0, 0, 1, 1}, GL_COLOR_BUFFER_BIT, GL_NEAREST);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  boundFramebufferObject(t.c);
  attachColor(t.c, boundRenderbuffer(t.c, GL_RGBA8, 2, 1));
  bindFramebuffer(t.c, GL_READ_FRAMEBUFFER, 0);
  blitFramebuffer(t.c, {0, 0, 1, 1}, {0, 0, 1, 1}, GL_DEPTH_BUFFER_BIT, GL_NEAREST);
  EXPECT_EQ(t.error(), GL_NO_ERROR);  // nowhere to write
}

TEST(DrawingBuffer, IsClearedAfterPresentingUnlessPreserved) {
  for (bool preserve : {false, true}) {
    TestContext t;
    t.c.attributes.preserveDrawingBuffer = preserve;
    setClearColor(t.c, 0, 1, 0, 1);
    clear(t.c, GL_COLOR_BUFFER_BIT);
    std::vector<uint8_t> shown(8 * 8 * 4);
    presentDrawingBuffer(t.c, shown.data());
    EXPECT_EQ(shown[1], 255);
    drawingBufferPresented(t.c);
    EXPECT_FALSE(t.c.drawn);
    EXPECT_EQ(read(t.c, 0, 0, 1, 1)[1], preserve ? 255 : 0);
  }
}

TEST(DrawingBuffer, IsShownTopRowFirst) {
  TestContext t;
  t.c.perFragment.scissorTest = true;
  t.c.perFragment.scissor = {0, 7, 8, 1};
  setClearColor(t.c, 1, 1, 1, 1);
  clear(t.c, GL_COLOR_BUFFER_BIT);
  std::vector<uint8_t> shown(8 * 8 * 4);
  presentDrawingBuffer(t.c, shown.data());
  EXPECT_EQ(shown[0], 255);
  EXPECT_EQ(shown[8 * 4], 0);
}

}  // namespace sw::gl
