// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "support/deadline.h"

#include <gtest/gtest.h>

namespace sw {
namespace {

double g_nowMs = 0, g_stepMs = 0;
int g_asks = 0;

double tick() {
  ++g_asks;
  return g_nowMs += g_stepMs;
}

Deadline deadline(double stepMs, double maxMs) {
  g_nowMs = 0;
  g_stepMs = stepMs;
  g_asks = 0;
  Deadline result;
  result.configure(&tick, maxMs);
  result.begin();
  return result;
}

TEST(Deadline, TheClockIsAskedWhenTicksAreSpent) {
  Deadline d = deadline(1, 10'000);
  for (int i = 0; i < 15; ++i) EXPECT_TRUE(d.spend(Deadline::kTicks / 16, 1));
  EXPECT_EQ(g_asks, 0);
  EXPECT_TRUE(d.spend(Deadline::kTicks / 8, 1));
  EXPECT_EQ(g_asks, 1);
}

TEST(Deadline, OverItEverythingStops) {
  Deadline d = deadline(4, 10);
  EXPECT_TRUE(d.ask(0));   // begins at 4
  EXPECT_TRUE(d.ask(0));   // 4 ms later
  EXPECT_TRUE(d.ask(0));   // 8
  EXPECT_FALSE(d.ask(0));  // 12
  EXPECT_TRUE(d.isOver());
  EXPECT_FALSE(d.spend(Deadline::kTicks + 1, 0));
  EXPECT_FALSE(d.spend(1, 0));
  d.begin();
  EXPECT_FALSE(d.isOver());
  EXPECT_TRUE(d.ask(0));
}

TEST(Deadline, AMachineThatSleptHasNotWorked) {
  Deadline d = deadline(4, 10'000);
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(d.ask(0));
  g_nowMs += 3'600'000;
  for (int i = 0; i < 2'300; ++i) EXPECT_TRUE(d.ask(0));
  int more = 0;
  while (d.ask(0)) ++more;
  EXPECT_LE(more, 110);
}

TEST(Deadline, WithAClockThatStandsStillWorkCounts) {
  Deadline d = deadline(0, 100);
  uint64_t work = 0;
  while (d.ask(1 << 24)) work += 1 << 24;
  EXPECT_GE(work + (1 << 24), 400'000'000u);  // 4 million instructions a millisecond
  EXPECT_LE(work, 400'000'000u);
}

TEST(Deadline, WorkDoesNotCountWhereTheClockGoesOn) {
  Deadline d = deadline(0.1, 100);
  for (int i = 0; i < 500; ++i) EXPECT_TRUE(d.ask(uint64_t(1) << 30));
}

TEST(Deadline, WithoutAClockThereIsNone) {
  Deadline d;
  d.begin();
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(d.spend(Deadline::kTicks, 1u << 30));
}

}  // namespace
}  // namespace sw
