// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Chooses the sampling functions of a descriptor. Fetches, sizes and the black of incomplete textures are here.

#include <algorithm>
#include <bit>

#include "pipeline/look_up.h"
#include "pipeline/shader_types.h"
#include "texture/descriptor.h"
#include "texture/sample_2d.h"
#include "texture/sample_anisotropic.h"
#include "texture/sample_generic.h"
#include "texture/sample_rgba8.h"
#include "texture/texel.h"

namespace sw {

namespace {

using sampling::GatherByPointer;
using sampling::GatherDepth;
using sampling::Sampler;

void storeBlack(SampleScratch* scratch, F32x4 one) {
  for (int c = 0; c < 3; ++c) store(scratch->result[c], F32x4(0.0f));
  store(scratch->result[3], one);
}

void blackFloat(const TextureDescriptor*, SampleScratch* scratch, uint32_t, F32x4Raw, F32x4Raw, F32x4Raw, F32x4Raw,
                F32x4Raw) {
  storeBlack(scratch, 1.0f);
}
void blackInteger(const TextureDescriptor*, SampleScratch* scratch, uint32_t, F32x4Raw, F32x4Raw, F32x4Raw, F32x4Raw,
                  F32x4Raw) {
  storeBlack(scratch, asFloat(I32x4(1)));
}

/// texelFetch; what lies outside of the texture gives zeros (WebGL 2.0, "Texel fetches").
template <SamplerDim kDim>
void fetchTexel(const TextureDescriptor* descriptor, SampleScratch* scratch, uint32_t offsets, F32x4Raw c0, F32x4Raw c1,
                F32x4Raw c2, F32x4Raw, F32x4Raw lod) {
  const SamplingDescriptor& d = *static_cast<const SamplingDescriptor*>(descriptor);
  const sampling::Offsets offset(offsets);
  const I32x4 x = bitsOf(c0) + I32x4(offset.x), y = bitsOf(c1) + I32x4(offset.y), levels = bitsOf(lod);
  I32x4 z = 0;
  if constexpr (kDim == SamplerDim::Dim3D) z = bitsOf(c2) + I32x4(offset.z);
  if constexpr (kDim == SamplerDim::Dim2DArray) z = bitsOf(c2);
  const uint8_t* texels[4];
  I32x4 inside = 0;
  for (int lane = 0; lane < 4; ++lane) {
    texels[lane] = texelsOf(d.levels[0]);
    const uint32_t index = uint32_t(levels[lane]);
    if (index >= d.fetchLevelCount) continue;
    const SamplingLevel& level = d.levels[index];
    if (uint32_t(x[lane]) >= uint32_t(level.width) || uint32_t(y[lane]) >= uint32_t(level.height) ||
        uint32_t(z[lane]) >= uint32_t(level.depth)) {
      continue;
    }
    inside.v[lane] = -1;
    texels[lane] = texelsOf(level) + size_t(z[lane]) * level.sliceBytes + size_t(y[lane]) * level.strideBytes +
                   size_t(x[lane]) * d.texelBytes;
  }
  F32x4 channels[4];
  d.gather(texels, channels);
  for (int c = 0; c < 4; ++c) store(scratch->result[c], asFloat(bitsOf(channels[c]) & inside));
}

/// textureSize. Levels that do not exist have size 0.
void size(const TextureDescriptor* descriptor, SampleScratch* scratch, uint32_t, F32x4Raw, F32x4Raw, F32x4Raw, F32x4Raw,
          F32x4Raw lod) {
  const SamplingDescriptor& d = *static_cast<const SamplingDescriptor*>(descriptor);
  const I32x4 levels = bitsOf(lod);
  I32x4 width = 0, height = 0, depth = 0;
  for (int lane = 0; lane < 4; ++lane) {
    if (uint32_t(levels[lane]) >= uint32_t(d.sizeLevelCount)) continue;
    const SamplingLevel& level = d.levels[levels[lane]];
    width.v[lane] = level.width;
    height.v[lane] = level.height;
    depth.v[lane] = level.depth;
  }
  store(scratch->result[0], asFloat(width));
  store(scratch->result[1], asFloat(height));
  store(scratch->result[2], asFloat(depth));
  store(scratch->result[3], F32x4(0.0f));
}

struct Functions {
  SampleFunction implicit, lod, gradient;
  FilterFunction filter;
};
template <class S>
constexpr Functions functionsOf() {
  return {S::implicit, S::explicitLod, S::gradient, S::filterLine};
}

template <SamplerDim kDim>
Functions functionsFor(TargetFormat storage) {
  if (isRgba8(storage)) return functionsOf<Sampler<kDim, sampling::GatherRgba8, false>>();
  if (isSrgb8(storage)) return functionsOf<Sampler<kDim, sampling::GatherSrgb8, false>>();
  return functionsOf<Sampler<kDim, GatherByPointer, false>>();
}

Functions chooseFunctions(SamplerDim dim, bool shadow, TargetFormat storage) {
  if (shadow) {
    switch (dim) {
      case SamplerDim::Dim2D: return functionsOf<Sampler<SamplerDim::Dim2D, GatherDepth, true>>();
      case SamplerDim::Cube: return functionsOf<Sampler<SamplerDim::Cube, GatherDepth, true>>();
      case SamplerDim::Dim2DArray: return functionsOf<Sampler<SamplerDim::Dim2DArray, GatherDepth, true>>();
      case SamplerDim::Dim3D: break;  // there is no sampler3DShadow
    }
  }
  switch (dim) {
    case SamplerDim::Dim2D: {
      Functions functions = functionsFor<SamplerDim::Dim2D>(storage);
      const sampling::Functions2D quick = sampling::functions2D(storage);
      if (quick.implicit) functions.implicit = quick.implicit;
      if (quick.lod) functions.lod = quick.lod;
      if (quick.gradient) functions.gradient = quick.gradient;
      if (quick.filter) functions.filter = quick.filter;
      return functions;
    }
    case SamplerDim::Cube: return functionsFor<SamplerDim::Cube>(storage);
    case SamplerDim::Dim3D: return functionsFor<SamplerDim::Dim3D>(storage);
    case SamplerDim::Dim2DArray: return functionsFor<SamplerDim::Dim2DArray>(storage);
  }
  __builtin_unreachable();
}

SampleFunction chooseFetch(SamplerDim dim) {
  switch (dim) {
    case SamplerDim::Dim3D: return fetchTexel<SamplerDim::Dim3D>;
    case SamplerDim::Dim2DArray: return fetchTexel<SamplerDim::Dim2DArray>;
    case SamplerDim::Dim2D:
    case SamplerDim::Cube: return fetchTexel<SamplerDim::Dim2D>;
  }
  __builtin_unreachable();
}

WrapMode toWrapMode(GLenum wrap) {
  if (wrap == GL_REPEAT) return WrapMode::Repeat;
  return wrap == GL_CLAMP_TO_EDGE ? WrapMode::ClampToEdge : WrapMode::MirroredRepeat;
}

/// Whether a sampler of this class may read the format (OpenGL ES 3.0.6 §3.8.13: all else is undefined).
bool classFits(SamplerClass samplerClass, const FormatInfo& format) {
  switch (samplerClass) {
    case SamplerClass::Float: return !format.isInteger();
    case SamplerClass::Int: return format.componentClass == ComponentClass::Int;
    case SamplerClass::Uint: return format.componentClass == ComponentClass::Uint;
    case SamplerClass::Shadow: return format.depth != DepthFormat::None;
  }
  return false;
}

/// Of complete textures whose format fits the sampler.
SamplerKey samplerKey(const SamplingSource& source, const SamplingDescriptor& d) {
  const FormatInfo& format = *source.format;
  const bool shadow = source.samplerClass == SamplerClass::Shadow;
  if (shadow && source.parameters.compareMode != GL_COMPARE_REF_TO_TEXTURE) return {};
  if (source.depthAsLuminance && format.isDepthOrStencil()) return {};
  SamplerKey key;
  key.format = format.isDepthOrStencil() ? TargetFormat::R32F : format.storage;
  key.filter = uint8_t((d.magLinear ? kSamplerLinear : 0) | (d.mipmapped ? kSamplerMipmapped : 0) |
                       (d.mipmapped && d.mipmapLinear ? kSamplerMipLinear : 0) |
                       (d.minLinear != d.magLinear ? kSamplerMixed : 0) |
                       (d.maxAnisotropy > 1 && d.minLinear ? kSamplerAnisotropic : 0));
  const SamplingLevel& base = d.levels[0];
  if (std::has_single_bit(uint32_t(base.width)) && std::has_single_bit(uint32_t(base.height))) {
    key.filter |= kSamplerPowersOf2;  // of all levels
  }
  for (uint32_t axis = 0; axis < 3; ++axis) key.wrap |= uint8_t(uint32_t(d.wrap[axis]) << 2 * axis);
  if (shadow)
    key.compare = uint8_t(uint32_t(d.compare) | kSamplerCompared | (d.clampReference ? kSamplerReferenceFits : 0));
  return key;
}

}  // namespace

void describe(const SamplingSource& source, SamplingDescriptor& d) {
  d = {};
  const SamplerParameters& parameters = source.parameters;
  d.wrap[0] = toWrapMode(parameters.wrapS);
  d.wrap[1] = toWrapMode(parameters.wrapT);
  d.wrap[2] = toWrapMode(parameters.wrapR);
  const GLenum minFilter = parameters.minFilter;
  d.minLinear = minFilter == GL_LINEAR || minFilter == GL_LINEAR_MIPMAP_NEAREST || minFilter == GL_LINEAR_MIPMAP_LINEAR;
  d.magLinear = parameters.magFilter == GL_LINEAR;
  d.mipmapped = minFilter != GL_NEAREST && minFilter != GL_LINEAR;
  d.mipmapLinear = minFilter == GL_NEAREST_MIPMAP_LINEAR || minFilter == GL_LINEAR_MIPMAP_LINEAR;
  d.minLod = parameters.minLod;
  d.maxLod = parameters.maxLod;
  d.maxAnisotropy = parameters.maxAnisotropy;
  d.lodMatters = d.mipmapped || d.minLinear != d.magLinear;
  if (source.dim == SamplerDim::Cube) {  // wrap modes are not used (§3.8.10.1)
    for (WrapMode& wrap : d.wrap) wrap = WrapMode::ClampToEdge;
  }
  d.compare = CompareFunction(parameters.compareFunc - GL_NEVER);
  d.sizeLevelCount = source.levelCount;
  for (int32_t level = 0; level < source.levelCount; ++level) {
    SamplingLevel& to = d.levels[level];
    for (uint32_t face = 0; face < source.faces; ++face) {
      to.faces[face] = toAddress(source.image(source.texture, face, level)->texels());
    }
    const Image& image = *source.image(source.texture, 0, level);
    to.strideBytes = image.strideBytes();
    to.sliceBytes = image.sliceBytes();
    to.width = image.width();
    to.height = image.height();
    to.depth = image.depth();
    to.columns = float(to.width);
    to.rows = float(to.height);
    to.slices = float(to.depth);
    to.lastColumn = to.columns - 1;
    to.lastRow = to.rows - 1;
    to.lastSlice = to.slices - 1;
    to.scaleX = 256 * to.columns;
    to.scaleY = 256 * to.rows;
    to.lastX = to.width - 1;
    to.lastY = to.height - 1;
    to.lastZ = to.depth - 1;
    to.texelStrides = int32_t(1 | to.strideBytes / 4 << 16);
    for (int lane = 0; lane < 4; ++lane) {
      to.scales[0][lane] = to.scaleX;
      to.scales[1][lane] = to.scaleY;
      to.ends[0][lane] = kFixedPoint + 256 * to.lastColumn;
      to.ends[1][lane] = kFixedPoint + 256 * to.lastRow;
      to.lastTexels[lane] = uint32_t(to.lastX | to.lastY << 16);
      to.strides[lane] = to.texelStrides;
      to.bases[lane] = to.faces[0];
    }
  }

  const auto set = [&](SampleMethod method, SampleFunction function) {
    d.functions[size_t(method)] = function;
    d.slots[size_t(method)] = uint32_t(reinterpret_cast<uintptr_t>(function));
  };
  set(SampleMethod::Size, size);
  const bool integer = source.samplerClass == SamplerClass::Int || source.samplerClass == SamplerClass::Uint;
  if (!source.complete || !source.format || !classFits(source.samplerClass, *source.format)) {
    const SampleFunction black = integer ? blackInteger : blackFloat;
    for (SampleMethod method : {SampleMethod::Implicit, SampleMethod::Lod, SampleMethod::Grad, SampleMethod::Fetch}) {
      set(method, black);
    }
    return;
  }
  const FormatInfo& format = *source.format;
  d.gather = gatherOf(format, source.depthAsLuminance);
  d.texelBytes = format.isDepthOrStencil() ? 4 : storageBytes(format.storage);
  d.levelCount = d.mipmapped ? source.levelCount : 1;
  d.lastLevel = float(d.levelCount - 1);
  d.lodLow = 256 * std::max(d.minLod, 0.0f);
  d.lodHigh = 256 * std::max(std::min(d.maxLod, float(d.levelCount - 1)), 0.0f);
  d.fetchLevelCount = uint32_t(source.levelCount);
  if (format.srgb) {
    d.srgbTables = toAddress(&kSrgbTables);
    d.srgbPairs = toAddress(&srgbPairs());
  }
  d.clampReference = format.depth != DepthFormat::D32F;
  d.key = samplerKey(source, d);
  const bool shadow =
      source.samplerClass == SamplerClass::Shadow && parameters.compareMode == GL_COMPARE_REF_TO_TEXTURE;
  Functions functions = chooseFunctions(source.dim, shadow, format.storage);
  // Whoever asks for nearest texels gets them.
  if (d.maxAnisotropy > 1 && d.minLinear) {
    const sampling::AnisotropicFunctions anisotropic = sampling::anisotropicFunctions(source.dim);
    functions.implicit = anisotropic.implicit;
    functions.gradient = anisotropic.gradient;
    d.filter = functions.filter;
  } else if (source.dim == SamplerDim::Dim2D && isRgba8(format.storage)) {
    d.rest = functions.implicit;
    d.restLod = functions.lod;
    const sampling::Rgba8Functions quick = sampling::rgba8Functions2D(d);
    if (quick.implicit) functions.implicit = quick.implicit;
    if (quick.lod) functions.lod = quick.lod;
  }
  if (!d.lodMatters && d.maxAnisotropy <= 1) functions.gradient = functions.lod;  // nor do derivatives
  set(SampleMethod::Implicit, functions.implicit);
  set(SampleMethod::Lod, functions.lod);
  set(SampleMethod::Grad, functions.gradient);
  set(SampleMethod::Fetch, chooseFetch(source.dim));
}

}  // namespace sw
