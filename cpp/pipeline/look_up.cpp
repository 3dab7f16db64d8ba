// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "pipeline/look_up.h"

#include <initializer_list>

#include "pipeline/target_format.h"

namespace sw {

namespace {

bool hasOffset(const LookUp& lookUp) { return lookUp.offset[0] || lookUp.offset[1] || lookUp.offset[2]; }

bool hasFourChannels(TargetFormat format) {
  const TargetFormatInfo info = targetFormatInfo(format);
  return texelCode(format) != TexelCode::None && (info.channels == 4 || info.storesUnusedAlpha());
}

bool hasAnisotropicCode(const LookUp& lookUp) {
  constexpr uint8_t kFilters = kSamplerLinear | kSamplerMixed | kSamplerMipmapped;
  return lookUp.dim == SamplerDim::Dim2D && hasFourChannels(lookUp.sampler.format) &&
         (lookUp.sampler.filter & kFilters) == (kSamplerLinear | kSamplerMipmapped);
}

}  // namespace

TexelCode texelCode(TargetFormat format) {
  using enum TargetFormat;
  switch (format) {
    case R8:
    case RG8:
    case RGB8:
    case RGBA8: return TexelCode::Bytes;
    case SRGB8:
    case SRGB8A8: return TexelCode::Srgb;
    case R16F:
    case RG16F:
    case RGB16F:
    case RGBA16F: return TexelCode::Halves;
    case R32F:
    case RG32F:
    case RGBA32F:
    case R32I:
    case RG32I:
    case RGBA32I:
    case R32UI:
    case RG32UI:
    case RGBA32UI: return TexelCode::Words;
    case R8I:
    case RG8I:
    case RGBA8I:
    case R8UI:
    case RG8UI:
    case RGBA8UI:
    case R16I:
    case RG16I:
    case RGBA16I:
    case R16UI:
    case RG16UI:
    case RGBA16UI: return TexelCode::Integers;
    default: return TexelCode::None;
  }
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
      if (key.filter & kSamplerAnisotropic || lodMatters(lookUp)) return false;
      break;
    case SampleMethod::Fetch: return lookUp.dim != SamplerDim::Cube;
    case SampleMethod::Implicit:
      if (isAnisotropic(lookUp)) return hasAnisotropicCode(lookUp);
      break;
    case SampleMethod::Lod: break;
  }
  if (isSrgb8(key.format) && lookUp.dim != SamplerDim::Dim2D) return false;
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
