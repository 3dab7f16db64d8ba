// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/body_values.h"

#include <algorithm>

#include "support/assert.h"

namespace sw {

using namespace ir;
using wasm::Local;
using wasm::Opcode;
using wasm::Scratch;
using wasm::ValType;

// --- onto the stack

void BodyValues::pushConst(Type type, uint32_t bits, Form form) {
  if (form == Form::Lanes) {
    f_.v128Splat(type == Type::Bool ? 0u - bits : bits);
  } else if (type == Type::Float) {
    f_.f32ConstBits(bits);
  } else {
    f_.i32Const(int32_t(bits));
  }
}

void BodyValues::splat(Type type) {
  f_.op(type == Type::Float ? Opcode::F32x4Splat : Opcode::I32x4Splat);
  if (type == Type::Bool) f_.op(Opcode::I32x4Neg);  // 0 or 1 becomes 0 or all ones
}

void BodyValues::canonicalise(Form form) {
  Scratch value(f_, valTypeOf(Type::Float, form));
  f_.localTee(value);
  pushConst(Type::Float, 0x7fc00000u, form);
  f_.localGet(value);
  f_.localGet(value);
  f_.op(form == Form::Lanes ? Opcode::F32x4Eq : Opcode::F32Eq);
  if (form == Form::Lanes)
    f_.op(Opcode::V128Bitselect);
  else
    f_.select();
}

void BodyValues::push(ValueId value, Form form) {
  const Type type = plan_.function.values[value].type;
  uint32_t bits = 0;
  if (plan_.isConst(value, &bits)) return pushConst(type, bits, form);
  const Form own = plan_.formOf(value);
  SW_ASSERT(own == Form::Scalar || form == Form::Lanes);
  if (own == form) return pushOwn(value);
  if (states_[value].lanes.valid()) {
    f_.localGet(states_[value].lanes);
    consume(value);
    return;
  }
  const Instr* instr = plan_.definitionOf(value);
  if (instr && plan_.isDirectUniform(*instr) && !states_[value].local.valid()) {
    const Place place = places_.of(plan_.function.accesses[instr->imm]);
    f_.localGet(place.base);
    f_.load(Opcode::V128Load32Splat, place.offset, 2);
    consume(value);
    return;
  }
  pushOwn(value);
  splat(type);
}

void BodyValues::pushOwn(ValueId value) {
  State& state = states_[value];
  if (state.local.valid()) {
    f_.localGet(state.local);
  } else if (state.variable.valid()) {
    f_.localGet(state.variable);
  } else if (state.frameOffset != kNone) {
    f_.localGet(state.frame);
    loadForm(f_, plan_.function.values[value].type, plan_.formOf(value), state.frameOffset);
  } else {
    const Instr* instr = plan_.definitionOf(value);
    SW_ASSERT(instr && (state.deferred || plan_.isDirectUniform(*instr)));
    state.deferred = false;
    code_.emitPure(*instr);
  }
  consume(value);
}

void BodyValues::consume(ValueId value) {
  State& state = states_[value];
  SW_ASSERT(state.uses > 0);
  if (--state.uses == 0 && state.pooled && state.loopDepth == loopDepth_) {
    f_.release(state.local);
    state.local = {};
    state.pooled = false;
  }
}

// --- where a value is

void BodyValues::define(ValueId value) {
  State& state = states_[value];
  if (state.uses == 0) return f_.drop();
  state.local = f_.acquire(valTypeOf(plan_.function.values[value].type, plan_.formOf(value)));
  state.pooled = true;
  state.loopDepth = loopDepth_;
  state.height = 0;
  f_.localSet(state.local);
}

void BodyValues::findInFrame(ValueId value, Local frame, uint32_t offset) {
  states_[value].frame = frame;
  states_[value].frameOffset = offset;
}

void BodyValues::loadFromFrame(ValueId value) {
  const Local kept = f_.addLocal(valTypeOf(plan_.function.values[value].type, plan_.formOf(value)));
  ++states_[value].uses;
  pushOwn(value);
  f_.localSet(kept);
  states_[value].local = kept;
}

bool BodyValues::putOff(const Instr& instr) {
  constexpr uint32_t kMaxHeight = 48;  // of an expression on the operand stack: bounds our own recursion
  uint32_t height = 0;
  for (const ValueId arg : plan_.function.argsOf(instr)) {
    if (states_[arg].deferred) height = std::max(height, states_[arg].height);
  }
  if (height >= kMaxHeight) return false;
  states_[instr.result].deferred = true;
  states_[instr.result].height = height + 1;
  return true;
}

void BodyValues::stopStandingFor(ValueId value, Local variable) {
  State& state = states_[value];
  if (!(state.variable == variable)) return;
  state.variable = {};
  if (state.uses == 0) return;
  f_.localGet(variable);
  define(value);
}

// --- the prologue and what follows it

void BodyValues::beginPrologue() {
  for (ValueId v = 0; v < states_.size(); ++v) {  // the body's uses count as one that never ends
    states_[v].uses = plan_.values[v].hoistUses + (plan_.values[v].bodyUses ? 1 : 0);
  }
}

void BodyValues::beginInvocation() {
  for (ValueId v = 0; v < states_.size(); ++v) {
    State& state = states_[v];
    state.uses = plan_.values[v].bodyUses;
    state.variable = {};
    if (plan_.values[v].hoisted) continue;
    state.local = {};
    state.pooled = state.deferred = false;
  }
  SW_ASSERT(loopDepth_ == 0);
}

void BodyValues::keepForBody(ValueId value) {
  State& state = states_[value];
  if (plan_.values[value].bodyUses == 0) return;
  state.pooled = false;  // for good
  if (plan_.values[value].laneUses == 0) return;
  state.lanes = f_.addLocal(ValType::V128);
  f_.localGet(state.local);
  splat(plan_.function.values[value].type);
  f_.localSet(state.lanes);
}

void BodyValues::keepLanes(ValueId value) {
  splat(plan_.function.values[value].type);
  states_[value].lanes = f_.addLocal(ValType::V128);
  f_.localSet(states_[value].lanes);
}

}  // namespace sw
