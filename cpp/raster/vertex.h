// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// From clip coordinates to window coordinates, and the question which planes a vertex lies outside of.

#pragma once

#include <cstdint>

#include "draw/layout.h"
#include "raster/raster_state.h"

namespace sw {

/// Window x and y are held in signed fixed point with this many fraction bits: the SUBPIXEL_BITS we report.
inline constexpr int kSubpixelBits = 8;
inline constexpr int32_t kSubpixelOne = 1 << kSubpixelBits;

/// Pixels from the window's origin that a vertex may lie away after clipping. Keeps edge functions inside 32 bits per
/// block.
inline constexpr double kGuardBandPixels = 32000;

// Outcodes. Low byte: outside a plane of the clip volume. A primitive all of whose vertices share a bit is invisible.
enum Outcode : uint16_t {
  kOutLeft = 1 << 0,
  kOutRight = 1 << 1,
  kOutBottom = 1 << 2,
  kOutTop = 1 << 3,
  kOutNear = 1 << 4,
  kOutFar = 1 << 5,
  kOutVolume = 0x3f,
  // The vertex has no window coordinates: the primitive must be clipped.
  kNeedsClip = 1 << 8,
  // Not a finite position: the primitive is dropped.
  kNotFinite = 1 << 9,
};

/// The viewport and depth range transforms (OpenGL ES 3.0.6 §2.12.1) and the guard band that goes with them.
struct WindowTransform {
  double scaleX, scaleY, scaleZ;
  double offsetX, offsetY, offsetZ;
  double guardMinX, guardMaxX, guardMinY, guardMaxY;  // in normalised device coordinates
  bool depthClamp;

  explicit WindowTransform(const RasterState& state);
};

/// A vertex in window coordinates. x and y are fixed point; z is window depth, unclamped.
struct WindowVertex {
  int32_t x, y;
  uint16_t outcode;
  double z;
  double invW;
  const float* cells;  // user cells of its record
};

struct ClipPosition {
  double x, y, z, w;
};

uint16_t outcodeOf(const ClipPosition& position, const WindowTransform& transform);

/// Needs w > 0 and a place inside the guard band.
void toWindow(const ClipPosition& position, const WindowTransform& transform, WindowVertex& out);

/// Outcode and, unless it needs clipping, window coordinates of a vertex record.
WindowVertex windowVertexOf(const float* record, const WindowTransform& transform);

}  // namespace sw
