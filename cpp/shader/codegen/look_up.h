// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Texture look-ups as generated code, for the sampler classes that keys name (SamplerKey). Each does to the bit what
// the descriptor's function does (texture/sample*.cpp), which stays for everything else: sampler classes without code,
// quads that touch an edge of a cube map's face with a linear filter, lanes whose lods lead to unlike levels.
//
// What needs no such way out is written where it is used, filters are functions of the module.

#pragma once

#include <cstdint>

#include "pipeline/look_up.h"
#include "shader/codegen/routine_lanes.h"

namespace sw {

/// Whether it is written in place; else lookUpFunction() has it.
bool isLookUpInPlace(const LookUp& lookUp);
/// Whether results come from arithmetic on floats, which may make a NaN.
bool filtersFloats(const LookUp& lookUp);
/// Fetches do, and look-ups with a lod or a bias where it matters.
bool takesLod(const LookUp& lookUp);

/// lod: lanes, of fetches too. Channels that the format lacks are constants.
struct LookUpArguments {
  wasm::Local descriptor;
  Value coordinates[3];
  Value reference;  // of compared depth
  Value lod;
  Value gradients[2][3];  // if the look-up takes them; [x or y][coordinate]
};
void emitLookUp(Lanes& lanes, const LookUp& lookUp, const LookUpArguments& arguments, Value (&channels)[4]);

/// Parameters: i32 descriptor, i32 SampleScratch, the coordinates, and what it takes of reference, lod and gradients;
/// results: the channels that are no constants.
wasm::Function lookUpFunction(wasm::ModuleBuilder& module, const LookUp& lookUp, wasm::TypeIndex sampleType);

}  // namespace sw
