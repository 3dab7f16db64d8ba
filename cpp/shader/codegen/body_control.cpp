// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/body_control.h"

#include "shader/passes/walk.h"
#include "support/deadline.h"

namespace sw {

using namespace ir;
using wasm::Join;
using wasm::Label;
using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

void BodyControl::emitBlock(BlockId block) {
  if (block == kNone) return;
  const uint32_t outerRegion = to_.masks.region();
  to_.masks.setRegion(plan_.flow.blockRegion[block]);
  for (const InstrId id : plan_.function.blocks[block].instrs) emitInstr(id);
  to_.masks.setRegion(outerRegion);
}

void BodyControl::emitInstr(InstrId id) {
  spendCompiling();
  const Instr& instr = plan_.function.instrs[id];
  if (instr.resultCount && (plan_.values[instr.result].hoisted || instr.op == Op::Const)) return;
  if (plan_.instrs[id].done) return;
  const wasm::LineScope line(f_, instr.line);
  switch (instr.op) {
    case Op::If: return emitIf(instr);
    case Op::Loop: return emitLoop(instr, plan_.flow.divergent[id]);
    case Op::Switch: return emitSwitch(instr, plan_.flow.divergent[id]);
    case Op::Scope: return emitScope(instr, plan_.flow.divergent[id]);
    case Op::Break:
    case Op::Continue:
    case Op::LeaveScope: return to_.masks.emitExit(instr.op);
    case Op::Discard: return to_.masks.emitDiscard();
    case Op::DeclareVar: return to_.variables.emitDeclaration(instr);
    case Op::Store:
      if (plan_.copiesOut.contains(id))
        to_.calls.emitCopyOut(id);
      else if (!plan_.instrs[id].early)
        to_.variables.emitStore(instr);
      return;
    case Op::Sample: return to_.lookUps.emitSample(instr);
    case Op::Call: return to_.calls.emitCall(id);
    case Op::Return: return to_.calls.emitReturn(id);
    default: return emitValue(id);
  }
}

/// An instruction without effects: where its result is used is where it is written, if that is one place.
void BodyControl::emitValue(InstrId id) {
  const Instr& instr = plan_.function.instrs[id];
  if (!to_.values.isWanted(instr.result) || to_.values.hasLocal(instr.result)) return;
  if (const Local fetched = to_.inputs.fetched(instr); fetched.valid()) {
    to_.values.keepIn(instr.result, fetched);
    return;
  }
  if (instr.op == Op::Load && passes::CellMap::isMutable(plan_.function.accesses[instr.imm].space)) {
    to_.variables.emitLoad(instr);
    return;
  }
  const bool once = to_.values.usesLeft(instr.result) == 1;
  if (once && plan_.isDeferrable(instr) && plan_.values[instr.result].useBlock == plan_.instrs[id].block) {
    if (to_.values.putOff(instr)) return;
  }
  to_.expressions.emitPure(instr);
  to_.values.define(instr.result);
}

/// i32: nonzero when the branch is taken, for conditions that all lanes share.
void BodyControl::pushCondition(ValueId value) {
  to_.values.push(value, plan_.formOf(value));
  if (!plan_.isUniform(value)) f_.op(Opcode::V128AnyTrue);
}

bool BodyControl::isEmpty(BlockId block) const { return block == kNone || plan_.function.blocks[block].instrs.empty(); }

// --- If

void BodyControl::emitIf(const Instr& instr) {
  const ValueId condition = plan_.function.args[instr.argBegin];
  if (plan_.function.values[condition].uniformity == Uniformity::Varying) return emitDivergentIf(instr);
  to_.variables.prepareFor(instr.blockA);
  to_.variables.prepareFor(instr.blockB);
  pushCondition(condition);
  const uint32_t outerExit = to_.masks.beginExits();
  const bool onlyElse = isEmpty(instr.blockA);
  if (onlyElse) f_.op(Opcode::I32Eqz);
  const Local outerMask = to_.masks.mask();
  f_.if_();
  emitBranch(onlyElse ? instr.blockB : instr.blockA, outerMask);
  if (!onlyElse && !isEmpty(instr.blockB)) {
    f_.else_();
    emitBranch(instr.blockB, outerMask);
  }
  f_.end();
  to_.masks.lookForExits();
  to_.masks.endExits(outerExit);
}

void BodyControl::emitBranch(BlockId block, Local mask) {
  const Local outerMask = to_.masks.mask();
  to_.masks.setMask(mask);
  emitBlock(block);
  to_.masks.setMask(outerMask);
}

/// What a block does that only leaves a construct; else Op::If, which is no exit.
Op BodyControl::onlyExitOf(BlockId block) const {
  const std::vector<InstrId>& list = plan_.function.blocks[block].instrs;
  const Op op = list.size() == 1 ? plan_.function.instrs[list[0]].op : Op::If;
  return op == Op::Break || op == Op::Continue || op == Op::LeaveScope ? op : Op::If;
}

void BodyControl::emitDivergentIf(const Instr& instr) {
  to_.variables.prepareFor(instr.blockA);
  to_.variables.prepareFor(instr.blockB);
  const bool hasA = !isEmpty(instr.blockA);
  const bool hasB = !isEmpty(instr.blockB);
  const uint32_t outerExit = to_.masks.beginExits();

  const Local condition = f_.acquire(ValType::V128);
  to_.values.push(plan_.function.args[instr.argBegin], Form::Lanes);
  f_.localSet(condition);
  // The mask may be a construct's live local, which exits inside change: the else side starts from what was here.
  const Local other = hasA && hasB ? f_.acquire(ValType::V128) : Local{};
  const auto emitOther = [&](Local into) {
    to_.masks.push();
    f_.localGet(condition);
    f_.op(Opcode::V128Andnot);
    f_.localSet(into);
  };
  if (other.valid()) emitOther(other);
  if (hasA) {
    const Op exit = hasB ? Op::If : onlyExitOf(instr.blockA);
    const Local mask = to_.masks.mask();
    if (mask.valid() && !(exit != Op::If && to_.masks.leavesInnermostAlone(exit))) {
      f_.localGet(condition);
      f_.localGet(mask);
      f_.op(Opcode::V128And);
      f_.localSet(condition);
    }
    if (exit != Op::If) {  // the test for lanes that are left comes anyway
      emitBranch(instr.blockA, condition);
    } else {
      to_.masks.pushAny(condition);
      f_.if_(Join::Any);
      emitBranch(instr.blockA, condition);
      f_.end();
    }
  }
  if (hasB) {
    const Local mask = other.valid() ? other : condition;
    if (!other.valid()) emitOther(condition);
    to_.masks.pushAny(mask);
    f_.if_(Join::Any);
    emitBranch(instr.blockB, mask);
    f_.end();
  }
  if (other.valid()) f_.release(other);
  f_.release(condition);
  to_.masks.lookForExits();
  to_.masks.endExits(outerExit);
}

// --- Loop

bool BodyControl::containsContinue(BlockId block) const {
  return passes::anyInstr(
      plan_.function, block, [](const Instr& instr) { return instr.op == Op::Continue; },
      [](Op op) { return op != Op::Loop; });
}

void BodyControl::emitLoop(const Instr& instr, bool divergent) {
  constexpr uint32_t kJump = 2;  // what a round costs besides its blocks
  to_.variables.prepareFor(instr.blockA);
  to_.variables.prepareFor(instr.blockB);
  const uint32_t outerExit = to_.masks.beginExits();
  const Local outerMask = to_.masks.mask();
  const bool hasContinue = containsContinue(instr.blockA);

  Construct construct{.op = Op::Loop, .divergent = divergent};
  to_.masks.takeLive(construct, hasContinue);
  to_.values.enterLoop();
  construct.exit = f_.block();
  const Label again = f_.loop();
  if (divergent && hasContinue) {
    f_.localGet(construct.live);
    f_.localSet(construct.round);
  }
  construct.next = f_.block();
  to_.masks.enter(construct);
  emitBlock(instr.blockA);
  f_.end();

  // The continuing block: lanes of this round and those that went on early.
  to_.masks.setMask(divergent ? construct.live : outerMask);
  if (instr.blockB != kNone) {
    to_.masks.innermost().round = construct.live;
    emitBlock(instr.blockB);
  }
  // Without early rounds and discard, every exit has looked already whether a lane is left.
  if (divergent && (hasContinue || plan_.takesDiscarded)) {
    f_.localGet(construct.live);
    if (plan_.takesDiscarded) {
      f_.localGet(to_.masks.discarded());
      f_.op(Opcode::V128Andnot);
    }
    f_.op(Opcode::V128AnyTrue);
    f_.op(Opcode::I32Eqz);
    f_.brIf(construct.exit, Join::All);
  }
  to_.budget.emitSpendAndRepeat(
      again, kJump + plan_.costOfBlock(instr.blockA, false) + plan_.costOfBlock(instr.blockB, false));
  f_.end();
  f_.end();
  to_.values.leaveLoop();
  to_.masks.leave(outerMask);
  to_.masks.releaseLive(construct);
  to_.masks.endExits(outerExit);
}

// --- Scope

void BodyControl::emitScope(const Instr& instr, bool divergent) {
  to_.variables.prepareFor(instr.blockA);
  const uint32_t outerExit = to_.masks.beginExits();
  const Local outerMask = to_.masks.mask();
  Construct construct{.op = Op::Scope, .divergent = divergent};
  to_.masks.takeLive(construct, false);
  construct.exit = f_.block();
  to_.masks.enter(construct);
  emitBlock(instr.blockA);
  f_.end();
  to_.masks.leave(outerMask);
  to_.masks.releaseLive(construct);
  to_.masks.endExits(outerExit);
}

// --- Switch

void BodyControl::emitSwitch(const Instr& instr, bool divergent) {
  for (const SwitchCase& entry : plan_.function.switches[instr.imm]) to_.variables.prepareFor(entry.block);
  const uint32_t outerExit = to_.masks.beginExits();
  const Local outerMask = to_.masks.mask();
  Construct construct{.op = Op::Switch, .divergent = divergent};
  to_.masks.takeLive(construct, false);
  const ValueId value = plan_.function.args[instr.argBegin];
  const Local selector = f_.acquire(valTypeOf(Type::Int, plan_.formOf(value)));
  to_.values.push(value, plan_.formOf(value));
  f_.localSet(selector);
  construct.exit = f_.block();
  to_.masks.enter(construct);
  if (plan_.function.values[value].uniformity != Uniformity::Varying)
    emitUniformCases(instr, construct, selector);
  else
    emitDivergentCases(instr, construct, selector);
  f_.end();
  f_.release(selector);
  to_.masks.leave(outerMask);
  to_.masks.releaseLive(construct);
  to_.masks.endExits(outerExit);
}

/// All lanes jump to the same case.
void BodyControl::emitUniformCases(const Instr& instr, const Construct& construct, Local selector) {
  const std::vector<SwitchCase>& cases = plan_.function.switches[instr.imm];
  const Local mask = to_.masks.mask();
  std::vector<Label> labels(cases.size());
  for (size_t i = cases.size(); i-- > 0;) labels[i] = f_.block();
  Label fallback = construct.exit;
  for (size_t i = 0; i < cases.size(); ++i) {
    if (cases[i].isDefault) fallback = labels[i];
    for (const uint32_t label : cases[i].labels) {
      f_.localGet(selector);
      if (f_.typeOf(selector) == ValType::V128) f_.lane(Opcode::I32x4ExtractLane, 0);
      f_.i32Const(int32_t(label));
      f_.op(Opcode::I32Eq);
      f_.brIf(labels[i]);
    }
  }
  f_.br(fallback);
  for (const SwitchCase& entry : cases) {
    f_.end();
    to_.masks.setMask(mask);
    emitBlock(entry.block);
  }
}

void BodyControl::emitDivergentCases(const Instr& instr, const Construct& construct, Local selector) {
  const std::vector<SwitchCase>& cases = plan_.function.switches[instr.imm];
  // `entered`: lanes whose label has been met, less those that have left.
  const Local entered = f_.acquire(ValType::V128);
  const Local matched = f_.acquire(ValType::V128);
  const auto pushMatches = [&](const SwitchCase& entry) {
    for (size_t k = 0; k < entry.labels.size(); ++k) {
      f_.localGet(selector);
      f_.v128Splat(entry.labels[k]);
      f_.op(Opcode::I32x4Eq);
      if (k) f_.op(Opcode::V128Or);
    }
  };
  bool hasDefault = false;
  for (const SwitchCase& entry : cases) hasDefault |= entry.isDefault;
  if (hasDefault) {  // lanes that match no label anywhere
    f_.v128Splat(0);
    for (const SwitchCase& entry : cases) {
      if (entry.labels.empty()) continue;
      pushMatches(entry);
      f_.op(Opcode::V128Or);
    }
    f_.op(Opcode::V128Not);
    f_.localSet(matched);
  }
  f_.v128Splat(0);
  f_.localSet(entered);
  for (const SwitchCase& entry : cases) {
    f_.localGet(entered);
    if (!entry.labels.empty()) {
      pushMatches(entry);
      f_.op(Opcode::V128Or);
    }
    if (entry.isDefault) {
      f_.localGet(matched);
      f_.op(Opcode::V128Or);
    }
    f_.localGet(construct.live);
    f_.op(Opcode::V128And);
    f_.localSet(entered);
    to_.masks.pushAny(entered);
    f_.if_(Join::Any);
    emitBranch(entry.block, entered);
    f_.end();
  }
  f_.release(entered);
  f_.release(matched);
}

}  // namespace sw
