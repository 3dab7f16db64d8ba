// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The shortest path of the most common look-up: a 2D texture of RGBA8, filtered bilinearly or trilinearly, clamped in
// both directions or repeated in both, with sizes that are powers of two.

#pragma once

#include "texture/descriptor.h"

namespace sw::sampling {

/// For implicit look-ups; those with texel offsets or unlike biases go on to the descriptor's `rest`. Null where there
/// is no such path.
SampleFunction rgba8Function2D(const SamplingDescriptor& descriptor);

}  // namespace sw::sampling
