// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Appends instructions to a function, block by block. It holds no state but the place where it stands.

#pragma once

#include <initializer_list>

#include "shader/ir/ir.h"

namespace sw::ir {

class Builder {
 public:
  explicit Builder(Function& function) : function_(function) {}

  Function& function() { return function_; }
  BlockId newBlock();
  BlockId currentBlock() const { return block_; }
  void setBlock(BlockId block) { block_ = block; }
  void setLine(uint32_t line) { line_ = line; }

  /// One result of `type` (none for Void). Returns it, or kNone.
  ValueId emit(Op op, Type type, std::span<const ValueId> args = {}, uint32_t imm = 0);
  ValueId emit(Op op, Type type, std::initializer_list<ValueId> args, uint32_t imm = 0) {
    return emit(op, type, std::span<const ValueId>(args.begin(), args.size()), imm);
  }
  /// `types` results, consecutive; returns the first.
  ValueId emitMany(Op op, std::span<const Type> types, std::span<const ValueId> args, uint32_t imm = 0);
  /// A structure instruction (If, Loop, Switch, Scope).
  InstrId emitControl(Op op, std::span<const ValueId> args, BlockId a, BlockId b = kNone, uint32_t imm = 0);

  ValueId constant(Type type, uint32_t bits);
  ValueId constantFloat(float value);
  ValueId constantInt(int32_t value);
  ValueId load(Type type, Access access, std::span<const ValueId> indices = {});
  void store(Access access, ValueId value, std::span<const ValueId> indices = {});
  uint32_t addVariable(Variable variable);  // emits DeclareVar at the current place

  Type typeOf(ValueId value) const { return function_.values[value].type; }

 private:
  Function& function_;
  BlockId block_ = 0;
  uint32_t line_ = 0;
};

}  // namespace sw::ir
