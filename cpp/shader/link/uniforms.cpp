// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The default uniform block of a program: a uniform that both shaders declare is one; storage, locations, samplers.
// OpenGL ES 3.0.6 section 2.12.6, GLSL ES 3.00.6 section 4.3.5.

#include <map>

#include "pipeline/shader_limits.h"
#include "shader/ir/uses.h"
#include "shader/link/gl_type.h"
#include "shader/link/link_state.h"
#include "shader/link/packing.h"
#include "support/gl_constants.h"

namespace sw {
namespace {

/// A uniform of the program, from whichever shader declares it first.
struct MergedUniform {
  const ir::InterfaceVariable* variable = nullptr;
  const std::vector<ir::StructDef>* structs = nullptr;
  bool inVertex = false;  // statically used there
  bool inFragment = false;
  uint32_t firstCell = ir::kNone;
};

/// Calls visit(name, type, cell) for every leaf of a type as getActiveUniform names it: "s[1].m", "a[0]" for arrays.
template <typename Visit>
void forEachLeaf(const std::string& name, const ir::GlslType& type, const std::vector<ir::StructDef>& structs,
                 uint32_t cell, Visit&& visit) {
  if (type.base != ir::BaseType::Struct) {
    visit(type.isArray() ? name + "[0]" : name, type, cell);
    return;
  }
  for (uint32_t i = 0; i < type.arrayElements(); ++i) {
    const std::string element = type.isArray() ? name + "[" + std::to_string(i) + "]" : name;
    for (const ir::StructMember& member : structs[type.structIndex].members) {
      forEachLeaf(element + "." + member.name, member.type, structs, cell, visit);
      cell += ir::cellCount(member.type, structs);
    }
  }
}

bool checkPair(LinkState& state, const ir::InterfaceVariable& vertex, const ir::InterfaceVariable& fragment) {
  const auto fail = [&](const char* what) {
    return state.fail("Uniform '" + vertex.name + "' differs in " + what + " between VERTEX and FRAGMENT shaders.");
  };
  // A precision that does not matter to one of the shaders is not held against the pair, as in browsers.
  const bool precisions = vertex.named && fragment.named;
  if (!sameType(vertex.type, state.vertex().structs, fragment.type, state.fragment().structs, precisions)) {
    return fail("type");
  }
  if (precisions && !samePrecision(vertex.type, fragment.type)) return fail("precision");
  return true;
}

bool countSamplers(LinkState& state, const std::vector<MergedUniform>& uniforms) {
  int vertexSamplers = 0, fragmentSamplers = 0;
  for (const MergedUniform& uniform : uniforms) {
    forEachLeaf("", uniform.variable->type, *uniform.structs, 0, [&](const auto&, const ir::GlslType& type, uint32_t) {
      if (type.base != ir::BaseType::Sampler) return;
      if (uniform.inVertex) vertexSamplers += int(type.arrayElements());
      if (uniform.inFragment) fragmentSamplers += int(type.arrayElements());
    });
  }
  if (vertexSamplers > kMaxVertexTextureImageUnits) {
    return state.fail("VERTEX shader sampler count exceeds MAX_VERTEX_TEXTURE_IMAGE_UNITS.");
  }
  if (fragmentSamplers > kMaxTextureImageUnits) {
    return state.fail("FRAGMENT shader sampler count exceeds MAX_TEXTURE_IMAGE_UNITS.");
  }
  if (vertexSamplers + fragmentSamplers > kMaxCombinedTextureImageUnits) {
    return state.fail("Sampler count exceeds MAX_COMBINED_TEXTURE_IMAGE_UNITS.");
  }
  return true;
}

bool checkRoom(LinkState& state, const ir::Shader& shader, uint32_t vectors, const char* limit) {
  std::vector<PackedVariable> packed;
  for (const ir::InterfaceVariable& uniform : shader.uniforms) {
    if (uniform.staticUse) appendPacked(uniform.type, shader.structs, packed);
  }
  if (fitsIntoRegisters(std::move(packed), vectors)) return true;
  return state.fail(std::string("Uniforms exceed ") + limit + ".");
}

/// Appends the leaves of a uniform to the program, samplers or the others.
void addLeaves(LinkState& state, const MergedUniform& uniform, bool samplers, int32_t& nextLocation) {
  ProgramInfo& info = state.program.info;
  forEachLeaf(uniform.variable->name, uniform.variable->type, *uniform.structs, uniform.firstCell,
              [&](const std::string& name, const ir::GlslType& type, uint32_t cell) {
                if ((type.base == ir::BaseType::Sampler) != samplers) return;
                ActiveUniform active;
                active.name = name;
                active.type = glType(type);
                active.arraySize = type.arrayElements();
                active.isArray = type.isArray();
                active.firstCell = cell;
                active.firstLocation = nextLocation;
                nextLocation += int32_t(active.arraySize);
                if (samplers) {
                  active.samplerIndex = int32_t(info.samplers.size());
                  for (uint32_t i = 0; i < active.arraySize; ++i) {
                    state.program.samplerOfCell[cell + i] = uint32_t(info.samplers.size());
                    info.samplers.push_back({type.samplerDim, type.samplerClass, cell + i});
                  }
                }
                info.uniforms.push_back(std::move(active));
              });
}

bool usesDepthRange(const ir::Shader& shader) {
  using enum ir::Builtin;
  return ir::usesBuiltin(shader, DepthNear) || ir::usesBuiltin(shader, DepthFar) || ir::usesBuiltin(shader, DepthDiff);
}

/// GLSL ES 3.00.6 section 7.4: gl_DepthRange is a uniform, and so an active one where it is used; but it has neither
/// location nor storage (OpenGL ES 3.0.6 section 2.12.6: nothing that begins with gl_ has a location).
void addDepthRange(ProgramInfo& info) {
  for (const char* name : {"gl_DepthRange.near", "gl_DepthRange.far", "gl_DepthRange.diff"}) {
    ActiveUniform active;
    active.name = name;
    active.type = GL_FLOAT;
    info.uniforms.push_back(std::move(active));
  }
}

}  // namespace

bool linkUniforms(LinkState& state) {
  const ir::Shader& vertex = state.vertex();
  const ir::Shader& fragment = state.fragment();
  LinkedProgram& program = state.program;
  ProgramInfo& info = program.info;

  if (!checkRoom(state, vertex, kMaxVertexUniformVectors, "MAX_VERTEX_UNIFORM_VECTORS") ||
      !checkRoom(state, fragment, kMaxFragmentUniformVectors, "MAX_FRAGMENT_UNIFORM_VECTORS")) {
    return false;
  }

  std::vector<MergedUniform> merged;
  std::map<std::string, size_t> byName;
  for (const ir::InterfaceVariable& uniform : vertex.uniforms) {
    byName[uniform.name] = merged.size();
    merged.push_back({&uniform, &vertex.structs, uniform.staticUse, false});
  }
  std::vector<size_t> fragmentMerged;
  for (const ir::InterfaceVariable& uniform : fragment.uniforms) {
    const auto [entry, isNew] = byName.emplace(uniform.name, merged.size());
    if (isNew) {
      merged.push_back({&uniform, &fragment.structs, false, uniform.staticUse});
    } else {
      if (!checkPair(state, *merged[entry->second].variable, uniform)) return false;
      merged[entry->second].inFragment = uniform.staticUse;
    }
    fragmentMerged.push_back(entry->second);
  }
  if (!countSamplers(state, merged)) return false;

  for (MergedUniform& uniform : merged) {
    if (!uniform.inVertex && !uniform.inFragment) continue;
    uniform.firstCell = info.uniformCells;
    info.uniformCells += ir::cellCount(uniform.variable->type, *uniform.structs);
  }
  program.samplerOfCell.assign(info.uniformCells, ir::kNone);

  int32_t nextLocation = 0;
  for (const bool samplers : {false, true}) {
    for (const MergedUniform& uniform : merged) {
      if (uniform.firstCell != ir::kNone) addLeaves(state, uniform, samplers, nextLocation);
    }
  }

  if (usesDepthRange(vertex) || usesDepthRange(fragment)) addDepthRange(info);

  for (size_t i = 0; i < vertex.uniforms.size(); ++i) program.vertexUniformCell.push_back(merged[i].firstCell);
  for (size_t index : fragmentMerged) program.fragmentUniformCell.push_back(merged[index].firstCell);
  return true;
}

}  // namespace sw
