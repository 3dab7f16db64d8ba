// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What linking two shaders yields. LinkedProgram stays in the compiler instance and makes routines on demand;
// ProgramInfo goes to the core, serialised (see program_info.cpp), and answers all reflection queries.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "shader/ir/ir.h"
#include "shader/passes/calls.h"
#include "support/shader_limits.h"

namespace sw {

inline constexpr uint32_t kMaxVertexAttributes = 16;
inline constexpr uint32_t kMaxColorOutputs = 8;
inline constexpr uint32_t kMaxVaryingCells = 4 * kMaxVaryingVectors;

/// A leaf uniform as getActiveUniform reports it: name with "[0]" for arrays, arrays of basic types are one entry.
struct ActiveUniform {
  std::string name;
  uint32_t type = 0;       // GL_FLOAT_VEC4, ...
  uint32_t arraySize = 1;  // 1 when not an array
  bool isArray = false;
  uint32_t firstCell = 0;     // default block: cell in the program's uniform storage
  int32_t samplerIndex = -1;  // samplers: index of element 0 in ProgramInfo::samplers; elements follow
  int32_t blockIndex = -1;    // uniform blocks: see the byte fields below, std140
  int32_t offsetBytes = -1;
  int32_t arrayStrideBytes = -1;
  int32_t matrixStrideBytes = -1;
  bool rowMajor = false;
  int32_t firstLocation = -1;  // location of element 0; elements take consecutive locations; -1 in blocks
};

struct ActiveAttribute {
  std::string name;
  uint32_t type = 0;
  uint32_t arraySize = 1;
  int32_t location = -1;  // -1 for gl_VertexID and the like
};

struct ActiveBlock {
  std::string name;  // with [n] for arrays
  uint32_t sizeBytes = 0;
  std::vector<uint32_t> uniforms;  // indices into ProgramInfo::uniforms
  bool inVertex = false;
  bool inFragment = false;
};

struct SamplerInfo {
  ir::SamplerDim dim = ir::SamplerDim::Dim2D;
  ir::SamplerClass samplerClass = ir::SamplerClass::Float;
  uint32_t uniformCell = 0;  // holds the texture unit
  // Bits of the SampleMethods of look-ups that name it by a constant; the vertex shader's implicit ones are explicit.
  uint8_t vertexMethods = 0, fragmentMethods = 0;
};

struct FeedbackVarying {
  std::string name;
  uint32_t type = 0;
  uint32_t arraySize = 1;
  uint32_t firstCell = 0;  // in the vertex record, see draw/layout.h (position and point size have cells there too)
  uint32_t cells = 0;
};

struct FragmentOutput {
  std::string name;
  uint32_t type = 0;
  int32_t location = 0;
  uint32_t arraySize = 1;
};

/// gl_ClipDistance or gl_CullDistance: user cells of the vertex record.
struct DistanceCells {
  uint32_t firstCell = 0;
  uint32_t cells = 0;  // 0: the vertex shader does not write it
};

struct ProgramInfo {
  std::vector<ActiveUniform> uniforms;
  std::vector<ActiveAttribute> attributes;
  std::vector<ActiveBlock> blocks;
  std::vector<SamplerInfo> samplers;
  std::vector<FeedbackVarying> feedback;
  std::vector<FragmentOutput> outputs;
  uint32_t uniformCells = 0;       // size of the default block's storage, 4 bytes each, all zero at link
  uint32_t varyingCells = 0;       // user cells in a vertex record (after position and point size), a multiple of 4
  uint32_t fragmentCells = 0;      // the first of them are fragment inputs: planes are made for these; a multiple of 4
  std::vector<uint8_t> flatCells;  // fragmentCells flags
  DistanceCells clipDistances, cullDistances;
  uint32_t attributeMask = 0;                         // locations that the vertex shader reads
  uint8_t attributeClass[kMaxVertexAttributes] = {};  // ir::Type of what the shader expects (Float, Int, Uint)
  uint8_t outputClass[kMaxColorOutputs] = {};         // ir::Type of each colour output; Void when not written
  bool broadcastsColor = false;  // gl_FragColor with EXT_draw_buffers: output 0 goes to every draw buffer
  bool writesPointSize = false;
  bool writesFragDepth = false;
  bool usesDiscard = false;
  bool usesPointCoord = false;
  bool usesFragCoord = false;
  uint32_t privateBytes = 0;  // what a routine of this program may need at ACTIVE_PRIVATE_PTR
  uint32_t linkHash[2] = {};  // of sources and bindings: the key of caches
};

std::vector<uint8_t> serialise(const ProgramInfo& info);
std::optional<ProgramInfo> deserialise(std::span<const uint8_t> bytes);

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

struct AttributeBinding {
  std::string name;
  uint32_t location = 0;
};

struct LinkOptions {
  std::vector<AttributeBinding> attributeBindings;  // bindAttribLocation
  std::vector<std::string> feedbackVaryings;        // transformFeedbackVaryings
  bool feedbackSeparate = false;
};

struct LinkResult {
  std::optional<LinkedProgram> program;
  std::string infoLog;
};

/// Cross-stage rules, uniform merging, layouts (GLSL ES 3.00 sections 4.3 and 9, WebGL 2). Both shaders are compiled.
LinkResult link(const ir::Shader& vertex, const ir::Shader& fragment, const LinkOptions& options);

}  // namespace sw
