// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// For tests: compiles GLSL and runs it in the interpreter, with inputs that defeat constant folding.

#pragma once

#include <bit>
#include <map>
#include <string>

#include "reference/interpreter.h"
#include "shader/compile/compile.h"

namespace sw::test {

/// Uniforms and inputs by name. What is not set is zero.
class TestHost : public InterpreterHost {
 public:
  explicit TestHost(const ir::Shader& shader) : shader_(shader) {}

  std::map<std::string, std::vector<uint32_t>> uniforms;
  std::map<std::string, std::vector<Lanes>> inputs;
  std::map<std::string, std::vector<uint32_t>> blocks;  // by block name, one word each; element n at n * its size
  std::vector<std::string> samples;                     // what was sampled, as text
  /// Colour of a look-up: red is the sampler's cell, green and blue the first two arguments, alpha the last one.
  void sample(const SampleRequest& request, std::span<Lanes> results) override;
  Lanes input(uint32_t input, uint32_t cell) override;
  Lanes builtin(ir::Builtin builtin, uint32_t component) override;
  uint32_t uniform(uint32_t uniform, uint32_t cell) override;
  uint32_t block(uint32_t object, uint32_t offsetBytes) override;

 private:
  const ir::Shader& shader_;
};

using Vec4 = std::array<float, 4>;

struct RunOutcome {
  std::string error;  // of compiling or verifying; empty when it ran
  ir::Shader shader;
  InterpreterResult result;
  std::vector<std::string> samples;
  std::array<Vec4, 4> color = {};  // by lane: the first output
};

/// Compiles and runs a whole shader. Uniforms: float F[8] and F[i] = i, int I[8], uint U[8], bool yes and no, vec4
/// V = (1, 2, 3, 4), mat3 M = 1 .. 9; inputs: flat int lane, vec2 uv = (lane, 10 * lane), vec4 position.
RunOutcome runShader(ir::Stage stage, const std::string& source, uint8_t mask = 15);

/// Runs `body` as main() of a GLSL ES 3.00 fragment shader that declares what runShader sets, and `out vec4 o`.
RunOutcome runBody(const std::string& body, const std::string& declarations = "");
/// The same in GLSL ES 1.00, where the output is gl_FragColor, and integers and bits are absent.
RunOutcome runBody100(const std::string& body, const std::string& declarations = "");

}  // namespace sw::test
