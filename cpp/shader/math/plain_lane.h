// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// One lane of lane_math.h as plain numbers: for the interpreter, for constant folding and for tests. Each operation
// does what the wasm instruction of the same place does.

#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <utility>

namespace sw::lane {

struct PlainInt {
  int32_t v;
  PlainInt c(int32_t value) const { return {value}; }
};

struct PlainFloat {
  float v;
  PlainFloat c(float value) const { return {value}; }
};

inline PlainFloat operator+(PlainFloat a, PlainFloat b) { return {a.v + b.v}; }
inline PlainFloat operator-(PlainFloat a, PlainFloat b) { return {a.v - b.v}; }
inline PlainFloat operator*(PlainFloat a, PlainFloat b) { return {a.v * b.v}; }
inline PlainFloat operator/(PlainFloat a, PlainFloat b) { return {a.v / b.v}; }
inline PlainFloat operator-(PlainFloat a) { return {std::bit_cast<float>(std::bit_cast<uint32_t>(a.v) ^ 0x80000000u)}; }
inline PlainFloat sqrt(PlainFloat a) { return {std::sqrt(a.v)}; }
inline PlainFloat nearest(PlainFloat a) { return {std::nearbyint(a.v)}; }
inline PlainFloat abs(PlainFloat a) { return {std::bit_cast<float>(std::bit_cast<uint32_t>(a.v) & 0x7fffffffu)}; }
inline PlainFloat pmin(PlainFloat a, PlainFloat b) { return b.v < a.v ? b : a; }
inline PlainFloat pmax(PlainFloat a, PlainFloat b) { return a.v < b.v ? b : a; }

inline PlainInt operator+(PlainInt a, PlainInt b) { return {int32_t(uint32_t(a.v) + uint32_t(b.v))}; }
inline PlainInt operator-(PlainInt a, PlainInt b) { return {int32_t(uint32_t(a.v) - uint32_t(b.v))}; }
inline PlainInt operator&(PlainInt a, PlainInt b) { return {a.v & b.v}; }
inline PlainInt operator|(PlainInt a, PlainInt b) { return {a.v | b.v}; }
inline PlainInt operator^(PlainInt a, PlainInt b) { return {a.v ^ b.v}; }
/// a & ~b
inline PlainInt andNot(PlainInt a, PlainInt b) { return {a.v & ~b.v}; }
inline PlainInt shl(PlainInt a, int n) { return {int32_t(uint32_t(a.v) << n)}; }
inline PlainInt shr(PlainInt a, int n) { return {a.v >> n}; }

inline PlainInt mask(bool b) { return {b ? -1 : 0}; }
inline PlainInt lt(PlainFloat a, PlainFloat b) { return mask(a.v < b.v); }
inline PlainInt eq(PlainFloat a, PlainFloat b) { return mask(a.v == b.v); }
inline PlainInt eq(PlainInt a, PlainInt b) { return mask(a.v == b.v); }

inline PlainInt bits(PlainFloat a) { return {std::bit_cast<int32_t>(a.v)}; }
inline PlainFloat asFloat(PlainInt a) { return {std::bit_cast<float>(a.v)}; }
inline PlainFloat toFloat(PlainInt a) { return {float(a.v)}; }
inline PlainFloat select(PlainInt m, PlainFloat a, PlainFloat b) {
  return asFloat((bits(a) & m) | (bits(b) & PlainInt{~m.v}));
}

/// Truncates and saturates; NaN gives 0.
inline int32_t toIntSaturating(float a) {
  if (!(a == a)) return 0;
  if (a >= 2147483648.0f) return INT32_MAX;
  if (a < -2147483648.0f) return INT32_MIN;
  return int32_t(a);
}
inline uint32_t toUintSaturating(float a) {
  if (!(a > 0.0f)) return 0;
  if (a >= 4294967296.0f) return UINT32_MAX;
  return uint32_t(a);
}
inline PlainInt toInt(PlainFloat a) { return {toIntSaturating(a.v)}; }

/// Integer division as generated code does it, in binary64: exact wherever it is defined; x / 0 saturates, 0 / 0 gives
/// 0.
inline int32_t divide(int32_t a, int32_t b) {
  const double q = double(a) / double(b);
  if (!(q == q)) return 0;
  if (q >= 2147483647.0) return INT32_MAX;
  if (q <= -2147483648.0) return INT32_MIN;
  return int32_t(q);
}
inline uint32_t divide(uint32_t a, uint32_t b) {
  const double q = double(a) / double(b);
  if (!(q == q)) return 0;
  if (q >= 4294967295.0) return UINT32_MAX;
  return uint32_t(q);
}
inline int32_t remainder(int32_t a, int32_t b) { return int32_t(uint32_t(a) - uint32_t(divide(a, b)) * uint32_t(b)); }
inline uint32_t remainder(uint32_t a, uint32_t b) { return a - divide(a, b) * b; }

}  // namespace sw::lane
