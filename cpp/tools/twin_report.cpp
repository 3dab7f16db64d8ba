// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "tools/twin_report.h"

#include <bit>
#include <cstdio>

#include "pipeline/link_options.h"
#include "reference/interpreter.h"
#include "shader/codegen/routine_main.h"
#include "shader/codegen/routines.h"
#include "shader/compile/compile.h"
#include "shader/link/program.h"
#include "support/hash.h"

namespace sw {
namespace {

std::string hexOf(const void* data, size_t bytes) {
  std::string text;
  for (size_t i = 0; i < bytes; ++i) {
    char digits[4];
    std::snprintf(digits, sizeof digits, "%02x", static_cast<const uint8_t*>(data)[i]);
    text += digits;
  }
  return text;
}

std::string hashOf(const void* data, size_t bytes) {
  Hash64 hash;
  hash.add(data, bytes);
  char text[20];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash.value()));
  return text;
}

uint32_t scramble(uint32_t value) {
  value = (value ^ value >> 16) * 0x7feb352du;
  value = (value ^ value >> 15) * 0x846ca68bu;
  return value ^ value >> 16;
}

bool isNaN(uint32_t bits) { return (bits & 0x7fffffffu) > 0x7f800000u; }

/// Everything around the shader is made of hashes: small numbers, and special ones now and then.
class HashedHost : public InterpreterHost {
 public:
  HashedHost(const ir::Shader& shader, uint32_t round) : shader_(shader), round_(round) {}

  Lanes input(uint32_t input, uint32_t cell) override {
    const ir::InterfaceVariable& variable = shader_.inputs[input];
    const bool flat = variable.interpolation == ir::Interpolation::Flat;
    Lanes lanes;
    for (uint32_t l = 0; l < 4; ++l) lanes[l] = value(variable.cells[cell], {1, input, cell, flat ? 0 : l});
    return lanes;
  }
  Lanes builtin(ir::Builtin builtin, uint32_t component) override {
    const auto all = [](uint32_t v) { return Lanes{v, v, v, v}; };
    Lanes lanes;
    switch (builtin) {
      case ir::Builtin::VertexId: return {round_ * 4, round_ * 4 + 1, round_ * 4 + 2, round_ * 4 + 3};
      case ir::Builtin::InstanceId:
      case ir::Builtin::DrawId: return all(round_);
      case ir::Builtin::FrontFacing: return all(round_ & 1);
      case ir::Builtin::DepthNear: return all(0);
      case ir::Builtin::DepthFar:
      case ir::Builtin::DepthDiff: return all(std::bit_cast<uint32_t>(1.0f));
      default:
        for (uint32_t l = 0; l < 4; ++l) lanes[l] = value(ir::Type::Float, {2, uint32_t(builtin), component, l});
        return lanes;
    }
  }
  uint32_t uniform(uint32_t uniform, uint32_t cell) override {
    return value(shader_.uniforms[uniform].cells[cell], {3, uniform, cell, 0});
  }
  uint32_t block(uint32_t object, uint32_t offsetBytes) override {
    return value(ir::Type::Float, {4, object, offsetBytes, 0});
  }
  void sample(const SampleRequest& request, std::span<Lanes> results) override {
    const bool integers = request.info.method == SampleMethod::Size || request.info.samplerClass == SamplerClass::Int ||
                          request.info.samplerClass == SamplerClass::Uint;
    for (uint32_t l = 0; l < 4; ++l) {
      uint32_t hash = scramble(request.cell[l] * 8 + uint32_t(request.info.method));
      for (const Lanes& arg : request.args) hash = scramble(hash ^ (isNaN(arg[l]) ? 0x7fc00000u : arg[l]));
      for (size_t r = 0; r < results.size(); ++r) {
        const uint32_t number = scramble(hash + uint32_t(r)) % 64;
        results[r][l] = integers ? number : std::bit_cast<uint32_t>(float(number) / 16.0f);
      }
    }
  }

