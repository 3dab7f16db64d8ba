// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The short path of the most common look-ups: 2D textures of four 8-bit components.

#pragma once

#include "texture/descriptor.h"

namespace sw::sampling {

void implicitRgba8(const TextureDescriptor* descriptor, SampleScratch* scratch, uint32_t offsets, F32x4Raw c0,
                   F32x4Raw c1, F32x4Raw c2, F32x4Raw reference, F32x4Raw bias);
void explicitLodRgba8(const TextureDescriptor* descriptor, SampleScratch* scratch, uint32_t offsets, F32x4Raw c0,
                      F32x4Raw c1, F32x4Raw c2, F32x4Raw reference, F32x4Raw lod);

}  // namespace sw::sampling
