// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/ir/std140.h"

#include <algorithm>

namespace sw::ir {
namespace {

uint32_t roundUp(uint32_t value, uint32_t multiple) { return (value + multiple - 1) / multiple * multiple; }

/// Rules 1 to 3: a scalar is aligned to itself, two components to 8 bytes, three and four to 16.
uint32_t vectorAlignment(uint32_t components) { return components == 1 ? 4 : components == 2 ? 8 : 16; }

/// One element, without the type's own arrays: rules 1-3, 5, 7 and 9.
Std140Layout elementLayout(const GlslType& type, const std::vector<StructDef>& structs, bool rowMajor) {
  if (type.base == BaseType::Struct) {
    const Std140Members members = std140Members(structs[type.structIndex].members, structs, rowMajor);
    return {members.alignment, roundUp(members.sizeBytes, members.alignment), 0};  // rule 9
  }
  if (type.isMatrix()) return {16, (rowMajor ? type.rows : type.columns) * 16u, 16};
  return {vectorAlignment(type.rows), type.rows * 4u, 0};
}

}  // namespace

uint32_t std140ArrayStride(const GlslType& type, size_t dimension, const std::vector<StructDef>& structs,
                           bool rowMajor) {
  // Rules 4, 6, 8 and 10: elements are rounded up to 16 bytes; arrays of arrays follow without gaps.
  uint32_t stride = roundUp(elementLayout(type, structs, rowMajor || type.rowMajor).sizeBytes, 16);
  for (size_t i = type.arraySizes.size(); i-- > dimension + 1;) stride *= type.arraySizes[i];
  return stride;
}

Std140Layout std140(const GlslType& type, const std::vector<StructDef>& structs, bool rowMajor) {
  Std140Layout layout = elementLayout(type, structs, rowMajor || type.rowMajor);
  if (!type.isArray()) return layout;
  layout.alignment = roundUp(layout.alignment, 16);
  layout.sizeBytes = roundUp(layout.sizeBytes, 16) * type.arrayElements();
  return layout;
}

Std140MatrixStrides std140MatrixStrides(const GlslType& type, bool rowMajor) {
  if (!type.isMatrix()) return {};
  if (rowMajor || type.rowMajor) return {16, 4};
  return {4, 16};
}

Std140Members std140Members(std::span<const StructMember> members, const std::vector<StructDef>& structs,
                            bool rowMajor) {
  Std140Members result;
  for (const StructMember& member : members) {
    const Std140Layout layout = std140(member.type, structs, rowMajor);
    result.alignment = std::max(result.alignment, layout.alignment);
    const uint32_t offset = roundUp(result.sizeBytes, layout.alignment);
    result.offsets.push_back(offset);
    result.sizeBytes = offset + layout.sizeBytes;
  }
  return result;
}

}  // namespace sw::ir
