// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <vector>

#include "pipeline/routine_keys.h"
#include "shader/codegen/body_emitter.h"
#include "shader/link/program.h"

namespace sw {

/// A render target that the shader writes: which component of which output each channel takes, ir::kNone: none.
struct TargetFacts {
  uint32_t location = 0;
  uint32_t output[4] = {};
  uint32_t cell[4] = {};
};

/// What key and program say of a fragment routine; no code. What depends on the body is known once it is planned.
struct FragmentFacts {
  FragmentFacts(const LinkedProgram& program, const FragmentKey& key);
  void addBody(const BodyEmitter& body);

  const LinkedProgram& program;
  const FragmentKey key;
  bool sampled = false;  // several samples
  bool depthTest = false, depthWrite = false, stencilTest = false, sameFaces = true;
  uint32_t depthOutput = ir::kNone;
  uint32_t coverageOutput = ir::kNone, coverageCell = 0;  // alpha of output 0
  bool alphaToCoverage = false;
  std::vector<TargetFacts> targets;  // whose type is that of the output

  // With the body:
  bool lateTests = false;   // the body writes gl_FragDepth, or it may discard while the stencil test is on
  bool lateWrites = false;  // the tests may come first, but not what they write: discard, alpha to coverage
};

}  // namespace sw
