// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Objects, bindings and parameters. Images are in textures_images.cpp, copies in textures_copy.cpp, mipmaps in
// textures_mipmap.cpp, what draws read in textures_sampling.cpp.

#include "gl/textures.h"

#include "gl/context.h"
#include "gl/framebuffers.h"
#include "gl/samplers.h"
#include "gl/textures_internal.h"

namespace sw::gl {

namespace {

/// Index of a binding target, kTextureTargets when it is none.
uint32_t targetIndex(const Context& c, GLenum target) {
  switch (target) {
    case GL_TEXTURE_2D: return uint32_t(SamplerDim::Dim2D);
    case GL_TEXTURE_CUBE_MAP: return uint32_t(SamplerDim::Cube);
    case GL_TEXTURE_3D: return c.webgl2() ? uint32_t(SamplerDim::Dim3D) : kTextureTargets;
    case GL_TEXTURE_2D_ARRAY: return c.webgl2() ? uint32_t(SamplerDim::Dim2DArray) : kTextureTargets;
    default: return kTextureTargets;
  }
}

bool isFace(GLenum target) {
  return target >= GL_TEXTURE_CUBE_MAP_POSITIVE_X && target <= GL_TEXTURE_CUBE_MAP_NEGATIVE_Z;
}

void setParameter(Context& c, GLenum target, GLenum pname, float value, int32_t integer, const char* function) {
  Texture* texture = textureOfTarget(c, target, function);
  if (!texture) return;
  if (pname == GL_TEXTURE_BASE_LEVEL || pname == GL_TEXTURE_MAX_LEVEL) {
    if (!c.webgl2()) return c.error(GL_INVALID_ENUM, std::string(function) + ": pname");
    if (integer < 0) return c.error(GL_INVALID_VALUE, std::string(function) + ": level is negative");
    (pname == GL_TEXTURE_BASE_LEVEL ? texture->baseLevel : texture->maxLevel) = integer;
  } else if (const GLenum error = setSamplerParameter(c, texture->parameters, pname, value)) {
    return c.error(error, std::string(function) + ": parameter or value");
  }
  textureChanged(c, *texture);
}

}  // namespace

const Texture* boundTexture(Context& c, uint32_t unit, SamplerDim dim) {
  return c.textures.units[unit].bound[uint32_t(dim)].get();
}

void ownImages(Texture& texture) {
  for (auto& face : texture.images) {
    for (Image& image : face) image.belongTo(texture.use);
  }
}

void textureChanged(Context& c, Texture& texture) {
  ++texture.version;
  c.dirty |= kDirtyTextures | kDirtyFramebuffer;
  ++c.framebuffers.imageChanges;
}

Texture* textureOfTarget(Context& c, GLenum target, const char* function) {
  const uint32_t index = targetIndex(c, target);
  if (index == kTextureTargets) {
    c.error(GL_INVALID_ENUM, std::string(function) + ": target");
    return nullptr;
  }
  Texture* texture = c.textures.units[c.textures.activeUnit].bound[index].get();
  if (!texture) c.error(GL_INVALID_OPERATION, std::string(function) + ": no texture is bound to the target");
  return texture;
}

Texture* textureOfImageTarget(Context& c, GLenum imageTarget, const char* function) {
  if (isFace(imageTarget)) return textureOfTarget(c, GL_TEXTURE_CUBE_MAP, function);
  if (imageTarget == GL_TEXTURE_CUBE_MAP) {
    c.error(GL_INVALID_ENUM, std::string(function) + ": target");
    return nullptr;
  }
  return textureOfTarget(c, imageTarget, function);
}

uint32_t faceOf(GLenum imageTarget) { return isFace(imageTarget) ? imageTarget - GL_TEXTURE_CUBE_MAP_POSITIVE_X : 0; }

GLuint createTexture(Context& c) { return c.textures.textures.create()->name; }

void deleteTexture(Context& c, GLuint name) {
  Texture* texture = c.textures.textures.find(name);
  if (!texture) return;
  const Ref<Texture> keep = texture;
  for (TextureUnit& unit : c.textures.units) {
    for (Ref<Texture>& bound : unit.bound) {
      if (bound == texture) bound = nullptr;
    }
  }
  detachFromBound(c, texture, nullptr);
  c.textures.textures.erase(name);
  textureChanged(c, *texture);
}

bool isTexture(Context& c, GLuint name) {
  const Texture* texture = c.textures.textures.find(name);
  return texture && texture->target != 0;
}

void activeTexture(Context& c, GLenum unit) {
  if (unit < GL_TEXTURE0 || unit - GL_TEXTURE0 >= kMaxCombinedTextureImageUnits) {
    return c.error(GL_INVALID_ENUM, "activeTexture: unit");
  }
  c.textures.activeUnit = unit - GL_TEXTURE0;
}

void bindTexture(Context& c, GLenum target, GLuint name) {
  Texture* texture = c.textures.textures.find(name);
  if (name && !texture) return c.error(GL_INVALID_OPERATION, "bindTexture: no such texture");
  if (texture && texture->target != 0 && texture->target != target) {
    return c.error(GL_INVALID_OPERATION, "bindTexture: the texture belongs to another target");
  }
  const uint32_t index = targetIndex(c, target);
  if (index == kTextureTargets) return c.error(GL_INVALID_ENUM, "bindTexture: target");
  if (texture && texture->target == 0) {
    texture->target = target;
    texture->images.resize(target == GL_TEXTURE_CUBE_MAP ? 6 : 1);
    ownImages(*texture);
  }
  c.textures.units[c.textures.activeUnit].bound[index] = texture;
  c.dirty |= kDirtyTextures;
}

void texParameterf(Context& c, GLenum target, GLenum pname, float value) {
  // Rounding to nearest for integer state (OpenGL ES 3.0.6 §2.3.1).
  setParameter(c, target, pname, value, truncSat(std::floor(value + 0.5f)), "texParameterf");
}

void texParameteri(Context& c, GLenum target, GLenum pname, int32_t value) {
  setParameter(c, target, pname, float(value), value, "texParameteri");
}

StateValue getTexParameter(Context& c, GLenum target, GLenum pname) {
  Texture* texture = textureOfTarget(c, target, "getTexParameter");
  if (!texture) return StateValue::null();
  if (c.webgl2()) {
    switch (pname) {
      case GL_TEXTURE_BASE_LEVEL: return StateValue::integer(texture->baseLevel);
      case GL_TEXTURE_MAX_LEVEL: return StateValue::integer(texture->maxLevel);
      case GL_TEXTURE_IMMUTABLE_FORMAT: return StateValue::boolean(texture->immutable);
      case GL_TEXTURE_IMMUTABLE_LEVELS: return StateValue::unsignedInteger(uint32_t(texture->immutableLevels));
      default: break;
    }
  }
  StateValue value = samplerParameter(c, texture->parameters, pname);
  if (value.kind == ValueKind::Null) c.error(GL_INVALID_ENUM, "getTexParameter: pname");
  return value;
}

bool textureParameter(Context& c, GLenum pname, StateValue& out) {
  const TextureUnit& unit = c.textures.units[c.textures.activeUnit];
  const auto bound = [&](SamplerDim dim) {
    out = StateValue::object(ObjectKind::Texture, nameOf(unit.bound[uint32_t(dim)]));
    return true;
  };
  switch (pname) {
    case GL_ACTIVE_TEXTURE: out = StateValue::enumerant(GL_TEXTURE0 + c.textures.activeUnit); return true;
    case GL_TEXTURE_BINDING_2D: return bound(SamplerDim::Dim2D);
    case GL_TEXTURE_BINDING_CUBE_MAP: return bound(SamplerDim::Cube);
    default: break;
  }
  if (!c.webgl2()) return false;
  switch (pname) {
    case GL_TEXTURE_BINDING_3D: return bound(SamplerDim::Dim3D);
    case GL_TEXTURE_BINDING_2D_ARRAY: return bound(SamplerDim::Dim2DArray);
    case GL_SAMPLER_BINDING: out = StateValue::object(ObjectKind::Sampler, nameOf(unit.sampler)); return true;
    default: return false;
  }
}

}  // namespace sw::gl
