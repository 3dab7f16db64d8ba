// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Constructors (GLSL ES 3.00 section 5.4).

#include "shader/lower/expressions.h"
#include "shader/lower/numbers.h"

namespace sw::lowering {

using namespace glslang;
using ir::Type;

Cells Expressions::construct(const TIntermAggregate& node) {
  const TType& type = node.getType();
  Cells args;
  for (const TIntermNode* child : node.getSequence()) args.append(evaluate(child->getAsTyped()));
  if (code_.failed()) return types_.zeros(type);
  const TType* onlyArg = node.getSequence().size() == 1 ? &node.getSequence()[0]->getAsTyped()->getType() : nullptr;
  if (type.isArray() || type.isStruct()) return args;
  if (type.isMatrix()) return constructMatrix(code_, type, args, onlyArg);
  const Type scalar = scalarType(type);
  const size_t size = static_cast<size_t>(type.getVectorSize());
  Cells cells;
  for (size_t i = 0; i < size; ++i) {
    if (onlyArg && args.size() == 1 && i > 0)
      cells.push_back(cells[0]);
    else
      cells.push_back(i < args.size() ? convert(code_, args[i], scalar) : code_.constant(scalar, 0));
  }
  return cells;
}

}  // namespace sw::lowering
