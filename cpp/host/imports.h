// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What the core asks of its host (docs/abi.md). Results that carry data are packed: pointer into the per-invocation
// arena (guest_alloc; guest_alloc_large where that is full) in the high 32 bits, length in the low 32. 0 means one
// thing: there is no memory for the result. The host has undone then what it would have told of.

#pragma once

#include <cstdint>

#include "support/export.h"
#include "support/fetch_bytes.h"

namespace sw::host {

/// Compiles in the page's compiler instance. Payload: u32 shader handle (0: failed), then the info log, UTF-8.
SW_IMPORT(host_compile_shader)
int64_t compileShader(uint32_t stage, const char* source, uint32_t length, uint32_t webglVersion, uint32_t extensions);

/// Links two compiled shaders. options: LinkOptions, serialised (pipeline/link_options.h). Payload: u32 program handle
/// (0: failed), u32 length of the info log, the info log, then ProgramInfo, serialised.
SW_IMPORT(host_link_program)
int64_t linkProgram(uint32_t vertexShader, uint32_t fragmentShader, const uint8_t* options, uint32_t length);

SW_IMPORT(host_release_shader) void releaseShader(uint32_t shader);
SW_IMPORT(host_release_program) void releaseProgram(uint32_t program);

/// Makes the routine (RoutineKind) for a key and puts it into table entry `slot`. Payload: a byte 1 and three of
/// what the module says of its work (compiler_routine), lowest first, or u32 0 and then the reason, UTF-8.
SW_IMPORT(host_make_routine)
int64_t makeRoutine(uint32_t program, uint32_t kind, const uint8_t* key, uint32_t keyLength, uint32_t slot);

/// Table entries. 0: none can be had.
SW_IMPORT(host_acquire_slot) uint32_t acquireSlot();
SW_IMPORT(host_release_slot) void releaseSlot(uint32_t slot);

/// Private data of generated routines, 16-byte aligned, in spans of this memory that the host's allocator keeps
/// (docs/alloc.md). Null: out of memory.
SW_IMPORT(host_allocate_data) void* allocateData(uint32_t bytes);
SW_IMPORT(host_free_data) void freeData(void* data);

/// Bytes of the array that the page passed to the command that runs, which was too large to be handed over as a whole
/// (fetchOf).
SW_IMPORT(host_fetch_bytes) void fetchBytes(uint32_t offset, uint8_t* to, uint32_t bytes);

/// So much of the memory is free that some may be given back: the host looks again in a while (memory_spareBytes).
SW_IMPORT(host_offer_memory) void offerMemory();
/// There is something for context_makeExpectedRoutine to do.
SW_IMPORT(host_offer_work) void offerWork();

#ifdef SW_THREADS
/// Something was published: wakes the threads that shade.
SW_IMPORT(host_wake_threads) void wakeThreads();
/// There is enough to shade for more than one thread: whoever waits to call threads_open may do so, at once or later.
SW_IMPORT(host_want_threads) void wantThreads();
#endif

/// Milliseconds, monotonic.
SW_IMPORT(host_now) double now();

enum LogLevel : uint32_t {
  kLogError,  // a GL error's reason
  kLogWarning,
  kLogLost,  // why the context is lost
};
/// A message for the console. level: LogLevel.
SW_IMPORT(host_log) void log(uint32_t level, const char* text, uint32_t length);

/// The address that stands for an array which the host keeps: its bytes are to be fetched.
inline constexpr uintptr_t kFetched = 1;

/// How to get at the bytes of an argument; null: they are at the address.
inline FetchBytes fetchOf(const void* argument) {
  return reinterpret_cast<uintptr_t>(argument) == kFetched ? &fetchBytes : nullptr;
}

}  // namespace sw::host
