// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Of the core for tests: the nth allocation from now on fails (web/context/failed-allocations.test.ts). The linker puts
// these in place of the C library's.

#include <cstddef>
#include <cstdint>

namespace sw {
extern size_t largeBytes;  // support/storage.h
}

namespace {
uint32_t g_failAt = 0;  // 0: none does
uint32_t g_failures = 0;

bool fails() {
  if (g_failAt == 0 || --g_failAt != 0) return false;
  ++g_failures;
  return true;
}
}  // namespace

extern "C" {

void* __real_malloc(size_t bytes);
void* __real_calloc(size_t count, size_t bytes);
void* __real_realloc(void* memory, size_t bytes);
void* __real_aligned_alloc(size_t alignment, size_t bytes);

void* __wrap_malloc(size_t bytes) { return fails() ? nullptr : __real_malloc(bytes); }
void* __wrap_calloc(size_t count, size_t bytes) { return fails() ? nullptr : __real_calloc(count, bytes); }
void* __wrap_realloc(void* memory, size_t bytes) { return fails() ? nullptr : __real_realloc(memory, bytes); }
void* __wrap_aligned_alloc(size_t alignment, size_t bytes) {
  return fails() ? nullptr : __real_aligned_alloc(alignment, bytes);
}

__attribute__((export_name("debug_failAllocation"), used)) void debug_failAllocation(uint32_t nth) { g_failAt = nth; }
__attribute__((export_name("debug_failures"), used)) uint32_t debug_failures() { return g_failures; }
/// What has memory of its own lies apart from the heap from this size on.
__attribute__((export_name("debug_setLargeBytes"), used)) void debug_setLargeBytes(uint32_t bytes) {
  sw::largeBytes = bytes;
}

}  // extern "C"
