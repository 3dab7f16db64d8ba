// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/body_expressions.h"

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

void BodyExpressions::emitPure(const Instr& instr) {
  const wasm::LineScope line(f_, instr.line);
  if (BodyInputs::isInput(plan_, instr)) return inputs_.push(instr);
  if (instr.op == Op::Load) return variables_.pushLoad(instr);
  if (instr.op == Op::Convert) return emitConvert(instr);
  if (instr.op == Op::DFdx || instr.op == Op::DFdy)
    emitDerivative(instr);
  else if (isLaneMath(instr.op))
    emitLaneMathOp(instr);
  else if (plan_.formOf(instr.result) == Form::Lanes)
    emitLaneOp(instr);
  else
    emitScalarOp(instr);
  if (instr.type != Type::Float || !plan_.values[instr.result].seen || !makesNaN(instr.op)) return;
  values_.canonicalise(plan_.formOf(instr.result));
}

void BodyExpressions::emitScalarOp(const Instr& instr) {
  const auto args = plan_.function.argsOf(instr);
  const Type type = plan_.function.values[args[0]].type;
  if (const Opcode opcode = opcodeFor(instr.op, type, Form::Scalar); opcode != kNoOpcode) {
    for (ValueId arg : args) values_.push(arg, Form::Scalar);
    f_.op(opcode);
    return;
  }
  switch (instr.op) {
    case Op::Div:
    case Op::Rem: {
      const bool isSigned = type == Type::Int;
      Scratch a(f_, ValType::I32), b(f_, ValType::I32);
      values_.push(args[0], Form::Scalar);
      f_.localSet(a);
      values_.push(args[1], Form::Scalar);
      f_.localSet(b);
      if (instr.op == Op::Rem) f_.localGet(a);
      f_.localGet(a);
      f_.op(isSigned ? Opcode::F64ConvertI32S : Opcode::F64ConvertI32U);
      f_.localGet(b);
      f_.op(isSigned ? Opcode::F64ConvertI32S : Opcode::F64ConvertI32U);
      f_.op(Opcode::F64Div);
      f_.op(isSigned ? Opcode::I32TruncSatF64S : Opcode::I32TruncSatF64U);
      if (instr.op == Op::Rem) {
        f_.localGet(b);
        f_.op(Opcode::I32Mul);
        f_.op(Opcode::I32Sub);
      }
      break;
    }
    case Op::Neg:
      f_.i32Const(0);
      values_.push(args[0], Form::Scalar);
      f_.op(Opcode::I32Sub);
      break;
    case Op::BitNot:
      values_.push(args[0], Form::Scalar);
      f_.i32Const(-1);
      f_.op(Opcode::I32Xor);
      break;
    case Op::Abs: {
      Scratch a(f_, ValType::I32);
      f_.i32Const(0);
      values_.push(args[0], Form::Scalar);
      f_.localTee(a);
      f_.op(Opcode::I32Sub);
      f_.localGet(a);
      f_.localGet(a);
      f_.i32Const(0);
      f_.op(Opcode::I32LtS);
      f_.select();
      break;
    }
    case Op::Min:
    case Op::Max: {  // min: y < x ? y : x; max: x < y ? y : x
      const ValType valType = scalarType(type);
      Scratch x(f_, valType), y(f_, valType);
      values_.push(args[0], Form::Scalar);
      f_.localSet(x);
      values_.push(args[1], Form::Scalar);
      f_.localTee(y);
      f_.localGet(x);
      f_.localGet(instr.op == Op::Min ? y : x);
      f_.localGet(instr.op == Op::Min ? x : y);
      f_.op(opcodeFor(Op::Lt, type, Form::Scalar));
      f_.select();
      break;
    }
    case Op::Shl:
    case Op::Shr:
      values_.push(args[0], Form::Scalar);
      values_.push(args[1], Form::Scalar);
      f_.op(instr.op == Op::Shl ? Opcode::I32Shl : type == Type::Int ? Opcode::I32ShrS : Opcode::I32ShrU);
      break;
    case Op::Select:
      values_.push(args[1], Form::Scalar);
      values_.push(args[2], Form::Scalar);
      values_.push(args[0], Form::Scalar);
      f_.select();
      break;
    case Op::Bitcast:
      values_.push(args[0], Form::Scalar);
      if (type == Type::Float && instr.type != Type::Float) f_.op(Opcode::I32ReinterpretF32);
      if (type != Type::Float && instr.type == Type::Float) f_.op(Opcode::F32ReinterpretI32);
      break;
    case Op::ClampIndex: {
      Scratch a(f_, ValType::I32);
      values_.push(args[0], Form::Scalar);
      f_.localTee(a);
      f_.i32Const(int32_t(instr.imm - 1));
      f_.localGet(a);
      f_.i32Const(int32_t(instr.imm));
      f_.op(Opcode::I32LtU);
      f_.select();
      break;
    }
    case Op::InverseSqrt:
      f_.f32Const(1.0f);
      values_.push(args[0], Form::Scalar);
      f_.op(Opcode::F32Sqrt);
      f_.op(Opcode::F32Div);
      break;
    default:
      body_.error = std::string("unimplemented: scalar ") + opText(instr.op);
      f_.unreachable();
      break;
  }
}

