// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/deferred.h"

#include <algorithm>
#include <cstring>

#include "gl/expected_draws.h"
#include "host/guest.h"
#include "host/imports.h"
#include "pipeline/link_options.h"
#include "pipeline/shader_types.h"
#include "threads/settle.h"

namespace sw::gl {

Compilation::~Compilation() {
  if (handle != 0) host::releaseShader(handle);
}

ProgramExecutable::~ProgramExecutable() {
  settleUsers(use);  // its routines may be running
  if (handle != 0) host::releaseProgram(handle);
}

namespace {

/// What the core needs beside the reflection: locations and storage.
void prepare(ProgramExecutable& executable) {
  const ProgramInfo& info = executable.info;
  constexpr uint32_t kSlackCells = 4;
  executable.uniformStorage.assign(info.uniformCells + kSlackCells, 0);
  executable.blockBindings.assign(info.blocks.size(), 0);
  for (uint32_t i = 0; i < info.uniforms.size(); ++i) {
    const ActiveUniform& uniform = info.uniforms[i];
    if (uniform.firstLocation < 0) continue;
    const size_t end = size_t(uniform.firstLocation) + uniform.arraySize;
    if (executable.locations.size() < end) executable.locations.resize(end, {UINT32_MAX, 0});
    for (uint32_t element = 0; element < uniform.arraySize; ++element) {
      executable.locations[size_t(uniform.firstLocation) + element] = {i, element};
    }
  }
}

/// The linker's answer: u32 handle, u32 length of the log, the log, ProgramInfo.
Ref<ProgramExecutable> takeLinkResult(std::span<const uint8_t> result, std::string& infoLog) {
  uint32_t handle, logBytes;
  if (result.size() < 8) return nullptr;
  std::memcpy(&handle, result.data(), 4);
  std::memcpy(&logBytes, result.data() + 4, 4);
  if (logBytes > result.size() - 8) return nullptr;
  infoLog = host::decodeUtf8(result.subspan(8, logBytes));
  if (handle == 0) return nullptr;
  Ref<ProgramExecutable> executable(new ProgramExecutable());
  executable->handle = handle;
  auto info = deserialise(result.subspan(8 + logBytes));
  if (!info) {
    infoLog = "ERROR: no memory for the compiler's answer";
    return nullptr;
  }
  executable->info = std::move(*info);
  prepare(*executable);
  return executable;
}

uint32_t bytesOf(const Linking& linking) {
  return uint32_t(textOf(linking.vertex->source).size() + textOf(linking.fragment->source).size());
}

/// The program at the head of the queue that still waits for its link; null: none.
Program* nextProgram(Context& c) {
  std::deque<uint32_t>& names = c.deferred.programs;
  for (; !names.empty(); names.pop_front()) {
    Program* program = c.programs.find(names.front());
    if (program && program->linking) return program;
  }
  return nullptr;
}

Compilation* nextCompilation(Context& c) {
  std::deque<Ref<Compilation>>& queue = c.deferred.compilations;
  while (!queue.empty() && queue.front()->done) queue.pop_front();
  return queue.empty() ? nullptr : queue.front().get();
}

}  // namespace

void deferCompilation(Context& c, Shader& shader) {
  const Ref<Compilation> compilation(new Compilation());
  compilation->type = shader.type;
  compilation->source = shader.source;
  compilation->extensions = shaderExtensions(c);
  shader.compilation = compilation;
  nextCompilation(c);  // forgets what is done
  c.deferred.compilations.push_back(compilation);
}

void deferLink(Context& c, Program& program) {
  const LinkOptions options{.attributeBindings = program.attributeBindings,
                            .feedbackVaryings = program.feedbackVaryings,
                            .feedbackSeparate = program.feedbackMode == GL_SEPARATE_ATTRIBS};
  const Ref<Linking> linking(new Linking());
  linking->vertex = program.vertex->compilation;
  linking->fragment = program.fragment->compilation;
  linking->options = serialiseLinkOptions(options);
  linking->feedbackMode = program.feedbackMode;
  program.linking = linking;
  nextProgram(c);
  c.deferred.programs.push_back(program.name);
}

void finish(Context& c, Compilation& compilation) {
  if (compilation.done) return;
  compilation.done = true;
  const ShaderStage stage = compilation.type == GL_VERTEX_SHADER ? ShaderStage::Vertex : ShaderStage::Fragment;
  host::resetGuestArena();  // one call may finish several pieces; the results of those before have been taken
  const std::string_view source = textOf(compilation.source);
  const int64_t packed = host::compileShader(uint32_t(stage), source.data(), uint32_t(source.size()),
                                             uint32_t(c.version), compilation.extensions);
  const auto result = host::decodePackedBytes(packed);
  if (!result || result->size() < 4) {
    compilation.infoLog = "ERROR: 0:0: no memory for the compiler's answer";
    return;
  }
  std::memcpy(&compilation.handle, result->data(), 4);
  compilation.infoLog = host::decodeUtf8(result->subspan(4));
  compilation.compiled = compilation.handle != 0;
}

void finish(Context& c, Program& program) {
  if (!program.linking) return;
  const Ref<Linking> linking = std::move(program.linking);
  program.linking = nullptr;
  finish(c, *linking->vertex);
  finish(c, *linking->fragment);
  if (!linking->vertex->compiled || !linking->fragment->compiled) {
    program.infoLog = "ERROR: an attached shader is not compiled";
    return;
  }
  host::resetGuestArena();
  const int64_t packed = host::linkProgram(linking->vertex->handle, linking->fragment->handle, linking->options.data(),
                                           uint32_t(linking->options.size()));
  program.infoLog = "ERROR: the compiler failed";
  if (const auto result = host::decodePackedBytes(packed)) {
    program.executable = takeLinkResult(*result, program.infoLog);
  }
  if (!program.executable) return;
  program.executable->feedbackMode = linking->feedbackMode;
  program.linked = true;
  expectDraws(c, program);
}

uint32_t deferredBytes(Context& c) {
  if (const Compilation* compilation = nextCompilation(c)) {
    return std::max(uint32_t(textOf(compilation->source).size()), 1u);
  }
  const Program* program = nextProgram(c);
  return program ? std::max(bytesOf(*program->linking), 1u) : 0;
}

void doDeferredWork(Context& c) {
  if (Compilation* compilation = nextCompilation(c)) {
    finish(c, *compilation);
  } else if (Program* program = nextProgram(c)) {
    finish(c, *program);
  }
}

}  // namespace sw::gl
