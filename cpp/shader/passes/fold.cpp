// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/passes/fold.h"

#include <bit>

#include "shader/math/evaluate.h"

namespace sw::passes {

using namespace ir;

namespace {

constexpr uint32_t kCanonicalNaN = 0x7fc00000u;

uint32_t bitsOf(float value) { return value == value ? std::bit_cast<uint32_t>(value) : kCanonicalNaN; }

std::optional<uint32_t> foldFloat(Op op, float a, float b) {
  switch (op) {
    case Op::Add: return bitsOf(a + b);
    case Op::Sub: return bitsOf(a - b);
    case Op::Mul: return bitsOf(a * b);
    case Op::Div: return bitsOf(a / b);
    case Op::Neg: return std::bit_cast<uint32_t>(a) ^ 0x80000000u;
    case Op::Abs: return std::bit_cast<uint32_t>(a) & 0x7fffffffu;
    case Op::Min: return std::bit_cast<uint32_t>(b < a ? b : a);
    case Op::Max: return std::bit_cast<uint32_t>(a < b ? b : a);
    case Op::Eq: return a == b;
    case Op::Ne: return a != b;
    case Op::Lt: return a < b;
    case Op::Le: return a <= b;
    case Op::Gt: return a > b;
    case Op::Ge: return a >= b;
    default:
      if (op >= Op::Floor && op <= Op::Atanh) return bitsOf(evaluateFloat(op, a, b));
      return {};
  }
}

template <class T>
std::optional<uint32_t> foldInteger(Op op, T a, T b) {
  const uint32_t ua = uint32_t(a), ub = uint32_t(b);
  switch (op) {
    case Op::Add: return ua + ub;
    case Op::Sub: return ua - ub;
    case Op::Mul: return ua * ub;
    case Op::Div: return uint32_t(lane::divide(a, b));
    case Op::Rem: return uint32_t(lane::remainder(a, b));
    case Op::Neg: return 0u - ua;
    case Op::Abs: return int32_t(ua) < 0 ? 0u - ua : ua;
    case Op::Min: return uint32_t(b < a ? b : a);
    case Op::Max: return uint32_t(a < b ? b : a);
    case Op::BitAnd: return ua & ub;
    case Op::BitOr: return ua | ub;
    case Op::BitXor: return ua ^ ub;
    case Op::BitNot: return ~ua;
    case Op::Shl: return ua << (ub & 31);
    case Op::Shr: return uint32_t(a >> (ub & 31));
    case Op::Eq: return a == b;
    case Op::Ne: return a != b;
    case Op::Lt: return a < b;
    case Op::Le: return a <= b;
    case Op::Gt: return a > b;
    case Op::Ge: return a >= b;
    default: return {};
  }
}

std::optional<uint32_t> convert(Type to, Type from, uint32_t bits) {
  const float f = std::bit_cast<float>(bits);
  switch (to) {
    case Type::Bool: return from == Type::Float ? f != 0.0f : bits != 0;
    case Type::Int: return from == Type::Float ? uint32_t(lane::toIntSaturating(f)) : bits;
    case Type::Uint: return from == Type::Float ? lane::toUintSaturating(f) : bits;
    case Type::Float:
      if (from == Type::Float) return bits;
      return std::bit_cast<uint32_t>(from == Type::Int ? float(int32_t(bits)) : float(bits));
    default: return {};
  }
}

}  // namespace

std::optional<uint32_t> foldConstants(Op op, Type type, Type from, uint32_t imm, std::span<const uint32_t> args) {
  const uint32_t a = args.empty() ? 0 : args[0];
  const uint32_t b = args.size() < 2 ? 0 : args[1];
  switch (op) {
    case Op::ClampIndex: return a < imm ? a : imm - 1;
    case Op::Convert: return convert(type, from, a);
    case Op::Bitcast: return a;
    case Op::Select: return a ? b : args[2];
    case Op::LogicalAnd: return a & b;
    case Op::LogicalOr: return a | b;
    case Op::LogicalXor: return a ^ b;
    case Op::LogicalNot: return a ^ 1;
    case Op::DFdx:
    case Op::DFdy: return 0;
    default: break;
  }
  switch (from) {
    case Type::Float: return foldFloat(op, std::bit_cast<float>(a), std::bit_cast<float>(b));
    case Type::Int: return foldInteger<int32_t>(op, int32_t(a), int32_t(b));
    case Type::Uint: return foldInteger<uint32_t>(op, a, b);
    case Type::Bool:
      if (op == Op::Eq) return a == b;
      if (op == Op::Ne) return a != b;
      return {};
    default: return {};
  }
}

}  // namespace sw::passes
