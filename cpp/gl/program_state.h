// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Shaders and programs: OpenGL ES 3.0.6 §2.11. What a program links to is one ProgramExecutable. It is counted, so that
// a draw in flight keeps the routines that it can still call.

#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "gl/object.h"
#include "gl/routine_cache.h"
#include "pipeline/link_options.h"
#include "pipeline/program_info.h"
#include "support/gl_constants.h"
#include "support/storage.h"

namespace sw::gl {

/// What shaderSource was given; it never changes.
struct SourceText : RefCounted {
  Storage bytes;
  uint32_t sizeBytes = 0;
};
/// Null: no text.
inline std::string_view textOf(const Ref<SourceText>& source) {
  if (!source) return {};
  return {reinterpret_cast<const char*>(source->bytes.data()), source->sizeBytes};
}

/// One compileShader: what it saw, and once done, what came of it. It is done when somebody asks or between tasks
/// (deferred.h). Links hold on to it, since the shader may be compiled anew before they are done.
struct Compilation : RefCounted {
  GLenum type = GL_VERTEX_SHADER;
  Ref<SourceText> source;
  uint32_t extensions = 0;  // that it may use
  bool done = false;
  bool compiled = false;
  uint32_t handle = 0;  // in the compiler instance; 0: none
  std::string infoLog;
  ~Compilation();
};

struct Shader : Object {
  GLenum type = GL_VERTEX_SHADER;
  Ref<SourceText> source;
  Ref<Compilation> compilation;  // the last one; null: none yet
  uint32_t attachments = 0;      // programs that hold it
};

/// One linkProgram that is not done yet, with everything it saw.
struct Linking : RefCounted {
  Ref<Compilation> vertex, fragment;
  std::vector<uint8_t> options;  // LinkOptions, serialised
  GLenum feedbackMode = GL_INTERLEAVED_ATTRIBS;
};

struct UniformLocation {
  uint32_t uniform;  // index into ProgramInfo::uniforms
  uint32_t element;
};

/// The outcome of one successful link.
struct ProgramExecutable : RefCounted {
  uint32_t handle = 0;  // in the compiler instance
  ProgramInfo info;
  std::vector<UniformLocation> locations;  // by location
  std::vector<uint32_t> uniformStorage;    // info.uniformCells, then 16 bytes of slack
  std::vector<uint32_t> blockBindings;     // by block index
  GLenum feedbackMode = GL_INTERLEAVED_ATTRIBS;
  RoutineCache routines;
  [[no_unique_address]] ShadingUse use;                     // of the routines: draws in flight read them
  std::unordered_map<std::string, int32_t> locationByName;  // of names asked for before
  ~ProgramExecutable();
};

struct Program : Object {
  Ref<Shader> vertex, fragment;
  std::vector<AttributeBinding> attributeBindings;
  std::vector<std::string> feedbackVaryings;
  GLenum feedbackMode = GL_INTERLEAVED_ATTRIBS;
  Ref<Linking> linking;  // until it is done, the outcome below is not known
  bool linked = false;
  bool validated = false;
  uint32_t linkSerial = 0;  // unique in the context to one link, successful or not; locations belong to one link
  std::string infoLog;
  Ref<ProgramExecutable> executable;
  uint32_t feedbackUses = 0;  // active transform feedback objects that were begun with it
};

struct ProgramState {
  Ref<Program> current;
  Ref<ProgramExecutable> executable;
};

/// What was put off, oldest first. Entries may have been done since.
struct DeferredWork {
  std::deque<Ref<Compilation>> compilations;
  std::deque<uint32_t> programs;  // by name: waiting keeps no program alive
};

}  // namespace sw::gl
