// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Extensions by name. Enabling one sets its bit in Context::extensions; rules ask for the bit.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sw::gl {

struct Context;

enum Extension : uint64_t {
  kAngleInstancedArrays = 1ull << 0,
  kExtBlendMinmax = 1ull << 1,
  kExtClipControl = 1ull << 2,
  kExtColorBufferFloat = 1ull << 3,
  kExtColorBufferHalfFloat = 1ull << 4,
  kExtDepthClamp = 1ull << 5,
  kExtDisjointTimerQuery = 1ull << 6,
  kExtFloatBlend = 1ull << 7,
  kExtFragDepthBit = 1ull << 8,
  kExtPolygonOffsetClamp = 1ull << 9,
  kExtShaderTextureLodBit = 1ull << 10,
  kExtSrgb = 1ull << 11,
  kExtTextureFilterAnisotropic = 1ull << 12,
  kExtTextureNorm16 = 1ull << 13,
  kKhrParallelShaderCompile = 1ull << 14,
  kOesDrawBuffersIndexed = 1ull << 15,
  kOesElementIndexUint = 1ull << 16,
  kOesFboRenderMipmap = 1ull << 17,
  kOesStandardDerivatives = 1ull << 18,
  kOesTextureFloat = 1ull << 19,
  kOesTextureFloatLinear = 1ull << 20,
  kOesTextureHalfFloat = 1ull << 21,
  kOesTextureHalfFloatLinear = 1ull << 22,
  kOesVertexArrayObject = 1ull << 23,
  kWebglClipCullDistance = 1ull << 24,
  kWebglColorBufferFloat = 1ull << 25,
  kWebglDebugRendererInfo = 1ull << 26,
  kWebglDebugShaders = 1ull << 27,
  kWebglDepthTexture = 1ull << 28,
  kWebglDrawBuffers = 1ull << 29,
  kWebglLoseContext = 1ull << 30,
  kWebglMultiDraw = 1ull << 31,
  kWebglProvokingVertex = 1ull << 32,
  kWebglCompressedTextureS3tc = 1ull << 33,
  kWebglCompressedTextureS3tcSrgb = 1ull << 34,
  kExtTextureCompressionRgtc = 1ull << 35,
};

/// Which WebGL versions offer an extension.
struct ExtensionInfo {
  std::string_view name;
  Extension bit;
  bool webgl1;
  bool webgl2;
};

/// Names of those the context offers, with blanks between.
std::string getSupportedExtensions(Context& c);
/// Enables one; false when it is not offered.
bool getExtension(Context& c, std::string_view name);

}  // namespace sw::gl
