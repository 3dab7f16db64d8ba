// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Which of several mistakes in one call is told. OpenGL ES leaves it open (3.0.6 §2.5); browsers agree, and so do we.

#include <gtest/gtest.h>

#include "gl/buffers.h"
#include "gl/capabilities.h"
#include "gl/clear.h"
#include "gl/draw.h"
#include "gl/framebuffers.h"
#include "gl/per_fragment.h"
#include "gl/programs.h"
#include "gl/queries.h"
#include "gl/raster.h"
#include "gl/read_pixels.h"
#include "gl/renderbuffers.h"
#include "gl/samplers.h"
#include "gl/textures.h"
#include "gl/vertex_arrays.h"
#include "testing/context/fake_host.h"

namespace sw::gl {
namespace {

constexpr GLenum kStray = GL_LINEAR;

TEST(Mistakes, DeletedObjectsBeforeTargetsAndPlaces) {
  TestContext t;
  const GLuint deleted = 77;
  bindBuffer(t.c, kStray, deleted);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  bindTexture(t.c, kStray, deleted);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  bindFramebuffer(t.c, kStray, deleted);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  bindRenderbuffer(t.c, kStray, deleted);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  bindSampler(t.c, 1000, deleted);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  bindBufferBase(t.c, GL_UNIFORM_BUFFER, 1000, deleted);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  beginQuery(t.c, kStray, deleted);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST(Mistakes, QueriesOfAnotherTargetBeforeTargetsThatAreNone) {
  TestContext t;
  const GLuint query = createQuery(t.c);
  beginQuery(t.c, kStray, query);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  beginQuery(t.c, GL_ANY_SAMPLES_PASSED, query);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  beginQuery(t.c, kStray, query);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  beginQuery(t.c, kStray, createQuery(t.c));
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  endQuery(t.c, GL_ANY_SAMPLES_PASSED);
  beginQuery(t.c, kStray, query);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST(Mistakes, TargetsOfUploadsAndTheUnpackBuffer) {
  TestContext t;
  const uint8_t texel[4] = {};
  const PixelSource array{.kind = PixelSource::Kind::Client, .bytes = texel};
  const PixelSource offset{.kind = PixelSource::Kind::Buffer};
  texImage2D(t.c, kStray, 0, GL_RGBA, 1, 1, 0, GL_RGBA, GL_UNSIGNED_BYTE, offset);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  texSubImage3D(t.c, kStray, 0, {}, GL_RGBA, GL_UNSIGNED_BYTE, offset);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  t.boundBuffer(GL_PIXEL_UNPACK_BUFFER, std::vector<uint8_t>(16));
  texImage2D(t.c, kStray, 0, GL_RGBA, 1, 1, 0, GL_RGBA, GL_UNSIGNED_BYTE, array);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  texImage3D(t.c, kStray, 0, GL_RGBA, 1, 1, 1, 0, GL_RGBA, GL_UNSIGNED_BYTE, array);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  texSubImage3D(t.c, kStray, 0, {}, GL_RGBA, GL_UNSIGNED_BYTE, {});
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  texSubImage3D(t.c, kStray, 0, {}, GL_RGBA, GL_UNSIGNED_BYTE, array);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST(Mistakes, BindingsBeforeWhatIsDoneWithThem) {
  TestContext t;
  bufferData(t.c, GL_ARRAY_BUFFER, nullptr, -1, kStray);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  copyBufferSubData(t.c, GL_COPY_READ_BUFFER, kStray, 0, 0, 0);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  copyBufferSubData(t.c, kStray, kStray, -1, 0, 0);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  vertexAttribPointer(t.c, 0, 5, kStray, false, 0, 4);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST(Mistakes, AttachmentsBeforeFramebuffersBeforeWhatIsAttached) {
  TestContext t;
  framebufferRenderbuffer(t.c, GL_FRAMEBUFFER, kStray, GL_RENDERBUFFER, 0);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  framebufferRenderbuffer(t.c, GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, kStray, 0);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  framebufferTexture2D(t.c, GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, kStray, createTexture(t.c), 0);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);

  bindFramebuffer(t.c, GL_FRAMEBUFFER, createFramebuffer(t.c));
  framebufferTexture2D(t.c, GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, kStray, 0, 7);  // detaches (§4.4.2)
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  const GLuint texture = createTexture(t.c);
  framebufferTexture2D(t.c, GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, kStray, texture, 0);  // never bound
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  bindTexture(t.c, GL_TEXTURE_2D, texture);
  framebufferTexture2D(t.c, GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, kStray, texture, 0);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
}

TEST(Mistakes, SizesBelowZeroBeforeFormatsAndBindings) {
  TestContext t;
  texStorage2D(t.c, GL_TEXTURE_2D, 1, kStray, 1, -1);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  bindRenderbuffer(t.c, GL_RENDERBUFFER, createRenderbuffer(t.c));
  renderbufferStorage(t.c, GL_RENDERBUFFER, kStray, 1, -1);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  renderbufferStorage(t.c, GL_RENDERBUFFER, kStray, 1, 1 << 20);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
}

TEST(Mistakes, FormatsThatATargetDoesNotTakeBeforeSizesOfZero) {
  TestContext t;
  bindTexture(t.c, GL_TEXTURE_3D, createTexture(t.c));
  texStorage3D(t.c, GL_TEXTURE_3D, 1, GL_DEPTH_COMPONENT16, 1, 1, -1);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  for (const int32_t depth : {0, 1, 1 << 20}) {
    texStorage3D(t.c, GL_TEXTURE_3D, 1, GL_DEPTH_COMPONENT16, 1, 1, depth);
    EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  }
  texStorage3D(t.c, GL_TEXTURE_3D, 0, GL_DEPTH_COMPONENT16, 1, 1, 1);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  texStorage3D(t.c, GL_TEXTURE_3D, 1, kStray, 1, 1, 0);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  texStorage3D(t.c, GL_TEXTURE_3D, 1, GL_RGBA8, 1, 1, 0);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  bindTexture(t.c, GL_TEXTURE_2D_ARRAY, createTexture(t.c));
  texStorage3D(t.c, GL_TEXTURE_2D_ARRAY, 1, GL_DEPTH_COMPONENT16, 1, 1, 0);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
}

TEST(Mistakes, LevelsAndSizesBeforeFormatsThatDoNotGoTogether) {
  TestContext t;
  bindTexture(t.c, GL_TEXTURE_2D, createTexture(t.c));
  texImage2D(t.c, GL_TEXTURE_2D, -1, GL_RGBA, 1, 1, 0, GL_RGB, GL_UNSIGNED_BYTE, {});
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  texImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, 1, 1, 1, GL_RGB, GL_UNSIGNED_BYTE, {});
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  texImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, -1, 1, 0, kStray, GL_UNSIGNED_BYTE, {});
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  texImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, 1, 1, 0, GL_RGB, GL_UNSIGNED_BYTE, {});
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST(Mistakes, OfCopiesReadBuffersBeforeNumbersBeforeFramebuffersBeforeLimits) {
  TestContext t;
  bindTexture(t.c, GL_TEXTURE_2D, createTexture(t.c));
  readBuffer(t.c, GL_NONE);
  copyTexImage2D(t.c, GL_TEXTURE_2D, 0, kStray, 0, 0, 1, 1, 0);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  for (const int32_t size : {-1, 1, 1 << 20}) {
    copyTexImage2D(t.c, GL_TEXTURE_2D, -1, GL_RGBA, 0, 0, size, 1, 1);
    EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
    copyTexSubImage2D(t.c, GL_TEXTURE_2D, -1, -1, 0, 0, 0, size, 1);
    EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  }

  bindFramebuffer(t.c, GL_FRAMEBUFFER, createFramebuffer(t.c));  // incomplete
  copyTexImage2D(t.c, GL_TEXTURE_2D, -1, GL_RGBA, 0, 0, 1, 1, 0);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  copyTexImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, 0, 0, 1, 1, 1);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  copyTexImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, 0, 0, 1 << 20, 1, 0);
  EXPECT_EQ(t.error(), GL_INVALID_FRAMEBUFFER_OPERATION);
  texStorage2D(t.c, GL_TEXTURE_2D, 1, GL_RGBA8, 1, 1);
  copyTexImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, 0, 0, 1, 1, 0);
  EXPECT_EQ(t.error(), GL_INVALID_FRAMEBUFFER_OPERATION);
  copyTexSubImage2D(t.c, GL_TEXTURE_2D, 0, 0, 0, 0, 0, 2, 1);
  EXPECT_EQ(t.error(), GL_INVALID_FRAMEBUFFER_OPERATION);

