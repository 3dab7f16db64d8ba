// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/shaders.h"

#include <cstring>

#include "abi/guest.h"
#include "abi/host.h"
#include "shader/frontend/compile.h"
#include "shader/ir/ir.h"

namespace sw::gl {

Shader::~Shader() {
  if (handle != 0) host::releaseShader(handle);
}

namespace {

/// The extensions that change what GLSL a context accepts.
uint32_t shaderExtensions(const Context& c) {
  uint32_t bits = 0;
  if (c.has(kOesStandardDerivatives)) bits |= kExtStandardDerivatives;
  if (c.has(kExtFragDepthBit)) bits |= kExtFragDepth;
  if (c.has(kExtShaderTextureLodBit)) bits |= kExtShaderTextureLod;
  if (c.has(kWebglDrawBuffers)) bits |= kExtDrawBuffers;
  if (c.has(kWebglMultiDraw)) bits |= kExtMultiDraw;
  if (c.has(kWebglClipCullDistance)) bits |= kExtClipCullDistance;
  return bits;
}

}  // namespace

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
  if (Shader* shader = findShader(c, name, "shaderSource")) shader->source = source;
}

void compileShader(Context& c, GLuint name) {
  Shader* shader = findShader(c, name, "compileShader");
  if (!shader) return;
  if (shader->handle != 0) host::releaseShader(shader->handle);
  shader->handle = 0;
  shader->compiled = false;
  shader->infoLog.clear();
  const ir::Stage stage = shader->type == GL_VERTEX_SHADER ? ir::Stage::Vertex : ir::Stage::Fragment;
  const int64_t packed = host::compileShader(uint32_t(stage), shader->source.data(), uint32_t(shader->source.size()),
                                             uint32_t(c.version), shaderExtensions(c));
  const auto result = abi::decodePackedBytes(packed);
  if (!result || result->size() < 4) {
    shader->infoLog = "ERROR: 0:0: the compiler failed";
    return;
  }
  std::memcpy(&shader->handle, result->data(), 4);
  shader->infoLog = abi::decodeUtf8(result->subspan(4));
  shader->compiled = shader->handle != 0;
  if (shader->compiled) shader->translatedSource = shader->source;
}

Value getShaderParameter(Context& c, GLuint name, GLenum pname) {
  const Shader* shader = findShader(c, name, "getShaderParameter");
  if (!shader) return Value::null();
  switch (pname) {
    case GL_SHADER_TYPE: return Value::enumerant(shader->type);
    case GL_DELETE_STATUS: return Value::boolean(shader->deleted);
    case GL_COMPILE_STATUS: return Value::boolean(shader->compiled);
    case GL_COMPLETION_STATUS_KHR:
      if (c.has(kKhrParallelShaderCompile)) return Value::boolean(true);
      break;
  }
  c.error(GL_INVALID_ENUM, "getShaderParameter: pname");
  return Value::null();
}

const std::string* getShaderInfoLog(Context& c, GLuint name) {
  const Shader* shader = findShader(c, name, "getShaderInfoLog");
  return shader ? &shader->infoLog : nullptr;
}

const std::string* getShaderSource(Context& c, GLuint name) {
  const Shader* shader = findShader(c, name, "getShaderSource");
  return shader ? &shader->source : nullptr;
}

const std::string* getTranslatedShaderSource(Context& c, GLuint name) {
  const Shader* shader = findShader(c, name, "getTranslatedShaderSource");
  return shader ? &shader->translatedSource : nullptr;
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
