// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What of calls can be seen without code: plans, frames, instances. That calls compute the right thing is asked by
// codegen/call_twin_test.cpp.

#include "shader/passes/calls.h"

#include <gtest/gtest.h>

#include "shader/ir/builder.h"
#include "shader/passes/instances.h"
#include "shader/passes/pipeline.h"

namespace sw::passes {
namespace {

using namespace ir;

Function functionOf(const char* name, std::vector<Parameter> parameters, std::vector<Type> returnCells = {}) {
  Function function;
  function.name = name;
  function.parameters = std::move(parameters);
  function.returnCells = std::move(returnCells);
  for (const Parameter& parameter : function.parameters) {
    for (Type type : parameter.cells) {
      if (parameter.in) function.values.push_back({.type = type});
    }
  }
  function.blocks.emplace_back();
  return function;
}

std::vector<Type> floats(size_t count) { return std::vector<Type>(count, Type::Float); }

TEST(Calls, SixteenBytesALanePassInParameters) {
  const Function f = functionOf("f", {{"a", floats(4)}, {"b", floats(5)}, {"c", floats(9), true, true}}, floats(4));
  const CallFrame frame = layOut(f, {});
  ASSERT_EQ(frame.arguments.size(), 3u);
  EXPECT_FALSE(frame.arguments[0].framed);
  EXPECT_TRUE(frame.arguments[1].framed);
  EXPECT_EQ(frame.arguments[2].begin, 9u);
  EXPECT_EQ(frame.arguments[2].offset, 5u * 16);
  ASSERT_EQ(frame.results.size(), 2u);
  EXPECT_FALSE(frame.results[0].framed);
  EXPECT_EQ(frame.results[1].offset, (5u + 9) * 16);
  EXPECT_EQ(frame.groupBytes, (5u + 9 + 9) * 16);
}

TEST(Calls, FramesLieBehindThoseOfAllCallers) {
  // main calls f and g, f calls g, g calls h.
  std::vector<Function> functions = {functionOf("h", {}), functionOf("g", {}), functionOf("f", {})};
  Builder(functions[1]).emit(Op::Call, Type::Void, {}, 0);
  Builder(functions[2]).emit(Op::Call, Type::Void, {}, 1);
  std::vector<CallFrame> frames(3);
  frames[0].bytes = 16;
  frames[1].bytes = 32;
  frames[2].bytes = 64;
  EXPECT_EQ(placeFrames(functions, frames), 112u);
  EXPECT_EQ(frames[2].begin, 0u);
  EXPECT_EQ(frames[1].begin, 64u);
  EXPECT_EQ(frames[0].begin, 96u);
}

/// float f(float a) { g = a; return a + a; } with a global g, called with a uniform by all lanes, and with an input
/// under a branch that lanes take one by one.
Shader twoCalls() {
  Shader shader;
  shader.stage = Stage::Fragment;
  InterfaceVariable variable;
  variable.name = "x";
  variable.type.base = BaseType::Float;
  variable.cells = floats(1);
  shader.inputs.push_back(variable);
  variable.name = "u";
  shader.uniforms.push_back(variable);
  variable.name = "o";
  shader.outputs.push_back(variable);
  shader.globals.push_back({.name = "g", .cells = floats(1)});
  shader.functions.emplace_back();
  shader.functions[0].name = "main";
  Function f = functionOf("f", {{"a", floats(1)}}, floats(1));
  Builder b(f);
  b.store({.space = Space::Global, .object = 0}, 0);
  b.emit(Op::Return, Type::Void, {b.emit(Op::Add, Type::Float, {0, 0})});
  shader.functions.push_back(std::move(f));
  Builder m(shader.functions[0]);
  m.setBlock(m.newBlock());
  const ValueId x = m.load(Type::Float, {.space = Space::Input, .object = 0});
  const ValueId u = m.load(Type::Float, {.space = Space::Uniform, .object = 0});
  const ValueId first = m.emit(Op::Call, Type::Float, {u}, 1);
  m.store({.space = Space::Output, .object = 0}, first);
  const BlockId then = m.newBlock();
  m.emitControl(Op::If, std::initializer_list<ValueId>{m.emit(Op::Lt, Type::Bool, {x, u})}, then);
  m.setBlock(then);
  m.store({.space = Space::Output, .object = 0}, m.emit(Op::Call, Type::Float, {x}, 1));
  return shader;
}

TEST(Calls, AFunctionHasAnInstanceForEachWayItIsCalled) {
  const Shader shader = twoCalls();
  ASSERT_EQ(verify(shader), "");
  OptimisedShader optimised;
  std::string error;
  ASSERT_TRUE(optimise(shader, {.inlining = false}, optimised, error)) << error;
  ASSERT_EQ(optimised.functions.size(), 1u);
  InterfaceUniformity interface;
  interface.inputs = {Uniformity::Varying};
  const std::vector<Instance> instances = analyseInstances(shader, optimised, interface);
  ASSERT_EQ(instances.size(), 3u);  // main is last
  EXPECT_TRUE(instances[0].whole);
  EXPECT_EQ(instances[0].arguments[0], Uniformity::Uniform);
  EXPECT_EQ(instances[0].results[0], Uniformity::Uniform);
  EXPECT_FALSE(instances[1].whole);
  EXPECT_EQ(instances[1].results[0], Uniformity::Varying);
  // Written under divergence by one, it is varying in all.
  for (const Instance& instance : instances) {
    EXPECT_EQ(instance.flow.cellUniformity[instance.flow.cells.base(Space::Global, 0)], Uniformity::Varying);
  }
}

TEST(Calls, SmallShadersAreExpandedWhole) {
  OptimisedShader optimised;
  std::string error;
  ASSERT_TRUE(optimise(twoCalls(), {}, optimised, error)) << error;
  EXPECT_TRUE(optimised.functions.empty());
  EXPECT_EQ(optimised.frameBytes, 0u);
}

}  // namespace
}  // namespace sw::passes
