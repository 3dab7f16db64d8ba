// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Valid random shaders for the twin tests, GLSL ES 3.00. Loops are bounded by counters that nothing else writes, so
// every shader ends. The same seed gives the same text, as long as one compiler built this: C++ leaves open in which
// order the parts of an expression are made.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sw {

/// Something that exists around the shader and may be read: its GLSL type ("vec4", "int", ...) and its text.
struct RandomLeaf {
  const char* type;
  const char* text;
};

struct RandomShaderOptions {
  std::vector<RandomLeaf> leaves;  // at least one float and one int
  const char* output = "o";        // a vec4 that is written last
  int statements = 12;             // about as many in main
  bool discard = true;
  bool derivatives = true;
  bool integersOfFloats = true;  // int(x) and uint(x); of constants out of range, compilers of C++ differ
};

struct RandomShader {
  std::string declarations;  // structs, globals, functions
  std::string body;          // of main
};

RandomShader randomShader(uint32_t seed, const RandomShaderOptions& options);

}  // namespace sw
