// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// GLSL ES 3.00 section 5.4. glslang folds in double precision: constants are rounded to float here.

#include <bit>

#include "shader/lower/lowerer.h"

namespace sw::lowering {

using namespace glslang;
using ir::Op;
using ir::Type;
using ir::ValueId;

uint32_t Lowerer::constantBits(const TConstUnion& value) {
  switch (value.getType()) {
    case EbtBool: return value.getBConst() ? 1 : 0;
    case EbtInt: return static_cast<uint32_t>(value.getIConst());
    case EbtUint: return value.getUConst();
    case EbtFloat:
    case EbtDouble: {
      const float rounded = static_cast<float>(value.getDConst());
      return rounded == rounded ? std::bit_cast<uint32_t>(rounded) : 0x7fc00000u;
    }
    default: fail("unimplemented: a constant that is not of GLSL ES"); return 0;
  }
}

Cells Lowerer::constantCells(const TType& type, const TConstUnionArray& values) {
  std::vector<Type> types;
  ir::appendCells(glslType(type), shader_.structs, types);
  Cells cells;
  for (size_t i = 0; i < types.size(); i++) {
    const bool there = static_cast<int>(i) < values.size();
    cells.push_back(constant(types[i], there ? constantBits(values[i]) : 0));
  }
  return cells;
}

Cells Lowerer::zeros(const TType& type) {
  std::vector<Type> types;
  if (type.getBasicType() == EbtSampler) {
    types.push_back(Type::Int);
  } else {
    ir::appendCells(glslType(type), shader_.structs, types);
  }
  Cells cells;
  for (const Type cell : types) cells.push_back(constant(cell, 0));
  return cells;
}

ValueId Lowerer::convert(ValueId value, Type type) {
  const Type from = typeOf(value);
  if (from == type) return value;
  // Between Int and Uint the bits stay (section 5.4.1), which is not what a saturating conversion would be asked for.
  const bool integers = (from == Type::Int || from == Type::Uint) && (type == Type::Int || type == Type::Uint);
  return emit(integers ? Op::Bitcast : Op::Convert, type, {value});
}

Cells Lowerer::constructMatrix(const TType& type, const Cells& args, const TType* onlyArg) {
  const uint32_t columns = static_cast<uint32_t>(type.getMatrixCols());
  const uint32_t rows = static_cast<uint32_t>(type.getMatrixRows());
  Cells cells;
  for (uint32_t column = 0; column < columns; column++) {
    for (uint32_t row = 0; row < rows; row++) {
      ValueId value = ir::kNone;
      if (onlyArg && onlyArg->isMatrix()) {
        const uint32_t fromColumns = static_cast<uint32_t>(onlyArg->getMatrixCols());
        const uint32_t fromRows = static_cast<uint32_t>(onlyArg->getMatrixRows());
        value = column < fromColumns && row < fromRows ? args[column * fromRows + row]
                                                       : constantFloat(column == row ? 1.0f : 0.0f);
      } else if (onlyArg && args.size() == 1) {
        value = column == row ? args[0] : constantFloat(0);
      } else {
        value = column * rows + row < args.size() ? args[column * rows + row] : constantFloat(0);
      }
      cells.push_back(convert(value, Type::Float));
    }
  }
  return cells;
}

Cells Lowerer::construct(const TIntermAggregate& node) {
  const TType& type = node.getType();
  Cells args;
  for (const TIntermNode* child : node.getSequence()) args.append(evaluate(child->getAsTyped()));
  if (failed_) return zeros(type);
  const TType* onlyArg = node.getSequence().size() == 1 ? &node.getSequence()[0]->getAsTyped()->getType() : nullptr;
  if (type.isArray() || type.isStruct()) return args;
  if (type.isMatrix()) return constructMatrix(type, args, onlyArg);
  const Type scalar = scalarType(type);
  const size_t size = static_cast<size_t>(type.getVectorSize());
  Cells cells;
  for (size_t i = 0; i < size; i++) {
    if (onlyArg && args.size() == 1 && i > 0)
      cells.push_back(cells[0]);
    else
      cells.push_back(i < args.size() ? convert(args[i], scalar) : constant(scalar, 0));
  }
  return cells;
}

}  // namespace sw::lowering
