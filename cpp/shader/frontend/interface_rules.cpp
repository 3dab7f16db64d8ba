// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/frontend/interface_rules.h"

#include <algorithm>

#include "pipeline/shader_limits.h"
#include "shader/glslang/parse_context.h"
#include "shader/glslang/variable_size.h"

namespace sw {
namespace {

bool fail(std::string& log, const ir::InterfaceVariable& variable, const char* reason) {
  log += logLine("ERROR", 0, int(variable.line), variable.name.c_str(), reason);
  return false;
}

/// GLSL ES 3.00.6 section 4.3.8.2. (glslang sees overlapping locations.)
bool checkFragmentOutputs(const ir::Shader& shader, std::string& log) {
  size_t count = 0;
  for (const ir::InterfaceVariable& output : shader.outputs) count += output.semantic == ir::Semantic::User;
  for (const ir::InterfaceVariable& output : shader.outputs) {
    if (output.semantic != ir::Semantic::User) continue;
    if (count > 1 && output.location < 0) {
      return fail(log, output, "must explicitly specify all locations when using multiple fragment outputs");
    }
    const uint32_t location = uint32_t(std::max(output.location, 0));
    const uint32_t elements = output.type.arrayElements();
    if (location + elements > kMaxColorOutputs) return fail(log, output, "output location must be < MAX_DRAW_BUFFERS");
  }
  return true;
}

// ANGLE_clip_cull_distance has the two arrays share what there is; each by itself is bounded where it is declared.
static_assert(kMaxClipDistances + kMaxCullDistances <= kMaxCombinedClipAndCullDistances);

/// All variables of an invocation together are bounded, as each is by itself (node_rules.cpp).
bool checkSize(const ir::Shader& shader, std::string& log) {
  size_t cells = 0;
  for (const ir::Variable& variable : shader.globals) cells += variable.cells.size();
  for (const ir::Function& function : shader.functions) {
    for (const ir::Variable& variable : function.variables) cells += variable.cells.size();
  }
  if (cells <= kMaxVariableCells) return true;
  log += "ERROR: Total size of declared private variables exceeds implementation-defined limit\n";
  return false;
}

}  // namespace

bool checkInterface(const ir::Shader& shader, std::string& log) {
  if (shader.stage == ir::Stage::Fragment && shader.version == 300 && !checkFragmentOutputs(shader, log)) return false;
  return checkSize(shader, log);
}

}  // namespace sw
