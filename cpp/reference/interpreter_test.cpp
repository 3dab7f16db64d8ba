// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What GLSL cannot say: IR built by hand, and scalar operations on special values. Programs from GLSL run in
// cpp/shader/lower's tests.

#include "reference/interpreter.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <memory>

#include "reference/scalar.h"
#include "shader/ir/builder.h"

namespace sw {
namespace {

using ir::Op;
using ir::Type;
using ir::ValueId;

/// One int input "lane" = 0, 1, 2, 3 and nothing else.
class LaneHost : public InterpreterHost {
 public:
  Lanes input(uint32_t, uint32_t) override { return {0, 1, 2, 3}; }
  Lanes builtin(ir::Builtin, uint32_t) override { return {}; }
  uint32_t uniform(uint32_t, uint32_t) override { return 0; }
  uint32_t block(uint32_t, uint32_t) override { return 0; }
  void sample(const SampleRequest&, std::span<Lanes>) override {}
};

/// A fragment shader with the input and one int output, and a builder that stands in main.
struct Built {
  ir::Shader shader;
  std::unique_ptr<ir::Builder> b;
  Built() {
    shader.stage = ir::Stage::Fragment;
    shader.inputs.push_back({.name = "lane", .type = {.base = ir::BaseType::Int}, .cells = {Type::Int}});
    shader.outputs.push_back({.name = "o", .type = {.base = ir::BaseType::Int}, .cells = {Type::Int}});
    shader.functions.emplace_back();
    shader.functions[0].name = "main";
    shader.functions[0].blocks.emplace_back();
    b = std::make_unique<ir::Builder>(shader.functions[0]);
  }
  ValueId lane() { return b->load(Type::Int, {.space = ir::Space::Input}); }
  void out(int value) { b->store({.space = ir::Space::Output}, b->constantInt(value)); }
  ir::BlockId nest(Op op, std::initializer_list<ValueId> args = {}) {
    const ir::BlockId block = b->newBlock();
    b->emitControl(op, {args.begin(), args.size()}, block);
    b->setBlock(block);
    return block;
  }
  Lanes run(uint8_t mask = 15) {
    EXPECT_EQ(ir::verify(shader), "");
    LaneHost host;
    return interpret(shader, host, {}, mask, mask).outputs[0][0];
  }
};

TEST(Interpreter, LeavesTheInnermostScopeOnly) {
  Built built;
  ir::Builder& b = *built.b;
  const ir::BlockId outer = built.nest(Op::Scope);
  built.nest(Op::Scope);
  const ValueId odd = b.emit(Op::Eq, Type::Bool, {built.lane(), b.constantInt(1)});
  const ir::BlockId inner = b.currentBlock();
  built.nest(Op::If, {odd});
  b.emit(Op::LeaveScope, Type::Void);
  b.setBlock(inner);
  built.out(5);
  b.setBlock(outer);
  const ValueId three = b.emit(Op::Eq, Type::Bool, {built.lane(), b.constantInt(3)});
  built.nest(Op::If, {three});
  b.emit(Op::LeaveScope, Type::Void);
  b.setBlock(outer);
  const ValueId old = b.load(Type::Int, {.space = ir::Space::Output});
  b.store({.space = ir::Space::Output}, b.emit(Op::Add, Type::Int, {old, b.constantInt(10)}));
  EXPECT_EQ(built.run(), (Lanes{15, 10, 15, 5}));
}

TEST(Interpreter, ALoopInsideAScopeIsLeftWithIt) {
  Built built;
  ir::Builder& b = *built.b;
  built.nest(Op::Scope);
  const ir::BlockId scope = b.currentBlock();
  const ir::BlockId body = b.newBlock(), continuing = b.newBlock();
  b.emitControl(Op::Loop, {}, body, continuing);
  b.setBlock(body);
  const ValueId two = b.emit(Op::Eq, Type::Bool, {built.lane(), b.constantInt(2)});
  built.nest(Op::If, {two});
  b.emit(Op::LeaveScope, Type::Void);
  b.setBlock(body);
  built.out(1);
  b.emit(Op::Break, Type::Void);
  b.setBlock(scope);
  const ValueId old = b.load(Type::Int, {.space = ir::Space::Output});
  b.store({.space = ir::Space::Output}, b.emit(Op::Add, Type::Int, {old, b.constantInt(10)}));
  EXPECT_EQ(built.run(), (Lanes{11, 11, 0, 11}));
}

TEST(Interpreter, LanesOutsideTheMaskStoreNothing) {
  Built built;
  built.out(4);
  EXPECT_EQ(built.run(5), (Lanes{4, 0, 4, 0}));
}

uint32_t bits(float value) { return std::bit_cast<uint32_t>(value); }

uint32_t onFloats(Op op, float a, float b) {
  return evaluateScalar(op, Type::Float, Type::Float, bits(a), bits(b), 0, generatedMath);
}
uint32_t onInts(Op op, int32_t a, int32_t b) {
  return evaluateScalar(op, Type::Int, Type::Int, uint32_t(a), uint32_t(b), 0, generatedMath);
}

TEST(Scalar, ArithmeticGivesTheCanonicalNan) {
  EXPECT_EQ(onFloats(Op::Sub, INFINITY, INFINITY), 0x7fc00000u);
  EXPECT_EQ(onFloats(Op::Mul, 0, -INFINITY), 0x7fc00000u);
  EXPECT_EQ(evaluateScalar(Op::Bitcast, Type::Int, Type::Float, 0x7fa12345, 0, 0, generatedMath), 0x7fa12345u);
}

TEST(Scalar, MinAndMaxAreOneComparison) {
  // min(x, y) is y < x ? y : x, so a NaN in x stays and one in y does not come in.
  EXPECT_TRUE(std::isnan(std::bit_cast<float>(onFloats(Op::Min, NAN, 1))));
  EXPECT_EQ(onFloats(Op::Min, 1, NAN), bits(1));
  EXPECT_EQ(onFloats(Op::Max, -0.0f, 0.0f), bits(-0.0f));
}

TEST(Scalar, IntegersWrapAndNeverTrap) {
  EXPECT_EQ(onInts(Op::Add, INT32_MAX, 1), 0x80000000u);
  EXPECT_EQ(onInts(Op::Abs, INT32_MIN, 0), 0x80000000u);
  EXPECT_EQ(onInts(Op::Div, -7, 2), uint32_t(-3));
  EXPECT_EQ(onInts(Op::Rem, -7, 2), uint32_t(-1));
  onInts(Op::Div, 1, 0);  // any value will do
  onInts(Op::Rem, INT32_MIN, -1);
  EXPECT_EQ(onInts(Op::Shl, 1, 33), 2u);
  EXPECT_EQ(onInts(Op::Shr, -8, 1), uint32_t(-4));
  EXPECT_EQ(onInts(Op::Lt, -1, 1), 1u);
  EXPECT_EQ(evaluateScalar(Op::Lt, Type::Bool, Type::Uint, 0xffffffff, 1, 0, generatedMath), 0u);
}

TEST(Scalar, ConversionsSaturate) {
  const auto convert = [](Type to, float value) {
    return evaluateScalar(Op::Convert, to, Type::Float, bits(value), 0, 0, generatedMath);
  };
  EXPECT_EQ(convert(Type::Int, 1e20f), 0x7fffffffu);
  EXPECT_EQ(convert(Type::Int, -1e20f), 0x80000000u);
  EXPECT_EQ(convert(Type::Uint, -1), 0u);
  EXPECT_EQ(convert(Type::Int, NAN), 0u);
  EXPECT_EQ(convert(Type::Bool, -0.0f), 0u);
  EXPECT_EQ(convert(Type::Bool, NAN), 1u);
}

TEST(Scalar, GeneratedMathIsCloseToTheLibrary) {
  for (int op = int(Op::Floor); op <= int(Op::Atanh); ++op) {
    for (const float x : {0.25f, 0.5f, 0.75f, 1.5f}) {
      const float want = libraryMath(Op(op), x, 1.25f), got = generatedMath(Op(op), x, 1.25f);
      if (std::isnan(want)) continue;  // undefined in GLSL
      EXPECT_NEAR(got, want, 1e-5f * std::fabs(want) + 1e-6f) << ir::opText(Op(op)) << " " << x;
    }
  }
}

}  // namespace
}  // namespace sw
