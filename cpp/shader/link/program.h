// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What linking two shaders yields. LinkedProgram stays in the compiler instance and makes routines on demand; its
// ProgramInfo goes to the core, serialised.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pipeline/link_options.h"
#include "pipeline/program_info.h"
#include "shader/ir/ir.h"
#include "shader/passes/calls.h"

namespace sw {

/// A linked pair with the places of everything that crosses its borders.
struct LinkedProgram {
  ir::Shader vertex;
  ir::Shader fragment;
  ProgramInfo info;
  // Index by the interface variable's index in its shader.
  std::vector<uint32_t> vertexUniformCell;  // first cell of vertex.uniforms[i]
  std::vector<uint32_t> fragmentUniformCell;
  std::vector<uint32_t> vertexBlockSlot;  // first entry of vertex.blocks[i] in ProgramInfo::blocks
  std::vector<uint32_t> fragmentBlockSlot;
  std::vector<int32_t> vertexInputLocation;     // attribute location of vertex.inputs[i], -1 if unused
  std::vector<int32_t> vertexOutputCell;        // first user cell of vertex.outputs[i], -1: dropped or built-in
  std::vector<int32_t> fragmentInputCell;       // first user cell of fragment.inputs[i], -1: never written
  std::vector<int32_t> fragmentOutputLocation;  // of fragment.outputs[i]
  // Sampler index (into ProgramInfo::samplers) of a uniform cell; kNone for cells that are no samplers.
  std::vector<uint32_t> samplerOfCell;
  passes::CallOptions calls;  // tests change these
};

struct LinkResult {
  std::optional<LinkedProgram> program;
  std::string infoLog;
};

/// Cross-stage rules, uniform merging, layouts (GLSL ES 3.00 sections 4.3 and 9, WebGL 2). Both shaders are compiled.
LinkResult link(const ir::Shader& vertex, const ir::Shader& fragment, const LinkOptions& options);

}  // namespace sw
