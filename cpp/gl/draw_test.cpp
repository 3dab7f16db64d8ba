// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/draw.h"

#include <gtest/gtest.h>

#include "gl/buffers.h"
#include "gl/capabilities.h"
#include "gl/framebuffers.h"
#include "gl/per_fragment.h"
#include "gl/programs.h"
#include "gl/queries.h"
#include "gl/routine_cache.h"
#include "gl/textures.h"
#include "gl/transform_feedback.h"
#include "gl/vertex_arrays.h"
#include "testing/context/fake_host.h"

namespace sw::gl {
namespace {

/// Reads attribute 0 as vec4 and writes colour 0.
ProgramInfo drawingProgram() {
  ProgramInfo info;
  info.attributeMask = 1;
  info.attributeClass[0] = uint8_t(ScalarType::Float);
  info.outputClass[0] = uint8_t(ScalarType::Float);
  return info;
}

struct DrawTest : testing::Test {
  TestContext t;
  DrawTest() {
    fakeHost().program = drawingProgram();
    t.useLinkedProgram();
    t.boundBuffer(GL_ARRAY_BUFFER, std::vector<uint8_t>(48));
    vertexAttribPointer(t.c, 0, 4, GL_FLOAT, false, 0, 0);
    enableVertexAttribArray(t.c, 0);
  }
};

TEST_F(DrawTest, RunsItsRoutines) {
  drawArrays(t.c, GL_TRIANGLES, 0, 3);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  EXPECT_EQ(fakeHost().vertexCalls, 1u);
  EXPECT_EQ(fakeHost().routinesMade, 2u);
  drawArrays(t.c, GL_TRIANGLES, 0, 3);
  EXPECT_EQ(fakeHost().routinesMade, 2u);
  enable(t.c, GL_BLEND);
  drawArrays(t.c, GL_TRIANGLES, 0, 3);
  EXPECT_EQ(fakeHost().routinesMade, 2u);  // one times source plus zero times destination is no blending
  blendFunc(t.c, GL_SRC_ALPHA, GL_ONE);
  drawArrays(t.c, GL_TRIANGLES, 0, 3);
  EXPECT_EQ(fakeHost().routinesMade, 3u);
}

/// Samples one 2D texture in its fragment shader.
struct TexturedDrawTest : DrawTest {
  TexturedDrawTest() {
    ProgramInfo info = drawingProgram();
    info.uniformCells = 1;
    SamplerInfo sampler;
    sampler.fragmentMethods = 1u << uint32_t(SampleMethod::Implicit);
    info.samplers.push_back(sampler);
    fakeHost().program = info;
    t.useLinkedProgram();
  }
  GLuint boundTexture(GLenum format, GLenum filter) {
    const GLuint name = createTexture(t.c);
    bindTexture(t.c, GL_TEXTURE_2D, name);
    texStorage2D(t.c, GL_TEXTURE_2D, 1, format, 8, 8);
    texParameteri(t.c, GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GLint(filter));
    texParameteri(t.c, GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GLint(filter));
    return name;
  }
};

TEST_F(TexturedDrawTest, FragmentRoutinesKnowTheSamplersClass) {
  boundTexture(GL_RGBA8, GL_NEAREST);
  drawArrays(t.c, GL_TRIANGLES, 0, 3);
  EXPECT_EQ(fakeHost().routinesMade, 2u);
  const GLuint other = boundTexture(GL_RGBA8, GL_NEAREST);
  drawArrays(t.c, GL_TRIANGLES, 0, 3);
  EXPECT_EQ(fakeHost().routinesMade, 2u);
  texParameteri(t.c, GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  texParameteri(t.c, GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  drawArrays(t.c, GL_TRIANGLES, 0, 3);
  EXPECT_EQ(fakeHost().routinesMade, 3u);
  texParameteri(t.c, GL_TEXTURE_2D, GL_TEXTURE_MIN_LOD, 1);  // the descriptor's
  drawArrays(t.c, GL_TRIANGLES, 0, 3);
  EXPECT_EQ(fakeHost().routinesMade, 3u);
  boundTexture(GL_RGBA16F, GL_LINEAR);
  drawArrays(t.c, GL_TRIANGLES, 0, 3);
  EXPECT_EQ(fakeHost().routinesMade, 4u);
  bindTexture(t.c, GL_TEXTURE_2D, other);
  drawArrays(t.c, GL_TRIANGLES, 0, 3);
  EXPECT_EQ(fakeHost().routinesMade, 4u);
}

TEST_F(DrawTest, SamplersStopMultiplyingRoutines) {
  RoutineCache cache;
  std::string error;
  FragmentKey key;
  const uint32_t plain = cache.fragment(1, key, error);
  uint32_t last = 0;
  for (uint8_t i = 0; i < 100; ++i) {
    key.samplers[0].format = TargetFormat(1 + i % 20);
    key.samplers[1].filter = i / 20;
    last = cache.fragment(1, key, error);
    EXPECT_NE(last, 0u);
  }
  EXPECT_EQ(cache.size(), kMaxKeyedRoutines);
  EXPECT_EQ(last, plain);
}

TEST_F(DrawTest, SlotsGoWithTheProgram) {
  drawArrays(t.c, GL_TRIANGLES, 0, 3);
  EXPECT_EQ(fakeHost().liveSlots.size(), 2u);
  deleteProgram(t.c, t.c.program.current->name);
  EXPECT_EQ(fakeHost().liveSlots.size(), 2u);
  useProgram(t.c, 0);
  EXPECT_EQ(fakeHost().liveSlots.size(), 0u);
}

TEST_F(DrawTest, PrivateDataGoesWithTheProgram) {
  drawArrays(t.c, GL_TRIANGLES, 0, 3);
  EXPECT_EQ(fakeHost().liveData, 1u);
  deleteProgram(t.c, t.c.program.current->name);
  drawArrays(t.c, GL_TRIANGLES, 0, 3);
  EXPECT_EQ(fakeHost().liveData, 1u);
  useProgram(t.c, 0);
  EXPECT_EQ(fakeHost().liveData, 0u);
}

TEST_F(DrawTest, NoPrivateDataIsOutOfMemory) {
  fakeHost().dataRefused = true;
  drawArrays(t.c, GL_TRIANGLES, 0, 3);
  EXPECT_EQ(t.error(), GL_OUT_OF_MEMORY);
  EXPECT_EQ(fakeHost().vertexCalls, 0u);
  fakeHost().dataRefused = false;
  drawArrays(t.c, GL_TRIANGLES, 0, 3);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  EXPECT_EQ(fakeHost().vertexCalls, 1u);
}

TEST_F(DrawTest, RefusedRoutineIsOutOfMemory) {
  fakeHost().refusal = "too large";
  drawArrays(t.c, GL_TRIANGLES, 0, 3);
  EXPECT_EQ(t.error(), GL_OUT_OF_MEMORY);
  EXPECT_EQ(fakeHost().messages.back(), "WebGL: OUT_OF_MEMORY: draw: too large");
  EXPECT_EQ(fakeHost().vertexCalls, 0u);
  EXPECT_TRUE(fakeHost().liveSlots.empty());
}

TEST_F(DrawTest, RefusalsAreRefusalsHoweverLongAndWithoutATextToo) {
  fakeHost().refusal = "";
  drawArrays(t.c, GL_TRIANGLES, 0, 3);
  EXPECT_EQ(t.error(), GL_OUT_OF_MEMORY);
  EXPECT_EQ(fakeHost().messages.back(), "WebGL: OUT_OF_MEMORY: draw: the engine refused a routine, and gave no reason");
  EXPECT_EQ(fakeHost().vertexCalls, 0u);

  t.useLinkedProgram();
  fakeHost().refusal = std::string(3u << 20, 'x');
  drawArrays(t.c, GL_TRIANGLES, 0, 3);
  EXPECT_EQ(t.error(), GL_OUT_OF_MEMORY);
  EXPECT_GT(fakeHost().messages.back().size(), 3u << 20);

  t.useLinkedProgram();
  fakeHost().refusal.reset();
  fakeHost().outOfMemory = true;
  drawArrays(t.c, GL_TRIANGLES, 0, 3);
  EXPECT_EQ(t.error(), GL_OUT_OF_MEMORY);
  EXPECT_EQ(fakeHost().messages.back(), "WebGL: OUT_OF_MEMORY: draw: no memory for the engine's answer");
  EXPECT_EQ(fakeHost().vertexCalls, 0u);
  EXPECT_TRUE(fakeHost().liveSlots.empty());
}

TEST_F(DrawTest, ArgumentsInOrder) {
  drawArrays(t.c, 77, -1, -1);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  drawArrays(t.c, 77, 0, 0);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  drawArrays(t.c, GL_POINTS, 0, -1);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  drawArraysInstanced(t.c, GL_POINTS, 0, 1, -1);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  drawElements(t.c, GL_POINTS, 1, GL_FLOAT, 0);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
  drawElements(t.c, GL_POINTS, 1, GL_UNSIGNED_SHORT, 0);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);  // no index buffer
  useProgram(t.c, 0);
  drawArrays(t.c, GL_POINTS, 0, 1);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST_F(DrawTest, NeverReachesOutsideOfBuffers) {
  drawArrays(t.c, GL_POINTS, 0, 4);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  drawArrays(t.c, GL_POINTS, 1, 3);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  drawArrays(t.c, GL_POINTS, 100, 0);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  t.boundBuffer(GL_ELEMENT_ARRAY_BUFFER, {0, 2, 3, 0xFF});
  drawElements(t.c, GL_POINTS, 2, GL_UNSIGNED_BYTE, 0);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  drawElements(t.c, GL_POINTS, 3, GL_UNSIGNED_BYTE, 0);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  drawElements(t.c, GL_POINTS, 1, GL_UNSIGNED_BYTE, 3);  // the restart index
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  drawRangeElements(t.c, GL_POINTS, 1, 1, 2, GL_UNSIGNED_BYTE, 0);  // a hint only
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  drawRangeElements(t.c, GL_POINTS, 1, 0, 2, GL_UNSIGNED_BYTE, 0);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  drawRangeElements(t.c, GL_POINTS, 0, 3, 3, GL_UNSIGNED_BYTE, 0);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  drawElements(t.c, GL_POINTS, 5, GL_UNSIGNED_BYTE, 0);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  drawElementsInstanced(t.c, GL_POINTS, 5, GL_UNSIGNED_BYTE, 0, 0);  // no instance reads nothing
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  drawElements(t.c, GL_POINTS, 1, GL_UNSIGNED_SHORT, 1);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  vertexAttribDivisor(t.c, 0, 2);
  drawArraysInstanced(t.c, GL_POINTS, 0, 100, 6);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  drawArraysInstanced(t.c, GL_POINTS, 0, 100, 7);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  bindBuffer(t.c, GL_ARRAY_BUFFER, nameOf(t.c.vertexInput.array->attributes[0].buffer));
  bufferData(t.c, GL_ARRAY_BUFFER, nullptr, 8, GL_STATIC_DRAW);
  drawArraysInstanced(t.c, GL_POINTS, 0, 1, 1);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST_F(DrawTest, EnabledArraysNeedBuffersAlsoWhenUnread) {
  enableVertexAttribArray(t.c, 5);
  drawArrays(t.c, GL_POINTS, 0, 1);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  disableVertexAttribArray(t.c, 5);
  drawArrays(t.c, GL_POINTS, 0, 1);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
}

TEST_F(DrawTest, AttributeTypesMustMatch) {
  vertexAttribIPointer(t.c, 0, 4, GL_INT, 0, 0);
  drawArrays(t.c, GL_POINTS, 0, 1);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  disableVertexAttribArray(t.c, 0);
  drawArrays(t.c, GL_POINTS, 0, 1);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  vertexAttribI4ui(t.c, 0, 1, 2, 3, 4);
  drawArrays(t.c, GL_POINTS, 0, 1);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST_F(DrawTest, OutputsMustCoverDrawBuffersWhereFragmentsArise) {
  fakeHost().program.outputClass[0] = uint8_t(ScalarType::Void);
  t.useLinkedProgram();
  drawArrays(t.c, GL_POINTS, 0, 1);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  enable(t.c, GL_RASTERIZER_DISCARD);
  drawArrays(t.c, GL_POINTS, 0, 1);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  disable(t.c, GL_RASTERIZER_DISCARD);
  colorMask(t.c, false, false, false, false);
  drawArrays(t.c, GL_POINTS, 0, 1);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  colorMask(t.c, true, true, true, true);
  fakeHost().program.outputClass[0] = uint8_t(ScalarType::Int);
  t.useLinkedProgram();
  drawArrays(t.c, GL_POINTS, 0, 1);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST_F(DrawTest, StencilFacesMustAgree) {
  enable(t.c, GL_STENCIL_TEST);
  stencilMaskSeparate(t.c, GL_FRONT, 1);
  drawArrays(t.c, GL_POINTS, 0, 1);
  EXPECT_EQ(t.error(), GL_NO_ERROR);  // there are no stencil bits in which they could differ
  t.c.attributes.stencil = true;
  ASSERT_TRUE(resizeDrawingBuffer(t.c, 8, 8));
  drawArrays(t.c, GL_POINTS, 0, 1);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  stencilMaskSeparate(t.c, GL_BACK, 0x101);  // the ninth bit does not exist
  drawArrays(t.c, GL_POINTS, 0, 1);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
}

TEST_F(DrawTest, FeedbackChecksModeAndRoom) {
  FeedbackVarying varying;
  varying.name = "gl_Position";
  varying.cells = 4;
  fakeHost().program.feedback = {varying};
  t.useLinkedProgram();
  const GLuint buffer = t.boundBuffer(GL_TRANSFORM_FEEDBACK_BUFFER, std::vector<uint8_t>(48));
  bindBufferBase(t.c, GL_TRANSFORM_FEEDBACK_BUFFER, 0, buffer);
  const GLuint query = createQuery(t.c);
  beginQuery(t.c, GL_TRANSFORM_FEEDBACK_PRIMITIVES_WRITTEN, query);
  beginTransformFeedback(t.c, GL_POINTS);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  drawArrays(t.c, GL_TRIANGLES, 0, 3);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  drawArrays(t.c, GL_POINTS, 0, 2);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  drawArrays(t.c, GL_POINTS, 0, 2);  // one more fits
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  drawArrays(t.c, GL_POINTS, 0, 1);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  endTransformFeedback(t.c);
  endQuery(t.c, GL_TRANSFORM_FEEDBACK_PRIMITIVES_WRITTEN);
  EXPECT_EQ(getQueryParameter(t.c, query, GL_QUERY_RESULT_AVAILABLE).words[0], 0u);
  ++t.c.task;
  EXPECT_EQ(getQueryParameter(t.c, query, GL_QUERY_RESULT_AVAILABLE).words[0], 1u);
  EXPECT_EQ(getQueryParameter(t.c, query, GL_QUERY_RESULT).words[0], 3u);
}

TEST_F(DrawTest, LostContextTellsOnce) {
  drawArrays(t.c, 77, 0, 0);
  loseContext(t.c, Loss::ByPage, "test");
  EXPECT_EQ(t.error(), GL_CONTEXT_LOST_WEBGL);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
}

}  // namespace
}  // namespace sw::gl
