// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Texture and sampler objects and their bindings (OpenGL ES 3.0.6 §3.8, tables 6.9 to 6.11).

#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "gl/limits.h"
#include "gl/object.h"
#include "pipeline/shader_types.h"
#include "support/gl_constants.h"
#include "texture/descriptor.h"
#include "texture/image.h"

namespace sw::gl {

struct Sampler : Object {
  uint32_t version = 0;  // goes up with each change, so that descriptors know that they are stale
  SamplerParameters parameters;
};

/// Targets in the order of SamplerDim.
inline constexpr uint32_t kTextureTargets = 4;

struct Texture : Object {
  GLenum target = 0;     // 0 until first bound
  uint32_t version = 0;  // goes up with each change of images or parameters (not of texels)
  SamplerParameters parameters;
  int32_t baseLevel = 0;
  int32_t maxLevel = 1000;
  bool immutable = false;
  int32_t immutableLevels = 0;
  [[no_unique_address]] ShadingUse use;
  std::vector<std::array<Image, kMaxTextureLevels>> images;  // [face][level]; none before the first binding

  uint32_t faces() const { return uint32_t(images.size()); }
};

struct TextureUnit {
  std::array<Ref<Texture>, kTextureTargets> bound;  // null: nothing, as WebGL has no default textures
  Ref<Sampler> sampler;                             // null: the texture's own parameters

  // The descriptor that a draw uses, by target, and what it was made from.
  struct Cached {
    std::unique_ptr<SamplingDescriptor> descriptor;
    Address address = 0;
    GLuint texture = 0, sampler = 0;  // names are never given twice
    uint32_t textureVersion = 0, samplerVersion = 0;
    SamplerClass samplerClass = SamplerClass::Float;
    uint64_t extensions = 0;
  };
  std::array<Cached, kTextureTargets> cached;
};

struct TextureState {
  std::array<TextureUnit, kMaxCombinedTextureImageUnits> units;
  uint32_t activeUnit = 0;
  ObjectTable<Texture> textures;
  ObjectTable<Sampler> samplers;
};

}  // namespace sw::gl
