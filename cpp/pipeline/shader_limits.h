// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Limits that the shading language, the linker and getParameter must agree on.

#pragma once

#include <cstdint>

namespace sw {

inline constexpr uint32_t kMaxVertexAttributes = 16;
inline constexpr uint32_t kMaxColorOutputs = 8;
inline constexpr int kMaxVertexUniformVectors = 4096;    // MAX_VERTEX_UNIFORM_VECTORS
inline constexpr int kMaxFragmentUniformVectors = 4096;  // MAX_FRAGMENT_UNIFORM_VECTORS
inline constexpr int kMaxVaryingVectors = 31;            // MAX_VARYING_VECTORS
inline constexpr uint32_t kMaxVaryingCells = 4 * kMaxVaryingVectors;
// MAX_VERTEX_OUTPUT_COMPONENTS and MAX_FRAGMENT_INPUT_COMPONENTS (OpenGL ES 3.0.6 §2.12.8): gl_Position and
// gl_FragCoord count besides the varyings.
inline constexpr int kMaxVertexOutputComponents = 4 * kMaxVaryingVectors + 4;
inline constexpr int kMaxFragmentInputComponents = 4 * kMaxVaryingVectors + 4;
inline constexpr int kMaxTextureImageUnits = 32;          // MAX_TEXTURE_IMAGE_UNITS
inline constexpr int kMaxVertexTextureImageUnits = 32;    // MAX_VERTEX_TEXTURE_IMAGE_UNITS
inline constexpr int kMaxCombinedTextureImageUnits = 64;  // MAX_COMBINED_TEXTURE_IMAGE_UNITS
inline constexpr int kMinProgramTexelOffset = -8;         // MIN_PROGRAM_TEXEL_OFFSET
inline constexpr int kMaxProgramTexelOffset = 7;          // MAX_PROGRAM_TEXEL_OFFSET
inline constexpr int kMaxVertexUniformBlocks = 30;        // MAX_VERTEX_UNIFORM_BLOCKS
inline constexpr int kMaxFragmentUniformBlocks = 30;      // MAX_FRAGMENT_UNIFORM_BLOCKS
// MAX_COMBINED_UNIFORM_BLOCKS. A block of both stages counts twice (OpenGL ES 3.0.6 §2.12.6).
inline constexpr int kMaxCombinedUniformBlocks = kMaxVertexUniformBlocks + kMaxFragmentUniformBlocks;
inline constexpr int kMaxUniformBlockBytes = 65536;            // MAX_UNIFORM_BLOCK_SIZE
inline constexpr int kMaxFeedbackInterleavedComponents = 128;  // MAX_TRANSFORM_FEEDBACK_INTERLEAVED_COMPONENTS
inline constexpr int kMaxFeedbackSeparateAttributes = 4;       // MAX_TRANSFORM_FEEDBACK_SEPARATE_ATTRIBS
inline constexpr int kMaxFeedbackSeparateComponents = 4;       // MAX_TRANSFORM_FEEDBACK_SEPARATE_COMPONENTS
// MAX_CLIP_DISTANCES_WEBGL, MAX_CULL_DISTANCES_WEBGL and MAX_COMBINED_CLIP_AND_CULL_DISTANCES_WEBGL.
inline constexpr int kMaxClipDistances = 8;
inline constexpr int kMaxCullDistances = 8;
inline constexpr int kMaxCombinedClipAndCullDistances = kMaxClipDistances + kMaxCullDistances;

}  // namespace sw
