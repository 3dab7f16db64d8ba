// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include "shader/ir/ir.h"

namespace sw::passes {

/// Instructions that a shader may have with all its calls expanded.
inline constexpr uint32_t kMaxInlinedInstrs = 400000;

/// main with every call replaced by a copy of the callee. A callee that returns once, at its end, becomes part of the
/// caller's block; any other becomes a Scope whose results go through variables. The result has no Call and no Return.
/// False, with `error`, when it would grow beyond kMaxInlinedInstrs.
bool inlineCalls(const ir::Shader& shader, ir::Function& main, std::string& error);

}  // namespace sw::passes
