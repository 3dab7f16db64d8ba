// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Lines one pixel wide by the diamond-exit rule (OpenGL ES 3.0.6 §3.5.1): a pixel is drawn when the line leaves the
// diamond around its centre. Walks the major axis; between the ends every crossed centre counts, and only the two end
// pixels need the diamond itself. What lies on a border is told by moving the line by -epsilon in x and by -epsilon^2
// in y, as the specification has it: down and to the left.

#include <algorithm>
#include <cstdlib>

#include "raster/coverage.h"
#include "raster/floor_divide.h"
#include "raster/rasterizer.h"

namespace sw {

namespace {

/// The pixel that holds a coordinate moved down by epsilon, and the place in it: 1 to kSubpixelOne, where kSubpixelHalf
/// is just below the centre.
constexpr int64_t pixelOf(int64_t position) { return (position - 1) >> kSubpixelBits; }
constexpr int32_t placeIn(int64_t position) { return int32_t((position - 1) & (kSubpixelOne - 1)) + 1; }

/// Is the position, moved down and left, inside the diamond of its pixel?
bool insideDiamond(const WindowVertex& v) {
  const int32_t dx = placeIn(v.x) - kSubpixelHalf, dy = placeIn(v.y) - kSubpixelHalf;
  const int32_t distance = std::abs(dx) + std::abs(dy);
  return distance < kSubpixelHalf || (distance == kSubpixelHalf && dx > 0);  // epsilon in x outweighs that in y
}

/// Gathers pixels into block records; a line never comes back to a block it has left.
class PixelRun {
 public:
  PixelRun(FragmentBatch& batch, const RasterState& state) : batch_(batch), state_(state) {}
  ~PixelRun() { end(); }

  void add(int32_t x, int32_t y) {
    if (x < state_.scissorX0 || x >= state_.scissorX1 || y < state_.scissorY0 || y >= state_.scissorY1) return;
    constexpr int32_t kInBlock = int32_t(kBlockSize) - 1;
    if ((x & ~kInBlock) != blockX_ || (y & ~kInBlock) != blockY_) {
      end();
      blockX_ = x & ~kInBlock;
      blockY_ = y & ~kInBlock;
    }
    coverage_ |= coverageBit(uint32_t(x & kInBlock), uint32_t(y & kInBlock));
  }

 private:
  void end() {
    if (coverage_ != 0) batch_.addBlock(blockX_, blockY_, coverage_);
    coverage_ = 0;
  }

  FragmentBatch& batch_;
  const RasterState& state_;
  int32_t blockX_ = -1, blockY_ = -1;
  uint64_t coverage_ = 0;
};

}  // namespace

void Rasterizer::windowLine(const WindowVertex& a, const WindowVertex& b, const float* provokingCells) {
  const int64_t dx = b.x - a.x, dy = b.y - a.y;
  if (dx == 0 && dy == 0) return;

  PrimitiveRecord* record = batch_.beginPrimitive();
  const int32_t originX = planeOrigin(std::min(a.x, b.x)), originY = planeOrigin(std::min(a.y, b.y));
  record->originX = float(originX);
  record->originY = float(originY);
  record->frontFacing = 1;
  record->pointCoord[0] = record->pointCoord[1] = record->pointCoord[2] = record->pointCoord[3] = 0;
  // The position along the line, 0 to 1, is linear in x and y: ((p - a) . (b - a)) / |b - a|^2.
  const double lengthSquared = double(dx) * double(dx) + double(dy) * double(dy);
  Gradient gradient{};
  gradient.ax = double(dx) * kSubpixelOne / lengthSquared;
  gradient.ay = double(dy) * kSubpixelOne / lengthSquared;
  gradient.x0 = double(a.x) / kSubpixelOne - originX;
  gradient.y0 = double(a.y) / kSubpixelOne - originY;
  const WindowVertex* const vertices[2] = {&a, &b};
  fillPlanes(*record, FragmentBatch::planesOf(record), vertices, 2, gradient, inputs_, provokingCells, state_);

  if (state_.multisampled) return coverLineSamples(a, b);
  const bool xMajor = std::llabs(dx) >= std::llabs(dy);
  // In terms of the major axis, always walked upwards; a line drawn the other way is the mirror image of that.
  int64_t from = xMajor ? a.x : a.y, to = xMajor ? b.x : b.y;
  const int64_t minorFrom = xMajor ? a.y : a.x, majorStep = to - from, minorStep = xMajor ? dy : dx;
  const bool startInside = insideDiamond(a), endInside = insideDiamond(b);
  const bool startAboveCenter = placeIn(from) > kSubpixelHalf, endAboveCenter = placeIn(to) > kSubpixelHalf;
  int64_t first, last;  // pixels along the major axis, inclusive
  if (majorStep > 0) {
    first = pixelOf(from) + (startAboveCenter && !startInside ? 1 : 0);
    last = pixelOf(to) - (!endAboveCenter || endInside ? 1 : 0);
  } else {
    last = pixelOf(from) - (!startAboveCenter && !startInside ? 1 : 0);
    first = pixelOf(to) + (endAboveCenter || endInside ? 1 : 0);
  }
  const int64_t low = xMajor ? state_.scissorX0 : state_.scissorY0, high = xMajor ? state_.scissorX1 : state_.scissorY1;
  first = std::max(first, low);
  last = std::min(last, high - 1);

  const int64_t length = std::llabs(majorStep), slope = majorStep > 0 ? minorStep : -minorStep;
  // A line that rises to the right rises by its move to the left, and by more than it is moved down.
  const int64_t moved = xMajor && slope > 0 ? 0 : 1;
  PixelRun run(batch_, state_);
  for (int64_t p = first; p <= last; ++p) {
    // The minor coordinate where the line crosses this pixel's centre line, to the sub-pixel below.
    const int64_t center = p * kSubpixelOne + kSubpixelHalf;
    const int64_t minor = minorFrom + floorDivide((center - from) * slope - moved, length);
    const int32_t q = int32_t(minor >> kSubpixelBits);
    if (xMajor) {
      run.add(int32_t(p), q);
    } else {
      run.add(q, int32_t(p));
    }
  }
}

}  // namespace sw
