// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/body_masks.h"

#include <algorithm>
#include <utility>

#include "support/assert.h"

namespace sw {

using namespace ir;
using wasm::Join;
using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

// --- the body

void BodyMasks::emitPrologueOfMain() {
  if (plan_.takesDiscarded) discarded_ = f_.addLocal(ValType::V128, "discarded");
}

void BodyMasks::beginInvocation() {
  mask_ = maskParameter_;
  exitTarget_ = Construct::kNoExit;
  SW_ASSERT(constructs_.empty());
}

void BodyMasks::beginBody() { bodyEnd_ = f_.block(); }

void BodyMasks::emitDiscard() {
  f_.localGet(discarded_);
  push();
  f_.op(Opcode::V128Or);
  f_.localTee(discarded_);
  f_.op(Opcode::I32x4AllTrue);
  f_.brIf(bodyEnd_, Join::All);
}

void BodyMasks::leaveIfAllDiscarded() {
  f_.localGet(discarded_);
  f_.op(Opcode::I32x4AllTrue);
  f_.brIf(bodyEnd_);
}

// --- the mask

void BodyMasks::push() {
  if (mask_.valid())
    f_.localGet(mask_);
  else
    f_.v128Splat(0xffffffffu);
}

void BodyMasks::pushAny(Local mask) {
  f_.localGet(mask);
  f_.op(Opcode::V128AnyTrue);
}

bool BodyMasks::cutsStoresTo(uint32_t cell) const {
  return plan_.cellForm(cell) == Form::Lanes && mask_.valid() && !plan_.flow.storesWhole(cell, region_);
}

// --- constructs

void BodyMasks::takeLive(Construct& construct, bool hasRounds) {
  if (!construct.divergent) return;
  construct.live = f_.acquire(ValType::V128);
  construct.round = hasRounds ? f_.acquire(ValType::V128) : construct.live;
  push();
  f_.localSet(construct.live);
}

void BodyMasks::enter(const Construct& construct) {
  constructs_.push_back(construct);
  if (construct.divergent) mask_ = construct.round;
}

void BodyMasks::leave(Local outerMask) {
  mask_ = outerMask;
  const uint32_t here = uint32_t(constructs_.size() - 1);
  exitTarget_ = std::min(exitTarget_, constructs_.back().leftFor);
  constructs_.pop_back();
  if (exitTarget_ != Construct::kNoExit && exitTarget_ >= here) exitTarget_ = Construct::kNoExit;
  lookForExits();
}

void BodyMasks::releaseLive(const Construct& construct) {
  if (!construct.divergent) return;
  f_.release(construct.live);
  if (!(construct.round == construct.live)) f_.release(construct.round);
}

// --- leaving constructs

uint32_t BodyMasks::beginExits() { return std::exchange(exitTarget_, Construct::kNoExit); }

void BodyMasks::endExits(uint32_t outerExit) { exitTarget_ = std::min(exitTarget_, outerExit); }

void BodyMasks::lookForExits() {
  if (exitTarget_ != Construct::kNoExit) afterExits();
}

void BodyMasks::emitExit(Op op) {
  const size_t target = targetOf(op);
  bool masked = false;
  for (size_t i = target; i < constructs_.size(); ++i) masked |= constructs_[i].divergent;
  if (!masked) {
    f_.br(op == Op::Continue ? constructs_[target].next : constructs_[target].exit);
    return;
  }
  Construct& innermost = constructs_.back();
  // Whether nobody is left in the innermost construct, so that the code branches out of it.
  const bool empties = innermost.divergent && mask_ == innermost.round && innermost.round == innermost.live;
  takeFromMasks(target, op == Op::Continue, empties);
  if (empties) {
    innermost.leftFor = std::min(innermost.leftFor, uint32_t(target));
    f_.br(innermost.exit);
    return;
  }
  if (!innermost.divergent) {  // out of the inner constructs that all their lanes leave
    size_t outermost = constructs_.size() - 1;
    while (outermost > target && !constructs_[outermost - 1].divergent) --outermost;
    constructs_[outermost].leftFor = std::min(constructs_[outermost].leftFor, uint32_t(target));
    f_.br(constructs_[outermost].exit);
    return;
  }
  exitTarget_ = std::min(exitTarget_, uint32_t(target));
  if (mask_ == innermost.round) f_.br(innermost.next);  // the round is empty, the loop need not be
}

/// The lanes that run here leave all constructs up to `target`, or only its round.
void BodyMasks::takeFromMasks(size_t target, bool staysInTarget, bool exceptInnermost) {
  for (size_t i = target; i < constructs_.size(); ++i) {
    const Construct& construct = constructs_[i];
    if (!construct.divergent || (exceptInnermost && i + 1 == constructs_.size())) continue;
    const bool stays = i == target && staysInTarget;
    // mask_ may itself be the innermost construct's round: that one changes last.
    const Local masks[2] = {construct.live, construct.round};
    for (int m = 0; m < 2; ++m) {
      if (m == 0 && (stays || masks[0] == masks[1])) continue;
      if (mask_.valid()) {
        f_.localGet(masks[m]);
        f_.localGet(mask_);
        f_.op(Opcode::V128Andnot);
      } else {
        f_.v128Splat(0);
      }
      f_.localSet(masks[m]);
    }
  }
}

bool BodyMasks::leavesInnermostAlone(Op exit) const {
  const Construct& innermost = constructs_.back();
  return innermost.divergent && mask_ == innermost.round && targetOf(exit) + 1 == constructs_.size();
}

size_t BodyMasks::targetOf(Op exit) const {
  for (size_t i = constructs_.size(); i-- > 0;) {
    const Op kind = constructs_[i].op;
    if (exit == Op::LeaveScope ? kind == Op::Scope : kind == Op::Loop || (exit == Op::Break && kind == Op::Switch)) {
      return i;
    }
  }
  SW_ASSERT(false);
  return 0;
}

/// After a construct in which lanes left something around it: recompute the mask, and skip ahead when no lane is left.
void BodyMasks::afterExits() {
  size_t innermost = constructs_.size();
  while (innermost-- > 0) {
    if (constructs_[innermost].divergent) break;
  }
  SW_ASSERT(innermost < constructs_.size());
  const Construct& construct = constructs_[innermost];
  if (!(mask_ == construct.round)) {
    const Local narrowed = f_.addLocal(ValType::V128);  // lives until the block that holds us ends
    push();
    f_.localGet(construct.round);
    f_.op(Opcode::V128And);
    f_.localSet(narrowed);
    mask_ = narrowed;
  }
  pushAny(construct.round);
  f_.op(Opcode::I32Eqz);
  // Uniform constructs inside the innermost divergent one are left with it.
  f_.brIf(construct.round == construct.live ? construct.exit : construct.next, Join::All);
}

}  // namespace sw
