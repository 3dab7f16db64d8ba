// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <vector>

#include "shader/ir/ir.h"

namespace sw::passes {

/// Marks the values that depend on uniforms, constants and uniform inputs alone: they are computed once per batch,
/// before the loop over quads. Pure operations trap nowhere, so those from untaken branches may come along. By ValueId;
/// constants are not marked (they are written where they are used). Needs uniformity.
std::vector<uint8_t> markHoisted(const ir::Function& function);

}  // namespace sw::passes
