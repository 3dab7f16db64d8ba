// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>
#include <vector>

#include "shader/ir/ir.h"

namespace sw::passes {

/// Instructions that one function may have after expansion.
inline constexpr uint32_t kMaxInlinedInstrs = 400000;

/// An input's cell or a built-in that a function reads. Only main has inputs; a function that is called gets what it
/// reads of them as further parameters, one cell each.
struct HiddenParameter {
  ir::Op op = ir::Op::Load;  // or LoadBuiltin
  uint32_t object = 0;       // of a Load
  uint32_t place = 0;        // cell, or the imm of LoadBuiltin
  ir::Type type = ir::Type::Void;
  bool operator==(const HiddenParameter&) const = default;
};

/// Functions whose calls stay calls.
struct KeptFunctions {
  std::vector<uint32_t> indexOf;  // by function of the shader: into `functions`, or kNone where calls are expanded
  std::vector<ir::Function> functions;
  std::vector<std::vector<HiddenParameter>> hidden;  // by function, behind its own parameters
};

/// Appends to `out` (empty so far) the shader's function with every call replaced by a copy of the callee, but for
/// calls of `kept` functions. A callee that returns once, at its end, becomes part of the caller's block; any other
/// becomes a Scope whose results go through variables. The result has no Return but one at the end of its body, if it
/// has results. False when it would grow beyond kMaxInlinedInstrs.
bool expandCalls(const ir::Shader& shader, uint32_t function, const KeptFunctions& kept, ir::Function& out);

/// Makes parameters of the inputs and built-ins that the function reads.
std::vector<HiddenParameter> hideInputs(const ir::Shader& shader, ir::Function& function);

/// Variables of more than this many cells that calls pass whole live in memory, where a loop copies them.
inline constexpr uint32_t kMaxUnrolledCells = 16;

}  // namespace sw::passes
