// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Values into values: operators, conversions and built-in functions of numbers. They know nothing of the tree but its
// types and operators, and evaluate no expression.
//   arithmetic.cpp   operators, conversions, matrices of other values    builtin.cpp   built-in functions
//   matrix.cpp       products, inverse, transpose, ...                   packing.cpp   pack and unpack functions

#pragma once

#include <vector>

#include "shader/lower/types.h"

namespace sw::lowering {

// Component by component. One of several operands may be one value for all.
Cells map(IrCode& code, ir::Op op, ir::Type type, const Cells& a);
Cells map(IrCode& code, ir::Op op, ir::Type type, const Cells& a, const Cells& b);
Cells map(IrCode& code, ir::Op op, ir::Type type, const Cells& a, const Cells& b, const Cells& c);
/// GLSL's min(a, b) and max(a, b). Of the operands the second is asked whether it is further out, so that a NaN in
/// `a` gives way to `b`, as in browsers; GLSL ES 3.00.6 §8.3 leaves it open.
Cells lesser(IrCode& code, ir::Type type, const Cells& a, const Cells& b);
Cells greater(IrCode& code, ir::Type type, const Cells& a, const Cells& b);
ir::ValueId dot(IrCode& code, const Cells& a, const Cells& b);

/// The operator of a binary node or of a compound assignment, with whole values.
Cells arithmetic(IrCode& code, glslang::TOperator op, const Cells& a, const glslang::TType& aType, const Cells& b,
                 const glslang::TType& bType);
ir::ValueId convert(IrCode& code, ir::ValueId value, ir::Type type);
/// onlyArg: the type of the constructor's argument, if it has one only.
Cells constructMatrix(IrCode& code, const glslang::TType& type, const Cells& args, const glslang::TType* onlyArg);

/// Of `node`, whose arguments are evaluated.
Cells builtin(IrCode& code, Types& types, glslang::TOperator op, const glslang::TType& type,
              const std::vector<Cells>& args, const glslang::TIntermTyped& node);
// False: the function is none of these.
bool matrixBuiltin(IrCode& code, glslang::TOperator op, const glslang::TType& type, const std::vector<Cells>& args,
                   const std::vector<const glslang::TType*>& types, Cells& result);
bool packingBuiltin(IrCode& code, glslang::TOperator op, const std::vector<Cells>& args, Cells& result);

// A matrix with R rows has element (column c, row r) in cell c * R + r.
Cells matrixTimesVector(IrCode& code, const Cells& m, uint32_t columns, uint32_t rows, const Cells& v);
Cells vectorTimesMatrix(IrCode& code, const Cells& v, const Cells& m, uint32_t columns, uint32_t rows);
Cells matrixTimesMatrix(IrCode& code, const Cells& a, uint32_t aColumns, uint32_t aRows, const Cells& b,
                        uint32_t bColumns);

}  // namespace sw::lowering
