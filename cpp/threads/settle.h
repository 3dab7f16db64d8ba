// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What other folders know of threads: before they change, read or free what draws in flight may read or write, they
// settle (docs/decisions/0014-threads.md). Without threads nothing is ever in flight.

#pragma once

#include <cstdint>

namespace sw {

#ifdef SW_THREADS

/// What draws in flight do to the storage of an object: the last one that may read it and the last one that may write
/// to it, as gl/shading.cpp counts draws. 0: none.
struct ShadingUse {
  uint32_t read = 0, written = 0;
};

struct SettleFunctions {
  void (*all)();
  void (*upTo)(uint32_t draw);  // as in ShadingUse; any number
};

/// Returns when all that was published is shaded. On the context's thread only, as all of these.
void settleShading();
/// Before storage is read: returns when no draw in flight writes to it.
void settleWriters(const ShadingUse& use);
/// Before storage is written to or freed: returns when no draw in flight knows it.
void settleUsers(const ShadingUse& use);
/// What they call; null: nothing.
void setSettleFunctions(const SettleFunctions* functions);

#else

struct ShadingUse {};
inline void settleShading() {}
inline void settleWriters(const ShadingUse&) {}
inline void settleUsers(const ShadingUse&) {}

#endif

}  // namespace sw
