// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Which float values are seen as bits, so that a NaN that arithmetic made must be the canonical one: those that reach
// a cast to an integer, or an output whose bits leave the shader, by moves alone (docs/decisions/0006). Arithmetic on
// the way hides what went into it.

#pragma once

#include <vector>

#include "shader/ir/ir.h"
#include "shader/passes/cell_map.h"

namespace sw::passes {

/// Whether the function itself casts floats to integers.
bool castsFloats(const ir::Function& function);

/// By value. `seenCells`: what is seen of variables once the function is done, by cell of `cells`; of a variable that
/// dynamic indices reach, its first cell says it. `calls`: others call the function or it calls others, and what passes
/// between them counts as seen.
std::vector<uint8_t> findSeenBits(const ir::Function& function, const CellMap& cells,
                                  const std::vector<uint8_t>& seenCells, bool calls);

}  // namespace sw::passes
