// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "support/simd.h"

#include <gtest/gtest.h>

#include <limits>

using namespace sw;

namespace {
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();

::testing::AssertionResult lanes(I32x4 v, int32_t a, int32_t b, int32_t c, int32_t d) {
  if (v[0] == a && v[1] == b && v[2] == c && v[3] == d) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << v[0] << ' ' << v[1] << ' ' << v[2] << ' ' << v[3];
}
}  // namespace

TEST(Simd, MinAndMaxKeepTheFirstOperandWhenUnordered) {
  EXPECT_EQ(min(F32x4(1), F32x4(kNan))[0], 1);
  EXPECT_TRUE(std::isnan(min(F32x4(kNan), F32x4(1))[0]));
  EXPECT_EQ(max(F32x4(1), F32x4(kNan))[0], 1);
  EXPECT_TRUE(std::isnan(max(F32x4(kNan), F32x4(1))[0]));
  EXPECT_FALSE(std::signbit(min(F32x4(0.f), F32x4(-0.f))[0]));
  EXPECT_TRUE(std::signbit(max(F32x4(-0.f), F32x4(0.f))[0]));
}

TEST(Simd, FloatToIntegerSaturates) {
  EXPECT_TRUE(lanes(truncSat(F32x4(kNan, kInf, -kInf, -1.9f)), 0, INT32_MAX, INT32_MIN, -1));
  EXPECT_TRUE(
      lanes(truncSat(F32x4(3e9f, -3e9f, 2147483520.f, -2147483648.f)), INT32_MAX, INT32_MIN, 2147483520, INT32_MIN));
  EXPECT_TRUE(lanes(asInt(truncSatUnsigned(F32x4(kNan, kInf, -5, 4294967040.f))), 0, -1, 0, int32_t(4294967040u)));
}

TEST(Simd, MasksTellTheirLanes) {
  const Mask mask = I32x4(1, 5, 3, 7) > I32x4(4);
  EXPECT_EQ(mask.bits(), 0b1010u);
  EXPECT_TRUE(mask.any());
  EXPECT_FALSE(mask.all());
  EXPECT_TRUE((mask | ~mask).all());
  EXPECT_FALSE((mask & ~mask).any());
  EXPECT_TRUE(lanes(select(mask, I32x4(1), I32x4(2)), 2, 1, 2, 1));
}

TEST(Simd, UnsignedComparesAndShiftsAreUnsigned) {
  EXPECT_EQ((U32x4(0xffffffffu) > U32x4(1u)).bits(), 15u);
  EXPECT_EQ((U32x4(0x80000000u) >> 31)[2], 1u);
  EXPECT_EQ((I32x4(INT32_MIN) >> 31)[2], -1);
}

TEST(Simd, RoundingsFollowTheirNames) {
  const F32x4 a(-1.5f, 0.5f, 2.5f, -0.25f);
  EXPECT_TRUE(lanes(truncSat(floor(a)), -2, 0, 2, -1));
  EXPECT_TRUE(lanes(truncSat(ceil(a)), -1, 1, 3, 0));
  EXPECT_TRUE(lanes(truncSat(roundEven(a)), -2, 0, 2, 0));
  EXPECT_TRUE(lanes(roundSmall(a), -2, 0, 2, 0));
}

TEST(Simd, TransposeSwapsRowsAndColumns) {
  F32x4 a(0, 1, 2, 3), b(4, 5, 6, 7), c(8, 9, 10, 11), d(12, 13, 14, 15);
  transpose(a, b, c, d);
  EXPECT_TRUE(lanes(truncSat(a), 0, 4, 8, 12));
  EXPECT_TRUE(lanes(truncSat(b), 1, 5, 9, 13));
  EXPECT_TRUE(lanes(truncSat(c), 2, 6, 10, 14));
  EXPECT_TRUE(lanes(truncSat(d), 3, 7, 11, 15));
}
