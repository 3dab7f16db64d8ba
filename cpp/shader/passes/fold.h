// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <optional>
#include <span>

#include "shader/ir/ir.h"

namespace sw::passes {

/// The bits of a pure, single-valued instruction whose operands are constants. `from` is the type of the first operand.
/// The same bits as generated code gives: binary32 throughout, NaN results canonical.
std::optional<uint32_t> foldConstants(ir::Op op, ir::Type type, ir::Type from, uint32_t imm,
                                      std::span<const uint32_t> args);

}  // namespace sw::passes
