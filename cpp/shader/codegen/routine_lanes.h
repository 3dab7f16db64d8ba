// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Four-lane arithmetic for routines, written as formulas: every operation takes values, emits its code at once and
// leaves its result in a temporary local.
//
//   Lanes l(function);
//   Lanes::Scope scope(l);  // gives the temporaries back at the end of the block
//   Value scaled = l.mul(l.clamp01(colour), l.splat(255.0f));

#pragma once

#include <bit>
#include <cstdint>
#include <type_traits>
#include <vector>

#include "wasm/function_builder.h"

namespace sw {

/// A v128 in a local, or a constant that is the same in all lanes. Default-made: no value. One word, so that wasm
/// passes it in a parameter and not in memory, which makes the core smaller.
class Value {
 public:
  Value() = default;
  Value(wasm::Local l) : word_(l.index) {}  // NOLINT: a local is a value
  static Value constant(uint32_t bits) {
    Value value;
    value.word_ = kConstant | bits;
    return value;
  }
  bool valid() const { return word_ != wasm::Local{}.index; }
  bool isConstant() const { return (word_ & kConstant) != 0; }
  /// Of a constant.
  uint32_t bits() const { return uint32_t(word_); }
  /// Of what is no constant.
  wasm::Local local() const { return {uint32_t(word_)}; }

 private:
  static constexpr uint64_t kConstant = uint64_t(1) << 32;
  uint64_t word_ = wasm::Local{}.index;
};

class Lanes {
 public:
  using Opcode = wasm::Opcode;

  explicit Lanes(wasm::FunctionBuilder& function) : f(function) {}

  /// Locals taken since the scope began go back to the function's pool.
  class Scope {
   public:
    explicit Scope(Lanes& lanes) : lanes_(lanes), start_(lanes.taken_.size()) {}
    ~Scope() {
      while (lanes_.taken_.size() > start_) {
        lanes_.f.release(lanes_.taken_.back());
        lanes_.taken_.pop_back();
      }
    }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    Lanes& lanes_;
    size_t start_;
  };

  wasm::Local temporary(wasm::ValType type) {
    const wasm::Local local = f.acquire(type);
    taken_.push_back(local);
    return local;
  }
  /// Takes the value on top of the operand stack.
  wasm::Local pop(wasm::ValType type) {
    const wasm::Local local = temporary(type);
    f.localSet(local);
    return local;
  }
  Value pop() { return pop(wasm::ValType::V128); }
  wasm::Local popInt() { return pop(wasm::ValType::I32); }

  void push(Value value) {
    if (value.isConstant()) {
      f.v128Splat(value.bits());
    } else {
      f.localGet(value.local());
    }
  }

  Value splat(float value) const { return Value::constant(std::bit_cast<uint32_t>(value)); }
  Value splatInt(uint32_t value) const { return Value::constant(value); }

  Value apply(Opcode op, Value a) {
    push(a);
    f.op(op);
    return pop();
  }
  Value apply(Opcode op, Value a, Value b) {
    push(a);
    push(b);
    f.op(op);
    return pop();
  }
  Value shift(Opcode op, Value a, uint32_t count) {
    if (count == 0) return a;
    push(a);
    f.i32Const(int32_t(count));
    f.op(op);
    return pop();
  }

  // Floats
  Value add(Value a, Value b) { return apply(Opcode::F32x4Add, a, b); }
  Value sub(Value a, Value b) { return apply(Opcode::F32x4Sub, a, b); }
  Value mul(Value a, Value b) { return apply(Opcode::F32x4Mul, a, b); }
  Value div(Value a, Value b) { return apply(Opcode::F32x4Div, a, b); }
  Value sqrt(Value a) { return apply(Opcode::F32x4Sqrt, a); }
  Value nearest(Value a) { return apply(Opcode::F32x4Nearest, a); }
  /// b < a ? b : a, so a NaN in b gives a.
  Value lesser(Value a, Value b) { return apply(Opcode::F32x4Pmin, a, b); }
  /// a < b ? b : a
  Value greater(Value a, Value b) { return apply(Opcode::F32x4Pmax, a, b); }
  Value clamp01(Value a) { return lesser(splat(1), greater(splat(0), a)); }

