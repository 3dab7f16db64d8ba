// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Fragment outputs: which draw buffer each goes to. GLSL ES 3.00.6 section 4.3.8.2; GLSL ES 1.00.17 section 7.2.

#include <algorithm>

#include "shader/link/gl_type.h"
#include "shader/link/link_state.h"

namespace sw {
namespace {

bool extensionEnabled(const ir::Shader& shader, const char* name) {
  return std::any_of(shader.extensions.begin(), shader.extensions.end(),
                     [&](const auto& extension) { return extension.first == name && extension.second; });
}

}  // namespace

bool linkOutputs(LinkState& state) {
  const ir::Shader& shader = state.fragment();
  ProgramInfo& info = state.program.info;
  uint32_t used = 0;
  for (const ir::InterfaceVariable& output : shader.outputs) {
    int32_t& location = state.program.fragmentOutputLocation.emplace_back(-1);
    if (output.semantic == ir::Semantic::FragDepth) continue;
    if (output.semantic != ir::Semantic::User && !output.staticUse) continue;
    // The compiler has seen to it that only a lone output goes without a location.
    location = std::max(output.location, 0);
    const uint32_t count = output.type.arrayElements();
    if (uint32_t(location) + count > kMaxColorOutputs) {
      return state.fail("Fragment output '" + output.name + "' exceeds MAX_DRAW_BUFFERS.");
    }
    const uint32_t mask = ((1u << count) - 1) << location;
    if (used & mask) return state.fail("Fragment output '" + output.name + "' shares a location with another.");
    used |= mask;
    info.outputs.push_back({output.name, glType(output.type), location, count});
    if (!output.staticUse) continue;
    for (uint32_t i = 0; i < count; ++i) info.outputClass[location + i] = uint8_t(ir::cellType(output.type.base));
    if (output.semantic == ir::Semantic::FragColor && extensionEnabled(shader, "GL_EXT_draw_buffers")) {
      info.broadcastsColor = true;
      for (uint8_t& type : info.outputClass) type = uint8_t(ir::Type::Float);
    }
  }
  return true;
}

}  // namespace sw
