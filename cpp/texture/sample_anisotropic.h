// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Look-ups of textures whose TEXTURE_MAX_ANISOTROPY_EXT is above 1 (EXT_texture_filter_anisotropic).

#pragma once

#include "pipeline/shader_types.h"
#include "texture/descriptor.h"

namespace sw::sampling {

struct AnisotropicFunctions {
  SampleFunction implicit, gradient;
};
/// They filter by SamplingDescriptor::filter.
AnisotropicFunctions anisotropicFunctions(SamplerDim dim);

}  // namespace sw::sampling
