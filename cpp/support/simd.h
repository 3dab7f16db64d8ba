// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Four 32-bit lanes. One thin wrapper over the compilers' vector types, the same natively and in wasm, to the bit:
// where an instruction of one machine differs from wasm's (min, max, float to integer), wasm's result is the rule.

#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

namespace sw {

// The bare types, for signatures shared with generated code.
typedef float F32x4Raw __attribute__((vector_size(16)));
typedef int32_t I32x4Raw __attribute__((vector_size(16)));
typedef uint32_t U32x4Raw __attribute__((vector_size(16)));

struct I32x4;
struct U32x4;

/// Lanes of all ones or all zeros.
struct Mask {
  I32x4Raw v;

  Mask operator&(Mask o) const { return {v & o.v}; }
  Mask operator|(Mask o) const { return {v | o.v}; }
  Mask operator^(Mask o) const { return {v ^ o.v}; }
  Mask operator~() const { return {~v}; }
  bool any() const {
#ifdef __wasm_simd128__
    return wasm_v128_any_true(v128_t(v));
#else
    return (v[0] | v[1] | v[2] | v[3]) != 0;
#endif
  }
  bool all() const {
#ifdef __wasm_simd128__
    return wasm_i32x4_all_true(v128_t(v));
#else
    return (v[0] & v[1] & v[2] & v[3]) != 0;
#endif
  }
  /// Lane i in bit i.
  uint32_t bits() const {
#ifdef __wasm_simd128__
    return uint32_t(wasm_i32x4_bitmask(v128_t(v)));
#else
    return uint32_t((v[0] & 1) | (v[1] & 2) | (v[2] & 4) | (v[3] & 8));
#endif
  }
};

struct F32x4 {
  F32x4Raw v;

  F32x4() = default;
  F32x4(F32x4Raw raw) : v(raw) {}
  F32x4(float all) : v{all, all, all, all} {}
  F32x4(float a, float b, float c, float d) : v{a, b, c, d} {}

  float operator[](int lane) const { return v[lane]; }
  F32x4 operator+(F32x4 o) const { return v + o.v; }
  F32x4 operator-(F32x4 o) const { return v - o.v; }
  F32x4 operator*(F32x4 o) const { return v * o.v; }
  F32x4 operator/(F32x4 o) const { return v / o.v; }
  F32x4 operator-() const { return -v; }
  F32x4& operator+=(F32x4 o) { return *this = *this + o; }
  F32x4& operator-=(F32x4 o) { return *this = *this - o; }
  F32x4& operator*=(F32x4 o) { return *this = *this * o; }
  Mask operator<(F32x4 o) const { return {v < o.v}; }
  Mask operator<=(F32x4 o) const { return {v <= o.v}; }
  Mask operator>(F32x4 o) const { return {v > o.v}; }
  Mask operator>=(F32x4 o) const { return {v >= o.v}; }
  Mask operator==(F32x4 o) const { return {v == o.v}; }
  Mask operator!=(F32x4 o) const { return {v != o.v}; }
};

struct I32x4 {
  I32x4Raw v;

  I32x4() = default;
  I32x4(I32x4Raw raw) : v(raw) {}
  I32x4(int32_t all) : v{all, all, all, all} {}
  I32x4(int32_t a, int32_t b, int32_t c, int32_t d) : v{a, b, c, d} {}

