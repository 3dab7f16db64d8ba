// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Operators on whole values, and conversions (GLSL ES 3.00 sections 5.4 and 5.9).

#include "shader/lower/numbers.h"

namespace sw::lowering {

using namespace glslang;
using ir::Op;
using ir::Type;
using ir::ValueId;

namespace {

Cells compareAll(IrCode& code, const Cells& a, const Cells& b, bool equal) {
  ValueId result = ir::kNone;
  for (size_t i = 0; i < a.size() && i < b.size(); ++i) {
    const ValueId one = code.emit(equal ? Op::Eq : Op::Ne, Type::Bool, {a[i], b[i]});
    result = i == 0 ? one : code.emit(equal ? Op::LogicalAnd : Op::LogicalOr, Type::Bool, {result, one});
  }
  return Cells(result == ir::kNone ? code.constant(Type::Bool, equal) : result);
}

}  // namespace

Cells arithmetic(IrCode& code, TOperator op, const Cells& a, const TType& aType, const Cells& b, const TType& bType) {
  const Type scalar = scalarType(aType);
  const uint32_t aColumns = static_cast<uint32_t>(aType.getMatrixCols()),
                 aRows = static_cast<uint32_t>(aType.getMatrixRows());
  const uint32_t bColumns = static_cast<uint32_t>(bType.getMatrixCols()),
                 bRows = static_cast<uint32_t>(bType.getMatrixRows());
  switch (op) {
    case EOpAdd:
    case EOpAddAssign: return map(code, Op::Add, scalar, a, b);
    case EOpSub:
    case EOpSubAssign: return map(code, Op::Sub, scalar, a, b);
    case EOpMul:
    case EOpMulAssign:
    case EOpVectorTimesScalar:
    case EOpVectorTimesScalarAssign:
    case EOpMatrixTimesScalar:
    case EOpMatrixTimesScalarAssign: return map(code, Op::Mul, scalar, a, b);
    case EOpDiv:
    case EOpDivAssign: return map(code, Op::Div, scalar, a, b);
    case EOpMod:
    case EOpModAssign: return map(code, Op::Rem, scalar, a, b);
    case EOpAnd:
    case EOpAndAssign: return map(code, Op::BitAnd, scalar, a, b);
    case EOpInclusiveOr:
    case EOpInclusiveOrAssign: return map(code, Op::BitOr, scalar, a, b);
    case EOpExclusiveOr:
    case EOpExclusiveOrAssign: return map(code, Op::BitXor, scalar, a, b);
    case EOpLeftShift:
    case EOpLeftShiftAssign: return map(code, Op::Shl, scalar, a, b);
    case EOpRightShift:
    case EOpRightShiftAssign: return map(code, Op::Shr, scalar, a, b);
    case EOpLessThan: return map(code, Op::Lt, Type::Bool, a, b);
    case EOpGreaterThan: return map(code, Op::Gt, Type::Bool, a, b);
    case EOpLessThanEqual: return map(code, Op::Le, Type::Bool, a, b);
    case EOpGreaterThanEqual: return map(code, Op::Ge, Type::Bool, a, b);
    case EOpEqual: return compareAll(code, a, b, true);
    case EOpNotEqual: return compareAll(code, a, b, false);
    case EOpVectorEqual: return map(code, Op::Eq, Type::Bool, a, b);
    case EOpVectorNotEqual: return map(code, Op::Ne, Type::Bool, a, b);
    case EOpLogicalXor: return map(code, Op::LogicalXor, Type::Bool, a, b);
    case EOpVectorTimesMatrix:
    case EOpVectorTimesMatrixAssign: return vectorTimesMatrix(code, a, b, bColumns, bRows);
    case EOpMatrixTimesVector: return matrixTimesVector(code, a, aColumns, aRows, b);
    case EOpMatrixTimesMatrix:
    case EOpMatrixTimesMatrixAssign: return matrixTimesMatrix(code, a, aColumns, aRows, b, bColumns);
    default: code.fail("unimplemented: operator " + std::to_string(op)); return a;
  }
}

ValueId convert(IrCode& code, ValueId value, Type type) {
  const Type from = code.typeOf(value);
  if (from == type) return value;
  // Between Int and Uint the bits stay (section 5.4.1), which is not what a saturating conversion would be asked for.
  const bool integers = (from == Type::Int || from == Type::Uint) && (type == Type::Int || type == Type::Uint);
  return code.emit(integers ? Op::Bitcast : Op::Convert, type, {value});
}

Cells constructMatrix(IrCode& code, const TType& type, const Cells& args, const TType* onlyArg) {
  const uint32_t columns = static_cast<uint32_t>(type.getMatrixCols());
  const uint32_t rows = static_cast<uint32_t>(type.getMatrixRows());
  Cells cells;
  for (uint32_t column = 0; column < columns; ++column) {
    for (uint32_t row = 0; row < rows; ++row) {
      ValueId value = ir::kNone;
      if (onlyArg && onlyArg->isMatrix()) {
        const uint32_t fromColumns = static_cast<uint32_t>(onlyArg->getMatrixCols());
        const uint32_t fromRows = static_cast<uint32_t>(onlyArg->getMatrixRows());
        value = column < fromColumns && row < fromRows ? args[column * fromRows + row]
                                                       : code.constantFloat(column == row ? 1.0f : 0.0f);
      } else if (onlyArg && args.size() == 1) {
        value = column == row ? args[0] : code.constantFloat(0);
      } else {
        value = column * rows + row < args.size() ? args[column * rows + row] : code.constantFloat(0);
      }
      cells.push_back(convert(code, value, Type::Float));
    }
  }
  return cells;
}

}  // namespace sw::lowering
