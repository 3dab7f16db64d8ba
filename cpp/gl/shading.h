// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Draws whose fragments other threads shade: what is kept of a draw until they have, and what each thread has of its
// own (docs/decisions/0014-threads.md). There is one context in an instance, and so one of these.

#pragma once

#include <cstdint>

#include "support/deadline.h"
#include "threads/settle.h"

namespace sw::gl {

struct Context;
struct Buffer;

#ifdef SW_THREADS

/// Lets up to `threads` threads shade, the context's own among them. False: out of memory.
bool openShading(Context& context, uint32_t threads);
/// Waits for what is in flight; afterwards draws shade their own fragments, until it is opened again.
void closeShading();

/// A thread other than the context's says that it is there: until one does, draws shade their own fragments.
/// thread: from 1 on.
void joinShading(uint32_t thread);
/// That thread has ended, whatever it was at. On the context's thread.
void loseShadingThread(uint32_t thread);
/// Shades what is there. routines: how many the thread has. Whether to come back at once.
bool shadeAsThread(uint32_t thread, uint32_t routines);
/// Where a thread that trapped leaves a word other than 0: the context is lost then.
uint32_t* shadingFailedFlag();
/// Threads that shade, the context's own among them.
uint32_t shadingThreads();

/// How long the context's thread has waited for others so far, and shaded along meanwhile.
double shadingWaitedMs();

/// The draw that the cache describes is about to run: settles what it must not meet. Gives it somebody to publish to,
/// unless it has to shade its own fragments.
void beginShadedDraw(Context& context);
/// A routine was made: batches and chunks from now on need one more. blockWork: instructions of four lanes that one for
/// fragments takes for a whole block, roughly; 0: not known.
void noteRoutine(uint32_t slot, uint32_t blockWork);
/// Before the buffer gets new data: settles if a draw in flight reads it.
void settleBuffer(Buffer& buffer);
/// Settles, and loses the context where a thread failed.
void settle(Context& context);
/// That of the thread which owns the fragment state with this budget; null: it is none of those.
Deadline* deadlineOfThread(const int32_t* budget);

#else

inline void beginShadedDraw(Context&) {}
inline void noteRoutine(uint32_t, uint32_t) {}
inline void settleBuffer(Buffer&) {}
inline void settle(Context&) {}
inline void closeShading() {}

#endif

}  // namespace sw::gl
