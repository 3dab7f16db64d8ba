// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Everything that is declared outside of functions. An input or output that is an array with a dynamic index gets a
// global of its own, filled at the start of main and written back at its end, so that no access to an input or output
// ever has a dynamic index.

#include "shader/ir/std140.h"
#include "shader/lower/lowerer.h"

namespace sw::lowering {

using namespace glslang;
using ir::Op;
using ir::Type;

uint32_t Lowerer::structIndex(const TType& type) {
  const auto known = structs_.find(type.getStruct());
  if (known != structs_.end()) return known->second;
  ir::StructDef def;
  def.name = type.getTypeName().c_str();
  for (const TTypeLoc& member : *type.getStruct()) {
    def.members.push_back({member.type->getFieldName().c_str(), glslType(*member.type)});
  }
  shader_.structs.push_back(std::move(def));
  const uint32_t index = static_cast<uint32_t>(shader_.structs.size() - 1);
  structs_[type.getStruct()] = index;
  return index;
}

ir::GlslType Lowerer::glslType(const TType& type) {
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
    default: fail("unimplemented: a type that is not of GLSL ES"); break;
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
    for (int i = 0; i < sizes->getNumDims(); i++) {
      int size = static_cast<int>(sizes->getDimSize(i));
      if (i == 0 && sizes->isImplicitlySized()) size = std::max(size, sizes->getImplicitSize());  // gl_ClipDistance
      result.arraySizes.push_back(size > 0 ? static_cast<uint32_t>(size) : 1);
    }
    // Large enough for any uniform or local array that makes sense; beyond, copies would fill the memory.
    uint64_t cells = 1;
    for (const uint32_t size : result.arraySizes) cells *= size;
    if (cells * std::max(ir::elementCells(result, shader_.structs), 1u) > (1u << 16)) {
      fail("array too large: more than 65536 components");
      for (uint32_t& size : result.arraySizes) size = 1;
    }
  }
  return result;
}

ir::InterfaceVariable Lowerer::interfaceVariable(const TIntermSymbol& symbol) {
  const TQualifier& qualifier = symbol.getQualifier();
  ir::InterfaceVariable variable;
  variable.name = symbol.getName().c_str();
  variable.type = glslType(symbol.getType());
  ir::appendCells(variable.type, shader_.structs, variable.cells);
  // Integers cannot be interpolated, so GLSL ES demands flat for them; vertex inputs are never interpolated.
  variable.interpolation = qualifier.flat ? ir::Interpolation::Flat : ir::Interpolation::Smooth;
  variable.centroid = qualifier.centroid;
  variable.invariant = qualifier.invariant;
  if (qualifier.hasLocation()) variable.location = static_cast<int32_t>(qualifier.layoutLocation);
  if (qualifier.hasIndex()) variable.index = static_cast<int32_t>(qualifier.layoutIndex);
  variable.line = symbol.getLoc().line > 0 ? static_cast<uint32_t>(symbol.getLoc().line) : 0;
  if (variable.name == "gl_Position") variable.semantic = ir::Semantic::Position;
  if (variable.name == "gl_PointSize") variable.semantic = ir::Semantic::PointSize;
  if (variable.name == "gl_ClipDistance") variable.semantic = ir::Semantic::ClipDistance;
  if (variable.name == "gl_CullDistance") variable.semantic = ir::Semantic::CullDistance;
  if (variable.name == "gl_FragColor") variable.semantic = ir::Semantic::FragColor;
  if (variable.name == "gl_FragData") variable.semantic = ir::Semantic::FragData;
  if (variable.name == "gl_FragDepth" || variable.name == "gl_FragDepthEXT")
    variable.semantic = ir::Semantic::FragDepth;
  return variable;
}

