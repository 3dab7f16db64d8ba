// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/passes/walk.h"

#include <gtest/gtest.h>

#include "shader/ir/builder.h"

namespace sw::passes {
namespace {

using namespace ir;

/// if (c) { 1; } else { loop { break; } continuing { 2; } } switch (3) { case 0: continue; }
class Walk : public testing::Test {
 protected:
  Walk() : builder_(function_) {
    function_.blocks.emplace_back();
    const ValueId condition = builder_.constant(Type::Bool, 1);
    then_ = builder_.newBlock();
    otherwise_ = builder_.newBlock();
    body_ = builder_.newBlock();
    continuing_ = builder_.newBlock();
    case_ = builder_.newBlock();
    builder_.emitControl(Op::If, std::span(&condition, 1), then_, otherwise_);
    builder_.setBlock(then_);
    builder_.constantInt(1);
    builder_.setBlock(otherwise_);
    builder_.emitControl(Op::Loop, {}, body_, continuing_);
    builder_.setBlock(body_);
    builder_.emit(Op::Break, Type::Void);
    builder_.setBlock(continuing_);
    builder_.constantInt(2);
    builder_.setBlock(0);
    const ValueId selector = builder_.constantInt(3);
    function_.switches.push_back({{.labels = {0}, .block = case_}});
    switch_ = builder_.emitControl(Op::Switch, std::span(&selector, 1), kNone, kNone, 0);
    builder_.setBlock(case_);
    builder_.emit(Op::Continue, Type::Void);
  }

  Function function_;
  Builder builder_;
  BlockId then_ = 0, otherwise_ = 0, body_ = 0, continuing_ = 0, case_ = 0;
  InstrId switch_ = 0;
};

TEST_F(Walk, InstructionsComeInTheOrderOfTheSource) {
  std::vector<Op> ops;
  std::vector<BlockId> blocks;
  forEachInstr(function_, 0, [&](BlockId block, InstrId id) {
    ops.push_back(function_.instrs[id].op);
    blocks.push_back(block);
  });
  EXPECT_EQ(ops, (std::vector<Op>{Op::Const, Op::If, Op::Const, Op::Loop, Op::Break, Op::Const, Op::Const, Op::Switch,
                                  Op::Continue}));
  EXPECT_EQ(blocks, (std::vector<BlockId>{0, 0, then_, otherwise_, body_, continuing_, 0, 0, case_}));
}

TEST_F(Walk, BlocksComeBeforeThoseInThem) {
  std::vector<BlockId> blocks;
  forEachBlock(function_, 0, [&](BlockId block) { blocks.push_back(block); });
  EXPECT_EQ(blocks, (std::vector<BlockId>{0, then_, otherwise_, body_, continuing_, case_}));
}

TEST_F(Walk, ASearchEntersWhatItIsTold) {
  const auto breaks = [](const Instr& instr) { return instr.op == Op::Break; };
  EXPECT_TRUE(anyInstr(function_, 0, breaks, [](Op) { return true; }));
  EXPECT_FALSE(anyInstr(function_, 0, breaks, [](Op op) { return op != Op::Loop; }));
  EXPECT_FALSE(anyInstr(function_, kNone, breaks, [](Op) { return true; }));
}

TEST_F(Walk, ACopiedSwitchHasCasesOfItsOwn) {
  Instr copy = function_.instrs[switch_];
  replaceNested(function_, copy, [](BlockId block) { return block + 100; });
  EXPECT_EQ(function_.switches[copy.imm][0].block, case_ + 100);
  EXPECT_EQ(function_.switches[copy.imm][0].labels, std::vector<uint32_t>{0});
  EXPECT_EQ(function_.switches[function_.instrs[switch_].imm][0].block, case_);
}

TEST_F(Walk, WhatAVisitAddsIsNotWalked) {
  size_t cases = 0;
  forEachNested(function_, function_.instrs[switch_], [&](BlockId) {
    ++cases;
    for (int i = 0; i < 64; ++i) function_.switches.emplace_back();
  });
  EXPECT_EQ(cases, 1u);
}

}  // namespace
}  // namespace sw::passes
