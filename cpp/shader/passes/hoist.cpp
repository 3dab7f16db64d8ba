// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/passes/hoist.h"

#include "shader/passes/cell_map.h"
#include "shader/passes/walk.h"

namespace sw::passes {

using namespace ir;

namespace {

class Marker {
 public:
  explicit Marker(const Function& function) : function_(function), hoisted_(function.values.size()) {}

  std::vector<uint8_t> run() {
    forEachInstr(function_, 0, [this](BlockId, InstrId id) {
      const Instr& instr = function_.instrs[id];
      if (!isHoistable(instr)) return;
      for (uint32_t r = 0; r < instr.resultCount; ++r) hoisted_[instr.result + r] = true;
    });
    return std::move(hoisted_);
  }

 private:
  bool isConst(ValueId value) const {
    const InstrId id = function_.values[value].definition;
    return id != kNone && function_.instrs[id].op == Op::Const;
  }

  bool isHoistable(const Instr& instr) const {
    if (instr.resultCount == 0 || instr.op == Op::Const) return false;
    if (function_.values[instr.result].uniformity != Uniformity::Uniform) return false;
    if (instr.op == Op::Load) {
      if (CellMap::isMutable(function_.accesses[instr.imm].space)) return false;
    } else if (!isPure(instr.op)) {
      return false;
    }
    for (ValueId arg : function_.argsOf(instr)) {
      if (!hoisted_[arg] && !isConst(arg)) return false;
    }
    return true;
  }

  const Function& function_;
  std::vector<uint8_t> hoisted_;
};

}  // namespace

std::vector<uint8_t> markHoisted(const Function& function) { return Marker(function).run(); }

}  // namespace sw::passes