  int32_t operator[](int lane) const { return v[lane]; }
  // Sums and products wrap.
  I32x4 operator+(I32x4 o) const { return I32x4Raw(U32x4Raw(v) + U32x4Raw(o.v)); }
  I32x4 operator-(I32x4 o) const { return I32x4Raw(U32x4Raw(v) - U32x4Raw(o.v)); }
  I32x4 operator*(I32x4 o) const { return I32x4Raw(U32x4Raw(v) * U32x4Raw(o.v)); }
  I32x4 operator&(I32x4 o) const { return v & o.v; }
  I32x4 operator|(I32x4 o) const { return v | o.v; }
  I32x4 operator^(I32x4 o) const { return v ^ o.v; }
  I32x4 operator~() const { return ~v; }
  I32x4 operator<<(int bits) const { return I32x4Raw(U32x4Raw(v) << bits); }
  I32x4 operator>>(int bits) const { return v >> bits; }  // copies of the sign come in
  I32x4& operator+=(I32x4 o) { return *this = *this + o; }
  I32x4& operator-=(I32x4 o) { return *this = *this - o; }
  Mask operator<(I32x4 o) const { return {v < o.v}; }
  Mask operator<=(I32x4 o) const { return {v <= o.v}; }
  Mask operator>(I32x4 o) const { return {v > o.v}; }
  Mask operator>=(I32x4 o) const { return {v >= o.v}; }
  Mask operator==(I32x4 o) const { return {v == o.v}; }
  Mask operator!=(I32x4 o) const { return {v != o.v}; }
};

struct U32x4 {
  U32x4Raw v;

  U32x4() = default;
  U32x4(U32x4Raw raw) : v(raw) {}
  U32x4(uint32_t all) : v{all, all, all, all} {}
  U32x4(uint32_t a, uint32_t b, uint32_t c, uint32_t d) : v{a, b, c, d} {}

