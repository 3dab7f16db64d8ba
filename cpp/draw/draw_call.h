// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// One draw, as plain data. cpp/gl fills it after validation; draw() below knows nothing of GL objects. Indices and counts
// are trusted here: cpp/gl has checked them against the buffers.

#pragma once

#include <cstdint>
#include <span>

#include "draw/layout.h"

namespace sw {

enum class Topology : uint8_t { Points, Lines, LineLoop, LineStrip, Triangles, TriangleStrip, TriangleFan };
enum class IndexType : uint8_t { None, U8, U16, U32 };
enum class CullMode : uint8_t { None, Front, Back, FrontAndBack };

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
  float maxPointSize = 1024;
  int32_t scissorX0 = 0, scissorY0 = 0, scissorX1 = 0, scissorY1 = 0;  // half open, cut to the framebuffer already
  bool rasterizerDiscard = false;
  bool provokingFirst = false;  // WEBGL_provoking_vertex
  bool depthClamp = false;      // EXT_depth_clamp
};

/// One captured varying of transform feedback: cells of the vertex record to a place in a buffer.
struct FeedbackStream {
  uint8_t* target = nullptr;       // where the next vertex goes; advanced by draw()
  const uint8_t* end = nullptr;    // capture stops (the caller has refused draws that do not fit)
  uint32_t strideBytes = 0;        // of one vertex in this buffer
  std::span<const uint16_t> cells; // vertex record cells, in order
};

struct DrawCall {
  Topology topology = Topology::Triangles;
  uint32_t first = 0;               // drawArrays
  uint32_t count = 0;               // vertices or indices
  IndexType indexType = IndexType::None;
  const void* indices = nullptr;    // drawElements: first index. The all-ones index restarts primitives (WebGL 2)
  bool primitiveRestart = true;
  uint32_t instanceCount = 1;
  bool writesPointSize = false;     // else gl_PointSize is undefined; 1 is used

  uint32_t varyingCells = 0;        // ProgramInfo
  uint32_t fragmentCells = 0;
  const uint8_t* flatCells = nullptr;

  VertexRoutine vertexRoutine = nullptr;
  FragmentRoutine fragmentRoutine = nullptr;  // null: nothing to write (rasterizer discard, no buffer, all masked)
  VertexState* vertexState = nullptr;         // instanceId is written by draw()
  FragmentState* fragmentState = nullptr;     // primitives is written by draw()
  RasterState raster;
  std::span<FeedbackStream> feedback;         // empty: no transform feedback active
  uint64_t feedbackPrimitives = 0;            // out: primitives captured
};

/// Runs the draw to its end. False when the routines' budget ran out and the host said stop: the context is lost then.
bool draw(DrawCall& call);

/// Gives back the scratch memory that draws keep between calls.
void trimDrawScratch();

}  // namespace sw
