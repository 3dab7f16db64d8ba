// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// How many instructions of four lanes code comes to, about, before it ever ran: whether it is worth a thread of its
// own, and what it spends of a budget (docs/limits.md).

#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "shader/ir/ir.h"

namespace sw::passes {

/// Nothing is more. A budget of 2^24 less several of this fits an int32.
inline constexpr uint32_t kMostWork = 1u << 28;

struct WorkOptions {
  uint32_t rounds = 1;  // of each loop
  /// By instruction, of what a Call calls. Empty: calls come to nothing here.
  std::span<const uint32_t> callWork = {};
  /// Which instructions count; null: all.
  std::function<bool(ir::InstrId, const ir::Instr&)> counts = nullptr;
};

/// Of a block, once: of branches the dearer one where all lanes take the same, else both.
uint32_t workOf(const ir::Function& function, ir::BlockId block, const WorkOptions& options);

}  // namespace sw::passes
