// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Memory for what the host hands over: what a page passes into a call, and results of imports (host/guest.h).

#include <cstdlib>

#include "host/guest.h"
#include "support/export.h"

namespace sw::abi {

SW_EXPORT(wasm_alloc) void* wasm_alloc(uint32_t bytes) {
  constexpr size_t kAlignment = 16;
  if (bytes > UINT32_MAX - 2 * kAlignment) return nullptr;
  return std::aligned_alloc(kAlignment, (size_t(bytes) + kAlignment) & ~(kAlignment - 1));
}

SW_EXPORT(wasm_free) void wasm_free(void* memory) { std::free(memory); }

SW_EXPORT(guest_alloc) uint32_t guest_alloc(int32_t bytes) { return host::guestAllocate(bytes); }
SW_EXPORT(guest_alloc_large) uint32_t guest_alloc_large(uint32_t bytes) { return host::guestAllocateLarge(bytes); }

}  // namespace sw::abi
