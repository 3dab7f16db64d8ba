// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <string>

#include "shader/ir/ir.h"

namespace sw::passes {

/// main on its own: calls inlined, exits simplified, folded, forwarded, dead code dropped. Depends on the shader alone.
/// False, with `error`, when the shader is too large.
bool optimise(const ir::Shader& shader, ir::Function& main, std::string& error);

}  // namespace sw::passes
