// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/ir/glsl_type.h"

#include "shader/ir/ir.h"

namespace sw::ir {

uint32_t elementCells(const GlslType& type, const std::vector<StructDef>& structs) {
  switch (type.base) {
    case BaseType::Void: return 0;
    case BaseType::Sampler: return 1;
    case BaseType::Struct: {
      uint32_t cells = 0;
      for (const StructMember& member : structs[type.structIndex].members) cells += cellCount(member.type, structs);
      return cells;
    }
    case BaseType::Bool:
    case BaseType::Int:
    case BaseType::Uint:
    case BaseType::Float: return uint32_t{type.rows} * type.columns;
  }
  return 0;
}

uint32_t cellCount(const GlslType& type, const std::vector<StructDef>& structs) {
  return elementCells(type, structs) * type.arrayElements();
}

Type cellType(BaseType base) {
  switch (base) {
    case BaseType::Void:
    case BaseType::Struct: return Type::Void;
    case BaseType::Bool: return Type::Bool;
    case BaseType::Int:
    case BaseType::Sampler: return Type::Int;
    case BaseType::Uint: return Type::Uint;
    case BaseType::Float: return Type::Float;
  }
  return Type::Void;
}

void appendCells(const GlslType& type, const std::vector<StructDef>& structs, std::vector<Type>& cells) {
  const uint32_t elements = type.arrayElements();
  if (type.base != BaseType::Struct) {
    cells.insert(cells.end(), elements * elementCells(type, structs), cellType(type.base));
    return;
  }
  for (uint32_t i = 0; i < elements; ++i) {
    for (const StructMember& member : structs[type.structIndex].members) appendCells(member.type, structs, cells);
  }
}

}  // namespace sw::ir
