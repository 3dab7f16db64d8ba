// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Rules of GLSL ES and WebGL that glslang leaves unchecked, on its tree: calls (a main function, a body for what is
// called, no recursion), depth of expressions, and so on. Functions that main never reaches are removed on the way.

#pragma once

#include <string>

namespace glslang {
class TIntermediate;
}

namespace sw {

/// Levels of the deepest tree that passes; what walks it afterwards may recurse.
inline constexpr int kMaxTreeDepth = 256;

/// False when the tree breaks a rule; the log then says which.
bool checkTree(glslang::TIntermediate& tree, std::string& log);

}  // namespace sw