void BodyExpressions::emitLaneOp(const Instr& instr) {
  const auto args = plan_.function.argsOf(instr);
  const Type type = plan_.function.values[args[0]].type;
  if (const Opcode opcode = opcodeFor(instr.op, type, Form::Lanes); opcode != kNoOpcode) {
    for (ValueId arg : args) values_.push(arg, Form::Lanes);
    f_.op(opcode);
    return;
  }
  switch (instr.op) {
    case Op::Div:
    case Op::Rem: emitLaneDivision(instr, type); break;
    case Op::Shl:
    case Op::Shr: emitLaneShift(instr, type); break;
    case Op::Select:
      values_.push(args[1], Form::Lanes);
      values_.push(args[2], Form::Lanes);
      if (plan_.isUniform(args[0])) {
        values_.push(args[0], Form::Scalar);
        f_.select();
      } else {
        values_.push(args[0], Form::Lanes);
        f_.op(Opcode::V128Bitselect);
      }
      break;
    case Op::Bitcast: values_.push(args[0], Form::Lanes); break;
    case Op::ClampIndex:
      values_.push(args[0], Form::Lanes);
      f_.v128Splat(instr.imm - 1);
      f_.op(Opcode::I32x4MinU);
      break;
    case Op::InverseSqrt:
      f_.v128SplatFloat(1.0f);
      values_.push(args[0], Form::Lanes);
      f_.op(Opcode::F32x4Sqrt);
      f_.op(Opcode::F32x4Div);
      break;
    default:
      body_.error = std::string("unimplemented: ") + opText(instr.op);
      f_.unreachable();
      break;
  }
}

/// Two lanes at a time in binary64, which holds every quotient's whole part; see lane::divide.
void BodyExpressions::emitLaneDivision(const Instr& instr, Type type) {
  const auto args = plan_.function.argsOf(instr);
  const bool isSigned = type == Type::Int;
  Scratch a(f_, ValType::V128), b(f_, ValType::V128);
  values_.push(args[0], Form::Lanes);
  f_.localSet(a);
  values_.push(args[1], Form::Lanes);
  f_.localSet(b);
  if (instr.op == Op::Rem) f_.localGet(a);
  for (int half = 0; half < 2; ++half) {
    for (const Local operand : {Local(a), Local(b)}) {
      f_.localGet(operand);
      if (half) {
        f_.localGet(operand);
        f_.shuffle32(2, 3, 2, 3);
      }
      f_.op(isSigned ? Opcode::F64x2ConvertLowI32x4S : Opcode::F64x2ConvertLowI32x4U);
    }
    f_.op(Opcode::F64x2Div);
    f_.op(isSigned ? Opcode::I32x4TruncSatF64x2SZero : Opcode::I32x4TruncSatF64x2UZero);
  }
  f_.shuffle32(0, 1, 4, 5);
  if (instr.op == Op::Rem) {
    f_.localGet(b);
    f_.op(Opcode::I32x4Mul);
    f_.op(Opcode::I32x4Sub);
  }
}

