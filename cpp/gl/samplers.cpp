// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Tested by gl/textures_test.cpp.

#include "gl/samplers.h"

#include <cmath>

#include "gl/context.h"

namespace sw::gl {

namespace {

bool isMagFilter(GLenum value) { return value == GL_NEAREST || value == GL_LINEAR; }
bool isMinFilter(GLenum value) {
  return isMagFilter(value) || value == GL_NEAREST_MIPMAP_NEAREST || value == GL_LINEAR_MIPMAP_NEAREST ||
         value == GL_NEAREST_MIPMAP_LINEAR || value == GL_LINEAR_MIPMAP_LINEAR;
}
bool isWrap(GLenum value) { return value == GL_REPEAT || value == GL_CLAMP_TO_EDGE || value == GL_MIRRORED_REPEAT; }

Sampler* findSampler(Context& c, GLuint name, const char* function) {
  Sampler* sampler = c.textures.samplers.find(name);
  if (!sampler) c.error(GL_INVALID_OPERATION, std::string(function) + ": no such sampler");
  return sampler;
}

void setParameter(Context& c, GLuint name, GLenum pname, float value, const char* function) {
  Sampler* sampler = findSampler(c, name, function);
  if (!sampler) return;
  if (const GLenum error = setSamplerParameter(c, sampler->parameters, pname, value)) {
    return c.error(error, std::string(function) + ": parameter or value");
  }
  ++sampler->version;
  c.dirty |= kDirtyTextures;
}

}  // namespace

GLenum setSamplerParameter(Context& c, SamplerParameters& parameters, GLenum pname, float value) {
  // OpenGL ES 3.0.6 §2.3.1: a float given for an integer is rounded to the nearest.
  const float whole = std::round(value);
  const GLenum symbol = whole >= 0 && whole < 16777216.0f ? GLenum(whole) : 0xffffffffu;
  const auto set = [](GLenum& field, GLenum newValue, bool valid) -> GLenum {
    if (!valid) return GL_INVALID_ENUM;
    field = newValue;
    return GL_NO_ERROR;
  };
  switch (pname) {
    case GL_TEXTURE_MIN_FILTER: return set(parameters.minFilter, symbol, isMinFilter(symbol));
    case GL_TEXTURE_MAG_FILTER: return set(parameters.magFilter, symbol, isMagFilter(symbol));
    case GL_TEXTURE_WRAP_S: return set(parameters.wrapS, symbol, isWrap(symbol));
    case GL_TEXTURE_WRAP_T: return set(parameters.wrapT, symbol, isWrap(symbol));
    case GL_TEXTURE_MAX_ANISOTROPY_EXT:
      if (!c.has(kExtTextureFilterAnisotropic)) return GL_INVALID_ENUM;
      if (!(value >= 1)) return GL_INVALID_VALUE;
      parameters.maxAnisotropy = value < kMaxTextureAnisotropy ? value : kMaxTextureAnisotropy;
      return GL_NO_ERROR;
    default: break;
  }
  if (!c.webgl2()) return GL_INVALID_ENUM;
  switch (pname) {
    case GL_TEXTURE_WRAP_R: return set(parameters.wrapR, symbol, isWrap(symbol));
    case GL_TEXTURE_MIN_LOD: parameters.minLod = value; return GL_NO_ERROR;
    case GL_TEXTURE_MAX_LOD: parameters.maxLod = value; return GL_NO_ERROR;
    case GL_TEXTURE_COMPARE_MODE:
      return set(parameters.compareMode, symbol, symbol == GL_NONE || symbol == GL_COMPARE_REF_TO_TEXTURE);
    case GL_TEXTURE_COMPARE_FUNC: return set(parameters.compareFunc, symbol, symbol >= GL_NEVER && symbol <= GL_ALWAYS);
    default: return GL_INVALID_ENUM;
  }
}

StateValue samplerParameter(Context& c, const SamplerParameters& parameters, GLenum pname) {
  switch (pname) {
    case GL_TEXTURE_MIN_FILTER: return StateValue::enumerant(parameters.minFilter);
    case GL_TEXTURE_MAG_FILTER: return StateValue::enumerant(parameters.magFilter);
    case GL_TEXTURE_WRAP_S: return StateValue::enumerant(parameters.wrapS);
    case GL_TEXTURE_WRAP_T: return StateValue::enumerant(parameters.wrapT);
    case GL_TEXTURE_MAX_ANISOTROPY_EXT:
      return c.has(kExtTextureFilterAnisotropic) ? StateValue::floating(parameters.maxAnisotropy) : StateValue::null();
    default: break;
  }
  if (!c.webgl2()) return StateValue::null();
  switch (pname) {
    case GL_TEXTURE_WRAP_R: return StateValue::enumerant(parameters.wrapR);
    case GL_TEXTURE_MIN_LOD: return StateValue::floating(parameters.minLod);
    case GL_TEXTURE_MAX_LOD: return StateValue::floating(parameters.maxLod);
    case GL_TEXTURE_COMPARE_MODE: return StateValue::enumerant(parameters.compareMode);
    case GL_TEXTURE_COMPARE_FUNC: return StateValue::enumerant(parameters.compareFunc);
    default: return StateValue::null();
  }
}

GLuint createSampler(Context& c) { return c.textures.samplers.create()->name; }

void deleteSampler(Context& c, GLuint name) {
  Sampler* sampler = c.textures.samplers.find(name);
  if (!sampler) return;
  for (TextureUnit& unit : c.textures.units) {
    if (unit.sampler == sampler) unit.sampler = nullptr;
  }
  c.textures.samplers.erase(name);
  c.dirty |= kDirtyTextures;
}

// Unlike other objects, a sampler is one from its creation on (OpenGL ES 3.0.6 §3.8.2: GenSamplers).
bool isSampler(Context& c, GLuint name) { return c.textures.samplers.find(name) != nullptr; }

void bindSampler(Context& c, GLuint unit, GLuint name) {
  Sampler* sampler = nullptr;
  if (name) {
    sampler = findSampler(c, name, "bindSampler");
    if (!sampler) return;
  }
  if (unit >= kMaxCombinedTextureImageUnits) return c.error(GL_INVALID_VALUE, "bindSampler: unit");
  c.textures.units[unit].sampler = sampler;
  c.dirty |= kDirtyTextures;
}

void samplerParameteri(Context& c, GLuint sampler, GLenum pname, int32_t value) {
  setParameter(c, sampler, pname, float(value), "samplerParameteri");
}

void samplerParameterf(Context& c, GLuint sampler, GLenum pname, float value) {
  setParameter(c, sampler, pname, value, "samplerParameterf");
}

StateValue getSamplerParameter(Context& c, GLuint name, GLenum pname) {
  Sampler* sampler = findSampler(c, name, "getSamplerParameter");
  if (!sampler) return StateValue::null();
  StateValue value = samplerParameter(c, sampler->parameters, pname);
  if (value.kind == ValueKind::Null) c.error(GL_INVALID_ENUM, "getSamplerParameter: pname");
  return value;
}

}  // namespace sw::gl
