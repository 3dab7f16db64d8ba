// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <memory>
#include <vector>

#include "shader/link/program.h"

namespace sw {

/// A copy of the program whose fragment shader no longer stores to outputs that nobody wants and that it does not read
/// back, so that what led to them is dead code. Null when there is nothing to leave out.
std::unique_ptr<LinkedProgram> withoutUnwantedOutputs(const LinkedProgram& program, const std::vector<bool>& wanted);

}  // namespace sw
