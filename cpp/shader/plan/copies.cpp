// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Cells that go between the frame of a call and a variable in memory, and nowhere else: they are copied at once.

#include <algorithm>

#include "shader/passes/walk.h"
#include "shader/plan/planning.h"

namespace sw::planning {

using namespace ir;
using passes::CellGroup;

namespace {

constexpr size_t kMaxCopyDistance = 2000;  // instructions between a call and what is copied for it: bounds the search

/// Whether the instruction may change the object of `access`, or hide what does.
bool mayChange(const Function& function, const Instr& instr, const Access& access) {
  switch (instr.op) {
    case Op::If:
    case Op::Loop:
    case Op::Switch:
    case Op::Scope:
    case Op::Call: return true;
    case Op::DeclareVar: return access.space == Space::Local && access.object == instr.imm;
    case Op::Store: {
      const Access& other = function.accesses[instr.imm];
      return other.space == access.space && other.object == access.object;
    }
    default: return false;
  }
}

bool isSameObject(const Access& a, const Access& b) { return a.space == b.space && a.object == b.object; }

/// Loads of consecutive cells whose values only go into a frame: arguments of a call, results of a return. `at`: the
/// call or the return in `block`; `positionOf`: by instruction, in its block.
void findCopiesIn(const BodyPlan& body, FunctionPlan& plan, BlockId block, size_t at,
                  const std::vector<size_t>& positionOf) {
  const Function& function = plan.function;
  const std::vector<InstrId>& list = function.blocks[block].instrs;
  const Instr& user = function.instrs[list[at]];
  const bool isCall = user.op == Op::Call;
  const CalleePlan& callee = isCall ? body.calleeOf(plan, list[at]).callee : plan.callee;
  // The load of an argument, if it is one that can be copied.
  const auto loadOf = [&](uint32_t k, uint32_t& cell) -> const Instr* {
    const ValueId value = function.args[user.argBegin + k];
    const Instr* load = plan.definitionOf(value);
    if (!load || load->op != Op::Load || plan.values[value].bodyUses != 1 || !plan.isPlainAccess(*load, cell)) {
      return nullptr;
    }
    if (plan.instrs[function.values[value].definition].block != block) return nullptr;
    return plan.cellForm(cell) == (isCall ? callee.argumentForm(k) : callee.resultForm(k)) ? load : nullptr;
  };
  for (const CellGroup& group : isCall ? callee.frame.arguments : callee.frame.results) {
    if (!group.framed) continue;
    for (uint32_t k = group.begin; k < group.begin + group.cells;) {
      FrameCopy copy = {.begin = k, .count = 0, .cell = 0};
      const Instr* const first = loadOf(k, copy.cell);
      if (!first) {
        ++k;
        continue;
      }
      const Access& access = function.accesses[first->imm];
      size_t earliest = at;
      for (uint32_t cell = copy.cell; k < group.begin + group.cells && cell == copy.cell + copy.count; ++k) {
        const Instr* const load = loadOf(k, cell);
        if (!load || cell != copy.cell + copy.count) break;
        if (!isSameObject(function.accesses[load->imm], access)) break;
        earliest = std::min(earliest, positionOf[function.values[function.args[user.argBegin + k]].definition]);
        ++copy.count;
        ++cell;
      }
      bool stays = at - earliest < kMaxCopyDistance;
      for (size_t i = earliest; stays && i < at; ++i) stays = !mayChange(function, function.instrs[list[i]], access);
      if (!stays) continue;
      plan.copiesIn[list[at]].push_back(copy);
      for (uint32_t c = copy.begin; c < copy.begin + copy.count; ++c) {
        plan.instrs[function.values[function.args[user.argBegin + c]].definition].done = true;
      }
    }
  }
}

/// Stores of consecutive results of a call into consecutive cells, with nothing between that looks at either.
void findCopiesOut(const BodyPlan& body, FunctionPlan& plan, BlockId block, size_t call) {
  const Function& function = plan.function;
  const std::vector<InstrId>& list = function.blocks[block].instrs;
  const Instr& instr = function.instrs[list[call]];
  const CalleePlan& callee = body.calleeOf(plan, list[call]).callee;
  const auto isCopied = [&](InstrId id, uint32_t& result, uint32_t& cell) {
    const Instr& store = function.instrs[id];
    if (store.op != Op::Store || !plan.isPlainAccess(store, cell)) return false;
    const ValueId value = function.args[store.argBegin];
    result = value - instr.result;
    if (value < instr.result || result >= instr.resultCount || plan.values[value].bodyUses != 1) return false;
    return plan.cellForm(cell) == callee.resultForm(result) && plan.cellForm(cell) == plan.formOf(value);
  };
  for (size_t i = call + 1; i < list.size() && i < call + kMaxCopyDistance;) {
    const Instr& next = function.instrs[list[i]];
    if (next.op == Op::Call || next.op == Op::If || next.op == Op::Loop || next.op == Op::Switch ||
        next.op == Op::Scope) {
      return;
    }
    FrameCopy copy;
    if (!isCopied(list[i], copy.begin, copy.cell)) {
      ++i;
      continue;
    }
    const CellGroup* group = nullptr;
    for (const CellGroup& candidate : callee.frame.results) {
      if (copy.begin >= candidate.begin && copy.begin < candidate.begin + candidate.cells) group = &candidate;
    }
    const Access& access = function.accesses[next.imm];
    bool free = group && group->framed;
    for (size_t k = call + 1; free && k < i; ++k) {
      const Instr& between = function.instrs[list[k]];
      if (between.op != Op::Load && between.op != Op::Store) continue;
      free = !isSameObject(function.accesses[between.imm], access);
    }
    if (!free) {
      ++i;
      continue;
    }
    const size_t first = i;
    uint32_t result = copy.begin, cell = copy.cell;
    while (i < list.size() && isCopied(list[i], result, cell) && result == copy.begin + copy.count &&
           cell == copy.cell + copy.count && result < group->begin + group->cells) {
      if (!isSameObject(function.accesses[function.instrs[list[i]].imm], access)) break;
      plan.values[instr.result + result].copied = true;
      if (i != first) plan.instrs[list[i]].done = true;
      ++copy.count;
      ++i;
    }
    const Form form = callee.resultForm(copy.begin);
    copy.offset = callee.frame.begin + group->offset + (copy.begin - group->begin) * bytesOf(form);
    plan.copiesOut[list[first]] = copy;
    plan.copyStores[list[call]].push_back(list[first]);
  }
}

}  // namespace

void findCopies(const BodyPlan& body, FunctionPlan& plan) {
  if (plan.isMain && !plan.needs.calls) return;
  std::vector<size_t> positionOf(plan.function.instrs.size());
  passes::forEachBlock(plan.function, 0, [&](BlockId block) {
    const std::vector<InstrId>& list = plan.function.blocks[block].instrs;
    for (size_t i = 0; i < list.size(); ++i) positionOf[list[i]] = i;
    for (size_t i = 0; i < list.size(); ++i) {
      const Op op = plan.function.instrs[list[i]].op;
      if (op == Op::Call || (op == Op::Return && !plan.isMain)) findCopiesIn(body, plan, block, i, positionOf);
      if (op == Op::Call) findCopiesOut(body, plan, block, i);
    }
  });
}

}  // namespace sw::planning
