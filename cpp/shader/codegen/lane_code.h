// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The lane type of lane_math.h that writes wasm: operations collect in a graph, and emit() writes the graph of one
// result with single-use values left on the operand stack.

#pragma once

#include <cstdint>
#include <vector>

#include "wasm/function_builder.h"

namespace sw {

class LaneCode {
 public:
  explicit LaneCode(wasm::FunctionBuilder& function) : f_(function) {}

  uint32_t param(wasm::Local local) { return add({.kind = Kind::Param, .local = local}); }
  uint32_t constant(uint32_t bits) { return add({.kind = Kind::Constant, .bits = bits}); }
  uint32_t op(wasm::Opcode opcode, uint32_t a) {
    return add({.kind = Kind::Op, .opcode = opcode, .operands = 1, .args = {a}});
  }
  uint32_t op(wasm::Opcode opcode, uint32_t a, uint32_t b) {
    return add({.kind = Kind::Op, .opcode = opcode, .operands = 2, .args = {a, b}});
  }
  uint32_t op(wasm::Opcode opcode, uint32_t a, uint32_t b, uint32_t c) {
    return add({.kind = Kind::Op, .opcode = opcode, .operands = 3, .args = {a, b, c}});
  }
  uint32_t shift(wasm::Opcode opcode, uint32_t a, uint32_t count) {
    return add({.kind = Kind::Shift, .opcode = opcode, .operands = 1, .args = {a}, .bits = count});
  }

  /// Leaves the node's v128 on the stack.
  void emit(uint32_t node);

 private:
  enum class Kind : uint8_t { Param, Constant, Op, Shift };
  struct Node {
    Kind kind;
    wasm::Opcode opcode = wasm::Opcode::Nop;
    uint8_t operands = 0;
    uint32_t args[3] = {};
    uint32_t bits = 0;
    wasm::Local local = {};
    uint32_t uses = 0;
  };

  uint32_t add(const Node& node) {
    nodes_.push_back(node);
    return uint32_t(nodes_.size() - 1);
  }
  void countUses(uint32_t node);
  void write(uint32_t node);

  wasm::FunctionBuilder& f_;
  std::vector<Node> nodes_;
};

struct CodeInt {
  LaneCode* code;
  uint32_t node;
  CodeInt c(int32_t value) const { return {code, code->constant(uint32_t(value))}; }
};

struct CodeFloat {
  LaneCode* code;
  uint32_t node;
  CodeFloat c(float value) const {
    uint32_t bits;
    __builtin_memcpy(&bits, &value, 4);
    return {code, code->constant(bits)};
  }
};

#define SW_LANE_UNARY(T, name, R, opcode) \
  inline R name(T a) { return {a.code, a.code->op(wasm::Opcode::opcode, a.node)}; }
#define SW_LANE_BINARY(T, name, R, opcode) \
  inline R name(T a, T b) { return {a.code, a.code->op(wasm::Opcode::opcode, a.node, b.node)}; }

SW_LANE_BINARY(CodeFloat, operator+, CodeFloat, F32x4Add)
SW_LANE_BINARY(CodeFloat, operator-, CodeFloat, F32x4Sub)
SW_LANE_BINARY(CodeFloat, operator*, CodeFloat, F32x4Mul)
SW_LANE_BINARY(CodeFloat, operator/, CodeFloat, F32x4Div)
SW_LANE_BINARY(CodeFloat, pmin, CodeFloat, F32x4Pmin)
SW_LANE_BINARY(CodeFloat, pmax, CodeFloat, F32x4Pmax)
SW_LANE_UNARY(CodeFloat, operator-, CodeFloat, F32x4Neg)
SW_LANE_UNARY(CodeFloat, sqrt, CodeFloat, F32x4Sqrt)
SW_LANE_UNARY(CodeFloat, abs, CodeFloat, F32x4Abs)
SW_LANE_BINARY(CodeFloat, lt, CodeInt, F32x4Lt)
SW_LANE_BINARY(CodeFloat, eq, CodeInt, F32x4Eq)
SW_LANE_BINARY(CodeInt, eq, CodeInt, I32x4Eq)
SW_LANE_BINARY(CodeInt, operator+, CodeInt, I32x4Add)
SW_LANE_BINARY(CodeInt, operator-, CodeInt, I32x4Sub)
SW_LANE_BINARY(CodeInt, operator&, CodeInt, V128And)
SW_LANE_BINARY(CodeInt, andNot, CodeInt, V128Andnot)
SW_LANE_BINARY(CodeInt, operator|, CodeInt, V128Or)
SW_LANE_BINARY(CodeInt, operator^, CodeInt, V128Xor)
SW_LANE_UNARY(CodeInt, toFloat, CodeFloat, F32x4ConvertI32x4S)

#undef SW_LANE_UNARY
#undef SW_LANE_BINARY

inline CodeInt shl(CodeInt a, int n) { return {a.code, a.code->shift(wasm::Opcode::I32x4Shl, a.node, uint32_t(n))}; }
inline CodeInt shr(CodeInt a, int n) { return {a.code, a.code->shift(wasm::Opcode::I32x4ShrS, a.node, uint32_t(n))}; }
inline CodeInt bits(CodeFloat a) { return {a.code, a.node}; }
inline CodeFloat asFloat(CodeInt a) { return {a.code, a.node}; }
inline CodeFloat select(CodeInt mask, CodeFloat a, CodeFloat b) {
  return {a.code, a.code->op(wasm::Opcode::V128Bitselect, a.node, b.node, mask.node)};
}

}  // namespace sw
