// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Two runs of one stretch of code at once, statement by statement: what one run waits for, the other one fills. A
// processor finds independent work by itself only as far ahead as it looks, some hundred instructions; a shader's long
// chains of dependent instructions are longer.
//
// A statement is what leaves the operand stack as it was. Locals that differ between the runs get a second local, found
// by following the given pairs through all statements; what is the same for both is done once. Where the runs' control
// flow may part, a construct is written whole for one run and then for the other, unless its condition says how those
// of two runs become one (FunctionBuilder's Join).

#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "wasm/function_builder.h"

namespace sw::wasm {

enum class Interleaving : uint8_t {
  WherePays,  // paysInterleaving()
  Always,
  Never,
};

/// Whether a stretch is long, and most of its time is waiting for what it computes itself. Goes over the code as if it
/// had no branches.
bool paysInterleaving(FunctionBuilder& f, const Stretch& stretch);

/// `own`: locals with which the second run begins in place of others; neither run assigns them. Both runs may store to
/// memory where addresses differ, in places that are never the other's, and add to a local that outlives them; a return
/// ends both. Nothing where that does not hold, or where the code leaves the stretch by another way. Takes new locals
/// from `f`, whose module knows the functions that the stretch calls; a function that is called keeps nothing in
/// memory.
std::optional<Stretch> interleave(FunctionBuilder& f, const Stretch& stretch,
                                  std::span<const std::pair<Local, Local>> own);

}  // namespace sw::wasm