 private:
  uint32_t value(ir::Type type, const uint32_t (&key)[4]) const {
    static constexpr uint32_t kSpecial[] = {0,           0x80000000u, 0x7f800000u, 0xff800000u, 0x7fc00000u,
                                            0x00000001u, 0x7f7fffffu, 0x4b000001u, 0xbf000000u};
    uint32_t hash = scramble(round_ + 77);
    for (uint32_t part : key) hash = scramble(hash + part);
    const bool special = round_ == 2 && hash % 5 == 0;
    switch (type) {
      case ir::Type::Float:
        if (special) return kSpecial[(hash >> 8) % 9];
        return std::bit_cast<uint32_t>(float(int(hash >> 8) % 4001 - 2000) / 512.0f);
      case ir::Type::Bool: return hash >> 7 & 1;
      default: return special ? 0x80000000u : (hash >> 8) % 13 - (type == ir::Type::Int ? 4 : 0);
    }
  }

  const ir::Shader& shader_;
  uint32_t round_;
};

std::string interpreted(const ir::Shader& shader) {
  std::string text;
  for (uint32_t round = 0; round < 3; ++round) {
    HashedHost host(shader, round);
    const InterpreterResult result = interpret(shader, host, {.maxInstructions = 2'000'000});
    text += std::to_string(result.discarded) + (result.endless ? "endless" : "");
    for (size_t o = 0; o < result.outputs.size() && !result.endless; ++o) {
      for (size_t c = 0; c < result.outputs[o].size(); ++c) {
        for (uint32_t bits : result.outputs[o][c]) {
          // Machines differ in the sign of a NaN that arithmetic makes, and nothing else may depend on it.
          if (shader.outputs[o].cells[c] == ir::Type::Float && isNaN(bits)) bits = 0x7fc00000u;
          text += "," + hexOf(&bits, 4);
        }
      }
    }
    text += ";";
  }
  return text;
}

}  // namespace

std::string twinReport(std::string_view vertexSource, std::string_view fragmentSource) {
  const CompileResult vertex = compileShader(ir::Stage::Vertex, vertexSource, {.webglVersion = 2});
  if (!vertex.shader) return "error " + vertex.infoLog;
  const CompileResult fragment = compileShader(ir::Stage::Fragment, fragmentSource, {.webglVersion = 2});
  if (!fragment.shader) return "error " + fragment.infoLog;
  const LinkOptions options;
  const LinkResult linked = link(*vertex.shader, *fragment.shader, options);
  if (!linked.program) return "error " + linked.infoLog;
  VertexKey vertexKey{};
  for (uint32_t i = 0; i < kMaxVertexAttributes; ++i) {
    if (!(linked.program->info.attributeMask >> i & 1)) continue;
    const bool isFloat = ir::Type(linked.program->info.attributeClass[i]) == ir::Type::Float;
    vertexKey.attributes[i] = {.enabled = 1,
                               .components = 4,
                               .type = isFloat ? ComponentType::Float : ComponentType::Int,
                               .integer = !isFloat};
  }
  FragmentKey fragmentKey{};
  fragmentKey.targets[0].format = TargetFormat::RGBA8;
  fragmentKey.targets[0].writeMask = 15;
  fragmentKey.depthFormat = DepthFormat::D24;
  fragmentKey.depthTest = fragmentKey.depthWrite = 1;
  fragmentKey.depthCompare = CompareFunction::Less;

  std::string text;
  const auto line = [&text](const char* name, const std::string& value) {
    text += std::string(name) + " " + value + "\n";
  };
  const auto code = [&line](const char* name, const RoutineCode& made) {
    line(name, made.wasm.empty() ? made.error : hashOf(made.wasm.data(), made.wasm.size()));
  };
  const std::vector<uint8_t> optionBytes = serialiseLinkOptions(options);
  line("options", hexOf(optionBytes.data(), optionBytes.size()));
  line("vertexKey", hexOf(&vertexKey, sizeof vertexKey));
  line("fragmentKey", hexOf(&fragmentKey, sizeof fragmentKey));
  const std::string irs[2] = {ir::toText(linked.program->vertex), ir::toText(linked.program->fragment)};
  line("ir0", hashOf(irs[0].data(), irs[0].size()));
  line("ir1", hashOf(irs[1].data(), irs[1].size()));
  code("routine0", generateVertexRoutine(*linked.program, vertexKey));
  code("routine1", generateFragmentRoutine(*linked.program, fragmentKey));
  code("main2", generateVertexMain(*linked.program, {}));
  code("main3", generateFragmentMain(*linked.program));
  line("values0", interpreted(linked.program->vertex));
  line("values1", interpreted(linked.program->fragment));
  return text;
}

}  // namespace sw
