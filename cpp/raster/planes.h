// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Fills primitive records: plane equations of depth, 1/w and the fragment inputs. Everything is set up in f64 and
// evaluated at absolute positions, so that the bits of a fragment do not depend on the path that led to it.

#pragma once

#include "pipeline/layout.h"
#include "raster/vertex.h"

namespace sw {

/// How fragment inputs are interpolated in this draw; cells in fours.
struct InputLayout {
  uint32_t fragmentCells = 0;
  const uint8_t* flatCells = nullptr;
};

/// Gradient of the linear function through values at places: a triangle (three places) or a line (two, constant
/// across). derivative along x = (v1 - v0) * ax + (v2 - v0) * bx, and likewise y.
struct Gradient {
  double ax, bx, ay, by;
  double x0, y0;  // window position of vertex 0, relative to the record's origin
};

/// Record header and planes. `vertices` has 1 (point), 2 (line) or 3 entries, `gradient` fits them (all zero for
/// points). provokingCells: the cells that flat inputs take.
void fillPlanes(PrimitiveRecord& record, Planes4* planes, const WindowVertex* const* vertices, int count,
                const Gradient& gradient, const InputLayout& inputs, const float* provokingCells,
                const RasterState& state);

/// A pixel corner near the primitive from which its planes are counted: depends on the primitive alone.
int32_t planeOrigin(int32_t minFixed);

}  // namespace sw
