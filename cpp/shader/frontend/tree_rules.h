// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Rules of GLSL ES and WebGL that glslang leaves unchecked, on its tree. tree_rules.cpp: calls (a main function, a body
// for what is called, no recursion). depth_rule.cpp: how deep they nest. node_rules.cpp: what one node may be.
// appendix_a.cpp: the limits of GLSL ES 1.00.

#pragma once

#include <string>

#include "shader/frontend/parser.h"

namespace sw {

/// Levels of the deepest tree that passes, in the tree of browsers (depth_rule.cpp); what walks ours afterwards may
/// recurse.
inline constexpr int kMaxTreeDepth = 256;

/// False when the tree breaks a rule; the log then says which. Functions that main never reaches are removed on the
/// way.
bool checkTree(ParsedShader& shader, std::string& log);

/// The parts of checkTree; checkDepth comes first.
bool checkDepth(ParsedShader& shader, std::string& log);
bool checkNodes(ParsedShader& shader, std::string& log);
bool checkCalls(ParsedShader& shader, std::string& log);
bool checkAppendixA(ParsedShader& shader, std::string& log);

/// Writes down what the code names, before anything is removed.
void collectNames(ParsedShader& shader);
/// Removes what has no effect; comes last.
void pruneTree(ParsedShader& shader);

}  // namespace sw
