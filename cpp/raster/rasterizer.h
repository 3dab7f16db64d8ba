// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Primitives in, covered blocks out (OpenGL ES 3.0.6 chapter 3). Window vertices with their cells come from the vertex
// routine; what leaves through the batch is what the fragment routine shades.

#pragma once

#include <vector>

#include "raster/batch.h"
#include "raster/clip.h"
#include "raster/planes.h"
#include "raster/vertex.h"

namespace sw {

class Rasterizer {
 public:
  /// Everything that stays the same over a draw. `batch` has begun.
  Rasterizer(FragmentBatch& batch, const RasterState& state, const InputLayout& inputs);
#ifdef SW_THREADS
  /// On a thread that may not allocate. clippedCells: room for those of kMaxClipVertices.
  Rasterizer(FragmentBatch& batch, const RasterState& state, const InputLayout& inputs, float* clippedCells)
      : Rasterizer(batch, state, inputs) {
    clippedRoom_ = clippedCells;
  }
#endif

  const WindowTransform& transform() const { return transform_; }

  /// Records of the vertices are needed only for clipping; provoking is 0, 1 or 2.
  void triangle(const WindowVertex& a, const WindowVertex& b, const WindowVertex& c, int provoking);
  void line(const WindowVertex& a, const WindowVertex& b, int provoking);
  void point(const WindowVertex& center, float size);

 private:
  void windowTriangle(const WindowVertex& a, const WindowVertex& b, const WindowVertex& c, const float* provokingCells);
  void coverTriangle(const WindowVertex& a, const WindowVertex& b, const WindowVertex& c);
  template <size_t kCorners>
  void coverPolygonSamples(const WindowVertex* const (&vertices)[kCorners]);
  void coverTriangleSamples(const WindowVertex& a, const WindowVertex& b, const WindowVertex& c);
  void coverParallelogramSamples(const WindowVertex& a, const WindowVertex& b, const WindowVertex& c,
                                 const WindowVertex& d);
  void coverLineSamples(const WindowVertex& a, const WindowVertex& b);
  void coverPointSamples(int32_t minX, int32_t minY, int32_t maxX, int32_t maxY);
  void addSampleBlock(int32_t x, int32_t y, uint64_t (&coverage)[kPixelSamples]);
  void windowLine(const WindowVertex& a, const WindowVertex& b, const float* provokingCells);
  float* clippedCells() {
#ifdef SW_THREADS
    if (clippedRoom_) return clippedRoom_;
#endif
    if (clippedCells_.empty()) clippedCells_.resize(kMaxClipVertices * inputs_.fragmentCells);
    return clippedCells_.data();
  }
  WindowVertex blendVertex(const ClipVertex& vertex, const WindowVertex* const* originals, int count, uint32_t slot);

  FragmentBatch& batch_;
  const RasterState& state_;
  InputLayout inputs_;
  WindowTransform transform_;
  std::vector<float> clippedCells_;  // kMaxClipVertices rows, made when one is clipped first
#ifdef SW_THREADS
  float* clippedRoom_ = nullptr;  // in their place
#endif
};

}  // namespace sw
