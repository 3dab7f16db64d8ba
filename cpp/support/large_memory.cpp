// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "support/large_memory.h"

#include <algorithm>
#include <cstdlib>

namespace sw {

namespace {

// A cache line: blocks follow each other closely, so that their rows spread over the sets of a cache.
constexpr LargeMemory::Address kGrain = 64;
constexpr LargeMemory::Address kPageBytes = 65536;
// Growing a memory takes some microseconds, however much.
constexpr LargeMemory::Address kGrowthBytes = 1 << 20;

LargeMemory::Address roundUp(LargeMemory::Address value, LargeMemory::Address unit) {
  return (value + unit - 1) / unit * unit;
}

/// Room for one more.
template <class T>
bool reserve(T*& items, size_t count, size_t& capacity) {
  if (count < capacity) return true;
  const size_t wanted = capacity * 2 + 16;
  void* grown = std::realloc(items, wanted * sizeof(T));
  if (!grown) return false;
  items = static_cast<T*>(grown);
  capacity = wanted;
  return true;
}

}  // namespace

LargeMemory::~LargeMemory() {
  std::free(blocks_);
  std::free(spans_);
}

/// Of the first block that begins at `at` or behind.
size_t LargeMemory::indexOf(Address at) const {
  const Block* found =
      std::lower_bound(blocks_, blocks_ + blockCount_, at, [](const Block& block, Address a) { return block.at < a; });
  return size_t(found - blocks_);
}

LargeMemory::Address LargeMemory::findGap(Address bytes) const {
  if (freeBytes() < bytes) return 0;
  size_t i = 0;
  for (size_t s = 0; s < spanCount_; ++s) {
    Address at = spans_[s].start;
    for (; i < blockCount_ && blocks_[i].at < spans_[s].end; ++i) {
      if (blocks_[i].at - at >= bytes) return at;
      at = blocks_[i].end();
    }
    if (spans_[s].end - at >= bytes) return at;
  }
  return 0;
}

/// Makes a gap of so many bytes at the end.
bool LargeMemory::extend(Address bytes) {
  if (!reserve(spans_, spanCount_, spanCapacity_)) return false;
  const bool isNew = spanCount_ == 0 || spans_[spanCount_ - 1].end != break_.end();
  if (isNew) break_.leaveRoom();
  const Address end = break_.end();
  const Address start = isNew ? roundUp(end, kGrain) : spans_[spanCount_ - 1].start;
  const Address lastEnd = blockCount_ > 0 ? blocks_[blockCount_ - 1].end() : 0;
  const Address gapStart = std::max(start, lastEnd);
  if (bytes > UINTPTR_MAX - kPageBytes - gapStart) return false;
  const Address needed = gapStart + bytes - std::min(end, gapStart + bytes);
  if (!break_.grow(roundUp(std::max(needed, kGrowthBytes), kPageBytes)) && !break_.grow(roundUp(needed, kGrain))) {
    return false;
  }
  const Address grown = break_.end();
  if (isNew) spans_[spanCount_++] = {start, start};
  spanBytes_ += grown - spans_[spanCount_ - 1].end;
  spans_[spanCount_ - 1].end = grown;
  return true;
}

LargeMemory::Address LargeMemory::place(size_t size, uint8_t** owner, size_t& usedBytes) {
  if (size > SIZE_MAX / 2 || !reserve(blocks_, blockCount_, blockCapacity_)) return 0;
  const Address bytes = roundUp(size, kGrain);
  Address at = findGap(bytes);
  if (at == 0) {
    if (!extend(bytes)) return 0;
    at = findGap(bytes);
    if (at == 0) return 0;
  }
  const size_t index = indexOf(at);
  std::move_backward(blocks_ + index, blocks_ + blockCount_, blocks_ + blockCount_ + 1);
  blocks_[index] = {at, bytes, owner, at};
  ++blockCount_;
  blockBytes_ += bytes;
  usedBytes = usedEnd_ <= at ? 0 : std::min(size, size_t(usedEnd_ - at));
  usedEnd_ = std::max(usedEnd_, at + bytes);
  return at;
}

bool LargeMemory::remove(Address at) {
  const size_t index = indexOf(at);
  if (index == blockCount_ || blocks_[index].at != at) return false;
  blockBytes_ -= blocks_[index].bytes;
  std::move(blocks_ + index + 1, blocks_ + blockCount_, blocks_ + index);
  --blockCount_;
  return true;
}

void LargeMemory::changeOwner(Address at, uint8_t** owner) {
  const size_t index = indexOf(at);
  if (index < blockCount_ && blocks_[index].at == at) blocks_[index].owner = owner;
}

LargeMemory::Address LargeMemory::plan() {
  // Every block finds room where it is, at the latest: all before it have moved down, and none past one that stays.
  size_t span = 0, next = 0;  // next: the first block from here on that stays
  Address at = spanCount_ > 0 ? spans_[0].start : 0, last = 0;
  for (size_t i = 0; i < blockCount_; ++i) {
    Block& block = blocks_[i];
    if (!block.owner) {
      block.target = block.at;
      last = std::max(last, block.end());
      continue;
    }
    for (;;) {
      while (next < blockCount_ && (blocks_[next].owner || blocks_[next].end() <= at)) ++next;
      if (at + block.bytes > spans_[span].end) {
        at = spans_[++span].start;
      } else if (next < blockCount_ && blocks_[next].at < at + block.bytes) {
        at = blocks_[next].end();
      } else {
        break;
      }
    }
    block.target = at;
    at += block.bytes;
    last = std::max(last, at);
  }
  Address end = break_.end();
  for (size_t s = spanCount_; s > 0 && spans_[s - 1].end == end; --s) {
    end = std::max(spans_[s - 1].start, last);
    if (end != spans_[s - 1].start) break;
  }
  return end;
}

void LargeMemory::moved() {
  const Address end = plan();
  usedEnd_ = 0;
  for (size_t i = 0; i < blockCount_; ++i) {
    Block& block = blocks_[i];
    // NOLINTNEXTLINE(performance-no-int-to-ptr): these books keep addresses, and what lies there is the owner's
    if (block.owner) *block.owner = reinterpret_cast<uint8_t*>(block.target);
    block.at = block.target;
    usedEnd_ = std::max(usedEnd_, block.end());
  }
  // Those that stay may have been passed.
  std::sort(blocks_, blocks_ + blockCount_, [](const Block& a, const Block& b) { return a.at < b.at; });
  spanBytes_ = 0;
  for (size_t s = 0; s < spanCount_; ++s) {
    spans_[s].end = std::min(spans_[s].end, end);  // one without bytes stays: it grows again
    spanBytes_ += spans_[s].end - spans_[s].start;
  }
  break_.shrinkTo(end);
}

}  // namespace sw
