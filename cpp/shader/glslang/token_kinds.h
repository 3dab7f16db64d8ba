// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What the tokens of glslang's parser are, as far as the filter before it cares.

#pragma once

#include "shader/glslang/depth_bound.h"

namespace sw {

/// `previous`: the token before it.
DepthBound::Kind depthKindOf(int token, int previous);
/// Whether an operand ends with this token, so that a + or - behind it is binary.
bool endsOperand(int token);
bool isTypeKeyword(int token);

}  // namespace sw
