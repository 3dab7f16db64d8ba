// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The IR as text: one instruction a line, nested blocks indented. Floats that have a short exact decimal form are
// printed so, all others in hexadecimal, so that one wrong bit shows.

#include <bit>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "shader/ir/ir.h"

namespace sw::ir {

namespace {

const char* typeText(Type type) {
  switch (type) {
    case Type::Void: return "void";
    case Type::Bool: return "bool";
    case Type::Int: return "int";
    case Type::Uint: return "uint";
    case Type::Float: return "float";
  }
  return "?";
}

const char* spaceText(Space space) {
  switch (space) {
    case Space::Local: return "local";
    case Space::Global: return "global";
    case Space::Output: return "output";
    case Space::Input: return "input";
    case Space::Uniform: return "uniform";
    case Space::Block: return "block";
    case Space::Constant: return "constant";
  }
  return "?";
}

const char* builtinText(Builtin builtin) {
  switch (builtin) {
    case Builtin::VertexId: return "gl_VertexID";
    case Builtin::InstanceId: return "gl_InstanceID";
    case Builtin::DrawId: return "gl_DrawID";
    case Builtin::FragCoord: return "gl_FragCoord";
    case Builtin::FrontFacing: return "gl_FrontFacing";
    case Builtin::PointCoord: return "gl_PointCoord";
    case Builtin::DepthNear: return "gl_DepthRange.near";
    case Builtin::DepthFar: return "gl_DepthRange.far";
    case Builtin::DepthDiff: return "gl_DepthRange.diff";
  }
  return "?";
}

const char* methodText(SampleMethod method) {
  switch (method) {
    case SampleMethod::Implicit: return "implicit";
    case SampleMethod::Lod: return "lod";
    case SampleMethod::Grad: return "grad";
    case SampleMethod::Fetch: return "fetch";
    case SampleMethod::Size: return "size";
  }
  return "?";
}

std::string number(uint32_t n) { return std::to_string(n); }

std::string constantText(Type type, uint32_t bits) {
  char text[32];
  switch (type) {
    case Type::Void: return "?";
    case Type::Bool: return bits ? "true" : "false";
    case Type::Int: return std::to_string(static_cast<int32_t>(bits));
    case Type::Uint: return number(bits) + "u";
    case Type::Float: {
      const float value = std::bit_cast<float>(bits);
      std::snprintf(text, sizeof text, "%.6g", static_cast<double>(value));
      if (std::isfinite(value) && std::bit_cast<uint32_t>(std::strtof(text, nullptr)) == bits) return text;
      std::snprintf(text, sizeof text, "0x%08x", bits);
      return text;
    }
  }
  return "?";
}

std::string glslTypeText(const Shader& shader, const GlslType& type) {
  std::string text;
  static constexpr const char* kScalars[] = {"void", "bool", "int", "uint", "float"};
  static constexpr const char* kVectors[] = {"", "bvec", "ivec", "uvec", "vec"};
  static constexpr const char* kDims[] = {"2D", "3D", "Cube", "2DArray"};
  if (type.base == BaseType::Struct) {
    text = type.structIndex < shader.structs.size() ? shader.structs[type.structIndex].name : "?";
  } else if (type.base == BaseType::Sampler) {
    if (type.samplerClass == SamplerClass::Int) text = "i";
    if (type.samplerClass == SamplerClass::Uint) text = "u";
    text += std::string("sampler") + kDims[static_cast<int>(type.samplerDim)];
    if (type.samplerClass == SamplerClass::Shadow) text += "Shadow";
  } else if (type.isMatrix()) {
    text = "mat" + number(type.columns) + "x" + number(type.rows);
  } else if (type.rows > 1) {
    text = kVectors[static_cast<int>(type.base)] + number(type.rows);
  } else {
    text = kScalars[static_cast<int>(type.base)];
  }
  for (const uint32_t size : type.arraySizes) text += "[" + number(size) + "]";
  return text;
}

class Writer {
 public:
  explicit Writer(const Shader& shader) : shader_(shader) {}

