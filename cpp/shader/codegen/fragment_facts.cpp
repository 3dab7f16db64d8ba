// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/fragment_facts.h"

namespace sw {
namespace {

bool typesMatch(ir::Type type, TargetClass kind) {
  switch (kind) {
    case TargetClass::Int: return type == ir::Type::Int;
    case TargetClass::Uint: return type == ir::Type::Uint;
    default: return type == ir::Type::Float;
  }
}

struct Component {
  uint32_t output = ir::kNone, cell = 0;
  ir::Type type = ir::Type::Void;
};
using Components = Component[kMaxColorOutputs][4];

/// Which component of which output each location has.
void findComponents(const LinkedProgram& program, Components& components) {
  const ir::Shader& shader = program.fragment;
  for (uint32_t i = 0; i < shader.outputs.size(); ++i) {
    const ir::InterfaceVariable& output = shader.outputs[i];
    if (output.semantic == ir::Semantic::FragDepth) continue;
    const bool named = output.semantic == ir::Semantic::User;
    const int32_t first = named ? program.fragmentOutputLocation[i] : 0;
    if (first < 0) continue;
    const uint32_t rows = output.type.rows;
    const bool broadcast = output.semantic == ir::Semantic::FragColor && program.info.broadcastsColor;
    const uint32_t elements = broadcast ? kMaxColorOutputs : output.type.arrayElements();
    for (uint32_t element = 0; element < elements; ++element) {
      const uint32_t location = uint32_t(first) + element;
      if (location >= kMaxColorOutputs) break;
      for (uint32_t row = 0; row < rows; ++row) {
        const uint32_t cell = broadcast ? row : element * rows + row;
        if (cell < output.cells.size()) components[location][row] = {i, cell, output.cells[cell]};
      }
    }
  }
}

}  // namespace

/// Targets that the shader does not write, or not with their own type, are left alone: such draws are errors or
/// undefined (OpenGL ES 3.0.6 §3.9.2.3).
FragmentFacts::FragmentFacts(const LinkedProgram& program, const FragmentKey& key) : program(program), key(key) {
  sampled = key.samples > 1;
  depthTest = key.depthTest && key.depthFormat != DepthFormat::None &&
              (key.depthWrite || key.depthCompare != CompareFunction::Always);
  depthWrite = depthTest && key.depthWrite;
  stencilTest = key.stencilTest;
  sameFaces = key.stencilFront == key.stencilBack;
  for (uint32_t i = 0; i < program.fragment.outputs.size(); ++i) {
    if (depthTest && program.fragment.outputs[i].semantic == ir::Semantic::FragDepth) depthOutput = i;
  }

  Components components;
  findComponents(program, components);
  const Component& alpha = components[0][3];
  if (sampled && key.alphaToCoverage && alpha.type == ir::Type::Float) {
    alphaToCoverage = true;
    coverageOutput = alpha.output;
    coverageCell = alpha.cell;
  }
  for (uint32_t location = 0; location < kMaxColorOutputs; ++location) {
    const TargetFormat format = key.targets[location].format;
    const Component(&source)[4] = components[location];
    if (format == TargetFormat::None || !typesMatch(source[0].type, targetFormatInfo(format).kind)) continue;
    TargetFacts& target = targets.emplace_back(TargetFacts{.location = location});
    for (int i = 0; i < 4; ++i) {
      target.output[i] = source[i].output;
      target.cell[i] = source[i].cell;
    }
  }
}

void FragmentFacts::addBody(const BodyEmitter& body) {
  lateWrites = body.hasDiscard() || alphaToCoverage;
  lateTests = depthOutput != ir::kNone || (lateWrites && stencilTest);
}

}  // namespace sw
