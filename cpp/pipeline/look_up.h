// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Which texture look-ups routines have code for: what the core needs to know for the routines' keys, and the compiler
// for the routines.

#pragma once

#include <cstdint>

#include "pipeline/layout.h"
#include "pipeline/routine_keys.h"
#include "pipeline/shader_types.h"

namespace sw {

/// How the components of a format lie in memory, where generated code reads its texels.
enum class TexelCode : uint8_t { None, Bytes, Srgb, Halves, Words, Integers };  // Integers: of 8 or 16 bits
TexelCode texelCode(TargetFormat format);
/// Channels that a texel has in memory; the others are the same everywhere.
inline int texelChannels(TargetFormat format) { return targetFormatInfo(format).storedChannels(); }
inline bool isRgba8(TargetFormat format) { return format == TargetFormat::RGBA8 || format == TargetFormat::RGB8; }
inline bool isSrgb8(TargetFormat format) { return texelCode(format) == TexelCode::Srgb; }

/// Everything about a look-up that changes its code.
struct LookUp {
  SamplerDim dim = SamplerDim::Dim2D;
  SampleMethod method = SampleMethod::Implicit;
  bool bias = false;  // an implicit look-up has one
  int8_t offset[3] = {};
  SamplerKey sampler;
  bool inFloats = false;  // not in fixed point, though the sampler could be
};

/// What the key of a sampler keeps for a stage with these methods (bits of SampleMethod): nothing that its code would
/// not depend on.
SamplerKey keptSamplerKey(const SamplerKey& key, SamplerDim dim, uint32_t methods);

/// Whether linear filters round positions to 1024ths of a texel (RoundedTaps), and quads that lie on texels' centres are
/// read and not blended.
inline bool roundsPositions(SamplerDim dim, TargetFormat format) {
  return dim == SamplerDim::Dim2D && texelCode(format) == TexelCode::Halves && texelChannels(format) == 4;
}

/// RGBA8 whose positions and lods are in fixed point (texture/sample_rgba8.cpp): implicit and explicit look-ups of 2D
/// textures.
bool isRgba8InFixedPoint(const SamplerKey& key);

/// Implicit look-ups whose taps lie along a line (texture/sample_anisotropic.cpp).
inline bool isAnisotropic(const LookUp& lookUp) {
  return lookUp.method == SampleMethod::Implicit && (lookUp.sampler.filter & kSamplerAnisotropic);
}

/// Depth that is compared with a reference gives one channel, 0 to 1.
inline bool isCompared(const LookUp& lookUp) { return lookUp.sampler.compare & kSamplerCompared; }

bool hasLookUpCode(const LookUp& lookUp);
inline uint32_t lookUpCoordinates(const LookUp& lookUp) { return lookUp.dim == SamplerDim::Dim2D ? 2 : 3; }
/// Else any lod gives the same.
inline bool lodMatters(const LookUp& lookUp) { return lookUp.sampler.filter & (kSamplerMipmapped | kSamplerMixed); }
/// Derivatives of the shader's own. Each has as many coordinates as lods depend on: a layer is none of them.
inline bool takesGradients(const LookUp& lookUp) { return lookUp.method == SampleMethod::Grad && lodMatters(lookUp); }
inline uint32_t gradientCoordinates(SamplerDim dim) {
  return dim == SamplerDim::Dim2D || dim == SamplerDim::Dim2DArray ? 2 : 3;
}
/// Coordinates of each derivative that it takes: 0 if it takes none.
inline uint32_t gradientCoordinates(const LookUp& lookUp) {
  return takesGradients(lookUp) ? gradientCoordinates(lookUp.dim) : 0;
}
inline bool isFixedPoint(const LookUp& lookUp) {
  const bool can = lookUp.dim == SamplerDim::Dim2D && !takesGradients(lookUp) && !lookUp.inFloats;
  return can && isRgba8InFixedPoint(lookUp.sampler);
}

/// Texel offsets as sampling functions take them.
inline int32_t packOffsets(const int8_t (&offset)[3]) {
  return int32_t(uint32_t(uint8_t(offset[0])) | uint32_t(uint8_t(offset[1])) << 8 | uint32_t(uint8_t(offset[2])) << 16);
}

}  // namespace sw
