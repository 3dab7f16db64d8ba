// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "support/patience.h"

#include <gtest/gtest.h>

namespace sw {
namespace {

TEST(Patience, EndsWhenNothingNewComes) {
  Patience patience;
  patience.renew(100);
  for (double now = 110; now <= 1100; now += 10) EXPECT_FALSE(patience.isOver(now, 1000));
  EXPECT_TRUE(patience.isOver(1101, 1000));
  patience.renew(1101);
  EXPECT_FALSE(patience.isOver(2000, 1000));
}

TEST(Patience, AMachineThatSleptHasNotWaited) {
  Patience patience;
  patience.renew(0);
  EXPECT_FALSE(patience.isOver(10, 12'000));
  EXPECT_FALSE(patience.isOver(420'000, 12'000));
  EXPECT_FALSE(patience.isOver(410'000, 12'000));  // a clock that was set back
  double now = 410'000;
  while (!patience.isOver(now, 12'000)) now += 100;
  EXPECT_GE(now, 420'000);
  EXPECT_LE(now, 422'000);
}

}  // namespace
}  // namespace sw
