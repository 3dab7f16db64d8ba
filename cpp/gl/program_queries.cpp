// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Tested by gl/programs_test.cpp.

#include "gl/program_queries.h"

#include "gl/deferred.h"
#include "gl/programs.h"

namespace sw::gl {
namespace {

constexpr int64_t kNoIndex = -1;

/// A name and the array index at its end: "a[3]" is ("a", 3), "a" is ("a", kNoIndex).
struct IndexedName {
  std::string_view base;
  int64_t index = kNoIndex;
};

IndexedName splitIndex(std::string_view name) {
  if (name.empty() || name.back() != ']') return {name, kNoIndex};
  const size_t open = name.rfind('[');
  if (open == std::string_view::npos || open + 2 > name.size() - 1) return {name, kNoIndex};
  const std::string_view digits = name.substr(open + 1, name.size() - open - 2);
  if (digits.size() > 9) return {name, kNoIndex};
  int64_t index = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return {name, kNoIndex};
    index = index * 10 + (digit - '0');
  }
  return {name.substr(0, open), index};
}

/// The base of a reported array name: without its "[0]".
std::string_view arrayBase(const ActiveUniform& uniform) {
  std::string_view name = uniform.name;
  if (uniform.isArray && name.ends_with("[0]")) name.remove_suffix(3);
  return name;
}

int32_t findLocation(const ProgramInfo& info, std::string_view name) {
  const IndexedName indexed = splitIndex(name);
  for (const ActiveUniform& uniform : info.uniforms) {
    if (uniform.firstLocation < 0) continue;
    const std::string_view base = arrayBase(uniform);
    if (base == name) return uniform.firstLocation;
    if (uniform.isArray && indexed.index != kNoIndex && base == indexed.base && indexed.index < uniform.arraySize) {
      return uniform.firstLocation + int32_t(indexed.index);
    }
  }
  return -1;
}

/// The executable of a linked program, or null with the error recorded.
ProgramExecutable* linkedExecutable(Context& c, GLuint name, const char* command) {
  Program* program = findSettledProgram(c, name, command);
  if (!program) return nullptr;
  if (!program->linked) {
    c.error(GL_INVALID_OPERATION, std::string(command) + ": the program is not linked");
    return nullptr;
  }
  return program->executable.get();
}

/// Reports entry `index` of a list in the executable.
template <typename List>
bool activeEntry(Context& c, GLuint name, GLuint index, const char* command, List list, ActiveVariable& out) {
  const Program* program = findSettledProgram(c, name, command);
  if (!program) return false;
  const size_t count = program->executable ? list(program->executable->info).size() : 0;
  if (index >= count) {
    c.error(GL_INVALID_VALUE, std::string(command) + ": index");
    return false;
  }
  const auto& entry = list(program->executable->info)[index];
  out = {int32_t(entry.arraySize), entry.type, entry.name};
  return true;
}

}  // namespace

StateValue getProgramParameter(Context& c, GLuint name, GLenum pname) {
  Program* program = findProgram(c, name, "getProgramParameter");
  if (!program) return StateValue::null();
  switch (pname) {  // known while the link is not done
    case GL_DELETE_STATUS: return StateValue::boolean(program->deleted);
    case GL_ATTACHED_SHADERS:
      return StateValue::integer(int32_t(bool(program->vertex)) + int32_t(bool(program->fragment)));
    case GL_COMPLETION_STATUS_KHR:
      if (!c.has(kKhrParallelShaderCompile)) break;
      return StateValue::boolean(!program->linking);
  }
  finish(c, *program);
  const ProgramInfo none;
  const ProgramInfo& info = program->executable ? program->executable->info : none;
  switch (pname) {
    case GL_LINK_STATUS: return StateValue::boolean(program->linked);
    case GL_VALIDATE_STATUS: return StateValue::boolean(program->validated);
    case GL_ACTIVE_ATTRIBUTES: return StateValue::integer(int32_t(info.attributes.size()));
    case GL_ACTIVE_UNIFORMS: return StateValue::integer(int32_t(info.uniforms.size()));
    case GL_ACTIVE_UNIFORM_BLOCKS:
      if (!c.webgl2()) break;
      return StateValue::integer(int32_t(info.blocks.size()));
    case GL_TRANSFORM_FEEDBACK_VARYINGS:
      if (!c.webgl2()) break;
      return StateValue::integer(int32_t(info.feedback.size()));
    case GL_TRANSFORM_FEEDBACK_BUFFER_MODE:
      if (!c.webgl2()) break;
      return StateValue::enumerant(program->feedbackMode);
  }
  c.error(GL_INVALID_ENUM, "getProgramParameter: pname");
  return StateValue::null();
}

