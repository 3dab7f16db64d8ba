// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include <algorithm>

#include "shader/passes/cell_map.h"
#include "shader/passes/passes.h"
#include "shader/passes/walk.h"

namespace sw::passes {

using namespace ir;

namespace {

/// Walks backwards, so that uses are seen before definitions. A loop needs no second round: values do not flow around
/// it, and whether a variable is loaded at all is counted beforehand.
class DeadCode {
 public:
  DeadCode(const Shader& shader, Function& function)
      : function_(function),
        cells_(mapCells(shader, function)),
        used_(function.values.size()),
        loaded_(cells_.count()),
        overwritten_(cells_.count()) {
    for (const InterfaceVariable& output : shader.outputs) {
      const uint32_t index = uint32_t(&output - shader.outputs.data());
      for (uint32_t c = 0; c < output.cells.size(); ++c) loaded_[cells_.base(Space::Output, index) + c] = true;
    }
  }

  void run() {
    countLoads();
    block(0);
  }

 private:
  void countLoads() {
    forEachInstr(function_, 0, [this](BlockId, InstrId id) {
      const Instr& i = function_.instrs[id];
      if (i.op != Op::Load || !CellMap::isMutable(function_.accesses[i.imm].space)) return;
      const Access& access = function_.accesses[i.imm];
      if (!cells_.isDynamic(cells_.of(access)))
        loaded_[cells_.of(access)] = true;
      else if (access.space == Space::Local)
        dynamicLoaded_.push_back(access.object);
    });
  }

  bool isEmpty(BlockId id) const { return id == kNone || function_.blocks[id].instrs.empty(); }

  void clearOverwritten() {
    for (uint32_t cell : overwrittenList_) overwritten_[cell] = false;
    overwrittenList_.clear();
  }

  void block(BlockId id) {
    clearOverwritten();
    std::vector<InstrId>& list = function_.blocks[id].instrs;
    std::vector<InstrId> kept;
    kept.reserve(list.size());
    for (size_t n = list.size(); n-- > 0;) {
      if (keep(function_.instrs[list[n]])) kept.push_back(list[n]);
    }
    std::reverse(kept.begin(), kept.end());
    function_.blocks[id].instrs = std::move(kept);
    clearOverwritten();
  }

  void use(const Instr& i) {
    for (ValueId arg : function_.argsOf(i)) used_[arg] = true;
  }

  bool keep(Instr& i) {
    switch (i.op) {
      case Op::Store: {
        const Access& access = function_.accesses[i.imm];
        const uint32_t cell = cells_.of(access);
        if (cells_.isDynamic(cell)) {
          if (access.space == Space::Local &&
              std::find(dynamicLoaded_.begin(), dynamicLoaded_.end(), access.object) == dynamicLoaded_.end()) {
            return false;
          }
        } else {
          if (!loaded_[cell] || overwritten_[cell]) return false;
          overwritten_[cell] = true;
          overwrittenList_.push_back(cell);
        }
        use(i);
        return true;
      }
      case Op::DeclareVar: {
        const uint32_t base = cells_.base(Space::Local, i.imm);
        for (uint32_t c = 0; c < function_.variables[i.imm].cells.size(); ++c) {
          if (loaded_[base + c] || cells_.isDynamic(base + c)) return true;
        }
        return false;
      }
      case Op::If:
      case Op::Loop:
      case Op::Switch:
      case Op::Scope:
        forEachNested(function_, i, [this](BlockId inner) { block(inner); });
        if (i.op == Op::If && isEmpty(i.blockA) && isEmpty(i.blockB)) return false;
        if (i.op == Op::Scope && isEmpty(i.blockA)) return false;
        use(i);
        return true;
      case Op::Load: {
        bool live = used_[i.result];
        if (!live) return false;
        const Access& access = function_.accesses[i.imm];
        if (CellMap::isMutable(access.space)) {
          const uint32_t cell = cells_.of(access);
          if (overwritten_[cell]) {
            overwritten_[cell] = false;  // the list keeps a stale entry, which is harmless
          }
        }
        use(i);
        return true;
      }
      default: {
        if (!isPure(i.op)) {
          if (i.op == Op::Break || i.op == Op::Continue || i.op == Op::LeaveScope) clearOverwritten();
          use(i);
          return true;
        }
        for (uint32_t r = 0; r < i.resultCount; ++r) {
          if (used_[i.result + r]) {
            use(i);
            return true;
          }
        }
        return false;
      }
    }
  }

  Function& function_;
  CellMap cells_;
  std::vector<uint8_t> used_;
  std::vector<uint8_t> loaded_;
  std::vector<uint8_t> overwritten_;
  std::vector<uint32_t> overwrittenList_;
  std::vector<uint32_t> dynamicLoaded_;
};

}  // namespace

bool dropDeadCode(const Shader& shader, Function& function) {
  DeadCode(shader, function).run();
  return false;
}

}  // namespace sw::passes
