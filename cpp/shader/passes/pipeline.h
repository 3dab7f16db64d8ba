// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <vector>

#include "shader/ir/ir.h"
#include "shader/passes/calls.h"

namespace sw::passes {

/// Variables of more cells may be moved to memory, when there are too many cells for locals.
inline constexpr size_t kLargeVariable = 64;

/// main, and the functions that are still called. These read no inputs and no built-ins (they are parameters), and
/// every global and output that they name lives in memory, in main too.
struct OptimisedShader {
  ir::Function main;
  std::vector<ir::Function> functions;  // callees before callers; a Call's imm is an index into it
  std::vector<CallFrame> frames;        // by function
  uint32_t frameBytes = 0;
};

/// Calls expanded where that pays, exits simplified, folded, forwarded, dead code dropped. Depends on the shader alone.
/// False, with `error`, when the shader is too large.
bool optimise(const ir::Shader& shader, const CallOptions& options, OptimisedShader& optimised, std::string& error);

}  // namespace sw::passes
