// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/body_function.h"

#include "shader/passes/walk.h"

namespace sw {

using namespace ir;
using passes::CellGroup;
using wasm::Local;
using wasm::ValType;

BodyModule::BodyModule(const BodyPlan& plan, wasm::ModuleBuilder& module) : plan(plan), module(module) {}

// --- main

MainBody::MainBody(BodyModule& body, wasm::FunctionBuilder& f, InvocationEnvironment& env)
    : plan_(body.plan), f_(f), to_(body, plan_.main, f, env) {
  for (const std::vector<OutputPlan>& cells : plan_.outputs) outputs_.emplace_back(cells.size());
}

void MainBody::emitPrologue() {
  to_.places.emitPrologue();
  to_.budget.emitPrologue();
  if (plan_.prologueCost > 0) to_.budget.emitSpend(plan_.prologueCost);
  to_.masks.emitPrologueOfMain();
  to_.values.beginPrologue();
  passes::forEachInstr(plan_.main.function, 0, [this](BlockId, InstrId id) {
    const Instr& instr = plan_.main.function.instrs[id];
    if (instr.resultCount && plan_.main.values[instr.result].hoisted) hoist(instr);
  });
  emitUniformOutputs();
}

/// The body keeps what it needs: a scalar, lanes or both. What only the prologue needs goes the way of all values.
void MainBody::hoist(const Instr& instr) {
  const wasm::LineScope line(f_, instr.line);
  const FunctionPlan& main = plan_.main;
  if (instr.op == Op::Sample) {
    to_.lookUps.emitSample(instr);
  } else {
    const ValuePlan& value = main.values[instr.result];
    if (!to_.values.isWanted(instr.result) || main.isReloaded(instr.result)) return;
    if (value.bodyUses == 0 && value.hoistUses == 1 && to_.values.putOff(instr)) return;
    to_.expressions.emitPure(instr);
    if (value.laneUses == value.bodyUses && value.hoistUses == 0) return to_.values.keepLanes(instr.result);
    to_.values.define(instr.result);
  }
  for (uint32_t r = 0; r < instr.resultCount; ++r) to_.values.keepForBody(instr.result + r);
}

void MainBody::emitUniformOutputs() {
  for (uint32_t o = 0; o < outputs_.size(); ++o) {
    for (uint32_t c = 0; c < outputs_[o].size(); ++c) {
      const OutputPlan& output = plan_.outputs[o][c];
      const Type type = plan_.shader.outputs[o].cells[c];
      if (!output.uniform) continue;
      outputs_[o][c] = f_.addLocal(scalarType(type));
      if (output.value == kNone)
        to_.values.pushConst(type, 0, Form::Scalar);
      else
        to_.values.push(output.value, Form::Scalar);
      f_.localSet(outputs_[o][c]);
    }
  }
}

void MainBody::emit() {
  to_.beginInvocation();
  to_.masks.beginBody();
  if (plan_.main.takesDiscarded) {
    f_.v128Splat(0);
    f_.localSet(to_.masks.discarded());
  }
  if (plan_.spendsAtStart) to_.budget.emitSpend(plan_.main.costOfBlock(0, false));
  to_.variables.clearShared();
  to_.inputs.fetchAhead(to_.expressions);
  to_.control.emitBlock(0);
  for (uint32_t o = 0; o < outputs_.size(); ++o) {
    for (uint32_t c = 0; c < outputs_[o].size(); ++c) {
      if (!plan_.outputs[o][c].uniform) outputs_[o][c] = to_.variables.takeOutput(o, c);
    }
  }
  f_.end();
  to_.budget.emitStore();
}

// --- functions that are called

/// Inputs and built-ins have become parameters (passes/inline.h), and so have addresses.
class CalledBody::Environment final : public InvocationEnvironment {
 public:
  Uniformity uniformityOf(Builtin) override { return Uniformity::Varying; }
  Uniformity uniformityOfInput(uint32_t) override { return Uniformity::Varying; }
  void pushInput(wasm::FunctionBuilder& f, uint32_t, uint32_t) override { f.unreachable(); }
  void pushBuiltin(wasm::FunctionBuilder& f, Builtin, uint32_t) override { f.unreachable(); }
  void pushUniformsAddress(wasm::FunctionBuilder& f) override { f.unreachable(); }
  void pushBlocksAddress(wasm::FunctionBuilder& f) override { f.unreachable(); }
  void pushSamplersAddress(wasm::FunctionBuilder& f) override { f.unreachable(); }
  void pushPrivateAddress(wasm::FunctionBuilder& f) override { f.unreachable(); }
  void pushBudgetAddress(wasm::FunctionBuilder& f) override { f.unreachable(); }
  void emitAbort(wasm::FunctionBuilder& f) override {
    const std::vector<ValType>& results = f.type().results;
    for (size_t i = 0; i + 1 < results.size(); ++i) {
      if (results[i] == ValType::V128)
        f.v128Splat(0);
      else if (results[i] == ValType::F32)
        f.f32Const(0);
      else
        f.i32Const(0);
    }
    f.i32Const(1);
    f.return_();
  }
};

CalledBody::CalledBody(BodyModule& body, const FunctionPlan& plan, wasm::FunctionBuilder& f)
    : plan_(plan),
      f_(f),
      environment_(std::make_unique<Environment>()),
      to_(body, plan, f, *environment_),
      parameters_(plan.callee.argumentLevels.size()) {}

void CalledBody::declare() {
  if (!plan_.callee.whole) to_.masks.declareMask();
  if (plan_.takesDiscarded) to_.masks.declareDiscarded();
  to_.places.declareAddresses();
  to_.budget.declareAddress();
  if (plan_.callee.usesFrame) to_.places.declareFrame();
  declareParameters();
  declareResults();
}

void CalledBody::declareParameters() {
  const CalleePlan& callee = plan_.callee;
  size_t g = 0;
  for (const Parameter& parameter : plan_.function.parameters) {
    if (!parameter.in) continue;
    const CellGroup& group = callee.frame.arguments[g];
    if (callee.isPointed[g]) to_.places.declarePointer(g, parameter.name);
    for (uint32_t c = 0; c < group.cells; ++c) {
      const ValueId value = group.begin + c;
      const Form form = callee.argumentForm(value);
      if (!group.framed) {
        const std::string suffix = group.cells > 1 ? "." + std::to_string(c) : "";
        const ValType type = valTypeOf(plan_.function.values[value].type, form);
        parameters_[value] = f_.addParam(type, parameter.name + suffix);
      } else if (callee.isPointed[g]) {
        to_.values.findInFrame(value, to_.places.pointer(g), c * bytesOf(form));
      } else {
        to_.values.findInFrame(value, to_.places.frame(), callee.frame.begin + group.offset + c * bytesOf(form));
      }
    }
    ++g;
  }
}

void CalledBody::declareResults() {
  std::vector<Type> types = plan_.function.returnCells;
  for (const Parameter& parameter : plan_.function.parameters) {
    if (parameter.out) types.insert(types.end(), parameter.cells.begin(), parameter.cells.end());
  }
  for (const CellGroup& group : plan_.callee.frame.results) {
    for (uint32_t c = group.begin; c < group.begin + group.cells; ++c) {
      if (!group.framed) f_.addResult(valTypeOf(types[c], plan_.callee.resultForm(c)));
    }
  }
  if (plan_.needs.discards) f_.addResult(ValType::V128);
  f_.addResult(ValType::I32);
}

void CalledBody::emit() {
  constexpr uint32_t kMaxFrameLoads = 3;  // uses up to which an argument is read from the frame each time
  to_.places.emitPrologue();
  to_.budget.emitPrologue();
  to_.beginInvocation();
  for (ValueId value = 0; value < parameters_.size(); ++value) {
    if (parameters_[value].valid())
      to_.values.keepIn(value, parameters_[value]);
    else if (plan_.values[value].bodyUses > kMaxFrameLoads)
      to_.values.loadFromFrame(value);
  }
  to_.budget.emitSpendOfCall(plan_.costOfBlock(0, false));
  if (plan_.needs.discards) to_.masks.beginBody();
  to_.control.emitBlock(0);
  if (plan_.needs.discards) f_.end();
  to_.budget.emitStore();
  to_.calls.pushKeptResults();
  if (plan_.needs.discards) f_.localGet(to_.masks.discarded());
  f_.i32Const(0);
}

}  // namespace sw
