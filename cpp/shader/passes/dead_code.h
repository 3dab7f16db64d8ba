// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include "shader/ir/ir.h"

namespace sw::passes {

/// Drops pure values and loads that nothing uses, stores that no load (and no output) can see, stores overwritten in
/// the same block before anyone looks, variables that are left without use, and Ifs that are left empty.
void dropDeadCode(const ir::Shader& shader, ir::Function& function);

}  // namespace sw::passes