void Lowerer::declareBlock(const TIntermSymbol& symbol) {
  const TType& type = symbol.getType();
  ir::UniformBlock block;
  block.blockName = type.getTypeName().c_str();
  block.instanceName = symbol.getName().c_str();
  if (block.instanceName.rfind("anon@", 0) == 0) block.instanceName.clear();
  for (const TTypeLoc& member : *type.getStruct()) {
    block.members.push_back({member.type->getFieldName().c_str(), glslType(*member.type)});
  }
  if (failed_) return;
  const ir::Std140Members layout = ir::std140Members(block.members, shader_.structs);
  block.memberOffsets = layout.offsets;
  block.sizeBytes = layout.sizeBytes;
  if (type.isArray()) block.arraySize = static_cast<uint32_t>(type.getOuterArraySize());
  block.line = symbol.getLoc().line > 0 ? static_cast<uint32_t>(symbol.getLoc().line) : 0;
  Place place;
  place.access.space = ir::Space::Block;
  place.access.object = static_cast<uint32_t>(shader_.blocks.size());
  place.wholeBlock = true;
  if (block.arraySize) place.type.arraySizes = {block.arraySize};
  shader_.blocks.push_back(std::move(block));
  globals_[symbol.getName().c_str()] = place;
}

void Lowerer::declareInterface(const TIntermSequence& linkerObjects) {
  for (const TIntermNode* node : linkerObjects) {
    const TIntermSymbol* symbol = node->getAsSymbolNode();
    if (!symbol || specialInput(*symbol) != SpecialInput::None) continue;
    const TQualifier& qualifier = symbol->getQualifier();
    if (symbol->getBasicType() == EbtBlock) {
      declareBlock(*symbol);
      continue;
    }
    Place place;
    if (qualifier.storage == EvqUniform || qualifier.isPipeInput() || qualifier.isPipeOutput() ||
        qualifier.storage == EvqGlobal) {
      globalPlace(*symbol, place);
    }
  }
  // Declared is not used: only references count.
  for (ir::InterfaceVariable& variable : shader_.inputs) variable.staticUse = false;
  for (ir::InterfaceVariable& variable : shader_.outputs) variable.staticUse = false;
  for (ir::InterfaceVariable& variable : shader_.uniforms) variable.staticUse = false;
}

/// The place of a global, which is made when it is met first (built-in outputs are not in glslang's list).
bool Lowerer::globalPlace(const TIntermSymbol& symbol, Place& place) {
  const std::string name = symbol.getName().c_str();
  const auto known = globals_.find(name);
  if (known != globals_.end()) {
    place = known->second;
  } else {
    const TQualifier& qualifier = symbol.getQualifier();
    place.type = glslType(symbol.getType());
    if (qualifier.storage == EvqUniform) {
      place.access.space = ir::Space::Uniform;
      place.access.object = static_cast<uint32_t>(shader_.uniforms.size());
      shader_.uniforms.push_back(interfaceVariable(symbol));
    } else if (qualifier.isPipeInput()) {
      place.access.space = ir::Space::Input;
      place.access.object = static_cast<uint32_t>(shader_.inputs.size());
      shader_.inputs.push_back(interfaceVariable(symbol));
    } else if (qualifier.isPipeOutput()) {
      place.access.space = ir::Space::Output;
      place.access.object = static_cast<uint32_t>(shader_.outputs.size());
      shader_.outputs.push_back(interfaceVariable(symbol));
      if (tree_.isInvariantAll()) shader_.outputs.back().invariant = true;
    } else if (qualifier.storage == EvqGlobal) {
      place.access.space = ir::Space::Global;
      place.access.object = static_cast<uint32_t>(shader_.globals.size());
      ir::Variable variable;
      variable.name = name;
      ir::appendCells(place.type, shader_.structs, variable.cells);
      shader_.globals.push_back(std::move(variable));
    } else {
      fail("unimplemented: '" + name + "' is of a kind that is not of GLSL ES");
      return false;
    }
    globals_[name] = place;
  }
  switch (place.access.space) {
    case ir::Space::Uniform: shader_.uniforms[place.access.object].staticUse = true; break;
    case ir::Space::Input: shader_.inputs[place.access.object].staticUse = true; break;
    case ir::Space::Output: shader_.outputs[place.access.object].staticUse = true; break;
    case ir::Space::Block: shader_.blocks[place.access.object].staticUse = true; break;
    default: break;
  }
  return true;
}

