// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/buffers.h"

#include <gtest/gtest.h>

#include "gl/transform_feedback.h"
#include "gl/vertex_arrays.h"
#include "testing/context/fake_host.h"

namespace sw::gl {
namespace {

TEST(Errors, FirstOfEachCodeIsKeptAndToldOnce) {
  TestContext t;
  bindBuffer(t.c, 1, 0);
  bindBuffer(t.c, 2, 0);
  bufferData(t.c, GL_ARRAY_BUFFER, nullptr, 1, GL_STATIC_DRAW);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  ASSERT_EQ(fakeHost().messages.size(), 2u);
  EXPECT_EQ(fakeHost().messages[0], "WebGL: INVALID_ENUM: bindBuffer: target");
}

TEST(Buffers, AreBuffersOnlyAfterTheFirstBind) {
  TestContext t;
  const GLuint name = createBuffer(t.c);
  EXPECT_FALSE(isBuffer(t.c, name));
  bindBuffer(t.c, GL_ARRAY_BUFFER, name);
  EXPECT_TRUE(isBuffer(t.c, name));
  deleteBuffer(t.c, name);
  EXPECT_FALSE(isBuffer(t.c, name));
  EXPECT_EQ(nameOf(t.c.bufferBindings.array), 0u);
  bindBuffer(t.c, GL_ARRAY_BUFFER, name);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST(Buffers, IndexBuffersServeNoOtherTarget) {
  TestContext t;
  const GLuint indices = createBuffer(t.c), data = createBuffer(t.c);
  bindBuffer(t.c, GL_ELEMENT_ARRAY_BUFFER, indices);
  bindBuffer(t.c, GL_ARRAY_BUFFER, indices);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  bindBuffer(t.c, GL_COPY_READ_BUFFER, indices);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  bindBuffer(t.c, GL_UNIFORM_BUFFER, data);
  bindBuffer(t.c, GL_ELEMENT_ARRAY_BUFFER, data);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  EXPECT_EQ(nameOf(t.c.vertexInput.array->elementBuffer), indices);
}

TEST(Buffers, FirstBindingToACopyTargetDecidesToo) {
  TestContext t;
  const GLuint buffer = createBuffer(t.c);
  bindBuffer(t.c, GL_COPY_READ_BUFFER, buffer);
  bindBuffer(t.c, GL_ELEMENT_ARRAY_BUFFER, buffer);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST(Buffers, DeletingKeepsWhatAnotherVertexArrayHolds) {
  TestContext t;
  const GLuint array = createVertexArray(t.c);
  bindVertexArray(t.c, array);
  const GLuint buffer = t.boundBuffer(GL_ARRAY_BUFFER, {1, 2, 3, 4});
  vertexAttribPointer(t.c, 0, 1, GL_FLOAT, false, 0, 0);
  bindVertexArray(t.c, 0);
  deleteBuffer(t.c, buffer);
  const VertexAttribute& attribute = t.c.vertexArrays.find(array)->attributes[0];
  ASSERT_TRUE(attribute.buffer);
  EXPECT_EQ(attribute.buffer->size(), 4u);
}

TEST(Buffers, SubDataStaysInside) {
  TestContext t;
  t.boundBuffer(GL_ARRAY_BUFFER, {1, 2, 3, 4});
  const uint8_t bytes[] = {9, 8};
  bufferSubData(t.c, GL_ARRAY_BUFFER, 3, bytes, 2);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  bufferSubData(t.c, GL_ARRAY_BUFFER, -1, bytes, 2);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  bufferSubData(t.c, GL_ARRAY_BUFFER, 2, bytes, 2);
  const auto read = getBufferSubData(t.c, GL_ARRAY_BUFFER, 1, 3);
  ASSERT_EQ(read.size(), 3u);
  EXPECT_EQ(read[0], 2);
  EXPECT_EQ(read[1], 9);
  EXPECT_EQ(getBufferSubData(t.c, GL_ARRAY_BUFFER, 1, 4).data(), nullptr);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
}

TEST(Buffers, CopiesRefuseOverlapAndMixedContent) {
  TestContext t;
  t.boundBuffer(GL_COPY_READ_BUFFER, std::vector<uint8_t>(16));
  bindBuffer(t.c, GL_COPY_WRITE_BUFFER, nameOf(t.c.bufferBindings.copyRead));
  copyBufferSubData(t.c, GL_COPY_READ_BUFFER, GL_COPY_WRITE_BUFFER, 0, 7, 8);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  copyBufferSubData(t.c, GL_COPY_READ_BUFFER, GL_COPY_WRITE_BUFFER, 0, 8, 8);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  t.boundBuffer(GL_ELEMENT_ARRAY_BUFFER, std::vector<uint8_t>(16));
  copyBufferSubData(t.c, GL_COPY_READ_BUFFER, GL_ELEMENT_ARRAY_BUFFER, 0, 0, 4);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST(Buffers, WebGl1HasTwoTargets) {
  TestContext t(1);
  bindBuffer(t.c, GL_UNIFORM_BUFFER, 0);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  t.boundBuffer(GL_ARRAY_BUFFER, {1});
  bufferData(t.c, GL_ARRAY_BUFFER, nullptr, 4, GL_STATIC_READ);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
}

TEST(Buffers, RangesAreAligned) {
  TestContext t;
  const GLuint buffer = t.boundBuffer(GL_UNIFORM_BUFFER, std::vector<uint8_t>(64));
  bindBufferRange(t.c, GL_UNIFORM_BUFFER, 0, buffer, 4, 16);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  bindBufferRange(t.c, GL_UNIFORM_BUFFER, kMaxUniformBufferBindings, buffer, 0, 16);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  bindBufferRange(t.c, GL_UNIFORM_BUFFER, 1, buffer, 16, 16);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  EXPECT_EQ(t.c.bufferBindings.uniformIndexed[1].availableBytes(), 16u);
  bufferData(t.c, GL_UNIFORM_BUFFER, nullptr, 20, GL_STATIC_DRAW);
  EXPECT_EQ(t.c.bufferBindings.uniformIndexed[1].availableBytes(), 4u);
}

TEST(Buffers, BusyWhenBoundForFeedbackAndElsewhere) {
  TestContext t;
  const GLuint buffer = t.boundBuffer(GL_TRANSFORM_FEEDBACK_BUFFER, std::vector<uint8_t>(16));
  bindBufferBase(t.c, GL_TRANSFORM_FEEDBACK_BUFFER, 0, buffer);
  bufferData(t.c, GL_TRANSFORM_FEEDBACK_BUFFER, nullptr, 16, GL_STATIC_DRAW);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  bindBuffer(t.c, GL_COPY_WRITE_BUFFER, buffer);
  bufferData(t.c, GL_TRANSFORM_FEEDBACK_BUFFER, nullptr, 16, GL_STATIC_DRAW);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST(IndexSpan, LeavesRestartOutAndNoticesChanges) {
  TestContext t;
  t.boundBuffer(GL_ELEMENT_ARRAY_BUFFER, {3, 0, 0xFF, 0xFF, 7, 0, 1, 0});
  Buffer& buffer = *t.c.vertexInput.array->elementBuffer;
  EXPECT_EQ(indexSpan(buffer, GL_UNSIGNED_SHORT, 0, 4, true).last, 7u);
  EXPECT_EQ(indexSpan(buffer, GL_UNSIGNED_SHORT, 0, 4, true).first, 1u);
  EXPECT_EQ(indexSpan(buffer, GL_UNSIGNED_SHORT, 0, 4, false).last, 0xFFFFu);
  EXPECT_EQ(indexSpan(buffer, GL_UNSIGNED_BYTE, 4, 4, true).last, 7u);
  const IndexSpan none = indexSpan(buffer, GL_UNSIGNED_SHORT, 2, 1, true);
  EXPECT_GT(none.first, none.last);
  const uint8_t nine[] = {9, 0};
  bufferSubData(t.c, GL_ELEMENT_ARRAY_BUFFER, 4, nine, 2);
  EXPECT_EQ(indexSpan(buffer, GL_UNSIGNED_SHORT, 0, 4, true).last, 9u);
}

}  // namespace
}  // namespace sw::gl
