// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include "shader/codegen/body_context.h"

namespace sw {

/// A Loop, Switch or Scope around the code that is being written.
struct Construct {
  static constexpr uint32_t kNoExit = 0xffffffffu;
  ir::Op op = ir::Op::Scope;
  bool divergent = false;
  wasm::Local live = {};       // lanes still inside; divergent constructs only
  wasm::Local round = {};      // loops: lanes that have not gone on to the continuing block
  wasm::Label exit = {};       // br: out of the construct
  uint32_t leftFor = kNoExit;  // outermost construct that lanes left by a branch out of this one
  wasm::Label next = {};       // loops, br: to the continuing block
};

/// Is:   which lanes run here, and how they leave constructs and the body.
/// Owns: the mask (no local: all lanes run), the constructs around it, the lanes that have been discarded.
/// Asks: the plan, for regions; it knows no values.
class BodyMasks {
 public:
  explicit BodyMasks(const BodyContext& context) : plan_(context.plan), f_(context.f) {}

  // Parameters of a function that is called.
  void declareMask() { maskParameter_ = f_.addParam(wasm::ValType::V128, "mask"); }
  void declareDiscarded() { discarded_ = f_.addParam(wasm::ValType::V128, "discarded"); }

  void emitPrologueOfMain();
  void beginInvocation();
  /// The block that discarding every lane leaves; end() closes it.
  void beginBody();
  wasm::Local discarded() const { return discarded_; }
  void emitDiscard();
  /// After a call that may have discarded lanes: out of the body when none is left.
  void leaveIfAllDiscarded();

  wasm::Local mask() const { return mask_; }
  void setMask(wasm::Local mask) { mask_ = mask; }
  void setRegion(uint32_t region) { region_ = region; }
  uint32_t region() const { return region_; }
  void push();
  void pushAny(wasm::Local mask);
  /// Whether a store to this variable reaches some of the lanes that care for it and not others: it is blended then.
  bool cutsStoresTo(uint32_t cell) const;

  /// Around code in which lanes may leave constructs; end() looks whether they did.
  uint32_t beginExits();
  void endExits(uint32_t outerExit);
  void lookForExits();

  /// A construct begins with the lanes that run here, which it narrows by itself if `divergent`. Its masks:
  void takeLive(Construct& construct, bool hasRounds);
  void enter(const Construct& construct);
  Construct& innermost() { return constructs_.back(); }
  /// It has ended: its mask is gone, and lanes may have left something around it.
  void leave(wasm::Local outerMask);
  void releaseLive(const Construct& construct);

  /// Break, Continue, LeaveScope. When all lanes of the innermost construct leave together it is a branch; otherwise
  /// the lanes are taken from every mask up to the construct they leave, and the code goes on with those that stay.
  void emitExit(ir::Op op);
  /// Whether lanes that leave by `exit` are taken from the innermost construct alone, whose mask runs here: they need
  /// not be cut to its lanes first.
  bool leavesInnermostAlone(ir::Op exit) const;

 private:
  size_t targetOf(ir::Op exit) const;
  void takeFromMasks(size_t target, bool staysInTarget, bool exceptInnermost);
  void afterExits();

  const FunctionPlan& plan_;
  wasm::FunctionBuilder& f_;
  wasm::Local mask_, maskParameter_, discarded_;
  wasm::Label bodyEnd_;
  uint32_t region_ = 0;
  std::vector<Construct> constructs_;
  uint32_t exitTarget_ = Construct::kNoExit;  // outermost construct that lanes left, since it was last looked at
};

}  // namespace sw
