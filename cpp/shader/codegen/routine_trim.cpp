// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/routine_trim.h"

#include <algorithm>

namespace sw {

namespace {

const ir::Access* outputAccess(const ir::Function& function, ir::InstrId id, ir::Op op) {
  const ir::Instr& instr = function.instrs[id];
  if (instr.op != op) return nullptr;
  const ir::Access& access = function.accesses[instr.imm];
  return access.space == ir::Space::Output ? &access : nullptr;
}

}  // namespace

std::unique_ptr<LinkedProgram> withoutUnwantedOutputs(const LinkedProgram& program, const std::vector<bool>& wanted) {
  std::vector<bool> drop(wanted.size());
  for (size_t i = 0; i < wanted.size(); ++i) drop[i] = !wanted[i];
  bool stores = false;
  for (const ir::Function& function : program.fragment.functions) {
    for (const ir::Block& block : function.blocks) {
      for (ir::InstrId id : block.instrs) {
        if (const ir::Access* access = outputAccess(function, id, ir::Op::Load)) drop[access->object] = false;
      }
    }
  }
  const auto isDropped = [&](const ir::Function& function, ir::InstrId id) {
    const ir::Access* access = outputAccess(function, id, ir::Op::Store);
    return access != nullptr && drop[access->object];
  };
  for (const ir::Function& function : program.fragment.functions) {
    for (const ir::Block& block : function.blocks) {
      for (ir::InstrId id : block.instrs) stores |= isDropped(function, id);
    }
  }
  if (!stores) return nullptr;

  auto trimmed = std::make_unique<LinkedProgram>(program);
  for (ir::Function& function : trimmed->fragment.functions) {
    for (ir::Block& block : function.blocks) {
      std::erase_if(block.instrs, [&](ir::InstrId id) { return isDropped(function, id); });
    }
  }
  return trimmed;
}

}  // namespace sw
