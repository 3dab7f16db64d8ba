// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// One draw, as plain data. cpp/gl fills it after validation; draw() below knows nothing of GL objects. Indices and
// counts are trusted here: cpp/gl has checked them against the buffers.

#pragma once

#include <cstdint>
#include <span>

#include "pipeline/layout.h"
#include "raster/raster_state.h"

namespace sw {

enum class Topology : uint8_t { Points, Lines, LineLoop, LineStrip, Triangles, TriangleStrip, TriangleFan };
enum class IndexType : uint8_t { None, U8, U16, U32 };

/// One captured varying of transform feedback: cells of the vertex record to a place in a buffer.
struct FeedbackStream {
  uint8_t* target = nullptr;        // where the next vertex goes; advanced by draw()
  const uint8_t* end = nullptr;     // capture stops (the caller has refused draws that do not fit)
  uint32_t strideBytes = 0;         // of one vertex in this buffer
  std::span<const uint16_t> cells;  // vertex record cells, in order
};

#ifdef SW_THREADS
class SharedChunks;

/// Who takes batches to shade them later: draw() calls it in place of the fragment routine.
struct BatchPublisher {
  uint8_t* (*primitives)(void* context);  // as in BatchConsumer
  /// False when the draw must stop. primitives: copied, unless they are where they were said to go. Blocks with samples
  /// are SampleBlockRecords.
  bool (*publish)(void* context, const uint8_t* primitives, const BlockRecord* blocks, uint32_t count, bool sampled);
  /// For draws of many vertices; null: there is no memory. routines: that a thread must have.
  SharedChunks* (*sharedChunks)(void* context, uint32_t& routines);
  void* context;
};
#endif

/// What the draws of a context came to. Times grow only while there is a clock: nobody watches otherwise.
struct DrawStatistics {
  uint64_t draws = 0;
  uint64_t primitives = 0;      // assembled
  uint64_t fragments = 0;       // pixels covered, before any test
  double vertexMs = 0;          // in vertex routines
  double rasterMs = 0;          // in all else of draws: clipping, coverage, fragment routines
  double (*clock)() = nullptr;  // milliseconds
};

struct DrawCall {
  Topology topology = Topology::Triangles;
  uint32_t first = 0;  // drawArrays
  uint32_t count = 0;  // vertices or indices
  IndexType indexType = IndexType::None;
  const void* indices = nullptr;  // drawElements: first index. The all-ones index restarts primitives (WebGL 2)
  bool primitiveRestart = true;
  uint32_t instanceCount = 1;
  bool writesPointSize = false;  // else gl_PointSize is undefined; 1 is used

  uint32_t varyingCells = 0;  // ProgramInfo
  uint32_t fragmentCells = 0;
  const uint8_t* flatCells = nullptr;

  VertexRoutine vertexRoutine = nullptr;
  FragmentRoutine fragmentRoutine = nullptr;  // null: nothing to write (rasterizer discard, no buffer, all masked)
  VertexState* vertexState = nullptr;         // instanceId is written by draw()
  FragmentState* fragmentState = nullptr;     // primitives is written by draw()
#ifdef SW_THREADS
  const BatchPublisher* publisher = nullptr;  // null: fragments are shaded when draw() returns
#endif
  RasterState raster;
  std::span<FeedbackStream> feedback;    // empty: no transform feedback active
  uint64_t feedbackPrimitives = 0;       // out: primitives captured
  DrawStatistics* statistics = nullptr;  // added to by draw(); null: nobody counts
};

/// Runs the draw to its end. False when the routines' budget ran out and the host said stop: the context is lost then.
bool draw(DrawCall& call);

}  // namespace sw
