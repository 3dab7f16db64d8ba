// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Texture look-ups as generated code, for the sampler classes that keys name (SamplerKey). Each does to the bit what
// the descriptor's function does (texture/sample*.cpp), which stays for everything else: sampler classes without code,
// quads that touch an edge of a cube map's face with a linear filter, lanes with unlike lods.
//
// What needs no such way out is written where it is used, filters are functions of the module.

#pragma once

#include <cstdint>

#include "shader/codegen/keys.h"
#include "shader/codegen/routine_lanes.h"
#include "shader/ir/ir.h"

namespace sw {

/// Everything about a look-up that changes its code.
struct LookUp {
  ir::SamplerDim dim = ir::SamplerDim::Dim2D;
  ir::SampleMethod method = ir::SampleMethod::Implicit;
  bool bias = false;  // an implicit look-up has one
  int8_t offset[3] = {};
  SamplerKey sampler;
};

/// What the key of a sampler keeps for a stage with these methods (bits of SampleMethod): nothing that its code would
/// not depend on.
SamplerKey keptSamplerKey(const SamplerKey& key, ir::SamplerDim dim, uint32_t methods);

/// RGBA8 whose positions and lods are in fixed point (texture/sample_rgba8.cpp): implicit and explicit look-ups of 2D
/// textures.
bool isRgba8InFixedPoint(const SamplerKey& key);

bool hasLookUpCode(const LookUp& lookUp);
/// Whether it is written in place; else lookUpFunction() has it.
bool isLookUpInPlace(const LookUp& lookUp);
/// Whether results come from arithmetic on floats, which may make a NaN.
bool filtersFloats(const LookUp& lookUp);
uint32_t lookUpCoordinates(const LookUp& lookUp);
/// Fetches do, and look-ups with a lod or a bias where it matters.
bool takesLod(const LookUp& lookUp);

/// lod: lanes, of fetches too. Channels that the format lacks are constants.
struct LookUpArguments {
  wasm::Local descriptor;
  Value coordinates[3];
  Value lod;
};
void emitLookUp(Lanes& lanes, const LookUp& lookUp, const LookUpArguments& arguments, Value (&channels)[4]);

/// Parameters: i32 descriptor, i32 SampleScratch, the coordinates, the lod if it takes one; results: the channels that
/// are no constants.
wasm::Function lookUpFunction(wasm::ModuleBuilder& module, const LookUp& lookUp, wasm::TypeIndex sampleType);

/// Texel offsets as sampling functions take them.
inline int32_t packOffsets(const int8_t (&offset)[3]) {
  return int32_t(uint32_t(uint8_t(offset[0])) | uint32_t(uint8_t(offset[1])) << 8 | uint32_t(uint8_t(offset[2])) << 16);
}

}  // namespace sw
