// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "support/storage.h"

#include <cstdlib>
#include <cstring>
#include <utility>
#ifdef __wasm__
#include <emscripten/heap.h>
#include <malloc.h>
#include <unistd.h>
#endif

#ifdef __wasm__
extern "C" char __global_base;  // the linker's: behind the stack
#endif

namespace sw {

namespace {

constexpr size_t kAlignment = 16;
constexpr size_t kRounding = kAlignment - 1;

void* allocateSmall(size_t bytes) {
  if (bytes > SIZE_MAX - kAlignment) return nullptr;
  return std::aligned_alloc(kAlignment, (bytes + kRounding + (bytes == 0)) & ~kRounding);
}

#ifdef __wasm__

/// Of the core's memory when it begins; the heap has what is below, until it needs more.
constexpr uintptr_t kHeapEnd = 16 << 20;
/// What the heap gets then.
constexpr size_t kHeapStep = 8 << 20;
/// It is worth it from here on, if it is half of all.
constexpr size_t kMinSpareBytes = 64 << 20;

// Not by sbrk: sbrk(0) makes the memory as large as it says, and takes no negative number everywhere.
uintptr_t breakEnd() { return *emscripten_get_sbrk_ptr(); }
void shrinkBreak(uintptr_t end) { *emscripten_get_sbrk_ptr() = end; }

bool growBreak(uintptr_t bytes) { return bytes <= INTPTR_MAX && sbrk(intptr_t(bytes)) != reinterpret_cast<void*>(-1); }

/// The heap never gives up what it got.
void leaveRoomForHeap() {
  constexpr size_t kSlackBytes = 65536;
  const uintptr_t end = breakEnd();
  const size_t bytes = end + 2 * kSlackBytes < kHeapEnd ? kHeapEnd - end - kSlackBytes : kHeapStep;
  void* volatile room = std::malloc(bytes);
  std::free(room);
}

LargeMemory& theLargeMemory() {
  static LargeMemory* const memory = new LargeMemory({&breakEnd, &growBreak, &shrinkBreak, &leaveRoomForHeap});
  return *memory;
}

void (*g_told)() = nullptr;
bool g_spareTold = false;

/// usedBytes: how many of them may not be zero.
uint8_t* allocateBytes(size_t bytes, uint8_t** owner, size_t& usedBytes) {
  usedBytes = bytes;
  if (bytes < largeBytes) return static_cast<uint8_t*>(allocateSmall(bytes));
  return reinterpret_cast<uint8_t*>(theLargeMemory().place(bytes, owner, usedBytes));
}

void freeBytes(uint8_t* memory) {
  if (!theLargeMemory().remove(reinterpret_cast<uintptr_t>(memory))) return std::free(memory);
  if (g_spareTold || !g_told || spareBytes() == 0) return;
  g_spareTold = true;
  g_told();
}

#else

uint8_t* allocateBytes(size_t bytes, uint8_t**, size_t& usedBytes) {
  usedBytes = bytes;
  return static_cast<uint8_t*>(allocateSmall(bytes));
}
void freeBytes(uint8_t* memory) { std::free(memory); }

#endif

}  // namespace

#ifdef __wasm__

size_t largeBytes = 32 << 10;

LargeMemory* largeMemory() { return &theLargeMemory(); }

void onSpareMemory(void (*told)()) { g_told = told; }
void forgetSpareMemory() { g_spareTold = false; }

size_t spareBytes() {
  const size_t bytes = theLargeMemory().freeBytes();
  return bytes >= kMinSpareBytes && bytes > breakEnd() / 2 ? bytes : 0;
}

uintptr_t dataStart() { return reinterpret_cast<uintptr_t>(&__global_base); }

MemoryRange heapSlack() {
  // All of it but a page, and given back at once: whoever has it may do with it what he likes.
  constexpr size_t kPageBytes = 4096, kMinBytes = 64 * kPageBytes, kHeaderBytes = 64;
  const size_t free = mallinfo().keepcost;
  if (free < kMinBytes) return {};
  const size_t bytes = free - kPageBytes;
  const uintptr_t end = breakEnd();
  void* volatile room = std::malloc(bytes);
  const auto at = reinterpret_cast<uintptr_t>(room);
  std::free(room);
  if (at == 0 || breakEnd() != end) return {};
  return {at + kHeaderBytes, at + bytes - kHeaderBytes};
}

#else

uintptr_t dataStart() { return 0; }
MemoryRange heapSlack() { return {}; }
LargeMemory* largeMemory() { return nullptr; }
void onSpareMemory(void (*)()) {}
void forgetSpareMemory() {}
size_t spareBytes() { return 0; }

#endif

bool Storage::allocate(size_t bytes, Fill fill) {
  size_t usedBytes;
  uint8_t* const made = allocateBytes(bytes, &data_, usedBytes);
  if (!made) return false;
  if (fill == Fill::Zero) std::memset(made, 0, usedBytes);
  if (uint8_t* const old = std::exchange(data_, made)) freeBytes(old);
  return true;
}

void Storage::release() {
  if (uint8_t* const old = std::exchange(data_, nullptr)) freeBytes(old);
}

void Storage::swap(Storage& other) {
  std::swap(data_, other.data_);
#ifdef __wasm__
  for (Storage* storage : {this, &other}) {
    if (storage->data_) theLargeMemory().changeOwner(reinterpret_cast<uintptr_t>(storage->data_), &storage->data_);
  }
#endif
}

void* allocateFixed(size_t bytes) {
  size_t usedBytes;
  return allocateBytes(bytes, nullptr, usedBytes);
}
void freeFixed(void* memory) {
  if (memory) freeBytes(static_cast<uint8_t*>(memory));
}

}  // namespace sw
