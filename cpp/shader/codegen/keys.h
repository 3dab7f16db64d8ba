// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Routine keys: everything that alters a generated routine and nothing else. All fields are bytes without padding, so
// keys are hashed, compared and passed through the boundary as bytes. Left out on purpose because routines read them
// from their state: stencil reference and masks, blend constants, strides, addresses, viewport, divisors.

#pragma once

#include <cstdint>

#include "shader/link/program.h"
#include "wasm/interleave.h"

namespace sw {

enum class ComponentType : uint8_t {
  Byte,
  UnsignedByte,
  Short,
  UnsignedShort,
  Int,
  UnsignedInt,
  Float,
  HalfFloat,
  Int2101010,
  UnsignedInt2101010,
};

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

/// Render target formats as they lie in memory, rows of texels, red in the lowest byte. RGB formats without alpha are
/// stored as their RGBA twin, and the write mask of alpha is off while the stored alpha is 1: key format RGBX8 and the
/// like only differ in that reading destination alpha gives 1.
enum class TargetFormat : uint8_t {
  None,
  R8,
  RG8,
  RGB8,
  RGBA8,
  SRGB8A8,
  RGB565,
  RGBA4,
  RGB5A1,
  RGB10A2,
  R11G11B10F,
  R16F,
  RG16F,
  RGBA16F,
  R32F,
  RG32F,
  RGBA32F,
  R8I,
  RG8I,
  RGBA8I,
  R8UI,
  RG8UI,
  RGBA8UI,
  R16I,
  RG16I,
  RGBA16I,
  R16UI,
  RG16UI,
  RGBA16UI,
  R32I,
  RG32I,
  RGBA32I,
  R32UI,
  RG32UI,
  RGBA32UI,
  RGB10A2UI,
  R16,
  RG16,
  RGBA16,
  R8S,
  RG8S,
  RGBA8S,
  R16S,
  RG16S,
  RGBA16S,
  RGB16F,
  SRGB8,
};
// RGB8, SRGB8 and RGB16F take 4 components in memory (RGBX). RGB565, RGBA4, RGB5A1 are packed 16-bit, as the GL types.

enum class WrapMode : uint8_t { Repeat, ClampToEdge, MirroredRepeat };

/// How routines look up in a texture by themselves. All zero: they do not, and call the descriptor's functions.
struct SamplerKey {
  TargetFormat format = TargetFormat::None;  // R32F is depth, too
  uint8_t filter = 0;                        // kSampler*
  uint8_t wrap = 0;                          // WrapMode of s, t and r, two bits each
  bool operator==(const SamplerKey&) const = default;
};
inline constexpr uint8_t kSamplerLinear = 1;        // within a level, where it is magnified
inline constexpr uint8_t kSamplerMipmapped = 2;     // the level that is nearest
inline constexpr uint8_t kSamplerMipLinear = 4;     // together with kSamplerMipmapped: the two nearest ones
inline constexpr uint8_t kSamplerPowersOf2 = 8;     // width and height, which matters where they repeat
inline constexpr uint8_t kSamplerMixed = 16;        // where it is minified, the other filter within a level
inline constexpr uint8_t kSamplerAnisotropic = 32;  // no code for implicit look-ups
inline WrapMode wrapOf(const SamplerKey& key, uint32_t axis) { return WrapMode(key.wrap >> 2 * axis & 3); }

/// ProgramInfo::samplers from this one on are left out of the keys.
inline constexpr uint32_t kKeyedSamplers = 16;

struct VertexKey {
  AttributeKey attributes[kMaxVertexAttributes];
  SamplerKey samplers[kKeyedSamplers];
  bool operator==(const VertexKey&) const = default;
};

enum class BlendFactor : uint8_t {
  Zero,
  One,
  SrcColor,
  OneMinusSrcColor,
  DstColor,
  OneMinusDstColor,
  SrcAlpha,
  OneMinusSrcAlpha,
  DstAlpha,
  OneMinusDstAlpha,
  ConstantColor,
  OneMinusConstantColor,
  ConstantAlpha,
  OneMinusConstantAlpha,
  SrcAlphaSaturate,
};
enum class BlendEquation : uint8_t { Add, Subtract, ReverseSubtract, Min, Max };

struct TargetKey {
  TargetFormat format = TargetFormat::None;
  uint8_t writeMask = 0;  // bit 0 red .. bit 3 alpha
  uint8_t blend = 0;
  BlendFactor srcRgb = BlendFactor::One, dstRgb = BlendFactor::Zero;
  BlendFactor srcAlpha = BlendFactor::One, dstAlpha = BlendFactor::Zero;
  BlendEquation equationRgb = BlendEquation::Add, equationAlpha = BlendEquation::Add;
  bool operator==(const TargetKey&) const = default;
};

enum class CompareFunction : uint8_t { Never, Less, Equal, LessEqual, Greater, NotEqual, GreaterEqual, Always };
enum class StencilOp : uint8_t {
  Keep,
  Zero,
  Replace,
  IncrementClamp,
  DecrementClamp,
  Invert,
  IncrementWrap,
  DecrementWrap
};
enum class DepthFormat : uint8_t {
  None,
  D16,
  D24,
  D32F
};  // all stored as f32; D16 and D24 values are quantised when written

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

/// The alpha from which sample s of a fragment is kept where alphaToCoverage asks. OpenGL ES 3.0.6 §4.1.3 leaves the
/// function open, as long as it is monotonic in alpha.
constexpr float alphaThreshold(uint32_t sample) { return float(2 * sample + 1) / 8; }

/// The mains are for tests and inspection, see routine_main.h; a fragment main has no key.
enum class RoutineKind : uint8_t { Vertex, Fragment, VertexMain, FragmentMain };

struct RoutineCode {
  std::vector<uint8_t> wasm;  // empty on failure
  std::string error;
};

/// A wasm module that imports memory and table ("core") and exports `routine` with the type of draw/layout.h. Bytes
/// depend on the program and the key alone: no address, no id.
RoutineCode generateVertexRoutine(const LinkedProgram& program, const VertexKey& key);
RoutineCode generateFragmentRoutine(const LinkedProgram& program, const FragmentKey& key,
                                    wasm::Interleaving interleaving = wasm::Interleaving::WherePays);

/// Bytes that routines of the program may use at ACTIVE_PRIVATE_PTR: the scratch of look-ups, variables that dynamic
/// indices reach (after inlining, so the passes run), tables of constants, and at the end, where ACTIVE_FRAME_SP
/// points, the frames of calls. A multiple of 16. link() keeps it in ProgramInfo::privateBytes.
uint32_t privateBytesNeeded(const LinkedProgram& program);

}  // namespace sw
