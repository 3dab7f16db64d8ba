// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Implementation limits, in one place. They are at least what the table of OpenGL ES 3.0.6 §6.2 asks for, and what
// SwiftShader reports.

#pragma once

#include <bit>
#include <cstdint>

#include "pipeline/layout.h"
#include "pipeline/program_info.h"
#include "pipeline/shader_limits.h"
#include "support/gl_constants.h"

namespace sw::gl {

inline constexpr int32_t kMaxTextureSize = 8192;  // also of renderbuffers and viewports
inline constexpr int32_t kMaxCubeMapTextureSize = 16384;
inline constexpr int32_t kMax3DTextureSize = 2048;
inline constexpr int32_t kMaxArrayTextureLayers = 2048;
inline constexpr float kMaxTextureLodBias = 15;
inline constexpr float kMaxTextureAnisotropy = 16;
inline constexpr uint32_t kMaxTextureImageUnits = sw::kMaxTextureImageUnits;  // per stage
inline constexpr uint32_t kMaxCombinedTextureImageUnits = sw::kMaxCombinedTextureImageUnits;
inline constexpr uint32_t kMaxColorAttachments = kMaxColorOutputs;
inline constexpr uint32_t kMaxDrawBuffers = kMaxColorOutputs;
inline constexpr int32_t kMaxSamples = int32_t(kPixelSamples);
inline constexpr int32_t kMinProgramTexelOffset = sw::kMinProgramTexelOffset;
inline constexpr int32_t kMaxProgramTexelOffset = sw::kMaxProgramTexelOffset;

inline constexpr uint32_t kMaxAttributes = kMaxVertexAttributes;
inline constexpr int32_t kMaxVertexAttribStrideBytes = 255;  // WebGL 1.0 §6.3: vertexAttribPointer refuses more
inline constexpr uint32_t kMaxUniformVectors = kMaxVertexUniformVectors;  // per stage
inline constexpr uint32_t kMaxUniformComponents = 4 * kMaxUniformVectors;
inline constexpr uint32_t kMaxVaryingVectors = sw::kMaxVaryingVectors;
inline constexpr uint32_t kMaxVertexOutputComponents = sw::kMaxVertexOutputComponents;
inline constexpr uint32_t kMaxFragmentInputComponents = sw::kMaxFragmentInputComponents;
inline constexpr uint32_t kMaxElements = 0x7fffffff;  // of drawRangeElements: no count makes it slower

inline constexpr uint32_t kMaxStageUniformBlocks = kMaxVertexUniformBlocks;
inline constexpr uint32_t kMaxCombinedUniformBlocks = sw::kMaxCombinedUniformBlocks;
inline constexpr uint32_t kMaxUniformBufferBindings = 72;
inline constexpr uint32_t kMaxUniformBlockBytes = sw::kMaxUniformBlockBytes;
inline constexpr uint32_t kUniformBufferOffsetAlignment = 16;

inline constexpr uint32_t kMaxFeedbackInterleavedComponents = sw::kMaxFeedbackInterleavedComponents;
inline constexpr uint32_t kMaxFeedbackSeparateAttributes = sw::kMaxFeedbackSeparateAttributes;
inline constexpr uint32_t kMaxFeedbackSeparateComponents = sw::kMaxFeedbackSeparateComponents;

static_assert(kMaxCombinedUniformBlocks <= kMaxUniformBufferBindings);

inline constexpr float kMaxLineWidth = 1;
inline constexpr float kMaxPointSize = 1024;
inline constexpr int32_t kSubpixelBits = 8;
inline constexpr uint32_t kMaxClientWaitTimeoutNs = 0;

/// Texels along an edge of the largest level 0; target: of a texture or of an image of one.
constexpr int32_t largestTextureSize(GLenum target) {
  if (target == GL_TEXTURE_3D) return kMax3DTextureSize;
  const bool face = target >= GL_TEXTURE_CUBE_MAP_POSITIVE_X && target <= GL_TEXTURE_CUBE_MAP_NEGATIVE_Z;
  return face || target == GL_TEXTURE_CUBE_MAP ? kMaxCubeMapTextureSize : kMaxTextureSize;
}

/// Levels that a texture may have.
constexpr int32_t largestLevelCount(GLenum target) {
  return int32_t(std::bit_width(uint32_t(largestTextureSize(target))));
}
static_assert(largestLevelCount(GL_TEXTURE_CUBE_MAP) == kMaxTextureLevels);
static_assert(largestLevelCount(GL_TEXTURE_2D) <= kMaxTextureLevels);

}  // namespace sw::gl
