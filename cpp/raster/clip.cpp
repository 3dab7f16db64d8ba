// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "raster/clip.h"

namespace sw {

namespace {

/// A plane a*x + b*y + c*z + d*w >= offset: what is kept.
struct Plane {
  double x, y, z, w, offset;

  double distance(const ClipPosition& p) const { return x * p.x + y * p.y + z * p.z + w * p.w - offset; }
};

constexpr int kPlanes = 7;
constexpr double kMinClipW = 1e-12;

int planesOf(const WindowTransform& t, Plane (&planes)[kPlanes]) {
  int n = 0;
  planes[n++] = {0, 0, 0, 1, kMinClipW};
  if (!t.depthClamp) {
    planes[n++] = {0, 0, 1, -t.nearZ, 0};
    planes[n++] = {0, 0, -1, 1, 0};
  }
  planes[n++] = {1, 0, 0, -t.guardMinX, 0};
  planes[n++] = {-1, 0, 0, t.guardMaxX, 0};
  planes[n++] = {0, 1, 0, -t.guardMinY, 0};
  planes[n++] = {0, -1, 0, t.guardMaxY, 0};
  return n;
}

/// The point where the edge from `inside` to `outside` meets the plane. Always taken from the inner end, so that two
/// triangles that share the edge find the same point.
ClipVertex intersect(const ClipVertex& inside, double inDistance, const ClipVertex& outside, double outDistance) {
  const double t = inDistance / (inDistance - outDistance);
  const auto mix = [t](double a, double b) { return a + (b - a) * t; };
  ClipVertex r;
  r.position = {mix(inside.position.x, outside.position.x), mix(inside.position.y, outside.position.y),
                mix(inside.position.z, outside.position.z), mix(inside.position.w, outside.position.w)};
  for (int i = 0; i < 3; ++i) r.weights[i] = mix(inside.weights[i], outside.weights[i]);
  return r;
}

/// Keeps the part of the polygon where `distance` of a vertex is not negative.
template <typename Distance>
void cutPolygon(ClipPolygon& polygon, Distance distance) {
  ClipPolygon kept;
  for (int v = 0; v < polygon.count; ++v) {
    const ClipVertex& from = polygon.vertices[v];
    const ClipVertex& to = polygon.vertices[v + 1 == polygon.count ? 0 : v + 1];
    const double fromDistance = distance(from), toDistance = distance(to);
    const bool fromInside = fromDistance >= 0, toInside = toDistance >= 0;
    if (fromInside) kept.vertices[kept.count++] = from;
    if (fromInside && !toInside) kept.vertices[kept.count++] = intersect(from, fromDistance, to, toDistance);
    if (!fromInside && toInside) kept.vertices[kept.count++] = intersect(to, toDistance, from, fromDistance);
    if (kept.count >= kMaxClipVertices - 1) break;  // rounding made it concave; the rest is slivers
  }
  polygon = kept;
}

/// The same for a segment. False when nothing is left.
template <typename Distance>
bool cutSegment(ClipVertex (&ends)[2], Distance distance) {
  const double d0 = distance(ends[0]), d1 = distance(ends[1]);
  if (d0 < 0 && d1 < 0) return false;
  if (d1 < 0) ends[1] = intersect(ends[0], d0, ends[1], d1);
  if (d0 < 0) ends[0] = intersect(ends[1], d1, ends[0], d0);
  return true;
}

auto distanceTo(const Plane& plane) {
  return [&plane](const ClipVertex& v) { return plane.distance(v.position); };
}
/// Clip distances are linear in clip coordinates, as the weights are.
auto distanceOf(const ClipDistance& d) {
  return [&d](const ClipVertex& v) { return v.weights[0] * d.at[0] + v.weights[1] * d.at[1] + v.weights[2] * d.at[2]; };
}

}  // namespace

void clipPolygon(ClipPolygon& polygon, const WindowTransform& transform, std::span<const ClipDistance> distances) {
  Plane planes[kPlanes];
  const int planeCount = planesOf(transform, planes);
  for (const ClipDistance& d : distances) {
    if (polygon.count > 0) cutPolygon(polygon, distanceOf(d));
  }
  for (int i = 0; i < planeCount && polygon.count > 0; ++i) cutPolygon(polygon, distanceTo(planes[i]));
  if (polygon.count < 3) polygon.count = 0;
}

bool clipSegment(ClipVertex (&ends)[2], const WindowTransform& transform, std::span<const ClipDistance> distances) {
  Plane planes[kPlanes];
  const int planeCount = planesOf(transform, planes);
  for (const ClipDistance& d : distances) {
    if (!cutSegment(ends, distanceOf(d))) return false;
  }
  for (int i = 0; i < planeCount; ++i) {
    if (!cutSegment(ends, distanceTo(planes[i]))) return false;
  }
  return true;
}

}  // namespace sw
