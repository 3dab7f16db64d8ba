// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/deferred.h"

#include <gtest/gtest.h>

#include "gl/extensions.h"
#include "gl/program_queries.h"
#include "gl/programs.h"
#include "gl/shaders.h"
#include "testing/context/fake_host.h"

namespace sw::gl {
namespace {

struct Pair {
  GLuint vertex, fragment, program;
};

/// Two shaders with these sources, compiled, in a program that is linked: as far as the page knows.
Pair linkedPair(Context& c, const char* vertexSource = "v", const char* fragmentSource = "f") {
  const Pair pair{createShader(c, GL_VERTEX_SHADER), createShader(c, GL_FRAGMENT_SHADER), createProgram(c)};
  shaderSource(c, pair.vertex, vertexSource);
  shaderSource(c, pair.fragment, fragmentSource);
  compileShader(c, pair.vertex);
  compileShader(c, pair.fragment);
  attachShader(c, pair.program, pair.vertex);
  attachShader(c, pair.program, pair.fragment);
  linkProgram(c, pair.program);
  return pair;
}

bool isComplete(Context& c, GLuint program) {
  return getProgramParameter(c, program, GL_COMPLETION_STATUS_KHR).words[0] != 0;
}

using Sources = std::vector<std::string>;

TEST(Deferred, NothingIsDoneUntilTheOutcomeIsAskedFor) {
  TestContext t;
  const Pair pair = linkedPair(t.c);
  EXPECT_EQ(fakeHost().compiledSources, Sources());
  EXPECT_EQ(getProgramParameter(t.c, pair.program, GL_LINK_STATUS).words[0], 1u);
  EXPECT_EQ(fakeHost().compiledSources, (Sources{"v", "f"}));
  EXPECT_EQ(fakeHost().timesLinked, 1u);
}

TEST(Deferred, StatusOfCompletionDoesNoWork) {
  TestContext t;
  t.c.extensions |= kKhrParallelShaderCompile;
  const Pair pair = linkedPair(t.c);
  EXPECT_FALSE(isComplete(t.c, pair.program));
  EXPECT_EQ(getShaderParameter(t.c, pair.vertex, GL_COMPLETION_STATUS_KHR).words[0], 0u);
  EXPECT_EQ(getProgramParameter(t.c, pair.program, GL_ATTACHED_SHADERS).words[0], 2u);
  EXPECT_EQ(fakeHost().compiledSources, Sources());
  getProgramInfoLog(t.c, pair.program);
  EXPECT_TRUE(isComplete(t.c, pair.program));
  EXPECT_EQ(getShaderParameter(t.c, pair.vertex, GL_COMPLETION_STATUS_KHR).words[0], 1u);
}

TEST(Deferred, WorkIsDonePieceByPiece) {
  TestContext t;
  t.c.extensions |= kKhrParallelShaderCompile;
  const Pair pair = linkedPair(t.c, "vertex", "fragment");
  EXPECT_EQ(deferredBytes(t.c), 6u);
  doDeferredWork(t.c);
  EXPECT_EQ(deferredBytes(t.c), 8u);
  doDeferredWork(t.c);
  EXPECT_EQ(deferredBytes(t.c), 14u);
  EXPECT_FALSE(isComplete(t.c, pair.program));
  doDeferredWork(t.c);
  EXPECT_EQ(deferredBytes(t.c), 0u);
  EXPECT_TRUE(isComplete(t.c, pair.program));
  doDeferredWork(t.c);
  EXPECT_EQ(fakeHost().timesLinked, 1u);
}

TEST(Deferred, ALinkTakesWhatItSaw) {
  TestContext t;
  const Pair pair = linkedPair(t.c);
  shaderSource(t.c, pair.vertex, "later");
  compileShader(t.c, pair.vertex);
  detachShader(t.c, pair.program, pair.fragment);
  deleteShader(t.c, pair.fragment);
  EXPECT_EQ(getProgramParameter(t.c, pair.program, GL_LINK_STATUS).words[0], 1u);
  EXPECT_EQ(fakeHost().compiledSources, (Sources{"v", "f"}));
  EXPECT_EQ(getShaderParameter(t.c, pair.vertex, GL_COMPILE_STATUS).words[0], 1u);
  EXPECT_EQ(fakeHost().compiledSources, (Sources{"v", "f", "later"}));
}

TEST(Deferred, SourceIsThatOfTheCompile) {
  TestContext t;
  const GLuint shader = createShader(t.c, GL_VERTEX_SHADER);
  shaderSource(t.c, shader, "before");
  compileShader(t.c, shader);
  shaderSource(t.c, shader, "after");
  EXPECT_EQ(*getTranslatedShaderSource(t.c, shader), "before");
  EXPECT_EQ(*getShaderSource(t.c, shader), "after");
  EXPECT_EQ(fakeHost().compiledSources, Sources{"before"});
}

TEST(Deferred, AnswersMayHaveAnySize) {
  TestContext t;
  fakeHost().infoLog = std::string(2u << 20, 'w');
  const Pair pair = linkedPair(t.c);
  EXPECT_EQ(getShaderParameter(t.c, pair.vertex, GL_COMPILE_STATUS).words[0], 1u);
  EXPECT_EQ(*getShaderInfoLog(t.c, pair.vertex), fakeHost().infoLog);
  EXPECT_EQ(getProgramParameter(t.c, pair.program, GL_LINK_STATUS).words[0], 1u);
  EXPECT_EQ(*getProgramInfoLog(t.c, pair.program), fakeHost().infoLog);
}

TEST(Deferred, NoMemoryForAnAnswerIsAFailureThatSaysSo) {
  TestContext t;
  fakeHost().outOfMemory = true;
  const Pair pair = linkedPair(t.c);
  EXPECT_EQ(getShaderParameter(t.c, pair.vertex, GL_COMPILE_STATUS).words[0], 0u);
  EXPECT_EQ(*getShaderInfoLog(t.c, pair.vertex), "ERROR: 0:0: no memory for the compiler's answer");
  EXPECT_EQ(getProgramParameter(t.c, pair.program, GL_LINK_STATUS).words[0], 0u);
}

TEST(Deferred, ErrorsComeAtTheCall) {
  TestContext t;
  compileShader(t.c, 77);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  linkProgram(t.c, 77);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
}

TEST(Deferred, UsingAProgramSettlesIt) {
  TestContext t;
  const Pair pair = linkedPair(t.c);
  useProgram(t.c, pair.program);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  EXPECT_EQ(fakeHost().timesLinked, 1u);
  EXPECT_TRUE(t.c.program.executable);
  linkProgram(t.c, pair.program);  // current: the next draw takes what it links to
  EXPECT_EQ(fakeHost().timesLinked, 2u);
  EXPECT_TRUE(t.c.program.executable);
}

TEST(Deferred, ADeletedProgramIsNotLinked) {
  TestContext t;
  const Pair pair = linkedPair(t.c);
  deleteProgram(t.c, pair.program);
  EXPECT_FALSE(isProgram(t.c, pair.program));
  while (deferredBytes(t.c) != 0) doDeferredWork(t.c);
  EXPECT_EQ(fakeHost().timesLinked, 0u);
}

TEST(Deferred, ANewLinkTakesThePlaceOfOneThatWaits) {
  TestContext t;
  const Pair pair = linkedPair(t.c);
  linkProgram(t.c, pair.program);
  EXPECT_EQ(getProgramParameter(t.c, pair.program, GL_LINK_STATUS).words[0], 1u);
  EXPECT_EQ(fakeHost().timesLinked, 1u);
}

}  // namespace
}  // namespace sw::gl
