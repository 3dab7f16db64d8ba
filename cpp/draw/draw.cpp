// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// One draw, chunk by chunk: assemble primitives until enough vertices are together, shade these in one call of the
// vertex routine, capture them for transform feedback, rasterise, and go on. A chunk's records stay in the second-level
// cache.

#include <algorithm>
#include <cstring>
#include <memory>
#include <vector>

#include "draw/assemble.h"
#include "draw/chunk.h"
#include "draw/draw_call.h"
#include "draw/shared_chunks.h"
#include "draw/vertex_cache.h"
#include "raster/rasterizer.h"
#include "support/address.h"
#include "support/deadline.h"

namespace sw {

namespace {

constexpr uint32_t kChunkRecordBytes = 192 * 1024;
constexpr uint32_t kMaxChunkVertices = 2048;
constexpr uint32_t kMaxChunkPrimitives = 4096;

/// What draws reuse, so that none allocates once its sizes have been seen.
struct Scratch {
  FragmentBatch batch;
  VertexCache cache;
  std::vector<uint32_t> ids;
  std::vector<ChunkPrimitive> primitives;
  std::vector<WindowVertex> window;
  std::unique_ptr<uint8_t[]> recordStorage;
  uint32_t recordBytes = 0;
  DrawStatistics uncounted;

  float* records(uint32_t bytes) {
    if (bytes > recordBytes) {
      recordStorage.reset(new uint8_t[bytes + 16]);
      recordBytes = bytes;
    }
    uint8_t* p = recordStorage.get();
    return reinterpret_cast<float*>(p + (16 - reinterpret_cast<uintptr_t>(p) % 16) % 16);
  }
};

Scratch& scratch() {
  static Scratch* const instance = new Scratch;
  return *instance;
}

/// One draw under way.
class Drawing {
 public:
  Drawing(DrawCall& call, Scratch& scratch)
      : call_(call),
        scratch_(scratch),
        recordCells_(vertexRecordCells(call.varyingCells)),
        chunkVertices_(std::clamp(kChunkRecordBytes / (recordCells_ * 4), 64u, kMaxChunkVertices)),
        rasterizes_(call.fragmentRoutine && !call.raster.rasterizerDiscard &&
                    call.raster.scissorX0 < call.raster.scissorX1 && call.raster.scissorY0 < call.raster.scissorY1),
        records_(scratch.records((chunkVertices_ + 3) * recordCells_ * 4)),
        statistics_(call.statistics ? *call.statistics : scratch.uncounted),
        rasterizer_(scratch.batch, call.raster, InputLayout{call.fragmentCells, call.flatCells}) {}

  bool run() {
    ++statistics_.draws;
#ifdef SW_THREADS
    if (rasterizes_ && call_.publisher && SharedChunks::areWorthIt(call_)) {
      uint32_t routines = 0;
      if (SharedChunks* const chunks = call_.publisher->sharedChunks(call_.publisher->context, routines)) {
        return timed([&] { return chunks->draw(call_, scratch_.cache, statistics_, routines); });
      }
    }
#endif
    return timed([&] { return countFragments(shade()); });
  }

 private:
  template <class Work>
  bool timed(Work work) {
    if (!statistics_.clock) return work();
    const double startMs = statistics_.clock();
    const double vertexMs = statistics_.vertexMs;
    const bool finished = work();
    statistics_.rasterMs += statistics_.clock() - startMs - (statistics_.vertexMs - vertexMs);
    return finished;
  }

  bool countFragments(bool finished) {
    if (rasterizes_) statistics_.fragments += scratch_.batch.coveredPixels();
    return finished;
  }

  bool shade() {
    if (!rasterizes_ && call_.feedback.empty()) return true;  // nothing could be seen of it
    BatchConsumer consumer{&Drawing::consume, this};
#ifdef SW_THREADS
    if (call_.publisher) {
      consumer.consume = &Drawing::publish;
      consumer.primitives = &Drawing::publishedPrimitives;
    }
#endif
    scratch_.batch.begin(consumer, primitiveRecordBytes(call_.fragmentCells), call_.raster.multisampled);
    for (uint32_t instance = 0; instance < call_.instanceCount; ++instance) {
      if (!commandDeadline().spend(kInstanceTicks, kInstanceWork)) return false;
      call_.vertexState->instanceId = int32_t(instance);
      if (!runInstance()) return false;
    }
    scratch_.batch.finish();
    return !scratch_.batch.stopped();
  }

