// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Memory for what the host hands over: what a page passes into a call, and results of imports (host/guest.h). And how
// memory is given back: the host makes another instance, copies what memory_plan lists, and goes on with that one
// (docs/decisions/0020-memory-that-comes-back.md).

#include <cstdlib>

#include "abi/call.h"
#include "gl/shading.h"
#include "host/arena.h"
#include "host/guest.h"
#include "support/export.h"
#include "support/storage.h"

namespace sw::abi {

SW_EXPORT(wasm_alloc) void* wasm_alloc(uint32_t bytes) {
  return bytes > UINT32_MAX - 32 ? nullptr : allocateFixed(bytes);
}

SW_EXPORT(wasm_free) void wasm_free(void* memory) { freeFixed(memory); }

SW_EXPORT(guest_alloc) uint32_t guest_alloc(int32_t bytes) { return host::guestAllocate(bytes); }
SW_EXPORT(guest_alloc_large) uint32_t guest_alloc_large(uint32_t bytes) { return host::guestAllocateLarge(bytes); }

/// What would be given back, where that is worth it, else 0. host_offer_memory comes again from now on.
SW_EXPORT(memory_spareBytes) double memory_spareBytes() {
  forgetSpareMemory();
  return double(spareBytes());
}

/// Where everything in use is, and would be in a memory without gaps: u32 count of what follows, u32 bytes of such a
/// memory, then (u32 from, u32 to, u32 bytes) each. 0: amid a command, or out of memory. For memory_moved alone.
SW_EXPORT(memory_plan) uint32_t* memory_plan() {
  LargeMemory* const large = largeMemory();
  if (!large || isCalling()) return nullptr;
  if (gl::Context* const context = theContext()) gl::settle(*context);
  host::resetGuestArena();
  host::dropPayloads();
  const size_t most = large->spanCount() + 3 + large->blockCount();
  auto* const plan = static_cast<uint32_t*>(std::malloc((2 + 3 * most) * sizeof(uint32_t)));
  if (!plan) return nullptr;
  const MemoryRange slack = heapSlack();
  const LargeMemory::Address end = large->plan();
  uint32_t count = 0;
  const auto add = [&](LargeMemory::Address from, LargeMemory::Address to, LargeMemory::Address bytes) {
    if (bytes == 0) return;
    uint32_t* const entry = plan + 2 + 3 * count++;
    entry[0] = uint32_t(from);
    entry[1] = uint32_t(to);
    entry[2] = uint32_t(bytes);
  };
  // All but the spans of large blocks, the stack, and the slack.
  LargeMemory::Address at = dataStart();
  const auto addUpTo = [&](LargeMemory::Address until) {
    if (at <= slack.start && slack.end <= until) {
      add(at, at, slack.start - at);
      at = slack.end;
    }
    add(at, at, until - at);
  };
  for (size_t i = 0; i < large->spanCount(); ++i) {
    addUpTo(large->spans()[i].start);
    at = large->spans()[i].end;
  }
  addUpTo(large->breakEnd());
  for (size_t i = 0; i < large->blockCount(); ++i) {
    const LargeMemory::Block& block = large->blocks()[i];
    add(block.at, block.target, block.bytes);
  }
  plan[0] = count;
  plan[1] = uint32_t(end);
  return plan;
}

/// In the memory that was made by the plan: it is ours now. Threads that shade have not come with it.
SW_EXPORT(memory_moved) void memory_moved(uint32_t* plan) {
  std::free(plan);
  largeMemory()->moved();
  gl::closeShading();
  if (gl::Context* const context = theContext()) gl::storageMoved(*context);
}

/// The plan is not followed.
SW_EXPORT(memory_kept) void memory_kept(uint32_t* plan) { std::free(plan); }

}  // namespace sw::abi
