// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "host/environment.h"

#include <gtest/gtest.h>

TEST(Environment, ReadsBackEachGlobalItWasGiven) {
  const sw::Environment given{.uniformPtr = 16, .attrPtr = 32, .privatePtr = 64, .texturePtr = 80, .frameSp = 96};
  sw::setEnvironment(given);
  EXPECT_EQ(sw::environment(), given);
  sw::setEnvironment({});
  EXPECT_EQ(sw::environment(), sw::Environment{});
}
