// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The preprocessor of GLSL ES (1.00.17 and 3.00.6, section 3.4): text in, text without macros and conditionals out,
// every token on its line. What the parser must know of passes through: #version, #extension, #pragma and #line.
// glslang has a preprocessor, but its recursion on macros and expressions has no bound; it sees nothing to recurse on
// here.
//
//   #define A(x) x + 1
//   #if 1
//   a = A(b);            a = b + 1 ;      (in line 3)
//   #endif

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sw {

/// A comment that the text ends in: its lines, counted from 1, or zeros.
struct OpenComment {
  int begin = 0;
  int end = 0;
};

/// `text` has no comments, no line continuations and only "\n" for newlines (source_rules.h). `macros` are those that
/// exist from the start, with the value 1. False when there is an error; the log has it.
bool preprocess(std::string_view text, int version, const std::vector<std::string>& macros, std::string& output,
                std::string& log, OpenComment openComment = {});

}  // namespace sw
