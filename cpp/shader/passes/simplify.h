// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include "shader/ir/ir.h"

namespace sw::passes {

/// One walk in program order that folds constants, applies identities that keep every bit, replaces loads by the value
/// last stored where that is known, merges equal pure values within a block and those around it, and takes the branch
/// of an If whose condition is constant. Calls that are left write only what lives in memory, which is not followed.
/// What becomes useless is left to dropDeadCode.
void simplify(const ir::Shader& shader, ir::Function& function);

}  // namespace sw::passes
