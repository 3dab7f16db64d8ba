// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/expected_draws.h"

#include <gtest/gtest.h>

#include "gl/buffers.h"
#include "gl/capabilities.h"
#include "gl/draw.h"
#include "gl/framebuffers.h"
#include "gl/per_fragment.h"
#include "gl/programs.h"
#include "gl/textures.h"
#include "gl/vertex_arrays.h"
#include "testing/context/fake_host.h"

namespace sw::gl {
namespace {

/// An attribute "a" of vec3 at location 0, colour 0, and a sampler "map" where asked for.
ProgramInfo info(bool textured = false) {
  ProgramInfo info;
  ActiveAttribute attribute;
  attribute.name = "a";
  attribute.type = GL_FLOAT_VEC3;
  attribute.location = 0;
  info.attributes.push_back(attribute);
  info.attributeMask = 1;
  info.attributeClass[0] = uint8_t(ScalarType::Float);
  info.outputClass[0] = uint8_t(ScalarType::Float);
  if (!textured) return info;
  info.uniformCells = 1;
  SamplerInfo sampler;
  sampler.fragmentMethods = 1u << uint32_t(SampleMethod::Implicit);
  info.samplers.push_back(sampler);
  ActiveUniform uniform;
  uniform.name = "map";
  uniform.type = GL_SAMPLER_2D;
  uniform.samplerIndex = 0;
  uniform.firstLocation = 0;
  info.uniforms.push_back(uniform);
  return info;
}

struct ExpectedDrawsTest : testing::Test {
  TestContext t;

  void link(const ProgramInfo& program) {
    fakeHost().program = program;
    t.useLinkedProgram();
  }
  void supply(GLint components, GLenum type = GL_FLOAT, bool normalized = false) {
    t.boundBuffer(GL_ARRAY_BUFFER, std::vector<uint8_t>(96));
    vertexAttribPointer(t.c, 0, components, type, normalized, 0, 0);
    enableVertexAttribArray(t.c, 0);
  }
  void bindTexture(GLenum format, GLenum filter) {
    sw::gl::bindTexture(t.c, GL_TEXTURE_2D, createTexture(t.c));
    texStorage2D(t.c, GL_TEXTURE_2D, 1, format, 8, 8);
    texParameteri(t.c, GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GLint(filter));
    texParameteri(t.c, GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GLint(filter));
  }
  /// How many routines are made while the page is idle.
  uint32_t idle() {
    uint32_t made = 0;
    while (makeExpectedRoutine(t.c)) ++made;
    return made;
  }
  /// How many a draw has to wait for.
  uint32_t draw() {
    const uint32_t before = fakeHost().routinesMade;
    drawArrays(t.c, GL_TRIANGLES, 0, 3);
    EXPECT_EQ(t.error(), GL_NO_ERROR);
    return fakeHost().routinesMade - before;
  }
};

TEST_F(ExpectedDrawsTest, TheFirstDrawFindsWhatTheStateSaid) {
  link(info());
  enable(t.c, GL_DEPTH_TEST);
  enable(t.c, GL_BLEND);
  blendFunc(t.c, GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
  EXPECT_EQ(idle(), 2u);
  supply(3);
  EXPECT_EQ(draw(), 0u);
  EXPECT_EQ(t.c.expected.made, 2u);
  EXPECT_EQ(t.c.expected.used, 2u);
  EXPECT_EQ(idle(), 0u);
}

TEST_F(ExpectedDrawsTest, AWrongGuessIsADrawAsEver) {
  link(info());
  EXPECT_EQ(idle(), 2u);
  supply(2, GL_UNSIGNED_BYTE, true);
  enable(t.c, GL_BLEND);
  blendFunc(t.c, GL_ONE, GL_ONE);
  EXPECT_EQ(draw(), 2u);
  EXPECT_EQ(t.c.expected.used, 0u);
}

TEST_F(ExpectedDrawsTest, ArraysTexturesAndOutputsAreAsOtherProgramsHadThem) {
  link(info(true));
  EXPECT_EQ(idle(), 2u);
  supply(4, GL_SHORT);
  bindTexture(GL_RGBA16F, GL_NEAREST);
  enable(t.c, GL_BLEND);
  blendFunc(t.c, GL_ONE, GL_ONE);
  EXPECT_EQ(draw(), 2u);
  disable(t.c, GL_BLEND);
  link(info(true));
  EXPECT_EQ(idle(), 3u);  // with blending, and without
  EXPECT_EQ(draw(), 0u);
  enable(t.c, GL_BLEND);
  EXPECT_EQ(draw(), 0u);
  bindTexture(GL_RGBA8, GL_NEAREST);
  EXPECT_EQ(draw(), 1u);
}

TEST_F(ExpectedDrawsTest, ARoutineThatCallsFunctionsStandsInForFewDraws) {
  supply(3);
  link(info(true));
  EXPECT_EQ(idle(), 2u);
  bindTexture(GL_RGBA8, GL_NEAREST);
  EXPECT_EQ(draw(), 0u);
  const uint32_t general = t.c.draw.fragmentSlot;
  EXPECT_EQ(draw(), 0u);
  EXPECT_EQ(idle(), 1u);
  EXPECT_EQ(draw(), 0u);
  EXPECT_NE(t.c.draw.fragmentSlot, general);
  // Another texture, and no idle time.
  bindTexture(GL_RGBA16F, GL_NEAREST);
  EXPECT_EQ(draw(), 0u);
  EXPECT_EQ(t.c.draw.fragmentSlot, general);
  EXPECT_EQ(draw(), 0u);
  EXPECT_EQ(draw(), 1u);
  EXPECT_NE(t.c.draw.fragmentSlot, general);
  EXPECT_EQ(draw(), 0u);
}

TEST_F(ExpectedDrawsTest, WhatWasDrawnLastIsDrawnWithItsOwnRoutines) {
  supply(3);
  link(info());
  disable(t.c, GL_DEPTH_TEST);
  EXPECT_EQ(draw(), 2u);
  const uint32_t fragment = t.c.draw.fragmentSlot;
  const GLuint drawn = t.c.program.current->name;
  link(info());
  useProgram(t.c, drawn);
  enable(t.c, GL_BLEND);
  blendFunc(t.c, GL_ONE, GL_ONE);
  EXPECT_GT(idle(), 0u);
  EXPECT_EQ(draw(), 1u);  // blends now
  EXPECT_NE(t.c.draw.fragmentSlot, fragment);
  disable(t.c, GL_BLEND);
  EXPECT_EQ(draw(), 0u);
  EXPECT_EQ(t.c.draw.fragmentSlot, fragment);
}

TEST_F(ExpectedDrawsTest, MostHaveToBeRight) {
  supply(2, GL_UNSIGNED_BYTE);
  for (int i = 0; i < 100; ++i) link(info());
  EXPECT_EQ(idle(), 24u);
  link(info());
  EXPECT_EQ(idle(), 0u);
}

TEST_F(ExpectedDrawsTest, ARefusedOneIsTriedAgainByTheDraw) {
  link(info());
  fakeHost().refusal = "too large";
  EXPECT_EQ(idle(), 0u);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  fakeHost().refusal.reset();
  supply(3);
  EXPECT_EQ(draw(), 2u);
}

TEST_F(ExpectedDrawsTest, DeletedProgramsAndThoseThatAreDrawnWithNeedNone) {
  supply(3);
  link(info());
  deleteProgram(t.c, t.c.program.current->name);
  useProgram(t.c, 0);
  link(info());
  EXPECT_EQ(draw(), 2u);
  EXPECT_EQ(idle(), 0u);
}

}  // namespace
}  // namespace sw::gl
