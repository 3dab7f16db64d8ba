// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Pure operations, as scalars and as lanes. Both forms give the same bits. Nothing here traps on any operand, since
// inactive lanes hold anything: division goes through binary64, conversions saturate.

#include "shader/codegen/body_impl.h"
#include "shader/codegen/math_functions.h"
#include "shader/math/evaluate.h"
#include "support/assert.h"

namespace sw {

using namespace ir;
using wasm::Local;
using wasm::Opcode;
using wasm::Scratch;
using wasm::ValType;

namespace {

/// Built-ins used at no more places than this are written in place; beyond it they are called.
constexpr uint32_t kMaxInlineMath = 16;

constexpr Opcode kNoOpcode = Opcode::Unreachable;

struct Row {
  Op op;
  Opcode scalarFloat, scalarInt, scalarUint;
  Opcode laneFloat, laneInt, laneUint;
};

// One instruction each, operands in order.
constexpr Row kRows[] = {
    {Op::Add, Opcode::F32Add, Opcode::I32Add, Opcode::I32Add, Opcode::F32x4Add, Opcode::I32x4Add, Opcode::I32x4Add},
    {Op::Sub, Opcode::F32Sub, Opcode::I32Sub, Opcode::I32Sub, Opcode::F32x4Sub, Opcode::I32x4Sub, Opcode::I32x4Sub},
    {Op::Mul, Opcode::F32Mul, Opcode::I32Mul, Opcode::I32Mul, Opcode::F32x4Mul, Opcode::I32x4Mul, Opcode::I32x4Mul},
    {Op::Div, Opcode::F32Div, kNoOpcode, kNoOpcode, Opcode::F32x4Div, kNoOpcode, kNoOpcode},
    {Op::Neg, Opcode::F32Neg, kNoOpcode, kNoOpcode, Opcode::F32x4Neg, Opcode::I32x4Neg, Opcode::I32x4Neg},
    {Op::Abs, Opcode::F32Abs, kNoOpcode, kNoOpcode, Opcode::F32x4Abs, Opcode::I32x4Abs, Opcode::I32x4Abs},
    {Op::Min, kNoOpcode, kNoOpcode, kNoOpcode, Opcode::F32x4Pmin, Opcode::I32x4MinS, Opcode::I32x4MinU},
    {Op::Max, kNoOpcode, kNoOpcode, kNoOpcode, Opcode::F32x4Pmax, Opcode::I32x4MaxS, Opcode::I32x4MaxU},
    {Op::BitAnd, kNoOpcode, Opcode::I32And, Opcode::I32And, kNoOpcode, Opcode::V128And, Opcode::V128And},
    {Op::BitOr, kNoOpcode, Opcode::I32Or, Opcode::I32Or, kNoOpcode, Opcode::V128Or, Opcode::V128Or},
    {Op::BitXor, kNoOpcode, Opcode::I32Xor, Opcode::I32Xor, kNoOpcode, Opcode::V128Xor, Opcode::V128Xor},
    {Op::BitNot, kNoOpcode, kNoOpcode, kNoOpcode, kNoOpcode, Opcode::V128Not, Opcode::V128Not},
    {Op::Eq, Opcode::F32Eq, Opcode::I32Eq, Opcode::I32Eq, Opcode::F32x4Eq, Opcode::I32x4Eq, Opcode::I32x4Eq},
    {Op::Ne, Opcode::F32Ne, Opcode::I32Ne, Opcode::I32Ne, Opcode::F32x4Ne, Opcode::I32x4Ne, Opcode::I32x4Ne},
    {Op::Lt, Opcode::F32Lt, Opcode::I32LtS, Opcode::I32LtU, Opcode::F32x4Lt, Opcode::I32x4LtS, Opcode::I32x4LtU},
    {Op::Le, Opcode::F32Le, Opcode::I32LeS, Opcode::I32LeU, Opcode::F32x4Le, Opcode::I32x4LeS, Opcode::I32x4LeU},
    {Op::Gt, Opcode::F32Gt, Opcode::I32GtS, Opcode::I32GtU, Opcode::F32x4Gt, Opcode::I32x4GtS, Opcode::I32x4GtU},
    {Op::Ge, Opcode::F32Ge, Opcode::I32GeS, Opcode::I32GeU, Opcode::F32x4Ge, Opcode::I32x4GeS, Opcode::I32x4GeU},
    {Op::LogicalAnd, kNoOpcode, Opcode::I32And, Opcode::I32And, kNoOpcode, Opcode::V128And, Opcode::V128And},
    {Op::LogicalOr, kNoOpcode, Opcode::I32Or, Opcode::I32Or, kNoOpcode, Opcode::V128Or, Opcode::V128Or},
    {Op::LogicalXor, kNoOpcode, Opcode::I32Xor, Opcode::I32Xor, kNoOpcode, Opcode::V128Xor, Opcode::V128Xor},
    {Op::LogicalNot, kNoOpcode, Opcode::I32Eqz, Opcode::I32Eqz, kNoOpcode, Opcode::V128Not, Opcode::V128Not},
    {Op::Floor, Opcode::F32Floor, kNoOpcode, kNoOpcode, Opcode::F32x4Floor, kNoOpcode, kNoOpcode},
    {Op::Ceil, Opcode::F32Ceil, kNoOpcode, kNoOpcode, Opcode::F32x4Ceil, kNoOpcode, kNoOpcode},
    {Op::Trunc, Opcode::F32Trunc, kNoOpcode, kNoOpcode, Opcode::F32x4Trunc, kNoOpcode, kNoOpcode},
    {Op::RoundEven, Opcode::F32Nearest, kNoOpcode, kNoOpcode, Opcode::F32x4Nearest, kNoOpcode, kNoOpcode},
    {Op::Sqrt, Opcode::F32Sqrt, kNoOpcode, kNoOpcode, Opcode::F32x4Sqrt, kNoOpcode, kNoOpcode},
};

Opcode opcodeFor(Op op, Type type, Form form) {
  for (const Row& row : kRows) {
    if (row.op != op) continue;
    const bool lanes = form == Form::Lanes;
    switch (type) {
      case Type::Float: return lanes ? row.laneFloat : row.scalarFloat;
      case Type::Uint: return lanes ? row.laneUint : row.scalarUint;
      default: return lanes ? row.laneInt : row.scalarInt;
    }
  }
  return kNoOpcode;
}

/// Operations whose NaN results hardware may give any sign and payload.
bool makesNaN(Op op) {
  return op == Op::Add || op == Op::Sub || op == Op::Mul || op == Op::Div || (op >= Op::Floor && op <= Op::Atanh) ||
         op == Op::DFdx || op == Op::DFdy;
}

}  // namespace

void BodyEmitter::Impl::emitPure(const Instr& instr) {
  const wasm::LineScope line(f, instr.line);
  const Form form = formOf(instr.result);
  switch (instr.op) {
    case Op::Load: emitLoadValue(instr); return;
    case Op::LoadBuiltin: {
      const auto builtin = Builtin(instr.imm & 0xff);
      const uint32_t component = instr.imm >> 8;
      env.pushBuiltin(f, builtin, component);
      if (seesBuiltins && builtin == Builtin::FragCoord && component >= 2) canonicalise(form);  // of planes
      return;
    }
    case Op::Convert: emitConvert(instr, form); return;
    case Op::DFdx:
    case Op::DFdy: emitDerivative(instr); break;
    default:
      if (isLaneMath(instr.op))
        emitLaneMathOp(instr, form);
      else if (form == Form::Lanes)
        emitLaneOp(instr);
      else
        emitScalarOp(instr);
      break;
  }
  if (instr.type == Type::Float && seenBits[instr.result] && makesNaN(instr.op)) canonicalise(form);
}

/// A NaN on the stack becomes the canonical one.
void BodyEmitter::Impl::canonicalise(Form form) {
  Scratch value(f, form == Form::Lanes ? ValType::V128 : ValType::F32);
  f.localTee(value);
  pushConst(Type::Float, 0x7fc00000u, form);
  f.localGet(value);
  f.localGet(value);
  f.op(form == Form::Lanes ? Opcode::F32x4Eq : Opcode::F32Eq);
  if (form == Form::Lanes)
    f.op(Opcode::V128Bitselect);
  else
    f.select();
}

void BodyEmitter::Impl::emitScalarOp(const Instr& instr) {
  const auto args = main.argsOf(instr);
  const Type type = main.values[args[0]].type;
  if (const Opcode opcode = opcodeFor(instr.op, type, Form::Scalar); opcode != kNoOpcode) {
    for (ValueId arg : args) push(arg, Form::Scalar);
    f.op(opcode);
    return;
  }
  switch (instr.op) {
    case Op::Div:
    case Op::Rem: {
      const bool isSigned = type == Type::Int;
      Scratch a(f, ValType::I32), b(f, ValType::I32);
      push(args[0], Form::Scalar);
      f.localSet(a);
      push(args[1], Form::Scalar);
      f.localSet(b);
      if (instr.op == Op::Rem) f.localGet(a);
      f.localGet(a);
      f.op(isSigned ? Opcode::F64ConvertI32S : Opcode::F64ConvertI32U);
      f.localGet(b);
      f.op(isSigned ? Opcode::F64ConvertI32S : Opcode::F64ConvertI32U);
      f.op(Opcode::F64Div);
      f.op(isSigned ? Opcode::I32TruncSatF64S : Opcode::I32TruncSatF64U);
      if (instr.op == Op::Rem) {
        f.localGet(b);
        f.op(Opcode::I32Mul);
        f.op(Opcode::I32Sub);
      }
      break;
    }
    case Op::Neg:
      f.i32Const(0);
      push(args[0], Form::Scalar);
      f.op(Opcode::I32Sub);
      break;
    case Op::BitNot:
      push(args[0], Form::Scalar);
      f.i32Const(-1);
      f.op(Opcode::I32Xor);
      break;
    case Op::Abs: {
      Scratch a(f, ValType::I32);
      f.i32Const(0);
      push(args[0], Form::Scalar);
      f.localTee(a);
      f.op(Opcode::I32Sub);
      f.localGet(a);
      f.localGet(a);
      f.i32Const(0);
      f.op(Opcode::I32LtS);
      f.select();
      break;
    }
    case Op::Min:
    case Op::Max: {  // min: y < x ? y : x; max: x < y ? y : x
      const ValType valType = scalarType(type);
      Scratch x(f, valType), y(f, valType);
      push(args[0], Form::Scalar);
      f.localSet(x);
      push(args[1], Form::Scalar);
      f.localTee(y);
      f.localGet(x);
      f.localGet(instr.op == Op::Min ? y : x);
      f.localGet(instr.op == Op::Min ? x : y);
      f.op(opcodeFor(Op::Lt, type, Form::Scalar));
      f.select();
      break;
    }
    case Op::Shl:
    case Op::Shr:
      push(args[0], Form::Scalar);
      push(args[1], Form::Scalar);
      f.op(instr.op == Op::Shl ? Opcode::I32Shl : type == Type::Int ? Opcode::I32ShrS : Opcode::I32ShrU);
      break;
    case Op::Select:
      push(args[1], Form::Scalar);
      push(args[2], Form::Scalar);
      push(args[0], Form::Scalar);
      f.select();
      break;
    case Op::Bitcast:
      push(args[0], Form::Scalar);
      if (type == Type::Float && instr.type != Type::Float) f.op(Opcode::I32ReinterpretF32);
      if (type != Type::Float && instr.type == Type::Float) f.op(Opcode::F32ReinterpretI32);
      break;
    case Op::ClampIndex: {
      Scratch a(f, ValType::I32);
      push(args[0], Form::Scalar);
      f.localTee(a);
      f.i32Const(int32_t(instr.imm - 1));
      f.localGet(a);
      f.i32Const(int32_t(instr.imm));
      f.op(Opcode::I32LtU);
      f.select();
      break;
    }
    case Op::InverseSqrt:
      f.f32Const(1.0f);
      push(args[0], Form::Scalar);
      f.op(Opcode::F32Sqrt);
      f.op(Opcode::F32Div);
      break;
    default:
      error = std::string("unimplemented: scalar ") + opText(instr.op);
      f.unreachable();
      break;
  }
}

void BodyEmitter::Impl::emitLaneOp(const Instr& instr) {
  const auto args = main.argsOf(instr);
  const Type type = main.values[args[0]].type;
  if (const Opcode opcode = opcodeFor(instr.op, type, Form::Lanes); opcode != kNoOpcode) {
    for (ValueId arg : args) push(arg, Form::Lanes);
    f.op(opcode);
    return;
  }
  switch (instr.op) {
    case Op::Div:
    case Op::Rem: emitLaneDivision(instr, type); break;
    case Op::Shl:
    case Op::Shr: emitLaneShift(instr, type); break;
    case Op::Select:
      push(args[1], Form::Lanes);
      push(args[2], Form::Lanes);
      if (isUniform(args[0])) {
        push(args[0], Form::Scalar);
        f.select();
      } else {
        push(args[0], Form::Lanes);
        f.op(Opcode::V128Bitselect);
      }
      break;
    case Op::Bitcast: push(args[0], Form::Lanes); break;
    case Op::ClampIndex:
      push(args[0], Form::Lanes);
      f.v128Splat(instr.imm - 1);
      f.op(Opcode::I32x4MinU);
      break;
    case Op::InverseSqrt:
      f.v128SplatFloat(1.0f);
      push(args[0], Form::Lanes);
      f.op(Opcode::F32x4Sqrt);
      f.op(Opcode::F32x4Div);
      break;
    default:
      error = std::string("unimplemented: ") + opText(instr.op);
      f.unreachable();
      break;
  }
}

/// Two lanes at a time in binary64, which holds every quotient's whole part; see lane::divide.
void BodyEmitter::Impl::emitLaneDivision(const Instr& instr, Type type) {
  const auto args = main.argsOf(instr);
  const bool isSigned = type == Type::Int;
  Scratch a(f, ValType::V128), b(f, ValType::V128);
  push(args[0], Form::Lanes);
  f.localSet(a);
  push(args[1], Form::Lanes);
  f.localSet(b);
  if (instr.op == Op::Rem) f.localGet(a);
  for (int half = 0; half < 2; half++) {
    for (const Local operand : {Local(a), Local(b)}) {
      f.localGet(operand);
      if (half) {
        f.localGet(operand);
        f.shuffle32(2, 3, 2, 3);
      }
      f.op(isSigned ? Opcode::F64x2ConvertLowI32x4S : Opcode::F64x2ConvertLowI32x4U);
    }
    f.op(Opcode::F64x2Div);
    f.op(isSigned ? Opcode::I32x4TruncSatF64x2SZero : Opcode::I32x4TruncSatF64x2UZero);
  }
  f.shuffle32(0, 1, 4, 5);
  if (instr.op == Op::Rem) {
    f.localGet(b);
    f.op(Opcode::I32x4Mul);
    f.op(Opcode::I32x4Sub);
  }
}

void BodyEmitter::Impl::emitLaneShift(const Instr& instr, Type type) {
  const auto args = main.argsOf(instr);
  push(args[0], Form::Lanes);
  if (isUniform(args[1])) {
    push(args[1], Form::Scalar);
    f.op(instr.op == Op::Shl ? Opcode::I32x4Shl : type == Type::Int ? Opcode::I32x4ShrS : Opcode::I32x4ShrU);
    return;
  }
  // Wasm has no count per lane.
  Scratch value(f, ValType::V128), count(f, ValType::V128);
  f.localSet(value);
  push(args[1], Form::Lanes);
  f.localSet(count);
  f.localGet(value);
  for (uint32_t lane = 0; lane < 4; lane++) {
    f.localGet(value);
    f.lane(Opcode::I32x4ExtractLane, lane);
    f.localGet(count);
    f.lane(Opcode::I32x4ExtractLane, lane);
    f.op(instr.op == Op::Shl ? Opcode::I32Shl : type == Type::Int ? Opcode::I32ShrS : Opcode::I32ShrU);
    f.lane(Opcode::I32x4ReplaceLane, lane);
  }
}

void BodyEmitter::Impl::emitLaneMathOp(const Instr& instr, Form form) {
  const auto args = main.argsOf(instr);
  // Scalars take the way of the lanes, so that both have the same bits.
  if (form == Form::Scalar || mathUses[size_t(instr.op)] > kMaxInlineMath) {
    for (ValueId arg : args) push(arg, Form::Lanes);
    f.call(laneMathFunction(module, instr.op));
  } else {
    Scratch x(f, ValType::V128), y(f, ValType::V128);
    push(args[0], Form::Lanes);
    f.localSet(x);
    if (args.size() > 1) {
      push(args[1], Form::Lanes);
      f.localSet(y);
    }
    emitLaneMath(f, instr.op, x, y);
  }
  if (form == Form::Scalar) f.lane(Opcode::F32x4ExtractLane, 0);
}

void BodyEmitter::Impl::emitConvert(const Instr& instr, Form form) {
  const ValueId arg = main.args[instr.argBegin];
  const Type from = main.values[arg].type;
  const Type to = instr.type;
  const bool lanes = form == Form::Lanes;
  push(arg, form);
  if (from == to) return;
  if (to == Type::Bool) {
    if (from == Type::Float) {
      pushConst(Type::Float, 0, form);
      f.op(lanes ? Opcode::F32x4Ne : Opcode::F32Ne);
    } else {
      pushConst(Type::Int, 0, form);
      f.op(lanes ? Opcode::I32x4Ne : Opcode::I32Ne);
    }
  } else if (from == Type::Bool) {
    if (lanes) {  // a mask cuts out 1 or 1.0
      f.v128Splat(to == Type::Float ? 0x3f800000u : 1u);
      f.op(Opcode::V128And);
    } else if (to == Type::Float) {
      f.op(Opcode::F32ConvertI32S);
    }
  } else if (to == Type::Float) {
    if (lanes)
      f.op(from == Type::Int ? Opcode::F32x4ConvertI32x4S : Opcode::F32x4ConvertI32x4U);
    else
      f.op(from == Type::Int ? Opcode::F32ConvertI32S : Opcode::F32ConvertI32U);
  } else if (from == Type::Float) {
    if (lanes)
      f.op(to == Type::Int ? Opcode::I32x4TruncSatF32x4S : Opcode::I32x4TruncSatF32x4U);
    else
      f.op(to == Type::Int ? Opcode::I32TruncSatF32S : Opcode::I32TruncSatF32U);
  }
}

/// Lanes 0 to 3 are (0, 0), (1, 0), (0, 1), (1, 1); each row and each column has its own difference.
void BodyEmitter::Impl::emitDerivative(const Instr& instr) {
  const ValueId arg = main.args[instr.argBegin];
  if (isUniform(instr.result)) {  // of what is equal in all lanes
    if (!isConst(arg)) consume(arg);
    f.f32Const(0);
    return;
  }
  Scratch value(f, ValType::V128);
  push(arg, Form::Lanes);
  f.localTee(value);
  f.localGet(value);
  if (instr.op == Op::DFdx)
    f.shuffle32(1, 1, 3, 3);
  else
    f.shuffle32(2, 3, 2, 3);
  f.localGet(value);
  f.localGet(value);
  if (instr.op == Op::DFdx)
    f.shuffle32(0, 0, 2, 2);
  else
    f.shuffle32(0, 1, 0, 1);
  f.op(Opcode::F32x4Sub);
}

}  // namespace sw
