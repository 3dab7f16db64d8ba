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
  uint32_t work() { return workOf(function, {}, {}); }
  ValueId add() {
    const ValueId one = b.constantInt(1);
    return b.emit(Op::Add, Type::Int, {one, one});
  }
};

TEST_F(WorkTest, ConstantsAndMovesAreFree) {
  b.constantInt(1);
  EXPECT_EQ(work(), 0u);
}

TEST_F(WorkTest, InstructionsAddUp) {
  add();
  const uint32_t one = work();
  add();
  EXPECT_EQ(work(), 2 * one);
}

TEST_F(WorkTest, WhatIsHoistedIsDoneElsewhere) {
  const ValueId sum = add();
  std::vector<uint8_t> hoisted(function.values.size());
  hoisted[sum] = true;
  EXPECT_EQ(workOf(function, hoisted, {}), 0u);
}

TEST_F(WorkTest, LoopsTakeManyRoundsAndLoopsInLoopsMore) {
  const BlockId outer = b.newBlock(), inner = b.newBlock();
  b.emitControl(Op::Loop, {}, outer, kNone);
  b.setBlock(outer);
  add();
  const uint32_t one = work();
  b.emitControl(Op::Loop, {}, inner, kNone);
  b.setBlock(inner);
  add();
  EXPECT_GT(one, 10u);
  EXPECT_GT(work(), 10 * one);
}

TEST_F(WorkTest, NothingIsMoreThanTheMost) {
  BlockId block = 0;
  for (int depth = 0; depth < 12; depth++) {
    b.setBlock(block);
    block = b.newBlock();
    b.emitControl(Op::Loop, {}, block, kNone);
  }
  b.setBlock(block);
  add();
  EXPECT_EQ(work(), kMostWork);
}

TEST_F(WorkTest, CallsCountWhatTheyCall) {
  b.emit(Op::Call, Type::Void);
  const std::vector<uint32_t> callWork = {70};
  EXPECT_EQ(workOf(function, {}, callWork), 70u);
}

}  // namespace
}  // namespace sw::passes
