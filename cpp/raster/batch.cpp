// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "raster/batch.h"

#ifdef SW_THREADS
#include <cstring>
#endif

namespace sw {

FragmentBatch::FragmentBatch() : storage_(new uint8_t[kPrimitiveBufferBytes + 16]) {
  primitives_ = storage_.get() + (16 - reinterpret_cast<uintptr_t>(storage_.get()) % 16) % 16;
}

void FragmentBatch::begin(BatchConsumer consumer, uint32_t primitiveBytes, bool multisampled) {
  consumer_ = consumer;
  multisampled_ = multisampled;
  primitiveBytes_ = primitiveBytes;
  current_ = next_ = blockCount_ = missed_ = 0;
  covered_ = 0;
  stopped_ = false;
#ifdef SW_THREADS
  primitives_ = storage_.get() + (16 - reinterpret_cast<uintptr_t>(storage_.get()) % 16) % 16;
  capacityBytes_ = consumer_.primitives ? kMovingPrimitiveBytes : kPrimitiveBufferBytes;
#endif
}

PrimitiveRecord* FragmentBatch::beginPrimitive() {
  // A primitive that covered nothing gives its room to the next one.
  const uint32_t last = blockCount_ - 1;
  const bool used =
      blockCount_ > 0 && (multisampled_ ? sampleBlocks_[last].block : blocks_[last]).primitive == current_;
  if (!used) next_ = blockCount_ > 0 ? current_ : 0;
  if (next_ + primitiveBytes_ > capacityBytes_) {
    flush();
    next_ = 0;
  }
  current_ = next_;
  next_ += primitiveBytes_;
  return reinterpret_cast<PrimitiveRecord*>(primitives_ + current_);
}

void FragmentBatch::flush() {
  finish();
#ifdef SW_THREADS
  if (consumer_.primitives) moveOn();
#endif
}

void FragmentBatch::finish() {
  const BlockRecord* blocks = multisampled_ ? &sampleBlocks_[0].block : blocks_;
  if (blockCount_ > 0 && !stopped_) {
    covered_ += uint64_t(blockCount_) * kBlockSize * kBlockSize - missed_;
    stopped_ = !consumer_.consume(consumer_.context, primitives_, blocks, blockCount_);
  }
  blockCount_ = missed_ = 0;
}

#ifdef SW_THREADS
/// The current primitive may have blocks to come: it goes along.
void FragmentBatch::moveOn() {
  uint8_t* room = consumer_.primitives(consumer_.context);
  if (room == primitives_) return;
  if (next_ > 0) std::memcpy(room, primitives_ + current_, primitiveBytes_);
  primitives_ = room;
  current_ = 0;
  next_ = next_ > 0 ? primitiveBytes_ : 0;
}
#endif

}  // namespace sw
