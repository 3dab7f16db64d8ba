// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// One dense number for every mutable cell that a function can see: its locals, then globals, then outputs. Passes keep
// their facts in arrays over it.

#pragma once

#include <vector>

#include "shader/ir/ir.h"

namespace sw::passes {

class CellMap {
 public:
  CellMap() = default;
  CellMap(const ir::Shader& shader, const ir::Function& function) {
    for (const ir::Variable& variable : function.variables) add(localBase_, variable.cells);
    localCount_ = count();
    for (const ir::Variable& variable : shader.globals) add(globalBase_, variable.cells);
    for (const ir::InterfaceVariable& output : shader.outputs) add(outputBase_, output.cells);
  }

  static bool isMutable(ir::Space space) {
    return space == ir::Space::Local || space == ir::Space::Global || space == ir::Space::Output;
  }

  uint32_t count() const { return uint32_t(types_.size()); }
  uint32_t base(ir::Space space, uint32_t object) const {
    return space == ir::Space::Local    ? localBase_[object]
           : space == ir::Space::Global ? globalBase_[object]
                                        : outputBase_[object];
  }
  uint32_t of(const ir::Access& access) const { return base(access.space, access.object) + access.base; }
  ir::Type typeOf(uint32_t cell) const { return types_[cell]; }
  /// The first cell that is no local variable's: from here on functions number alike.
  uint32_t localCount() const { return localCount_; }

  /// Reached by a dynamic index somewhere, or shared with a function that is called: it lives in memory and no pass
  /// follows its content.
  bool isDynamic(uint32_t cell) const { return dynamic_[cell]; }
  void setDynamic(ir::Space space, uint32_t object, uint32_t cells) {
    for (uint32_t i = 0; i < cells; ++i) dynamic_[base(space, object) + i] = true;
  }

 private:
  void add(std::vector<uint32_t>& bases, const std::vector<ir::Type>& cells) {
    bases.push_back(count());
    types_.insert(types_.end(), cells.begin(), cells.end());
    dynamic_.resize(types_.size());
  }

  std::vector<uint32_t> localBase_, globalBase_, outputBase_;
  uint32_t localCount_ = 0;
  std::vector<ir::Type> types_;
  std::vector<uint8_t> dynamic_;
};

/// Numbers the cells and finds which live in memory (also sets Variable::dynamic of locals that dynamic indices reach).
CellMap mapCells(const ir::Shader& shader, ir::Function& function);

}  // namespace sw::passes
