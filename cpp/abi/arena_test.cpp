// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "abi/arena.h"

#include <gtest/gtest.h>

#include <cstring>

namespace sw::abi {
namespace {

uint32_t lengthOf(const uint8_t* payload) {
  uint32_t length;
  std::memcpy(&length, payload - kHeaderBytes, sizeof length);
  return length;
}

TEST(Arena, HeaderHoldsLengthAndZeroes) {
  const Arena arenas[] = {Arena::Small, Arena::Blob, Arena::String};
  for (const Arena arena : arenas) {
    uint8_t* payload = allocatePayload(arena, 100);
    ASSERT_NE(payload, nullptr);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(payload) % 16, 0u);
    EXPECT_EQ(lengthOf(payload), 100u);
    for (size_t i = 4; i < kHeaderBytes; ++i) EXPECT_EQ(payload[ptrdiff_t(i) - ptrdiff_t(kHeaderBytes)], 0);
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
  EXPECT_EQ(allocatePayload(Arena::Blob, size_t(UINT32_MAX) + 1), nullptr);
  EXPECT_EQ(lastError(), "out of memory");
  EXPECT_NE(allocatePayload(Arena::Blob, 10), nullptr);
}

}  // namespace
}  // namespace sw::abi
