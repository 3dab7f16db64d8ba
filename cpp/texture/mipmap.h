// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include "texture/image.h"

namespace sw {

/// Fills a level from the one above it: each texel is the mean of what it covers, sRGB in linear (OpenGL ES 3.0.6
/// §3.8.10.4). Both are allocated and of one normalised or float format. Layers of arrays are apart from one another
/// (equal depths), slices of volumes are not.
void reduceLevel(const Image& from, Image& to);
/// Without the short path for RGBA8.
void reduceLevelSlowly(const Image& from, Image& to);

}  // namespace sw
