// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include <algorithm>

#include "pipeline/link_options.h"
#include "shader/link/link_state.h"
#include "shader/link/private_memory.h"
#include "shader/passes/inline.h"
#include "shader/passes/pipeline.h"

namespace sw {
namespace {

/// What look-ups by constant samplers do with each of them.
void findSampleMethods(const ir::Shader& shader, LinkedProgram& program) {
  const bool isVertex = shader.stage == ir::Stage::Vertex;
  for (const ir::Function& function : shader.functions) {
    for (const ir::SampleInfo& sample : function.samples) {
      if (!sample.sampler.strides.empty()) {
        if (!isVertex) continue;
        for (SamplerInfo& info : program.info.samplers) info.vertexMethods |= kSomeSampleMethod;
        continue;
      }
      const std::vector<uint32_t>& cells = isVertex ? program.vertexUniformCell : program.fragmentUniformCell;
      const uint32_t cell = cells[sample.sampler.object] + sample.sampler.base;
      if (cell >= program.samplerOfCell.size() || program.samplerOfCell[cell] == ir::kNone) continue;
      SamplerInfo& info = program.info.samplers[program.samplerOfCell[cell]];
      const bool isExplicit = isVertex && sample.method == SampleMethod::Implicit;
      (isVertex ? info.vertexMethods : info.fragmentMethods) |=
          uint8_t(1u << uint32_t(isExplicit ? SampleMethod::Lod : sample.method));
    }
  }
}

/// Bounds of ours on the code that comes of a stage (docs/shader-limits.md). Only a very large one can pass them.
bool checkCodeSize(const ir::Shader& shader, const passes::CallOptions& options, std::string& log) {
  constexpr size_t kSmall = passes::kMaxInlinedInstrs / 2;
  size_t operations = 0;
  for (const ir::Function& function : shader.functions) operations += function.instrs.size();
  if (operations <= kSmall) return true;
  passes::OptimisedShader optimised;
  std::string error;
  if (passes::optimise(shader, options, optimised, error)) return true;
  log = std::string(shader.stage == ir::Stage::Vertex ? "Vertex" : "Fragment") + " shader: " + error + ".\n";
  return false;
}

}  // namespace

LinkResult link(const ir::Shader& vertex, const ir::Shader& fragment, const LinkOptions& options) {
  LinkResult result;
  if (vertex.version != fragment.version) {
    result.infoLog = "Versions of linked shaders have to match.\n";
    return result;
  }
  LinkedProgram program;
  program.vertex = vertex;
  program.fragment = fragment;
  LinkState state{program, options, result.infoLog};
  if (!linkAttributes(state) || !linkVaryings(state) || !linkUniforms(state) || !linkBlocks(state) ||
      !checkGlobalNames(state) || !linkOutputs(state) ||
      !checkCodeSize(program.vertex, program.calls, result.infoLog) ||
      !checkCodeSize(program.fragment, program.calls, result.infoLog)) {
    return result;
  }
  findSampleMethods(program.vertex, program);
  findSampleMethods(program.fragment, program);
  program.info.privateBytes = privateBytesNeeded(program);
  result.program = std::move(program);
  return result;
}

}  // namespace sw
