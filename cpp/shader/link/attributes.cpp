// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Attribute locations: layout(location) first, then bindAttribLocation, then the first free run. OpenGL ES 3.0.6
// section 2.12.5, GLSL ES 3.00.6 sections 4.3.8.1 and 12.46; WebGL 1.0, "Attribute aliasing".

#include <algorithm>

#include "shader/ir/uses.h"
#include "shader/link/gl_type.h"
#include "shader/link/link_state.h"
#include "support/gl_constants.h"

namespace sw {
namespace {

uint32_t locationCount(const ir::GlslType& type) { return type.columns * type.arrayElements(); }

uint32_t maskOf(uint32_t location, uint32_t count) { return ((1u << count) - 1) << location; }

/// layout(location) or the page's binding; -1: none.
int32_t fixedLocation(const ir::InterfaceVariable& input, const LinkOptions& options) {
  if (input.location >= 0) return input.location;
  // A later binding replaces an earlier one.
  for (size_t i = options.attributeBindings.size(); i-- > 0;) {
    if (options.attributeBindings[i].name == input.name) return int32_t(options.attributeBindings[i].location);
  }
  return -1;
}

/// GLSL ES 3.00.6 section 12.46: there, aliasing counts unused inputs too, and as in browsers they take a location. In
/// GLSL ES 1.00 they are as if not there.
bool participates(const ir::InterfaceVariable& input, int version) { return input.staticUse || version >= 300; }

}  // namespace

bool linkAttributes(LinkState& state) {
  const ir::Shader& shader = state.vertex();
  ProgramInfo& info = state.program.info;
  std::vector<int32_t>& locations = state.program.vertexInputLocation;
  locations.assign(shader.inputs.size(), -1);

  uint32_t used = 0;
  for (size_t i = 0; i < shader.inputs.size(); ++i) {
    const ir::InterfaceVariable& input = shader.inputs[i];
    if (!participates(input, shader.version)) continue;
    const int32_t location = fixedLocation(input, state.options);
    if (location < 0) continue;
    const uint32_t count = locationCount(input.type);
    if (uint32_t(location) + count > kMaxVertexAttributes) {
      return state.fail("Attribute (" + input.name + ") at location " + std::to_string(location) +
                        " does not fit: too many attributes.");
    }
    if (used & maskOf(location, count)) {
      return state.fail("Attribute '" + input.name + "' aliases another attribute at location " +
                        std::to_string(location) + ".");
    }
    used |= maskOf(location, count);
    locations[i] = location;
  }
  for (size_t i = 0; i < shader.inputs.size(); ++i) {
    const ir::InterfaceVariable& input = shader.inputs[i];
    if (locations[i] >= 0 || !participates(input, shader.version)) continue;
    const uint32_t count = locationCount(input.type);
    uint32_t location = 0;
    while (location + count <= kMaxVertexAttributes && (used & maskOf(location, count))) ++location;
    if (location + count > kMaxVertexAttributes) {
      return state.fail("Too many attributes (" + input.name + ").");
    }
    used |= maskOf(location, count);
    locations[i] = int32_t(location);
  }

  for (size_t i = 0; i < shader.inputs.size(); ++i) {
    const ir::InterfaceVariable& input = shader.inputs[i];
    if (!input.staticUse) {
      locations[i] = -1;
      continue;
    }
    info.attributes.push_back({.name = input.name,
                               .type = glType(input.type),
                               .arraySize = input.type.arrayElements(),
                               .location = locations[i]});
    const uint32_t count = locationCount(input.type);
    info.attributeMask |= maskOf(locations[i], count);
    for (uint32_t k = 0; k < count; ++k) {
      info.attributeClass[locations[i] + k] = uint8_t(ir::cellType(input.type.base));
    }
  }
  if (ir::usesBuiltin(shader, ir::Builtin::VertexId)) info.attributes.push_back({"gl_VertexID", GL_INT, 1, -1});
  if (ir::usesBuiltin(shader, ir::Builtin::InstanceId)) info.attributes.push_back({"gl_InstanceID", GL_INT, 1, -1});
  return true;
}

}  // namespace sw
