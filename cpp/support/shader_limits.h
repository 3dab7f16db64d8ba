// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Limits that the shading language, the linker and getParameter must agree on.

#pragma once

namespace sw {

inline constexpr int kMaxVertexUniformVectors = 4096;          // MAX_VERTEX_UNIFORM_VECTORS
inline constexpr int kMaxFragmentUniformVectors = 4096;        // MAX_FRAGMENT_UNIFORM_VECTORS
inline constexpr int kMaxVaryingVectors = 31;                  // MAX_VARYING_VECTORS
inline constexpr int kMaxVertexOutputComponents = 124;         // MAX_VERTEX_OUTPUT_COMPONENTS
inline constexpr int kMaxFragmentInputComponents = 124;        // MAX_FRAGMENT_INPUT_COMPONENTS
inline constexpr int kMaxTextureImageUnits = 32;               // MAX_TEXTURE_IMAGE_UNITS
inline constexpr int kMaxVertexTextureImageUnits = 32;         // MAX_VERTEX_TEXTURE_IMAGE_UNITS
inline constexpr int kMaxCombinedTextureImageUnits = 64;       // MAX_COMBINED_TEXTURE_IMAGE_UNITS
inline constexpr int kMinProgramTexelOffset = -8;              // MIN_PROGRAM_TEXEL_OFFSET
inline constexpr int kMaxProgramTexelOffset = 7;               // MAX_PROGRAM_TEXEL_OFFSET
inline constexpr int kMaxVertexUniformBlocks = 14;             // MAX_VERTEX_UNIFORM_BLOCKS
inline constexpr int kMaxFragmentUniformBlocks = 14;           // MAX_FRAGMENT_UNIFORM_BLOCKS
inline constexpr int kMaxCombinedUniformBlocks = 28;           // MAX_COMBINED_UNIFORM_BLOCKS
inline constexpr int kMaxUniformBlockBytes = 65536;            // MAX_UNIFORM_BLOCK_SIZE
inline constexpr int kMaxFeedbackInterleavedComponents = 128;  // MAX_TRANSFORM_FEEDBACK_INTERLEAVED_COMPONENTS
inline constexpr int kMaxFeedbackSeparateAttributes = 4;       // MAX_TRANSFORM_FEEDBACK_SEPARATE_ATTRIBS
inline constexpr int kMaxFeedbackSeparateComponents = 4;       // MAX_TRANSFORM_FEEDBACK_SEPARATE_COMPONENTS
// MAX_CLIP_DISTANCES_WEBGL, MAX_CULL_DISTANCES_WEBGL and MAX_COMBINED_CLIP_AND_CULL_DISTANCES_WEBGL.
inline constexpr int kMaxClipDistances = 8;
inline constexpr int kMaxCullDistances = 8;
inline constexpr int kMaxCombinedClipAndCullDistances = 8;

}  // namespace sw
