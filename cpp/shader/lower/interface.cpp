// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/lower/interface.h"

#include "shader/ir/std140.h"

namespace sw::lowering {

using namespace glslang;
using ir::Op;
using ir::Type;

ir::InterfaceVariable Interface::interfaceVariable(const TIntermSymbol& symbol) {
  const TQualifier& qualifier = symbol.getQualifier();
  ir::InterfaceVariable variable;
  variable.name = symbol.getName().c_str();
  variable.type = types_.glslType(symbol.getType());
  ir::appendCells(variable.type, code_.shader().structs, variable.cells);
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

void Interface::declareBlock(const TIntermSymbol& symbol) {
  const TType& type = symbol.getType();
  ir::UniformBlock block;
  block.blockName = type.getTypeName().c_str();
  block.instanceName = symbol.getName().c_str();
  if (block.instanceName.rfind("anon@", 0) == 0) block.instanceName.clear();
  for (const TTypeLoc& member : *type.getStruct()) {
    block.members.push_back({member.type->getFieldName().c_str(), types_.glslType(*member.type)});
  }
  if (code_.failed()) return;
  const ir::Std140Members layout = ir::std140Members(block.members, code_.shader().structs);
  block.memberOffsets = layout.offsets;
  block.sizeBytes = layout.sizeBytes;
  if (type.isArray()) block.arraySize = static_cast<uint32_t>(type.getOuterArraySize());
  block.line = symbol.getLoc().line > 0 ? static_cast<uint32_t>(symbol.getLoc().line) : 0;
  LValue lValue;
  lValue.access.space = ir::Space::Block;
  lValue.access.object = static_cast<uint32_t>(code_.shader().blocks.size());
  lValue.wholeBlock = true;
  if (block.arraySize) lValue.type.arraySizes = {block.arraySize};
  code_.shader().blocks.push_back(std::move(block));
  globals_[symbol.getName().c_str()] = lValue;
}

void Interface::declareInterface(const TIntermSequence& linkerObjects) {
  for (const TIntermNode* node : linkerObjects) {
    const TIntermSymbol* symbol = node->getAsSymbolNode();
    if (!symbol || specialInput(*symbol) != SpecialInput::None) continue;
    const TQualifier& qualifier = symbol->getQualifier();
    if (symbol->getBasicType() == EbtBlock) {
      declareBlock(*symbol);
      continue;
    }
    LValue lValue;
    if (qualifier.storage == EvqUniform || qualifier.isPipeInput() || qualifier.isPipeOutput() ||
        qualifier.storage == EvqGlobal) {
      globalLValue(*symbol, lValue);
    }
  }
  // Declared is not used: only references count.
  for (ir::InterfaceVariable& variable : code_.shader().inputs) variable.staticUse = false;
  for (ir::InterfaceVariable& variable : code_.shader().outputs) variable.staticUse = false;
  for (ir::InterfaceVariable& variable : code_.shader().uniforms) variable.staticUse = false;
}

bool Interface::globalLValue(const TIntermSymbol& symbol, LValue& lValue) {
  const std::string name = symbol.getName().c_str();
  const auto known = globals_.find(name);
  if (known != globals_.end()) {
    lValue = known->second;
  } else {
    const TQualifier& qualifier = symbol.getQualifier();
    lValue.type = types_.glslType(symbol.getType());
    if (qualifier.storage == EvqUniform) {
      lValue.access.space = ir::Space::Uniform;
      lValue.access.object = static_cast<uint32_t>(code_.shader().uniforms.size());
      code_.shader().uniforms.push_back(interfaceVariable(symbol));
    } else if (qualifier.isPipeInput()) {
      lValue.access.space = ir::Space::Input;
      lValue.access.object = static_cast<uint32_t>(code_.shader().inputs.size());
      code_.shader().inputs.push_back(interfaceVariable(symbol));
    } else if (qualifier.isPipeOutput()) {
      lValue.access.space = ir::Space::Output;
      lValue.access.object = static_cast<uint32_t>(code_.shader().outputs.size());
      code_.shader().outputs.push_back(interfaceVariable(symbol));
      if (tree_.isInvariantAll()) code_.shader().outputs.back().invariant = true;
    } else if (qualifier.storage == EvqGlobal) {
      lValue.access.space = ir::Space::Global;
      lValue.access.object = static_cast<uint32_t>(code_.shader().globals.size());
      ir::Variable variable;
      variable.name = name;
      ir::appendCells(lValue.type, code_.shader().structs, variable.cells);
      code_.shader().globals.push_back(std::move(variable));
    } else {
      code_.fail("unimplemented: '" + name + "' is of a kind that is not of GLSL ES");
      return false;
    }
    globals_[name] = lValue;
  }
  switch (lValue.access.space) {
    case ir::Space::Uniform: code_.shader().uniforms[lValue.access.object].staticUse = true; break;
    case ir::Space::Input: code_.shader().inputs[lValue.access.object].staticUse = true; break;
    case ir::Space::Output: code_.shader().outputs[lValue.access.object].staticUse = true; break;
    case ir::Space::Block: code_.shader().blocks[lValue.access.object].staticUse = true; break;
    default: break;
  }
  return true;
}

void Interface::copyIndirectInputs() {
  for (const bool output : {false, true}) {
    std::vector<ir::InterfaceVariable>& list = output ? code_.shader().outputs : code_.shader().inputs;
    for (uint32_t i = 0; i < list.size(); ++i) {
      if (!indirect_.count(list[i].name)) continue;
      ir::Variable variable;
      variable.name = list[i].name;
      variable.cells = list[i].cells;
      code_.shader().globals.push_back(std::move(variable));
      LValue& lValue = globals_[list[i].name];
      const LValue original = lValue;
      lValue.access.space = ir::Space::Global;
      lValue.access.object = static_cast<uint32_t>(code_.shader().globals.size() - 1);
      list[i].staticUse = true;
      if (!output) lValues_.store(lValue, lValues_.load(original));
    }
  }
}

void Interface::copyIndirectOutputs() {
  for (uint32_t i = 0; i < code_.shader().outputs.size(); ++i) {
    if (!indirect_.count(code_.shader().outputs[i].name)) continue;
    const LValue& lValue = globals_[code_.shader().outputs[i].name];
    LValue original = lValue;
    original.access.space = ir::Space::Output;
    original.access.object = i;
    lValues_.store(original, lValues_.load(lValue));
  }
}

SpecialInput specialInput(const TIntermSymbol& symbol) {
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

Cells Interface::specialInputCells(SpecialInput input) {
  const auto component = [&](ir::Builtin builtin, Type type, uint32_t index = 0) {
    return code_.emit(Op::LoadBuiltin, type, {}, static_cast<uint32_t>(builtin) | index << 8);
  };
  Cells cells;
  switch (input) {
    case SpecialInput::None: break;
    case SpecialInput::VertexId: cells.push_back(component(ir::Builtin::VertexId, Type::Int)); break;
    case SpecialInput::InstanceId: cells.push_back(component(ir::Builtin::InstanceId, Type::Int)); break;
    case SpecialInput::DrawId: cells.push_back(component(ir::Builtin::DrawId, Type::Int)); break;
    case SpecialInput::FragCoord:
      for (uint32_t i = 0; i < 4; ++i) cells.push_back(component(ir::Builtin::FragCoord, Type::Float, i));
      break;
    case SpecialInput::FrontFacing: cells.push_back(component(ir::Builtin::FrontFacing, Type::Bool)); break;
    case SpecialInput::PointCoord:
      for (uint32_t i = 0; i < 2; ++i) cells.push_back(component(ir::Builtin::PointCoord, Type::Float, i));
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
