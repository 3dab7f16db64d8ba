// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The ways through a function's blocks. Which instructions hold blocks, and in which order, is said here alone. What a
// visit adds to the function is not walked, and does no harm.

#pragma once

#include <utility>
#include <vector>

#include "shader/ir/ir.h"

namespace sw::passes {

inline bool holdsTwoBlocks(ir::Op op) { return op == ir::Op::If || op == ir::Op::Loop || op == ir::Op::Scope; }

/// Calls visit(block) for the blocks that the instruction holds, in the order of the source. None is kNone.
template <class F>
void forEachNested(const ir::Function& function, const ir::Instr& instr, F&& visit) {
  const ir::BlockId a = instr.blockA, b = instr.blockB;
  const uint32_t cases = instr.imm;
  if (instr.op == ir::Op::Switch) {
    for (size_t i = 0; i < function.switches[cases].size(); i++) visit(function.switches[cases][i].block);
  } else if (holdsTwoBlocks(instr.op)) {
    if (a != ir::kNone) visit(a);
    if (b != ir::kNone) visit(b);
  }
}

/// Puts of(block) in the place of each block that the instruction holds, kNone as well. A Switch gets a list of cases
/// of its own, so that one it was copied from keeps its own.
template <class F>
void replaceNested(ir::Function& function, ir::Instr& instr, F&& of) {
  if (instr.op == ir::Op::Switch) {
    std::vector<ir::SwitchCase> cases = function.switches[instr.imm];
    for (ir::SwitchCase& entry : cases) entry.block = of(entry.block);
    function.switches.push_back(std::move(cases));
    instr.imm = uint32_t(function.switches.size() - 1);
  } else if (holdsTwoBlocks(instr.op)) {
    instr.blockA = of(instr.blockA);
    instr.blockB = of(instr.blockB);
  }
}

/// Calls visit(block) for `block` and every block nested in it, outer ones first.
template <class F>
void forEachBlock(const ir::Function& function, ir::BlockId block, F&& visit) {
  if (block == ir::kNone) return;
  visit(block);
  for (size_t i = 0; i < function.blocks[block].instrs.size(); i++) {
    const ir::Instr& instr = function.instrs[function.blocks[block].instrs[i]];
    forEachNested(function, instr, [&](ir::BlockId inner) { forEachBlock(function, inner, visit); });
  }
}

/// Calls visit(block, id) for all instructions of `block`, those of blocks nested in one right after it: in the order
/// of the source.
template <class F>
void forEachInstr(const ir::Function& function, ir::BlockId block, F&& visit) {
  if (block == ir::kNone) return;
  for (size_t i = 0; i < function.blocks[block].instrs.size(); i++) {
    const ir::InstrId id = function.blocks[block].instrs[i];
    visit(block, id);
    forEachNested(function, function.instrs[id], [&](ir::BlockId inner) { forEachInstr(function, inner, visit); });
  }
}

/// Whether is(instr) holds for an instruction of `block`, or inside of one for which enters(op) does.
template <class Is, class Enters>
bool anyInstr(const ir::Function& function, ir::BlockId block, Is&& is, Enters&& enters) {
  if (block == ir::kNone) return false;
  for (const ir::InstrId id : function.blocks[block].instrs) {
    const ir::Instr& instr = function.instrs[id];
    if (is(instr)) return true;
    bool inside = false;
    if (!enters(instr.op)) continue;
    forEachNested(function, instr,
                  [&](ir::BlockId inner) { inside = inside || anyInstr(function, inner, is, enters); });
    if (inside) return true;
  }
  return false;
}

}  // namespace sw::passes
