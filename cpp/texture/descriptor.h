// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Everything that sampling functions read, in one flat record per (texture, sampler, class) that a draw uses. It is
// made when any of them changed, so that sampling asks no state.

#pragma once

#include <cstdint>

#include "pipeline/formats.h"
#include "pipeline/layout.h"
#include "pipeline/routine_keys.h"
#include "pipeline/shader_types.h"
#include "support/address.h"
#include "support/gl_constants.h"
#include "support/simd.h"
#include "texture/image.h"

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

/// See TextureDescriptor in pipeline/layout.h.
using SampleFunction = void (*)(const TextureDescriptor*, SampleScratch*, uint32_t offsets, F32x4Raw c0, F32x4Raw c1,
                                F32x4Raw c2, F32x4Raw reference, F32x4Raw lod);

using SamplingLevel = TextureLevel;
static_assert(kDescriptorLevels == kMaxTextureLevels);

inline const uint8_t* texelsOf(const SamplingLevel& level, int32_t face = 0) {
  return fromAddress<const uint8_t>(level.faces[face]);
}

namespace sampling {
struct Offsets;
struct TapLine;
}  // namespace sampling

/// The mean of a line of taps, for four lanes.
using FilterFunction = void (*)(const struct SamplingDescriptor&, const sampling::TapLine&, sampling::Offsets,
                                F32x4 reference, F32x4 out[4]);

struct SamplingDescriptor : TextureDescriptor {
  SampleFunction functions[5];  // the slots again, as what they are (native callers use these)
  /// Texels at four addresses, by channel: floats, or the bits of integers.
  void (*gather)(const uint8_t* const texels[4], F32x4 channels[4]);
  FilterFunction filter;         // of anisotropic look-ups
  SampleFunction rest, restLod;  // for look-ups that a short path does not take
  uint32_t texelBytes;
  WrapMode wrap[3];
  bool minLinear, magLinear, mipmapped, mipmapLinear;
  bool lodMatters;          // else any lod gives the same
  CompareFunction compare;  // of shadow samplers
  bool clampReference;      // depth in fixed point
  int32_t levelCount;       // levels that lod may reach, at least 1 when complete
  int32_t sizeLevelCount;   // levels that have a size
  SamplerKey key;           // how routines look up by themselves
};

/// What a descriptor is made from.
struct SamplingSource {
  SamplerDim dim = SamplerDim::Dim2D;
  SamplerClass samplerClass = SamplerClass::Float;
  const FormatInfo* format = nullptr;  // of all levels that are sampled
  SamplerParameters parameters;
  bool complete = false;          // else every look-up gives opaque black
  bool depthAsLuminance = false;  // WebGL 1: depth in red, green and blue
  uint32_t faces = 1;
  int32_t levelCount = 0;  // from the base level on, as far as they belong together
  const Image* (*image)(const void* texture, uint32_t face, int32_t level) = nullptr;  // allocated; level 0: the base
  const void* texture = nullptr;
};

void describe(const SamplingSource& source, SamplingDescriptor& descriptor);

}  // namespace sw
