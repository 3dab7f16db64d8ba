// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What two runs become. That they compute the same as one after the other: shader/codegen/body_twin_test.cpp on
// shaders, shader/codegen/fragment_twin_test.cpp on whole routines.

#include "wasm/interleave.h"

#include <gtest/gtest.h>

#include "wasm/listing.h"
#include "wasm/module_builder.h"

namespace sw::wasm {
namespace {

class Interleave : public testing::Test {
 protected:
  ModuleBuilder module;
  FunctionBuilder& f = module.addFunction("f");
  Local a = f.addParam(ValType::I32, "a");
  Local b = f.addParam(ValType::I32, "b");  // the second run's a
  Local t = f.addLocal(ValType::I32, "t");
  Local same = f.addLocal(ValType::I32, "same");

  /// What is written becomes two runs. False, and it stays one, where that cannot be.
  bool twice() {
    const Stretch once = f.cut(0);
    const std::pair<Local, Local> own[] = {{a, b}};
    const std::optional<Stretch> both = interleave(f, once, own);
    f.paste(both ? *both : once);
    return both.has_value();
  }

  /// Instructions without their indentation, on one line.
  std::string text() {
    const std::string listing = toText(module, f);
    std::string line;
    for (size_t at = listing.find('\n') + 1; at < listing.size();) {
      const size_t start = listing.find_first_not_of(' ', at), end = listing.find('\n', at);
      line += (line.empty() ? "" : "; ") + listing.substr(start, end - start);
      at = end + 1;
    }
    return line;
  }

