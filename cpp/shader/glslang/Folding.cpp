// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// GLSL ES 3.00.6 section 4.3.3: a call of a built-in function whose arguments are constant expressions is one, but for
// texture look-ups. glslang leaves out what other languages do not have. cmake/glslang.cmake gives its own functions
// the name glslangFold; those that everybody calls are here. What the specification leaves undefined is folded as
// browsers do it, to zero (docs/precision.md).

#define fold(...)          \
  fold(__VA_ARGS__) const; \
  TIntermTyped* glslangFold(__VA_ARGS__)
#include <glslang/Include/intermediate.h>
#undef fold
#define fold(...)    \
  fold(__VA_ARGS__); \
  TIntermTyped* glslangFold(__VA_ARGS__)
#include <glslang/MachineIndependent/localintermediate.h>
#undef fold

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "support/small_float.h"

namespace glslang {

namespace {

using Values = TConstUnionArray;

/// glslang keeps floats as doubles; bits are those of the float.
float floatOf(const TConstUnion& value) { return float(value.getDConst()); }

TIntermTyped* constant(const Values& values, const TType& type, const TSourceLoc& where) {
  auto* node = new TIntermConstantUnion(values, type);
  node->getWritableType().getQualifier().storage = EvqConst;
  node->setLoc(where);
  return node;
}

/// A value that is defined, or zero.
double hyperbolic(TOperator op, double x) {
  switch (op) {
    case EOpSinh: return std::sinh(x);
    case EOpCosh: return std::cosh(x);
    case EOpTanh: return std::tanh(x);
    case EOpAsinh: return std::asinh(x);
    case EOpAcosh: return x < 1 ? 0 : std::acosh(x);
    default: return std::fabs(x) >= 1 ? 0 : std::atanh(x);
  }
}

bool isHyperbolic(TOperator op) {
  return op == EOpSinh || op == EOpCosh || op == EOpTanh || op == EOpAsinh || op == EOpAcosh || op == EOpAtanh;
}

/// GLSL ES 3.00.6 sections 8.1 and 8.2: "Results are undefined if ...", of functions of one argument.
bool isUndefined(TOperator op, double x) {
  switch (op) {
    case EOpAsin:
    case EOpAcos: return std::fabs(x) > 1;
    case EOpLog:
    case EOpLog2: return x <= 0;
    case EOpSqrt: return x < 0;
    case EOpInverseSqrt: return x <= 0;
    default: return false;
  }
}

bool reinterpret(TOperator op, const TConstUnion& from, TConstUnion& to) {
  switch (op) {
    case EOpFloatBitsToInt: to.setIConst(std::bit_cast<int32_t>(floatOf(from))); return true;
    case EOpFloatBitsToUint: to.setUConst(std::bit_cast<uint32_t>(floatOf(from))); return true;
    case EOpIntBitsToFloat: to.setDConst(double(std::bit_cast<float>(from.getIConst()))); return true;
    case EOpUintBitsToFloat: to.setDConst(double(std::bit_cast<float>(from.getUConst()))); return true;
    default: return false;
  }
}

/// GLSL ES 3.00.6 section 8.4. The first component lies in the low bits.
uint32_t pack(TOperator op, float value) {
  switch (op) {
    case EOpPackSnorm2x16: return uint16_t(int16_t(std::round(std::clamp(value, -1.0f, 1.0f) * 32767)));
    case EOpPackUnorm2x16: return uint16_t(std::round(std::clamp(value, 0.0f, 1.0f) * 65535));
    default: return sw::floatToHalf(value);
  }
}

float unpack(TOperator op, uint16_t bits) {
  switch (op) {
    case EOpUnpackSnorm2x16: return std::clamp(float(int16_t(bits)) / 32767, -1.0f, 1.0f);
    case EOpUnpackUnorm2x16: return float(bits) / 65535;
    default: return sw::halfToFloat(bits);
  }
}

/// Of a square matrix of columns, by the first column.
double determinant(const Values& m, int size, int skippedColumn = -1, int skippedRow = -1) {
  double rows[4][4];
  int n = 0;
  for (int column = 0; column < size; ++column) {
    if (column == skippedColumn) continue;
    int k = 0;
    for (int row = 0; row < size; ++row) {
      if (row != skippedRow) rows[n][k++] = m[column * size + row].getDConst();
    }
    ++n;
  }
  if (n == 1) return rows[0][0];
  if (n == 2) return rows[0][0] * rows[1][1] - rows[1][0] * rows[0][1];
  const auto minor = [&](int a, int b, int c, int r0, int r1, int r2) {
    return rows[a][r0] * (rows[b][r1] * rows[c][r2] - rows[c][r1] * rows[b][r2]) -
           rows[b][r0] * (rows[a][r1] * rows[c][r2] - rows[c][r1] * rows[a][r2]) +
           rows[c][r0] * (rows[a][r1] * rows[b][r2] - rows[b][r1] * rows[a][r2]);
  };
  if (n == 3) return minor(0, 1, 2, 0, 1, 2);
  return rows[0][0] * minor(1, 2, 3, 1, 2, 3) - rows[1][0] * minor(0, 2, 3, 1, 2, 3) +
         rows[2][0] * minor(0, 1, 3, 1, 2, 3) - rows[3][0] * minor(0, 1, 2, 1, 2, 3);
}

Values transposed(const Values& m, int columns, int rows) {
  Values result(columns * rows);
  for (int column = 0; column < columns; ++column) {
    for (int row = 0; row < rows; ++row) result[row * columns + column] = m[column * rows + row];
  }
  return result;
}

/// Zero where there is none: undefined.
Values inverse(const Values& m, int size) {
  Values result(size * size);
  const double whole = determinant(m, size);
  for (int column = 0; column < size; ++column) {
    for (int row = 0; row < size; ++row) {
      const double sign = (column + row) % 2 == 0 ? 1 : -1;
      // The cofactor of the transposed place.
      const double cofactor = whole == 0 ? 0 : sign * determinant(m, size, row, column) / whole;
      result[column * size + row].setDConst(cofactor);
    }
  }
  return result;
}

/// Whether a component of a function of several arguments is undefined (sections 8.1 to 8.3).
bool isUndefined(TOperator op, const TIntermSequence& arguments, int component) {
  const auto at = [&](size_t argument) -> const TConstUnion& {
    const TIntermConstantUnion* node = arguments[argument]->getAsConstantUnion();
    return node->getConstArray()[std::min(component, node->getConstArray().size() - 1)];
  };
  switch (op) {
    case EOpAtan: return at(0).getDConst() == 0 && at(1).getDConst() == 0;
    case EOpPow: return at(0).getDConst() < 0 || (at(0).getDConst() == 0 && at(1).getDConst() <= 0);
    case EOpClamp: return at(1) > at(2);
    case EOpSmoothStep: return at(0).getDConst() >= at(1).getDConst();
    default: return false;
  }
}

}  // namespace

TIntermTyped* TIntermConstantUnion::fold(TOperator op, const TIntermTyped* right) const {
  TIntermTyped* result = glslangFold(op, right);
  if (result == nullptr || (op != EOpEqual && op != EOpNotEqual)) return result;
  // One bool, in an array as long as the operands: no other bool would be equal to it.
  Values one(1);
  one[0].setBConst(result->getAsConstantUnion()->getConstArray()[0].getBConst());
  return constant(one, result->getType(), getLoc());
}

TIntermTyped* TIntermConstantUnion::fold(TOperator op, const TType& type) const {
  const Values& from = getConstArray();
  const int size = from.size();
  switch (op) {
    case EOpDPdx:
    case EOpDPdy:
    case EOpFwidth: return nullptr;  // no constants in browsers
    case EOpDeterminant: {
      Values one(1);
      one[0].setDConst(determinant(from, getType().getMatrixCols()));
      return constant(one, type, getLoc());
    }
    case EOpMatrixInverse: return constant(inverse(from, getType().getMatrixCols()), type, getLoc());
    case EOpTranspose:
      return constant(transposed(from, getType().getMatrixCols(), getType().getMatrixRows()), type, getLoc());
    case EOpPackSnorm2x16:
    case EOpPackUnorm2x16:
    case EOpPackHalf2x16: {
      Values one(1);
      one[0].setUConst(pack(op, floatOf(from[0])) | pack(op, floatOf(from[1])) << 16);
      return constant(one, type, getLoc());
    }
    case EOpUnpackSnorm2x16:
    case EOpUnpackUnorm2x16:
    case EOpUnpackHalf2x16: {
      Values two(2);
      two[0].setDConst(double(unpack(op, uint16_t(from[0].getUConst()))));
      two[1].setDConst(double(unpack(op, uint16_t(from[0].getUConst() >> 16))));
      return constant(two, type, getLoc());
    }
    case EOpNormalize: {
      const bool zero = std::all_of(&from[0], &from[0] + size, [](const auto& x) { return x.getDConst() == 0; });
      return zero ? constant(from, type, getLoc()) : glslangFold(op, type);
    }
    default: break;
  }
  Values values(size);
  if (isHyperbolic(op)) {
    for (int i = 0; i < size; ++i) values[i].setDConst(hyperbolic(op, from[i].getDConst()));
    return constant(values, type, getLoc());
  }
  if (size > 0 && reinterpret(op, from[0], values[0])) {
    for (int i = 1; i < size; ++i) reinterpret(op, from[i], values[i]);
    return constant(values, type, getLoc());
  }
  TIntermTyped* result = glslangFold(op, type);
  if (result == nullptr || result->getAsConstantUnion() == nullptr) return result;
  Values folded = result->getAsConstantUnion()->getConstArray();  // shared, not copied
  for (int i = 0; i < std::min(size, folded.size()); ++i) {
    if (from[i].getType() == EbtDouble && isUndefined(op, from[i].getDConst())) folded[i].setDConst(0);
  }
  return result;
}

TIntermTyped* TIntermediate::fold(TIntermAggregate* call) {
  TIntermTyped* result = glslangFold(call);
  if (result == nullptr || result == call || result->getAsConstantUnion() == nullptr) return result;
  Values folded = result->getAsConstantUnion()->getConstArray();  // shared, not copied
  for (int i = 0; i < folded.size(); ++i) {
    if (!isUndefined(call->getOp(), call->getSequence(), i)) continue;
    const TBasicType type = folded[i].getType();
    if (type == EbtInt)
      folded[i].setIConst(0);
    else if (type == EbtUint)
      folded[i].setUConst(0);
    else
      folded[i].setDConst(0);
  }
  return result;
}

}  // namespace glslang
