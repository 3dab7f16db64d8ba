// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "support/large_memory.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <random>
#include <vector>

namespace sw {
namespace {

using Address = LargeMemory::Address;

// A program break that others move too.
Address g_end, g_limit;
int g_roomLeft;

const LargeMemory::Break kBreak = {
    .end = [] { return g_end; },
    .grow =
        [](Address bytes) {
          if (bytes > g_limit - g_end) return false;
          g_end += bytes;
          return true;
        },
    .shrinkTo = [](Address end) { g_end = end; },
    .leaveRoom = [] { ++g_roomLeft; },
};

struct World {
  LargeMemory memory{kBreak};
  std::map<Address, std::unique_ptr<uint8_t*>> owners;  // by address; null: fixed

  World() {
    g_end = 1000;
    g_limit = 1u << 30;
    g_roomLeft = 0;
  }
  Address place(size_t bytes, bool fixed = false) {
    size_t used;
    auto owner = std::make_unique<uint8_t*>();
    const Address at = memory.place(bytes, fixed ? nullptr : owner.get(), used);
    if (at == 0) return 0;
    *owner = reinterpret_cast<uint8_t*>(at);
    owners[at] = fixed ? nullptr : std::move(owner);
    return at;
  }
  void remove(Address at) {
    EXPECT_TRUE(memory.remove(at));
    owners.erase(at);
  }
  /// No block reaches into another, and each lies in a span.
  void check(bool planned = false) const {
    std::map<Address, Address> taken;
    for (size_t i = 0; i < memory.blockCount(); ++i) {
      const LargeMemory::Block& block = memory.blocks()[i];
      const Address at = planned ? block.target : block.at;
      ASSERT_LE(at, block.at);
      ASSERT_EQ(at % 64, 0u);
      if (!block.owner) {
        ASSERT_EQ(at, block.at);
      }
      bool inside = false;
      for (size_t s = 0; s < memory.spanCount(); ++s) {
        inside |= at >= memory.spans()[s].start && at + block.bytes <= memory.spans()[s].end;
      }
      ASSERT_TRUE(inside);
      ASSERT_TRUE(taken.emplace(at, at + block.bytes).second);
    }
    Address last = 0;
    for (const auto& [at, end] : taken) {
      ASSERT_GE(at, last);
      last = end;
    }
  }
};

TEST(LargeMemory, GapsAreTakenFromTheLowestOn) {
  World w;
  const Address first = w.place(1000), second = w.place(100), third = w.place(5000);
  EXPECT_EQ(first, 1024u);
  EXPECT_EQ(second, 2048u);
  EXPECT_EQ(third, 2048u + 128);
  w.remove(first);
  EXPECT_EQ(w.place(300), first);
  EXPECT_EQ(w.place(300), first + 320);
  EXPECT_EQ(w.place(1000), third + 5056);
}

TEST(LargeMemory, OnlyWhatWasInABlockMayHoldSomething) {
  World w;
  size_t used = 1;
  const Address at = w.memory.place(1000, nullptr, used);
  EXPECT_EQ(used, 0u);
  ASSERT_TRUE(w.memory.remove(at));
  EXPECT_EQ(w.memory.place(3000, nullptr, used), at);
  EXPECT_EQ(used, 1024u);
}

TEST(LargeMemory, WhereThereIsNoMemoryNothingChanges) {
  World w;
  g_limit = 3 << 20;
  ASSERT_NE(w.place(2 << 20), 0u);
  EXPECT_EQ(w.place(2 << 20), 0u);
  EXPECT_EQ(w.place(SIZE_MAX), 0u);
  EXPECT_EQ(w.memory.blockCount(), 1u);
  EXPECT_NE(w.place(512 << 10), 0u);
  w.check();
}

TEST(LargeMemory, TheHeapGetsRoomBeforeEachSpan) {
  World w;
  w.place(1000);
  w.place(2 << 20);
  EXPECT_EQ(g_roomLeft, 1);
  g_end += 4096;  // the heap's
  w.place(5 << 20);
  EXPECT_EQ(g_roomLeft, 2);
  EXPECT_EQ(w.memory.spanCount(), 2u);
  w.check();
}

TEST(LargeMemory, WhatIsLeftMovesDownAndMemoryEndsBehindIt) {
  World w;
  const Address first = w.place(8 << 20), second = w.place(1 << 20);
  w.remove(first);
  EXPECT_EQ(w.memory.plan(), 1024u + (1 << 20));
  uint8_t** const owner = w.owners[second].get();
  w.memory.moved();
  EXPECT_EQ(*owner, reinterpret_cast<uint8_t*>(1024));
  EXPECT_EQ(g_end, 1024u + (1 << 20));
  EXPECT_EQ(w.memory.freeBytes(), 0u);
  size_t used = 1;
  ASSERT_NE(w.memory.place(64, nullptr, used), 0u);
  EXPECT_EQ(used, 0u);  // another memory: nothing was there
}

TEST(LargeMemory, ASpanThatIsEmptyGrowsAgainWithoutMoreRoomForTheHeap) {
  World w;
  w.remove(w.place(8 << 20));
  w.memory.moved();
  EXPECT_EQ(g_end, 1024u);
  EXPECT_EQ(w.place(8 << 20), 1024u);
  EXPECT_EQ(g_roomLeft, 1);
}

TEST(LargeMemory, RandomBlocksStayApartWhateverMoves) {
  World w;
  std::mt19937 random(1);
  for (int round = 0; round < 3000; ++round) {
    const uint32_t kind = random() % 16;
    if (kind < 8) {
      const Address at = w.place(1 + random() % (1u << (random() % 20)), random() % 8 == 0);
      ASSERT_NE(at, 0u);
    } else if (kind < 14 && !w.owners.empty()) {
      auto it = w.owners.begin();
      std::advance(it, random() % w.owners.size());
      w.remove(it->first);
    } else if (kind == 14) {
      g_end += random() % 4096;
    } else if (random() % 4 == 0) {
      const Address end = w.memory.plan();
      w.check(true);
      ASSERT_LE(end, g_end);
      w.memory.moved();
      ASSERT_EQ(g_end, end);
      std::map<Address, std::unique_ptr<uint8_t*>> owners;
      for (auto& [at, owner] : w.owners) {
        const Address now = owner ? reinterpret_cast<Address>(*owner) : at;
        ASSERT_TRUE(owners.emplace(now, std::move(owner)).second);
      }
      w.owners = std::move(owners);
    }
    w.check();
    ASSERT_EQ(w.memory.blockCount(), w.owners.size());
  }
  for (size_t i = 0; i < w.memory.blockCount(); ++i) {
    const LargeMemory::Block& block = w.memory.blocks()[i];
    EXPECT_EQ(w.owners.at(block.at).get(), block.owner);
  }
}

}  // namespace
}  // namespace sw
