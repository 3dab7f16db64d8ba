// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Implementation limits, in one place. They are at least what the table of OpenGL ES 3.0.6 §6.2 asks for, and what
// SwiftShader reports.

#pragma once

#include <cstdint>

#include "draw/layout.h"
#include "shader/link/program.h"
#include "support/shader_limits.h"

namespace sw::gl {

inline constexpr int32_t kMaxTextureSize = 8192;  // also of cube faces, renderbuffers and viewports
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
inline constexpr int32_t kMaxElementIndex = -1;       // as uint32: 2^32 - 1, the restart index excepted
inline constexpr uint32_t kMaxElements = 0x7fffffff;  // of drawRangeElements: no count makes it slower

inline constexpr uint32_t kMaxStageUniformBlocks = kMaxVertexUniformBlocks;
inline constexpr uint32_t kMaxCombinedUniformBlocks = sw::kMaxCombinedUniformBlocks;
inline constexpr uint32_t kMaxUniformBufferBindings = 72;
inline constexpr uint32_t kMaxUniformBlockBytes = sw::kMaxUniformBlockBytes;
inline constexpr uint32_t kUniformBufferOffsetAlignment = 16;

inline constexpr uint32_t kMaxFeedbackInterleavedComponents = sw::kMaxFeedbackInterleavedComponents;
inline constexpr uint32_t kMaxFeedbackSeparateAttributes = sw::kMaxFeedbackSeparateAttributes;
inline constexpr uint32_t kMaxFeedbackSeparateComponents = sw::kMaxFeedbackSeparateComponents;

inline constexpr float kMaxLineWidth = 1;
inline constexpr float kMaxPointSize = 1024;
inline constexpr int32_t kSubpixelBits = 8;
inline constexpr uint32_t kMaxClientWaitTimeoutNs = 0;

}  // namespace sw::gl
