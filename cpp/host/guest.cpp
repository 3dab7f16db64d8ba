// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "host/guest.h"

#include <memory>

#include "support/storage.h"

namespace sw::host {
namespace {

struct LargeBlock {
  uint32_t address;
  uint32_t bytes;
  std::unique_ptr<uint8_t, decltype(&freeFixed)> data;
};

#ifdef __EMSCRIPTEN__
alignas(16) uint8_t g_arena[kGuestArenaBytes];
uint32_t g_used = 0;
std::vector<LargeBlock> g_large;
uint32_t base() { return uint32_t(reinterpret_cast<uintptr_t>(g_arena)); }
uint32_t addressOf(const uint8_t* data) { return uint32_t(reinterpret_cast<uintptr_t>(data)); }
constexpr uint32_t kFirst = 0;
#else
constexpr uint32_t kReservedBytes = 8;  // so that no offset is 0
alignas(16) thread_local uint8_t g_arena[kGuestArenaBytes];
thread_local uint32_t g_used = kReservedBytes;
thread_local std::vector<LargeBlock> g_large;
uint32_t base() { return 0; }
/// Behind the arena, apart from all others.
uint32_t addressOf(const uint8_t*) {
  return g_large.empty() ? kGuestArenaBytes + 8 : g_large.back().address + ((g_large.back().bytes + 15) & ~7u);
}
constexpr uint32_t kFirst = kReservedBytes;
#endif

/// What was allocated for results from an address on; of no data where that lies in none.
std::span<uint8_t> usedFrom(uint32_t address) {
  for (const LargeBlock& block : g_large) {
    const uint32_t offset = address - block.address;  // wraps far outside for addresses below
    if (offset < block.bytes) return {block.data.get() + offset, block.bytes - offset};
  }
  const uint32_t offset = address - base();
  if (address < base() || offset < kFirst || offset > g_used) return {};
  return {g_arena + offset, g_used - offset};
}

}  // namespace

uint32_t guestAllocate(int32_t bytes) {
  if (bytes <= 0) return 0;
  const uint32_t rounded = (uint32_t(bytes) + 7) & ~7u;
  if (rounded > kGuestArenaBytes - g_used) return 0;
  const uint32_t address = base() + g_used;
  g_used += rounded;
  return address;
}

uint32_t guestAllocateLarge(uint32_t bytes) {
  if (bytes == 0) return 0;
  std::unique_ptr<uint8_t, decltype(&freeFixed)> data(static_cast<uint8_t*>(allocateFixed(bytes)), &freeFixed);
  if (!data) return 0;
  const uint32_t address = addressOf(data.get());
  g_large.push_back({address, bytes, std::move(data)});
  return address;
}

void resetGuestArena() {
  g_used = kFirst;
  g_large.clear();
}

uint8_t* guestPointer(uint32_t address) {
  const std::span<uint8_t> used = usedFrom(address);
  return used.empty() ? nullptr : used.data();
}

std::optional<std::span<const uint8_t>> decodeBytes(uint32_t address, uint32_t length) {
  const std::span<uint8_t> used = usedFrom(address);
  if (used.data() == nullptr || length > used.size()) return std::nullopt;
  return used.first(length);
}

std::string decodeUtf8(std::span<const uint8_t> bytes) {
  std::string text;
  text.reserve(bytes.size());
  size_t i = 0;
  while (i < bytes.size()) {
    const uint8_t lead = bytes[i];
    if (lead < 0x80) {
      text.push_back(char(lead));
      ++i;
      continue;
    }
    // Table 3-7 of Unicode: the second byte's range keeps out overlong forms, surrogates and what exceeds U+10FFFF.
    size_t more = 0;
    uint8_t low = 0x80, high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) more = 1;
    if (lead >= 0xE0 && lead <= 0xEF) more = 2;
    if (lead >= 0xF0 && lead <= 0xF4) more = 3;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
    size_t good = 1;
    while (good <= more && i + good < bytes.size() && bytes[i + good] >= low && bytes[i + good] <= high) {
      ++good;
      low = 0x80;
      high = 0xBF;
    }
    if (more != 0 && good == more + 1) {
      text.append(reinterpret_cast<const char*>(bytes.data() + i), good);
    } else {
      text.append("\xEF\xBF\xBD");
    }
    i += good;
  }
  return text;
}

std::optional<std::span<const uint8_t>> decodePackedBytes(int64_t packed) {
  if (packed == 0) return std::nullopt;
  return decodeBytes(uint32_t(uint64_t(packed) >> 32), uint32_t(packed));
}

std::optional<std::string> decodePackedString(int64_t packed) {
  const auto bytes = decodePackedBytes(packed);
  if (!bytes) return std::nullopt;
  return decodeUtf8(*bytes);
}

std::optional<std::vector<uint8_t>> decodeHex(std::string_view text) {
  const auto digit = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  if (text.size() % 2 != 0) return std::nullopt;
  std::vector<uint8_t> bytes;
  bytes.reserve(text.size() / 2);
  for (size_t i = 0; i < text.size(); i += 2) {
    const int high = digit(text[i]), low = digit(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(uint8_t(high << 4 | low));
  }
  return bytes;
}

}  // namespace sw::host
