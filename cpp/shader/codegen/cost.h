// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// How many instructions code comes to, about, as the budget of loops counts them (docs/limits.md). Known when a routine
// is made, so that it costs nothing more where it runs.

#pragma once

#include <cstdint>
#include <functional>

#include "shader/ir/ir.h"

namespace sw {

/// Of a block, once: of branches the dearer one where all lanes take the same, else both; of a loop one round, because
/// loops spend for each further round. Calls cost nothing here: who is called spends. counts: which instructions count.
uint32_t costOf(const ir::Function& function, ir::BlockId block,
                const std::function<bool(ir::InstrId, const ir::Instr&)>& counts);

}  // namespace sw
