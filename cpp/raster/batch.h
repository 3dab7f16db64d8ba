// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Collects primitive and block records and hands them on, a bounded batch at a time: engines swap in optimised code
// only when a function is entered anew, so one endless first call would run in baseline code throughout.

#pragma once

#include <bit>
#include <cstdint>
#include <memory>

#include "pipeline/layout.h"

namespace sw {

/// Who shades a batch. `consume` returns false when the draw must stop (the context is lost). Blocks with samples are
/// SampleBlockRecords.
struct BatchConsumer {
  bool (*consume)(void* context, const uint8_t* primitives, const BlockRecord* blocks, uint32_t count) = nullptr;
  void* context = nullptr;
#ifdef SW_THREADS
  /// Room of at least kMovingPrimitiveBytes, 16-byte aligned, where the next batch' primitives go; asked before each
  /// batch but the first, since others may still read the last one. Null: batches are done when `consume` returns.
  uint8_t* (*primitives)(void* context) = nullptr;
#endif
};

#ifdef SW_THREADS
inline constexpr uint32_t kMovingPrimitiveBytes = 64 * 1024;

/// Of a batch: they lie in the order of their blocks. primitiveBytes: of each.
inline uint32_t usedPrimitiveBytes(const BlockRecord* blocks, uint32_t count, bool multisampled,
                                   uint32_t primitiveBytes) {
  const uint32_t last = count - 1;
  const BlockRecord& block =
      multisampled ? reinterpret_cast<const SampleBlockRecord*>(blocks)[last].block : blocks[last];
  return block.primitive + primitiveBytes;
}
#endif

class FragmentBatch {
 public:
  FragmentBatch();

  /// Before a draw. No record may be pending.
  void begin(BatchConsumer consumer, uint32_t primitiveBytes, bool multisampled = false);

  /// Room for one primitive's record and planes, 16-byte aligned; the batch is handed on first when there is none. The
  /// record stays the current one, whatever is handed on, until the next call.
  PrimitiveRecord* beginPrimitive();

  /// Planes of the current primitive.
  static Planes4* planesOf(PrimitiveRecord* record) { return reinterpret_cast<Planes4*>(record + 1); }

  void addBlock(int32_t x, int32_t y, uint64_t coverage) {
    if (blockCount_ == kMaxBatchBlocks) flush();
    BlockRecord& block = blocks_[blockCount_++];
    block.primitive = current_;
    block.x = uint16_t(x);
    block.y = uint16_t(y);
    block.coverage[0] = uint32_t(coverage);
    block.coverage[1] = uint32_t(coverage >> 32);
    missed_ += missedBy(coverage);
  }

  /// The same with coverage for each sample, in a batch that began as multisampled.
  void addSampleBlock(int32_t x, int32_t y, const uint64_t (&coverage)[kPixelSamples]) {
    if (blockCount_ == kMaxBatchBlocks) flush();
    SampleBlockRecord& record = sampleBlocks_[blockCount_++];
    const uint64_t any = coverage[0] | coverage[1] | coverage[2] | coverage[3];
    record.block.primitive = current_;
    record.block.x = uint16_t(x);
    record.block.y = uint16_t(y);
    record.block.coverage[0] = uint32_t(any);
    record.block.coverage[1] = uint32_t(any >> 32);
    for (uint32_t s = 0; s < kPixelSamples; ++s) {
      record.samples[s][0] = uint32_t(coverage[s]);
      record.samples[s][1] = uint32_t(coverage[s] >> 32);
    }
    missed_ += missedBy(any);
  }

  void flush();

  /// The same at the end of a draw.
  void finish();

  /// True once a consumer has said stop; nothing is handed on any more.
  bool stopped() const { return stopped_; }

  /// Pixels of all blocks handed on since the draw began.
  uint64_t coveredPixels() const { return covered_; }

 private:
  static constexpr uint32_t kPrimitiveBufferBytes =
      128 * 1024;  // about what stays in a second-level cache beside the target

  /// Nothing to do for whole blocks, which are known as such where they are added.
  static uint32_t missedBy(uint64_t coverage) { return kBlockSize * kBlockSize - uint32_t(std::popcount(coverage)); }

#ifdef SW_THREADS
  void moveOn();
  uint32_t capacityBytes_ = kPrimitiveBufferBytes;
#else
  static constexpr uint32_t capacityBytes_ = kPrimitiveBufferBytes;
#endif

  BatchConsumer consumer_;
  uint32_t primitiveBytes_ = 0;
  uint32_t current_ = 0;  // offset of the current primitive
  uint32_t next_ = 0;     // offset behind it
  uint32_t blockCount_ = 0;
  uint32_t missed_ = 0;  // pixels of the pending blocks that are not covered
  uint64_t covered_ = 0;
  bool stopped_ = false;
  bool multisampled_ = false;
  std::unique_ptr<uint8_t[]> storage_;
  uint8_t* primitives_ = nullptr;
  BlockRecord blocks_[kMaxBatchBlocks];
  SampleBlockRecord sampleBlocks_[kMaxBatchBlocks];
};

}  // namespace sw