  std::string shaderText() {
    out_ += shader_.stage == Stage::Vertex ? "vertex " : "fragment ";
    out_ += number(static_cast<uint32_t>(shader_.version)) + "\n";
    for (const StructDef& def : shader_.structs) {
      out_ += "struct " + def.name + " {";
      for (const StructMember& member : def.members) {
        out_ += " " + glslTypeText(shader_, member.type) + " " + member.name + ";";
      }
      out_ += " }\n";
    }
    interfaces("input", shader_.inputs);
    interfaces("output", shader_.outputs);
    interfaces("uniform", shader_.uniforms);
    for (const UniformBlock& block : shader_.blocks) {
      out_ += "block " + block.blockName + (block.arraySize ? "[" + number(block.arraySize) + "]" : "") + " {";
      for (size_t i = 0; i < block.members.size(); ++i) {
        out_ += " " + glslTypeText(shader_, block.members[i].type) + " " + block.members[i].name + " @" +
                number(block.memberOffsets[i]) + ";";
      }
      out_ += " } size " + number(block.sizeBytes) + (block.staticUse ? "" : " unused") + "\n";
    }
    for (const Variable& global : shader_.globals) {
      out_ += "global " + global.name + " " + number(static_cast<uint32_t>(global.cells.size())) + "\n";
    }
    if (!shader_.constants.empty()) {
      out_ += "constants";
      for (const uint32_t bits : shader_.constants) {
        char text[16];
        std::snprintf(text, sizeof text, " %08x", bits);
        out_ += text;
      }
      out_ += "\n";
    }
    for (const Function& function : shader_.functions) functionText(function);
    return std::move(out_);
  }

  std::string one(const Function& function) {
    functionText(function);
    return std::move(out_);
  }

 private:
  void interfaces(const char* word, const std::vector<InterfaceVariable>& list) {
    static constexpr const char* kSemantics[] = {"",          " position",  " pointsize",    " fragcolor",
                                                 " fragdata", " fragdepth", " clipdistance", " culldistance"};
    for (const InterfaceVariable& variable : list) {
      out_ += std::string(word) + " " + glslTypeText(shader_, variable.type) + " " + variable.name;
      out_ += kSemantics[static_cast<int>(variable.semantic)];
      if (variable.interpolation == Interpolation::Flat) out_ += " flat";
      if (variable.centroid) out_ += " centroid";
      if (variable.invariant) out_ += " invariant";
      if (variable.location >= 0) out_ += " location " + std::to_string(variable.location);
      if (!variable.staticUse) out_ += " unused";
      out_ += "\n";
    }
  }

  void functionText(const Function& function) {
    function_ = &function;
    out_ += "function " + function.name + "(";
    uint32_t value = 0;
    bool first = true;
    for (const Parameter& parameter : function.parameters) {
      if (!first) out_ += ", ";
      first = false;
      out_ += parameter.in ? (parameter.out ? "inout " : "in ") : "out ";
      out_ += parameter.name;
      for (size_t i = 0; i < parameter.cells.size(); ++i) {
        out_ += std::string(i ? ", " : ": ");
        if (parameter.in) out_ += "%" + number(value++) + " ";
        out_ += typeText(parameter.cells[i]);
      }
    }
    out_ += ")";
    for (size_t i = 0; i < function.returnCells.size(); ++i) {
      out_ += std::string(i ? ", " : " -> ") + typeText(function.returnCells[i]);
    }
    out_ += "\n";
    if (!function.blocks.empty()) block(0, 1);
  }

  void line(int indent, const std::string& text) {
    out_.append(static_cast<size_t>(indent) * 2, ' ');
    out_ += text + "\n";
  }

  std::string values(std::span<const ValueId> list) {
    std::string text;
    for (size_t i = 0; i < list.size(); ++i) text += (i ? ", %" : "%") + number(list[i]);
    return text;
  }

  std::string localName(uint32_t index) {
    if (index >= function_->variables.size()) return "?";
    const std::string& name = function_->variables[index].name;
    uint32_t same = 0;
    for (const Variable& variable : function_->variables) same += variable.name == name;
    return same > 1 ? name + "." + number(index) : name;
  }

  template <typename List>
  static std::string nameIn(const List& list, uint32_t index) {
    return index < list.size() ? list[index].name : "?";
  }

