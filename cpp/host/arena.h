// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Results of variable size on their way to JavaScript: ephemeral payloads (docs/abi.md, "Ephemeral results"). Each
// arena holds one payload, which is good until the next call into wasm; JavaScript copies at once. The 16 bytes before
// a payload are its header: length (u32) and 12 zero bytes. Debug builds say there which payload of which arena it is
// (two u32: epoch, 1 + Arena), and write over payloads that are over.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace sw::host {

enum class Arena : uint8_t {
  Small,   // at most kSmallBytes, fixed
  Blob,    // pixels, buffer data, modules: grows by doubling, gives back what exceeds kSoftCapBytes
  String,  // names, logs: likewise
};

inline constexpr size_t kHeaderBytes = 16;
inline constexpr size_t kSmallBytes = 128;
inline constexpr size_t kSoftCapBytes = 16u << 20;
/// Of any payload: header and rounding stay inside 32 bits.
inline constexpr size_t kMaxPayloadBytes = UINT32_MAX - 2 * kHeaderBytes;
inline constexpr uint8_t kStaleByte = 0xDD;  // what debug builds write over a payload that is over

/// Room for a payload, its header written, its bytes not. Null when memory runs out (lastError says so). Small payloads
/// that do not fit are a mistake of ours.
uint8_t* allocatePayload(Arena arena, size_t bytes);

/// The smallest arena that takes it: Small, else Blob.
uint8_t* allocatePayload(size_t bytes);

const uint8_t* payloadOf(std::span<const uint8_t> bytes);
const uint8_t* payloadOf(std::string_view text);

/// What went wrong in the call that returned 0. Kept until the next failure.
void setLastError(std::string_view text);
std::string_view lastError();

/// At the top of every outermost export: payloads of earlier calls are over.
void expirePayloads();

/// Also gives back all memory that they were in.
void dropPayloads();

/// Counts the payloads made in an arena, so that a test can tell two apart.
uint32_t arenaEpoch(Arena arena);
size_t arenaCapacityBytes(Arena arena);

}  // namespace sw::host
