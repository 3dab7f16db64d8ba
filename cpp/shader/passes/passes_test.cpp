// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Each pass on shaders built by hand, small enough to follow. Whether passes keep the meaning of whole shaders is asked
// by codegen/body_twin_test.cpp.

#include "shader/passes/passes.h"

#include <gtest/gtest.h>

#include <bit>

#include "shader/ir/builder.h"
#include "shader/passes/fold.h"
#include "shader/passes/hoist.h"
#include "shader/passes/inline.h"
#include "shader/passes/pipeline.h"
#include "shader/passes/uniformity.h"

namespace sw::passes {
namespace {

using namespace ir;

/// A fragment shader with inputs x and y, uniforms u and v, and output o; all floats of one cell.
struct Sample {
  Shader shader;

  Sample() {
    shader.stage = Stage::Fragment;
    shader.functions.emplace_back();
    main().name = "main";
    for (const char* name : {"x", "y"}) shader.inputs.push_back(variable(name));
    for (const char* name : {"u", "v"}) shader.uniforms.push_back(variable(name));
    shader.outputs.push_back(variable("o"));
  }

  static InterfaceVariable variable(const char* name) {
    InterfaceVariable result;
    result.name = name;
    result.type.base = BaseType::Float;
    result.cells = {Type::Float};
    return result;
  }

  Function& main() { return shader.functions[0]; }