const std::string* getProgramInfoLog(Context& c, GLuint name) {
  const Program* program = findSettledProgram(c, name, "getProgramInfoLog");
  return program ? &program->infoLog : nullptr;
}

std::vector<uint32_t> getAttachedShaders(Context& c, GLuint name, bool& found) {
  const Program* program = findProgram(c, name, "getAttachedShaders");
  found = program != nullptr;
  std::vector<uint32_t> names;
  if (program && program->vertex) names.push_back(program->vertex->name);
  if (program && program->fragment) names.push_back(program->fragment->name);
  return names;
}

bool getActiveAttrib(Context& c, GLuint program, GLuint index, ActiveVariable& out) {
  const auto list = [](const ProgramInfo& info) -> auto& { return info.attributes; };
  return activeEntry(c, program, index, "getActiveAttrib", list, out);
}

bool getActiveUniform(Context& c, GLuint program, GLuint index, ActiveVariable& out) {
  const auto list = [](const ProgramInfo& info) -> auto& { return info.uniforms; };
  return activeEntry(c, program, index, "getActiveUniform", list, out);
}

bool getTransformFeedbackVarying(Context& c, GLuint program, GLuint index, ActiveVariable& out) {
  const auto list = [](const ProgramInfo& info) -> auto& { return info.feedback; };
  return activeEntry(c, program, index, "getTransformFeedbackVarying", list, out);
}

GLint getAttribLocation(Context& c, GLuint program, std::string_view name) {
  if (!checkName(c, name, "getAttribLocation")) return -1;
  const ProgramExecutable* executable = linkedExecutable(c, program, "getAttribLocation");
  if (!executable || isReservedName(name) || name.starts_with("gl_")) return -1;
  for (const ActiveAttribute& attribute : executable->info.attributes) {
    if (attribute.name == name) return attribute.location;
  }
  return -1;
}

GLint getUniformLocation(Context& c, GLuint program, std::string_view name) {
  if (!checkName(c, name, "getUniformLocation")) return -1;
  ProgramExecutable* executable = linkedExecutable(c, program, "getUniformLocation");
  if (!executable || isReservedName(name) || name.starts_with("gl_")) return -1;
  const auto [entry, added] = executable->locationByName.try_emplace(std::string(name), -1);
  if (added) entry->second = findLocation(executable->info, name);
  return entry->second;
}

GLint getFragDataLocation(Context& c, GLuint program, std::string_view name) {
  const ProgramExecutable* executable = linkedExecutable(c, program, "getFragDataLocation");
  if (!executable || name.starts_with("gl_")) return -1;
  const IndexedName indexed = splitIndex(name);
  for (const FragmentOutput& output : executable->info.outputs) {
    std::string_view base = output.name;
    if (base.ends_with("[0]")) base.remove_suffix(3);
    if (base == name) return output.location;
    if (indexed.index != kNoIndex && base == indexed.base && indexed.index < output.arraySize) {
      return output.location + int32_t(indexed.index);
    }
  }
  return -1;
}

GLuint getUniformBlockIndex(Context& c, GLuint name, std::string_view blockName) {
  const Program* program = findSettledProgram(c, name, "getUniformBlockIndex");
  if (!program || !checkName(c, blockName, "getUniformBlockIndex") || !program->executable) return GL_INVALID_INDEX;
  const std::vector<ActiveBlock>& blocks = program->executable->info.blocks;
  for (size_t i = 0; i < blocks.size(); ++i) {
    if (blocks[i].name == blockName) return GLuint(i);
    // The name of an array of blocks means its first element.
    if (blocks[i].name.ends_with("[0]") &&
        std::string_view(blocks[i].name).substr(0, blocks[i].name.size() - 3) == blockName) {
      return GLuint(i);
    }
  }
  return GL_INVALID_INDEX;
}

std::vector<uint32_t> getUniformIndices(Context& c, GLuint name, std::string_view names) {
  const Program* program = findSettledProgram(c, name, "getUniformIndices");
  if (!program) return {};
  std::vector<uint32_t> indices;
  for (const std::string_view wanted : splitNames(names)) {
    uint32_t found = GL_INVALID_INDEX;
    if (program->executable) {
      const std::vector<ActiveUniform>& uniforms = program->executable->info.uniforms;
      for (size_t i = 0; i < uniforms.size() && found == GL_INVALID_INDEX; ++i) {
        if (uniforms[i].name == wanted || arrayBase(uniforms[i]) == wanted) found = uint32_t(i);
      }
    }
    indices.push_back(found);
  }
  return indices;
}

