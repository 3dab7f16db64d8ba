// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include "shader/ir/ir.h"

namespace sw::ir {

/// Whether any of the shader's functions reads the built-in.
bool usesBuiltin(const Shader& shader, Builtin builtin);

}  // namespace sw::ir
