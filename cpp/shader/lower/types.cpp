// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/lower/types.h"

#include <algorithm>
#include <bit>

namespace sw::lowering {

using namespace glslang;
using ir::Type;

Type scalarType(const TType& type) {
  switch (type.getBasicType()) {
    case EbtBool: return Type::Bool;
    case EbtInt: return Type::Int;
    case EbtUint: return Type::Uint;
    case EbtFloat: return Type::Float;
    default: return Type::Void;
  }
}

uint32_t Types::structIndex(const TType& type) {
  const auto known = structs_.find(type.getStruct());
  if (known != structs_.end()) return known->second;
  ir::StructDef def;
  def.name = type.getTypeName().c_str();
  for (const TTypeLoc& member : *type.getStruct()) {
    def.members.push_back({member.type->getFieldName().c_str(), glslType(*member.type)});
  }
  code_.shader().structs.push_back(std::move(def));
  const uint32_t index = static_cast<uint32_t>(code_.shader().structs.size() - 1);
  structs_[type.getStruct()] = index;
  return index;
}

ir::GlslType Types::glslType(const TType& type) {
  ir::GlslType result;
  switch (type.getBasicType()) {
    case EbtVoid: result.base = ir::BaseType::Void; break;
    case EbtBool: result.base = ir::BaseType::Bool; break;
    case EbtInt: result.base = ir::BaseType::Int; break;
    case EbtUint: result.base = ir::BaseType::Uint; break;
    case EbtFloat: result.base = ir::BaseType::Float; break;
    case EbtStruct:
    case EbtBlock:
      result.base = ir::BaseType::Struct;
      result.structIndex = structIndex(type);
      break;
    case EbtSampler: {
      result.base = ir::BaseType::Sampler;
      const TSampler& sampler = type.getSampler();
      if (sampler.dim == Esd3D) result.samplerDim = SamplerDim::Dim3D;
      if (sampler.dim == EsdCube) result.samplerDim = SamplerDim::Cube;
      if (sampler.arrayed) result.samplerDim = SamplerDim::Dim2DArray;
      if (sampler.type == EbtInt) result.samplerClass = SamplerClass::Int;
      if (sampler.type == EbtUint) result.samplerClass = SamplerClass::Uint;
      if (sampler.shadow) result.samplerClass = SamplerClass::Shadow;
      break;
    }
    default: code_.fail("unimplemented: a type that is not of GLSL ES"); break;
  }
  if (type.isMatrix()) {
    result.columns = static_cast<uint8_t>(type.getMatrixCols());
    result.rows = static_cast<uint8_t>(type.getMatrixRows());
  } else {
    result.rows = static_cast<uint8_t>(type.getVectorSize());
  }
  switch (type.getQualifier().precision) {
    case EpqNone: break;
    case EpqLow: result.precision = ir::Precision::Low; break;
    case EpqMedium: result.precision = ir::Precision::Medium; break;
    case EpqHigh: result.precision = ir::Precision::High; break;
  }
  result.rowMajor = type.getQualifier().layoutMatrix == ElmRowMajor;
  if (const TArraySizes* sizes = type.getArraySizes()) {
    for (int i = 0; i < sizes->getNumDims(); ++i) {
      int size = static_cast<int>(sizes->getDimSize(i));
      if (i == 0 && sizes->isImplicitlySized()) size = std::max(size, sizes->getImplicitSize());  // gl_ClipDistance
      result.arraySizes.push_back(size > 0 ? static_cast<uint32_t>(size) : 1);
    }
    // Large enough for any uniform or local array that makes sense; beyond, copies would fill the memory.
    uint64_t cells = 1;
    for (const uint32_t size : result.arraySizes) cells *= size;
    if (cells * std::max(ir::elementCells(result, code_.shader().structs), 1u) > (1u << 16)) {
      code_.fail("array too large: more than 65536 components");
      for (uint32_t& size : result.arraySizes) size = 1;
    }
  }
  return result;
}

uint32_t Types::constantBits(const TConstUnion& value) {
  switch (value.getType()) {
    case EbtBool: return value.getBConst() ? 1 : 0;
    case EbtInt: return static_cast<uint32_t>(value.getIConst());
    case EbtUint: return value.getUConst();
    case EbtFloat:
    case EbtDouble: {
      const float rounded = static_cast<float>(value.getDConst());
      return rounded == rounded ? std::bit_cast<uint32_t>(rounded) : 0x7fc00000u;
    }
    default: code_.fail("unimplemented: a constant that is not of GLSL ES"); return 0;
  }
}

Cells Types::constantCells(const TType& type, const TConstUnionArray& values) {
  std::vector<Type> types;
  ir::appendCells(glslType(type), code_.shader().structs, types);
  Cells cells;
  for (size_t i = 0; i < types.size(); ++i) {
    const bool there = static_cast<int>(i) < values.size();
    cells.push_back(code_.constant(types[i], there ? constantBits(values[i]) : 0));
  }
  return cells;
}

Cells Types::zeros(const TType& type) {
  std::vector<Type> types;
  if (type.getBasicType() == EbtSampler) {
    types.push_back(Type::Int);
  } else {
    ir::appendCells(glslType(type), code_.shader().structs, types);
  }
  Cells cells;
  for (const Type cell : types) cells.push_back(code_.constant(cell, 0));
  return cells;
}

}  // namespace sw::lowering
