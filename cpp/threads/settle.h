// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What other folders know of threads: before they change or free what batches in flight may read or write, they settle
// (docs/decisions/0014-threads.md). Without threads nothing is ever in flight.

#pragma once

namespace sw {

#ifdef SW_THREADS
/// Returns when all that was published is shaded. On the context's thread only.
void settleShading();
/// What it calls; null: nothing.
void setSettleFunction(void (*function)());
#else
inline void settleShading() {}
#endif

}  // namespace sw
