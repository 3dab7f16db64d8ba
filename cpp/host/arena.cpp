// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "host/arena.h"

#include <cstring>
#include <string>

#include "support/storage.h"

namespace sw::host {
namespace {

#if defined(SW_DEBUG) || defined(SW_DEBUG_ARENAS)
constexpr bool kChecked = true;
#else
constexpr bool kChecked = false;
#endif

struct ArenaState {
  uint8_t* memory = nullptr;  // header, payload
  size_t capacityBytes = 0;   // of the payload
  size_t payloadBytes = 0;
  uint32_t epoch = 0;
  bool live = false;

  bool reserve(size_t bytes) {
    if (bytes <= capacityBytes && memory) return true;
    size_t wanted = capacityBytes > 256 ? capacityBytes : 256;
    while (wanted < bytes) wanted = wanted > SIZE_MAX / 4 ? bytes : wanted * 2;
    wanted = (wanted + 15) & ~size_t{15};
    // The old payload is over: nothing to copy.
    void* grown = allocateFixed(kHeaderBytes + wanted);
    if (!grown && wanted > bytes) {
      wanted = (bytes + 15) & ~size_t{15};
      grown = allocateFixed(kHeaderBytes + wanted);
    }
    if (!grown) return false;
    freeFixed(memory);
    memory = static_cast<uint8_t*>(grown);
    capacityBytes = wanted;
    return true;
  }

  uint8_t* allocate(size_t bytes, Arena arena) {
    if (live) fillStale();
    if (bytes > kMaxPayloadBytes || !reserve(bytes)) {
      setLastError("out of memory");
      return nullptr;
    }
    ++epoch;
    uint32_t header[] = {uint32_t(bytes), 0, 0, 0};
    static_assert(sizeof header == kHeaderBytes);
    if (kChecked) {
      header[1] = epoch;
      header[2] = 1 + uint32_t(arena);
    }
    std::memcpy(memory, header, kHeaderBytes);
    payloadBytes = bytes;
    live = true;
    return memory + kHeaderBytes;
  }

  void fillStale() {
    if (kChecked) std::memset(memory, kStaleByte, kHeaderBytes + payloadBytes);
  }

  void expire() {
    if (!live) return;
    live = false;
    fillStale();
    if (capacityBytes > kSoftCapBytes) drop();
  }

  void drop() {
    freeFixed(memory);
    memory = nullptr;
    capacityBytes = 0;
  }
};

ArenaState g_arenas[3];
alignas(16) uint8_t g_smallMemory[kHeaderBytes + kSmallBytes];
std::string g_lastError;

ArenaState& stateOf(Arena arena) {
  ArenaState& state = g_arenas[size_t(arena)];
  if (arena == Arena::Small && !state.memory) {
    state.memory = g_smallMemory;
    state.capacityBytes = kSmallBytes;
  }
  return state;
}

}  // namespace

uint8_t* allocatePayload(Arena arena, size_t bytes) {
  if (arena == Arena::Small && bytes > kSmallBytes) __builtin_trap();
  return stateOf(arena).allocate(bytes, arena);
}

uint8_t* allocatePayload(size_t bytes) {
  return allocatePayload(bytes <= kSmallBytes ? Arena::Small : Arena::Blob, bytes);
}

const uint8_t* payloadOf(std::span<const uint8_t> bytes) {
  uint8_t* payload = allocatePayload(bytes.size());
  if (payload && !bytes.empty()) std::memcpy(payload, bytes.data(), bytes.size());
  return payload;
}

const uint8_t* payloadOf(std::string_view text) {
  uint8_t* payload = allocatePayload(Arena::String, text.size());
  if (payload && !text.empty()) std::memcpy(payload, text.data(), text.size());
  return payload;
}

void setLastError(std::string_view text) { g_lastError = text; }
std::string_view lastError() { return g_lastError; }

void expirePayloads() {
  for (ArenaState& state : g_arenas) state.expire();
}

void dropPayloads() {
  expirePayloads();
  for (const Arena arena : {Arena::Blob, Arena::String}) stateOf(arena).drop();
}

uint32_t arenaEpoch(Arena arena) { return stateOf(arena).epoch; }
size_t arenaCapacityBytes(Arena arena) { return stateOf(arena).capacityBytes; }

}  // namespace sw::host
