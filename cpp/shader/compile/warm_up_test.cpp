// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/compile/warm_up.h"

#include <gtest/gtest.h>

namespace sw {
namespace {

TEST(WarmUp, EveryStepDoesItsWork) {
  for (int round = 0; round < 2; ++round) {
    for (uint32_t step = 0; step < 4; ++step) EXPECT_TRUE(warmUpCompiler(step)) << step;
    EXPECT_FALSE(warmUpCompiler(4));
  }
}

}  // namespace
}  // namespace sw
