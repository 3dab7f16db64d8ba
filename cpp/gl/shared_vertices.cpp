// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Tested by abi/threads/threads_twin_test.cpp.

#include "gl/shared_vertices.h"

#ifdef SW_THREADS

#include <algorithm>

#include "gl/draw.h"
#include "host/environment.h"
#include "host/imports.h"
#include "support/address.h"

namespace sw::gl {

SharedVertices::SharedVertices(ShadingQueue& queue, uint32_t threads, double patienceMs, double& waitedMs, Owner owner)
    : helpers_{queue, threads, &SharedVertices::enter, &host::wakeThreads, &host::now, patienceMs, &waitedMs, this},
      owner_(owner) {}

SharedChunks* SharedVertices::chunksFor(const DrawCache& cache) {
  if (!storage_) {
    storage_ = SharedChunks::make(helpers_);
    chunks_.store(storage_.get(), std::memory_order_release);
  }
  state_ = cache.vertexState;
  privateBytes_ = cache.privateBytes;
  command_ = commandDeadline().serial();
  return storage_.get();
}

bool SharedVertices::work(uint32_t thread, uint32_t routines) {
  SharedChunks* const chunks = chunks_.load(std::memory_order_acquire);
  return chunks && chunks->work(thread, routines);
}

VertexState* SharedVertices::enter(void* context, uint32_t index) {
  const SharedVertices& self = *static_cast<const SharedVertices*>(context);
  Thread& thread = static_cast<SharedVertices*>(context)->threads_[index];
  const int32_t budget = thread.state.budget;
  thread.state = self.state_;
  thread.state.privateMemory = toAddress(self.owner_.enter(self.owner_.context, index));
  if (thread.command == self.command_) {
    thread.state.budget = budget;
  } else {
    thread.command = self.command_;
    thread.state.budget = Deadline::kTicks;
    thread.deadline.configure(commandDeadline().clock(), commandDeadline().maxMs());
    thread.deadline.begin();
  }
  setEnvironment({.uniformPtr = thread.state.uniforms,
                  .attrPtr = thread.state.attributes,
                  .privatePtr = thread.state.privateMemory,
                  .texturePtr = thread.state.samplers,
                  .frameSp = thread.state.privateMemory + self.privateBytes_});
  return &thread.state;
}

Deadline* SharedVertices::deadlineOf(const int32_t* budget) {
  for (Thread& thread : threads_) {
    if (budget == &thread.state.budget) return &thread.deadline;
  }
  return nullptr;
}

bool SharedVertices::timedOut() const {
  return std::any_of(std::begin(threads_), std::end(threads_), [](const auto& t) { return t.deadline.isOver(); });
}

}  // namespace sw::gl

#endif