  uint32_t operator[](int lane) const { return v[lane]; }
  U32x4 operator+(U32x4 o) const { return v + o.v; }
  U32x4 operator-(U32x4 o) const { return v - o.v; }
  U32x4 operator*(U32x4 o) const { return v * o.v; }
  U32x4 operator&(U32x4 o) const { return v & o.v; }
  U32x4 operator|(U32x4 o) const { return v | o.v; }
  U32x4 operator^(U32x4 o) const { return v ^ o.v; }
  U32x4 operator~() const { return ~v; }
  U32x4 operator<<(int bits) const { return v << bits; }
  U32x4 operator>>(int bits) const { return v >> bits; }
  Mask operator<(U32x4 o) const { return {I32x4Raw(v < o.v)}; }
  Mask operator>(U32x4 o) const { return {I32x4Raw(v > o.v)}; }
  Mask operator==(U32x4 o) const { return {I32x4Raw(v == o.v)}; }
};

// --- memory (no alignment needed) ----------------------------------------------------------------------------------

template <class Vector>
inline Vector load(const void* from) {
  Vector result;
  std::memcpy(&result.v, from, 16);
  return result;
}
template <class Vector>
inline void store(void* to, Vector value) {
  std::memcpy(to, &value.v, 16);
}

// --- bits ----------------------------------------------------------------------------------------------------------

inline I32x4 bitsOf(F32x4 a) { return I32x4Raw(a.v); }
inline I32x4 asInt(U32x4 a) { return I32x4Raw(a.v); }
inline I32x4 asInt(Mask a) { return a.v; }
inline U32x4 asUint(I32x4 a) { return U32x4Raw(a.v); }
inline U32x4 asUint(F32x4 a) { return U32x4Raw(a.v); }
inline F32x4 asFloat(I32x4 a) { return F32x4Raw(a.v); }
inline F32x4 asFloat(U32x4 a) { return F32x4Raw(a.v); }

// --- select, min, max ----------------------------------------------------------------------------------------------

/// Which lanes are negative: those of a in the lowest four bits, then b, c and d.
inline uint32_t signsOf(I32x4 a, I32x4 b, I32x4 c, I32x4 d) {
#ifdef __wasm_simd128__
  const v128_t low = wasm_i16x8_narrow_i32x4(v128_t(a.v), v128_t(b.v));
  const v128_t high = wasm_i16x8_narrow_i32x4(v128_t(c.v), v128_t(d.v));
  return uint32_t(wasm_i8x16_bitmask(wasm_i8x16_narrow_i16x8(low, high)));
#else
  uint32_t signs = 0;
  const I32x4 all[4] = {a, b, c, d};
  for (int i = 0; i < 16; ++i) signs |= uint32_t(all[i / 4].v[i % 4] < 0) << i;
  return signs;
#endif
}

/// yes where the mask is set, no elsewhere.
inline I32x4 select(Mask mask, I32x4 yes, I32x4 no) {
#ifdef __wasm_simd128__
  return I32x4Raw(wasm_v128_bitselect(v128_t(yes.v), v128_t(no.v), v128_t(mask.v)));
#else
  return (yes.v & mask.v) | (no.v & ~mask.v);
#endif
}
inline U32x4 select(Mask mask, U32x4 yes, U32x4 no) { return asUint(select(mask, asInt(yes), asInt(no))); }
inline F32x4 select(Mask mask, F32x4 yes, F32x4 no) { return asFloat(select(mask, bitsOf(yes), bitsOf(no))); }

/// A NaN that arithmetic made becomes the canonical one, because its bits are not the same everywhere. By integers:
/// a compiler may take one NaN for another.
inline F32x4 canonicalNan(F32x4 a) {
  const Mask isNan = I32x4(0x7f800000) < (bitsOf(a) & I32x4(0x7fffffff));
  return asFloat(select(isNan, I32x4(0x7fc00000), bitsOf(a)));
}
inline float canonicalNan(float a) {
  const bool isNan = (std::bit_cast<uint32_t>(a) & 0x7fffffffu) > 0x7f800000u;
  return isNan ? std::bit_cast<float>(0x7fc00000u) : a;
}

/// GLSL ES 3.00 §8.3: min(x, y) is y if y < x, otherwise x. So min(x, NaN) is x, and min(NaN, y) is NaN.
inline F32x4 min(F32x4 x, F32x4 y) {
#ifdef __wasm_simd128__
  return F32x4Raw(wasm_f32x4_pmin(v128_t(x.v), v128_t(y.v)));
#else
  return select(y < x, y, x);
#endif
}
/// max(x, y) is y if x < y, otherwise x.
inline F32x4 max(F32x4 x, F32x4 y) {
#ifdef __wasm_simd128__
  return F32x4Raw(wasm_f32x4_pmax(v128_t(x.v), v128_t(y.v)));
#else
  return select(x < y, y, x);
#endif
}
inline F32x4 clamp(F32x4 x, F32x4 low, F32x4 high) { return min(max(x, low), high); }

inline I32x4 min(I32x4 x, I32x4 y) {
#ifdef __wasm_simd128__
  return I32x4Raw(wasm_i32x4_min(v128_t(x.v), v128_t(y.v)));
#else
  return select(y < x, y, x);
#endif
}
inline I32x4 max(I32x4 x, I32x4 y) {
#ifdef __wasm_simd128__
  return I32x4Raw(wasm_i32x4_max(v128_t(x.v), v128_t(y.v)));
#else
  return select(x < y, y, x);
#endif
}
inline I32x4 clamp(I32x4 x, I32x4 low, I32x4 high) { return min(max(x, low), high); }

// --- arithmetic of floats ------------------------------------------------------------------------------------------

inline F32x4 abs(F32x4 a) { return asFloat(bitsOf(a) & I32x4(0x7fffffff)); }

#ifdef __wasm_simd128__
inline F32x4 floor(F32x4 a) { return F32x4Raw(wasm_f32x4_floor(v128_t(a.v))); }
inline F32x4 ceil(F32x4 a) { return F32x4Raw(wasm_f32x4_ceil(v128_t(a.v))); }
inline F32x4 trunc(F32x4 a) { return F32x4Raw(wasm_f32x4_trunc(v128_t(a.v))); }
inline F32x4 roundEven(F32x4 a) { return F32x4Raw(wasm_f32x4_nearest(v128_t(a.v))); }
inline F32x4 sqrt(F32x4 a) { return F32x4Raw(wasm_f32x4_sqrt(v128_t(a.v))); }
#else
inline F32x4 floor(F32x4 a) { return {std::floor(a[0]), std::floor(a[1]), std::floor(a[2]), std::floor(a[3])}; }
inline F32x4 ceil(F32x4 a) { return {std::ceil(a[0]), std::ceil(a[1]), std::ceil(a[2]), std::ceil(a[3])}; }
inline F32x4 trunc(F32x4 a) { return {std::trunc(a[0]), std::trunc(a[1]), std::trunc(a[2]), std::trunc(a[3])}; }
inline F32x4 roundEven(F32x4 a) {  // the rounding mode is never changed: to nearest, ties to even
  return {std::nearbyint(a[0]), std::nearbyint(a[1]), std::nearbyint(a[2]), std::nearbyint(a[3])};
}
inline F32x4 sqrt(F32x4 a) { return {std::sqrt(a[0]), std::sqrt(a[1]), std::sqrt(a[2]), std::sqrt(a[3])}; }
#endif

// --- conversions ---------------------------------------------------------------------------------------------------

inline F32x4 toFloat(I32x4 a) { return __builtin_convertvector(a.v, F32x4Raw); }
inline F32x4 toFloat(U32x4 a) { return __builtin_convertvector(a.v, F32x4Raw); }

/// Towards zero; NaN gives 0, values out of range the nearest end (wasm's trunc_sat).
inline int32_t truncSat(float a) {
  if (!(a > -2147483904.0f)) return a != a ? 0 : INT32_MIN;
  return a < 2147483648.0f ? int32_t(a) : INT32_MAX;
}
inline uint32_t truncSatUnsigned(float a) {
  if (!(a > 0)) return 0;
  return a < 4294967296.0f ? uint32_t(a) : UINT32_MAX;
}
#ifdef __wasm_simd128__
inline I32x4 truncSat(F32x4 a) { return I32x4Raw(wasm_i32x4_trunc_sat_f32x4(v128_t(a.v))); }
inline U32x4 truncSatUnsigned(F32x4 a) { return U32x4Raw(wasm_u32x4_trunc_sat_f32x4(v128_t(a.v))); }
#else
inline I32x4 truncSat(F32x4 a) { return {truncSat(a[0]), truncSat(a[1]), truncSat(a[2]), truncSat(a[3])}; }
inline U32x4 truncSatUnsigned(F32x4 a) {
  return {truncSatUnsigned(a[0]), truncSatUnsigned(a[1]), truncSatUnsigned(a[2]), truncSatUnsigned(a[3])};
}
#endif

/// Rounds to the nearest integer, ties to even, for |a| below 2^22; two additions, where truncSat is several
/// instructions on x64.
inline I32x4 roundSmall(F32x4 a) {
  const F32x4 magic = 12582912.0f;  // 1.5 * 2^23: the integer lands in the low mantissa bits
  return bitsOf(a + magic) - bitsOf(magic);
}

// --- lanes ---------------------------------------------------------------------------------------------------------

template <int A, int B, int C, int D>
inline F32x4 shuffle(F32x4 x, F32x4 y) {
  return __builtin_shufflevector(x.v, y.v, A, B, C, D);
}
template <int A, int B, int C, int D>
inline I32x4 shuffle(I32x4 x, I32x4 y) {
  return __builtin_shufflevector(x.v, y.v, A, B, C, D);
}
template <int A, int B, int C, int D, class Vector>
inline Vector shuffle(Vector x) {
  return shuffle<A, B, C, D>(x, x);
}

/// Rows become columns.
inline void transpose(F32x4& a, F32x4& b, F32x4& c, F32x4& d) {
  const F32x4 ab01 = shuffle<0, 4, 1, 5>(a, b), ab23 = shuffle<2, 6, 3, 7>(a, b);
  const F32x4 cd01 = shuffle<0, 4, 1, 5>(c, d), cd23 = shuffle<2, 6, 3, 7>(c, d);
  a = shuffle<0, 1, 4, 5>(ab01, cd01);
  b = shuffle<2, 3, 6, 7>(ab01, cd01);
  c = shuffle<0, 1, 4, 5>(ab23, cd23);
  d = shuffle<2, 3, 6, 7>(ab23, cd23);
}

}  // namespace sw
