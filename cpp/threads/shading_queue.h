// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Batches of fragments on their way from the thread that sets them up to those that shade them. There is one publisher,
// the context's thread, and any number of threads that shade, the publisher among them. Block row r of a batch belongs
// to band r % bands. A band is lent to one thread at a time, which shades what the batches hold for it in the order of
// their publication; so each pixel is written in that order, whoever does it. docs/decisions/0014-threads.md.

#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>

#include "pipeline/layout.h"

namespace sw {

/// What a batch shares with the others of its draw. The publisher owns it, and may reuse it once the last batch that
/// names it is shaded.
struct ShadingDraw;

/// Shades blocks on the calling thread. False: the context is lost, nothing is to be shaded any more.
/// thread: 0 is the publisher.
struct ShadingFunction {
  bool (*shade)(void* context, uint32_t thread, const ShadingDraw& draw, const uint8_t* primitives,
                const uint8_t* blocks, uint32_t count) = nullptr;
  void* context = nullptr;
  double (*now)() = nullptr;  // milliseconds
  /// A thread that shades for longer without getting on will never come back, and the queue fails.
  double patienceMs = 0;
};

class ShadingQueue {
 public:
  static constexpr uint32_t kSlots = 64;
  static constexpr uint32_t kMaxBands = 64;
  static constexpr uint32_t kMaxThreads = 16;
  /// Of primitive records in a batch. Smaller than what one thread fills (FragmentBatch), because there are many slots.
  static constexpr uint32_t kPrimitiveBytes = 64 * 1024;

  /// threads: that may shade, the publisher among them.
  ShadingQueue(ShadingFunction function, uint32_t threads);
  ShadingQueue(const ShadingQueue&) = delete;
  ShadingQueue& operator=(const ShadingQueue&) = delete;

  /// False: there was no memory for the slots, and nothing may be published.
  bool isUsable() const { return storage_ != nullptr; }
  uint32_t bands() const { return bands_; }

  // --- the publisher -----------------------------------------------------------------------------------------------

  /// A slot is free: primitives() need not wait.
  bool hasRoom();

  /// Room for the primitive records of the next batch, 16-byte aligned. Shades along while no slot is free.
  uint8_t* primitives();

  /// What primitives() returns when it need not wait.
  const uint8_t* nextPrimitives() const { return slots_[published() % kSlots].primitives; }

  /// Hands on a batch, whose primitives are where primitives() said. blocks: count BlockRecords, or SampleBlockRecords.
  /// after: nothing of it is shaded before the batches that published() counted then are shaded in all bands; such a
  /// batch reads what they write to, or writes to what they read. routines: as in work(). False once the queue has failed.
  bool publish(const ShadingDraw& draw, const BlockRecord* blocks, uint32_t count, bool sampled, uint32_t after,
               uint32_t routines);

  /// Shades along until nothing is in flight; spins for what others have not finished. False when the queue has failed:
  /// then others may still be shading.
  bool settle();

  /// Shades along until the batches before `end` are shaded: a value of published(). Fails when others stop.
  void settleUpTo(uint32_t end);

  /// A thread has ended. What it had begun nobody finishes: the queue fails then.
  void lose(uint32_t thread);

  /// Counts batches, and wraps.
  uint32_t published() const { return published_.load(std::memory_order_relaxed); }
  bool isSettled();
  /// Where all bands were when the publisher last looked.
  uint32_t knownShaded() const { return knownShaded_; }
  /// The batches before `end` are shaded.
  bool hasShaded(uint32_t end);

  // --- any thread --------------------------------------------------------------------------------------------------

  struct Work {
    uint32_t leases = 0;  // taken
    bool waits = false;   // there is more, once others are done with what they are at
  };

  /// Shades what is there, until there is nothing or `leases` leases were taken. routines: how many this thread has;
  /// batches that need more are left alone, and those behind them.
  Work work(uint32_t thread, uint32_t routines, uint32_t leases = UINT32_MAX);

  /// There is a batch that is not shaded and that nobody else shades just now.
  bool hasWork() const;

  void fail() { failed_.store(1, std::memory_order_release); }
  bool failed() const { return failed_.load(std::memory_order_acquire) != 0; }
  /// For those who cannot call fail().
  std::atomic<uint32_t>* failedFlag() { return &failed_; }

 private:
  struct Slot {
    const ShadingDraw* draw;
    uint8_t* primitives;
    uint8_t* blocks;
    uint32_t after;
    uint32_t routines;
    uint32_t recordBytes;
    uint16_t first[kMaxBands + 1];  // of each band's records
  };
  /// A cache line each, so that threads do not take it from each other.
  struct alignas(64) Band {
    std::atomic<uint32_t> shaded{0};  // batches
    std::atomic<uint32_t> lent{0};    // to whom, plus 1
  };

  static bool borrow(Band& band, uint32_t thread);
  /// Whether it stopped at a batch that comes after what others are at.
  bool shadeBand(uint32_t band, uint32_t thread, uint32_t routines);
  bool isShadedInAllBands(uint32_t end);
  uint32_t leastShaded();
  uint32_t sumOfShaded() const;

  const ShadingFunction function_;
  uint32_t bands_ = 1;
  uint32_t knownShaded_ = 0;  // by all bands, when the publisher last looked
  std::unique_ptr<uint8_t[]> storage_;
  Slot slots_[kSlots];
  Band band_[kMaxBands];
  alignas(64) std::atomic<uint32_t> published_{0};
  alignas(64) std::atomic<uint32_t> shaded_{0};  // by all bands, and known to be: there may be more
  alignas(64) std::atomic<uint32_t> failed_{0};
};

}  // namespace sw
