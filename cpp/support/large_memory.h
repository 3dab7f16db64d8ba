// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Where large blocks lie: in spans of their own beside the heap's segments, so that they can be moved together and what
// is free behind them given back (docs/decisions/0020-memory-that-comes-back.md). This is the books alone, which lie in
// the heap and touch no block: addresses in, addresses out. The lowest gap that fits is taken, so that what is free
// gathers at the end.

#pragma once

#include <cstddef>
#include <cstdint>

namespace sw {

class LargeMemory {
 public:
  using Address = uintptr_t;

  /// The end of all memory in use, which the heap moves as well.
  struct Break {
    Address (*end)();
    /// By so many bytes; false: there are none.
    bool (*grow)(Address bytes);
    void (*shrinkTo)(Address end);
    /// A span is about to begin at the end: the heap takes what it may need soon, or it would grow behind the span.
    void (*leaveRoom)();
  };

  struct Block {
    Address at, bytes;
    uint8_t** owner;  // what holds the address, the only one that does; null: the block stays where it is
    Address target;   // set by plan()
    Address end() const { return at + bytes; }
  };
  struct Span {
    Address start, end;
  };

  explicit LargeMemory(const Break& programBreak) : break_(programBreak) {}
  ~LargeMemory();
  LargeMemory(const LargeMemory&) = delete;
  LargeMemory& operator=(const LargeMemory&) = delete;

  /// Room for so many bytes, at a multiple of 64. 0: there is none. usedBytes: how many of them, from the first on, may
  /// hold something; those behind have never been in a block.
  [[nodiscard]] Address place(size_t bytes, uint8_t** owner, size_t& usedBytes);
  /// False: no block of this memory begins there.
  bool remove(Address at);
  /// The block is another's now. Any address may be given.
  void changeOwner(Address at, uint8_t** owner);

  /// In no block.
  Address freeBytes() const { return spanBytes_ - blockBytes_; }

  /// Finds for each block the place where it would lie if all were moved down, in their order. Returns where memory
  /// would end.
  Address plan();
  /// They lie there, in a memory that holds nothing else where no block is: tells their owners, and ends memory there.
  void moved();

  const Block* blocks() const { return blocks_; }
  size_t blockCount() const { return blockCount_; }
  const Span* spans() const { return spans_; }
  size_t spanCount() const { return spanCount_; }
  Address breakEnd() const { return break_.end(); }

 private:
  Address findGap(Address bytes) const;
  bool extend(Address bytes);
  size_t indexOf(Address at) const;

  Break break_;
  // By address, in arrays of our own: where there is no memory for them that is an answer, not the end.
  Block* blocks_ = nullptr;
  size_t blockCount_ = 0, blockCapacity_ = 0;
  Span* spans_ = nullptr;
  size_t spanCount_ = 0, spanCapacity_ = 0;
  Address spanBytes_ = 0, blockBytes_ = 0;
  Address usedEnd_ = 0;  // no block has ever been behind
};

}  // namespace sw
