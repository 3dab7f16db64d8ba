// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Control flow for four lanes at once. Where all lanes go one way it is plain wasm control flow. Where they part:
//   If      each side runs under (mask & condition), unless no lane takes it
//   Loop    runs while any lane is left; lanes that break are taken from `live`, those that continue from `round`
//   Scope   lanes that leave are taken from `live`
//   Switch  cases run in order under the lanes that have entered and not left
// Discarded lanes go on as helpers, but keep no loop running.
//
// Code under an empty mask changes nothing, so the lanes of two quads may run it together (wasm/interleave.h): a branch
// that passes over it says so by Join.

#pragma once

#include "shader/codegen/body_budget.h"
#include "shader/codegen/body_calls.h"
#include "shader/codegen/body_expressions.h"
#include "shader/codegen/body_look_ups.h"

namespace sw {

/// Is:   blocks of instructions in their order, and the control flow between them.
/// Owns: nothing.
/// Asks: everybody: it hands each instruction to whom it belongs.
class BodyControl {
 public:
  struct Emitters {
    BodyBudget& budget;
    BodyMasks& masks;
    BodyValues& values;
    BodyVariables& variables;
    BodyInputs& inputs;
    BodyExpressions& expressions;
    BodyLookUps& lookUps;
    BodyCalls& calls;
  };
  BodyControl(const BodyContext& context, const Emitters& emitters)
      : plan_(context.plan), f_(context.f), to_(emitters) {}

  void emitBlock(ir::BlockId block);

 private:
  void emitInstr(ir::InstrId id);
  void emitValue(ir::InstrId id);
  void emitIf(const ir::Instr& instr);
  void emitDivergentIf(const ir::Instr& instr);
  void emitBranch(ir::BlockId block, wasm::Local mask);
  void emitLoop(const ir::Instr& instr, bool divergent);
  void emitScope(const ir::Instr& instr, bool divergent);
  void emitSwitch(const ir::Instr& instr, bool divergent);
  void emitUniformCases(const ir::Instr& instr, const Construct& construct, wasm::Local selector);
  void emitDivergentCases(const ir::Instr& instr, const Construct& construct, wasm::Local selector);
  void pushCondition(ir::ValueId value);
  bool isEmpty(ir::BlockId block) const;
  ir::Op onlyExitOf(ir::BlockId block) const;
  bool containsContinue(ir::BlockId block) const;

  const FunctionPlan& plan_;
  wasm::FunctionBuilder& f_;
  const Emitters to_;
};

}  // namespace sw