  bindFramebuffer(t.c, GL_FRAMEBUFFER, 0);
  readBuffer(t.c, GL_BACK);
  copyTexImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, 0, 0, 1 << 20, 1, 0);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);  // immutable
}

TEST(Mistakes, ArraysOfOtherClassesAfterEnumsAndSizes) {
  TestContext t;
  const PixelSource misfit{.kind = PixelSource::Kind::Misfit};
  bindTexture(t.c, GL_TEXTURE_2D, createTexture(t.c));
  texSubImage2D(t.c, GL_TEXTURE_2D, 0, {}, kStray, GL_UNSIGNED_BYTE, misfit);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  texSubImage2D(t.c, GL_TEXTURE_2D, 0, {.x = -1}, GL_RGBA, GL_UNSIGNED_BYTE, misfit);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  texSubImage2D(t.c, GL_TEXTURE_2D, 0, {}, GL_RGBA, GL_UNSIGNED_BYTE, misfit);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  texImage2D(t.c, GL_TEXTURE_2D, 0, GL_RGBA, 1, 1, 0, GL_RGBA, GL_UNSIGNED_BYTE, misfit);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  EXPECT_FALSE(checkReadPixels(t.c, 0, 0, 1, 1, kStray, GL_UNSIGNED_BYTE, -1).valid);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  EXPECT_FALSE(checkReadPixels(t.c, 0, 0, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE, -1).valid);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST(Mistakes, ProgramsAndBuffersBeforeTheNumbersOfADraw) {
  TestContext t;
  drawArrays(t.c, kStray, -1, -1);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  drawElements(t.c, kStray, 1, GL_UNSIGNED_BYTE, -1);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  t.useLinkedProgram();
  drawElements(t.c, kStray, 1, GL_UNSIGNED_BYTE, 0);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);  // no index buffer
  drawElements(t.c, kStray, -1, GL_UNSIGNED_BYTE, 0);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  drawRangeElements(t.c, kStray, 2, 1, -1, kStray, 0);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  enableVertexAttribArray(t.c, 3);
  drawArrays(t.c, kStray, -1, -1);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  drawRangeElements(t.c, GL_TRIANGLES, 2, 1, 1, GL_UNSIGNED_BYTE, 0);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  drawRangeElements(t.c, GL_TRIANGLES, 2, 1, 1, GL_UNSIGNED_BYTE, -1);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
}

TEST(Mistakes, ProgramsFlaggedForDeletionAreNotUsedAgain) {
  TestContext t;
  const GLuint program = t.useLinkedProgram();
  deleteProgram(t.c, program);
  useProgram(t.c, program);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST(Mistakes, ClearsOfAnotherTypeAreRefusedWhereNothingIsRasterizedToo) {
  TestContext t;
  bindRenderbuffer(t.c, GL_RENDERBUFFER, createRenderbuffer(t.c));
  renderbufferStorage(t.c, GL_RENDERBUFFER, GL_RGBA8, 1, 1);
  bindFramebuffer(t.c, GL_FRAMEBUFFER, createFramebuffer(t.c));
  framebufferRenderbuffer(t.c, GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, 1);
  enable(t.c, GL_RASTERIZER_DISCARD);
  const uint32_t values[4] = {};
  clearBufferuiv(t.c, GL_COLOR, 0, values);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

}  // namespace
}  // namespace sw::gl
