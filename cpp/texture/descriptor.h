// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Everything that sampling functions read, in one flat record per (texture, sampler, class) that a draw uses. It is
// made when any of them changed, so that sampling asks no state.

#pragma once

#include <cstdint>

#include "draw/layout.h"
#include "support/gl_constants.h"
#include "support/simd.h"
#include "texture/limits.h"

namespace sw {

/// State of a sampler object or of a texture's own sampler (OpenGL ES 3.0.6 table 6.10).
struct SamplerParameters {
  GLenum minFilter = GL_NEAREST_MIPMAP_LINEAR;
  GLenum magFilter = GL_LINEAR;
  GLenum wrapS = GL_REPEAT, wrapT = GL_REPEAT, wrapR = GL_REPEAT;
  float minLod = -1000, maxLod = 1000;
  GLenum compareMode = GL_NONE;
  GLenum compareFunc = GL_LEQUAL;
  float maxAnisotropy = 1;
};

/// See TextureDescriptor in draw/layout.h.
using SampleFunction = void (*)(const TextureDescriptor*, SampleScratch*, uint32_t offsets, F32x4Raw c0, F32x4Raw c1,
                                F32x4Raw c2, F32x4Raw reference, F32x4Raw lod);

enum class WrapMode : uint8_t { Repeat, ClampToEdge, MirroredRepeat };

struct SamplingLevel {
  const uint8_t* texels[6];  // by face; others use [0]
  uint32_t strideBytes, sliceBytes;
  int32_t width, height, depth;
};

struct SamplingDescriptor : TextureDescriptor {
  SampleFunction functions[5];  // the slots again, as what they are (native tests call these)
  /// Texels of four addresses, by channel: as floats, or bits of integers.
  void (*gather)(const uint8_t* const texels[4], F32x4 channels[4]);
  uint32_t texelBytes;
  WrapMode wrap[3];
  bool minLinear, magLinear, mipmapLinear, mipmapped;
  bool seamless;
  uint8_t compare;      // CompareFunction
  bool clampReference;  // depth formats in fixed point
  float minLod, maxLod;
  float magThreshold;  // lod at or below which magFilter is used: 0 or 0.5
  float maxAnisotropy;
  int32_t baseLevel;   // of GL; levels[0] is this one
  int32_t levelCount;  // levels that lod may reach, at least 1
  SamplingLevel levels[kMaxTextureLevels];
};

}  // namespace sw
