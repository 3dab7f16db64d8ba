// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The shortest path of the most common look-up: a 2D texture of RGBA8, filtered bilinearly or trilinearly, clamped in
// both directions or repeated in both, with sizes that are powers of two.

#pragma once

#include "texture/descriptor.h"

namespace sw::sampling {

struct Rgba8Functions {
  SampleFunction implicit = nullptr, lod = nullptr;
};
/// Look-ups with texel offsets or unlike lods go on to the descriptor's `rest` and `restLod`. Null where there is no
/// such path.
Rgba8Functions rgba8Functions2D(const SamplingDescriptor& descriptor);

}  // namespace sw::sampling
