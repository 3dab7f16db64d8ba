// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Depth of four lanes (OpenGL ES 3.0.6 §4.1.5). Depth buffers hold floats; what a D16 or D24 buffer could not hold is
// rounded before the test, so that equal depths compare equal. The twin is quantiseDepth in cpp/texture/texel.cpp.

#pragma once

#include "pipeline/routine_keys.h"
#include "shader/codegen/routine_lanes.h"

namespace sw {

/// depth within [0, 1].
Value quantiseDepth(Lanes& l, DepthFormat format, Value depth);

/// Lane mask of a `function` b, on floats. Not for Never and Always.
Value compareFloats(Lanes& l, CompareFunction function, Value a, Value b);
/// The same on non-negative integers.
Value compareIntegers(Lanes& l, CompareFunction function, Value a, Value b);

}  // namespace sw
