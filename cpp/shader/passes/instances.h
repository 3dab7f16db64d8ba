// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Functions that are called, once for each way they are called: a parameter that is uniform at some calls and varying
// at others has two forms in wasm, and so the function has two bodies.

#pragma once

#include <vector>

#include "shader/ir/ir.h"
#include "shader/passes/pipeline.h"
#include "shader/passes/uniformity.h"

namespace sw::passes {

struct Instance {
  uint32_t function = ir::kNone;          // into OptimisedShader::functions; kNone: main
  bool whole = true;                      // all lanes of the quad run it: it takes no mask
  std::vector<ir::Uniformity> arguments;  // by cell; cells of one parameter are alike
  std::vector<ir::Uniformity> results;    // by cell; cells of one result are alike
  ir::Function body;
  UniformityAnalysis flow;  // flow.callee: into the list of instances
};

/// At most so many instances of a function; further calls use one that suits all: everything varying, under a mask.
inline constexpr size_t kMaxInstances = 6;

/// Callees before callers, main last. Takes main from `optimised`.
std::vector<Instance> analyseInstances(const ir::Shader& shader, OptimisedShader& optimised,
                                       const InterfaceUniformity& interface);

}  // namespace sw::passes