void Lowerer::copyIndirectInputs() {
  for (const bool output : {false, true}) {
    std::vector<ir::InterfaceVariable>& list = output ? shader_.outputs : shader_.inputs;
    for (uint32_t i = 0; i < list.size(); i++) {
      if (!indirect_.count(list[i].name)) continue;
      ir::Variable variable;
      variable.name = list[i].name;
      variable.cells = list[i].cells;
      shader_.globals.push_back(std::move(variable));
      Place& place = globals_[list[i].name];
      const Place original = place;
      place.access.space = ir::Space::Global;
      place.access.object = static_cast<uint32_t>(shader_.globals.size() - 1);
      list[i].staticUse = true;
      if (!output) store(place, load(original));
    }
  }
}

void Lowerer::copyIndirectOutputs() {
  for (uint32_t i = 0; i < shader_.outputs.size(); i++) {
    if (!indirect_.count(shader_.outputs[i].name)) continue;
    const Place& place = globals_[shader_.outputs[i].name];
    Place original = place;
    original.access.space = ir::Space::Output;
    original.access.object = i;
    store(original, load(place));
  }
}

SpecialInput Lowerer::specialInput(const TIntermSymbol& symbol) {
  if (symbol.getName().compare(0, 3, "gl_") != 0) return SpecialInput::None;
  const std::string_view name = symbol.getName().c_str();
  if (name == "gl_FragCoord") return SpecialInput::FragCoord;
  if (name == "gl_FrontFacing") return SpecialInput::FrontFacing;
  if (name == "gl_PointCoord") return SpecialInput::PointCoord;
  if (name == "gl_VertexID") return SpecialInput::VertexId;
  if (name == "gl_InstanceID") return SpecialInput::InstanceId;
  if (name == "gl_DrawID") return SpecialInput::DrawId;
  if (name == "gl_DepthRange") return SpecialInput::DepthRange;
  return SpecialInput::None;
}

Cells Lowerer::specialInputCells(SpecialInput input) {
  const auto component = [&](ir::Builtin builtin, Type type, uint32_t index = 0) {
    return emit(Op::LoadBuiltin, type, {}, static_cast<uint32_t>(builtin) | index << 8);
  };
  Cells cells;
  switch (input) {
    case SpecialInput::None: break;
    case SpecialInput::VertexId: cells.push_back(component(ir::Builtin::VertexId, Type::Int)); break;
    case SpecialInput::InstanceId: cells.push_back(component(ir::Builtin::InstanceId, Type::Int)); break;
    case SpecialInput::DrawId: cells.push_back(component(ir::Builtin::DrawId, Type::Int)); break;
    case SpecialInput::FragCoord:
      for (uint32_t i = 0; i < 4; i++) cells.push_back(component(ir::Builtin::FragCoord, Type::Float, i));
      break;
    case SpecialInput::FrontFacing: cells.push_back(component(ir::Builtin::FrontFacing, Type::Bool)); break;
    case SpecialInput::PointCoord:
      for (uint32_t i = 0; i < 2; i++) cells.push_back(component(ir::Builtin::PointCoord, Type::Float, i));
      break;
    case SpecialInput::DepthRange:
      cells.push_back(component(ir::Builtin::DepthNear, Type::Float));
      cells.push_back(component(ir::Builtin::DepthFar, Type::Float));
      cells.push_back(component(ir::Builtin::DepthDiff, Type::Float));
      break;
  }
  return cells;
}

}  // namespace sw::lowering
