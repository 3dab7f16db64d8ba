// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "host/arena.h"

#include <gtest/gtest.h>

#include <cstring>

namespace sw::host {
namespace {

// These tests run natively, and in wasm under Node (web/loader/abi-tests.test.ts), both with the checks of debug
// builds. What release builds do, web/loader/boundary.test.ts sees from outside.

uint32_t headerWord(const uint8_t* payload, size_t index) {
  uint32_t word;
  std::memcpy(&word, payload - kHeaderBytes + 4 * index, sizeof word);
  return word;
}

uint32_t lengthOf(const uint8_t* payload) { return headerWord(payload, 0); }

TEST(Arena, HeaderHoldsLengthEpochAndArena) {
  const Arena arenas[] = {Arena::Small, Arena::Blob, Arena::String};
  for (const Arena arena : arenas) {
    uint8_t* payload = allocatePayload(arena, 100);
    ASSERT_NE(payload, nullptr);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(payload) % 16, 0u);
    EXPECT_EQ(lengthOf(payload), 100u);
    EXPECT_EQ(headerWord(payload, 1), arenaEpoch(arena));
    EXPECT_EQ(headerWord(payload, 2), 1 + uint32_t(arena));
    EXPECT_EQ(headerWord(payload, 3), 0u);
  }
}

TEST(Arena, EmptyPayloadIsNotNull) {
  for (const Arena arena : {Arena::Small, Arena::Blob, Arena::String}) {
    const uint8_t* payload = allocatePayload(arena, 0);
    ASSERT_NE(payload, nullptr);
    EXPECT_EQ(lengthOf(payload), 0u);
  }
  EXPECT_NE(payloadOf(std::string_view()), nullptr);
}

TEST(Arena, NextPayloadTakesThePlaceOfTheLast) {
  const uint8_t* first = payloadOf(std::string_view("first"));
  const uint32_t epoch = arenaEpoch(Arena::String);
  const uint8_t* second = payloadOf(std::string_view("2nd"));
  EXPECT_EQ(first, second);
  EXPECT_EQ(lengthOf(second), 3u);
  EXPECT_EQ(arenaEpoch(Arena::String), epoch + 1);
}

TEST(Arena, PicksSmallUpToItsSize) {
  const uint8_t bytes[kSmallBytes + 1] = {};
  EXPECT_EQ(payloadOf(std::span(bytes, kSmallBytes)), allocatePayload(Arena::Small, 1));
  EXPECT_NE(payloadOf(std::span(bytes, kSmallBytes + 1)), allocatePayload(Arena::Small, 1));
}

TEST(Arena, StalePayloadIsFilledInDebugBuilds) {
  uint8_t* payload = allocatePayload(Arena::Small, 8);
  std::memset(payload, 1, 8);
  expirePayloads();
  EXPECT_EQ(payload[0], kStaleByte);
  EXPECT_EQ(payload[7], kStaleByte);
  EXPECT_NE(lengthOf(payload), 8u);
  EXPECT_NE(headerWord(payload, 1), arenaEpoch(Arena::Small));
}

TEST(Arena, APayloadIsFilledBeforeAnotherTakesItsPlace) {
  uint8_t* payload = allocatePayload(Arena::String, 40);
  std::memset(payload, 1, 40);
  ASSERT_EQ(allocatePayload(Arena::String, 8), payload);
  EXPECT_EQ(payload[0], kStaleByte);  // room, which nobody has written yet
  EXPECT_EQ(payload[39], kStaleByte);
}

TEST(Arena, GrowsByDoublingAndGivesBackAboveTheSoftCap) {
  allocatePayload(Arena::Blob, 300);
  const size_t before = arenaCapacityBytes(Arena::Blob);
  allocatePayload(Arena::Blob, before + 1);
  EXPECT_EQ(arenaCapacityBytes(Arena::Blob), before * 2);
  allocatePayload(Arena::Blob, kSoftCapBytes + 1);
  EXPECT_GT(arenaCapacityBytes(Arena::Blob), kSoftCapBytes);
  expirePayloads();
  EXPECT_LE(arenaCapacityBytes(Arena::Blob), kSoftCapBytes);
  EXPECT_NE(allocatePayload(Arena::Blob, 10), nullptr);
}

TEST(Arena, FailureSaysWhyAndLeavesTheArenaUsable) {
  setLastError("");
  // Where sizes have 32 bits, what is added to them must not make them small.
  for (const size_t bytes :
       {kMaxPayloadBytes + 1, size_t(UINT32_MAX) - 15, size_t(UINT32_MAX), SIZE_MAX - 15, SIZE_MAX})
    EXPECT_EQ(allocatePayload(Arena::Blob, bytes), nullptr);
  EXPECT_EQ(lastError(), "out of memory");
  EXPECT_NE(allocatePayload(Arena::Blob, 10), nullptr);
}

}  // namespace
}  // namespace sw::host
