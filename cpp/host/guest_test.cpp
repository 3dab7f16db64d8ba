// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "host/guest.h"

#include <gtest/gtest.h>

#include <cstring>

namespace sw::host {
namespace {

int64_t packedText(std::string_view text) {
  const uint32_t address = guestAllocate(int32_t(text.size()));
  std::memcpy(guestPointer(address), text.data(), text.size());
  return packResult(address, uint32_t(text.size()));
}

std::string fixUtf8(std::string_view text) {
  return decodeUtf8({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

TEST(GuestArena, IsAlignedAndBounded) {
  resetGuestArena();
  EXPECT_EQ(guestAllocate(0), 0u);
  EXPECT_EQ(guestAllocate(-1), 0u);
  const uint32_t first = guestAllocate(3), second = guestAllocate(1);
  EXPECT_NE(first, 0u);
  EXPECT_EQ(first % 8, 0u);
  EXPECT_EQ(second, first + 8);
  EXPECT_EQ(guestAllocate(int32_t(kGuestArenaBytes)), 0u);
  EXPECT_EQ(guestAllocate(INT32_MAX), 0u);
  EXPECT_NE(guestAllocate(1), 0u);  // a refusal takes nothing
  resetGuestArena();
  EXPECT_EQ(guestAllocate(1), first);
}

TEST(GuestArena, PackedResultsRoundTrip) {
  resetGuestArena();
  EXPECT_EQ(decodePackedString(packedText("routine refused")), "routine refused");
  EXPECT_FALSE(decodePackedString(0));
  EXPECT_FALSE(decodePackedBytes(0));
}

TEST(GuestArena, LargeResultsHaveBlocksOfTheirOwn) {
  resetGuestArena();
  EXPECT_EQ(guestAllocateLarge(0), 0u);
  constexpr uint32_t kBytes = 5u << 20;
  const uint32_t first = guestAllocateLarge(kBytes), second = guestAllocateLarge(3);
  ASSERT_NE(first, 0u);
  ASSERT_NE(second, 0u);
  EXPECT_EQ(first % 8, 0u);
  EXPECT_NE(guestAllocate(int32_t(kGuestArenaBytes) - 8), 0u);  // the arena is as empty as before
  std::memset(guestPointer(first), 'a', kBytes);
  std::memset(guestPointer(second), 'b', 3);
  EXPECT_EQ(decodePackedString(packResult(first, kBytes)), std::string(kBytes, 'a'));
  EXPECT_EQ(decodePackedString(packResult(first + kBytes - 2, 2)), "aa");
  EXPECT_EQ(decodePackedString(packResult(second, 3)), "bbb");
  EXPECT_FALSE(decodePackedBytes(packResult(first, kBytes + 1)));
  EXPECT_FALSE(decodePackedBytes(packResult(first + kBytes - 1, 2)));
  resetGuestArena();
  EXPECT_FALSE(decodePackedBytes(packResult(first, 1)));
  EXPECT_EQ(guestPointer(first), nullptr);
}

TEST(GuestArena, RefusesWhatLiesOutside) {
  resetGuestArena();
  const uint32_t address = guestAllocate(8);
  EXPECT_TRUE(decodePackedBytes(packResult(address, 8)));
  EXPECT_FALSE(decodePackedBytes(packResult(address, 9)));
  EXPECT_FALSE(decodePackedBytes(packResult(address - 8, 8)));
  EXPECT_FALSE(decodePackedBytes(packResult(0xFFFFFFF0u, 0x20)));
}

TEST(GuestArena, ReadsOfNothingAreEmptyWhereThereIsSomething) {
  resetGuestArena();
  const uint32_t small = guestAllocate(5), large = guestAllocateLarge(100);
  for (const uint32_t address : {small, small + 5, small + 8, large, large + 99}) {
    const auto bytes = decodeBytes(address, 0);
    ASSERT_TRUE(bytes);
    EXPECT_TRUE(bytes->empty());
    EXPECT_EQ(decodePackedString(packResult(address, 0)), "");
  }
  EXPECT_FALSE(decodeBytes(small + 9, 0));  // behind the last result
  EXPECT_FALSE(decodeBytes(large + 100, 0));
  EXPECT_FALSE(decodeBytes(0, 0));
  EXPECT_FALSE(decodePackedString(packResult(0, 0)));  // none, which is not an empty one
  EXPECT_EQ(decodeUtf8({}), "");
  EXPECT_EQ(decodeHex(""), std::vector<uint8_t>());
  resetGuestArena();
  EXPECT_FALSE(decodeBytes(large, 0));
}

TEST(GuestArena, InvalidUtf8BecomesReplacementCharacters) {
  const std::string bad = "\xEF\xBF\xBD";
  EXPECT_EQ(fixUtf8("plain \xC3\xA4 \xE2\x82\xAC \xF0\x9F\x98\x80"), "plain \xC3\xA4 \xE2\x82\xAC \xF0\x9F\x98\x80");
  EXPECT_EQ(fixUtf8("a\xFF"), "a" + bad);
  EXPECT_EQ(fixUtf8("\xC0\x80"), bad + bad);            // overlong
  EXPECT_EQ(fixUtf8("\xED\xA0\x80"), bad + bad + bad);  // surrogate
  EXPECT_EQ(fixUtf8("\xE2\x82z"), bad + "z");           // cut short: one replacement for the maximal part
  EXPECT_EQ(fixUtf8("\xF4\x90\x80\x80"), bad + bad + bad + bad);
}

TEST(GuestArena, HexFailsOnTheFirstBadCharacter) {
  EXPECT_EQ(decodeHex("00fFa1"), (std::vector<uint8_t>{0, 0xFF, 0xA1}));
  EXPECT_FALSE(decodeHex("0g"));
  EXPECT_FALSE(decodeHex("00 1"));
  EXPECT_FALSE(decodeHex("001"));
}

}  // namespace
}  // namespace sw::host
