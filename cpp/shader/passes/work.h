// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// How much there is to do in a function, roughly, before it ever ran: whether it is worth a thread of its own.

#pragma once

#include <cstdint>
#include <span>

#include "shader/ir/ir.h"

namespace sw::passes {

/// Nothing is more.
inline constexpr uint32_t kMostWork = 1u << 20;

/// Instructions of four lanes that one run of `function` may take. hoisted: by value, what is done elsewhere. callWork:
/// by instruction, of what a Call calls. Both may be empty. Of branches both count, and of loops sixteen rounds.
uint32_t workOf(const ir::Function& function, std::span<const uint8_t> hoisted, std::span<const uint32_t> callWork);

}  // namespace sw::passes
