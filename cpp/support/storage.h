// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Memory of images, buffers and texts. What is large lies apart from the heap (large_memory.h), where it may be moved
// between two calls of the host: whoever keeps an address of it from one command to the next is in
// gl::storageMoved (gl/context.h).

#pragma once

#include <cstddef>
#include <cstdint>

#include "support/large_memory.h"

namespace sw {

/// Bytes with one owner, at a multiple of 16.
class Storage {
 public:
  Storage() = default;
  Storage(const Storage&) = delete;
  Storage& operator=(const Storage&) = delete;
  Storage(Storage&& other) noexcept { swap(other); }
  Storage& operator=(Storage&& other) noexcept {
    swap(other);
    return *this;
  }
  ~Storage() { release(); }

  /// In place of what was there, which goes only when there is memory for the new. Zero: all bytes are.
  enum class Fill : bool { Any, Zero };
  [[nodiscard]] bool allocate(size_t bytes, Fill fill);
  void release();
  uint8_t* data() const { return data_; }
  explicit operator bool() const { return data_ != nullptr; }

 private:
  void swap(Storage& other);

  uint8_t* data_ = nullptr;
};

/// Memory that several may know the address of, and that stays where it is, at a multiple of 16. Null: there is none.
void* allocateFixed(size_t bytes);
void freeFixed(void* memory);

#ifdef __wasm__
/// What is large begins here. Tests change it.
extern size_t largeBytes;
#endif

/// Where what is large lies. Null natively, where all comes from the heap.
LargeMemory* largeMemory();

struct MemoryRange {
  uintptr_t start = 0, end = 0;
};
/// Where static data begin. Below is the stack, which is empty between two calls.
uintptr_t dataStart();
/// A part of the heap that is free, and so of no interest; empty: nothing to speak of.
MemoryRange heapSlack();

/// Called when so much of memory has become free that giving it back is worth a thought, and again only after
/// `forgetSpareMemory`.
void onSpareMemory(void (*told)());
void forgetSpareMemory();
/// Bytes that would be given back, if it is worth it; else 0.
size_t spareBytes();

}  // namespace sw
