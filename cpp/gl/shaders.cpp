// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Tested by gl/programs_test.cpp.

#include "gl/shaders.h"

#include <algorithm>

#include "gl/deferred.h"

namespace sw::gl {

Shader* findShader(Context& c, GLuint name, const char* command) {
  Shader* shader = c.shaders.find(name);
  if (!shader) c.error(GL_INVALID_VALUE, std::string(command) + ": the shader was deleted");
  return shader;
}

void releaseShaderIfUnused(Context& c, Shader& shader) {
  if (shader.deleted && shader.attachments == 0) c.shaders.erase(shader.name);
}

GLuint createShader(Context& c, GLenum type) {
  if (type != GL_VERTEX_SHADER && type != GL_FRAGMENT_SHADER) {
    c.error(GL_INVALID_ENUM, "createShader: type");
    return 0;
  }
  Shader* shader = c.shaders.create();
  shader->type = type;
  return shader->name;
}

void deleteShader(Context& c, GLuint name) {
  Shader* shader = c.shaders.find(name);
  if (!shader) return;
  shader->deleted = true;
  releaseShaderIfUnused(c, *shader);
}

bool isShader(Context& c, GLuint name) { return c.shaders.find(name) != nullptr; }

void shaderSource(Context& c, GLuint name, std::string_view source) {
  Shader* shader = findShader(c, name, "shaderSource");
  if (!shader) return;
  Ref<SourceText> text = new SourceText;
  if (!text->bytes.allocate(source.size(), Storage::Fill::Any)) {
    return c.error(GL_OUT_OF_MEMORY, "shaderSource: out of memory");
  }
  text->sizeBytes = uint32_t(source.size());
  std::copy(source.begin(), source.end(), text->bytes.data());
  shader->source = std::move(text);
}

void compileShader(Context& c, GLuint name) {
  if (Shader* shader = findShader(c, name, "compileShader")) deferCompilation(c, *shader);
}

namespace {

/// What the shader's last compilation came to; null when there was none.
const Compilation* outcome(Context& c, const Shader& shader) {
  if (shader.compilation) finish(c, *shader.compilation);
  return shader.compilation.get();
}

const std::string kNoText;

}  // namespace

StateValue getShaderParameter(Context& c, GLuint name, GLenum pname) {
  const Shader* shader = findShader(c, name, "getShaderParameter");
  if (!shader) return StateValue::null();
  switch (pname) {
    case GL_SHADER_TYPE: return StateValue::enumerant(shader->type);
    case GL_DELETE_STATUS: return StateValue::boolean(shader->deleted);
    case GL_COMPILE_STATUS: {
      const Compilation* compilation = outcome(c, *shader);
      return StateValue::boolean(compilation && compilation->compiled);
    }
    case GL_COMPLETION_STATUS_KHR:
      if (!c.has(kKhrParallelShaderCompile)) break;
      return StateValue::boolean(!shader->compilation || shader->compilation->done);
  }
  c.error(GL_INVALID_ENUM, "getShaderParameter: pname");
  return StateValue::null();
}

const std::string* getShaderInfoLog(Context& c, GLuint name) {
  const Shader* shader = findShader(c, name, "getShaderInfoLog");
  if (!shader) return nullptr;
  const Compilation* compilation = outcome(c, *shader);
  return compilation ? &compilation->infoLog : &kNoText;
}

std::optional<std::string_view> getShaderSource(Context& c, GLuint name) {
  const Shader* shader = findShader(c, name, "getShaderSource");
  if (!shader) return std::nullopt;
  return textOf(shader->source);
}

std::optional<std::string_view> getTranslatedShaderSource(Context& c, GLuint name) {
  const Shader* shader = findShader(c, name, "getTranslatedShaderSource");
  if (!shader) return std::nullopt;
  const Compilation* compilation = outcome(c, *shader);
  return compilation && compilation->compiled ? textOf(compilation->source) : std::string_view();
}

bool getShaderPrecisionFormat(Context& c, GLenum shaderType, GLenum precisionType, PrecisionFormat& out) {
  if (shaderType != GL_VERTEX_SHADER && shaderType != GL_FRAGMENT_SHADER) {
    c.error(GL_INVALID_ENUM, "getShaderPrecisionFormat: shadertype");
    return false;
  }
  // Every precision is computed as highp.
  switch (precisionType) {
    case GL_LOW_FLOAT:
    case GL_MEDIUM_FLOAT:
    case GL_HIGH_FLOAT: out = {127, 127, 23}; return true;
    case GL_LOW_INT:
    case GL_MEDIUM_INT:
    case GL_HIGH_INT: out = {31, 30, 0}; return true;
  }
  c.error(GL_INVALID_ENUM, "getShaderPrecisionFormat: precisiontype");
  return false;
}

}  // namespace sw::gl
