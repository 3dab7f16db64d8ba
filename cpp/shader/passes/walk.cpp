// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/passes/walk.h"

#include <utility>
#include <vector>

namespace sw::passes {

using namespace ir;

namespace {

bool holdsTwoBlocks(Op op) { return op == Op::If || op == Op::Loop || op == Op::Scope; }

}  // namespace

void forEachNested(const Function& function, const Instr& instr, Visit<void(BlockId)> visit) {
  const BlockId a = instr.blockA, b = instr.blockB;
  const uint32_t cases = instr.imm;
  if (instr.op == Op::Switch) {
    for (size_t i = 0; i < function.switches[cases].size(); ++i) visit(function.switches[cases][i].block);
  } else if (holdsTwoBlocks(instr.op)) {
    if (a != kNone) visit(a);
    if (b != kNone) visit(b);
  }
}

void replaceNested(Function& function, Instr& instr, Visit<BlockId(BlockId)> of) {
  if (instr.op == Op::Switch) {
    std::vector<SwitchCase> cases = function.switches[instr.imm];
    for (SwitchCase& entry : cases) entry.block = of(entry.block);
    function.switches.push_back(std::move(cases));
    instr.imm = uint32_t(function.switches.size() - 1);
  } else if (holdsTwoBlocks(instr.op)) {
    instr.blockA = of(instr.blockA);
    instr.blockB = of(instr.blockB);
  }
}

void forEachBlock(const Function& function, BlockId block, Visit<void(BlockId)> visit) {
  if (block == kNone) return;
  visit(block);
  for (size_t i = 0; i < function.blocks[block].instrs.size(); ++i) {
    const Instr& instr = function.instrs[function.blocks[block].instrs[i]];
    forEachNested(function, instr, [&](BlockId inner) { forEachBlock(function, inner, visit); });
  }
}

void forEachInstr(const Function& function, BlockId block, Visit<void(BlockId, InstrId)> visit) {
  if (block == kNone) return;
  for (size_t i = 0; i < function.blocks[block].instrs.size(); ++i) {
    const InstrId id = function.blocks[block].instrs[i];
    visit(block, id);
    forEachNested(function, function.instrs[id], [&](BlockId inner) { forEachInstr(function, inner, visit); });
  }
}

bool anyInstr(const Function& function, BlockId block, Visit<bool(const Instr&)> is, Visit<bool(Op)> enters) {
  if (block == kNone) return false;
  for (const InstrId id : function.blocks[block].instrs) {
    const Instr& instr = function.instrs[id];
    if (is(instr)) return true;
    if (!enters(instr.op)) continue;
    bool inside = false;
    forEachNested(function, instr, [&](BlockId inner) { inside = inside || anyInstr(function, inner, is, enters); });
    if (inside) return true;
  }
  return false;
}

}  // namespace sw::passes
