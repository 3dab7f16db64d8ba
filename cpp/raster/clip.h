// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Clips a primitive in clip coordinates against near and far plane, the guard band, w > 0 (OpenGL ES 3.0.6 §2.17) and
// the clip distances of its vertices.
// A clipped vertex is a position and its weights over the original vertices, so that cells are blended once, at the
// end.

#pragma once

#include <span>

#include "raster/vertex.h"

namespace sw {

struct ClipVertex {
  ClipPosition position;
  double weights[3];
};

/// One clip distance at the primitive's vertices (WEBGL_clip_cull_distance); what is below zero goes.
struct ClipDistance {
  double at[3] = {};
};
inline constexpr int kMaxClipDistancePlanes = 8;

/// A triangle gains at most one vertex for each plane.
inline constexpr int kMaxClipVertices = 3 + 7 + kMaxClipDistancePlanes;

struct ClipPolygon {
  ClipVertex vertices[kMaxClipVertices];
  int count = 0;
};

/// In place, convex in, convex out; count is 0 when nothing is left.
void clipPolygon(ClipPolygon& polygon, const WindowTransform& transform, std::span<const ClipDistance> distances = {});

/// A segment: two vertices, in order. False when nothing is left.
bool clipSegment(ClipVertex (&ends)[2], const WindowTransform& transform, std::span<const ClipDistance> distances = {});

}  // namespace sw
