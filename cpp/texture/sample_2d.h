// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The short paths of the most common look-ups: 2D textures of four components.

#pragma once

#include "texture/descriptor.h"

namespace sw::sampling {

struct Functions2D {
  SampleFunction implicit = nullptr, lod = nullptr, gradient = nullptr;
  FilterFunction filter = nullptr;
};
/// Null where the format has no short path.
Functions2D functions2D(TargetFormat storage);

}  // namespace sw::sampling
