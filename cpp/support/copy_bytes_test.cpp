// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "support/copy_bytes.h"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

using namespace sw;

TEST(CopyBytes, CopiesAllOfThemAndNothingElse) {
  std::vector<uint8_t> from(256);
  std::iota(from.begin(), from.end(), uint8_t(1));
  for (size_t bytes = 0; bytes <= 200; ++bytes) {
    for (size_t offset = 0; offset < 5; ++offset) {
      std::vector<uint8_t> expected(256), to(256);
      for (size_t i = 0; i < bytes; ++i) expected[8 + offset + i] = from[3 + i];
      copyBytes(to.data() + 8 + offset, from.data() + 3, bytes);
      ASSERT_EQ(to, expected) << bytes << " bytes to " << offset;
    }
  }
}

TEST(CopyBytes, OntoThemselves) {  // compilers copy values so that may be the same
  for (size_t bytes : {3u, 7u, 12u, 16u, 33u}) {
    std::vector<uint8_t> values(bytes);
    std::iota(values.begin(), values.end(), uint8_t(1));
    const std::vector<uint8_t> expected = values;
    copyBytes(values.data(), values.data(), bytes);
    EXPECT_EQ(values, expected);
  }
}
