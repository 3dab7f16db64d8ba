// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Built-in functions, GLSL ES 3.00 sections 8.1 to 8.9, by the formulas of the specification: reassociating them would
// be allowed, but then programs that spell them out would differ. No call here has two arguments that emit: C++ leaves
// their order open, and the IR should not depend on the compiler.

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

#include "shader/lower/numbers.h"

namespace sw::lowering {

using namespace glslang;
using ir::Op;
using ir::Type;
using ir::ValueId;

Cells map(IrCode& code, Op op, Type type, const Cells& a) {
  Cells result;
  for (const ValueId value : a) result.push_back(code.emit(op, type, {value}));
  return result;
}

namespace {

ValueId at(const Cells& cells, size_t i) { return cells[cells.size() == 1 ? 0 : i]; }

}  // namespace

Cells map(IrCode& code, Op op, Type type, const Cells& a, const Cells& b) {
  Cells result;
  const size_t size = std::max(a.size(), b.size());
  for (size_t i = 0; i < size; ++i) result.push_back(code.emit(op, type, {at(a, i), at(b, i)}));
  return result;
}

Cells map(IrCode& code, Op op, Type type, const Cells& a, const Cells& b, const Cells& c) {
  Cells result;
  const size_t size = std::max({a.size(), b.size(), c.size()});
  for (size_t i = 0; i < size; ++i) result.push_back(code.emit(op, type, {at(a, i), at(b, i), at(c, i)}));
  return result;
}

Cells lesser(IrCode& code, Type type, const Cells& a, const Cells& b) { return map(code, Op::Min, type, b, a); }

Cells greater(IrCode& code, Type type, const Cells& a, const Cells& b) { return map(code, Op::Max, type, b, a); }

ValueId dot(IrCode& code, const Cells& a, const Cells& b) {
  ValueId sum = code.emit(Op::Mul, Type::Float, {a[0], b[0]});
  for (size_t i = 1; i < a.size(); ++i) {
    sum = code.emit(Op::Add, Type::Float, {sum, code.emit(Op::Mul, Type::Float, {a[i], b[i]})});
  }
  return sum;
}

namespace {

/// Constant exponents that are small whole numbers, or 1/2, become products and roots, which are faster and more exact.
/// Of |x|, as Op::Pow has it.
ValueId powerOf(IrCode& code, ValueId x, double exponent) {
  const Type F = Type::Float;
  if (exponent == 0.5) return code.emit(Op::Sqrt, F, {code.emit(Op::Abs, F, {x})});
  const auto n = static_cast<uint32_t>(exponent);
  ValueId result = n % 2 ? code.emit(Op::Abs, F, {x}) : ir::kNone;
  ValueId power = n % 2 ? result : x;
  for (uint32_t rest = n / 2; rest; rest /= 2) {
    power = code.emit(Op::Mul, F, {power, power});
    if (rest % 2) result = result == ir::kNone ? power : code.emit(Op::Mul, F, {result, power});
  }
  return result;
}

Cells power(IrCode& code, const Cells& x, const Cells& y, const TIntermTyped& node) {
  const TIntermAggregate* call = node.getAsAggregate();
  const TIntermConstantUnion* exponents = call ? call->getSequence()[1]->getAsConstantUnion() : nullptr;
  if (!exponents) return map(code, Op::Pow, Type::Float, x, y);
  Cells result;
  for (size_t i = 0; i < x.size(); ++i) {
    const double exponent = exponents->getConstArray()[static_cast<int>(i)].getDConst();
    const bool isShort = exponent == 0.5 || (exponent >= 1 && exponent <= 64 && exponent == std::floor(exponent) &&
                                             std::popcount(static_cast<uint32_t>(exponent)) <= 3);
    result.push_back(isShort ? powerOf(code, x[i], exponent) : code.emit(Op::Pow, Type::Float, {x[i], at(y, i)}));
  }
  return result;
}

/// Functions that are one operation of the IR for each component.
Op componentOp(TOperator op) {
  switch (op) {
    case EOpSin: return Op::Sin;
    case EOpCos: return Op::Cos;
    case EOpTan: return Op::Tan;
    case EOpAsin: return Op::Asin;
    case EOpAcos: return Op::Acos;
    case EOpAtan: return Op::Atan;
    case EOpSinh: return Op::Sinh;
    case EOpCosh: return Op::Cosh;
    case EOpTanh: return Op::Tanh;
    case EOpAsinh: return Op::Asinh;
    case EOpAcosh: return Op::Acosh;
    case EOpAtanh: return Op::Atanh;
    case EOpExp: return Op::Exp;
    case EOpLog: return Op::Log;
    case EOpExp2: return Op::Exp2;
    case EOpLog2: return Op::Log2;
    case EOpSqrt: return Op::Sqrt;
    case EOpInverseSqrt: return Op::InverseSqrt;
    case EOpAbs: return Op::Abs;
    case EOpFloor: return Op::Floor;
    case EOpTrunc: return Op::Trunc;
    case EOpRound:  // either way at .5 is allowed: the even one, as roundEven
    case EOpRoundEven: return Op::RoundEven;
    case EOpCeil: return Op::Ceil;
    case EOpDPdx: return Op::DFdx;
    case EOpDPdy: return Op::DFdy;
    default: return Op::Const;  // none
  }
}

}  // namespace

Cells builtin(IrCode& code, Types& types, TOperator op, const TType& type, const std::vector<Cells>& args,
              const TIntermTyped& node) {
  const Type F = Type::Float;
  const Type scalar = scalarType(type);
  if (code.failed()) return types.zeros(type);
  if (const Op simple = componentOp(op); simple != Op::Const && args.size() == 1)
    return map(code, simple, scalar, args[0]);
  const auto multiply = [&](const Cells& a, const Cells& b) { return map(code, Op::Mul, F, a, b); };
  const auto add = [&](const Cells& a, const Cells& b) { return map(code, Op::Add, F, a, b); };
  const auto subtract = [&](const Cells& a, const Cells& b) { return map(code, Op::Sub, F, a, b); };
  const auto number = [&](float value) { return Cells(code.constantFloat(value)); };

  switch (op) {
    // 8.1 Angle and trigonometry
    case EOpRadians: return multiply(args[0], number(static_cast<float>(std::numbers::pi / 180)));
    case EOpDegrees: return multiply(args[0], number(static_cast<float>(180 / std::numbers::pi)));
    case EOpAtan: return map(code, Op::Atan2, F, args[0], args[1]);
    // 8.2 Exponential
    case EOpPow: return power(code, args[0], args[1], node);
    // 8.3 Common
    case EOpSign: {
      const Cells zero(code.constant(scalar, 0));
      const Cells positive(code.one(scalar));
      const Cells negative(code.emit(Op::Neg, scalar, {positive[0]}));
      const Cells notPositive =
          map(code, Op::Select, scalar, map(code, Op::Lt, Type::Bool, args[0], zero), negative, zero);
      return map(code, Op::Select, scalar, map(code, Op::Gt, Type::Bool, args[0], zero), positive, notPositive);
    }
    case EOpFract: return subtract(args[0], map(code, Op::Floor, F, args[0]));
    case EOpMod: {
      const Cells whole = map(code, Op::Floor, F, map(code, Op::Div, F, args[0], args[1]));
      return subtract(args[0], multiply(args[1], whole));
    }
    case EOpMin: return lesser(code, scalar, args[0], args[1]);
    case EOpMax: return greater(code, scalar, args[0], args[1]);
    case EOpClamp: return lesser(code, scalar, greater(code, scalar, args[0], args[1]), args[2]);
    case EOpMix:
      if (code.typeOf(args[2][0]) == Type::Bool) return map(code, Op::Select, scalar, args[2], args[1], args[0]);
      // As in browsers, what a constant leaves out does not count, also where it is infinity or NaN.
      if (code.isConstant(args[2], 0.0f)) return args[0];
      if (code.isConstant(args[2], 1.0f)) return args[1];
      {
        const Cells first = multiply(args[0], subtract(number(1), args[2]));
        return add(first, multiply(args[1], args[2]));
      }
    case EOpStep: {
      // As the specification has it the other way round; a NaN gives 0 so, as in browsers.
      const Cells reached = map(code, Op::Ge, Type::Bool, args[1], args[0]);
      const Cells zero = number(0);
      return map(code, Op::Select, F, reached, number(1), zero);
    }
    case EOpSmoothStep: {
      const Cells zero = number(0), unit = number(1), two = number(2), three = number(3);
      const Cells range = subtract(args[1], args[0]);
      const Cells t = map(code, Op::Div, F, subtract(args[2], args[0]), range);
      const Cells clamped = lesser(code, F, greater(code, F, t, zero), unit);
      const Cells square = multiply(clamped, clamped);
      return multiply(square, subtract(three, multiply(two, clamped)));
    }
    case EOpIsNan: return map(code, Op::Ne, Type::Bool, args[0], args[0]);
    case EOpIsInf: {
      const Cells magnitude = map(code, Op::Abs, F, args[0]);
      return map(code, Op::Eq, Type::Bool, magnitude, Cells(code.constant(F, 0x7f800000u)));
    }
    case EOpFloatBitsToInt:
    case EOpFloatBitsToUint:
    case EOpIntBitsToFloat:
    case EOpUintBitsToFloat: return map(code, Op::Bitcast, scalar, args[0]);
    // 8.5 Geometric
    case EOpLength:
      if (args[0].size() == 1) return map(code, Op::Abs, F, args[0]);
      return Cells(code.emit(Op::Sqrt, F, {dot(code, args[0], args[0])}));
    case EOpDistance: {
      const Cells difference = subtract(args[0], args[1]);
      if (difference.size() == 1) return map(code, Op::Abs, F, difference);
      return Cells(code.emit(Op::Sqrt, F, {dot(code, difference, difference)}));
    }
    case EOpDot: return Cells(dot(code, args[0], args[1]));
    case EOpCross: {
      Cells result;
      for (size_t i = 0; i < 3; ++i) {
        const size_t j = (i + 1) % 3, k = (i + 2) % 3;
        const ValueId first = code.emit(Op::Mul, F, {args[0][j], args[1][k]});
        const ValueId second = code.emit(Op::Mul, F, {args[1][j], args[0][k]});
        result.push_back(code.emit(Op::Sub, F, {first, second}));
      }
      return result;
    }
    case EOpNormalize:
      if (args[0].size() == 1) return builtin(code, types, EOpSign, type, args, node);
      return multiply(args[0], Cells(code.emit(Op::InverseSqrt, F, {dot(code, args[0], args[0])})));
    case EOpFaceForward: {
      const ValueId same = code.emit(Op::Lt, Type::Bool, {dot(code, args[2], args[1]), code.constantFloat(0)});
      return map(code, Op::Select, F, Cells(same), args[0], map(code, Op::Neg, F, args[0]));
    }
    case EOpReflect: {
      const ValueId twice = code.emit(Op::Mul, F, {code.constantFloat(2), dot(code, args[1], args[0])});
      return subtract(args[0], multiply(Cells(twice), args[1]));
    }
    case EOpRefract: {
      const ValueId eta = args[2][0], d = dot(code, args[1], args[0]);
      // k = 1 - eta * eta * (1 - d * d)
      const ValueId sine = code.emit(Op::Sub, F, {code.constantFloat(1), code.emit(Op::Mul, F, {d, d})});
      const ValueId etaEta = code.emit(Op::Mul, F, {eta, eta});
      const ValueId k = code.emit(Op::Sub, F, {code.constantFloat(1), code.emit(Op::Mul, F, {etaEta, sine})});
      const ValueId factor = code.emit(Op::Add, F, {code.emit(Op::Mul, F, {eta, d}), code.emit(Op::Sqrt, F, {k})});
      const Cells along = multiply(Cells(eta), args[0]);
      const Cells refracted = subtract(along, multiply(Cells(factor), args[1]));
      const ValueId total = code.emit(Op::Lt, Type::Bool, {k, code.constantFloat(0)});
      return map(code, Op::Select, F, Cells(total), number(0), refracted);
    }
    // 8.6 Matrix: component-wise; the rest is in matrix.cpp
    case EOpMul: return multiply(args[0], args[1]);
    // 8.7 Vector relational
    case EOpLessThan: return map(code, Op::Lt, Type::Bool, args[0], args[1]);
    case EOpLessThanEqual: return map(code, Op::Le, Type::Bool, args[0], args[1]);
    case EOpGreaterThan: return map(code, Op::Gt, Type::Bool, args[0], args[1]);
    case EOpGreaterThanEqual: return map(code, Op::Ge, Type::Bool, args[0], args[1]);
    case EOpEqual:
    case EOpVectorEqual: return map(code, Op::Eq, Type::Bool, args[0], args[1]);
    case EOpNotEqual:
    case EOpVectorNotEqual: return map(code, Op::Ne, Type::Bool, args[0], args[1]);
    case EOpLogicalNot:
    case EOpVectorLogicalNot: return map(code, Op::LogicalNot, Type::Bool, args[0]);
    case EOpAny:
    case EOpAll: {
      ValueId result = args[0][0];
      for (size_t i = 1; i < args[0].size(); ++i) {
        result = code.emit(op == EOpAny ? Op::LogicalOr : Op::LogicalAnd, Type::Bool, {result, args[0][i]});
      }
      return Cells(result);
    }
    // 8.9 Fragment processing
    case EOpFwidth: {
      const Cells x = map(code, Op::Abs, F, map(code, Op::DFdx, F, args[0]));
      return add(x, map(code, Op::Abs, F, map(code, Op::DFdy, F, args[0])));
    }
    default: break;
  }

  std::vector<const TType*> argumentTypes;
  if (const TIntermAggregate* aggregate = node.getAsAggregate()) {
    for (const TIntermNode* child : aggregate->getSequence()) argumentTypes.push_back(&child->getAsTyped()->getType());
  } else if (const TIntermUnary* unaryNode = node.getAsUnaryNode()) {
    argumentTypes.push_back(&unaryNode->getOperand()->getType());
  }
  Cells result;
  if (matrixBuiltin(code, op, type, args, argumentTypes, result) || packingBuiltin(code, op, args, result))
    return result;
  code.fail("unimplemented: built-in function " + std::to_string(op));
  return types.zeros(type);
}

}  // namespace sw::lowering
