// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/ir/builder.h"

#include <bit>
#include <utility>

namespace sw::ir {

BlockId Builder::newBlock() {
  function_.blocks.emplace_back();
  return static_cast<BlockId>(function_.blocks.size() - 1);
}

ValueId Builder::emit(Op op, Type type, std::span<const ValueId> args, uint32_t imm) {
  if (type == Type::Void) return emitMany(op, {}, args, imm);
  return emitMany(op, {&type, 1}, args, imm);
}

ValueId Builder::emitMany(Op op, std::span<const Type> types, std::span<const ValueId> args, uint32_t imm) {
  const InstrId id = static_cast<InstrId>(function_.instrs.size());
  Instr& instr = function_.instrs.emplace_back();
  instr.op = op;
  instr.type = types.empty() ? Type::Void : types[0];
  instr.argCount = static_cast<uint16_t>(args.size());
  instr.argBegin = static_cast<uint32_t>(function_.args.size());
  instr.resultCount = static_cast<uint16_t>(types.size());
  instr.imm = imm;
  instr.line = line_;
  function_.args.insert(function_.args.end(), args.begin(), args.end());
  if (!types.empty()) instr.result = static_cast<ValueId>(function_.values.size());
  for (const Type type : types) {
    ValueInfo& value = function_.values.emplace_back();
    value.type = type;
    value.definition = id;
  }
  function_.blocks[block_].instrs.push_back(id);
  return instr.result;
}

InstrId Builder::emitControl(Op op, std::span<const ValueId> args, BlockId a, BlockId b, uint32_t imm) {
  emitMany(op, {}, args, imm);
  const InstrId id = static_cast<InstrId>(function_.instrs.size() - 1);
  function_.instrs[id].blockA = a;
  function_.instrs[id].blockB = b;
  return id;
}

ValueId Builder::constant(Type type, uint32_t bits) { return emit(Op::Const, type, {}, bits); }

ValueId Builder::constantFloat(float value) { return constant(Type::Float, std::bit_cast<uint32_t>(value)); }

ValueId Builder::constantInt(int32_t value) { return constant(Type::Int, static_cast<uint32_t>(value)); }

ValueId Builder::load(Type type, Access access, std::span<const ValueId> indices) {
  function_.accesses.push_back(std::move(access));
  return emit(Op::Load, type, indices, static_cast<uint32_t>(function_.accesses.size() - 1));
}

void Builder::store(Access access, ValueId value, std::span<const ValueId> indices) {
  function_.accesses.push_back(std::move(access));
  std::vector<ValueId> args;
  args.reserve(indices.size() + 1);
  args.push_back(value);
  args.insert(args.end(), indices.begin(), indices.end());
  emit(Op::Store, Type::Void, args, static_cast<uint32_t>(function_.accesses.size() - 1));
}

uint32_t Builder::addVariable(Variable variable) {
  function_.variables.push_back(std::move(variable));
  const uint32_t index = static_cast<uint32_t>(function_.variables.size() - 1);
  emit(Op::DeclareVar, Type::Void, {}, index);
  return index;
}

}  // namespace sw::ir
