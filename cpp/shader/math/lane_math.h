// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// GLSL's transcendental functions, each written once over a lane type F: plain_lane.h computes with it, codegen's
// lane_code.h writes wasm with it, and both give the same bits. Binary32 arithmetic only, no branches, nothing fused.
//
// F has + - * / and unary -; Int has + - & | ^ and is also the type of masks (0 or all ones). Both have c(value), a
// constant of their kind. pmin(a, b) is b < a ? b : a and pmax(a, b) is a < b ? b : a, so that a NaN in `a` stays.
//
// Polynomials are minimax fits made for these intervals; the comment gives interval and error. They add up in pairs
// rather than by Horner's rule where many instructions would wait for each other: a shader computes few pixels at a
// time. docs/precision.md has each function's error, and what it gives where GLSL leaves it undefined.

#pragma once

#include <cstdint>
#include <limits>
#include <utility>

namespace sw::lane {

inline constexpr float kPi = 3.14159274f;
inline constexpr float kHalfPi = 1.57079637f;
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
  decltype(bits(std::declval<F>())) bitsOfSum;  // the whole number, modulo 2^22, above the bits of 1.5 * 2^23
};

template <class F>
Rounded<F> roundToNearest(F x) {
  const F magic = x.c(12582912.0f);
  const F sum = x + magic;
  return {sum - magic, bits(sum)};
}

/// 2^x from 2^-127, which gives 0, to 2^128, which gives infinity; what would be denormal is some denormal number. NaN
/// gives 0: without a clamp its bits, which no standard fixes, would become the exponent.
template <class F>
F exp2(F x) {
  x = pmin(pmax(x.c(-127.0f), x), x.c(128.0f));
  const Rounded<F> n = roundToNearest(x);
  const F f = x - n.value;  // exact; [-1/2, 1/2]
  const F z = f * f;
  const F p = (f.c(0.6931470036506653f) * f + f.c(1.0f)) +
              (f.c(0.0555071085691452f) * f + f.c(0.24022246897220612f)) * z +
              (f.c(0.0013269535265862942f) * f + f.c(0.009671292267739773f)) * (z * z);  // 2^-23.4
  // The number's low bits become the exponent's; those of roundToNearest's constant are shifted out.
  return asFloat(bits(p) + shl(n.bitsOfSum, 23));
}

inline constexpr float kLog2E = 1.44269502f;
inline constexpr float kLn2 = 0.693147182f;

template <class F>
F exp(F x) {
  return exp2(x * x.c(kLog2E));
}

/// log2 of positive finite numbers; of a denormal, a number from -127 to -126, and of 0, -127.
template <class F>
F log2Positive(F x) {
  const auto i = bits(x);
  const auto e = shr(i - i.c(0x3f3504f3), 23);
  const F f = asFloat(i - shl(e, 23)) - x.c(1.0f);  // sqrt(1/2) - 1 to sqrt(2) - 1
  const F z = f * f;
  const F zz = z * z;
  // A relative error of 2^-22.4.
  const F low = (x.c(-0.7213519811630249f) * f + x.c(1.442694902420044f)) +
                (x.c(-0.3602706491947174f) * f + x.c(0.4809257388114929f)) * z;
  const F high = (x.c(-0.2485567331314087f) * f + x.c(0.28707775473594666f)) +
                 (x.c(-0.14660178124904633f) * f + x.c(0.23401330411434174f)) * z;
  return f * (low + high * zz) + toFloat(e);
}

/// Of a negative number as of its magnitude, as browsers have it; of 0, -infinity.
template <class F>
F log2(F x) {
  const F a = abs(x);
  const F result = select(lt(x.c(0.0f), a), log2Positive(a), x.c(-kInfinity));
  return select(lt(a, x.c(kInfinity)), result, a);  // infinity, NaN
}

template <class F>
F log(F x) {
  return log2(x) * x.c(kLn2);
}

/// |x|^y. Where GLSL leaves it undefined: of a negative x as of -x, and pow(0, 0) is 1, as browsers have it. 0 to any
/// positive power is 0. NaN counts as 0.
template <class F>
F pow(F x, F y) {
  const F a = abs(x);
  // Finite, so that 0 times it is 0.
  const F exponent = select(lt(x.c(0.0f), a), log2Positive(a), x.c(-1e30f));
  return exp2(y * exponent);
}

