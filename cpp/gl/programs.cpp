// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/programs.h"

#include "gl/deferred.h"
#include "gl/shaders.h"

namespace sw::gl {

namespace {

Ref<Shader>& attachmentOf(Program& program, GLenum shaderType) {
  return shaderType == GL_VERTEX_SHADER ? program.vertex : program.fragment;
}

void detach(Context& c, Ref<Shader>& attachment) {
  if (!attachment) return;
  const Ref<Shader> shader = std::move(attachment);
  attachment = nullptr;
  --shader->attachments;
  releaseShaderIfUnused(c, *shader);
}

}  // namespace

Program* findProgram(Context& c, GLuint name, const char* command) {
  Program* program = c.programs.find(name);
  if (!program) c.error(GL_INVALID_VALUE, std::string(command) + ": the program was deleted");
  return program;
}

Program* findSettledProgram(Context& c, GLuint name, const char* command) {
  Program* program = findProgram(c, name, command);
  if (program) finish(c, *program);
  return program;
}

void releaseProgramIfUnused(Context& c, Program& program) {
  if (!program.deleted || c.program.current == &program) return;
  const Ref<Program> keep(&program);
  program.linking = nullptr;
  detach(c, program.vertex);
  detach(c, program.fragment);
  c.programs.erase(program.name);
}

bool checkName(Context& c, std::string_view name, const char* command) {
  const size_t maxLength = c.webgl2() ? 1024 : 256;
  if (name.size() > maxLength) {
    c.error(GL_INVALID_VALUE, std::string(command) + ": the name is too long");
    return false;
  }
  for (const char byte : name) {
    const auto character = uint8_t(byte);
    const bool printable = character >= 32 && character <= 126;
    const bool space = character >= 9 && character <= 13;
    // OpenGL ES Shading Language 3.00.6 §3.1 leaves these out.
    const bool excluded = byte == '"' || byte == '$' || byte == '`' || byte == '@' || byte == '\\' || byte == '\'';
    if ((printable || space) && !excluded) continue;
    c.error(GL_INVALID_VALUE, std::string(command) + ": the name has a character that GLSL does not allow");
    return false;
  }
  return true;
}

bool isReservedName(std::string_view name) { return name.starts_with("webgl_") || name.starts_with("_webgl_"); }

std::vector<std::string_view> splitNames(std::string_view names) {
  std::vector<std::string_view> result;
  while (!names.empty()) {
    const size_t end = names.find('\0');
    result.push_back(names.substr(0, end));
    if (end == std::string_view::npos) break;
    names.remove_prefix(end + 1);
  }
  return result;
}

GLuint createProgram(Context& c) { return c.programs.create()->name; }

void deleteProgram(Context& c, GLuint name) {
  Program* program = c.programs.find(name);
  if (!program) return;
  program->deleted = true;
  releaseProgramIfUnused(c, *program);
}

bool isProgram(Context& c, GLuint name) { return c.programs.find(name) != nullptr; }

void attachShader(Context& c, GLuint programName, GLuint shaderName) {
  Program* program = findProgram(c, programName, "attachShader");
  Shader* shader = program ? findShader(c, shaderName, "attachShader") : nullptr;
  if (!shader) return;
  Ref<Shader>& attachment = attachmentOf(*program, shader->type);
  if (attachment) return c.error(GL_INVALID_OPERATION, "attachShader: a shader of this type is attached already");
  attachment = shader;
  ++shader->attachments;
}

void detachShader(Context& c, GLuint programName, GLuint shaderName) {
  Program* program = findProgram(c, programName, "detachShader");
  Shader* shader = program ? findShader(c, shaderName, "detachShader") : nullptr;
  if (!shader) return;
  Ref<Shader>& attachment = attachmentOf(*program, shader->type);
  if (!(attachment == shader)) return c.error(GL_INVALID_OPERATION, "detachShader: the shader is not attached");
  detach(c, attachment);
}

void linkProgram(Context& c, GLuint name) {
  Program* program = findProgram(c, name, "linkProgram");
  if (!program) return;
  if (program->feedbackUses > 0) {
    return c.error(GL_INVALID_OPERATION, "linkProgram: the program is in use by active transform feedback");
  }
  program->linked = false;
  program->validated = false;
  program->linking = nullptr;
  program->executable = nullptr;
  program->infoLog.clear();
  program->linkSerial = ++c.lastLinkSerial;
  // Other than in OpenGL ES, a link that fails leaves nothing to draw with (the suite: programs/program-test).
  const bool current = c.program.current == program;
  if (current) {
    c.program.executable = nullptr;
    c.dirty |= kDirtyProgram;
  }
  if (!program->vertex || !program->fragment) {
    program->infoLog = "ERROR: a program needs a vertex shader and a fragment shader";
    return;
  }
  if (!program->vertex->compilation || !program->fragment->compilation) {
    program->infoLog = "ERROR: an attached shader is not compiled";
    return;
  }
  deferLink(c, *program);
  if (!current) return;
  finish(c, *program);  // the next draw takes it
  c.program.executable = program->executable;
  c.dirty |= kDirtyAll;
}

void useProgram(Context& c, GLuint name) {
  Program* program = c.programs.find(name);
  // As browsers say it of all that is bound; they also refuse what is only flagged for deletion, while it is in use.
  if (name != 0 && (!program || program->deleted)) {
    return c.error(GL_INVALID_OPERATION, "useProgram: the program was deleted");
  }
  if (program) finish(c, *program);
  if (program && !program->linked) return c.error(GL_INVALID_OPERATION, "useProgram: the program is not linked");
  if (c.feedback.object->active && !c.feedback.object->paused) {
    return c.error(GL_INVALID_OPERATION, "useProgram: transform feedback is active and not paused");
  }
  const Ref<ProgramExecutable> executable = program ? program->executable : Ref<ProgramExecutable>();
  if (c.program.current == program && c.program.executable == executable) return;
  const Ref<Program> previous = c.program.current;
  c.program.current = program;
  c.program.executable = executable;
  c.dirty |= kDirtyProgram;
  if (previous) releaseProgramIfUnused(c, *previous);
}

void validateProgram(Context& c, GLuint name) {
  Program* program = findSettledProgram(c, name, "validateProgram");
  if (!program) return;
  program->validated = program->linked;
  if (!program->linked) program->infoLog = "the program is not linked";
}

void bindAttribLocation(Context& c, GLuint programName, GLuint index, std::string_view name) {
  Program* program = findProgram(c, programName, "bindAttribLocation");
  if (!program || !checkName(c, name, "bindAttribLocation")) return;
  if (name.starts_with("gl_") || isReservedName(name)) {
    return c.error(GL_INVALID_OPERATION, "bindAttribLocation: the name is reserved");
  }
  if (index >= kMaxAttributes)
    return c.error(GL_INVALID_VALUE, "bindAttribLocation: index is beyond MAX_VERTEX_ATTRIBS");
  for (AttributeBinding& binding : program->attributeBindings) {
    if (binding.name == name) {
      binding.location = index;
      return;
    }
  }
  program->attributeBindings.push_back({std::string(name), index});
}

void transformFeedbackVaryings(Context& c, GLuint programName, std::string_view names, GLenum bufferMode) {
  Program* program = findProgram(c, programName, "transformFeedbackVaryings");
  if (!program) return;
  const std::vector<std::string_view> varyings = splitNames(names);
  if (bufferMode != GL_INTERLEAVED_ATTRIBS && bufferMode != GL_SEPARATE_ATTRIBS) {
    return c.error(GL_INVALID_ENUM, "transformFeedbackVaryings: bufferMode");
  }
  if (bufferMode == GL_SEPARATE_ATTRIBS && varyings.size() > kMaxFeedbackSeparateAttributes) {
    return c.error(GL_INVALID_VALUE, "transformFeedbackVaryings: more than MAX_TRANSFORM_FEEDBACK_SEPARATE_ATTRIBS");
  }
  for (std::string_view varying : varyings) {
    if (!checkName(c, varying, "transformFeedbackVaryings")) return;
  }
  program->feedbackVaryings.assign(varyings.begin(), varyings.end());
  program->feedbackMode = bufferMode;
}

void uniformBlockBinding(Context& c, GLuint programName, GLuint blockIndex, GLuint binding) {
  Program* program = findSettledProgram(c, programName, "uniformBlockBinding");
  if (!program) return;
  const size_t blocks = program->executable ? program->executable->blockBindings.size() : 0;
  if (blockIndex >= blocks) return c.error(GL_INVALID_VALUE, "uniformBlockBinding: uniformBlockIndex");
  if (binding >= kMaxUniformBufferBindings) {
    return c.error(GL_INVALID_VALUE, "uniformBlockBinding: beyond MAX_UNIFORM_BUFFER_BINDINGS");
  }
  program->executable->blockBindings[blockIndex] = binding;
  c.dirty |= kDirtyUniformBuffers;
}

}  // namespace sw::gl
