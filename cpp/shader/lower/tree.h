// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// glslang's tree, for the .cpp files of this folder and their internal headers.

#pragma once

#include <glslang/Include/Types.h>
#include <glslang/Include/intermediate.h>
#include <glslang/MachineIndependent/localintermediate.h>

namespace sw::lowering {

/// Deeper trees are refused: the walk is recursive, and the wasm stack is small. Browsers stop at 256.
inline constexpr int kMaxDepth = 512;

}  // namespace sw::lowering
