// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/lower/places.h"

#include <algorithm>

#include "shader/ir/std140.h"

namespace sw::lowering {

using namespace glslang;
using ir::Op;
using ir::Type;
using ir::ValueId;

namespace {

uint32_t componentStride(const Place& place) { return place.access.space == ir::Space::Block ? 4 : 1; }

/// What lies one index inside `place`: its type, the offset of each element, and whether these are evenly spaced.
struct Elements {
  ir::GlslType type;
  std::vector<uint32_t> offsets;  // of vectors and matrices
  uint32_t count = 1;
  uint32_t stride = 0;
  std::vector<uint32_t> swizzle;  // of the element, when it is a column in row-major order
};

Elements elementsOf(const Place& place, const std::vector<ir::StructDef>& structs) {
  Elements elements;
  const bool block = place.access.space == ir::Space::Block;
  elements.type = place.type;
  if (place.type.isArray()) {
    elements.count = place.type.arraySizes[0];
    elements.type.arraySizes.erase(elements.type.arraySizes.begin());
    elements.stride =
        block ? ir::std140ArrayStride(place.type, 0, structs, place.rowMajor) : ir::cellCount(elements.type, structs);
  } else if (place.type.isMatrix()) {
    elements.count = place.type.columns;
    elements.type.columns = 1;
    elements.stride = place.type.rows;
    if (block) {
      const ir::Std140MatrixStrides strides = ir::std140MatrixStrides(place.type, place.rowMajor);
      elements.stride = strides.columnBytes;
      if (strides.componentBytes != 4) {
        for (uint32_t i = 0; i < place.type.rows; i++) elements.swizzle.push_back(i * strides.componentBytes);
      }
    }
    for (uint32_t i = 0; i < elements.count; i++) elements.offsets.push_back(i * elements.stride);
  } else {
    elements.count = place.type.rows;
    elements.type.rows = 1;
    elements.stride = componentStride(place);
    elements.offsets = place.swizzle;
    if (elements.offsets.empty()) {
      for (uint32_t i = 0; i < elements.count; i++) elements.offsets.push_back(i * elements.stride);
    }
  }
  return elements;
}

}  // namespace

void Places::indexConstant(Place& place, uint32_t index) {
  if (place.wholeBlock) {
    index = std::min(index, place.type.arraySizes[0] - 1);
    place.access.object = ir::blockElement(place.access.object, index);
    place.type.arraySizes.clear();
    return;
  }
  const Elements elements = elementsOf(place, code_.shader().structs);
  index = std::min(index, elements.count - 1);  // glslang has refused it already
  place.access.base += elements.offsets.empty() ? index * elements.stride : elements.offsets[index];
  place.type = elements.type;
  place.swizzle = elements.swizzle;
}

void Places::indexDynamic(Place& place, ValueId index) {
  if (place.wholeBlock) {
    code_.fail("unimplemented: a block array with an index that is no constant");
    return;
  }
  const Elements elements = elementsOf(place, code_.shader().structs);
  const ValueId clamped = code_.emit(Op::ClampIndex, Type::Uint, {index}, elements.count);
  const bool readOnly = place.access.space == ir::Space::Uniform || place.access.space == ir::Space::Block ||
                        place.access.space == ir::Space::Constant;
  const bool byAddress = place.type.isArray() || (place.swizzle.empty() && (readOnly || !place.indices.empty()));
  if (byAddress) {
    place.access.strides.push_back(elements.stride);
    place.indices.push_back(clamped);
    place.counts.push_back(elements.count);
  } else {
    place.selections.push_back({clamped, elements.offsets});
  }
  place.type = elements.type;
  place.swizzle = elements.swizzle;
}

void Places::selectMember(Place& place, uint32_t member) {
  if (place.wholeBlock) {
    const ir::UniformBlock& block = code_.shader().blocks[place.access.object & 0xffff];
    place.type = block.members[member].type;
    place.access.base = block.memberOffsets[member];
    place.rowMajor = place.type.rowMajor;
    place.wholeBlock = false;
    return;
  }
  const ir::StructDef& def = code_.shader().structs[place.type.structIndex];
  if (place.access.space == ir::Space::Block) {
    place.access.base += ir::std140Members(def.members, code_.shader().structs, place.rowMajor).offsets[member];
    place.rowMajor = place.rowMajor || def.members[member].type.rowMajor;
  } else {
    for (uint32_t i = 0; i < member; i++) place.access.base += types_.cellsOf(def.members[i].type);
  }
  place.type = def.members[member].type;
}

void Places::swizzle(Place& place, std::span<const uint32_t> components) {
  std::vector<uint32_t> offsets = place.swizzle;
  if (offsets.empty()) {
    for (uint32_t i = 0; i < place.type.rows; i++) offsets.push_back(i * componentStride(place));
  }
  place.swizzle.clear();
  for (const uint32_t component : components) place.swizzle.push_back(offsets[component]);
  place.type.rows = static_cast<uint8_t>(place.swizzle.size());
}

Place Places::constantPlace(const TIntermConstantUnion& node) {
  std::vector<uint32_t> bits;
  const TConstUnionArray& values = node.getConstArray();
  for (int i = 0; i < values.size(); i++) bits.push_back(types_.constantBits(values[static_cast<size_t>(i)]));
  const auto [pool, isNew] = pools_.try_emplace(bits, static_cast<uint32_t>(code_.shader().constants.size()));
  if (isNew) code_.shader().constants.insert(code_.shader().constants.end(), bits.begin(), bits.end());
  Place place;
  place.type = types_.glslType(node.getType());
  place.access.space = ir::Space::Constant;
  place.access.base = pool->second;
  return place;
}

Place Places::declareLocal(const std::string& name, const ir::GlslType& type) {
  ir::Variable variable;
  variable.name = name;
  ir::appendCells(type, code_.shader().structs, variable.cells);
  Place place;
  place.type = type;
  place.access.space = ir::Space::Local;
  place.access.object = code_.b().addVariable(std::move(variable));
  return place;
}

void Places::blockLeaves(const ir::GlslType& type, uint32_t base, bool rowMajor,
                         std::vector<std::pair<uint32_t, Type>>& result) {
  rowMajor = rowMajor || type.rowMajor;
  if (type.isArray()) {
    ir::GlslType element = type;
    element.arraySizes.erase(element.arraySizes.begin());
    const uint32_t stride = ir::std140ArrayStride(type, 0, code_.shader().structs, rowMajor);
    for (uint32_t i = 0; i < type.arraySizes[0]; i++) blockLeaves(element, base + i * stride, rowMajor, result);
    return;
  }
  if (type.base == ir::BaseType::Struct) {
    const ir::StructDef& def = code_.shader().structs[type.structIndex];
    const ir::Std140Members layout = ir::std140Members(def.members, code_.shader().structs, rowMajor);
    for (size_t i = 0; i < def.members.size(); i++) {
      blockLeaves(def.members[i].type, base + layout.offsets[i], rowMajor, result);
    }
    return;
  }
  const ir::Std140MatrixStrides strides = ir::std140MatrixStrides(type, rowMajor);
  for (uint32_t column = 0; column < type.columns; column++) {
    for (uint32_t row = 0; row < type.rows; row++) {
      result.emplace_back(base + column * strides.columnBytes + row * strides.componentBytes, ir::cellType(type.base));
    }
  }
}

void Places::leaves(const Place& place, std::vector<std::pair<uint32_t, Type>>& result) {
  if (!place.swizzle.empty()) {
    for (const uint32_t offset : place.swizzle) result.emplace_back(offset, ir::cellType(place.type.base));
    return;
  }
  if (place.access.space == ir::Space::Block) {
    blockLeaves(place.type, 0, place.rowMajor, result);
    return;
  }
  std::vector<Type> types;
  ir::appendCells(place.type, code_.shader().structs, types);
  for (uint32_t i = 0; i < types.size(); i++) result.emplace_back(i, types[i]);
}

void Places::markDynamic(const ir::Access& access) {
  if (access.strides.empty()) return;
  if (access.space == ir::Space::Local) code_.function().variables[access.object].dynamic = true;
  if (access.space == ir::Space::Global) code_.shader().globals[access.object].dynamic = true;
}

ValueId Places::loadLeaf(const Place& place, uint32_t offset, Type type, size_t selection) {
  if (selection == place.selections.size()) {
    ir::Access access = place.access;
    access.base += offset;
    if (access.space != ir::Space::Block || type != Type::Bool) return code_.b().load(type, access, place.indices);
    return code_.emit(Op::Ne, Type::Bool, {code_.b().load(Type::Uint, access, place.indices), code_.constantUint(0)});
  }
  const Selection& choice = place.selections[selection];
  ValueId value = loadLeaf(place, offset + choice.offsets.back(), type, selection + 1);
  for (size_t k = choice.offsets.size() - 1; k-- > 0;) {
    const ValueId isIt = code_.emit(Op::Eq, Type::Bool, {choice.index, code_.constantUint(static_cast<uint32_t>(k))});
    const ValueId other = loadLeaf(place, offset + choice.offsets[k], type, selection + 1);
    value = code_.emit(Op::Select, type, {isIt, other, value});
  }
  return value;
}

void Places::storeLeaf(const Place& place, uint32_t offset, ValueId value, size_t selection, ValueId condition) {
  if (selection == place.selections.size()) {
    ir::Access access = place.access;
    access.base += offset;
    if (condition != ir::kNone) {
      const Type type = code_.typeOf(value);
      value = code_.emit(Op::Select, type, {condition, value, code_.b().load(type, access, place.indices)});
    }
    code_.b().store(access, value, place.indices);
    return;
  }
  const Selection& choice = place.selections[selection];
  for (size_t k = 0; k < choice.offsets.size(); k++) {
    ValueId isIt = code_.emit(Op::Eq, Type::Bool, {choice.index, code_.constantUint(static_cast<uint32_t>(k))});
    if (condition != ir::kNone) isIt = code_.emit(Op::LogicalAnd, Type::Bool, {condition, isIt});
    storeLeaf(place, offset + choice.offsets[k], value, selection + 1, isIt);
  }
}

Cells Places::load(const Place& place) {
  std::vector<std::pair<uint32_t, Type>> cells;
  Cells result;
  if (place.wholeBlock) {
    code_.fail("unimplemented: a block as a value");
    return result;
  }
  markDynamic(place.access);
  leaves(place, cells);
  for (const auto& [offset, type] : cells) result.push_back(loadLeaf(place, offset, type, 0));
  return result;
}

void Places::store(const Place& place, const Cells& value) {
  const ir::Space space = place.access.space;
  if (space != ir::Space::Local && space != ir::Space::Global && space != ir::Space::Output) {
    code_.fail("a store to something that cannot be written");
    return;
  }
  std::vector<std::pair<uint32_t, Type>> cells;
  markDynamic(place.access);
  leaves(place, cells);
  if (cells.size() != value.size()) {
    code_.fail("unimplemented: a store of another size");
    return;
  }
  for (size_t i = 0; i < cells.size(); i++) storeLeaf(place, cells[i].first, value[i], 0, ir::kNone);
}

namespace {
void markSamplers(const ir::GlslType& type, const std::vector<ir::StructDef>& structs, std::vector<bool>& isSampler) {
  for (uint32_t e = 0; e < type.arrayElements(); e++) {
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

Cells Places::loadWithoutSamplers(const Place& place) {
  std::vector<bool> isSampler;
  markSamplers(place.type, code_.shader().structs, isSampler);
  std::vector<std::pair<uint32_t, Type>> cells;
  leaves(place, cells);
  markDynamic(place.access);
  Cells result;
  for (size_t i = 0; i < cells.size(); i++) {
    result.push_back(isSampler[i] ? code_.constant(cells[i].second, 0)
                                  : loadLeaf(place, cells[i].first, cells[i].second, 0));
  }
  return result;
}

}  // namespace sw::lowering
