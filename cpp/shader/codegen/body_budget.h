// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include "shader/codegen/body_context.h"

namespace sw {

/// Is:   what code spends from the draw's budget (docs/limits.md), so that no shader runs forever.
/// Owns: the locals with the budget and its address; between calls a function that spends keeps the budget in a local.
/// Asks: the plan, and the environment, which leaves the routine when the host grants no more.
class BodyBudget {
 public:
  explicit BodyBudget(const BodyContext& context) : context_(context), spends_(context.plan.spends), f_(context.f) {}

  /// Main has the address of the environment, other functions have it as a parameter.
  void declareAddress();
  void emitPrologue();
  void pushAddress() { f_.localGet(address_); }

  /// Takes from the budget what is about to run, and asks for more where that much is not left.
  void emitSpend(uint32_t cost);
  /// Back to the loop's start, if the budget allows. An empty budget asks the host, which may grant more.
  void emitSpendAndRepeat(wasm::Label again, uint32_t cost);
  /// What a call costs, in the function that is called.
  void emitSpendOfCall(uint32_t cost);
  /// Around code that spends too: the budget to where that looks, and back.
  void emitStore();
  void emitReload();

 private:
  void pushRest(uint32_t cost);
  void emitRefill();

  const BodyContext& context_;
  const bool spends_;
  wasm::FunctionBuilder& f_;
  wasm::Local address_, budget_;
};

}  // namespace sw