StateValue getActiveUniforms(Context& c, GLuint name, std::span<const uint32_t> indices, GLenum pname) {
  const Program* program = findSettledProgram(c, name, "getActiveUniforms");
  if (!program) return StateValue::null();
  StateValue result;
  switch (pname) {
    case GL_UNIFORM_TYPE:
    case GL_UNIFORM_SIZE: result.kind = ValueKind::EnumSequence; break;
    case GL_UNIFORM_BLOCK_INDEX:
    case GL_UNIFORM_OFFSET:
    case GL_UNIFORM_ARRAY_STRIDE:
    case GL_UNIFORM_MATRIX_STRIDE: result.kind = ValueKind::IntArray; break;
    case GL_UNIFORM_IS_ROW_MAJOR: result.kind = ValueKind::BooleanSequence; break;
    default: c.error(GL_INVALID_ENUM, "getActiveUniforms: pname"); return StateValue::null();
  }
  const size_t count = program->executable ? program->executable->info.uniforms.size() : 0;
  for (const uint32_t index : indices) {
    if (index >= count) {
      c.error(GL_INVALID_VALUE, "getActiveUniforms: an index is beyond ACTIVE_UNIFORMS");
      return StateValue::null();
    }
    const ActiveUniform& uniform = program->executable->info.uniforms[index];
    switch (pname) {
      case GL_UNIFORM_TYPE: result.words.push_back(uniform.type); break;
      case GL_UNIFORM_SIZE: result.words.push_back(uniform.arraySize); break;
      case GL_UNIFORM_BLOCK_INDEX: result.words.push_back(uint32_t(uniform.blockIndex)); break;
      case GL_UNIFORM_OFFSET: result.words.push_back(uint32_t(uniform.offsetBytes)); break;
      case GL_UNIFORM_ARRAY_STRIDE: result.words.push_back(uint32_t(uniform.arrayStrideBytes)); break;
      case GL_UNIFORM_MATRIX_STRIDE: result.words.push_back(uint32_t(uniform.matrixStrideBytes)); break;
      case GL_UNIFORM_IS_ROW_MAJOR: result.words.push_back(uniform.rowMajor); break;
    }
  }
  return result;
}

StateValue getActiveUniformBlockParameter(Context& c, GLuint name, GLuint index, GLenum pname) {
  const Program* program = findSettledProgram(c, name, "getActiveUniformBlockParameter");
  if (!program) return StateValue::null();
  if (!program->executable || index >= program->executable->info.blocks.size()) {
    c.error(GL_INVALID_VALUE, "getActiveUniformBlockParameter: uniformBlockIndex");
    return StateValue::null();
  }
  const ActiveBlock& block = program->executable->info.blocks[index];
  switch (pname) {
    case GL_UNIFORM_BLOCK_BINDING: return StateValue::unsignedInteger(program->executable->blockBindings[index]);
    case GL_UNIFORM_BLOCK_DATA_SIZE: return StateValue::unsignedInteger(block.sizeBytes);
    case GL_UNIFORM_BLOCK_ACTIVE_UNIFORMS: return StateValue::unsignedInteger(uint32_t(block.uniforms.size()));
    case GL_UNIFORM_BLOCK_ACTIVE_UNIFORM_INDICES: return StateValue::unsignedIntegers(block.uniforms);
    case GL_UNIFORM_BLOCK_REFERENCED_BY_VERTEX_SHADER: return StateValue::boolean(block.inVertex);
    case GL_UNIFORM_BLOCK_REFERENCED_BY_FRAGMENT_SHADER: return StateValue::boolean(block.inFragment);
  }
  c.error(GL_INVALID_ENUM, "getActiveUniformBlockParameter: pname");
  return StateValue::null();
}

const std::string* getActiveUniformBlockName(Context& c, GLuint name, GLuint index) {
  const Program* program = findSettledProgram(c, name, "getActiveUniformBlockName");
  if (!program) return nullptr;
  if (!program->executable) {
    c.error(GL_INVALID_OPERATION, "getActiveUniformBlockName: program has not been linked");
    return nullptr;
  }
  if (index >= program->executable->info.blocks.size()) {
    c.error(GL_INVALID_VALUE, "getActiveUniformBlockName: uniformBlockIndex");
    return nullptr;
  }
  return &program->executable->info.blocks[index].name;
}

}  // namespace sw::gl
