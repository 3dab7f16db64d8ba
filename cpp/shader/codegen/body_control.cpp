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

#include <algorithm>

#include "shader/codegen/body_impl.h"
#include "shader/passes/work.h"
#include "support/assert.h"
#include "support/deadline.h"

namespace sw {

using namespace ir;
using wasm::Join;
using wasm::Label;
using wasm::Local;
using wasm::Opcode;
using wasm::Scratch;
using wasm::ValType;

void BodyEmitter::Impl::emitBlock(BlockId block) {
  if (block == kNone) return;
  const uint32_t outerRegion = currentRegion;
  currentRegion = flow.blockRegion[block];
  for (InstrId id : main.blocks[block].instrs) emitInstr(id);
  currentRegion = outerRegion;
}

void BodyEmitter::Impl::emitInstr(InstrId id) {
  spendCompiling();
  const Instr& instr = main.instrs[id];
  if (instr.resultCount && (hoisted[instr.result] || instr.op == Op::Const)) return;
  if (done[id]) return;
  const wasm::LineScope line(f, instr.line);
  switch (instr.op) {
    case Op::If: emitIf(instr); return;
    case Op::Loop: emitLoop(instr, flow.divergent[id]); return;
    case Op::Switch: emitSwitch(instr, flow.divergent[id]); return;
    case Op::Scope: emitScope(instr, flow.divergent[id]); return;
    case Op::Break:
    case Op::Continue:
    case Op::LeaveScope: emitExit(instr.op); return;
    case Op::Discard: emitDiscard(); return;
    case Op::DeclareVar: declare(instr); return;
    case Op::Store:
      if (const auto copy = copiesOut.find(id); copy != copiesOut.end())
        emitCopyOut(copy->second);
      else if (!isUniformOutputStore(instr))
        emitStore(instr);
      return;
    case Op::Sample: emitSample(instr); return;
    case Op::Call: emitCall(id); return;
    case Op::Return: emitReturn(instr); return;
    default: break;
  }
  ValueInfo& i = info[instr.result];
  if (i.uses == 0 || i.local.valid()) return;
  if (const Local* place = prefetchPlace(instr); place && place->valid()) {
    i.local = *place;
    return;
  }
  if (instr.op == Op::Load && passes::CellMap::isMutable(main.accesses[instr.imm].space)) {
    emitLoad(instr);
    return;
  }
  constexpr uint32_t kMaxHeight = 48;  // of an expression on the operand stack: bounds our own recursion
  if (isDeferrable(instr) && i.uses == 1 && i.useBlock == blockOf[id]) {
    uint32_t height = 0;
    for (ValueId arg : main.argsOf(instr)) {
      if (info[arg].deferred) height = std::max(height, info[arg].height);
    }
    if (height < kMaxHeight) {
      i.deferred = true;
      i.height = height + 1;
      return;
    }
  }
  emitPure(instr);
  define(instr.result);
}

/// i32: nonzero when the branch is taken, for conditions that all lanes share.
void BodyEmitter::Impl::pushCondition(ValueId value) {
  if (isUniform(value)) {
    push(value, Form::Scalar);
  } else {
    push(value, Form::Lanes);
    f.op(Opcode::V128AnyTrue);
  }
}

void BodyEmitter::Impl::pushMask() {
  if (mask_.valid())
    f.localGet(mask_);
  else
    f.v128Splat(0xffffffffu);
}

void BodyEmitter::Impl::pushAny(Local mask) {
  f.localGet(mask);
  f.op(Opcode::V128AnyTrue);
}

// --- If

void BodyEmitter::Impl::emitIf(const Instr& instr) {
  const ValueId condition = main.args[instr.argBegin];
  if (main.values[condition].uniformity == Uniformity::Varying) {
    emitDivergentIf(instr);
    return;
  }
  enterControl(instr.blockA);
  enterControl(instr.blockB);
  pushCondition(condition);
  const uint32_t outerExit = exitTarget;
  exitTarget = kNoExit;
  const bool onlyElse = instr.blockA == kNone || main.blocks[instr.blockA].instrs.empty();
  if (onlyElse) f.op(Opcode::I32Eqz);
  const Local outerMask = mask_;
  f.if_();
  emitBlock(onlyElse ? instr.blockB : instr.blockA);
  mask_ = outerMask;
  if (!onlyElse && instr.blockB != kNone && !main.blocks[instr.blockB].instrs.empty()) {
    f.else_();
    emitBlock(instr.blockB);
    mask_ = outerMask;
  }
  f.end();
  if (exitTarget != kNoExit) afterExits();
  exitTarget = std::min(exitTarget, outerExit);
}

void BodyEmitter::Impl::emitBranch(BlockId block, Local mask) {
  const Local outerMask = mask_;
  mask_ = mask;
  emitBlock(block);
  mask_ = outerMask;
}

bool BodyEmitter::Impl::isExit(BlockId block) const {
  const std::vector<InstrId>& list = main.blocks[block].instrs;
  if (list.size() != 1) return false;
  const Op op = main.instrs[list[0]].op;
  return op == Op::Break || op == Op::Continue || op == Op::LeaveScope;
}

void BodyEmitter::Impl::emitDivergentIf(const Instr& instr) {
  enterControl(instr.blockA);
  enterControl(instr.blockB);
  const bool hasA = instr.blockA != kNone && !main.blocks[instr.blockA].instrs.empty();
  const bool hasB = instr.blockB != kNone && !main.blocks[instr.blockB].instrs.empty();
  const uint32_t outerExit = exitTarget;
  exitTarget = kNoExit;

  const Local condition = f.acquire(ValType::V128);
  push(main.args[instr.argBegin], Form::Lanes);
  f.localSet(condition);
  // The mask may be a construct's live local, which exits inside change: the else side starts from what was here.
  const Local other = hasA && hasB ? f.acquire(ValType::V128) : Local{};
  if (hasA && hasB) {
    pushMask();
    f.localGet(condition);
    f.op(Opcode::V128Andnot);
    f.localSet(other);
  }
  const bool onlyLeaves = hasA && !hasB && isExit(instr.blockA);
  if (hasA) {
    // Lanes taken from the innermost construct alone need not be cut to its lanes first.
    const bool cut = !(onlyLeaves && constructs.back().divergent && mask_ == constructs.back().round &&
                       targetOf(main.instrs[main.blocks[instr.blockA].instrs[0]].op) + 1 == constructs.size());
    if (mask_.valid() && cut) {
      f.localGet(condition);
      f.localGet(mask_);
      f.op(Opcode::V128And);
      f.localSet(condition);
    }
    if (onlyLeaves) {  // the test for lanes that are left comes anyway
      emitBranch(instr.blockA, condition);
    } else {
      pushAny(condition);
      f.if_(Join::Any);
      emitBranch(instr.blockA, condition);
      f.end();
    }
  }
  if (hasB) {
    const Local mask = other.valid() ? other : condition;
    if (!other.valid()) {
      pushMask();
      f.localGet(condition);
      f.op(Opcode::V128Andnot);
      f.localSet(condition);
    }
    pushAny(mask);
    f.if_(Join::Any);
    emitBranch(instr.blockB, mask);
    f.end();
  }
  if (other.valid()) f.release(other);
  f.release(condition);
  if (exitTarget != kNoExit) afterExits();
  exitTarget = std::min(exitTarget, outerExit);
}

// --- leaving constructs

/// Break, Continue, LeaveScope. When all lanes of the innermost construct leave together it is a branch; otherwise the
/// lanes are taken from every mask up to the construct they leave, and the code goes on with those that stay.
void BodyEmitter::Impl::emitExit(Op op) {
  const size_t target = targetOf(op);
  bool masked = false;
  for (size_t i = target; i < constructs.size(); i++) masked |= constructs[i].divergent;
  if (!masked) {
    f.br(op == Op::Continue ? constructs[target].next : constructs[target].exit);
    return;
  }
  Construct& innermost = constructs.back();
  // Whether nobody is left in the innermost construct, so that the code branches out of it.
  const bool empties = innermost.divergent && mask_ == innermost.round && innermost.round == innermost.live;

  for (size_t i = target; i < constructs.size(); i++) {
    Construct& construct = constructs[i];
    if (!construct.divergent || (empties && i + 1 == constructs.size())) continue;
    const bool stays = i == target && op == Op::Continue;  // in the loop, not in this round
    // mask_ may itself be the innermost construct's round: that one changes last.
    const Local masks[2] = {construct.live, construct.round};
    for (int m = 0; m < 2; m++) {
      if (m == 0 && (stays || masks[0] == masks[1])) continue;
      if (mask_.valid()) {
        f.localGet(masks[m]);
        f.localGet(mask_);
        f.op(Opcode::V128Andnot);
      } else {
        f.v128Splat(0);
      }
      f.localSet(masks[m]);
    }
  }
  if (empties) {
    innermost.leftFor = std::min(innermost.leftFor, uint32_t(target));
    f.br(innermost.exit);
    return;
  }
  if (!innermost.divergent) {  // out of the inner constructs that all their lanes leave
    size_t outermost = constructs.size() - 1;
    while (outermost > target && !constructs[outermost - 1].divergent) outermost--;
    constructs[outermost].leftFor = std::min(constructs[outermost].leftFor, uint32_t(target));
    f.br(constructs[outermost].exit);
    return;
  }
  exitTarget = std::min(exitTarget, uint32_t(target));
  if (mask_ == innermost.round) f.br(innermost.next);  // the round is empty, the loop need not be
}

size_t BodyEmitter::Impl::targetOf(Op exit) const {
  for (size_t i = constructs.size(); i-- > 0;) {
    const Op kind = constructs[i].op;
    if (exit == Op::LeaveScope ? kind == Op::Scope : kind == Op::Loop || (exit == Op::Break && kind == Op::Switch)) {
      return i;
    }
  }
  SW_ASSERT(false);
  return 0;
}

/// After a construct in which lanes left something around it: recompute the mask, and skip ahead when no lane is left.
void BodyEmitter::Impl::afterExits() {
  size_t innermost = constructs.size();
  while (innermost-- > 0) {
    if (constructs[innermost].divergent) break;
  }
  SW_ASSERT(innermost < constructs.size());
  const Construct& construct = constructs[innermost];
  if (!(mask_ == construct.round)) {
    const Local narrowed = f.addLocal(ValType::V128);  // lives until the block that holds us ends
    pushMask();
    f.localGet(construct.round);
    f.op(Opcode::V128And);
    f.localSet(narrowed);
    mask_ = narrowed;
  }
  pushAny(construct.round);
  f.op(Opcode::I32Eqz);
  // Uniform constructs inside the innermost divergent one are left with it.
  f.brIf(construct.round == construct.live ? construct.exit : construct.next, Join::All);
}

/// A construct has ended: its mask is gone, and lanes may have left something around it.
void BodyEmitter::Impl::endConstruct(Local outerMask) {
  mask_ = outerMask;
  const uint32_t here = uint32_t(constructs.size() - 1);
  exitTarget = std::min(exitTarget, constructs.back().leftFor);
  constructs.pop_back();
  if (exitTarget != kNoExit && exitTarget >= here) exitTarget = kNoExit;
  if (exitTarget != kNoExit) afterExits();
}

// --- Loop

bool BodyEmitter::Impl::containsContinue(BlockId block) const {
  if (block == kNone) return false;
  for (InstrId id : main.blocks[block].instrs) {
    const Instr& instr = main.instrs[id];
    if (instr.op == Op::Continue) return true;
    if (instr.op == Op::If || instr.op == Op::Scope) {
      if (containsContinue(instr.blockA) || containsContinue(instr.blockB)) return true;
    } else if (instr.op == Op::Switch) {
      for (const SwitchCase& entry : main.switches[instr.imm]) {
        if (containsContinue(entry.block)) return true;
      }
    }
  }
  return false;
}

void BodyEmitter::Impl::emitLoop(const Instr& instr, bool divergent) {
  enterControl(instr.blockA);
  enterControl(instr.blockB);
  const uint32_t outerExit = exitTarget;
  exitTarget = kNoExit;
  const Local outerMask = mask_;
  const bool hasContinue = containsContinue(instr.blockA);

  Construct construct;
  construct.op = Op::Loop;
  construct.divergent = divergent;
  if (divergent) {
    construct.live = f.acquire(ValType::V128);
    construct.round = hasContinue ? f.acquire(ValType::V128) : construct.live;
    pushMask();
    f.localSet(construct.live);
  }
  loopDepth++;
  construct.exit = f.block();
  const Label again = f.loop();
  if (divergent && hasContinue) {
    f.localGet(construct.live);
    f.localSet(construct.round);
  }
  construct.next = f.block();
  constructs.push_back(construct);
  if (divergent) mask_ = construct.round;
  emitBlock(instr.blockA);
  f.end();

  // The continuing block: lanes of this round and those that went on early.
  if (divergent)
    mask_ = construct.live;
  else
    mask_ = outerMask;
  if (instr.blockB != kNone) {
    constructs.back().round = construct.live;
    emitBlock(instr.blockB);
  }
  // Without early rounds and discard, every exit has looked already whether a lane is left.
  if (divergent && (hasContinue || discards)) {
    f.localGet(construct.live);
    if (discards) {
      f.localGet(discardedLanes);
      f.op(Opcode::V128Andnot);
    }
    f.op(Opcode::V128AnyTrue);
    f.op(Opcode::I32Eqz);
    f.brIf(construct.exit, Join::All);
  }
  emitBudget(again, costOfRound(instr));
  f.end();
  f.end();
  loopDepth--;
  endConstruct(outerMask);
  if (divergent) {
    f.release(construct.live);
    if (hasContinue) f.release(construct.round);
  }
  exitTarget = std::min(exitTarget, outerExit);
}

/// Back to the loop's start, if the budget allows. An empty budget asks the host, which may grant more.
void BodyEmitter::Impl::emitBudget(Label again, uint32_t cost) {
  f.localGet(budget);
  f.i32Const(int32_t(cost));
  f.op(Opcode::I32Sub);
  f.localTee(budget);
  f.i32Const(0);
  f.op(Opcode::I32GeS);
  f.brIf(again);
  emitRefill();
  f.br(again);
}

/// What runs in the body, or in the prologue before it.
uint32_t BodyEmitter::Impl::costOfBlock(BlockId block, bool early) const {
  const auto counts = [&](InstrId, const Instr& instr) {
    return ((instr.resultCount && hoisted[instr.result]) || isUniformOutputStore(instr)) == early;
  };
  return passes::workOf(main, block, {.counts = counts});
}

uint32_t BodyEmitter::Impl::costOfRound(const Instr& loop) const {
  constexpr uint32_t kJump = 2;
  return kJump + costOfBlock(loop.blockA, false) + costOfBlock(loop.blockB, false);
}

/// Takes from the budget what is about to run, and asks for more where that much is not left.
void BodyEmitter::Impl::emitSpend(uint32_t cost) {
  f.localGet(budget);
  f.i32Const(int32_t(cost));
  f.op(Opcode::I32Sub);
  f.localTee(budget);
  f.i32Const(0);
  f.op(Opcode::I32LtS);
  f.if_();
  emitRefill();
  f.end();
}

/// Asks the host for more budget, and leaves when it has none.
void BodyEmitter::Impl::emitRefill() {
  f.localGet(budgetAddress);
  f.localGet(budget);
  f.store(Opcode::I32Store, 0, 2);
  f.localGet(budgetAddress);
  f.localGet(budgetAddress);
  f.load(Opcode::I32Load, 4, 2);  // the slot follows the budget
  f.callIndirect(budgetType);
  f.op(Opcode::I32Eqz);
  f.if_();
  env.emitAbort(f);
  f.end();
  f.localGet(budgetAddress);
  f.load(Opcode::I32Load, 0, 2);
  f.localSet(budget);
}

// --- Scope

void BodyEmitter::Impl::emitScope(const Instr& instr, bool divergent) {
  enterControl(instr.blockA);
  const uint32_t outerExit = exitTarget;
  exitTarget = kNoExit;
  const Local outerMask = mask_;
  Construct construct;
  construct.op = Op::Scope;
  construct.divergent = divergent;
  if (divergent) {
    construct.live = construct.round = f.acquire(ValType::V128);
    pushMask();
    f.localSet(construct.live);
  }
  construct.exit = f.block();
  constructs.push_back(construct);
  if (divergent) mask_ = construct.live;
  emitBlock(instr.blockA);
  f.end();
  endConstruct(outerMask);
  if (divergent) f.release(construct.live);
  exitTarget = std::min(exitTarget, outerExit);
}

// --- Switch

void BodyEmitter::Impl::emitSwitch(const Instr& instr, bool divergent) {
  for (const SwitchCase& entry : main.switches[instr.imm]) enterControl(entry.block);
  const uint32_t outerExit = exitTarget;
  exitTarget = kNoExit;
  const Local outerMask = mask_;
  Construct construct;
  construct.op = Op::Switch;
  construct.divergent = divergent;
  if (divergent) {
    construct.live = construct.round = f.acquire(ValType::V128);
    pushMask();
    f.localSet(construct.live);
  }
  const Local selector = f.acquire(valTypeOf(Type::Int, formOf(main.args[instr.argBegin])));
  push(main.args[instr.argBegin], formOf(main.args[instr.argBegin]));
  f.localSet(selector);
  construct.exit = f.block();
  constructs.push_back(construct);
  const std::vector<SwitchCase>& cases = main.switches[instr.imm];

  if (main.values[main.args[instr.argBegin]].uniformity != Uniformity::Varying) {
    std::vector<Label> labels(cases.size());
    for (size_t i = cases.size(); i-- > 0;) labels[i] = f.block();
    Label fallback = construct.exit;
    for (size_t i = 0; i < cases.size(); i++) {
      if (cases[i].isDefault) fallback = labels[i];
      for (uint32_t label : cases[i].labels) {
        f.localGet(selector);
        if (f.typeOf(selector) == ValType::V128) f.lane(Opcode::I32x4ExtractLane, 0);
        f.i32Const(int32_t(label));
        f.op(Opcode::I32Eq);
        f.brIf(labels[i]);
      }
    }
    f.br(fallback);
    for (const SwitchCase& entry : cases) {
      f.end();
      mask_ = divergent ? construct.live : outerMask;
      emitBlock(entry.block);
    }
  } else {
    // `entered`: lanes whose label has been met, less those that have left.
    const Local entered = f.acquire(ValType::V128);
    const Local matched = f.acquire(ValType::V128);
    const auto pushMatches = [&](const SwitchCase& entry) {
      for (size_t k = 0; k < entry.labels.size(); k++) {
        f.localGet(selector);
        f.v128Splat(entry.labels[k]);
        f.op(Opcode::I32x4Eq);
        if (k) f.op(Opcode::V128Or);
      }
    };
    bool hasDefault = false;
    for (const SwitchCase& entry : cases) hasDefault |= entry.isDefault;
    if (hasDefault) {  // lanes that match no label anywhere
      f.v128Splat(0);
      for (const SwitchCase& entry : cases) {
        if (entry.labels.empty()) continue;
        pushMatches(entry);
        f.op(Opcode::V128Or);
      }
      f.op(Opcode::V128Not);
      f.localSet(matched);
    }
    f.v128Splat(0);
    f.localSet(entered);
    for (const SwitchCase& entry : cases) {
      f.localGet(entered);
      if (!entry.labels.empty()) {
        pushMatches(entry);
        f.op(Opcode::V128Or);
      }
      if (entry.isDefault) {
        f.localGet(matched);
        f.op(Opcode::V128Or);
      }
      f.localGet(construct.live);
      f.op(Opcode::V128And);
      f.localSet(entered);
      pushAny(entered);
      f.if_(Join::Any);
      emitBranch(entry.block, entered);
      f.end();
    }
    f.release(entered);
    f.release(matched);
  }
  f.end();
  f.release(selector);
  endConstruct(outerMask);
  if (divergent) f.release(construct.live);
  exitTarget = std::min(exitTarget, outerExit);
}

// --- Discard

void BodyEmitter::Impl::emitDiscard() {
  f.localGet(discardedLanes);
  pushMask();
  f.op(Opcode::V128Or);
  f.localTee(discardedLanes);
  f.op(Opcode::I32x4AllTrue);
  f.brIf(bodyEnd, Join::All);
}

}  // namespace sw
