// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>

namespace sw {

enum class CullMode : uint8_t { None, Front, Back, FrontAndBack };

/// The clip distances that are enabled and written, or the cull distances that are written: bit i stands for user cell
/// firstCell + i of the vertex record (WEBGL_clip_cull_distance).
struct DistanceSet {
  uint32_t firstCell = 0;
  uint8_t mask = 0;
};

/// OpenGL ES 3.0.6 §2.12.1, §3.3 to §3.6.4, §4.1.2. Rectangles in window coordinates, origin at the lower left.
struct RasterState {
  float viewportX, viewportY, viewportWidth, viewportHeight;
  float depthNear, depthFar;
  CullMode cull = CullMode::None;
  bool frontFaceClockwise = false;
  bool polygonOffset = false;
  float polygonOffsetFactor = 0, polygonOffsetUnits = 0, polygonOffsetClamp = 0;
  float depthResolution = 0;  // r of §3.6.4: 2^-16, 2^-24, or 0 for float depth (then by the primitive's exponent)
  float lineWidth = 1;        // clamped to ALIASED_LINE_WIDTH_RANGE
  float maxPointSize = 1024;  // sizes are clamped to 1 and this: ALIASED_POINT_SIZE_RANGE
  int32_t scissorX0 = 0, scissorY0 = 0, scissorX1 = 0, scissorY1 = 0;  // half open, cut to framebuffer and viewport
  bool rasterizerDiscard = false;
  bool provokingFirst = false;  // WEBGL_provoking_vertex
  bool depthClamp = false;      // EXT_depth_clamp
  bool clipUpperLeft = false;   // EXT_clip_control: CLIP_ORIGIN_EXT
  bool clipZeroToOne = false;   // EXT_clip_control: CLIP_DEPTH_MODE_EXT
  DistanceSet clipDistances, cullDistances;
  bool multisampled = false;  // coverage of four samples, as SampleBlockRecords
  uint8_t sampleMask = 15;    // samples that may be covered: what SAMPLE_COVERAGE leaves
};

}  // namespace sw
