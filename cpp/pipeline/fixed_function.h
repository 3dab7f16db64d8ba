// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// State of the fixed-function stages, as routine keys and sampling have it.

#pragma once

#include <cstdint>

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

enum class WrapMode : uint8_t { Repeat, ClampToEdge, MirroredRepeat };

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

/// The alpha from which sample s of a fragment is kept where alphaToCoverage asks. OpenGL ES 3.0.6 §4.1.3 leaves the
/// function open, as long as it is monotonic in alpha.
constexpr float alphaThreshold(uint32_t sample) { return float(2 * sample + 1) / 8; }

}  // namespace sw
