// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Exports of the core with threads (docs/decisions/0014-threads.md). Other threads call threads_join and threads_work,
// each on an instance of its own over the same memory, and nothing else.

#ifdef SW_THREADS

#include "abi/call.h"
#include "gl/shading.h"

namespace sw::abi {

/// Where a thread that trapped puts a word other than 0. Null: out of memory.
SW_EXPORT(threads_open) uint32_t* threads_open(uint32_t threads) {
  Call call;
  return call && gl::openShading(*call, threads) ? gl::shadingFailedFlag() : nullptr;
}

SW_EXPORT(threads_join) void threads_join(uint32_t thread) { gl::joinShading(thread); }

/// On the context's thread: another one has ended, from outside. The context is lost where that had begun something.
SW_EXPORT(threads_lose) void threads_lose(uint32_t thread) { gl::loseShadingThread(thread); }

SW_EXPORT(threads_work) uint32_t threads_work(uint32_t thread, uint32_t routines) {
  return gl::shadeAsThread(thread, routines);
}

/// Threads that shade, the context's own among them.
SW_EXPORT(threads_count) uint32_t threads_count() { return gl::shadingThreads(); }

/// Milliseconds that the context's thread has waited so far, and shaded along meanwhile: all else it does alone.
SW_EXPORT(threads_waitedMs) double threads_waitedMs() { return gl::shadingWaitedMs(); }

}  // namespace sw::abi

#endif
