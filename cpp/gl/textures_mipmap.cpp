// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// generateMipmap (OpenGL ES 3.0.6 §3.8.10.5) and completeness (§3.8.13).
//
// Tested by gl/textures_test.cpp.

#include <algorithm>
#include <bit>

#include "gl/context.h"
#include "gl/framebuffers.h"
#include "gl/textures.h"
#include "gl/textures_internal.h"
#include "support/deadline.h"
#include "texture/mipmap.h"

namespace sw::gl {

int32_t effectiveBaseLevel(const Texture& texture) {
  if (texture.immutable) return std::min(texture.baseLevel, texture.immutableLevels - 1);
  return texture.baseLevel;
}

int32_t lastMipmapLevel(const Texture& texture) {
  const int32_t base = effectiveBaseLevel(texture);
  if (base >= kMaxTextureLevels) return -1;
  const Image& image = texture.images[0][size_t(base)];
  uint32_t largest = uint32_t(image.width()) | uint32_t(image.height());
  if (texture.target == GL_TEXTURE_3D) largest |= uint32_t(image.depth());
  int32_t last = base + int32_t(std::bit_width(largest)) - 1;
  if (texture.immutable) {
    last = std::min(last, std::clamp(texture.maxLevel, base, texture.immutableLevels - 1));
  } else {
    last = std::min(last, texture.maxLevel);
  }
  return last;
}

bool isCubeComplete(const Texture& texture) {
  const int32_t base = effectiveBaseLevel(texture);
  if (base >= kMaxTextureLevels) return false;
  const Image& first = texture.images[0][size_t(base)];
  if (!first.isDefined() || first.isEmpty() || first.width() != first.height()) return false;
  return std::all_of(texture.images.begin(), texture.images.end(), [&](const auto& face) {
    const Image& image = face[size_t(base)];
    return image.format() == first.format() && image.width() == first.width() && image.height() == first.height();
  });
}

bool isMipmapComplete(const Texture& texture) {
  const int32_t base = effectiveBaseLevel(texture);
  if (base >= kMaxTextureLevels) return false;
  // §3.8.10: of an immutable texture the last level is clamped to at least the base level.
  if (!texture.immutable && base > texture.maxLevel) return false;
  const bool volume = texture.target == GL_TEXTURE_3D;
  const int32_t last = lastMipmapLevel(texture);
  const Image& first = texture.images[0][size_t(base)];
  if (!first.isDefined() || first.isEmpty()) return false;
  for (const auto& face : texture.images) {
    for (int32_t level = base; level <= last; ++level) {
      const Image& image = face[size_t(level)];
      const int32_t shift = level - base;
      if (image.format() != first.format() || image.width() != std::max(first.width() >> shift, 1) ||
          image.height() != std::max(first.height() >> shift, 1) ||
          image.depth() != (volume ? std::max(first.depth() >> shift, 1) : first.depth())) {
        return false;
      }
    }
  }
  return true;
}

bool isFilterable(const Context& c, const FormatInfo& format) { return c.hasAny(format.filterable); }

void generateMipmap(Context& c, GLenum target) {
  const auto refuse = [&](GLenum error, const char* reason) {
    c.error(error, std::string("generateMipmap: ") + reason);
  };
  Texture* texture = textureOfTarget(c, target, "generateMipmap");
  if (!texture) return;
  const int32_t base = effectiveBaseLevel(*texture);
  if (base >= kMaxTextureLevels || !texture->images[0][size_t(base)].isDefined()) {
    return refuse(GL_INVALID_OPERATION, "the base level is not defined");
  }
  const Image& first = texture->images[0][size_t(base)];
  if (first.isEmpty()) return refuse(GL_INVALID_OPERATION, "the base level has no texels");
  const FormatInfo& format = *first.format();
  // Unsized formats are taken whether they can be rendered or not.
  const bool renderable = isRenderable(c, format) || format.isLuminanceOrAlpha() || !c.webgl2();
  if (format.isDepthOrStencil() || format.isInteger() || format.isCompressed() || !renderable ||
      !isFilterable(c, format) || (!c.webgl2() && format.srgb)) {
    return refuse(GL_INVALID_OPERATION, "the format cannot be filtered and rendered");
  }
  if (target == GL_TEXTURE_CUBE_MAP && !isCubeComplete(*texture)) {
    return refuse(GL_INVALID_OPERATION, "the cube map is not complete");
  }
  if (!c.webgl2() &&
      (!std::has_single_bit(uint32_t(first.width())) || !std::has_single_bit(uint32_t(first.height())))) {
    return refuse(GL_INVALID_OPERATION, "the size is no power of two");
  }
  const bool volume = target == GL_TEXTURE_3D;
  const int32_t last = lastMipmapLevel(*texture);
  settleUsers(texture->use);
  for (auto& face : texture->images) {
    if (!face[size_t(base)].allocate()) return refuse(GL_OUT_OF_MEMORY, "a level does not fit into memory");
    for (int32_t level = base + 1; level <= last; ++level) {
      const Image& from = face[size_t(level - 1)];
      Image& to = face[size_t(level)];
      const int32_t width = std::max(from.width() >> 1, 1), height = std::max(from.height() >> 1, 1);
      const int32_t depth = volume ? std::max(from.depth() >> 1, 1) : from.depth();
      const bool fits = to.format() == &format && to.width() == width && to.height() == height && to.depth() == depth;
      if ((!fits && !to.define(format, width, height, depth)) || !to.allocate()) {
        return refuse(GL_OUT_OF_MEMORY, "a level does not fit into memory");
      }
      to.setUnsized(from.isUnsized());
      reduceLevel(from, to);
      if (commandDeadline().isOver()) return;
    }
  }
  textureChanged(c, *texture);
}

}  // namespace sw::gl
