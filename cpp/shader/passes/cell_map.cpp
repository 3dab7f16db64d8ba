// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/passes/cell_map.h"

#include "shader/passes/walk.h"

namespace sw::passes {

using namespace ir;

namespace {

void mark(CellMap& cells, const Shader& shader, Function& main) {
  forEachInstr(main, 0, [&](BlockId, InstrId id) {
    const Instr& instr = main.instrs[id];
    if (instr.op != Op::Load && instr.op != Op::Store) return;
    const Access& access = main.accesses[instr.imm];
    if (access.strides.empty() || !CellMap::isMutable(access.space)) return;
    size_t count = 0;
    switch (access.space) {
      case Space::Local:
        count = main.variables[access.object].cells.size();
        main.variables[access.object].dynamic = true;
        break;
      case Space::Global: count = shader.globals[access.object].cells.size(); break;
      default: count = shader.outputs[access.object].cells.size(); break;
    }
    cells.setDynamic(access.space, access.object, uint32_t(count));
  });
}

}  // namespace

CellMap mapCells(const Shader& shader, Function& main) {
  for (Variable& variable : main.variables) variable.dynamic = false;
  CellMap cells(shader, main);
  mark(cells, shader, main);
  for (uint32_t v = 0; v < main.variables.size(); v++) {
    if (main.variables[v].inMemory) cells.setDynamic(Space::Local, v, uint32_t(main.variables[v].cells.size()));
  }
  for (uint32_t g = 0; g < main.sharedGlobals.size(); g++) {
    if (main.sharedGlobals[g]) cells.setDynamic(Space::Global, g, uint32_t(shader.globals[g].cells.size()));
  }
  for (uint32_t o = 0; o < main.sharedOutputs.size(); o++) {
    if (main.sharedOutputs[o]) cells.setDynamic(Space::Output, o, uint32_t(shader.outputs[o].cells.size()));
  }
  return cells;
}

}  // namespace sw::passes
