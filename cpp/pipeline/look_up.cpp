// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "pipeline/look_up.h"

#include <initializer_list>

#include "pipeline/formats.h"

namespace sw {

namespace {

bool hasOffset(const LookUp& lookUp) { return lookUp.offset[0] || lookUp.offset[1] || lookUp.offset[2]; }

bool hasAnisotropicCode(const LookUp& lookUp) {
  constexpr uint8_t kFilters = kSamplerLinear | kSamplerMixed | kSamplerMipmapped;
  return lookUp.dim == SamplerDim::Dim2D && texelChannels(lookUp.sampler.format) == 4 &&
         (lookUp.sampler.filter & kFilters) == (kSamplerLinear | kSamplerMipmapped);
}

}  // namespace

TexelCode texelCode(TargetFormat format) {
  const TargetFormatInfo& info = targetFormatInfo(format);
  const uint32_t bits = info.plainBits();
  if (bits == 0) return TexelCode::None;
  switch (info.kind) {
    case TargetClass::None:
    case TargetClass::SNorm: return TexelCode::None;
    case TargetClass::UNorm: return bits == 8 ? TexelCode::Bytes : TexelCode::None;
    case TargetClass::Srgb: return info.storedChannels() == 4 ? TexelCode::Srgb : TexelCode::None;
    case TargetClass::Float: return bits == 16 ? TexelCode::Halves : TexelCode::Words;
    case TargetClass::Int:
    case TargetClass::Uint: return bits == 32 ? TexelCode::Words : TexelCode::Integers;
  }
  __builtin_unreachable();
}

bool isRgba8InFixedPoint(const SamplerKey& key) {
  if (!isRgba8(key.format) || !(key.filter & kSamplerLinear)) return false;
  if (key.filter & (kSamplerMixed | kSamplerAnisotropic)) return false;
  if ((key.filter & kSamplerMipmapped) && !(key.filter & kSamplerMipLinear)) return false;
  const WrapMode mode = wrapOf(key, 0);
  if (mode != wrapOf(key, 1) || mode == WrapMode::MirroredRepeat) return false;
  return mode == WrapMode::ClampToEdge || (key.filter & kSamplerPowersOf2);
}

bool hasLookUpCode(const LookUp& lookUp) {
  const SamplerKey& key = lookUp.sampler;
  if (texelCode(key.format) == TexelCode::None) return false;
  switch (lookUp.method) {
    case SampleMethod::Size: return false;
    case SampleMethod::Grad:
      if (key.filter & kSamplerAnisotropic) return false;
      break;
    case SampleMethod::Fetch: return lookUp.dim != SamplerDim::Cube;
    case SampleMethod::Implicit:
      if (isAnisotropic(lookUp)) return hasAnisotropicCode(lookUp);
      break;
    case SampleMethod::Lod: break;
  }
  return !(isFixedPoint(lookUp) && hasOffset(lookUp));
}

SamplerKey keptSamplerKey(const SamplerKey& key, SamplerDim dim, uint32_t methods) {
  bool any = false, filtered = false;
  for (const SampleMethod method :
       {SampleMethod::Implicit, SampleMethod::Lod, SampleMethod::Grad, SampleMethod::Fetch}) {
    if (!(methods >> uint32_t(method) & 1) || !hasLookUpCode({.dim = dim, .method = method, .sampler = key})) continue;
    any = true;
    filtered |= method != SampleMethod::Fetch;
  }
  if (!any) return {};
  SamplerKey kept = key;
  if (!filtered) kept.filter = kept.wrap = 0;
  if (dim == SamplerDim::Cube) kept.wrap = 0;
  if (dim != SamplerDim::Dim3D) kept.wrap &= 15;
  if (dim != SamplerDim::Dim2D || !isRgba8InFixedPoint(kept) || wrapOf(kept, 0) != WrapMode::Repeat) {
    kept.filter &= uint8_t(~kSamplerPowersOf2);
  }
  return kept;
}

}  // namespace sw
