// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Chunks of a draw on several threads: whoever is free shades a chunk's vertices, sets its primitives up and covers
// them. The context's thread assembles chunks and hands on what was made of them in their order, so that neither order
// nor bits depend on who did what. docs/decisions/0014-threads.md.

#pragma once

#ifdef SW_THREADS

#include <atomic>
#include <cstdint>
#include <memory>

#include "draw/chunk.h"
#include "draw/draw_call.h"
#include "draw/vertex_cache.h"
#include "pipeline/shader_limits.h"
#include "support/patience.h"
#include "threads/shading_queue.h"

namespace sw {

/// What a context has of the threads that help.
struct ChunkHelpers {
  ShadingQueue& queue;  // of its batches; it fails where a thread does
  uint32_t threads;     // the context's own among them
  /// The vertex state of a thread other than the context's, and the environment for it, on that thread.
  VertexState* (*enter)(void* context, uint32_t thread);
  void (*wake)();
  double (*now)();    // milliseconds
  double patienceMs;  // as in ShadingFunction
  double* waitedMs;   // grows while the context's thread waits and helps
  void* context;
};

class SharedChunks {
 public:
  /// Null: there is no memory.
  static std::unique_ptr<SharedChunks> make(const ChunkHelpers& helpers);

  /// So much that handing it on is worth it.
  static bool areWorthIt(const DrawCall& call);

  /// The whole draw, on the context's thread. routines: that a thread must have. False as draw().
  bool draw(DrawCall& call, VertexCache& cache, DrawStatistics& statistics, uint32_t routines);

  /// Does one chunk, where there is one: on any thread but the context's. routines: how many it has.
  bool work(uint32_t thread, uint32_t routines);

 private:
  static constexpr uint32_t kMostChunks = 16;
  static constexpr uint32_t kMostVertices = 512;
  static constexpr uint32_t kMostPrimitives = 1024;
  static constexpr uint32_t kMostRuns = kMostVertices / 4;
  static constexpr uint32_t kRecordBytes = 96 * 1024;
  static constexpr uint32_t kBatches = 3;

  /// Vertices of one instance.
  struct Run {
    int32_t instance;
    uint32_t first, count;  // of ids; the first is a multiple of 4, and there are so many with those that fill up
  };
  struct Batch {
    alignas(16) uint8_t primitives[kMovingPrimitiveBytes];
    alignas(16) uint8_t blocks[kMaxBatchBlocks * sizeof(SampleBlockRecord)];
    uint32_t count;
  };
  enum State : uint32_t { Free, Waiting, Taken };
  struct Chunk {
    uint32_t ids[kMostVertices];
    ChunkPrimitive primitives[kMostPrimitives];
    Run runs[kMostRuns];
    uint32_t idCount = 0, primitiveCount = 0, runCount = 0;
    alignas(16) uint8_t records[kRecordBytes];
    WindowVertex window[kMostVertices];
    Batch batches[kBatches];  // filled and handed on in turn
    uint64_t covered = 0;
    alignas(64) std::atomic<uint32_t> state{Free};
    std::atomic<uint32_t> isDone{0};
    std::atomic<uint32_t> filled{0};  // batches so far
    alignas(64) std::atomic<uint32_t> handedOn{0};
  };
  /// What indexed() adds vertices to.
  struct ChunkIds {
    Chunk& chunk;
    uint32_t size() const { return chunk.idCount; }
    void push_back(uint32_t id) { chunk.ids[chunk.idCount++] = id; }
  };
  /// What a thread needs besides, which allocates nothing.
  struct Lane {
    FragmentBatch batch;
    float clippedCells[kMaxClipVertices * kMaxFragmentInputComponents];
  };
  /// Who fills a chunk's batches.
  struct Filling {
    SharedChunks& shared;
    Chunk& chunk;
    uint32_t thread, routines;
  };

  explicit SharedChunks(const ChunkHelpers& helpers) : helpers_(helpers) {}

  bool assemble(VertexCache& cache);
  bool begin(Chunk*& chunk);
  void publish();
  bool advance(bool mayHelp);
  bool finish();
  bool handOn(const Batch& batch);
  void spin();
  Chunk* take();
  void run(Chunk& chunk, uint32_t thread, uint32_t routines);
  bool shadeVertices(Chunk& chunk, uint32_t thread);
  static uint8_t* room(void* filling);
  static bool fill(void* filling, const uint8_t* primitives, const BlockRecord* blocks, uint32_t count);

  Chunk& at(uint32_t number) { return chunks_[number % chunkCount_]; }
  bool stops() const { return stopped_.load(std::memory_order_relaxed) || helpers_.queue.failed(); }

  const ChunkHelpers helpers_;
  uint32_t chunkCount_ = 0;
  std::unique_ptr<Chunk[]> chunks_;
  std::unique_ptr<Lane[]> lanes_;
  // Of the draw under way.
  DrawCall* call_ = nullptr;
  DrawStatistics* statistics_ = nullptr;
  uint32_t routines_ = 0;
  uint32_t recordCells_ = 0;
  uint32_t chunkVertices_ = 0;
  uint32_t idle_ = 0;
  Patience patience_;
  std::atomic<uint32_t> stopped_{0};
  alignas(64) std::atomic<uint32_t> isOpen_{0};
  std::atomic<uint32_t> inside_{0};                      // threads other than the context's
  alignas(64) std::atomic<uint32_t> first_{0}, end_{0};  // chunks that are not all handed on, counted
};

}  // namespace sw

#endif