  void add(Local to, Local x, Local y) {
    f.localGet(x);
    f.localGet(y);
    f.op(Opcode::I32Add);
    f.localSet(to);
    f.position();  // no tee
  }
  void store(Local address, Local value) {
    f.localGet(address);
    f.localGet(value);
    f.store(Opcode::I32Store, 0, 2);
  }
};

TEST_F(Interleave, StatementsTakeTurns) {
  add(t, a, same);
  store(a, t);
  ASSERT_TRUE(twice());
  EXPECT_EQ(text(),
            "local.get a; local.get same; i32.add; local.set t; local.get b; local.get same; i32.add; local.set $4; "
            "local.get a; local.get t; i32.store; local.get b; local.get $4; i32.store");
}

TEST_F(Interleave, WhatIsTheSameIsDoneOnce) {
  f.i32Const(7);
  f.localSet(t);
  store(a, t);
  ASSERT_TRUE(twice());
  EXPECT_EQ(text(),
            "i32.const 7; local.set t; local.get a; local.get t; i32.store; local.get b; local.get t; i32.store");
}

TEST_F(Interleave, SumsThatOutliveTheRunsTakeBoth) {
  add(same, same, a);
  ASSERT_TRUE(twice());
  EXPECT_EQ(
      text(),
      "local.get same; local.get a; i32.add; local.set same; local.get same; local.get b; i32.add; local.set same");
}

TEST_F(Interleave, CountersThatOutliveTheRunsCountBoth) {
  f.localGet(same);
  f.i32Const(7);
  f.op(Opcode::I32Sub);
  f.localTee(same);
  f.if_();
  store(a, same);
  f.end();
  ASSERT_TRUE(twice());
  const std::string sum = "local.get same; i32.const 7; i32.sub; local.set same; ";
  EXPECT_EQ(text().substr(0, 2 * sum.size() + 18), sum + sum + "local.get same; if");
}

TEST_F(Interleave, CountersOfTheRunsThemselvesCountOnce) {
  f.i32Const(0);
  f.localSet(t);
  f.position();
  f.localGet(t);
  f.i32Const(1);
  f.op(Opcode::I32Add);
  f.localSet(t);
  f.position();
  store(a, t);
  ASSERT_TRUE(twice());
  EXPECT_EQ(text().find("i32.add"), text().rfind("i32.add")) << text();
}

TEST_F(Interleave, ATeeIsASetAndAGet) {
  f.localGet(a);
  f.localTee(t);
  f.localGet(t);
  f.op(Opcode::I32Mul);
  f.localSet(t);
  f.position();
  store(a, t);
  ASSERT_TRUE(twice());
  EXPECT_EQ(text().substr(0, 65), "local.get a; local.set t; local.get b; local.set $4; local.get t;");
}

TEST_F(Interleave, AValueBelowATeeOfItsLocalIsKept) {  // t + (t = a)
  f.localGet(same);
  f.localSet(t);
  f.position();
  f.localGet(a);
  f.localGet(t);
  f.localGet(a);
  f.localTee(t);
  f.op(Opcode::I32Add);
  f.store(Opcode::I32Store, 0, 2);
  ASSERT_TRUE(twice());
  EXPECT_NE(text().find("local.get t; local.set $4; "), std::string::npos) << text();
  EXPECT_NE(text().find("local.get a; local.get $4; local.get t; i32.add; i32.store"), std::string::npos) << text();
}

TEST_F(Interleave, LongExpressionsAreCut) {
  f.localGet(a);
  for (int i = 0; i < 30; ++i) f.op(Opcode::I32Popcnt);
  f.localSet(t);
  f.position();
  store(a, t);
  ASSERT_TRUE(twice());
  size_t sets = 0;
  const std::string all = text();
  for (size_t at = 0; (at = all.find("local.set", at)) != std::string::npos; ++at) sets++;
  EXPECT_EQ(sets, 6u) << all;
}

TEST_F(Interleave, ConditionsJoin) {
  f.localGet(a);
  f.if_(Join::Any);
  store(a, same);
  f.end();
  ASSERT_TRUE(twice());
  EXPECT_EQ(
      text(),
      "local.get a; local.get b; i32.or; if; local.get a; local.get same; i32.store; local.get b; local.get same; "
      "i32.store; end");
}

TEST_F(Interleave, ALoopIsLeftWhenBothAreDone) {
  const Label out = f.block();
  const Label again = f.loop();
  f.localGet(a);
  f.load(Opcode::I32Load, 0, 2);
  f.brIf(out, Join::All);
  f.br(again);
  f.end();
  f.end();
  ASSERT_TRUE(twice());
  EXPECT_EQ(
      text(),
      "block; loop; local.get a; i32.load; i32.eqz; local.get b; i32.load; i32.eqz; i32.or; i32.eqz; br_if 1; br 0; "
      "end; end");
}

TEST_F(Interleave, WithoutAJoinOneRunFollowsTheOther) {
  f.localGet(a);
  f.if_();
  store(a, same);
  f.else_();
  store(same, same);
  f.end();
  ASSERT_TRUE(twice());
  EXPECT_EQ(text(),
            "local.get a; if; local.get a; local.get same; i32.store; else; local.get same; local.get same; i32.store; "
            "end; local.get b; if; local.get b; local.get same; i32.store; else; local.get same; local.get same; "
            "i32.store; end");
}

TEST_F(Interleave, AWayOutOfAConstructMakesItWhole) {
  const Label out = f.block();
  add(t, a, same);
  f.localGet(t);
  f.brIf(out);
  store(a, t);
  f.end();
  ASSERT_TRUE(twice());
  const std::string all = text();
  EXPECT_NE(all.find("end; block"), std::string::npos) << all;
}

TEST_F(Interleave, RefusesWhatBothWouldShare) {
  const TypeIndex type = module.type({ValType::I32}, {});
  f.localGet(a);
  f.localGet(same);
  f.callIndirect(type);
  EXPECT_FALSE(twice());
}

TEST_F(Interleave, RefusesAnAssignmentToWhatIsGiven) {
  add(a, a, same);
  EXPECT_FALSE(twice());
}

TEST_F(Interleave, RefusesAStateThatGoesThroughSeveralStatements) {
  add(same, same, a);
  store(a, same);
  EXPECT_FALSE(twice());
}

TEST_F(Interleave, PaysForLongChainsAlone) {
  const Local x = f.addLocal(ValType::F32), y = f.addLocal(ValType::F32);
  const auto write = [&](int rounds, int wide) {
    f.cut(0);
    f.localGet(a);
    f.load(Opcode::F32Load, 0, 2);
    f.localSet(x);
    f.position();
    for (int i = 0; i < rounds; ++i) {
      f.localGet(x);
      f.op(Opcode::F32Neg);
      f.localSet(x);
      f.position();
      for (int k = 0; k < wide; ++k) {
        f.localGet(a);
        f.load(Opcode::F32Load, 0, 2);
        f.localSet(y);
        f.position();
      }
    }
    return paysInterleaving(f, f.cut(0));
  };
  EXPECT_TRUE(write(40, 0));
  EXPECT_FALSE(write(5, 0));    // too short
  EXPECT_FALSE(write(40, 20));  // enough else to do
}

}  // namespace
}  // namespace sw::wasm
