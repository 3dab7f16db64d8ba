// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Routine keys: everything that alters a generated routine and nothing else. All fields are bytes without padding, so
// keys are hashed, compared and passed through the boundary as bytes. Left out on purpose because routines read them
// from their state: stencil reference and masks, blend constants, strides, addresses, viewport, divisors.

#pragma once

#include <cstdint>

#include "pipeline/fixed_function.h"
#include "pipeline/formats.h"
#include "pipeline/shader_limits.h"

namespace sw {

/// How an attribute is fetched. All zero when the program does not read the location.
struct AttributeKey {
  uint8_t enabled = 0;     // 0: the generic value
  uint8_t instanced = 0;   // divisor != 0: element instanceId / divisor
  uint8_t components = 0;  // 1 to 4 (packed types: 4)
  ComponentType type = ComponentType::Byte;
  uint8_t normalized = 0;
  uint8_t integer = 0;  // vertexAttribIPointer
  bool operator==(const AttributeKey&) const = default;
};

/// How routines look up in a texture by themselves. All zero: they do not, and call the descriptor's functions.
struct SamplerKey {
  TargetFormat format = TargetFormat::None;  // R32F is depth, too
  uint8_t filter = 0;                        // kSampler*
  uint8_t wrap = 0;                          // WrapMode of s, t and r, two bits each
  uint8_t compare = 0;                       // of depth: kSamplerCompared and so on, with its CompareFunction
  bool operator==(const SamplerKey&) const = default;
};
inline constexpr uint8_t kSamplerLinear = 1;          // within a level, where it is magnified
inline constexpr uint8_t kSamplerMipmapped = 2;       // the level that is nearest
inline constexpr uint8_t kSamplerMipLinear = 4;       // together with kSamplerMipmapped: the two nearest ones
inline constexpr uint8_t kSamplerPowersOf2 = 8;       // width and height, which matters where they repeat
inline constexpr uint8_t kSamplerMixed = 16;          // where it is minified, the other filter within a level
inline constexpr uint8_t kSamplerAnisotropic = 32;    // linear where it is minified, along a line
inline constexpr uint8_t kSamplerCompared = 8;        // above the function
inline constexpr uint8_t kSamplerReferenceFits = 16;  // the reference is held between 0 and 1, as depth in fixed point
inline CompareFunction compareOf(const SamplerKey& key) { return CompareFunction(key.compare & 7); }
inline WrapMode wrapOf(const SamplerKey& key, uint32_t axis) { return WrapMode(key.wrap >> 2 * axis & 3); }

/// ProgramInfo::samplers from this one on are left out of the keys.
inline constexpr uint32_t kKeyedSamplers = 16;

struct VertexKey {
  AttributeKey attributes[kMaxVertexAttributes];
  SamplerKey samplers[kKeyedSamplers];
  bool operator==(const VertexKey&) const = default;
};

struct TargetKey {
  TargetFormat format = TargetFormat::None;
  uint8_t writeMask = 0;  // bit 0 red .. bit 3 alpha
  uint8_t blend = 0;
  BlendFactor srcRgb = BlendFactor::One, dstRgb = BlendFactor::Zero;
  BlendFactor srcAlpha = BlendFactor::One, dstAlpha = BlendFactor::Zero;
  BlendEquation equationRgb = BlendEquation::Add, equationAlpha = BlendEquation::Add;
  bool operator==(const TargetKey&) const = default;
};

struct StencilFaceKey {
  CompareFunction compare = CompareFunction::Always;
  StencilOp fail = StencilOp::Keep, depthFail = StencilOp::Keep, pass = StencilOp::Keep;
  bool operator==(const StencilFaceKey&) const = default;
};

struct FragmentKey {
  TargetKey targets[kMaxColorOutputs];  // by draw buffer (= output location)
  DepthFormat depthFormat = DepthFormat::None;
  uint8_t depthTest = 0;
  uint8_t depthWrite = 0;  // only with depthTest
  CompareFunction depthCompare = CompareFunction::Always;
  uint8_t stencilTest = 0;  // a stencil buffer exists and the test is on
  StencilFaceKey stencilFront, stencilBack;
  uint8_t countSamples = 0;     // an occlusion query is active
  uint8_t samples = 1;          // of a pixel: 1, or kPixelSamples
  uint8_t alphaToCoverage = 0;  // only with several samples
  SamplerKey samplers[kKeyedSamplers];
  bool operator==(const FragmentKey&) const = default;
};

/// The mains are for tests and inspection, see routine_main.h; a fragment main has no key.
enum class RoutineKind : uint8_t { Vertex, Fragment, VertexMain, FragmentMain };

}  // namespace sw
