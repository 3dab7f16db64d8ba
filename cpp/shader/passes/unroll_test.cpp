// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// On loops built by hand. That unrolled loops mean the same is asked by codegen/body_twin_test.cpp.

#include <gtest/gtest.h>

#include "shader/ir/builder.h"
#include "shader/passes/passes.h"

namespace sw::passes {
namespace {

using namespace ir;

/// main: for (int i = first; i < end; i += step) { <body>; o = o * float(i) }, with inputs and an output like those of
/// a fragment shader.
struct CountedLoop {
  Shader shader;
  Builder b;
  ValueId x;
  uint32_t counter;
  BlockId body, next;

  explicit CountedLoop(int32_t end, int32_t step = 1, int32_t first = 0)
      : b((shader.functions.emplace_back(), shader.functions[0])) {
    shader.stage = Stage::Fragment;
    for (std::vector<InterfaceVariable>* list : {&shader.inputs, &shader.outputs}) {
      InterfaceVariable& variable = list->emplace_back();
      variable.name = list == &shader.inputs ? "x" : "o";
      variable.type.base = BaseType::Float;
      variable.cells = {Type::Float};
    }
    b.setBlock(b.newBlock());
    x = b.load(Type::Float, {.space = Space::Input, .object = 0});
    counter = b.addVariable({.name = "i", .cells = {Type::Int}});
    b.store(i(), b.constantInt(first));
    body = b.newBlock();
    next = b.newBlock();
    b.emitControl(Op::Loop, {}, body, next);
    b.setBlock(next);
    b.store(i(), b.emit(Op::Add, Type::Int, {b.load(Type::Int, i()), b.constantInt(step)}));
    b.setBlock(body);
    const BlockId leave = b.newBlock();
    const ValueId left = b.emit(Op::Ge, Type::Bool, {b.load(Type::Int, i()), b.constantInt(end)});
    b.emitControl(Op::If, std::initializer_list<ValueId>{left}, leave);
    b.setBlock(leave);
    b.emit(Op::Break, Type::Void);
    b.setBlock(body);
  }

  Access i() const { return {.space = Space::Local, .object = counter}; }
  Access o() const { return {.space = Space::Output, .object = 0}; }
  Function& main() { return shader.functions[0]; }
  void multiply() {
    const ValueId factor = b.emit(Op::Convert, Type::Float, {b.load(Type::Int, i())});
    b.store(o(), b.emit(Op::Mul, Type::Float, {b.load(Type::Float, o()), factor}));
  }
  void onlyIf(BlockId then) {
    b.emitControl(Op::If, std::initializer_list<ValueId>{b.emit(Op::Lt, Type::Bool, {x, b.constantFloat(0)})}, then);
    b.setBlock(then);
  }

