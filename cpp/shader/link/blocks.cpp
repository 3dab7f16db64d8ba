// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Named uniform blocks: OpenGL ES 3.0.6 section 2.12.6, GLSL ES 3.00.6 section 4.3.7. All are std140 in WebGL 2, so all
// of their members are active, used or not.

#include <algorithm>
#include <map>

#include "pipeline/shader_limits.h"
#include "shader/ir/std140.h"
#include "shader/link/gl_type.h"
#include "shader/link/link_state.h"

namespace sw {
namespace {

bool checkPair(LinkState& state, const ir::UniformBlock& vertex, const ir::UniformBlock& fragment) {
  const auto fail = [&](const std::string& what) {
    return state.fail("Interface block '" + vertex.blockName + "' differs in " + what +
                      " between VERTEX and FRAGMENT shaders.");
  };
  if (vertex.members.size() != fragment.members.size()) return fail("its number of members");
  if (vertex.arraySize != fragment.arraySize) return fail("array size");
  if (vertex.instanceName.empty() != fragment.instanceName.empty()) return fail("having an instance name");
  for (size_t i = 0; i < vertex.members.size(); ++i) {
    const ir::StructMember& a = vertex.members[i];
    const ir::StructMember& b = fragment.members[i];
    if (a.name != b.name) return fail("the name of member '" + a.name + "'");
    if (!sameType(a.type, state.vertex().structs, b.type, state.fragment().structs, true)) {
      return fail("the type of member '" + a.name + "'");
    }
    if (a.type.precision != b.type.precision) return fail("the precision of member '" + a.name + "'");
    // Of any member: browsers ask no matrix to be in it.
    if (a.type.rowMajor != b.type.rowMajor || vertex.rowMajor != fragment.rowMajor) {
      return fail("the matrix layout of member '" + a.name + "'");
    }
  }
  return true;
}

bool checkLimits(LinkState& state, const ir::Shader& shader, int maxBlocks, const char* limit) {
  int count = 0;
  for (const ir::UniformBlock& block : shader.blocks) {
    count += block.arraySize == 0 ? 1 : int(block.arraySize);
    if (block.sizeBytes > uint32_t(kMaxUniformBlockBytes)) {
      return state.fail("Uniform block '" + block.blockName + "' is larger than MAX_UNIFORM_BLOCK_SIZE.");
    }
  }
  if (count <= maxBlocks) return true;
  return state.fail(std::string("Uniform block count exceeds ") + limit + ".");
}

/// Appends the leaves of a member as getActiveUniform lists them. Their indices go to `indices`.
void addLeaves(LinkState& state, const std::vector<ir::StructDef>& structs, const std::string& name,
               const ir::GlslType& type, bool rowMajorOutside, uint32_t offset, int32_t blockIndex,
               std::vector<uint32_t>& indices) {
  const bool isRowMajor = rowMajorOutside || type.rowMajor;
  const uint32_t arrayStride = type.isArray() ? ir::std140ArrayStride(type, 0, structs, isRowMajor) : 0;
  if (type.base == ir::BaseType::Struct) {
    const std::vector<ir::StructMember>& members = structs[type.structIndex].members;
    const ir::Std140Members layout = ir::std140Members(members, structs, isRowMajor);
    for (uint32_t i = 0; i < type.arrayElements(); ++i) {
      const std::string element = type.isArray() ? name + "[" + std::to_string(i) + "]" : name;
      for (size_t m = 0; m < members.size(); ++m) {
        addLeaves(state, structs, element + "." + members[m].name, members[m].type, isRowMajor,
                  offset + i * arrayStride + layout.offsets[m], blockIndex, indices);
      }
    }
    return;
  }
  ActiveUniform active;
  active.name = type.isArray() ? name + "[0]" : name;
  active.type = glType(type);
  active.arraySize = type.arrayElements();
  active.isArray = type.isArray();
  active.blockIndex = blockIndex;
  active.offsetBytes = int32_t(offset);
  active.arrayStrideBytes = int32_t(arrayStride);
  active.matrixStrideBytes = int32_t(ir::std140(type, structs, isRowMajor).matrixStrideBytes);
  active.rowMajor = isRowMajor && type.isMatrix();
  indices.push_back(uint32_t(state.program.info.uniforms.size()));
  state.program.info.uniforms.push_back(std::move(active));
}

/// Appends a block, each element of an array of blocks by itself, and returns the first one's index.
uint32_t addBlock(LinkState& state, const ir::UniformBlock& block, const std::vector<ir::StructDef>& structs) {
  std::vector<ActiveBlock>& blocks = state.program.info.blocks;
  const uint32_t first = uint32_t(blocks.size());
  ActiveBlock active;
  active.sizeBytes = block.sizeBytes;
  const std::string prefix = block.instanceName.empty() ? "" : block.blockName + ".";
  for (size_t m = 0; m < block.members.size(); ++m) {
    addLeaves(state, structs, prefix + block.members[m].name, block.members[m].type, block.rowMajor,
              block.memberOffsets[m], int32_t(first), active.uniforms);
  }
  for (uint32_t i = 0; i < std::max(block.arraySize, 1u); ++i) {
    active.name = block.arraySize == 0 ? block.blockName : block.blockName + "[" + std::to_string(i) + "]";
    blocks.push_back(active);
  }
  return first;
}

}  // namespace

bool linkBlocks(LinkState& state) {
  const ir::Shader& vertex = state.vertex();
  const ir::Shader& fragment = state.fragment();
  LinkedProgram& program = state.program;
  if (!checkLimits(state, vertex, kMaxVertexUniformBlocks, "MAX_VERTEX_UNIFORM_BLOCKS") ||
      !checkLimits(state, fragment, kMaxFragmentUniformBlocks, "MAX_FRAGMENT_UNIFORM_BLOCKS")) {
    return false;
  }

  const auto mark = [&](uint32_t first, const ir::UniformBlock& block, auto stage) {
    for (uint32_t i = 0; i < std::max(block.arraySize, 1u); ++i)
      program.info.blocks[first + i].*stage = block.staticUse;
  };
  std::map<std::string, std::pair<const ir::UniformBlock*, uint32_t>> byName;
  for (const ir::UniformBlock& block : vertex.blocks) {
    const uint32_t first = addBlock(state, block, vertex.structs);
    byName[block.blockName] = {&block, first};
    program.vertexBlockSlot.push_back(first);
    mark(first, block, &ActiveBlock::inVertex);
  }
  for (const ir::UniformBlock& block : fragment.blocks) {
    uint32_t first = 0;
    if (const auto found = byName.find(block.blockName); found != byName.end()) {
      if (!checkPair(state, *found->second.first, block)) return false;
      first = found->second.second;
    } else {
      first = addBlock(state, block, fragment.structs);
    }
    program.fragmentBlockSlot.push_back(first);
    mark(first, block, &ActiveBlock::inFragment);
  }
  static_assert(kMaxCombinedUniformBlocks >= kMaxVertexUniformBlocks + kMaxFragmentUniformBlocks);
  return true;
}

bool checkGlobalNames(LinkState& state) {
  // OpenGL ES 3.0.6 section 2.12.6: one name in the program, one thing. Within a shader the compiler sees to it; an
  // attribute is a name of the vertex shader alone (GLSL ES 3.00.6 section 4.3.5).
  std::map<std::string, const ir::InterfaceVariable*> uniforms;
  std::map<std::string, const ir::UniformBlock*> fields;
  for (const ir::Shader* shader : {&state.vertex(), &state.fragment()}) {
    for (const ir::InterfaceVariable& uniform : shader->uniforms) uniforms[uniform.name] = &uniform;
    for (const ir::UniformBlock& block : shader->blocks) {
      if (!block.instanceName.empty()) continue;
      for (const ir::StructMember& member : block.members) {
        const auto [entry, isNew] = fields.emplace(member.name, &block);
        if (!isNew && entry->second->blockName != block.blockName) {
          return state.fail("Name conflicts between uniform block fields: " + member.name + ".");
        }
      }
    }
  }
  for (const auto& [name, field] : fields) {
    if (uniforms.contains(name)) {
      return state.fail("Name conflicts between a uniform and a uniform block field: " + name + ".");
    }
  }
  return true;
}

}  // namespace sw