  std::string accessText(const Access& access, std::span<const ValueId> indices) {
    std::string text = std::string(spaceText(access.space)) + " ";
    switch (access.space) {
      case Space::Local: text += localName(access.object); break;
      case Space::Global: text += nameIn(shader_.globals, access.object); break;
      case Space::Output: text += nameIn(shader_.outputs, access.object); break;
      case Space::Input: text += nameIn(shader_.inputs, access.object); break;
      case Space::Uniform: text += nameIn(shader_.uniforms, access.object); break;
      case Space::Block: {
        const uint32_t index = access.object & 0xffff;
        text += index < shader_.blocks.size() ? shader_.blocks[index].blockName : "?";
        if (access.object >> 16) text += "[" + number(access.object >> 16) + "]";
        break;
      }
      case Space::Constant: break;
    }
    text += "+" + number(access.base);
    for (size_t i = 0; i < access.strides.size(); ++i) {
      text +=
          "+" + (i < indices.size() ? "%" + number(indices[i]) : std::string("?")) + "*" + number(access.strides[i]);
    }
    return text;
  }

  void block(BlockId id, int indent) {
    for (const InstrId instr : function_->blocks[id].instrs) instruction(function_->instrs[instr], indent);
  }

  void instruction(const Instr& instr, int indent) {
    const std::span<const ValueId> args = function_->argsOf(instr);
    std::string text;
    for (uint16_t i = 0; i < instr.resultCount; ++i) text += "%" + number(instr.result + i) + " ";
    if (instr.resultCount) text += "= ";
    text += opText(instr.op);
    switch (instr.op) {
      case Op::Const:
        text += std::string(" ") + typeText(instr.type) + " " + constantText(instr.type, instr.imm);
        break;
      case Op::Load: text += " " + accessText(function_->accesses[instr.imm], args); break;
      case Op::Store:
        text += " " + accessText(function_->accesses[instr.imm], args.subspan(1)) + ", %" + number(args[0]);
        break;
      case Op::DeclareVar:
        text += " " + localName(instr.imm) + " " +
                number(static_cast<uint32_t>(function_->variables[instr.imm].cells.size()));
        if (function_->variables[instr.imm].dynamic) text += " dynamic";
        break;
      case Op::ClampIndex: text += " " + values(args) + ", " + number(instr.imm); break;
      case Op::LoadBuiltin:
        text += std::string(" ") + builtinText(static_cast<Builtin>(instr.imm & 0xff));
        if (instr.imm >> 8) text += "+" + number(instr.imm >> 8);
        break;
      case Op::Sample: {
        const SampleInfo& info = function_->samples[instr.imm];
        const size_t indices = info.sampler.strides.size();
        text += std::string(" ") + methodText(info.method) + (info.bias ? " bias " : " ") +
                accessText(info.sampler, args.last(indices)) + " (" + values(args.first(args.size() - indices)) + ")";
        if (info.offset[0] || info.offset[1] || info.offset[2]) {
          for (const int8_t offset : info.offset) text += " " + std::to_string(offset);
        }
        break;
      }
      case Op::Call:
        text += " " + (instr.imm < shader_.functions.size() ? shader_.functions[instr.imm].name : "?") + "(" +
                values(args) + ")";
        break;
      case Op::If:
        line(indent, text + " " + values(args));
        block(instr.blockA, indent + 1);
        if (instr.blockB != kNone && !function_->blocks[instr.blockB].instrs.empty()) {
          line(indent, "else");
          block(instr.blockB, indent + 1);
        }
        return;
      case Op::Loop:
        line(indent, text);
        block(instr.blockA, indent + 1);
        if (instr.blockB != kNone && !function_->blocks[instr.blockB].instrs.empty()) {
          line(indent, "continuing");
          block(instr.blockB, indent + 1);
        }
        return;
      case Op::Scope:
        line(indent, text);
        block(instr.blockA, indent + 1);
        return;
      case Op::Switch:
        line(indent, text + " " + values(args));
        for (const SwitchCase& entry : function_->switches[instr.imm]) {
          std::string labels = "case";
          for (const uint32_t label : entry.labels) labels += " " + std::to_string(static_cast<int32_t>(label));
          if (entry.isDefault) labels += " default";
          line(indent, labels);
          block(entry.block, indent + 1);
        }
        return;
      default:
        if (instr.resultCount) text += std::string(" ") + typeText(instr.type);
        if (!args.empty()) text += " " + values(args);
        break;
    }
    line(indent, text);
  }

  const Shader& shader_;
  const Function* function_ = nullptr;
  std::string out_;
};

}  // namespace

std::string toText(const Shader& shader) { return Writer(shader).shaderText(); }

std::string toText(const Shader& shader, const Function& function) { return Writer(shader).one(function); }

}  // namespace sw::ir
