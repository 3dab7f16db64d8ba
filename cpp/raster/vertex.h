// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// From clip coordinates to window coordinates, and the question which planes a vertex lies outside of.

#pragma once

#include <cstdint>

#include "pipeline/layout.h"
#include "raster/raster_state.h"

namespace sw {

/// Window x and y are held in signed fixed point with this many fraction bits: the SUBPIXEL_BITS we report.
inline constexpr int kSubpixelBits = 8;
inline constexpr int32_t kSubpixelOne = 1 << kSubpixelBits;
inline constexpr int32_t kSubpixelHalf = kSubpixelOne / 2;

/// Pixels from the window's origin that a vertex may lie away after clipping. Keeps edge functions inside 32 bits per
/// block.
inline constexpr double kGuardBandPixels = 32000;

// Outcodes. Low byte: outside a plane of the clip volume. High half: a negative clip or cull distance. A primitive all
// of whose vertices share one of these bits is invisible.
enum Outcode : uint32_t {
  kOutLeft = 1 << 0,
  kOutRight = 1 << 1,
  kOutBottom = 1 << 2,
  kOutTop = 1 << 3,
  kOutNear = 1 << 4,
  kOutFar = 1 << 5,
  kOutVolume = 0x3f,
  kOutClipDistances = 0xffu << 16,
  kOutCullDistances = 0xffu << 24,
  kOutside = kOutVolume | kOutClipDistances | kOutCullDistances,
  // The vertex has no window coordinates: the primitive must be clipped.
  kNeedsClip = 1 << 8,
  // Not a finite position: the primitive is dropped.
  kNotFinite = 1 << 9,
};

/// The viewport and depth range transforms (OpenGL ES 3.0.6 §2.12.1), as EXT_clip_control changes them, and the guard
/// band that goes with them. scaleY is negative where the clip origin is the upper left.
struct WindowTransform {
  double scaleX, scaleY, scaleZ;
  double offsetX, offsetY, offsetZ;
  double guardMinX, guardMaxX, guardMinY, guardMaxY;  // in normalised device coordinates
  double nearZ;                                       // likewise, of the near plane: -1, or 0 with ZERO_TO_ONE_EXT
  bool depthClamp;

  explicit WindowTransform(const RasterState& state);
};

/// A vertex in window coordinates. x and y are fixed point; z is window depth, unclamped.
struct WindowVertex {
  int32_t x, y;
  uint32_t outcode;
  double z;
  double invW;
  const float* cells;  // user cells of its record
};

struct ClipPosition {
  double x, y, z, w;
};

uint32_t outcodeOf(const ClipPosition& position, const WindowTransform& transform);

/// The bits of negative distances; a vertex with a negative clip distance needs clipping. cells: the user cells.
uint32_t distanceOutcode(const float* cells, const RasterState& state);

/// Needs w > 0 and a place inside the guard band.
void toWindow(const ClipPosition& position, const WindowTransform& transform, WindowVertex& out);

/// Outcode and, unless it needs clipping, window coordinates of a vertex record.
WindowVertex windowVertexOf(const float* record, const WindowTransform& transform);

}  // namespace sw
