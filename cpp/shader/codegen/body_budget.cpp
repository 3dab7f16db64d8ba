// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/body_budget.h"

namespace sw {

using wasm::Label;
using wasm::Opcode;
using wasm::ValType;

void BodyBudget::emitPrologue() {
  if (!context_.plan.isMain) {
    budget_ = f_.addLocal(ValType::I32, "budget");
    return;
  }
  if (!spends_ && !context_.plan.needs.calls) return;
  address_ = f_.addLocal(ValType::I32, "budgetAddress");
  if (spends_) budget_ = f_.addLocal(ValType::I32, "budget");
  context_.env.pushBudgetAddress(f_);
  if (spends_) {
    f_.localTee(address_);
    f_.load(Opcode::I32Load, 0, 2);
    f_.localSet(budget_);
  } else {
    f_.localSet(address_);
  }
}

void BodyBudget::declareAddress() { address_ = f_.addParam(ValType::I32, "budgetAddress"); }

/// i32: what is left, which goes into the local too, and 0 to compare it with.
void BodyBudget::pushRest(uint32_t cost) {
  f_.localGet(budget_);
  f_.i32Const(int32_t(cost));
  f_.op(Opcode::I32Sub);
  f_.localTee(budget_);
  f_.i32Const(0);
}

void BodyBudget::emitSpendAndRepeat(Label again, uint32_t cost) {
  pushRest(cost);
  f_.op(Opcode::I32GeS);
  f_.brIf(again);
  emitRefill();
  f_.br(again);
}

void BodyBudget::emitSpend(uint32_t cost) {
  pushRest(cost);
  f_.op(Opcode::I32LtS);
  f_.if_();
  emitRefill();
  f_.end();
}

/// Calls need no loop to take forever: each of twenty functions may call the next one twice.
void BodyBudget::emitSpendOfCall(uint32_t cost) {
  constexpr uint32_t kCall = 16;
  f_.localGet(address_);
  f_.localGet(address_);
  f_.load(Opcode::I32Load, 0, 2);
  f_.i32Const(int32_t(kCall + cost));
  f_.op(Opcode::I32Sub);
  f_.localTee(budget_);
  f_.store(Opcode::I32Store, 0, 2);
  f_.localGet(budget_);
  f_.i32Const(0);
  f_.op(Opcode::I32LtS);
  f_.if_();
  emitRefill();
  f_.end();
}

void BodyBudget::emitStore() {
  if (!spends_) return;
  f_.localGet(address_);
  f_.localGet(budget_);
  f_.store(Opcode::I32Store, 0, 2);
}

void BodyBudget::emitReload() {
  if (!spends_) return;
  f_.localGet(address_);
  f_.load(Opcode::I32Load, 0, 2);
  f_.localSet(budget_);
}

/// Asks the host for more budget, and leaves when it has none.
void BodyBudget::emitRefill() {
  f_.localGet(address_);
  f_.localGet(budget_);
  f_.store(Opcode::I32Store, 0, 2);
  f_.localGet(address_);
  f_.localGet(address_);
  f_.load(Opcode::I32Load, 4, 2);  // the slot follows the budget
  f_.callIndirect(context_.body.budgetType);
  f_.op(Opcode::I32Eqz);
  f_.if_();
  context_.env.emitAbort(f_);
  f_.end();
  f_.localGet(address_);
  f_.load(Opcode::I32Load, 0, 2);
  f_.localSet(budget_);
}

}  // namespace sw