void BodyExpressions::emitLaneShift(const Instr& instr, Type type) {
  const auto args = plan_.function.argsOf(instr);
  values_.push(args[0], Form::Lanes);
  if (plan_.isUniform(args[1])) {
    values_.push(args[1], Form::Scalar);
    f_.op(instr.op == Op::Shl ? Opcode::I32x4Shl : type == Type::Int ? Opcode::I32x4ShrS : Opcode::I32x4ShrU);
    return;
  }
  // Wasm has no count per lane.
  Scratch value(f_, ValType::V128), count(f_, ValType::V128);
  f_.localSet(value);
  values_.push(args[1], Form::Lanes);
  f_.localSet(count);
  f_.localGet(value);
  for (uint32_t lane = 0; lane < 4; ++lane) {
    f_.localGet(value);
    f_.lane(Opcode::I32x4ExtractLane, lane);
    f_.localGet(count);
    f_.lane(Opcode::I32x4ExtractLane, lane);
    f_.op(instr.op == Op::Shl ? Opcode::I32Shl : type == Type::Int ? Opcode::I32ShrS : Opcode::I32ShrU);
    f_.lane(Opcode::I32x4ReplaceLane, lane);
  }
}

void BodyExpressions::emitLaneMathOp(const Instr& instr) {
  const Form form = plan_.formOf(instr.result);
  const auto args = plan_.function.argsOf(instr);
  // Scalars take the way of the lanes, so that both have the same bits.
  if (form == Form::Scalar || plan_.mathUses[size_t(instr.op)] > kMaxInlineMath) {
    for (ValueId arg : args) values_.push(arg, Form::Lanes);
    f_.call(laneMathFunction(body_.module, instr.op));
  } else {
    Scratch x(f_, ValType::V128), y(f_, ValType::V128);
    values_.push(args[0], Form::Lanes);
    f_.localSet(x);
    if (args.size() > 1) {
      values_.push(args[1], Form::Lanes);
      f_.localSet(y);
    }
    emitLaneMath(f_, instr.op, x, y);
  }
  if (form == Form::Scalar) f_.lane(Opcode::F32x4ExtractLane, 0);
}

void BodyExpressions::emitConvert(const Instr& instr) {
  const Form form = plan_.formOf(instr.result);
  const ValueId arg = plan_.function.args[instr.argBegin];
  const Type from = plan_.function.values[arg].type;
  const Type to = instr.type;
  const bool lanes = form == Form::Lanes;
  values_.push(arg, form);
  if (from == to) return;
  if (to == Type::Bool) {
    if (from == Type::Float) {
      values_.pushConst(Type::Float, 0, form);
      f_.op(lanes ? Opcode::F32x4Ne : Opcode::F32Ne);
    } else {
      values_.pushConst(Type::Int, 0, form);
      f_.op(lanes ? Opcode::I32x4Ne : Opcode::I32Ne);
    }
  } else if (from == Type::Bool) {
    if (lanes) {  // a mask cuts out 1 or 1.0
      f_.v128Splat(to == Type::Float ? 0x3f800000u : 1u);
      f_.op(Opcode::V128And);
    } else if (to == Type::Float) {
      f_.op(Opcode::F32ConvertI32S);
    }
  } else if (to == Type::Float) {
    if (lanes)
      f_.op(from == Type::Int ? Opcode::F32x4ConvertI32x4S : Opcode::F32x4ConvertI32x4U);
    else
      f_.op(from == Type::Int ? Opcode::F32ConvertI32S : Opcode::F32ConvertI32U);
  } else if (from == Type::Float) {
    if (lanes)
      f_.op(to == Type::Int ? Opcode::I32x4TruncSatF32x4S : Opcode::I32x4TruncSatF32x4U);
    else
      f_.op(to == Type::Int ? Opcode::I32TruncSatF32S : Opcode::I32TruncSatF32U);
  }
}

/// Lanes 0 to 3 are (0, 0), (1, 0), (0, 1), (1, 1); each row and each column has its own difference.
void BodyExpressions::emitDerivative(const Instr& instr) {
  const ValueId arg = plan_.function.args[instr.argBegin];
  if (plan_.isUniform(instr.result)) {  // of what is equal in all lanes
    if (!plan_.isConst(arg)) values_.consume(arg);
    f_.f32Const(0);
    return;
  }
  Scratch value(f_, ValType::V128);
  values_.push(arg, Form::Lanes);
  f_.localTee(value);
  f_.localGet(value);
  if (instr.op == Op::DFdx)
    f_.shuffle32(1, 1, 3, 3);
  else
    f_.shuffle32(2, 3, 2, 3);
  f_.localGet(value);
  f_.localGet(value);
  if (instr.op == Op::DFdx)
    f_.shuffle32(0, 0, 2, 2);
  else
    f_.shuffle32(0, 1, 0, 1);
  f_.op(Opcode::F32x4Sub);
}

}  // namespace sw
