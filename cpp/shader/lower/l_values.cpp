// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/lower/l_values.h"

#include <algorithm>

#include "shader/ir/std140.h"

namespace sw::lowering {

using namespace glslang;
using ir::Op;
using ir::Type;
using ir::ValueId;

namespace {

uint32_t componentStride(const LValue& lValue) { return lValue.access.space == ir::Space::Block ? 4 : 1; }

/// What lies one index inside `lValue`: its type, the offset of each element, and whether these are evenly spaced.
struct Elements {
  ir::GlslType type;
  std::vector<uint32_t> offsets;  // of vectors and matrices
  uint32_t count = 1;
  uint32_t stride = 0;
  std::vector<uint32_t> swizzle;  // of the element, when it is a column in row-major order
};

Elements elementsOf(const LValue& lValue, const std::vector<ir::StructDef>& structs) {
  Elements elements;
  const bool block = lValue.access.space == ir::Space::Block;
  elements.type = lValue.type;
  if (lValue.type.isArray()) {
    elements.count = lValue.type.arraySizes[0];
    elements.type.arraySizes.erase(elements.type.arraySizes.begin());
    elements.stride =
        block ? ir::std140ArrayStride(lValue.type, 0, structs, lValue.rowMajor) : ir::cellCount(elements.type, structs);
  } else if (lValue.type.isMatrix()) {
    elements.count = lValue.type.columns;
    elements.type.columns = 1;
    elements.stride = lValue.type.rows;
    if (block) {
      const ir::Std140MatrixStrides strides = ir::std140MatrixStrides(lValue.type, lValue.rowMajor);
      elements.stride = strides.columnBytes;
      if (strides.componentBytes != 4) {
        for (uint32_t i = 0; i < lValue.type.rows; ++i) elements.swizzle.push_back(i * strides.componentBytes);
      }
    }
    for (uint32_t i = 0; i < elements.count; ++i) elements.offsets.push_back(i * elements.stride);
  } else {
    elements.count = lValue.type.rows;
    elements.type.rows = 1;
    elements.stride = componentStride(lValue);
    elements.offsets = lValue.swizzle;
    if (elements.offsets.empty()) {
      for (uint32_t i = 0; i < elements.count; ++i) elements.offsets.push_back(i * elements.stride);
    }
  }
  return elements;
}

}  // namespace

void LValues::indexConstant(LValue& lValue, uint32_t index) {
  if (lValue.wholeBlock) {
    index = std::min(index, lValue.type.arraySizes[0] - 1);
    lValue.access.object = ir::blockElement(lValue.access.object, index);
    lValue.type.arraySizes.clear();
    return;
  }
  const Elements elements = elementsOf(lValue, code_.shader().structs);
  index = std::min(index, elements.count - 1);  // glslang has refused it already
  lValue.access.base += elements.offsets.empty() ? index * elements.stride : elements.offsets[index];
  lValue.type = elements.type;
  lValue.swizzle = elements.swizzle;
}

void LValues::indexDynamic(LValue& lValue, ValueId index) {
  if (lValue.wholeBlock) {
    code_.fail("unimplemented: a block array with an index that is no constant");
    return;
  }
  const Elements elements = elementsOf(lValue, code_.shader().structs);
  const ValueId clamped = code_.emit(Op::ClampIndex, Type::Uint, {index}, elements.count);
  const bool readOnly = lValue.access.space == ir::Space::Uniform || lValue.access.space == ir::Space::Block ||
                        lValue.access.space == ir::Space::Constant;
  const bool byAddress = lValue.type.isArray() || (lValue.swizzle.empty() && (readOnly || !lValue.indices.empty()));
  if (byAddress) {
    lValue.access.strides.push_back(elements.stride);
    lValue.indices.push_back(clamped);
    lValue.counts.push_back(elements.count);
  } else {
    lValue.selections.push_back({clamped, elements.offsets});
  }
  lValue.type = elements.type;
  lValue.swizzle = elements.swizzle;
}

void LValues::selectMember(LValue& lValue, uint32_t member) {
  if (lValue.wholeBlock) {
    const ir::UniformBlock& block = code_.shader().blocks[lValue.access.object & 0xffff];
    lValue.type = block.members[member].type;
    lValue.access.base = block.memberOffsets[member];
    lValue.rowMajor = lValue.type.rowMajor;
    lValue.wholeBlock = false;
    return;
  }
  const ir::StructDef& def = code_.shader().structs[lValue.type.structIndex];
  if (lValue.access.space == ir::Space::Block) {
    lValue.access.base += ir::std140Members(def.members, code_.shader().structs, lValue.rowMajor).offsets[member];
    lValue.rowMajor = lValue.rowMajor || def.members[member].type.rowMajor;
  } else {
    for (uint32_t i = 0; i < member; ++i) lValue.access.base += types_.cellsOf(def.members[i].type);
  }
  lValue.type = def.members[member].type;
}

void LValues::swizzle(LValue& lValue, std::span<const uint32_t> components) {
  std::vector<uint32_t> offsets = lValue.swizzle;
  if (offsets.empty()) {
    for (uint32_t i = 0; i < lValue.type.rows; ++i) offsets.push_back(i * componentStride(lValue));
  }
  lValue.swizzle.clear();
  for (const uint32_t component : components) lValue.swizzle.push_back(offsets[component]);
  lValue.type.rows = static_cast<uint8_t>(lValue.swizzle.size());
}

LValue LValues::constantLValue(const TIntermConstantUnion& node) {
  std::vector<uint32_t> bits;
  const TConstUnionArray& values = node.getConstArray();
  for (int i = 0; i < values.size(); ++i) bits.push_back(types_.constantBits(values[static_cast<size_t>(i)]));
  const auto [pool, isNew] = pools_.try_emplace(bits, static_cast<uint32_t>(code_.shader().constants.size()));
  if (isNew) code_.shader().constants.insert(code_.shader().constants.end(), bits.begin(), bits.end());
  LValue lValue;
  lValue.type = types_.glslType(node.getType());
  lValue.access.space = ir::Space::Constant;
  lValue.access.base = pool->second;
  return lValue;
}

LValue LValues::declareLocal(const std::string& name, const ir::GlslType& type) {
  ir::Variable variable;
  variable.name = name;
  ir::appendCells(type, code_.shader().structs, variable.cells);
  LValue lValue;
  lValue.type = type;
  lValue.access.space = ir::Space::Local;
  lValue.access.object = code_.b().addVariable(std::move(variable));
  return lValue;
}

void LValues::blockLeaves(const ir::GlslType& type, uint32_t base, bool rowMajor,
                          std::vector<std::pair<uint32_t, Type>>& result) {
  rowMajor = rowMajor || type.rowMajor;
  if (type.isArray()) {
    ir::GlslType element = type;
    element.arraySizes.erase(element.arraySizes.begin());
    const uint32_t stride = ir::std140ArrayStride(type, 0, code_.shader().structs, rowMajor);
    for (uint32_t i = 0; i < type.arraySizes[0]; ++i) blockLeaves(element, base + i * stride, rowMajor, result);
    return;
  }
  if (type.base == ir::BaseType::Struct) {
    const ir::StructDef& def = code_.shader().structs[type.structIndex];
    const ir::Std140Members layout = ir::std140Members(def.members, code_.shader().structs, rowMajor);
    for (size_t i = 0; i < def.members.size(); ++i) {
      blockLeaves(def.members[i].type, base + layout.offsets[i], rowMajor, result);
    }
    return;
  }
  const ir::Std140MatrixStrides strides = ir::std140MatrixStrides(type, rowMajor);
  for (uint32_t column = 0; column < type.columns; ++column) {
    for (uint32_t row = 0; row < type.rows; ++row) {
      result.emplace_back(base + column * strides.columnBytes + row * strides.componentBytes, ir::cellType(type.base));
    }
  }
}

void LValues::leaves(const LValue& lValue, std::vector<std::pair<uint32_t, Type>>& result) {
  if (!lValue.swizzle.empty()) {
    for (const uint32_t offset : lValue.swizzle) result.emplace_back(offset, ir::cellType(lValue.type.base));
    return;
  }
  if (lValue.access.space == ir::Space::Block) {
    blockLeaves(lValue.type, 0, lValue.rowMajor, result);
    return;
  }
  std::vector<Type> types;
  ir::appendCells(lValue.type, code_.shader().structs, types);
  for (uint32_t i = 0; i < types.size(); ++i) result.emplace_back(i, types[i]);
}

void LValues::markDynamic(const ir::Access& access) {
  if (access.strides.empty()) return;
  if (access.space == ir::Space::Local) code_.function().variables[access.object].dynamic = true;
  if (access.space == ir::Space::Global) code_.shader().globals[access.object].dynamic = true;
}

ValueId LValues::loadLeaf(const LValue& lValue, uint32_t offset, Type type, size_t selection) {
  if (selection == lValue.selections.size()) {
    ir::Access access = lValue.access;
    access.base += offset;
    if (access.space != ir::Space::Block || type != Type::Bool) return code_.b().load(type, access, lValue.indices);
    return code_.emit(Op::Ne, Type::Bool, {code_.b().load(Type::Uint, access, lValue.indices), code_.constantUint(0)});
  }
  const Selection& choice = lValue.selections[selection];
  ValueId value = loadLeaf(lValue, offset + choice.offsets.back(), type, selection + 1);
  for (size_t k = choice.offsets.size() - 1; k-- > 0;) {
    const ValueId isIt = code_.emit(Op::Eq, Type::Bool, {choice.index, code_.constantUint(static_cast<uint32_t>(k))});
    const ValueId other = loadLeaf(lValue, offset + choice.offsets[k], type, selection + 1);
    value = code_.emit(Op::Select, type, {isIt, other, value});
  }
  return value;
}

void LValues::storeLeaf(const LValue& lValue, uint32_t offset, ValueId value, size_t selection, ValueId condition) {
  if (selection == lValue.selections.size()) {
    ir::Access access = lValue.access;
    access.base += offset;
    if (condition != ir::kNone) {
      const Type type = code_.typeOf(value);
      value = code_.emit(Op::Select, type, {condition, value, code_.b().load(type, access, lValue.indices)});
    }
    code_.b().store(access, value, lValue.indices);
    return;
  }
  const Selection& choice = lValue.selections[selection];
  for (size_t k = 0; k < choice.offsets.size(); ++k) {
    ValueId isIt = code_.emit(Op::Eq, Type::Bool, {choice.index, code_.constantUint(static_cast<uint32_t>(k))});
    if (condition != ir::kNone) isIt = code_.emit(Op::LogicalAnd, Type::Bool, {condition, isIt});
    storeLeaf(lValue, offset + choice.offsets[k], value, selection + 1, isIt);
  }
}

Cells LValues::load(const LValue& lValue) {
  std::vector<std::pair<uint32_t, Type>> cells;
  Cells result;
  if (lValue.wholeBlock) {
    code_.fail("unimplemented: a block as a value");
    return result;
  }
  markDynamic(lValue.access);
  leaves(lValue, cells);
  for (const auto& [offset, type] : cells) result.push_back(loadLeaf(lValue, offset, type, 0));
  return result;
}

void LValues::store(const LValue& lValue, const Cells& value) {
  const ir::Space space = lValue.access.space;
  if (space != ir::Space::Local && space != ir::Space::Global && space != ir::Space::Output) {
    code_.fail("a store to something that cannot be written");
    return;
  }
  std::vector<std::pair<uint32_t, Type>> cells;
  markDynamic(lValue.access);
  leaves(lValue, cells);
  if (cells.size() != value.size()) {
    code_.fail("unimplemented: a store of another size");
    return;
  }
  for (size_t i = 0; i < cells.size(); ++i) storeLeaf(lValue, cells[i].first, value[i], 0, ir::kNone);
}

namespace {
void markSamplers(const ir::GlslType& type, const std::vector<ir::StructDef>& structs, std::vector<bool>& isSampler) {
  for (uint32_t e = 0; e < type.arrayElements(); ++e) {
    if (type.base == ir::BaseType::Struct) {
      for (const ir::StructMember& member : structs[type.structIndex].members) {
        markSamplers(member.type, structs, isSampler);
      }
    } else {
      isSampler.insert(isSampler.end(), size_t(type.rows) * type.columns, type.base == ir::BaseType::Sampler);
    }
  }
}
}  // namespace

Cells LValues::loadWithoutSamplers(const LValue& lValue) {
  std::vector<bool> isSampler;
  markSamplers(lValue.type, code_.shader().structs, isSampler);
  std::vector<std::pair<uint32_t, Type>> cells;
  leaves(lValue, cells);
  markDynamic(lValue.access);
  Cells result;
  for (size_t i = 0; i < cells.size(); ++i) {
    result.push_back(isSampler[i] ? code_.constant(cells[i].second, 0)
                                  : loadLeaf(lValue, cells[i].first, cells[i].second, 0));
  }
  return result;
}

}  // namespace sw::lowering
