// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/ir/uses.h"

namespace sw::ir {

bool usesBuiltin(const Shader& shader, Builtin builtin) {
  for (const Function& function : shader.functions) {
    for (const Instr& instr : function.instrs) {
      if (instr.op == Op::LoadBuiltin && (instr.imm & 0xff) == uint32_t(builtin)) return true;
    }
  }
  return false;
}

}  // namespace sw::ir
