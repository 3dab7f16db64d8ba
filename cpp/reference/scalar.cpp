// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "reference/scalar.h"

#include <bit>
#include <cmath>

#include "shader/math/evaluate.h"

namespace sw {

using ir::Op;
using ir::Type;

namespace {

float toFloat(uint32_t bits) { return std::bit_cast<float>(bits); }

/// Arithmetic gives the canonical NaN whatever its operands were.
uint32_t canonical(float value) { return value == value ? std::bit_cast<uint32_t>(value) : 0x7fc00000u; }

uint32_t floatOp(Op op, float a, float b) {
  switch (op) {
    case Op::Add: return canonical(a + b);
    case Op::Sub: return canonical(a - b);
    case Op::Mul: return canonical(a * b);
    case Op::Div: return canonical(a / b);
    case Op::Neg: return std::bit_cast<uint32_t>(a) ^ 0x80000000u;
    case Op::Abs: return std::bit_cast<uint32_t>(a) & 0x7fffffffu;
    case Op::Min: return std::bit_cast<uint32_t>(b < a ? b : a);
    case Op::Max: return std::bit_cast<uint32_t>(a < b ? b : a);
    default: return 0;
  }
}

uint32_t intOp(Op op, uint32_t ua, uint32_t ub) {
  const int32_t a = static_cast<int32_t>(ua), b = static_cast<int32_t>(ub);
  switch (op) {
    case Op::Div: return static_cast<uint32_t>(lane::divide(a, b));
    case Op::Rem: return static_cast<uint32_t>(lane::remainder(a, b));
    case Op::Abs: return a < 0 ? 0 - ua : ua;
    case Op::Min: return b < a ? ub : ua;
    case Op::Max: return a < b ? ub : ua;
    case Op::Shr: return static_cast<uint32_t>(a >> (ub & 31));
    default: return 0;
  }
}

uint32_t uintOp(Op op, uint32_t a, uint32_t b) {
  switch (op) {
    case Op::Add: return a + b;
    case Op::Sub: return a - b;
    case Op::Mul: return a * b;
    case Op::Div: return lane::divide(a, b);
    case Op::Rem: return lane::remainder(a, b);
    case Op::Neg: return 0 - a;
    case Op::Min: return b < a ? b : a;
    case Op::Max: return a < b ? b : a;
    case Op::BitAnd: return a & b;
    case Op::BitOr: return a | b;
    case Op::BitXor: return a ^ b;
    case Op::BitNot: return ~a;
    case Op::Shl: return a << (b & 31);
    case Op::Shr: return a >> (b & 31);
    default: return 0;
  }
}

bool signMatters(Op op) {
  return op == Op::Div || op == Op::Rem || op == Op::Abs || op == Op::Min || op == Op::Max || op == Op::Shr;
}

template <typename T>
bool compare(Op op, T a, T b) {
  switch (op) {
    case Op::Eq: return a == b;
    case Op::Ne: return a != b;
    case Op::Lt: return a < b;
    case Op::Le: return a <= b;
    case Op::Gt: return a > b;
    case Op::Ge: return a >= b;
    default: return false;
  }
}

uint32_t convert(Type from, Type to, uint32_t a) {
  switch (to) {
    case Type::Bool: return from == Type::Float ? toFloat(a) != 0 : a != 0;
    case Type::Int: return from == Type::Float ? static_cast<uint32_t>(lane::toIntSaturating(toFloat(a))) : a;
    case Type::Uint: return from == Type::Float ? lane::toUintSaturating(toFloat(a)) : a;
    case Type::Float:
      if (from == Type::Int) return std::bit_cast<uint32_t>(static_cast<float>(static_cast<int32_t>(a)));
      return std::bit_cast<uint32_t>(static_cast<float>(a));
    case Type::Void: break;
  }
  return 0;
}

}  // namespace

float generatedMath(Op op, float a, float b) { return evaluateFloat(op, a, b); }

float libraryMath(Op op, float a, float b) {
  const double x = a, y = b;
  double result = 0;
  switch (op) {
    case Op::Floor: result = std::floor(x); break;
    case Op::Ceil: result = std::ceil(x); break;
    case Op::Trunc: result = std::trunc(x); break;
    case Op::RoundEven: result = std::nearbyint(x); break;
    case Op::Sqrt: result = std::sqrt(x); break;
    case Op::InverseSqrt: result = 1 / std::sqrt(x); break;
    case Op::Exp2: result = std::exp2(x); break;
    case Op::Log2: result = std::log2(x); break;
    case Op::Exp: result = std::exp(x); break;
    case Op::Log: result = std::log(x); break;
    case Op::Pow: result = std::pow(std::abs(x), y); break;  // GLSL leaves x < 0 undefined
    case Op::Sin: result = std::sin(x); break;
    case Op::Cos: result = std::cos(x); break;
    case Op::Tan: result = std::tan(x); break;
    case Op::Asin: result = std::asin(x); break;
    case Op::Acos: result = std::acos(x); break;
    case Op::Atan: result = std::atan(x); break;
    case Op::Atan2: result = std::atan2(x, y); break;
    case Op::Sinh: result = std::sinh(x); break;
    case Op::Cosh: result = std::cosh(x); break;
    case Op::Tanh: result = std::tanh(x); break;
    case Op::Asinh: result = std::asinh(x); break;
    case Op::Acosh: result = std::acosh(x); break;
    case Op::Atanh: result = std::atanh(x); break;
    default: break;
  }
  return std::bit_cast<float>(canonical(static_cast<float>(result)));
}

uint32_t evaluateScalar(Op op, Type type, Type from, uint32_t a, uint32_t b, uint32_t c, MathFunction math) {
  switch (op) {
    case Op::Add:
    case Op::Sub:
    case Op::Mul:
    case Op::Div:
    case Op::Rem:
    case Op::Neg:
    case Op::Abs:
    case Op::Min:
    case Op::Max:
    case Op::BitAnd:
    case Op::BitOr:
    case Op::BitXor:
    case Op::BitNot:
    case Op::Shl:
    case Op::Shr:
      if (type == Type::Float) return floatOp(op, toFloat(a), toFloat(b));
      return type == Type::Int && signMatters(op) ? intOp(op, a, b) : uintOp(op, a, b);
    case Op::Eq:
    case Op::Ne:
    case Op::Lt:
    case Op::Le:
    case Op::Gt:
    case Op::Ge:
      if (from == Type::Float) return compare(op, toFloat(a), toFloat(b));
      if (from == Type::Int) return compare(op, static_cast<int32_t>(a), static_cast<int32_t>(b));
      return compare(op, a, b);
    case Op::LogicalAnd: return a & b;
    case Op::LogicalOr: return a | b;
    case Op::LogicalXor: return a ^ b;
    case Op::LogicalNot: return a ^ 1;
    case Op::Select: return a ? b : c;
    case Op::Convert: return convert(from, type, a);
    case Op::Bitcast: return a;
    default: return std::bit_cast<uint32_t>(math(op, toFloat(a), toFloat(b)));
  }
}

}  // namespace sw
