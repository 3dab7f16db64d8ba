// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// How far each value and each variable is the same for all lanes, and where control flow divides the lanes.
//
// A region is a part of the program that runs under one set of lanes: the whole body is region 0, and a block that some
// lanes skip, or leave early while others go on, opens another. A store changes all lanes that a variable's life began
// with exactly when it stands in the region of the declaration; elsewhere it is masked, and makes the variable varying.
//
// A variable that is looked at in one loop only (a counter, mostly) may count the loop's region as its own: lanes that
// have left the loop do not care what it holds. So `i` of a for loop stays a scalar, even when lanes break one by one.

#pragma once

#include <vector>

#include "shader/ir/ir.h"
#include "shader/passes/cells.h"

namespace sw::passes {

/// What the routine around the shader says of its surroundings.
struct InterfaceUniformity {
  ir::Uniformity builtins[16] = {};
  std::vector<ir::Uniformity> inputs;  // by index into Shader::inputs
};

struct UniformityAnalysis {
  CellMap cells;
  std::vector<uint32_t> blockRegion;           // by BlockId
  std::vector<uint32_t> cellRegion;            // by cell: where its life begins
  std::vector<uint32_t> loopRegion;            // by cell: of the loop whose lanes alone care for it, or kNone
  std::vector<ir::Uniformity> cellUniformity;  // by cell
  std::vector<uint8_t> divergent;              // by InstrId: a Loop, Switch or Scope that lanes leave one by one

  /// Whether a store in `region` reaches all lanes that care for the cell.
  bool storesWhole(uint32_t cell, uint32_t region) const {
    return cellRegion[cell] == region || loopRegion[cell] == region;
  }
};

/// Also sets Value::uniformity and the uniformity of local variables.
UniformityAnalysis analyseUniformity(const ir::Shader& shader, ir::Function& main,
                                     const InterfaceUniformity& interface);

}  // namespace sw::passes
