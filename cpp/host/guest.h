// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Results of imports on their way into wasm: the host writes them into the per-invocation arena through the export
// guest_alloc and returns pointer << 32 | length. What the arena does not hold goes into a block of its own, by
// guest_alloc_large. The arena is reset, and such blocks are freed, at the top of every outermost export. Natively
// "pointers" are offsets into a buffer of the thread, and behind it numbers of blocks, so one set of tests runs in both
// builds.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sw::host {

inline constexpr uint32_t kGuestArenaBytes = 256 * 1024;

/// 8-byte aligned room. 0 when the arena is exhausted or bytes <= 0.
uint32_t guestAllocate(int32_t bytes);

/// A block from the heap, for results of any size. 0 when memory runs out or bytes == 0.
uint32_t guestAllocateLarge(uint32_t bytes);

/// Ends all of both kinds.
void resetGuestArena();

/// What an address from guestAllocate or guestAllocateLarge stands for; null for any other.
uint8_t* guestPointer(uint32_t address);

constexpr int64_t packResult(uint32_t address, uint32_t length) { return int64_t(uint64_t(address) << 32 | length); }

/// The bytes at (address, length); absent where that is inside neither the arena's used part nor one large block.
std::optional<std::span<const uint8_t>> decodeBytes(uint32_t address, uint32_t length);

/// Text in UTF-8, each maximal invalid part replaced by U+FFFD (Unicode 15, §3.9).
std::string decodeUtf8(std::span<const uint8_t> bytes);

/// Packed results. Absent: none (0), or not inside what was allocated for results.
std::optional<std::span<const uint8_t>> decodePackedBytes(int64_t packed);
std::optional<std::string> decodePackedString(int64_t packed);

/// Absent from the first character on that is no hex digit, and where a digit lacks its pair.
std::optional<std::vector<uint8_t>> decodeHex(std::string_view text);

}  // namespace sw::host
