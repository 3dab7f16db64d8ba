// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// GLSL's transcendental functions, each written once over a lane type F: plain_lane.h computes with it, codegen's
// lane_code.h writes wasm with it, and both give the same bits. Binary32 arithmetic only, no branches, nothing fused.
//
// F has + - * / and unary -; Int has + - & | ^ and is also the type of masks (0 or all ones). Both have c(value), a
// constant of their kind. pmin(a, b) is b < a ? b : a and pmax(a, b) is a < b ? b : a, so that a NaN in `a` stays.
//
// Polynomials are minimax fits (Remez) made for these intervals; the comment gives interval and error. Where GLSL
// leaves a result undefined (log of negatives, asin beyond 1) it is NaN, as IEEE 754 has it.

#pragma once

#include <cstdint>
#include <limits>
#include <utility>

namespace sw::lane {

inline constexpr float kPi = 3.14159274f;
inline constexpr float kHalfPi = 1.57079637f;
inline constexpr float kQuarterPi = 0.785398185f;
inline constexpr float kInfinity = std::numeric_limits<float>::infinity();
inline constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
inline constexpr int32_t kSignBit = int32_t(0x80000000u);

template <class F>
F polynomial(F x, float highest) {
  return x.c(highest);
}

/// Horner, highest coefficient first.
template <class F, class... Rest>
F polynomial(F x, float a, float b, Rest... rest) {
  F sum = x.c(a) * x + x.c(b);
  ((sum = sum * x + x.c(rest)), ...);
  return sum;
}

template <class F>
F copySign(F magnitude, F sign) {  // magnitude >= 0
  const auto bit = bits(sign) & bits(sign).c(kSignBit);
  return asFloat(bits(magnitude) ^ bit);
}

/// x to the nearest whole number, ties to even, for |x| < 2^22: added to 1.5 * 2^23, the number's low bits hold it.
template <class F>
struct Rounded {
  F value;
  decltype(bits(std::declval<F>())) bitsOfSum;  // the whole number, modulo 2^22, above kRoundingBits
};
inline constexpr int32_t kRoundingBits = 0x4b400000;

template <class F>
Rounded<F> roundToNearest(F x) {
  const F magic = x.c(12582912.0f);
  const F sum = x + magic;
  return {sum - magic, bits(sum)};
}

/// mantissa * 2^n for n from -151 to 130, in two steps so that denormal results are rounded once.
template <class F, class I>
F scale(F mantissa, I n) {
  const I half = shr(n, 1);
  const I bias = n.c(127);
  return mantissa * asFloat(shl(half + bias, 23)) * asFloat(shl(n - half + bias, 23));
}

template <class F>
F exp2(F x) {
  x = pmin(pmax(x, x.c(-151.0f)), x.c(129.0f));
  const Rounded<F> n = roundToNearest(x);
  const F f = x - n.value;  // exact; [-1/2, 1/2], 2^-28
  const F p = polynomial(f, 0.00015360084944404662f, 0.0013397891307249665f, 0.009618416428565979f,
                         0.05550336092710495f, 0.24022647738456726f, 0.6931471824645996f);
  return scale(f * p + x.c(1.0f), n.bitsOfSum - n.bitsOfSum.c(kRoundingBits));
}

/// e^x * 2^exponent.
template <class F>
F expScaled(F x, int32_t exponent) {
  x = pmin(pmax(x, x.c(-105.0f)), x.c(90.0f));
  const Rounded<F> rounded = roundToNearest(x * x.c(1.44269502f));
  const F n = rounded.value;
  const F r = (x - n * x.c(0.693359375f)) - n * x.c(-0.000212194442f);  // the first product is exact
  const F p = polynomial(r, 0.0013814643025398254f, 0.008368713781237602f, 0.04166838526725769f, 0.1666652113199234f,
                         0.4999999403953552f);  // [-0.3466, 0.3466], 2^-28
  const auto i = rounded.bitsOfSum - rounded.bitsOfSum.c(kRoundingBits - exponent);
  return scale(r * r * p + r + x.c(1.0f), i);
}

template <class F>
F exp(F x) {
  return expScaled(x, 0);
}

/// x = 2^exponent * (1 + fraction), with 1 + fraction from sqrt(1/2) to sqrt(2); and the polynomial part of the
/// logarithm.
template <class F>
struct LogParts {
  F exponent, fraction, tail;  // log(1 + fraction) = fraction + tail
};

template <class F>
LogParts<F> logParts(F x) {
  const auto denormal = lt(x, x.c(1.17549435e-38f));
  const auto i = bits(select(denormal, x * x.c(8388608.0f), x));
  const auto e = shr(i - i.c(0x3f3504f3), 23);
  const F f = asFloat(i - shl(e, 23)) - x.c(1.0f);
  const F z = f * f;
  const F p = polynomial(f, -0.07634907215833664f, 0.12761659920215607f, -0.13160061836242676f, 0.1420173943042755f,
                         -0.16623368859291077f, 0.20001228153705597f, -0.2500081956386566f,
                         0.3333333134651184f);  // sqrt(1/2) - 1 to sqrt(2) - 1, 2^-27
  return {toFloat(e - (denormal & i.c(23))), f, f * z * p - x.c(0.5f) * z};
}

/// The logarithm of what is no positive number.
template <class F>
F logSpecial(F x, F result) {
  const F zero = x.c(0.0f);
  const F special = select(eq(x, zero), x.c(-kInfinity), x.c(kNaN));
  return select(lt(zero, x), select(lt(x, x.c(kInfinity)), result, x), special);
}

/// log2(x) without what belongs to zero, infinity, NaN and negative numbers.
template <class F>
F log2OfPositive(F x) {
  const LogParts<F> parts = logParts(x);
  const F k = x.c(0.442695051f);  // log2(e) - 1: the sum is more exact than a product with log2(e)
  const F low = parts.tail * k + parts.fraction * k + parts.tail + parts.fraction;
  return low + parts.exponent;
}

template <class F>
F log2(F x) {
  return logSpecial(x, log2OfPositive(x));
}

template <class F>
F log(F x) {
  const LogParts<F> parts = logParts(x);
  const F low = parts.tail + parts.exponent * x.c(-0.000212194442f);
  return logSpecial(x, parts.fraction + low + parts.exponent * x.c(0.693359375f));
}

/// Where GLSL leaves it undefined, as in browsers: the sign of x does not count, and anything to the power of 0 is 1.
template <class F>
F pow(F x, F y) {
  const F zero = x.c(0.0f);
  x = abs(x);
  F logarithm = select(lt(x, x.c(kInfinity)), log2OfPositive(x), x);
  logarithm = select(eq(x, zero), x.c(-kInfinity), logarithm);
  return select(eq(y, zero), x.c(1.0f), exp2(y * logarithm));
}

/// Sine and cosine of the remainder by pi/2, and the quadrant. Exact to the last places up to 1e5; beyond it the
/// remainder loses bits with the argument's own spacing, and stays bounded.
template <class F>
struct SinCos {
  F sine, cosine;
  decltype(bits(std::declval<F>())) quadrant;  // in the low two bits
};

template <class F>
SinCos<F> sinCos(F x) {
  const Rounded<F> rounded = roundToNearest(x * x.c(0.636619747f));
  const F k = rounded.value;
  F r = ((x - k * x.c(0x1.92p+0f)) - k * x.c(0x1.fb4p-12f)) -
        k * x.c(0x1.4442d2p-24f);  // 8 and 11 bits of pi/2, the rest
  r = pmax(pmin(r, x.c(0.8f)), x.c(-0.8f));
  const F z = r * r;
  const F s = polynomial(z, -0.00019515299936756492f, 0.008332161232829094f, -0.16666655242443085f);  // 2^-28
  const F c = polynomial(z, 2.4433200451312587e-05f, -0.0013887316454201937f, 0.04166664555668831f);  // 2^-33
  return {r * z * s + r, z * z * c - x.c(0.5f) * z + x.c(1.0f), rounded.bitsOfSum};
}

template <class F, class I>
F byQuadrant(const SinCos<F>& parts, I quadrant) {
  const auto odd = eq(quadrant & quadrant.c(1), quadrant.c(1));
  const auto sign = shl(quadrant & quadrant.c(2), 30);
  return asFloat(bits(select(odd, parts.cosine, parts.sine)) ^ sign);
}

template <class F>
F sin(F x) {
  const SinCos<F> parts = sinCos(x);
  return byQuadrant(parts, parts.quadrant);
}

template <class F>
F cos(F x) {
  const SinCos<F> parts = sinCos(x);
  return byQuadrant(parts, parts.quadrant + parts.quadrant.c(1));
}

template <class F>
F tan(F x) {
  const SinCos<F> parts = sinCos(x);
  const auto odd = eq(parts.quadrant & parts.quadrant.c(1), parts.quadrant.c(1));
  return select(odd, parts.cosine, parts.sine) / select(odd, -parts.sine, parts.cosine);
}

/// Angle of (n, d) in the first quadrant, n and d not negative.
template <class F>
F atanQuadrant(F n, F d) {
  const auto steep = lt(d, n);
  const F low = select(steep, d, n);
  const F high = select(steep, n, d);
  const auto middle = lt(high * n.c(0.414213568f), low);  // beyond pi/8: turned back by pi/4
  const F t = select(middle, low - high, low) / select(middle, low + high, high);
  const F z = t * t;
  const F p = polynomial(z, 0.08053858578205109f, -0.13877727091312408f, 0.19977715611457825f,
                         -0.3333294987678528f);  // z to (sqrt(2) - 1)^2, 2^-25.5
  const F angle = t * z * p + t + asFloat(middle & bits(n.c(kQuarterPi)));
  return select(steep, n.c(kHalfPi) - angle, angle);
}

template <class F>
F atan(F x) {
  return copySign(atanQuadrant(abs(x), x.c(1.0f)), x);
}

template <class F>
F atan2(F y, F x) {
  F d = abs(x);
  const F n = abs(y);
  d = select(eq(n + d, x.c(0.0f)), x.c(1.0f), d);  // atan(0, 0) is undefined in GLSL; 0 or pi, not NaN
  const F angle = atanQuadrant(n, d);
  const auto left = shr(bits(x), 31);
  return copySign(select(left, x.c(kPi) - angle, angle), y);
}

/// For |x| above 1/2, asin and acos work on z = (1 - |x|) / 2 and its root.
template <class F>
struct ArcParts {
  F value;  // of z's root or of |x|
  decltype(lt(std::declval<F>(), std::declval<F>())) outer;
};

template <class F>
ArcParts<F> arcParts(F x) {
  const F a = abs(x);
  const auto outer = lt(x.c(0.5f), a);
  const F z = select(outer, x.c(0.5f) * (x.c(1.0f) - a), x * x);
  const F t = select(outer, sqrt(z), a);
  const F p = polynomial(z, 0.04216458275914192f, 0.024180639535188675f, 0.04547011852264404f, 0.07495299726724625f,
                         0.16666752099990845f);  // z to 1/4, 2^-27.6
  return {t * z * p + t, outer};
}

template <class F>
F asin(F x) {
  const ArcParts<F> arc = arcParts(x);
  return copySign(select(arc.outer, x.c(kHalfPi) - (arc.value + arc.value), arc.value), x);
}

template <class F>
F acos(F x) {
  const ArcParts<F> arc = arcParts(x);
  const F twice = arc.value + arc.value;
  const F outer = select(shr(bits(x), 31), x.c(kPi) - twice, twice);
  return select(arc.outer, outer, x.c(kHalfPi) - copySign(arc.value, x));
}

template <class F>
F sinh(F x) {
  const F a = abs(x);
  const F z = x * x;
  const F p = polynomial(z, 0.00020372166181914508f, 0.008330283686518669f, 0.1666671633720398f);  // |x| to 1, 2^-25
  const F half = expScaled(a, -1);
  return select(lt(a, x.c(1.0f)), x * z * p + x, copySign(half - x.c(0.25f) / half, x));
}

template <class F>
F cosh(F x) {
  const F half = expScaled(abs(x), -1);
  return half + x.c(0.25f) / half;
}

template <class F>
F tanh(F x) {
  const F a = abs(x);
  const F z = x * x;
  const F p = polynomial(z, -0.005705196410417557f, 0.020639298483729362f, -0.05373978987336159f, 0.13331443071365356f,
                         -0.3333328068256378f);  // |x| to 0.625, 2^-28
  const F large = x.c(1.0f) - x.c(2.0f) / (exp(a + a) + x.c(1.0f));
  return select(lt(a, x.c(0.625f)), x * z * p + x, copySign(large, x));
}

/// a + sqrt(a * a + one), without overflow in the square.
template <class F>
F hyperbolicSum(F a, float one) {
  return select(lt(a, a.c(1e18f)), a + sqrt(a * a + a.c(one)), a + a);
}

template <class F>
F asinh(F x) {
  const F a = abs(x);
  const F z = x * x;
  const F p = polynomial(z, -0.013238022103905678f, 0.02816944569349289f, -0.04438459128141403f, 0.0749865248799324f,
                         -0.1666664332151413f);  // |x| to 1/2, 2^-29
  return select(lt(a, x.c(0.5f)), x * z * p + x, copySign(log(hyperbolicSum(a, 1.0f)), x));
}

template <class F>
F acosh(F x) {
  const F t = x - x.c(1.0f);
  const F p =
      polynomial(t, -0.0004098289937246591f, 0.0017553344368934631f, -0.005545480642467737f, 0.01874607615172863f,
                 -0.08333317190408707f, 1.0f);  // acosh(1 + t) / sqrt(2 t), t to 1/2, 2^-29
  return select(lt(t, x.c(0.5f)), sqrt(t + t) * p, log(hyperbolicSum(x, -1.0f)));
}

template <class F>
F atanh(F x) {
  const F a = abs(x);
  const F z = x * x;
  const F p = polynomial(z, 0.18173301219940186f, 0.08244162052869797f, 0.14669038355350494f, 0.19978226721286774f,
                         0.33333730697631836f);  // |x| to 1/2, 2^-25
  const F large = x.c(0.5f) * log((x.c(1.0f) + a) / (x.c(1.0f) - a));
  return select(lt(a, x.c(0.5f)), x * z * p + x, copySign(large, x));
}

}  // namespace sw::lane
