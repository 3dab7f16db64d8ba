// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/passes/work.h"

#include <gtest/gtest.h>

#include <vector>

#include "shader/ir/builder.h"

namespace sw::passes {
namespace {

using namespace ir;

struct WorkTest : testing::Test {
  Function function;
  Builder b{function};

  WorkTest() { b.setBlock(b.newBlock()); }
  uint32_t work(const WorkOptions& options = {}) { return workOf(function, 0, options); }
  ValueId add() {
    const ValueId one = b.constantInt(1);
    return b.emit(Op::Add, Type::Int, {one, one});
  }
};

TEST_F(WorkTest, ConstantsAreFree) {
  b.constantInt(1);
  EXPECT_EQ(work(), 0u);
}

TEST_F(WorkTest, InstructionsAddUp) {
  add();
  const uint32_t one = work();
  add();
  EXPECT_EQ(work(), 2 * one);
}

TEST_F(WorkTest, WhatDoesNotCountIsDoneElsewhere) {
  const ValueId sum = add();
  add();
  EXPECT_EQ(work({.counts = [&](InstrId, const Instr& instr) { return instr.result != sum; }}), work() / 2);
}

TEST_F(WorkTest, OfBranchesBothCountUnlessAllLanesTakeTheSame) {
  const BlockId few = b.newBlock(), many = b.newBlock();
  const ValueId condition = b.emit(Op::LogicalNot, Type::Bool, {b.constant(Type::Bool, 1)});
  b.emitControl(Op::If, std::vector{condition}, few, many);
  const uint32_t none = work();
  b.setBlock(few);
  add();
  b.setBlock(many);
  add();
  add();
  function.values[condition].uniformity = Uniformity::Varying;
  EXPECT_EQ(work() - none, 3u);
  function.values[condition].uniformity = Uniformity::Uniform;
  EXPECT_EQ(work() - none, 2u);
}

TEST_F(WorkTest, LoopsTakeSoManyRoundsAndLoopsInLoopsMore) {
  const BlockId outer = b.newBlock(), inner = b.newBlock();
  b.emitControl(Op::Loop, {}, outer, kNone);
  b.setBlock(outer);
  add();
  EXPECT_EQ(work({.rounds = 16}), 1 + 16u);
  b.emitControl(Op::Loop, {}, inner, kNone);
  b.setBlock(inner);
  add();
  EXPECT_EQ(work({.rounds = 16}), 1 + 16 * (1 + 1 + 16u));
  EXPECT_EQ(work(), 4u);
}

TEST_F(WorkTest, NothingIsMoreThanTheMost) {
  BlockId block = 0;
  for (int depth = 0; depth < 12; ++depth) {
    b.setBlock(block);
    block = b.newBlock();
    b.emitControl(Op::Loop, {}, block, kNone);
  }
  b.setBlock(block);
  add();
  EXPECT_EQ(work({.rounds = 16}), kMostWork);
}

TEST_F(WorkTest, CallsCountWhatTheyCall) {
  b.emit(Op::Call, Type::Void);
  const std::vector<uint32_t> callWork = {70};
  EXPECT_EQ(work({.callWork = callWork}), 70u);
  EXPECT_EQ(work(), 0u);
}

}  // namespace
}  // namespace sw::passes
