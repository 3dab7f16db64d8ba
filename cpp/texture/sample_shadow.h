// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The short path of shadow maps: 2D depth textures without mipmaps, compared and filtered.

#pragma once

#include "texture/descriptor.h"

namespace sw::sampling {

/// For implicit, lod and gradient look-ups alike, since no lod matters. Null where there is no short path.
SampleFunction shadowFunction2D(const SamplingDescriptor& descriptor);

}  // namespace sw::sampling