  // Integers and bits
  Value addInt(Value a, Value b) { return apply(Opcode::I32x4Add, a, b); }
  Value subInt(Value a, Value b) { return apply(Opcode::I32x4Sub, a, b); }
  Value shl(Value a, uint32_t count) { return shift(Opcode::I32x4Shl, a, count); }
  Value shrUnsigned(Value a, uint32_t count) { return shift(Opcode::I32x4ShrU, a, count); }
  Value shrSigned(Value a, uint32_t count) { return shift(Opcode::I32x4ShrS, a, count); }
  Value and_(Value a, Value b) { return apply(Opcode::V128And, a, b); }
  Value andNot(Value a, Value b) { return apply(Opcode::V128Andnot, a, b); }  // a & ~b
  Value or_(Value a, Value b) { return apply(Opcode::V128Or, a, b); }
  Value xor_(Value a, Value b) { return apply(Opcode::V128Xor, a, b); }
  Value select(Value mask, Value ifSet, Value ifClear) {
    push(ifSet);
    push(ifClear);
    push(mask);
    f.op(Opcode::V128Bitselect);
    return pop();
  }
  /// Whole 32-bit lanes: 0-3 of a, 4-7 of b.
  Value shuffle(Value a, Value b, uint32_t i, uint32_t j, uint32_t k, uint32_t l) {
    push(a);
    push(b);
    f.shuffle32(i, j, k, l);
    return pop();
  }
  /// Bits first .. first + count - 1 of every lane, as a number.
  Value bits(Value a, uint32_t first, uint32_t count) {
    if (first + count == 32) return shrUnsigned(a, first);
    return and_(shrUnsigned(a, first), splatInt((1u << count) - 1));
  }
  Value signedBits(Value a, uint32_t first, uint32_t count) {
    return shrSigned(shl(a, 32 - first - count), 32 - count);
  }

  /// i32: its value in all lanes.
  Value splat(wasm::Local scalar) {
    f.localGet(scalar);
    f.op(Opcode::I32x4Splat);
    return pop();
  }

  // Scalars (i32 locals)
  wasm::Local apply32(Opcode op, wasm::Local a, wasm::Local b) {
    f.localGet(a);
    f.localGet(b);
    f.op(op);
    return popInt();
  }
  wasm::Local apply32(Opcode op, wasm::Local a, int32_t b) {
    f.localGet(a);
    f.i32Const(b);
    f.op(op);
    return popInt();
  }
  wasm::Local copy32(wasm::Local from) {
    const wasm::Local to = temporary(wasm::ValType::I32);
    f.localGet(from);
    f.localSet(to);
    return to;
  }
  /// local += step, a local or a constant
  template <typename Step>
  void advance(wasm::Local local, Step step) {
    sum(local, local, step);
  }
  /// to = from + step
  template <typename Step>
  void sum(wasm::Local to, wasm::Local from, Step step) {
    f.localGet(from);
    if constexpr (std::is_same_v<Step, wasm::Local>) {
      f.localGet(step);
    } else {
      f.i32Const(int32_t(step));
    }
    f.op(Opcode::I32Add);
    f.localSet(to);
  }
  void assign(wasm::Local to, Value value) {
    push(value);
    f.localSet(to);
  }

  wasm::FunctionBuilder& f;

 private:
  std::vector<wasm::Local> taken_;
};

/// Rows to columns: in[i] holds lane i's four cells; afterwards cells[c] holds cell c of all lanes. Its own inverse.
void transpose(Lanes& l, const Value (&in)[4], Value (&out)[4]);

}  // namespace sw
