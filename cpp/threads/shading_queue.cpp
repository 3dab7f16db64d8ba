// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "threads/shading_queue.h"

#ifdef SW_THREADS

#include <algorithm>
#include <bit>
#include <cstring>
#include <new>
#include <type_traits>

#include "support/patience.h"

namespace sw {

namespace {

constexpr uint32_t kBandsPerThread = 8;
constexpr uint32_t kBlockBytes = kMaxBatchBlocks * uint32_t(sizeof(SampleBlockRecord));
constexpr uint32_t kSlotBytes = ShadingQueue::kPrimitiveBytes + kBlockBytes;
constexpr uint32_t kAlignment = 16;
constexpr uint32_t kLooksBeforeClock = 4096;

/// Whether a count that wraps has come as far as another one.
bool hasReached(uint32_t count, uint32_t goal) { return int32_t(count - goal) >= 0; }

template <typename Record>
const BlockRecord& blockOf(const Record& record) {
  if constexpr (std::is_same_v<Record, BlockRecord>) {
    return record;
  } else {
    return record.block;
  }
}

/// Copies records band by band, and keeps their order within each.
template <typename Record>
void sortByBand(const Record* from, uint32_t count, uint32_t bands, uint16_t* first, Record* to) {
  const uint32_t mask = bands - 1;
  const auto bandOf = [&](const Record& record) { return blockOf(record).y / kBlockSize & mask; };
  std::memset(first, 0, (bands + 1) * sizeof *first);
  for (uint32_t i = 0; i < count; ++i) first[bandOf(from[i]) + 1]++;
  for (uint32_t b = 0; b < bands; ++b) first[b + 1] = uint16_t(first[b + 1] + first[b]);
  uint16_t next[ShadingQueue::kMaxBands];
  std::copy(first, first + bands, next);
  for (uint32_t i = 0; i < count; ++i) to[next[bandOf(from[i])]++] = from[i];
}

}  // namespace

ShadingQueue::ShadingQueue(ShadingFunction function, uint32_t threads) : function_(function) {
  bands_ = std::min(std::bit_ceil(threads * kBandsPerThread), kMaxBands);
  storage_.reset(new (std::nothrow) uint8_t[size_t(kSlots) * kSlotBytes + kAlignment]);
  if (!storage_) return;
  uint8_t* at = storage_.get();
  at += (kAlignment - reinterpret_cast<uintptr_t>(at) % kAlignment) % kAlignment;
  for (Slot& slot : slots_) {
    slot = {};
    slot.primitives = at;
    slot.blocks = at + kPrimitiveBytes;
    at += kSlotBytes;
  }
}

uint32_t ShadingQueue::leastShaded() {
  const uint32_t published = published_.load(std::memory_order_relaxed);
  uint32_t most = 0;  // batches that a band is behind
  for (uint32_t b = 0; b < bands_; ++b) {
    most = std::max(most, published - band_[b].shaded.load(std::memory_order_acquire));
  }
  knownShaded_ = published - most;
  shaded_.store(knownShaded_, std::memory_order_release);
  return knownShaded_;
}

bool ShadingQueue::hasRoom() {
  const uint32_t oldest = published_.load(std::memory_order_relaxed) + 1 - kSlots;
  return hasReached(knownShaded_, oldest) || hasReached(leastShaded(), oldest);
}

uint8_t* ShadingQueue::primitives() {
  const uint32_t next = published_.load(std::memory_order_relaxed);
  settleUpTo(next + 1 - kSlots);
  return slots_[next % kSlots].primitives;
}

bool ShadingQueue::publish(const ShadingDraw& draw, const BlockRecord* blocks, uint32_t count, bool sampled,
                           uint32_t after, uint32_t routines) {
  if (failed()) return false;
  const uint32_t next = published_.load(std::memory_order_relaxed);
  Slot& slot = slots_[next % kSlots];
  slot.draw = &draw;
  slot.after = after;
  slot.routines = routines;
  if (sampled) {
    slot.recordBytes = sizeof(SampleBlockRecord);
    sortByBand(reinterpret_cast<const SampleBlockRecord*>(blocks), count, bands_, slot.first,
               reinterpret_cast<SampleBlockRecord*>(slot.blocks));
  } else {
    slot.recordBytes = sizeof(BlockRecord);
    sortByBand(blocks, count, bands_, slot.first, reinterpret_cast<BlockRecord*>(slot.blocks));
  }
  // Sequentially consistent, as is what a thread does that goes to sleep: it looks again after it said so.
  published_.store(next + 1, std::memory_order_seq_cst);
  return true;
}

bool ShadingQueue::isSettled() {
  const uint32_t published = published_.load(std::memory_order_relaxed);
  return knownShaded_ == published || leastShaded() == published;
}

bool ShadingQueue::hasShaded(uint32_t end) { return hasReached(knownShaded_, end) || hasReached(leastShaded(), end); }

bool ShadingQueue::isShadedInAllBands(uint32_t end) {
  if (hasReached(shaded_.load(std::memory_order_acquire), end)) return true;
  for (uint32_t b = 0; b < bands_; ++b) {
    if (!hasReached(band_[b].shaded.load(std::memory_order_acquire), end)) return false;
  }
  shaded_.store(end, std::memory_order_release);
  return true;
}

bool ShadingQueue::settle() {
  settleUpTo(published_.load(std::memory_order_relaxed));
  return !failed();
}

void ShadingQueue::settleUpTo(uint32_t end) {
  if (hasReached(knownShaded_, end)) return;
  uint32_t idle = 0, before = 0;
  Patience patience;
  while (!hasReached(leastShaded(), end) && !failed()) {
    // The publisher has every routine. One lease at a time: what it waits for may be there before all is done.
    if (work(0, UINT32_MAX, 1).leases != 0) {
      idle = 0;
    } else if (++idle % kLooksBeforeClock == 0) {
      const uint32_t shaded = sumOfShaded();
      const double nowMs = function_.now();
      if (idle == kLooksBeforeClock || shaded != before) {
        before = shaded;
        patience.renew(nowMs);
      } else if (patience.isOver(nowMs, function_.patienceMs)) {
        fail();
      }
    }
  }
}

uint32_t ShadingQueue::sumOfShaded() const {
  uint32_t sum = 0;
  for (uint32_t b = 0; b < bands_; ++b) sum += band_[b].shaded.load(std::memory_order_relaxed);
  return sum;
}

void ShadingQueue::lose(uint32_t thread) {
  for (uint32_t b = 0; b < bands_; ++b) {
    if (band_[b].lent.load() == thread + 1) fail();
  }
}

bool ShadingQueue::borrow(Band& band, uint32_t thread) {
  uint32_t nobody = 0;
  return band.lent.compare_exchange_strong(nobody, thread + 1, std::memory_order_acquire, std::memory_order_relaxed);
}

bool ShadingQueue::shadeBand(uint32_t index, uint32_t thread, uint32_t routines) {
  Band& band = band_[index];
  uint32_t at = band.shaded.load(std::memory_order_relaxed);
  while (at != published_.load(std::memory_order_acquire)) {
    const Slot& slot = slots_[at % kSlots];
    const uint32_t first = slot.first[index], count = slot.first[index + 1] - first;
    if (count > 0) {
      if (slot.routines > routines || failed()) break;
      if (!isShadedInAllBands(slot.after)) return true;
      const uint8_t* blocks = slot.blocks + size_t(first) * slot.recordBytes;
      if (!function_.shade(function_.context, thread, *slot.draw, slot.primitives, blocks, count)) {
        fail();
        break;
      }
    }
    band.shaded.store(++at, std::memory_order_release);
  }
  return false;
}

ShadingQueue::Work ShadingQueue::work(uint32_t thread, uint32_t routines, uint32_t leases) {
  Work done;
  const uint32_t start = thread * kBandsPerThread;
  for (bool found = true; found && done.leases < leases && !failed();) {
    found = done.waits = false;
    for (uint32_t i = 0; i < bands_ && done.leases < leases; ++i) {
      const uint32_t index = (start + i) % bands_;
      Band& band = band_[index];
      if (band.shaded.load(std::memory_order_acquire) == published_.load(std::memory_order_acquire)) continue;
      if (band.lent.load(std::memory_order_relaxed) != 0 || !borrow(band, thread)) {
        continue;
      }
      const uint32_t before = band.shaded.load(std::memory_order_relaxed);
      done.waits |= shadeBand(index, thread, routines);
      const bool progress = band.shaded.load(std::memory_order_relaxed) != before;
      band.lent.store(0, std::memory_order_seq_cst);
      if (!progress) continue;
      found = true;
      ++done.leases;
    }
  }
  return done;
}

bool ShadingQueue::hasWork() const {
  const uint32_t published = published_.load(std::memory_order_seq_cst);
  for (uint32_t b = 0; b < bands_; ++b) {
    if (band_[b].shaded.load(std::memory_order_acquire) != published && band_[b].lent.load() == 0) return true;
  }
  return false;
}

}  // namespace sw

#endif
