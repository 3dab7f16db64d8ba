// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/link/private_memory.h"

#include <algorithm>

#include "pipeline/layout.h"
#include "shader/passes/cell_map.h"
#include "shader/passes/pipeline.h"

namespace sw {

using namespace ir;

namespace {

/// Whether some variable may have to live in memory. Most shaders have none, and need no passes to tell.
bool mayUseMemory(const Shader& shader) {
  for (const Function& function : shader.functions) {
    for (const Variable& variable : function.variables) {
      if (variable.cells.size() > passes::kLargeVariable) return true;
    }
    for (const Access& access : function.accesses) {
      if (!access.strides.empty() && passes::CellMap::isMutable(access.space)) return true;
    }
  }
  return false;
}

uint32_t bytesNeeded(const Shader& shader, const passes::CallOptions& options) {
  uint32_t bytes = kPrivateScratchBytes + ((uint32_t(shader.constants.size()) * 4 + 15) & ~15u);
  if (!mayUseMemory(shader) && !passes::keepsCalls(shader, options)) return bytes;
  passes::OptimisedShader optimised;
  std::string error;
  if (!passes::optimise(shader, options, optimised, error)) return bytes;  // linking refuses it
  const passes::CellMap cells = passes::mapCells(shader, optimised.main);
  for (uint32_t cell = 0; cell < cells.count(); ++cell) bytes += cells.isDynamic(cell) ? 16 : 0;
  return bytes + optimised.frameBytes;
}

}  // namespace

uint32_t privateBytesNeeded(const LinkedProgram& program) {
  return std::max(bytesNeeded(program.vertex, program.calls), bytesNeeded(program.fragment, program.calls));
}

}  // namespace sw
