// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include "shader/ir/ir.h"

namespace sw::passes {

/// Calls visit(block) for `block` and every block nested in it, outer ones first.
template <class F>
void forEachBlock(const ir::Function& function, ir::BlockId block, F&& visit) {
  if (block == ir::kNone) return;
  visit(block);
  for (size_t i = 0; i < function.blocks[block].instrs.size(); i++) {
    const ir::Instr& instr = function.instrs[function.blocks[block].instrs[i]];
    if (instr.op == ir::Op::If || instr.op == ir::Op::Loop || instr.op == ir::Op::Scope) {
      forEachBlock(function, instr.blockA, visit);
      forEachBlock(function, instr.blockB, visit);
    } else if (instr.op == ir::Op::Switch) {
      for (const ir::SwitchCase& entry : function.switches[instr.imm]) forEachBlock(function, entry.block, visit);
    }
  }
}

/// Calls visit(block, instr) for all instructions of `block`, those of blocks nested in one right after it: in the
/// order of the source.
template <class F>
void forEachInstr(const ir::Function& function, ir::BlockId block, F&& visit) {
  if (block == ir::kNone) return;
  for (const ir::InstrId id : function.blocks[block].instrs) {
    const ir::Instr& instr = function.instrs[id];
    visit(block, instr);
    if (instr.op == ir::Op::If || instr.op == ir::Op::Loop || instr.op == ir::Op::Scope) {
      forEachInstr(function, instr.blockA, visit);
      forEachInstr(function, instr.blockB, visit);
    } else if (instr.op == ir::Op::Switch) {
      for (const ir::SwitchCase& entry : function.switches[instr.imm]) forEachInstr(function, entry.block, visit);
    }
  }
}

}  // namespace sw::passes