/// x less k times pi. Exact to the last places up to 1e5; beyond it the remainder loses bits with the argument's own
/// spacing, and from 2^23 on, where there are none left, it is 0.
template <class F>
F lessTimesPi(F x, F k) {
  const F r = (x - k * x.c(0x1.92p+1f)) - k * x.c(0x1.fb5444p-11f);  // 8 bits of pi, the rest
  return asFloat(andNot(bits(r), lt(x.c(8388608.0f), abs(x))));
}

/// Sine from -pi/2 to pi/2, never beyond 1.
template <class F>
F sineOf(F r) {
  const F z = r * r;
  const F p = (r.c(0.008333072998f) * z + r.c(-0.166666612f)) +
              (r.c(2.606095677037956e-06f) * z + r.c(-0.000198097041f)) *
                  (z * z);  // 2^-27; the last places are chosen so that pi/2 gives 1 and nothing more
  return r * z * p + r;
}

template <class F>
F sin(F x) {
  const Rounded<F> k = roundToNearest(x * x.c(0.318309873f));
  return asFloat(bits(sineOf(lessTimesPi(x, k.value))) ^ shl(k.bitsOfSum, 31));
}

/// The sine of x + pi/2, without the rounding of that sum.
template <class F>
F cos(F x) {
  const Rounded<F> k = roundToNearest(x * x.c(0.318309873f) - x.c(0.5f));
  const F sine = sineOf(lessTimesPi(x, k.value + x.c(0.5f)));
  return asFloat(bits(sine) ^ shl(k.bitsOfSum + k.bitsOfSum.c(1), 31));
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

template <class F>
F tan(F x) {
  const SinCos<F> parts = sinCos(x);
  const auto odd = eq(parts.quadrant & parts.quadrant.c(1), parts.quadrant.c(1));
  return select(odd, parts.cosine, parts.sine) / select(odd, -parts.sine, parts.cosine);
}

/// Angle of (n, d) in the first quadrant, n and d not negative.
template <class F>
F atanQuadrant(F n, F d) {
  const F t = pmin(n, d) / pmax(d, n);  // a NaN stays, whichever it is
  const F z = t * t;
  const F zz = z * z;
  const F p = (n.c(0.19897866249084473f) * z + n.c(-0.3332849144935608f)) +
              (n.c(0.08484040945768356f) * z + n.c(-0.13544544577598572f)) * zz +
              (n.c(0.008106166496872902f) * z + n.c(-0.03779613971710205f)) * (zz * zz);  // z to 1, 2^-20.4
  const F angle = t * z * p + t;
  return select(lt(d, n), n.c(kHalfPi) - angle, angle);
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

/// e^x / 2.
template <class F>
F halfExp(F x) {
  return exp2(x * x.c(kLog2E) - x.c(1.0f));
}

template <class F>
F sinh(F x) {
  const F a = abs(x);
  const F z = x * x;
  const F p = polynomial(z, 0.00020372166181914508f, 0.008330283686518669f, 0.1666671633720398f);  // |x| to 1, 2^-25
  const F half = halfExp(a);
  return select(lt(x.c(1.0f), a), copySign(half - x.c(0.25f) / half, x), x * z * p + x);  // NaN has no sign to copy
}

template <class F>
F cosh(F x) {
  const F half = halfExp(abs(x));
  return half + x.c(0.25f) / half;
}

template <class F>
F tanh(F x) {
  const F a = abs(x);
  const F z = x * x;
  const F p = polynomial(z, -0.005705196410417557f, 0.020639298483729362f, -0.05373978987336159f, 0.13331443071365356f,
                         -0.3333328068256378f);  // |x| to 0.625, 2^-28
  const F large = x.c(1.0f) - x.c(2.0f) / (exp(a + a) + x.c(1.0f));
  return select(lt(x.c(0.625f), a), copySign(large, x), x * z * p + x);  // NaN has no sign to copy
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
