// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/passes/cell_map.h"

#include "shader/passes/walk.h"

namespace sw::passes {

using namespace ir;

namespace {

void mark(CellMap& cells, const Shader& shader, Function& function) {
  forEachInstr(function, 0, [&](BlockId, InstrId id) {
    const Instr& instr = function.instrs[id];
    if (instr.op != Op::Load && instr.op != Op::Store) return;
    const Access& access = function.accesses[instr.imm];
    if (access.strides.empty() || !CellMap::isMutable(access.space)) return;
    size_t count = 0;
    switch (access.space) {
      case Space::Local:
        count = function.variables[access.object].cells.size();
        function.variables[access.object].dynamic = true;
        break;
      case Space::Global: count = shader.globals[access.object].cells.size(); break;
      default: count = shader.outputs[access.object].cells.size(); break;
    }
    cells.setDynamic(access.space, access.object, uint32_t(count));
  });
}

}  // namespace

CellMap mapCells(const Shader& shader, Function& function) {
  for (Variable& variable : function.variables) variable.dynamic = false;
  CellMap cells(shader, function);
  mark(cells, shader, function);
  for (uint32_t v = 0; v < function.variables.size(); ++v) {
    if (function.variables[v].inMemory) cells.setDynamic(Space::Local, v, uint32_t(function.variables[v].cells.size()));
  }
  for (uint32_t g = 0; g < function.sharedGlobals.size(); ++g) {
    if (function.sharedGlobals[g]) cells.setDynamic(Space::Global, g, uint32_t(shader.globals[g].cells.size()));
  }
  for (uint32_t o = 0; o < function.sharedOutputs.size(); ++o) {
    if (function.sharedOutputs[o]) cells.setDynamic(Space::Output, o, uint32_t(shader.outputs[o].cells.size()));
  }
  return cells;
}

}  // namespace sw::passes
