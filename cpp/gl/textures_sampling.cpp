// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What draws sample from: descriptors, made again when their texture or sampler changed (OpenGL ES 3.0.6 §3.8.13).
//
// Tested by gl/textures_test.cpp.

#include <algorithm>
#include <bit>

#include "gl/context.h"
#include "gl/textures.h"
#include "gl/textures_internal.h"
#include "support/address.h"

namespace sw::gl {

bool usesMipmaps(const SamplerParameters& parameters) {
  return parameters.minFilter != GL_NEAREST && parameters.minFilter != GL_LINEAR;
}

namespace {

bool isNearest(const SamplerParameters& parameters) {
  return parameters.magFilter == GL_NEAREST &&
         (parameters.minFilter == GL_NEAREST || parameters.minFilter == GL_NEAREST_MIPMAP_NEAREST);
}

}  // namespace

bool isTextureComplete(const Context& c, const Texture& texture, const SamplerParameters& parameters) {
  const int32_t base = effectiveBaseLevel(texture);
  if (base >= kMaxTextureLevels) return false;
  const Image& image = texture.images[0][size_t(base)];
  if (!image.isDefined() || image.isEmpty()) return false;
  if (texture.target == GL_TEXTURE_CUBE_MAP && !isCubeComplete(texture)) return false;
  if (usesMipmaps(parameters) && !isMipmapComplete(texture)) return false;
  const FormatInfo& format = *image.format();
  if (!isNearest(parameters)) {
    if (format.isInteger()) return false;
    if (format.isDepthOrStencil()) {
      if (c.webgl2() && parameters.compareMode == GL_NONE) return false;
    } else if (!isFilterable(c, format)) {
      return false;
    }
  }
  if (!c.webgl2() &&
      (!std::has_single_bit(uint32_t(image.width())) || !std::has_single_bit(uint32_t(image.height())))) {
    // OpenGL ES 2.0.25 §3.8.2: other sizes are neither repeated nor mipmapped.
    if (usesMipmaps(parameters) || parameters.wrapS != GL_CLAMP_TO_EDGE || parameters.wrapT != GL_CLAMP_TO_EDGE) {
      return false;
    }
  }
  return true;
}

namespace {

/// Levels from the base on that fit the base level, up to the last one that may be reached.
int32_t consistentLevels(const Texture& texture) {
  const int32_t base = effectiveBaseLevel(texture);
  if (base >= kMaxTextureLevels) return 0;
  const Image& first = texture.images[0][size_t(base)];
  if (!first.isDefined() || first.isEmpty()) return 0;
  const bool volume = texture.target == GL_TEXTURE_3D;
  const int32_t last = std::max(lastMipmapLevel(texture), base);
  int32_t count = 0;
  for (; base + count <= last; ++count) {
    const bool fits = std::all_of(texture.images.begin(), texture.images.end(), [&](const auto& face) {
      const Image& image = face[uint32_t(base + count)];
      return image.format() == first.format() && image.width() == std::max(first.width() >> count, 1) &&
             image.height() == std::max(first.height() >> count, 1) &&
             image.depth() == (volume ? std::max(first.depth() >> count, 1) : first.depth());
    });
    if (!fits) break;
  }
  return count;
}

const Image* imageOf(const void* texture, uint32_t face, int32_t level) {
  const Texture& object = *static_cast<const Texture*>(texture);
  return &object.images[face][uint32_t(effectiveBaseLevel(object) + level)];
}

}  // namespace

const SamplingDescriptor* describeSampler(Context& c, uint32_t unitIndex, SamplerDim dim, SamplerClass samplerClass) {
  TextureUnit& unit = c.textures.units[unitIndex];
  Texture* texture = unit.bound[uint32_t(dim)].get();
  const Sampler* sampler = unit.sampler.get();
  TextureUnit::Cached& cached = unit.cached[uint32_t(dim)];
  const uint32_t textureVersion = texture ? texture->version : 0, samplerVersion = sampler ? sampler->version : 0;
  if (cached.descriptor && cached.texture == nameOf(unit.bound[uint32_t(dim)]) &&
      cached.sampler == nameOf(unit.sampler) && cached.textureVersion == textureVersion &&
      cached.samplerVersion == samplerVersion && cached.samplerClass == samplerClass &&
      cached.extensions == c.extensions) {
    return cached.descriptor.get();
  }

  SamplingSource source;
  source.dim = dim;
  source.samplerClass = samplerClass;
  source.depthAsLuminance = !c.webgl2();
  if (texture) {
    source.parameters = sampler ? sampler->parameters : texture->parameters;
    source.complete = isTextureComplete(c, *texture, source.parameters);
    source.levelCount = consistentLevels(*texture);
    source.faces = texture->faces();
    source.texture = texture;
    source.image = imageOf;
    if (source.levelCount > 0) source.format = imageOf(texture, 0, 0)->format();
    if (source.complete) {
      for (int32_t level = 0; level < source.levelCount; ++level) {
        for (uint32_t face = 0; face < source.faces; ++face) {
          if (!const_cast<Image*>(imageOf(texture, face, level))->allocate()) {
            c.error(GL_OUT_OF_MEMORY, "draw: there is no memory for a texture");
            return nullptr;
          }
        }
      }
    }
  }
  if (!cached.descriptor) cached.descriptor = std::make_unique<SamplingDescriptor>();
  describe(source, *cached.descriptor);
  cached.texture = nameOf(unit.bound[uint32_t(dim)]);
  cached.sampler = nameOf(unit.sampler);
  cached.textureVersion = textureVersion;
  cached.samplerVersion = samplerVersion;
  cached.samplerClass = samplerClass;
  cached.extensions = c.extensions;
  cached.address = toAddress(cached.descriptor.get());
  return cached.descriptor.get();
}

Address samplerDescriptor(Context& c, uint32_t unit, const SamplerInfo& info, SamplerKey& key) {
  const SamplingDescriptor* descriptor = describeSampler(c, unit, info.dim, info.samplerClass);
  if (!descriptor) return 0;
  key = descriptor->key;
  return c.textures.units[unit].cached[uint32_t(info.dim)].address;
}

}  // namespace sw::gl
