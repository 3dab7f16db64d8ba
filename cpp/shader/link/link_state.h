// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What the steps of link() share. Each step checks its rules, fills its part of the program, and returns false with a
// line in the log when the pair does not link.

#pragma once

#include "shader/link/program.h"

namespace sw {

struct LinkState {
  LinkedProgram& program;  // the shaders are in; the rest is filled step by step
  const LinkOptions& options;
  std::string& log;

  const ir::Shader& vertex() const { return program.vertex; }
  const ir::Shader& fragment() const { return program.fragment; }

  /// Returns false, so that a step can end with it.
  bool fail(const std::string& message) {
    log += message + '\n';
    return false;
  }
};

bool linkAttributes(LinkState& state);
bool linkVaryings(LinkState& state);
bool linkUniforms(LinkState& state);  // samplers included
bool linkBlocks(LinkState& state);    // after linkUniforms
bool linkOutputs(LinkState& state);
bool checkGlobalNames(LinkState& state);

}  // namespace sw