  bool runInstance() {
    PrimitiveAssembler assembler(call_);
    AssembledPrimitive primitive;
    beginChunk();
    while (assembler.next(primitive)) {
      if (scratch_.ids.size() + 3 > chunkVertices_ || scratch_.primitives.size() == kMaxChunkPrimitives) {
        if (!endChunk()) return false;
        beginChunk();
      }
      scratch_.primitives.push_back(indexed(primitive, scratch_.cache, scratch_.ids));
    }
    return endChunk();
  }

  void beginChunk() {
    scratch_.ids.clear();
    scratch_.primitives.clear();
    scratch_.cache.beginChunk();
  }

  bool endChunk() {
    if (scratch_.primitives.empty()) return true;
    const uint32_t count = uint32_t(scratch_.ids.size());
    while (scratch_.ids.size() % 4 != 0) scratch_.ids.push_back(scratch_.ids.back());
    statistics_.primitives += scratch_.primitives.size();
    const double startMs = statistics_.clock ? statistics_.clock() : 0;
    call_.vertexRoutine(toAddress(call_.vertexState), toAddress(scratch_.ids.data()), count, toAddress(records_));
    if (statistics_.clock) statistics_.vertexMs += statistics_.clock() - startMs;
    if (call_.vertexState->budget < 0) return false;
    if (!commandDeadline().spend(count * kVertexTicks, count * kVertexWork)) return false;
    if (!call_.feedback.empty()) capture();
    if (rasterizes_) rasterize(count);
    return !scratch_.batch.stopped();
  }

  const float* record(uint32_t index) const { return records_ + size_t(index) * recordCells_; }

  /// OpenGL ES 3.0.6 §2.15: whole primitives only, in order, before clipping.
  void capture() {
    for (const ChunkPrimitive& primitive : scratch_.primitives) {
      for (const FeedbackStream& stream : call_.feedback) {
        if (size_t(stream.end - stream.target) < size_t(stream.strideBytes) * primitive.arity) return;
      }
      for (uint32_t i = 0; i < primitive.arity; ++i) {
        const float* from = record(primitive.records[i]);
        for (FeedbackStream& stream : call_.feedback) {
          uint8_t* to = stream.target;
          for (const uint16_t cell : stream.cells) {
            std::memcpy(to, from + cell, sizeof(float));
            to += sizeof(float);
          }
          stream.target += stream.strideBytes;
        }
      }
      ++call_.feedbackPrimitives;
    }
  }

  void rasterize(uint32_t count) {
    scratch_.window.resize(count);
    rasterizeChunk(rasterizer_, scratch_.batch, call_, scratch_.primitives, {records_, recordCells_, count},
                   scratch_.window.data());
  }

  static bool consume(void* context, const uint8_t* primitives, const BlockRecord* blocks, uint32_t count) {
    Drawing& drawing = *static_cast<Drawing*>(context);
    DrawCall& call = drawing.call_;
    call.fragmentState->primitives = toAddress(primitives);
    call.fragmentRoutine(toAddress(call.fragmentState), toAddress(blocks), count);
    return call.fragmentState->budget >= 0 && commandDeadline().spend(count * kBlockTicks, count * kBlockWork);
  }

#ifdef SW_THREADS
  static bool publish(void* context, const uint8_t* primitives, const BlockRecord* blocks, uint32_t count) {
    Drawing& drawing = *static_cast<Drawing*>(context);
    const DrawCall& call = drawing.call_;
    return call.publisher->publish(call.publisher->context, primitives, blocks, count, call.raster.multisampled) &&
           commandDeadline().spend(count * kBlockTicks, count * kBlockWork);
  }
  static uint8_t* publishedPrimitives(void* context) {
    const BatchPublisher& publisher = *static_cast<Drawing*>(context)->call_.publisher;
    return publisher.primitives(publisher.context);
  }
#endif

  DrawCall& call_;
  Scratch& scratch_;
  uint32_t recordCells_;
  uint32_t chunkVertices_;
  bool rasterizes_;
  float* records_;
  DrawStatistics& statistics_;
  Rasterizer rasterizer_;
};

}  // namespace

bool draw(DrawCall& call) {
  Drawing drawing(call, scratch());
  return drawing.run();
}

}  // namespace sw
