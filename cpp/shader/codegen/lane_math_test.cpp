// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Every function of lane_math.h against the C library in binary64, over its whole range; the worst error is printed.

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

#include "shader/math/evaluate.h"

namespace sw {
namespace {

double ulps(float got, double want) {
  if (std::isnan(want)) return std::isnan(got) ? 0 : 1e9;
  const float rounded = float(want);
  if (got == rounded) return 0;
  if (std::isinf(rounded) || std::isinf(got)) return std::abs(want) > 3.4e38 ? 0 : 1e9;
  int exponent = 0;
  std::frexp(rounded, &exponent);
  return std::abs(double(got) - want) / std::ldexp(1.0, std::max(exponent, -125) - 24);
}

struct Row {
  const char* name;
  ir::Op op;
  double (*reference)(double);
  float low, high;
  double limitUlps;
};

const Row kRows[] = {
    {"exp2", ir::Op::Exp2, [](double x) { return std::exp2(x); }, -126, 128, 3},
    {"exp small", ir::Op::Exp, [](double x) { return std::exp(x); }, -1, 1, 4},
    {"log2", ir::Op::Log2, [](double x) { return std::log2(x); }, 1.2e-38f, 3e38f, 5},
    {"log2 near one", ir::Op::Log2, [](double x) { return std::log2(x); }, 0.5f, 2, 6},
    {"log", ir::Op::Log, [](double x) { return std::log(x); }, 1.2e-38f, 3e38f, 5},
    {"log near one", ir::Op::Log, [](double x) { return std::log(x); }, 0.5f, 2, 6},
    {"sin", ir::Op::Sin, [](double x) { return std::sin(x); }, -1.57f, 1.57f, 2.5},
    {"cos", ir::Op::Cos, [](double x) { return std::cos(x); }, -0.78f, 0.78f, 3},
    {"asin", ir::Op::Asin, [](double x) { return std::asin(x); }, -1, 1, 3},
    {"acos", ir::Op::Acos, [](double x) { return std::acos(x); }, -1, 0.9f, 2.5},
    {"acos near one", ir::Op::Acos, [](double x) { return std::acos(x); }, 0.9f, 1, 2.5},
    {"atan", ir::Op::Atan, [](double x) { return std::atan(x); }, -1e6f, 1e6f, 2.5},
    {"atan small", ir::Op::Atan, [](double x) { return std::atan(x); }, -3, 3, 12},
    {"sinh", ir::Op::Sinh, [](double x) { return std::sinh(x); }, -89.4f, 89.4f, 110},
    {"sinh small", ir::Op::Sinh, [](double x) { return std::sinh(x); }, -2, 2, 5},
    {"cosh", ir::Op::Cosh, [](double x) { return std::cosh(x); }, -89.4f, 89.4f, 110},
    {"tanh", ir::Op::Tanh, [](double x) { return std::tanh(x); }, -10, 10, 2.5},
    {"asinh", ir::Op::Asinh, [](double x) { return std::asinh(x); }, -10, 10, 6},
    {"acosh", ir::Op::Acosh, [](double x) { return std::acosh(x); }, 1, 10, 5},
    {"atanh", ir::Op::Atanh, [](double x) { return std::atanh(x); }, -0.999f, 0.999f, 3.5},
};

TEST(LaneMath, StaysWithinItsUlps) {
  for (const Row& row : kRows) {
    double worst = 0;
    float at = 0;
    const int kSteps = 400000;
    for (int i = 0; i <= kSteps; ++i) {
      const double t = double(i) / kSteps;
      // Ranges over many magnitudes are walked by exponent.
      const float x = row.low > 0 && row.high / row.low > 1e10f
                          ? float(std::exp(std::log(double(row.low)) * (1 - t) + std::log(double(row.high)) * t))
                          : float(row.low * (1 - t) + row.high * t);
      const double error = ulps(evaluateFloat(row.op, x), row.reference(x));
      if (error > worst) worst = error, at = x;
    }
    std::printf("%-14s %6.2f ulp at %a\n", row.name, worst, double(at));
    EXPECT_LE(worst, row.limitUlps) << row.name << " at " << at;
  }
}

TEST(LaneMath, SineAndCosineReduceLargeArguments) {
  double worst = 0, far = 0;
  for (int i = 0; i < 400000; ++i) {
    const float x = float(i) * 0.25f + float(i % 97) * 0.01f;
    worst = std::max(worst, std::abs(double(evaluateFloat(ir::Op::Sin, x)) - std::sin(double(x))));
    worst = std::max(worst, std::abs(double(evaluateFloat(ir::Op::Cos, -x)) - std::cos(double(x))));
    const float y = 1e5f + float(i) * 1e6f;
    far = std::max(far, std::abs(double(evaluateFloat(ir::Op::Sin, y))));
  }
  std::printf("sin, cos to 1e5: absolute error %.3g\n", worst);
  EXPECT_LE(worst, 4e-6);
  EXPECT_LE(far, 1.0 + 1e-6);
}

TEST(LaneMath, PowFollowsExpAndLog) {
  double worst = 0;
  for (int i = 1; i < 2000; ++i) {
    for (int j = -50; j <= 50; ++j) {
      const float x = float(i) * 0.01f, y = float(j) * 0.2f;
      const double want = std::pow(double(x), double(y));
      if (want < 1e-37 || want > 1e37) continue;
      worst = std::max(worst, std::abs(evaluateFloat(ir::Op::Pow, x, y) / want - 1));
    }
  }
  std::printf("pow: relative error %.3g\n", worst);
  EXPECT_LE(worst, 4e-6);
}

TEST(LaneMath, PowKnowsNoSigns) {
  using ir::Op::Pow;
  const float inf = lane::kInfinity;
  EXPECT_EQ(evaluateFloat(Pow, -0.5f, 2.0f), 0.25f);
  EXPECT_EQ(evaluateFloat(Pow, -2.0f, 3.0f), 8.0f);
  EXPECT_EQ(evaluateFloat(Pow, -2.0f, -3.0f), 0.125f);
  EXPECT_EQ(evaluateFloat(Pow, -inf, 1.0f), inf);
  EXPECT_EQ(evaluateFloat(Pow, -0.0f, 3.0f), 0.0f);
  EXPECT_EQ(evaluateFloat(Pow, 0.0f, -1.0f), inf);
  EXPECT_EQ(evaluateFloat(Pow, inf, -1.0f), 0.0f);
  EXPECT_EQ(evaluateFloat(Pow, inf, 2.0f), inf);
  EXPECT_EQ(evaluateFloat(Pow, 0.0f, 0.01f), 0.0f);
  EXPECT_EQ(evaluateFloat(Pow, 2.0f, inf), inf);
  EXPECT_EQ(evaluateFloat(Pow, 2.0f, -inf), 0.0f);
  for (const float x : {0.0f, -0.0f, -3.0f, inf, lane::kNaN}) {
    EXPECT_EQ(evaluateFloat(Pow, x, 0.0f), 1.0f) << x;
    EXPECT_EQ(evaluateFloat(Pow, x, -0.0f), 1.0f) << x;
  }
  EXPECT_EQ(evaluateFloat(Pow, lane::kNaN, 2.0f), 0.0f);
  EXPECT_EQ(evaluateFloat(Pow, 2.0f, lane::kNaN), 0.0f);
}

TEST(LaneMath, ExactWhereShadersCountOnIt) {
  for (int n = -126; n <= 127; ++n) {
    EXPECT_EQ(evaluateFloat(ir::Op::Exp2, float(n)), std::ldexp(1.0f, n));
    EXPECT_EQ(evaluateFloat(ir::Op::Log2, std::ldexp(1.0f, n)), float(n));
  }
  for (float x : {2.0f, 3.0f, 5.0f, 10.0f}) EXPECT_NEAR(evaluateFloat(ir::Op::Pow, x, 2.0f) / (x * x), 1, 1e-6);
  EXPECT_EQ(evaluateFloat(ir::Op::Exp, 0.0f), 1.0f);
  EXPECT_EQ(evaluateFloat(ir::Op::Pow, 1.0f, 1e30f), 1.0f);
  EXPECT_EQ(evaluateFloat(ir::Op::Pow, 0.0f, 2.0f), 0.0f);
  EXPECT_EQ(evaluateFloat(ir::Op::Sin, 0.0f), 0.0f);
  EXPECT_EQ(evaluateFloat(ir::Op::Cos, 0.0f), 1.0f);
  EXPECT_EQ(evaluateFloat(ir::Op::Acos, 1.0f), 0.0f);
  EXPECT_EQ(evaluateFloat(ir::Op::Atan2, 0.0f, 0.0f), 0.0f);
}

/// Every float of the range in steps of its last place.
template <class Check>
void everyFloat(float low, float high, Check check) {
  for (float x = low; x <= high; x = std::nextafter(x, INFINITY)) check(x);
}

TEST(LaneMath, SineAndCosineStayWithinOne) {
  everyFloat(1.5f, 1.65f, [](float x) {
    ASSERT_LE(evaluateFloat(ir::Op::Sin, x), 1.0f) << x;
    ASSERT_GE(evaluateFloat(ir::Op::Sin, -x), -1.0f) << x;
  });
  everyFloat(0x1p-14f, 0.1f, [](float x) { ASSERT_LE(evaluateFloat(ir::Op::Cos, x), 1.0f) << x; });
  everyFloat(3.1f, 3.2f, [](float x) { ASSERT_GE(evaluateFloat(ir::Op::Cos, x), -1.0f) << x; });
}

TEST(LaneMath, FunctionsRiseWhereTheyShould) {
  // A step back is at most the last place or two.
  float before = 0;
  everyFloat(0.5f, 0.53f, [&](float x) {
    ASSERT_GE(evaluateFloat(ir::Op::Exp2, x), before * (1 - 2.5e-7f)) << x;
    before = evaluateFloat(ir::Op::Exp2, x);
  });
  before = -1;
  everyFloat(0.70f, 0.72f, [&](float x) {
    ASSERT_GE(evaluateFloat(ir::Op::Log2, x), before - 2.5e-7f) << x;
    before = evaluateFloat(ir::Op::Log2, x);
  });
  before = 0;
  everyFloat(0.98f, 1.02f, [&](float x) {
    ASSERT_GE(evaluateFloat(ir::Op::Atan, x), before - 1.5e-6f) << x;
    before = evaluateFloat(ir::Op::Atan, x);
  });
}

TEST(LaneMath, SpecialValues) {
  const float inf = lane::kInfinity;
  EXPECT_EQ(evaluateFloat(ir::Op::Log, 0.0f), -inf);
  EXPECT_EQ(evaluateFloat(ir::Op::Log2, -8.0f), 3.0f);
  EXPECT_EQ(evaluateFloat(ir::Op::Log, -0.0f), -inf);
  EXPECT_EQ(evaluateFloat(ir::Op::Log2, -inf), inf);
  EXPECT_EQ(evaluateFloat(ir::Op::Log2, inf), inf);
  EXPECT_EQ(evaluateFloat(ir::Op::Exp, 1000.0f), inf);
  EXPECT_EQ(evaluateFloat(ir::Op::Exp, inf), inf);
  EXPECT_EQ(evaluateFloat(ir::Op::Exp, -1000.0f), 0.0f);
  EXPECT_EQ(evaluateFloat(ir::Op::Exp2, -inf), 0.0f);
  EXPECT_EQ(evaluateFloat(ir::Op::Sin, inf), 0.0f);
  EXPECT_EQ(evaluateFloat(ir::Op::Atan, inf), lane::kHalfPi);
  EXPECT_EQ(evaluateFloat(ir::Op::Atan2, 1.0f, 0.0f), lane::kHalfPi);
  EXPECT_EQ(evaluateFloat(ir::Op::Atan2, 0.0f, -1.0f), lane::kPi);
  EXPECT_EQ(evaluateFloat(ir::Op::Tanh, 100.0f), 1.0f);
  EXPECT_EQ(evaluateFloat(ir::Op::Tanh, -inf), -1.0f);
  for (ir::Op op = ir::Op::Exp2; op <= ir::Op::Atanh; op = ir::Op(int(op) + 1)) {
    const float result = evaluateFloat(op, lane::kNaN, 1.0f);
    if (op == ir::Op::Exp2 || op == ir::Op::Exp || op == ir::Op::Pow) {
      EXPECT_EQ(result, 0.0f) << ir::opText(op);
    } else if (op != ir::Op::Cosh) {
      EXPECT_TRUE(std::isnan(result)) << ir::opText(op) << " " << result;
    }
  }
}

TEST(LaneMath, TheSignOfNaNShowsNowhere) {
  for (ir::Op op = ir::Op::Exp2; op <= ir::Op::Atanh; op = ir::Op(int(op) + 1)) {
    for (float other : {-2.0f, 0.0f, 0.5f, 3.0f, lane::kInfinity}) {
      for (int place = 0; place < 2; ++place) {
        const auto of = [&](float nan) {
          return place ? evaluateFloat(op, other, nan) : evaluateFloat(op, nan, other);
        };
        const float positive = of(lane::kNaN), negative = of(-lane::kNaN);
        EXPECT_TRUE(positive == negative || (std::isnan(positive) && std::isnan(negative))) << ir::opText(op);
      }
    }
  }
}

TEST(LaneMath, IntegerDivisionSaturatesWhereUndefined) {
  EXPECT_EQ(lane::divide(7, -2), -3);
  EXPECT_EQ(lane::remainder(-7, 2), -1);
  EXPECT_EQ(lane::divide(INT32_MIN, -1), INT32_MAX);
  EXPECT_EQ(lane::divide(5, 0), INT32_MAX);
  EXPECT_EQ(lane::divide(0, 0), 0);
  EXPECT_EQ(lane::divide(0xffffffffu, 1u), 0xffffffffu);
  EXPECT_EQ(lane::remainder(0xffffffffu, 10u), 5u);
}

}  // namespace
}  // namespace sw
