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
//
// A function that is called is analysed for each way it is called (passes/instances). Under a mask, its own variables
// begin their life with the lanes of the call, but no store to a global reaches all lanes: a global written under
// divergence is varying from there on.

#pragma once

#include <span>
#include <vector>

#include "shader/ir/ir.h"
#include "shader/passes/cell_map.h"

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
  std::vector<uint32_t> callee;                // by InstrId of a Call: what Callees::of said last; else kNone

  /// Whether a store in `region` reaches all lanes that care for the cell.
  bool storesWhole(uint32_t cell, uint32_t region) const {
    return cellRegion[cell] == region || loopRegion[cell] == region;
  }
};

/// What a function's calls do.
class Callees {
 public:
  virtual ~Callees() = default;
  /// A number for a function that is called by all lanes of the quad (`whole`) or some, with such arguments.
  virtual uint32_t of(uint32_t function, bool whole, std::span<const ir::Uniformity> arguments) = 0;
  virtual std::span<const ir::Uniformity> resultsOf(uint32_t callee) = 0;
};

/// How a function is called.
struct CallContext {
  Callees* callees = nullptr;                          // none: the function calls nothing
  bool whole = true;                                   // all lanes run it
  std::span<const ir::Uniformity> arguments = {};      // by cell
  std::vector<ir::Uniformity>* globalCells = nullptr;  // of globals and outputs, in all functions: grows
};

/// A call of a function under `region` is a whole one.
inline bool callsWhole(bool wholeCaller, uint32_t region) { return wholeCaller && region == 0; }

/// Also sets Value::uniformity and the uniformity of local variables.
UniformityAnalysis analyseUniformity(const ir::Shader& shader, ir::Function& function,
                                     const InterfaceUniformity& interface, const CallContext& context = {});

}  // namespace sw::passes
