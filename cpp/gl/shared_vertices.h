// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What threads that help with the vertices of a draw have of their own, and the draw's chunks (draw/shared_chunks.h).
// Owned by Shading (shading.cpp), which knows the queue and each thread's private memory.

#pragma once

#ifdef SW_THREADS

#include <atomic>
#include <cstdint>
#include <memory>

#include "draw/shared_chunks.h"
#include "support/deadline.h"
#include "threads/shading_queue.h"

namespace sw::gl {

struct DrawCache;

class SharedVertices {
 public:
  /// Called on the thread: its private memory, for vertices now. What it knew of a draw of fragments is no longer so.
  struct Owner {
    uint8_t* (*enter)(void* context, uint32_t thread);
    void* context;
  };

  /// waitedMs: as in ChunkHelpers. patienceMs: of the queue.
  SharedVertices(ShadingQueue& queue, uint32_t threads, double patienceMs, double& waitedMs, Owner owner);

  /// For the draw that the cache describes; null: there is no memory for them.
  SharedChunks* chunksFor(const DrawCache& cache);

  /// On another thread: does a chunk, where there is one. routines: how many the thread has.
  bool work(uint32_t thread, uint32_t routines);

  /// That of the thread which owns the vertex state with this budget; null: it is none of those.
  Deadline* deadlineOf(const int32_t* budget);
  bool timedOut() const;

 private:
  struct Thread {
    VertexState state{};
    Deadline deadline;
    uint32_t command = 0;  // that the deadline and the budget belong to
  };

  static VertexState* enter(void* context, uint32_t thread);

  const ChunkHelpers helpers_;
  const Owner owner_;
  std::unique_ptr<SharedChunks> storage_;
  std::atomic<SharedChunks*> chunks_{nullptr};  // once they are made
  // Of the draw under way.
  VertexState state_{};
  uint32_t privateBytes_ = 0;
  uint32_t command_ = 0;
  Thread threads_[ShadingQueue::kMaxThreads];
};

}  // namespace sw::gl

#endif