  bool unrolls() {
    const bool result = unrollLoops(shader, main());
    EXPECT_EQ(verify(shader), "");
    return result;
  }
  std::string text() {
    simplify(shader, main());
    dropDeadCode(shader, main());
    return toText(shader, main());
  }
};

TEST(Unroll, RoundsFollowEachOtherWithTheirCounters) {
  CountedLoop loop(7, 2, 3);
  loop.multiply();
  loop.b.setBlock(0);
  loop.b.store(loop.o(), loop.b.emit(Op::Add, Type::Float,
                                     {loop.b.load(Type::Float, loop.o()),
                                      loop.b.emit(Op::Convert, Type::Float, {loop.b.load(Type::Int, loop.i())})}));
  EXPECT_TRUE(loop.unrolls());
  const std::string text = loop.text();
  EXPECT_EQ(text.find("loop"), std::string::npos) << text;
  EXPECT_EQ(text.find("local"), std::string::npos) << text;
  // o starts as zero, 0 * 3 * 5 + 7: all of it is known.
  EXPECT_NE(text.find("const float 7"), std::string::npos) << text;
}

TEST(Unroll, ALoopWithoutRoundsGoes) {
  CountedLoop loop(3, 1, 3);
  loop.multiply();
  EXPECT_TRUE(loop.unrolls());
  EXPECT_EQ(loop.text().find("mul"), std::string::npos);
}

TEST(Unroll, VariablesOfARoundAreItsOwn) {
  CountedLoop loop(2);
  const uint32_t t = loop.b.addVariable({.name = "t", .cells = {Type::Float}});
  loop.b.store({.space = Space::Local, .object = t}, loop.x);
  const size_t before = loop.main().variables.size();
  EXPECT_TRUE(loop.unrolls());
  EXPECT_EQ(loop.main().variables.size(), before + 2);
}

TEST(Unroll, ManyRoundsStayALoop) {
  CountedLoop loop(65);
  loop.multiply();
  EXPECT_FALSE(loop.unrolls());
  CountedLoop endless(1, 0);
  EXPECT_FALSE(endless.unrolls());
}

TEST(Unroll, LargeRoundsStayALoop) {
  for (const bool large : {false, true}) {
    CountedLoop loop(8);
    for (int n = 0; n < (large ? 100 : 10); ++n) loop.multiply();
    EXPECT_EQ(loop.unrolls(), !large);
  }
}

TEST(Unroll, LoopsWithAnotherExitStay) {
  for (const Op exit : {Op::Break, Op::Continue}) {
    CountedLoop loop(3);
    loop.onlyIf(loop.b.newBlock());
    loop.b.emit(exit, Type::Void);
    EXPECT_FALSE(loop.unrolls());
  }
}

TEST(Unroll, LoopsThatChangeTheirCounterStay) {
  for (const bool nested : {false, true}) {
    CountedLoop loop(3);
    if (nested) loop.onlyIf(loop.b.newBlock());
    loop.b.store(loop.i(), loop.b.constantInt(2));
    EXPECT_FALSE(loop.unrolls());
  }
}

TEST(Unroll, LoopsWithAnUnknownStartStay) {
  CountedLoop loop(3);
  loop.multiply();
  // if (x < 0) i = 1; before the loop
  std::vector<InstrId>& list = loop.main().blocks[0].instrs;
  const InstrId instr = list.back();
  list.pop_back();
  loop.b.setBlock(0);
  loop.onlyIf(loop.b.newBlock());
  loop.b.store(loop.i(), loop.b.constantInt(1));
  loop.main().blocks[0].instrs.push_back(instr);
  EXPECT_FALSE(loop.unrolls());
}

TEST(Unroll, InnerLoopsGoFirst) {
  CountedLoop loop(2);
  const uint32_t j = loop.b.addVariable({.name = "j", .cells = {Type::Int}});
  const Access at = {.space = Space::Local, .object = j};
  const BlockId inner = loop.b.newBlock(), next = loop.b.newBlock(), leave = loop.b.newBlock();
  loop.b.emitControl(Op::Loop, {}, inner, next);
  loop.b.setBlock(inner);
  const ValueId left = loop.b.emit(Op::Ge, Type::Bool, {loop.b.load(Type::Int, at), loop.b.constantInt(3)});
  loop.b.emitControl(Op::If, std::initializer_list<ValueId>{left}, leave);
  loop.b.store(loop.o(), loop.b.emit(Op::Add, Type::Float, {loop.b.load(Type::Float, loop.o()), loop.x}));
  loop.b.setBlock(leave);
  loop.b.emit(Op::Break, Type::Void);
  loop.b.setBlock(next);
  loop.b.store(at, loop.b.emit(Op::Add, Type::Int, {loop.b.load(Type::Int, at), loop.b.constantInt(1)}));
  EXPECT_TRUE(loop.unrolls());
  const std::string text = loop.text();
  EXPECT_EQ(text.find("loop"), std::string::npos) << text;
  size_t sums = 0;
  for (size_t k = text.find("add float"); k != std::string::npos; k = text.find("add float", k + 1)) sums++;
  EXPECT_EQ(sums, 6u) << text;
}

}  // namespace
}  // namespace sw::passes
