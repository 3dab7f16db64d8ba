// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/passes/seen_bits.h"

#include <utility>

#include "shader/passes/walk.h"

namespace sw::passes {

using namespace ir;

namespace {

bool isCastOfFloat(const Function& function, const Instr& instr) {
  return instr.op == Op::Bitcast && instr.type != Type::Float &&
         function.values[function.args[instr.argBegin]].type == Type::Float;
}

class Search {
 public:
  Search(const Function& function, const CellMap& cells)
      : function_(function), cells_(cells), seen_(function.values.size()), stored_(cells.count()) {}

  std::vector<uint8_t> run(const std::vector<uint8_t>& seenCells, bool calls) {
    forEachInstr(function_, 0, [&](BlockId, InstrId id) {
      const Instr& instr = function_.instrs[id];
      const auto args = function_.argsOf(instr);
      if (isCastOfFloat(function_, instr)) see(args[0]);
      if (calls && (instr.op == Op::Call || instr.op == Op::Return)) {
        for (const ValueId arg : args) see(arg);
      }
      if (instr.op == Op::Store) stored_[placeOf(function_.accesses[instr.imm])].push_back(args[0]);
    });
    for (uint32_t cell = cells_.localCount(); cell < cells_.count(); ++cell) {
      if (calls || seenCells[cell]) seeCell(cell);
    }
    while (!open_.empty()) {
      const ValueId value = open_.back();
      open_.pop_back();
      follow(value);
    }
    return std::move(seen_);
  }

 private:
  /// A variable that dynamic indices reach counts as one cell, its first.
  uint32_t placeOf(const Access& access) const {
    const uint32_t cell = cells_.of(access);
    return cells_.isDynamic(cell) ? cells_.base(access.space, access.object) : cell;
  }

  void see(ValueId value) {
    if (seen_[value] || function_.values[value].type != Type::Float) return;
    seen_[value] = true;
    open_.push_back(value);
  }
  void seeCell(uint32_t cell) {
    for (const ValueId value : stored_[cell]) see(value);
    stored_[cell].clear();
  }

  void follow(ValueId value) {
    const InstrId definition = function_.values[value].definition;
    if (definition == kNone) return;
    const Instr& instr = function_.instrs[definition];
    const auto args = function_.argsOf(instr);
    switch (instr.op) {
      case Op::Select:
        see(args[1]);
        see(args[2]);
        break;
      case Op::Min:
      case Op::Max:
        see(args[0]);
        see(args[1]);
        break;
      case Op::Neg:
      case Op::Abs: see(args[0]); break;
      case Op::Load: {
        const Access& access = function_.accesses[instr.imm];
        if (CellMap::isMutable(access.space)) seeCell(placeOf(access));
        break;
      }
      default: break;
    }
  }

  const Function& function_;
  const CellMap& cells_;
  std::vector<uint8_t> seen_;                 // by value
  std::vector<ValueId> open_;                 // seen, but not what they come from
  std::vector<std::vector<ValueId>> stored_;  // by place; empty once it is seen
};

}  // namespace

bool castsFloats(const Function& function) {
  bool casts = false;
  forEachInstr(function, 0, [&](BlockId, InstrId id) { casts |= isCastOfFloat(function, function.instrs[id]); });
  return casts;
}

std::vector<uint8_t> findSeenBits(const Function& function, const CellMap& cells, const std::vector<uint8_t>& seenCells,
                                  bool calls) {
  return Search(function, cells).run(seenCells, calls);
}

}  // namespace sw::passes
