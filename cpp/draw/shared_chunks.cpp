// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "draw/shared_chunks.h"

#ifdef SW_THREADS

#include <algorithm>
#include <cstring>
#include <new>

#include "draw/assemble.h"
#include "support/address.h"
#include "support/deadline.h"

namespace sw {

namespace {
/// Vertices of a draw that make it worth waking others.
constexpr uint64_t kWorthSharing = 1536;
constexpr uint32_t kLooksBeforeClock = 4096;
}  // namespace

std::unique_ptr<SharedChunks> SharedChunks::make(const ChunkHelpers& helpers) {
  std::unique_ptr<SharedChunks> shared(new (std::nothrow) SharedChunks(helpers));
  if (!shared) return nullptr;
  shared->chunkCount_ = std::clamp(2 * helpers.threads, 4u, kMostChunks);
  shared->chunks_.reset(new (std::nothrow) Chunk[shared->chunkCount_]);
  shared->lanes_.reset(new (std::nothrow) Lane[helpers.threads]);
  return shared->chunks_ && shared->lanes_ ? std::move(shared) : nullptr;
}

bool SharedChunks::areWorthIt(const DrawCall& call) {
  return uint64_t(call.count) * call.instanceCount >= kWorthSharing && call.feedback.empty() &&
         call.fragmentCells <= kMaxFragmentInputComponents;
}

bool SharedChunks::draw(DrawCall& call, VertexCache& cache, DrawStatistics& statistics, uint32_t routines) {
  call_ = &call;
  statistics_ = &statistics;
  routines_ = routines;
  recordCells_ = vertexRecordCells(call.varyingCells);
  chunkVertices_ = std::clamp(kRecordBytes / (recordCells_ * 4), 64u, kMostVertices);
  stopped_.store(0);
  first_.store(0);
  end_.store(0);
  isOpen_.store(1, std::memory_order_seq_cst);
  const bool assembled = assemble(cache);
  if (!assembled) stopped_.store(1);
  const bool finished = finish() && assembled;
  isOpen_.store(0, std::memory_order_seq_cst);
  // Nobody may be at what belongs to the draw. Who failed never comes back, and nothing is drawn any more then.
  while (inside_.load(std::memory_order_seq_cst) != 0 && !helpers_.queue.failed()) spin();
  return finished && !stops();
}

bool SharedChunks::assemble(VertexCache& cache) {
  Chunk* chunk = nullptr;
  const auto isFull = [&](uint32_t more) {
    return chunk->idCount + more + 3 > chunkVertices_ || chunk->primitiveCount == kMostPrimitives;
  };
  for (uint32_t instance = 0; instance < call_->instanceCount; ++instance) {
    if (!commandDeadline().spend(kInstanceTicks, kInstanceWork)) return false;
    PrimitiveAssembler assembler(*call_);
    AssembledPrimitive primitive;
    Run* run = nullptr;
    const auto endRun = [&] {
      if (!run) return;
      run->count = chunk->idCount - run->first;
      while (chunk->idCount % 4 != 0) {
        chunk->ids[chunk->idCount] = chunk->ids[chunk->idCount - 1];
        ++chunk->idCount;
      }
      run = nullptr;
    };
    while (assembler.next(primitive)) {
      if (chunk && isFull(3)) {
        endRun();
        publish();
        chunk = nullptr;
      }
      if (!chunk && !begin(chunk)) return false;
      if (!run) {
        run = &chunk->runs[chunk->runCount++];
        *run = {int32_t(instance), chunk->idCount, 0};
        cache.beginChunk();
      }
      ChunkIds ids{*chunk};
      chunk->primitives[chunk->primitiveCount++] = indexed(primitive, cache, ids);
    }
    endRun();
    if (chunk && (isFull(3) || chunk->runCount == kMostRuns)) {
      publish();
      chunk = nullptr;
    }
  }
  if (chunk) publish();
  return !stops();
}

/// A chunk to fill in; helps while none is free.
bool SharedChunks::begin(Chunk*& chunk) {
  const uint32_t end = end_.load(std::memory_order_relaxed);
  if (end - first_.load(std::memory_order_relaxed) == chunkCount_) {
    const double startedMs = helpers_.now(), waitedMs = *helpers_.waitedMs;
    while (end - first_.load(std::memory_order_relaxed) == chunkCount_ && advance(true)) continue;
    *helpers_.waitedMs = waitedMs + helpers_.now() - startedMs;  // and what was waited for meanwhile is part of that
  }
  if (stops()) return false;
  chunk = &at(end);
  chunk->idCount = chunk->primitiveCount = chunk->runCount = 0;
  chunk->isDone.store(0, std::memory_order_relaxed);
  chunk->filled.store(0, std::memory_order_relaxed);
  chunk->handedOn.store(0, std::memory_order_relaxed);
  return true;
}

void SharedChunks::publish() {
  const uint32_t end = end_.load(std::memory_order_relaxed);
  statistics_->primitives += at(end).primitiveCount;
  at(end).state.store(Waiting, std::memory_order_release);
  end_.store(end + 1, std::memory_order_seq_cst);
  helpers_.wake();
}

/// Everything is handed on, or the draw stops.
bool SharedChunks::finish() {
  const double startedMs = helpers_.now(), waitedMs = *helpers_.waitedMs;
  while (first_.load(std::memory_order_relaxed) != end_.load(std::memory_order_relaxed) && advance(true)) continue;
  *helpers_.waitedMs = waitedMs + helpers_.now() - startedMs;
  return !stops();
}

/// One step on: hands on a batch of the first chunk that is not done with, or helps. False: the draw stops.
bool SharedChunks::advance(bool mayHelp) {
  if (stops()) return false;
  const uint32_t number = first_.load(std::memory_order_relaxed);
  Chunk& chunk = at(number);
  const bool isDone = chunk.isDone.load(std::memory_order_acquire) != 0;
  const uint32_t next = chunk.handedOn.load(std::memory_order_relaxed);
  if (next != chunk.filled.load(std::memory_order_acquire)) {
    if (!handOn(chunk.batches[next % kBatches])) stopped_.store(1);
    chunk.handedOn.store(next + 1, std::memory_order_release);
    idle_ = 0;
    return !stops();
  }
  if (isDone) {
    statistics_->fragments += chunk.covered;
    if (!commandDeadline().spend(chunk.idCount * kVertexTicks, chunk.idCount * kVertexWork)) stopped_.store(1);
    chunk.state.store(Free, std::memory_order_relaxed);
    first_.store(number + 1, std::memory_order_release);
    idle_ = 0;
    return !stops();
  }
  if (mayHelp) {
    if (Chunk* const own = take()) {
      run(*own, 0, UINT32_MAX);
      idle_ = 0;
      return !stops();
    }
  }
  spin();
  return !stops();
}

/// Shades fragments meanwhile. Fails where others have stopped.
void SharedChunks::spin() {
  if (helpers_.queue.work(0, UINT32_MAX, 1).leases != 0) {
    idle_ = 0;
  } else if (++idle_ % kLooksBeforeClock == 0) {
    const double nowMs = helpers_.now();
    if (idle_ == kLooksBeforeClock) {
      patience_.renew(nowMs);
    } else if (patience_.isOver(nowMs, helpers_.patienceMs)) {
      helpers_.queue.fail();
    }
  }
}

bool SharedChunks::handOn(const Batch& batch) {
  const BatchPublisher& publisher = *call_->publisher;
  return publisher.publish(publisher.context, batch.primitives, reinterpret_cast<const BlockRecord*>(batch.blocks),
                           batch.count, call_->raster.multisampled) &&
         commandDeadline().spend(batch.count * kBlockTicks, batch.count * kBlockWork);
}

/// The first chunk that nobody is at; null: there is none.
SharedChunks::Chunk* SharedChunks::take() {
  const uint32_t end = end_.load(std::memory_order_acquire);
  for (uint32_t i = first_.load(std::memory_order_acquire); int32_t(end - i) > 0; ++i) {
    Chunk& chunk = at(i);
    uint32_t waiting = Waiting;
    if (chunk.state.load(std::memory_order_relaxed) != Waiting) continue;
    if (chunk.state.compare_exchange_strong(waiting, Taken, std::memory_order_acquire, std::memory_order_relaxed)) {
      return &chunk;
    }
  }
  return nullptr;
}

bool SharedChunks::work(uint32_t thread, uint32_t routines) {
  if (isOpen_.load(std::memory_order_relaxed) == 0) return false;
  inside_.fetch_add(1, std::memory_order_seq_cst);
  Chunk* chunk = nullptr;
  if (isOpen_.load(std::memory_order_seq_cst) != 0 && routines >= routines_ && !stops()) chunk = take();
  if (chunk) run(*chunk, thread, routines);
  inside_.fetch_sub(1, std::memory_order_seq_cst);
  return chunk != nullptr;
}

void SharedChunks::run(Chunk& chunk, uint32_t thread, uint32_t routines) {
  const bool isTimed = thread == 0 && statistics_->clock;
  const double startMs = isTimed ? statistics_->clock() : 0;
  const bool shaded = shadeVertices(chunk, thread);
  if (isTimed) statistics_->vertexMs += statistics_->clock() - startMs;
  if (!shaded) {
    // The context's own budget ends the draw; another thread's the context, as when it shades fragments.
    if (thread == 0) {
      stopped_.store(1);
    } else {
      helpers_.queue.fail();
    }
    return;
  }
  Lane& lane = lanes_[thread];
  Filling filling{*this, chunk, thread, routines};
  lane.batch.begin({&SharedChunks::fill, &filling, &SharedChunks::room}, primitiveRecordBytes(call_->fragmentCells),
                   call_->raster.multisampled);
  Rasterizer rasterizer(lane.batch, call_->raster, InputLayout{call_->fragmentCells, call_->flatCells},
                        lane.clippedCells);
  const ChunkRecords records{reinterpret_cast<const float*>(chunk.records), recordCells_, chunk.idCount};
  rasterizeChunk(rasterizer, lane.batch, *call_, {chunk.primitives, chunk.primitiveCount}, records, chunk.window);
  lane.batch.finish();
  chunk.covered = lane.batch.coveredPixels();
  chunk.isDone.store(1, std::memory_order_release);
}

bool SharedChunks::shadeVertices(Chunk& chunk, uint32_t thread) {
  VertexState& state = thread == 0 ? *call_->vertexState : *helpers_.enter(helpers_.context, thread);
  auto* const records = reinterpret_cast<float*>(chunk.records);
  for (const Run& run : std::span(chunk.runs, chunk.runCount)) {
    state.instanceId = run.instance;
    call_->vertexRoutine(toAddress(&state), toAddress(chunk.ids + run.first), run.count,
                         toAddress(records + size_t(run.first) * recordCells_));
    if (state.budget < 0) return false;
  }
  return true;
}

/// Where the next batch's primitives go. Whoever fills batches faster than they are handed on shades meanwhile.
uint8_t* SharedChunks::room(void* context) {
  const Filling& filling = *static_cast<const Filling*>(context);
  SharedChunks& shared = filling.shared;
  Chunk& chunk = filling.chunk;
  const uint32_t filled = chunk.filled.load(std::memory_order_relaxed);
  while (filled - chunk.handedOn.load(std::memory_order_acquire) == kBatches && !shared.stops()) {
    if (filling.thread == 0) {
      shared.advance(false);
    } else {
      shared.helpers_.queue.work(filling.thread, filling.routines, 1);
    }
  }
  return chunk.batches[filled % kBatches].primitives;
}

bool SharedChunks::fill(void* context, const uint8_t* primitives, const BlockRecord* blocks, uint32_t count) {
  const Filling& filling = *static_cast<const Filling*>(context);
  if (filling.shared.stops()) return false;
  Chunk& chunk = filling.chunk;
  const uint32_t filled = chunk.filled.load(std::memory_order_relaxed);
  Batch& batch = chunk.batches[filled % kBatches];
  const DrawCall& call = *filling.shared.call_;
  const bool sampled = call.raster.multisampled;
  if (primitives != batch.primitives) {  // the chunk's first batch
    const uint32_t bytes = usedPrimitiveBytes(blocks, count, sampled, primitiveRecordBytes(call.fragmentCells));
    std::memcpy(batch.primitives, primitives, bytes);
  }
  std::memcpy(batch.blocks, blocks, count * (sampled ? sizeof(SampleBlockRecord) : sizeof(BlockRecord)));
  batch.count = count;
  chunk.filled.store(filled + 1, std::memory_order_release);
  return true;
}

}  // namespace sw

#endif
