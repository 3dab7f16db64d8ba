// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/programs.h"

#include <gtest/gtest.h>

#include "gl/program_queries.h"
#include "gl/shaders.h"
#include "gl/uniforms.h"
#include "testing/context/fake_host.h"

namespace sw::gl {
namespace {

ActiveUniform uniform(const char* name, GLenum type, uint32_t cell, int32_t location, uint32_t arraySize = 1) {
  ActiveUniform result;
  result.name = name;
  result.type = type;
  result.arraySize = arraySize;
  result.isArray = arraySize > 1;
  result.firstCell = cell;
  result.firstLocation = location;
  return result;
}

/// vec4 a; mat2x3 m; int i[3]; bool b; sampler2D s
ProgramInfo someUniforms() {
  ProgramInfo info;
  info.uniforms = {uniform("a", GL_FLOAT_VEC4, 0, 0), uniform("m", GL_FLOAT_MAT2x3, 4, 1),
                   uniform("i[0]", GL_INT, 10, 2, 3), uniform("b", GL_BOOL, 13, 5), uniform("s", GL_SAMPLER_2D, 14, 6)};
  info.uniformCells = 15;
  return info;
}

TEST(Shaders, LiveWhileAttached) {
  TestContext t;
  const GLuint shader = createShader(t.c, GL_VERTEX_SHADER), program = createProgram(t.c);
  attachShader(t.c, program, shader);
  deleteShader(t.c, shader);
  EXPECT_TRUE(isShader(t.c, shader));
  EXPECT_EQ(getShaderParameter(t.c, shader, GL_DELETE_STATUS).words[0], 1u);
  detachShader(t.c, program, shader);
  EXPECT_FALSE(isShader(t.c, shader));
  detachShader(t.c, program, shader);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
}

TEST(Shaders, OnePerTypeInAProgram) {
  TestContext t;
  const GLuint program = createProgram(t.c);
  attachShader(t.c, program, createShader(t.c, GL_VERTEX_SHADER));
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  attachShader(t.c, program, createShader(t.c, GL_VERTEX_SHADER));
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  createShader(t.c, GL_TRIANGLES);
  EXPECT_EQ(t.error(), GL_INVALID_ENUM);
}

TEST(Shaders, FailedCompileLeavesTheLog) {
  TestContext t;
  fakeHost().compiles = false;
  fakeHost().infoLog = "ERROR: 0:1: no";
  const GLuint shader = createShader(t.c, GL_VERTEX_SHADER);
  compileShader(t.c, shader);
  EXPECT_EQ(getShaderParameter(t.c, shader, GL_COMPILE_STATUS).words[0], 0u);
  EXPECT_EQ(*getShaderInfoLog(t.c, shader), "ERROR: 0:1: no");
  EXPECT_EQ(t.error(), GL_NO_ERROR);
}

TEST(Programs, CurrentOneOutlivesItsDeletion) {
  TestContext t;
  const GLuint program = t.useLinkedProgram();
  deleteProgram(t.c, program);
  EXPECT_TRUE(isProgram(t.c, program));
  EXPECT_EQ(fakeHost().programsReleased, 0u);
  useProgram(t.c, 0);
  EXPECT_FALSE(isProgram(t.c, program));
  EXPECT_EQ(fakeHost().programsReleased, 1u);
}

TEST(Programs, FailedRelinkLeavesNothingToDrawWith) {
  TestContext t;
  fakeHost().program = someUniforms();
  const GLuint program = t.useLinkedProgram();
  fakeHost().links = false;
  linkProgram(t.c, program);
  EXPECT_EQ(getProgramParameter(t.c, program, GL_LINK_STATUS).words[0], 0u);
  EXPECT_FALSE(t.c.program.executable);
  useProgram(t.c, program);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  EXPECT_EQ(getUniformLocation(t.c, program, "a"), -1);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST(Programs, LocationsOfArrayElements) {
  TestContext t;
  fakeHost().program = someUniforms();
  const GLuint program = t.useLinkedProgram();
  EXPECT_EQ(getUniformLocation(t.c, program, "i"), 2);
  EXPECT_EQ(getUniformLocation(t.c, program, "i[0]"), 2);
  EXPECT_EQ(getUniformLocation(t.c, program, "i[2]"), 4);
  EXPECT_EQ(getUniformLocation(t.c, program, "i[3]"), -1);
  EXPECT_EQ(getUniformLocation(t.c, program, "a[0]"), -1);
  EXPECT_EQ(getUniformLocation(t.c, program, "i[]"), -1);
  EXPECT_EQ(getUniformLocation(t.c, program, "webgl_x"), -1);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  EXPECT_EQ(getUniformLocation(t.c, program, "bad$"), -1);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
}

TEST(Programs, ReservedAttributeNames) {
  TestContext t;
  const GLuint program = createProgram(t.c);
  bindAttribLocation(t.c, program, 0, "gl_Vertex");
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
  bindAttribLocation(t.c, program, kMaxAttributes, "a");
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  bindAttribLocation(t.c, program, 1, "a");
  bindAttribLocation(t.c, program, 2, "a");
  ASSERT_EQ(t.c.programs.find(program)->attributeBindings.size(), 1u);
  EXPECT_EQ(t.c.programs.find(program)->attributeBindings[0].location, 2u);
}

TEST(Uniforms, CommandsMustFitTypes) {
  TestContext t;
  fakeHost().program = someUniforms();
  t.useLinkedProgram();
  const float four[4] = {1, 2, 3, 4};
  const struct {
    GLint location;
    UniformData form;
    uint32_t components, bytes;
    GLenum error;
  } rows[] = {
      {0, UniformData::Float, 4, 16, GL_NO_ERROR},        {0, UniformData::Float, 2, 8, GL_INVALID_OPERATION},
      {0, UniformData::Int, 4, 16, GL_INVALID_OPERATION}, {0, UniformData::Float, 2, 16, GL_INVALID_OPERATION},
      {0, UniformData::Float, 4, 12, GL_INVALID_VALUE},   {1, UniformData::Float, 3, 12, GL_INVALID_OPERATION},
      {5, UniformData::Uint, 1, 4, GL_NO_ERROR},          {6, UniformData::Float, 1, 4, GL_INVALID_OPERATION},
      {6, UniformData::Int, 1, 4, GL_INVALID_VALUE},      {-1, UniformData::Int, 1, 4, GL_NO_ERROR},
      {7, UniformData::Int, 1, 4, GL_INVALID_OPERATION},
  };
  for (const auto& row : rows) {
    uniformVector(t.c, row.location, row.form, row.components, four, row.bytes);
    EXPECT_EQ(t.error(), row.error) << "row " << &row - rows;
  }
}

TEST(Uniforms, MatricesAreStoredByColumn) {
  TestContext t;
  fakeHost().program = someUniforms();
  const GLuint program = t.useLinkedProgram();
  const float rows[] = {1, 2, 3, 4, 5, 6};  // three rows of two
  uniformMatrix(t.c, 1, 2, 3, true, rows, sizeof rows);
  const StateValue value = getUniform(t.c, program, 1);
  EXPECT_EQ(value.kind, ValueKind::FloatArray);
  const float columns[] = {1, 3, 5, 2, 4, 6};
  EXPECT_EQ(value.words, StateValue::floats(columns).words);
  uniformMatrix(t.c, 1, 3, 2, false, rows, sizeof rows);
  EXPECT_EQ(t.error(), GL_INVALID_OPERATION);
}

TEST(Uniforms, ArraysTakeWhatFitsAndBoolsAreZeroOrOne) {
  TestContext t;
  fakeHost().program = someUniforms();
  const GLuint program = t.useLinkedProgram();
  const int32_t many[] = {7, 8, 9, 10};
  uniformVector(t.c, 3, UniformData::Int, 1, many, sizeof many);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  EXPECT_EQ(getUniform(t.c, program, 4).words[0], 8u);
  EXPECT_EQ(getUniform(t.c, program, 5).words[0], 0u);  // the array ended before
  const float half = 0.5f, negativeZero = -0.0f;
  uniformVector(t.c, 5, UniformData::Float, 1, &half, 4);
  EXPECT_EQ(getUniform(t.c, program, 5).words[0], 1u);
  uniformVector(t.c, 5, UniformData::Float, 1, &negativeZero, 4);
  EXPECT_EQ(getUniform(t.c, program, 5).words[0], 0u);
}

}  // namespace
}  // namespace sw::gl
