// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Places: a symbol, then indices, members and swizzles. A dynamic index of an array is a stride in the address; a
// dynamic index of a vector or of a matrix' columns that live in registers is made by selects over the four or fewer
// possibilities, because memory would be slower:
//   v[i] = x      ->   for each component k: v.k = i == k ? x : v.k

#include "shader/ir/std140.h"
#include "shader/lower/lowerer.h"

namespace sw::lowering {

using namespace glslang;
using ir::Op;
using ir::Type;
using ir::ValueId;

bool Lowerer::isPlace(const TIntermTyped* node) {
  for (;;) {
    node = folded(node);
    if (const TIntermSymbol* symbol = node->getAsSymbolNode()) {
      return specialInput(*symbol) == SpecialInput::None && symbol->getConstArray().size() == 0;
    }
    if (const TIntermConstantUnion* constant = node->getAsConstantUnion()) return constant->getType().isArray();
    const TIntermBinary* binary = node->getAsBinaryNode();
    if (!binary) return false;
    switch (binary->getOp()) {
      case EOpIndexDirect:
      case EOpIndexIndirect:
      case EOpIndexDirectStruct:
      case EOpVectorSwizzle: node = binary->getLeft(); break;
      default: return false;
    }
  }
}

bool Lowerer::place(const TIntermTyped* node, Place& result) {
  return placeOf(node, node->getType().containsSampler(), result);
}

/// `ofSamplers`: what is looked for is a sampler or holds one. A parameter may be in two places: its samplers are those
/// of a uniform, and the rest is its own.
bool Lowerer::placeOf(const TIntermTyped* node, bool ofSamplers, Place& result) {
  node = folded(node);
  if (const TIntermSymbol* symbol = node->getAsSymbolNode()) {
    if (const auto found = f_->samplerPlaces.find(symbol->getId()); ofSamplers && found != f_->samplerPlaces.end()) {
      result = found->second;
      return true;
    }
    const auto local = f_->locals.find(symbol->getId());
    if (local != f_->locals.end()) {
      result = local->second;
      return true;
    }
    const TStorageQualifier storage = symbol->getQualifier().storage;
    if (storage != EvqTemporary && storage != EvqConstReadOnly && storage != EvqConst)
      return globalPlace(*symbol, result);
    // The scope plan has every local, so this is a name outside of all statements: an initialiser of a global.
    result = declareLocal(symbol->getName().c_str(), glslType(symbol->getType()));
    f_->locals[symbol->getId()] = result;
    return !failed_;
  }
  if (const TIntermConstantUnion* constant = node->getAsConstantUnion()) {
    result = constantPlace(*constant);
    return true;
  }
  const TIntermBinary* binary = node->getAsBinaryNode();
  if (!binary) {
    fail("unimplemented: an l-value of this form");
    return false;
  }
  if (++depth_ > kMaxWalkDepth) {
    fail("expression too complex");
    depth_--;
    return false;
  }
  const bool found = placeOf(binary->getLeft(), ofSamplers, result);
  depth_--;
  if (!found) return false;
  const TIntermConstantUnion* constant = binary->getRight()->getAsConstantUnion();
  switch (binary->getOp()) {
    case EOpIndexDirect:
      if (!constant) break;
      indexConstant(result, static_cast<uint32_t>(std::max(constant->getConstArray()[0].getIConst(), 0)));
      return true;
    case EOpIndexIndirect: indexDynamic(result, evaluateScalar(binary->getRight())); return !failed_;
    case EOpIndexDirectStruct:
      if (!constant) break;
      selectMember(result, static_cast<uint32_t>(constant->getConstArray()[0].getIConst()));
      return true;
    case EOpVectorSwizzle: {
      std::vector<uint32_t> offsets = result.swizzle;
      if (offsets.empty()) {
        for (uint32_t i = 0; i < result.type.rows; i++)
          offsets.push_back(i * (result.access.space == ir::Space::Block ? 4 : 1));
      }
      result.swizzle.clear();
      for (const TIntermNode* component : binary->getRight()->getAsAggregate()->getSequence()) {
        const int index = component->getAsConstantUnion()->getConstArray()[0].getIConst();
        result.swizzle.push_back(offsets[static_cast<size_t>(index)]);
      }
      result.type.rows = static_cast<uint8_t>(result.swizzle.size());
      return true;
    }
    default: break;
  }
  fail("unimplemented: an l-value of this form");
  return false;
}

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

void Lowerer::indexConstant(Place& place, uint32_t index) {
  if (place.wholeBlock) {
    index = std::min(index, place.type.arraySizes[0] - 1);
    place.access.object = ir::blockElement(place.access.object, index);
    place.type.arraySizes.clear();
    return;
  }
  const Elements elements = elementsOf(place, shader_.structs);
  index = std::min(index, elements.count - 1);  // glslang has refused it already
  place.access.base += elements.offsets.empty() ? index * elements.stride : elements.offsets[index];
  place.type = elements.type;
  place.swizzle = elements.swizzle;
}

void Lowerer::indexDynamic(Place& place, ValueId index) {
  if (place.wholeBlock) {
    fail("unimplemented: a block array with an index that is no constant");
    return;
  }
  const Elements elements = elementsOf(place, shader_.structs);
  const ValueId clamped = emit(Op::ClampIndex, Type::Uint, {index}, elements.count);
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

void Lowerer::selectMember(Place& place, uint32_t member) {
  if (place.wholeBlock) {
    const ir::UniformBlock& block = shader_.blocks[place.access.object & 0xffff];
    place.type = block.members[member].type;
    place.access.base = block.memberOffsets[member];
    place.rowMajor = place.type.rowMajor;
    place.wholeBlock = false;
    return;
  }
  const ir::StructDef& def = shader_.structs[place.type.structIndex];
  if (place.access.space == ir::Space::Block) {
    place.access.base += ir::std140Members(def.members, shader_.structs, place.rowMajor).offsets[member];
    place.rowMajor = place.rowMajor || def.members[member].type.rowMajor;
  } else {
    for (uint32_t i = 0; i < member; i++) place.access.base += cellsOf(def.members[i].type);
  }
  place.type = def.members[member].type;
}

/// Arrays of constants lie in the constant pool, once for equal contents.
Place Lowerer::constantPlace(const TIntermConstantUnion& node) {
  std::vector<uint32_t> bits;
  const TConstUnionArray& values = node.getConstArray();
  for (int i = 0; i < values.size(); i++) bits.push_back(constantBits(values[static_cast<size_t>(i)]));
  const auto [pool, isNew] = pools_.try_emplace(bits, static_cast<uint32_t>(shader_.constants.size()));
  if (isNew) shader_.constants.insert(shader_.constants.end(), bits.begin(), bits.end());
  Place place;
  place.type = glslType(node.getType());
  place.access.space = ir::Space::Constant;
  place.access.base = pool->second;
  return place;
}

Place Lowerer::declareLocal(const std::string& name, const ir::GlslType& type) {
  ir::Variable variable;
  variable.name = name;
  ir::appendCells(type, shader_.structs, variable.cells);
  Place place;
  place.type = type;
  place.access.space = ir::Space::Local;
  place.access.object = b().addVariable(std::move(variable));
  return place;
}

Place Lowerer::temporary(const char* name, const ir::GlslType& type) { return declareLocal(name, type); }

void Lowerer::blockLeaves(const ir::GlslType& type, uint32_t base, bool rowMajor,
                          std::vector<std::pair<uint32_t, Type>>& result) {
  rowMajor = rowMajor || type.rowMajor;
  if (type.isArray()) {
    ir::GlslType element = type;
    element.arraySizes.erase(element.arraySizes.begin());
    const uint32_t stride = ir::std140ArrayStride(type, 0, shader_.structs, rowMajor);
    for (uint32_t i = 0; i < type.arraySizes[0]; i++) blockLeaves(element, base + i * stride, rowMajor, result);
    return;
  }
  if (type.base == ir::BaseType::Struct) {
    const ir::StructDef& def = shader_.structs[type.structIndex];
    const ir::Std140Members layout = ir::std140Members(def.members, shader_.structs, rowMajor);
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

/// Offset, from the place's base, and type of each cell.
void Lowerer::leaves(const Place& place, std::vector<std::pair<uint32_t, Type>>& result) {
  if (!place.swizzle.empty()) {
    for (const uint32_t offset : place.swizzle) result.emplace_back(offset, ir::cellType(place.type.base));
    return;
  }
  if (place.access.space == ir::Space::Block) {
    blockLeaves(place.type, 0, place.rowMajor, result);
    return;
  }
  std::vector<Type> types;
  ir::appendCells(place.type, shader_.structs, types);
  for (uint32_t i = 0; i < types.size(); i++) result.emplace_back(i, types[i]);
}

void Lowerer::markDynamic(const ir::Access& access) {
  if (access.strides.empty()) return;
  if (access.space == ir::Space::Local) f_->function.variables[access.object].dynamic = true;
  if (access.space == ir::Space::Global) shader_.globals[access.object].dynamic = true;
}

ValueId Lowerer::loadLeaf(const Place& place, uint32_t offset, Type type, size_t selection) {
  if (selection == place.selections.size()) {
    ir::Access access = place.access;
    access.base += offset;
    if (access.space != ir::Space::Block || type != Type::Bool) return b().load(type, access, place.indices);
    return emit(Op::Ne, Type::Bool, {b().load(Type::Uint, access, place.indices), constantUint(0)});
  }
  const Selection& choice = place.selections[selection];
  ValueId value = loadLeaf(place, offset + choice.offsets.back(), type, selection + 1);
  for (size_t k = choice.offsets.size() - 1; k-- > 0;) {
    const ValueId isIt = emit(Op::Eq, Type::Bool, {choice.index, constantUint(static_cast<uint32_t>(k))});
    const ValueId other = loadLeaf(place, offset + choice.offsets[k], type, selection + 1);
    value = emit(Op::Select, type, {isIt, other, value});
  }
  return value;
}

void Lowerer::storeLeaf(const Place& place, uint32_t offset, ValueId value, size_t selection, ValueId condition) {
  if (selection == place.selections.size()) {
    ir::Access access = place.access;
    access.base += offset;
    if (condition != ir::kNone) {
      const Type type = typeOf(value);
      value = emit(Op::Select, type, {condition, value, b().load(type, access, place.indices)});
    }
    b().store(access, value, place.indices);
    return;
  }
  const Selection& choice = place.selections[selection];
  for (size_t k = 0; k < choice.offsets.size(); k++) {
    ValueId isIt = emit(Op::Eq, Type::Bool, {choice.index, constantUint(static_cast<uint32_t>(k))});
    if (condition != ir::kNone) isIt = emit(Op::LogicalAnd, Type::Bool, {condition, isIt});
    storeLeaf(place, offset + choice.offsets[k], value, selection + 1, isIt);
  }
}

Cells Lowerer::load(const Place& place) {
  std::vector<std::pair<uint32_t, Type>> cells;
  Cells result;
  if (place.wholeBlock) {
    fail("unimplemented: a block as a value");
    return result;
  }
  markDynamic(place.access);
  leaves(place, cells);
  for (const auto& [offset, type] : cells) result.push_back(loadLeaf(place, offset, type, 0));
  return result;
}

void Lowerer::store(const Place& place, const Cells& value) {
  const ir::Space space = place.access.space;
  if (space != ir::Space::Local && space != ir::Space::Global && space != ir::Space::Output) {
    fail("a store to something that cannot be written");
    return;
  }
  std::vector<std::pair<uint32_t, Type>> cells;
  markDynamic(place.access);
  leaves(place, cells);
  if (cells.size() != value.size()) {
    fail("unimplemented: a store of another size");
    return;
  }
  for (size_t i = 0; i < cells.size(); i++) storeLeaf(place, cells[i].first, value[i], 0, ir::kNone);
}

}  // namespace sw::lowering
