// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What the core knows of a linked program: it answers all reflection queries, and tells what draws need. It comes from
// the compiler's instance, serialised.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "pipeline/shader_limits.h"
#include "pipeline/shader_types.h"

namespace sw {

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

inline constexpr uint8_t kSomeSampleMethod = 0x80;

struct SamplerInfo {
  SamplerDim dim = SamplerDim::Dim2D;
  SamplerClass samplerClass = SamplerClass::Float;
  uint32_t uniformCell = 0;  // holds the texture unit
  // Bits of the SampleMethods of look-ups that name it by a constant; the vertex shader's implicit ones are explicit.
  // kSomeSampleMethod: other look-ups of the vertex shader may be of this sampler, too.
  uint8_t vertexMethods = 0, fragmentMethods = 0;
};

struct FeedbackVarying {
  std::string name;
  uint32_t type = 0;
  uint32_t arraySize = 1;
  uint32_t firstCell = 0;  // in the vertex record, see pipeline/layout.h (position and point size have cells there too)
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
  uint8_t attributeClass[kMaxVertexAttributes] = {};  // ScalarType of what the shader expects (Float, Int, Uint)
  uint8_t outputClass[kMaxColorOutputs] = {};         // ScalarType of each colour output; Void when not written
  bool broadcastsColor = false;  // gl_FragColor with EXT_draw_buffers: output 0 goes to every draw buffer
  bool writesPointSize = false;
  uint32_t privateBytes = 0;  // what a routine of this program may need at ACTIVE_PRIVATE_PTR
};

std::vector<uint8_t> serialise(const ProgramInfo& info);
std::optional<ProgramInfo> deserialise(std::span<const uint8_t> bytes);

}  // namespace sw
