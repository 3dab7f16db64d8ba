// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/compile/compile.h"

#include <algorithm>

#include "shader/frontend/interface_rules.h"
#include "shader/frontend/parser.h"
#include "shader/frontend/source_rules.h"
#include "shader/frontend/tree_rules.h"
#include "shader/glslang/parse_context.h"
#include "shader/ir/uses.h"
#include "shader/lower/lower.h"

namespace sw {

namespace {

/// Members that went through glslang by another name get theirs back.
void restoreNames(ir::Shader& shader) {
  const auto restore = [](std::vector<ir::StructMember>& members) {
    for (ir::StructMember& member : members) {
      if (member.name == kLengthMember) member.name = "length";
    }
  };
  for (ir::StructDef& definition : shader.structs) restore(definition.members);
  for (ir::UniformBlock& block : shader.blocks) restore(block.members);
}

/// The tree does not say where globals are declared.
void setLines(ir::Shader& shader, const std::map<std::string, int>& lines) {
  const auto set = [&](const std::string& name, uint32_t& line) {
    const auto found = lines.find(name);
    if (line == 0 && found != lines.end()) line = uint32_t(std::max(found->second, 0));
  };
  for (auto* variables : {&shader.inputs, &shader.outputs, &shader.uniforms}) {
    for (ir::InterfaceVariable& variable : *variables) set(variable.name, variable.line);
  }
  for (ir::UniformBlock& block : shader.blocks) set(block.blockName, block.line);
}

/// What pruned code names is no use, but matters where declarations are compared.
void setNamed(ir::Shader& shader, const std::set<std::string>& names) {
  for (auto* variables : {&shader.inputs, &shader.outputs, &shader.uniforms}) {
    for (ir::InterfaceVariable& variable : *variables) variable.named = names.contains(variable.name);
  }
}

}  // namespace

CompileResult compileShader(ir::Stage stage, std::string_view source, const CompileOptions& options) {
  CompileResult result;
  SourceText text;
  if (!checkSource(source, options.webglVersion, text, result.infoLog)) return result;

  ParsedShader parsed = parseShader(stage, text, options, result.infoLog);
  if (!parsed.valid) return result;
  if (!checkTree(parsed, result.infoLog)) return result;

  ir::Shader shader;
  shader.stage = stage;
  shader.version = text.version;
  shader.extensions = std::move(parsed.extensions);
  LowerError error;
  if (!lower(*parsed.tree, parsed.indexedInterfaces, shader, error)) {
    result.infoLog += logLine("ERROR", 0, int(error.line), "", error.message.c_str());
    return result;
  }
  restoreNames(shader);
  setLines(shader, parsed.globalLines);
  setNamed(shader, parsed.namedInCode);
  if (!checkInterface(shader, result.infoLog)) return result;
  shader.invariantFragCoord = parsed.invariantInputs.fragCoord && usesBuiltin(shader, ir::Builtin::FragCoord);
  shader.invariantPointCoord = parsed.invariantInputs.pointCoord && usesBuiltin(shader, ir::Builtin::PointCoord);
  result.shader = std::move(shader);
  return result;
}

}  // namespace sw