  std::string optimised() {
    OptimisedShader result;
    std::string error;
    EXPECT_EQ(verify(shader), "");
    EXPECT_TRUE(optimise(shader, {}, result, error)) << error;
    return toText(shader, result.main);
  }
};

uint32_t bits(float value) { return std::bit_cast<uint32_t>(value); }

std::optional<uint32_t> foldFloats(Op op, float a, float b) {
  const uint32_t args[] = {bits(a), bits(b)};
  return foldConstants(op, Type::Float, Type::Float, 0, args);
}

TEST(Fold, IsBinary32AndCanonicalInNaN) {
  EXPECT_EQ(foldFloats(Op::Add, 16777216.0f, 1.0f), bits(16777216.0f));
  EXPECT_EQ(foldFloats(Op::Div, 0.0f, 0.0f), 0x7fc00000u);
  EXPECT_EQ(foldFloats(Op::Min, 1.0f, std::bit_cast<float>(0x7fc00000u)), bits(1.0f));  // y < x ? y : x
}

TEST(Fold, IntegersWrapSaturateAndShiftModulo32) {
  const uint32_t overflow[] = {0x7fffffffu, 1};
  EXPECT_EQ(foldConstants(Op::Add, Type::Int, Type::Int, 0, overflow), 0x80000000u);
  const uint32_t shift[] = {1, 33};
  EXPECT_EQ(foldConstants(Op::Shl, Type::Int, Type::Int, 0, shift), 2u);
  const uint32_t large[] = {bits(1e20f)};
  EXPECT_EQ(foldConstants(Op::Convert, Type::Int, Type::Float, 0, large), 0x7fffffffu);
  const uint32_t index[] = {0xffffffffu};
  EXPECT_EQ(foldConstants(Op::ClampIndex, Type::Uint, Type::Int, 4, index), 3u);
}

TEST(Simplify, LoadsBecomeTheStoredValueAndDeadStoresGo) {
  Sample s;
  Builder b(s.main());
  b.setBlock(b.newBlock());
  const ValueId x = b.load(Type::Float, {.space = Space::Input, .object = 0});
  const uint32_t variable = b.addVariable({.name = "t", .cells = {Type::Float}});
  const Access t = {.space = Space::Local, .object = variable};
  b.store(t, x);
  const ValueId one = b.constantFloat(1);
  b.store(t, b.emit(Op::Mul, Type::Float, {b.load(Type::Float, t), one}));
  const ValueId loaded = b.load(Type::Float, t);
  b.store({.space = Space::Output, .object = 0}, b.emit(Op::Add, Type::Float, {loaded, loaded}));
  EXPECT_EQ(s.optimised(),
            "function main()\n"
            "  %0 = load input x+0\n"
            "  %5 = add float %0, %0\n"
            "  store output o+0, %5\n");
}

TEST(Simplify, SmallBranchesBecomeSelects) {
  Sample s;
  Builder b(s.main());
  b.setBlock(b.newBlock());
  const ValueId x = b.load(Type::Float, {.space = Space::Input, .object = 0});
  const ValueId y = b.load(Type::Float, {.space = Space::Input, .object = 1});
  const Access o = {.space = Space::Output, .object = 0};
  const BlockId yes = b.newBlock(), no = b.newBlock();
  b.emitControl(Op::If, std::initializer_list<ValueId>{b.emit(Op::Lt, Type::Bool, {x, y})}, yes, no);
  b.setBlock(yes);
  b.store(o, x);
  b.setBlock(no);
  b.store(o, y);
  const std::string text = s.optimised();
  EXPECT_EQ(text.find("if"), std::string::npos) << text;
  EXPECT_NE(text.find("select float %2, %0, %1"), std::string::npos) << text;
}

TEST(Simplify, EqualValuesMergeAcrossOperandOrder) {
  Sample s;
  Builder b(s.main());
  b.setBlock(b.newBlock());
  const ValueId x = b.load(Type::Float, {.space = Space::Input, .object = 0});
  const ValueId y = b.load(Type::Float, {.space = Space::Input, .object = 1});
  const ValueId first = b.emit(Op::Mul, Type::Float, {x, y});
  const ValueId second = b.emit(Op::Mul, Type::Float, {y, x});
  b.store({.space = Space::Output, .object = 0}, b.emit(Op::Sub, Type::Float, {first, second}));
  const std::string text = s.optimised();
  EXPECT_NE(text.find("sub float %2, %2"), std::string::npos) << text;
}

/// float f(float a) { if (a < 0) return -a; return a; }, called by main with x.
void addEarlyReturn(Sample& s) {
  Function f;
  f.name = "f";
  f.parameters.push_back({.name = "a", .cells = {Type::Float}});
  f.returnCells = {Type::Float};
  f.values.push_back({.type = Type::Float});
  Builder b(f);
  b.setBlock(b.newBlock());
  const BlockId then = b.newBlock();
  b.emitControl(Op::If, std::initializer_list<ValueId>{b.emit(Op::Lt, Type::Bool, {0, b.constantFloat(0)})}, then);
  b.setBlock(then);
  b.emit(Op::Return, Type::Void, {b.emit(Op::Neg, Type::Float, {0})});
  b.setBlock(0);
  b.emit(Op::Return, Type::Void, {0});
  s.shader.functions.push_back(std::move(f));
  Builder m(s.main());
  m.setBlock(m.newBlock());
  const ValueId x = m.load(Type::Float, {.space = Space::Input, .object = 0});
  m.store({.space = Space::Output, .object = 0}, m.emit(Op::Call, Type::Float, {x}, 1));
}

TEST(Exits, EarlyReturnBecomesElse) {
  Sample s;
  addEarlyReturn(s);
  Function main;
  ASSERT_TRUE(expandCalls(s.shader, 0, {.indexOf = {kNone, kNone}}, main));
  EXPECT_NE(toText(s.shader, main).find("leave"), std::string::npos);
  simplifyExits(s.shader, main);
  const std::string text = toText(s.shader, main);
  EXPECT_EQ(text.find("leave"), std::string::npos) << text;
  EXPECT_EQ(text.find("scope"), std::string::npos) << text;
  EXPECT_NE(text.find("else"), std::string::npos) << text;
}

TEST(Exits, AThousandEarlyReturnsDoNotNestAThousandDeep) {
  Sample s;
  Builder b(s.main());
  b.setBlock(b.newBlock());
  const ValueId x = b.load(Type::Float, {.space = Space::Input, .object = 0});
  for (int i = 0; i < 1000; ++i) {
    const BlockId then = b.newBlock();
    const ValueId limit = b.constantFloat(float(i));
    b.emitControl(Op::If, std::initializer_list<ValueId>{b.emit(Op::Lt, Type::Bool, {x, limit})}, then);
    b.setBlock(then);
    b.emit(Op::Discard, Type::Void);
    b.emit(Op::Return, Type::Void);
    b.setBlock(0);
  }
  const std::string text = s.optimised();
  EXPECT_EQ(text.find(std::string(400, ' ')), std::string::npos);
}

TEST(Calls, StayWhereExpansionWouldGrowTooLarge) {
  Sample s;  // main calls f1 twice, f1 calls f2 twice, ...: 2^20 copies
  s.shader.functions.resize(21);
  for (uint32_t i = 0; i <= 20; ++i) {
    s.shader.functions[i].name = "f" + std::to_string(i);
    Builder b(s.shader.functions[i]);
    b.setBlock(b.newBlock());
    if (i == 20) {
      b.store({.space = Space::Output, .object = 0}, b.load(Type::Float, {.space = Space::Input, .object = 0}));
      continue;
    }
    b.emit(Op::Call, Type::Void, {}, i + 1);
    b.emit(Op::Call, Type::Void, {}, i + 1);
  }
  OptimisedShader result;
  std::string error;
  ASSERT_TRUE(optimise(s.shader, {}, result, error)) << error;
  EXPECT_GT(result.functions.size(), 1u);
  EXPECT_LT(result.functions.size(), 20u);
  for (const Function& function : result.functions) {
    EXPECT_LT(function.instrs.size(), 200u);
    ASSERT_EQ(function.parameters.size(), 1u);  // the input that the last one reads
    EXPECT_EQ(function.parameters[0].name, "x");
  }
  EXPECT_TRUE(result.main.sharedOutputs[0]);
}

InterfaceUniformity varyingInputs() {
  InterfaceUniformity interface;
  interface.inputs = {Uniformity::Varying, Uniformity::PerPrimitive};
  return interface;
}

TEST(Uniformity, StoreUnderDivergenceMakesAVariableVarying) {
  Sample s;
  Builder b(s.main());
  b.setBlock(b.newBlock());
  const ValueId x = b.load(Type::Float, {.space = Space::Input, .object = 0});
  const ValueId flat = b.load(Type::Float, {.space = Space::Input, .object = 1});
  const ValueId one = b.constantFloat(1);
  const uint32_t outer = b.addVariable({.name = "outer", .cells = {Type::Float}});
  const uint32_t shared = b.addVariable({.name = "shared", .cells = {Type::Float}});
  const BlockId divergent = b.newBlock(), together = b.newBlock();
  b.emitControl(Op::If, std::initializer_list<ValueId>{b.emit(Op::Lt, Type::Bool, {x, one})}, divergent);
  b.emitControl(Op::If, std::initializer_list<ValueId>{b.emit(Op::Lt, Type::Bool, {flat, one})}, together);
  b.setBlock(divergent);
  b.store({.space = Space::Local, .object = outer}, one);
  const uint32_t inner = b.addVariable({.name = "inner", .cells = {Type::Float}});
  b.store({.space = Space::Local, .object = inner}, one);
  b.setBlock(together);
  b.store({.space = Space::Local, .object = shared}, one);
  analyseUniformity(s.shader, s.main(), varyingInputs());
  EXPECT_EQ(s.main().variables[outer].uniformity, Uniformity::Varying);
  EXPECT_EQ(s.main().variables[inner].uniformity, Uniformity::Uniform);  // its life began under the same lanes
  EXPECT_EQ(s.main().variables[shared].uniformity, Uniformity::Uniform);
}

/// for (i = 0; !(x < i); i += 1) {}, and with `after`: o = i.
Uniformity uniformityOfCounter(bool after) {
  Sample s;
  Builder b(s.main());
  b.setBlock(b.newBlock());
  const ValueId x = b.load(Type::Float, {.space = Space::Input, .object = 0});
  const uint32_t counter = b.addVariable({.name = "i", .cells = {Type::Float}});
  const Access i = {.space = Space::Local, .object = counter};
  const BlockId body = b.newBlock(), next = b.newBlock(), leave = b.newBlock();
  const InstrId loop = b.emitControl(Op::Loop, {}, body, next);
  b.setBlock(body);
  const ValueId now = b.load(Type::Float, i);
  b.emitControl(Op::If, std::initializer_list<ValueId>{b.emit(Op::Lt, Type::Bool, {x, now})}, leave);
  b.setBlock(leave);
  b.emit(Op::Break, Type::Void);
  b.setBlock(next);
  b.store(i, b.emit(Op::Add, Type::Float, {b.load(Type::Float, i), b.constantFloat(1)}));
  b.setBlock(0);
  if (after) b.store({.space = Space::Output, .object = 0}, b.load(Type::Float, i));
  const UniformityAnalysis analysis = analyseUniformity(s.shader, s.main(), varyingInputs());
  EXPECT_TRUE(analysis.divergent[loop]);
  return s.main().variables[counter].uniformity;
}

TEST(Uniformity, WhatALoopCountedVariesOnceLanesHaveLeftIt) {
  EXPECT_EQ(uniformityOfCounter(false), Uniformity::Uniform);
  EXPECT_EQ(uniformityOfCounter(true), Uniformity::Varying);
}

TEST(Hoist, TakesWhatDependsOnUniformsAlone) {
  Sample s;
  Builder b(s.main());
  b.setBlock(b.newBlock());
  const ValueId x = b.load(Type::Float, {.space = Space::Input, .object = 0});
  const ValueId u = b.load(Type::Float, {.space = Space::Uniform, .object = 0});
  const ValueId v = b.load(Type::Float, {.space = Space::Uniform, .object = 1});
  const ValueId product = b.emit(Op::Mul, Type::Float, {u, v});
  const ValueId sum = b.emit(Op::Add, Type::Float, {product, x});
  b.store({.space = Space::Output, .object = 0}, sum);
  analyseUniformity(s.shader, s.main(), varyingInputs());
  const std::vector<uint8_t> hoisted = markHoisted(s.main());
  EXPECT_TRUE(hoisted[u] && hoisted[v] && hoisted[product]);
  EXPECT_FALSE(hoisted[x] || hoisted[sum]);
}

}  // namespace
}  // namespace sw::passes
