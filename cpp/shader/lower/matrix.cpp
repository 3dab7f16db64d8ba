// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Matrices are cells column by column: element (column c, row r) of a matrix with R rows is cell c * R + r. Sums run in
// index order, so that a product of a matrix and a vector has the same bits however the program spells it.

#include "shader/lower/numbers.h"

namespace sw::lowering {

using namespace glslang;
using ir::Op;
using ir::Type;
using ir::ValueId;

Cells matrixTimesVector(IrCode& code, const Cells& m, uint32_t columns, uint32_t rows, const Cells& v) {
  Cells result;
  for (uint32_t row = 0; row < rows; ++row) {
    Cells elements;
    for (uint32_t column = 0; column < columns; ++column) elements.push_back(m[column * rows + row]);
    result.push_back(dot(code, elements, v));
  }
  return result;
}

Cells vectorTimesMatrix(IrCode& code, const Cells& v, const Cells& m, uint32_t columns, uint32_t rows) {
  Cells result;
  for (uint32_t column = 0; column < columns; ++column) result.push_back(dot(code, v, m.slice(column * rows, rows)));
  return result;
}

Cells matrixTimesMatrix(IrCode& code, const Cells& a, uint32_t aColumns, uint32_t aRows, const Cells& b,
                        uint32_t bColumns) {
  Cells result;
  for (uint32_t column = 0; column < bColumns; ++column) {
    result.append(matrixTimesVector(code, a, aColumns, aRows, b.slice(column * aColumns, aColumns)));
  }
  return result;
}

namespace {

ValueId determinant(IrCode& code, const Cells& m, uint32_t n);

/// Determinant of what is left of an n x n matrix without one column and one row.
ValueId minor(IrCode& code, const Cells& m, uint32_t n, uint32_t skipColumn, uint32_t skipRow) {
  Cells rest;
  for (uint32_t column = 0; column < n; ++column) {
    for (uint32_t row = 0; row < n; ++row) {
      if (column != skipColumn && row != skipRow) rest.push_back(m[column * n + row]);
    }
  }
  return determinant(code, rest, n - 1);
}

ValueId determinant(IrCode& code, const Cells& m, uint32_t n) {
  if (n == 1) return m[0];
  if (n == 2) {
    const ValueId first = code.emit(Op::Mul, Type::Float, {m[0], m[3]});
    return code.emit(Op::Sub, Type::Float, {first, code.emit(Op::Mul, Type::Float, {m[2], m[1]})});
  }
  ValueId sum = ir::kNone;
  for (uint32_t column = 0; column < n; ++column) {
    const ValueId term = code.emit(Op::Mul, Type::Float, {m[column * n], minor(code, m, n, column, 0)});
    if (column == 0)
      sum = term;
    else
      sum = code.emit(column % 2 ? Op::Sub : Op::Add, Type::Float, {sum, term});
  }
  return sum;
}

/// The adjugate over the determinant. A singular matrix gives an undefined result: infinities and NaN.
Cells inverse(IrCode& code, const Cells& m, uint32_t n) {
  Cells cofactors;  // [column][row] of m
  for (uint32_t column = 0; column < n; ++column) {
    for (uint32_t row = 0; row < n; ++row) {
      const ValueId value = minor(code, m, n, column, row);
      cofactors.push_back((column + row) % 2 ? code.emit(Op::Neg, Type::Float, {value}) : value);
    }
  }
  ValueId sum = ir::kNone;
  for (uint32_t column = 0; column < n; ++column) {
    const ValueId term = code.emit(Op::Mul, Type::Float, {m[column * n], cofactors[column * n]});
    sum = column == 0 ? term : code.emit(Op::Add, Type::Float, {sum, term});
  }
  Cells result;
  for (uint32_t column = 0; column < n; ++column) {
    for (uint32_t row = 0; row < n; ++row) {
      result.push_back(code.emit(Op::Div, Type::Float, {cofactors[row * n + column], sum}));
    }
  }
  return result;
}

}  // namespace

bool matrixBuiltin(IrCode& code, TOperator op, const TType& type, const std::vector<Cells>& args,
                   const std::vector<const TType*>& types, Cells& result) {
  switch (op) {
    case EOpTranspose:
      for (int column = 0; column < type.getMatrixCols(); ++column) {
        for (int row = 0; row < type.getMatrixRows(); ++row) {
          result.push_back(args[0][static_cast<size_t>(row * type.getMatrixCols() + column)]);
        }
      }
      return true;
    case EOpOuterProduct:
      for (const ValueId right : args[1]) {
        for (const ValueId left : args[0]) result.push_back(code.emit(Op::Mul, Type::Float, {left, right}));
      }
      return true;
    case EOpDeterminant:
      result.push_back(determinant(code, args[0], static_cast<uint32_t>(types[0]->getMatrixCols())));
      return true;
    case EOpMatrixInverse: result = inverse(code, args[0], static_cast<uint32_t>(type.getMatrixCols())); return true;
    // Products also come as aggregates, when glslang builds them itself.
    case EOpMatrixTimesMatrix:
    case EOpMatrixTimesVector:
    case EOpVectorTimesMatrix:
    case EOpMatrixTimesScalar:
    case EOpVectorTimesScalar: result = arithmetic(code, op, args[0], *types[0], args[1], *types[1]); return true;
    default: return false;
  }
}

}  // namespace sw::lowering
