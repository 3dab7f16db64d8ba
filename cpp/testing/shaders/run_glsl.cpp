// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "testing/shaders/run_glsl.h"

namespace sw::test {

namespace {

uint32_t bits(float value) { return std::bit_cast<uint32_t>(value); }

template <typename List>
std::string nameOf(const List& list, uint32_t index) {
  return list[index].name;
}

}  // namespace

void TestHost::sample(const SampleRequest& request, std::span<Lanes> results) {
  static constexpr const char* kMethods[] = {"implicit", "lod", "grad", "fetch", "size"};
  const ir::SampleInfo& info = request.info;
  std::string text = kMethods[static_cast<int>(info.method)];
  if (info.bias) text += " bias";
  if (info.offset[0] || info.offset[1] || info.offset[2]) {
    for (const int8_t offset : info.offset) text += " " + std::to_string(offset);
  }
  text += " " + shader_.uniforms[info.sampler.object].name + "+" + std::to_string(request.cell[0]) + ":";
  const bool integers = info.method == SampleMethod::Fetch || info.method == SampleMethod::Size;
  for (const Lanes& arg : request.args) {
    char number[32];
    snprintf(number, sizeof number, " %g", integers ? double(int32_t(arg[0])) : double(std::bit_cast<float>(arg[0])));
    text += number;
  }
  samples.push_back(text);
  for (size_t i = 0; i < results.size(); ++i) {
    for (int lane = 0; lane < 4; ++lane) {
      // (10, 20, 30, 40), as the class of the sampler has it
      const uint32_t value = 10 * (uint32_t(i) + 1);
      const bool isFloat = info.method != SampleMethod::Size && info.samplerClass != SamplerClass::Int &&
                           info.samplerClass != SamplerClass::Uint;
      results[i][lane] = isFloat ? bits(float(value)) : value;
    }
  }
}

Lanes TestHost::input(uint32_t input, uint32_t cell) {
  const auto found = inputs.find(nameOf(shader_.inputs, input));
  return found != inputs.end() && cell < found->second.size() ? found->second[cell] : Lanes{};
}

Lanes TestHost::builtin(ir::Builtin builtin, uint32_t component) {
  Lanes lanes;
  for (uint32_t lane = 0; lane < 4; ++lane) {
    const float x = float(lane & 1) + 0.5f, y = float(lane >> 1) + 0.5f;
    switch (builtin) {
      case ir::Builtin::VertexId: lanes[lane] = 100 + lane; break;
      case ir::Builtin::InstanceId: lanes[lane] = 7; break;
      case ir::Builtin::DrawId: lanes[lane] = 3; break;
      case ir::Builtin::FragCoord:
        lanes[lane] = bits(component == 0 ? x : component == 1 ? y : component == 2 ? 0.25f : 2);
        break;
      case ir::Builtin::FrontFacing: lanes[lane] = 1; break;
      case ir::Builtin::PointCoord: lanes[lane] = bits(component ? 0.75f : 0.5f); break;
      case ir::Builtin::DepthNear: lanes[lane] = bits(0.25f); break;
      case ir::Builtin::DepthFar: lanes[lane] = bits(0.75f); break;
      case ir::Builtin::DepthDiff: lanes[lane] = bits(0.5f); break;
    }
  }
  return lanes;
}

uint32_t TestHost::uniform(uint32_t uniform, uint32_t cell) {
  const auto found = uniforms.find(nameOf(shader_.uniforms, uniform));
  return found != uniforms.end() && cell < found->second.size() ? found->second[cell] : 0;
}

uint32_t TestHost::block(uint32_t object, uint32_t offsetBytes) {
  const ir::UniformBlock& block = shader_.blocks[object & 0xffff];
  const auto found = blocks.find(block.blockName);
  const uint32_t word = ((object >> 16) * block.sizeBytes + offsetBytes) / 4;
  if (found != blocks.end() && word < found->second.size()) return found->second[word];
  return bits(float(word));  // the word's own number
}

RunOutcome runShader(ir::Stage stage, const std::string& source, uint8_t mask) {
  RunOutcome outcome;
  CompileOptions options;
  options.extensions = 0xffffffff;
  CompileResult compiled = compileShader(stage, source, options);
  if (!compiled.shader) {
    outcome.error = compiled.infoLog.empty() ? "did not compile" : compiled.infoLog;
    return outcome;
  }
  outcome.shader = std::move(*compiled.shader);
  outcome.error = ir::verify(outcome.shader);
  if (!outcome.error.empty()) {
    outcome.error += "\n" + ir::toText(outcome.shader);
    return outcome;
  }
  TestHost host(outcome.shader);
  for (uint32_t i = 0; i < 8; ++i) {
    host.uniforms["F"].push_back(bits(float(i)));
    host.uniforms["I"].push_back(i);
    host.uniforms["U"].push_back(i);
  }
  host.uniforms["yes"] = {1};
  for (uint32_t i = 1; i <= 4; ++i) host.uniforms["V"].push_back(bits(float(i)));
  for (uint32_t i = 1; i <= 9; ++i) host.uniforms["M"].push_back(bits(float(i)));
  Lanes lanes{0, 1, 2, 3}, x{}, y{};
  for (int i = 0; i < 4; ++i) x[i] = bits(float(i)), y[i] = bits(float(10 * i));
  host.inputs["lane"] = {lanes};
  host.inputs["uv"] = {x, y};
  host.inputs["position"] = {x, y, x, y};
  InterpreterOptions interpreterOptions;
  interpreterOptions.maxInstructions = 100000;
  outcome.result = interpret(outcome.shader, host, interpreterOptions, mask, mask);
  outcome.samples = host.samples;
  if (!outcome.result.outputs.empty()) {
    const std::vector<Lanes>& cells = outcome.result.outputs[0];
    for (size_t cell = 0; cell < cells.size() && cell < 4; ++cell) {
      for (int lane = 0; lane < 4; ++lane) outcome.color[lane][cell] = std::bit_cast<float>(cells[cell][lane]);
    }
  }
  return outcome;
}

RunOutcome runBody(const std::string& body, const std::string& declarations) {
  return runShader(ir::Stage::Fragment,
                   "#version 300 es\nprecision highp float; precision highp int;\n"
                   "uniform float F[8]; uniform int I[8]; uniform uint U[8]; uniform bool yes, no; uniform vec4 V;\n"
                   "uniform mat3 M; flat in int lane; in vec2 uv; out vec4 o;\n" +
                       declarations + "\nvoid main() {\n" + body + "\n}\n");
}

RunOutcome runBody100(const std::string& body, const std::string& declarations) {
  return runShader(ir::Stage::Fragment,
                   "precision highp float; precision highp int;\n"
                   "uniform float F[8]; uniform int I[8]; uniform bool yes, no; uniform vec4 V; uniform mat3 M;\n"
                   "varying vec2 uv;\n" +
                       declarations + "\nvoid main() {\n" + body + "\n}\n");
}

}  // namespace sw::test
