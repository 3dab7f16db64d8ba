// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// glslang's tree as browsers see it: what front end and lowering ask of its nodes.

#pragma once

#include <glslang/Include/Types.h>
#include <glslang/Include/intermediate.h>
#include <glslang/MachineIndependent/localintermediate.h>

namespace sw {

/// Deeper trees are refused: the walk is recursive, and the wasm stack is small. What passes checkDepth (of the front
/// end) has at most 256 levels in browsers, which are up to twice as many here.
inline constexpr int kMaxWalkDepth = 600;

/// Browsers replace `true ? a : b` by a, and `a, b` by b where a has no side effects, as soon as they have read it, if
/// what stays is a temporary or a local variable. So it may be assigned to, and adds no depth. Null where they do not.
const glslang::TIntermTyped* foldedOperand(const glslang::TIntermTyped& node);

/// What stays of a node in browsers: itself, or the operand of its operand, and so on.
const glslang::TIntermTyped* folded(const glslang::TIntermTyped* node);

/// The symbol at the bottom of a chain of indices, members and swizzles; null where there is something else.
const glslang::TIntermSymbol* baseSymbol(const glslang::TIntermTyped* node);

}  // namespace sw
