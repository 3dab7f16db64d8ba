// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// For tests: fragment shaders compiled, generated and interpreted on random and special values, six quads in a row, and
// compared to the bit.

#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "shader/compile/compile.h"
#include "shader/passes/pipeline.h"
#include "testing/shaders/body_twin.h"

namespace sw::test {

inline constexpr uint32_t kQuads = 6;

inline uint32_t word(const std::vector<uint8_t>& memory, uint32_t at) {
  uint32_t value;
  std::memcpy(&value, memory.data() + at, 4);
  return value;
}

class TwinHost : public InterpreterHost {
 public:
  TwinHost(const LinkedProgram& program, const std::vector<uint8_t>& memory, uint32_t quad)
      : program_(program), memory_(memory), quad_(kInputPlace + quad * kQuadCells * 16) {
    environment_.shader = &program.fragment;
  }
  Lanes lanesAt(uint32_t cell) const {
    Lanes lanes;
    for (uint32_t l = 0; l < 4; ++l) lanes[l] = word(memory_, quad_ + cell * 16 + l * 4);
    return lanes;
  }
  Lanes input(uint32_t input, uint32_t cell) override {
    Lanes lanes = lanesAt(environment_.cellOf(input, cell));
    const ir::InterfaceVariable& variable = program_.fragment.inputs[input];
    const bool interpolated = variable.interpolation != ir::Interpolation::Flat;
    for (uint32_t& lane : lanes) lane = interpolated ? withCanonicalNan(lane) : lane;
    return lanes;
  }
  Lanes builtin(ir::Builtin builtin, uint32_t component) override {
    const auto all = [](uint32_t v) { return Lanes{v, v, v, v}; };
    switch (builtin) {
      case ir::Builtin::FragCoord: return lanesAt(kBuiltinCell + component);
      case ir::Builtin::PointCoord: return lanesAt(kBuiltinCell + 5 + component);
      case ir::Builtin::FrontFacing: {
        Lanes lanes = lanesAt(kBuiltinCell + 4);
        for (uint32_t& lane : lanes) lane &= 1;
        return lanes;
      }
      case ir::Builtin::DepthNear: return all(std::bit_cast<uint32_t>(0.25f));
      case ir::Builtin::DepthFar: return all(std::bit_cast<uint32_t>(0.5f));
      case ir::Builtin::DepthDiff: return all(std::bit_cast<uint32_t>(0.75f));
      default: return all(7);
    }
  }
  uint32_t uniform(uint32_t uniform, uint32_t cell) override {
    return word(memory_, kUniformPlace + (program_.fragmentUniformCell[uniform] + cell) * 4);
  }
  uint32_t block(uint32_t object, uint32_t offsetBytes) override {
    const uint32_t slot = program_.fragmentBlockSlot[object & 0xffff] + (object >> 16);
    return word(memory_, kBlockPlace + slot * 0x1000 + offsetBytes);
  }
  void sample(const SampleRequest& request, std::span<Lanes> results) override {
    const ir::SampleInfo& info = request.info;
    const bool size = info.method == SampleMethod::Size;
    const bool integers = size || info.method == SampleMethod::Fetch;
    const uint32_t coordinates = size ? 0 : info.dim == SamplerDim::Dim2D ? 2 : 3;
    const bool shadow = info.samplerClass == SamplerClass::Shadow && !size;
    const uint32_t offsets = uint32_t(uint8_t(info.offset[0])) | uint32_t(uint8_t(info.offset[1])) << 8 |
                             uint32_t(uint8_t(info.offset[2])) << 16;
    for (uint32_t l = 0; l < 4; ++l) {
      uint32_t c[3] = {}, reference = 0, lod = 0;
      uint32_t next = 0;
      for (; next < coordinates; ++next) c[next] = request.args[next][l];
      if (shadow) reference = request.args[next++][l];
      const bool hasLod =
          info.method == SampleMethod::Lod || integers || (info.method == SampleMethod::Implicit && info.bias);
      if (hasLod) lod = request.args[next][l];
      const auto add = [integers](uint32_t a, uint32_t b) {
        if (integers) return a + b;
        return withCanonicalNan(std::bit_cast<uint32_t>(std::bit_cast<float>(a) + std::bit_cast<float>(b)));
      };
      const auto number = [integers](uint32_t n) { return integers ? n : std::bit_cast<uint32_t>(float(int32_t(n))); };
      if (info.method == SampleMethod::Grad) lod = add(lod, request.args[next][l]);
      const uint32_t sampler =
          program_.samplerOfCell[program_.fragmentUniformCell[info.sampler.object] + request.cell[l]];
      const uint32_t rgba[4] = {add(c[0], number(1000 * sampler)), add(add(c[1], c[2]), number(offsets)), reference,
                                lod};
      for (size_t r = 0; r < results.size(); ++r) results[r][l] = rgba[r];
    }
  }

 private:
  const LinkedProgram& program_;
  const std::vector<uint8_t>& memory_;
  uint32_t quad_;
  TwinEnvironment environment_;
};

struct Twin {
  std::string name;
  std::string declarations;
  std::string body;
};

/// Tests of twins derive from it.
class TwinTest : public testing::Test {
 protected:
  /// `preamble`: what stands before the declarations of each. Gives how many ran two quads at once.
  static size_t run(const char* preamble, const std::vector<Twin>& twins, const passes::CallOptions& calls = {},
                    bool inPairs = false) {
    size_t pairs = 0;
    runAll(preamble, twins, calls, inPairs, pairs);
    return pairs;
  }

 private:
  static void runAll(const char* preamble, const std::vector<Twin>& twins, const passes::CallOptions& calls,
                     bool inPairs, size_t& pairs) {
    std::vector<RoutineCase> cases;
    std::vector<LinkedProgram> programs;
    std::vector<std::string> listings;
    std::vector<std::vector<uint8_t>> before;
    for (const Twin& twin : twins) {
      std::mt19937 random(1);
      for (char c : twin.name) random.seed(random() + uint32_t(c));
      const std::string source = std::string(preamble) + twin.declarations + "\nvoid main() {\n" + twin.body + "\n}\n";
      CompileResult compiled = compileShader(ir::Stage::Fragment, source, {});
      ASSERT_TRUE(compiled.shader) << twin.name << "\n" << compiled.infoLog << source;
      ASSERT_EQ(ir::verify(*compiled.shader), "") << twin.name;
      programs.push_back(programOf(std::move(*compiled.shader), calls));
      ASSERT_LE(programs.back().info.privateBytes, kMemoryBytes - kPrivatePlace) << twin.name;
      TwinCode code = generateTwin(programs.back(), inPairs, true);
      pairs += code.isInPairs;
      ASSERT_EQ(code.error, "") << twin.name;
      listings.push_back(code.listing);
      RoutineCase c;
      c.wasm = code.bytes;
      c.memory.assign(kMemoryBytes, 0);
      fill(c.memory, programs.back(), random, twin.name == "budget is refilled" ? 1000 : 0x7fffffff);
      c.arguments = {kQuads};
      c.globals[5] = kMemoryBytes;
      before.push_back(c.memory);
      cases.push_back(std::move(c));
    }
    ASSERT_EQ(runRoutines(cases), "");
    for (size_t i = 0; i < cases.size(); ++i) compare(twins[i], programs[i], before[i], cases[i].memory, listings[i]);
  }

  static void put(std::vector<uint8_t>& memory, uint32_t at, uint32_t value) {
    std::memcpy(memory.data() + at, &value, 4);
  }

  static void fill(std::vector<uint8_t>& memory, const LinkedProgram& program, std::mt19937& random, uint32_t budget) {
    static constexpr uint32_t kNegativeNan = 0xffc12345;
    static constexpr float kSpecial[] = {
        0.0f,   -0.0f, 1.0f,  -1.0f, INFINITY, -INFINITY, NAN, std::bit_cast<float>(kNegativeNan),
        1e-40f, 3e38f, -7.5f, 0.5f,  2.5f,     1e9f};
    const auto small = [&] { return float(int(random() % 4001) - 2000) / 500.0f; };
    put(memory, kBudgetPlace, budget);
    put(memory, kBudgetPlace + 4, 4);
    for (uint32_t i = 0; i < program.fragment.uniforms.size(); ++i) {
      const ir::InterfaceVariable& uniform = program.fragment.uniforms[i];
      for (uint32_t c = 0; c < uniform.cells.size(); ++c) {
        const uint32_t at = kUniformPlace + (program.fragmentUniformCell[i] + c) * 4;
        switch (uniform.cells[c]) {
          case ir::Type::Float: put(memory, at, std::bit_cast<uint32_t>(small())); break;
          case ir::Type::Bool: put(memory, at, uniform.name == "yes"); break;
          default: put(memory, at, random() % 11 - 3); break;
        }
      }
    }
    for (uint32_t b = 0; b < 4; ++b) {
      put(memory, kBlockTable + 8 * b, kBlockPlace + 0x1000 * b);
      put(memory, kBlockTable + 8 * b + 4, 0x1000);
      for (uint32_t at = 0; at < 0x400; at += 4)
        put(memory, kBlockPlace + 0x1000 * b + at, std::bit_cast<uint32_t>(small()));
    }
    for (uint32_t s = 0; s < 16; ++s) {
      const uint32_t descriptor = kDescriptorPlace + 64 * s;
      put(memory, kSamplerTable + 4 * s, descriptor);
      const uint32_t slots[5] = {1, 1, 3, 2, 2};
      for (uint32_t m = 0; m < 5; ++m) put(memory, descriptor + 4 * m, slots[m]);
    }
    for (uint32_t quad = 0; quad < kQuads; ++quad) {
      const uint32_t base = kInputPlace + quad * kQuadCells * 16;
      uint32_t cell = 0;
      for (const ir::InterfaceVariable& input : program.fragment.inputs) {
        for (ir::Type type : input.cells) {
          const bool flat = input.interpolation == ir::Interpolation::Flat;
          uint32_t value = 0;
          for (uint32_t l = 0; l < 4; ++l) {
            if (!flat || l == 0) {
              if (type == ir::Type::Float) {
                const float f = quad >= 4 ? kSpecial[random() % std::size(kSpecial)] : small();
                value = std::bit_cast<uint32_t>(f);
              } else {
                value = quad >= 4 ? (random() % 2 ? 0x80000000u : random()) : random() % 9;
              }
            }
            put(memory, base + cell * 16 + l * 4, value);
          }
          ++cell;
        }
      }
      const uint32_t facing = quad % 2 ? 0xffffffffu : 0;
      for (uint32_t l = 0; l < 4; ++l) {
        const float builtins[] = {float(quad * 2 + l % 2) + 0.5f, float(l / 2) + 0.5f, 0.25f, small()};
        for (uint32_t c = 0; c < 4; ++c)
          put(memory, base + (kBuiltinCell + c) * 16 + 4 * l, std::bit_cast<uint32_t>(builtins[c]));
        put(memory, base + (kBuiltinCell + 4) * 16 + 4 * l, facing);
        for (uint32_t c = 5; c < 7; ++c)
          put(memory, base + (kBuiltinCell + c) * 16 + 4 * l, std::bit_cast<uint32_t>(small()));
      }
    }
  }

  static void compare(const Twin& twin, const LinkedProgram& program, const std::vector<uint8_t>& before,
                      const std::vector<uint8_t>& after, const std::string& listing) {
    EXPECT_EQ(word(after, kAbortPlace), 0u) << twin.name << ": this loop did not end";
    for (uint32_t quad = 0; quad < kQuads; ++quad) {
      TwinHost host(program, before, quad);
      const InterpreterResult result = interpret(program.fragment, host);
      if (result.endless) continue;  // random inputs may ask for very many rounds
      const uint32_t base = kOutputPlace + quad * kQuadCells * 16;
      uint32_t discarded = 0;
      for (uint32_t l = 0; l < 4; ++l) discarded |= (word(after, base + (kQuadCells - 1) * 16 + 4 * l) & 1) << l;
      EXPECT_EQ(discarded, result.discarded) << twin.name << ", quad " << quad;
      uint32_t cell = 0;
      for (uint32_t o = 0; o < result.outputs.size(); ++o) {
        for (uint32_t c = 0; c < result.outputs[o].size(); ++c, ++cell) {
          for (uint32_t l = 0; l < 4; ++l) {
            if (result.discarded >> l & 1) continue;  // helpers write nothing
            const uint32_t got = word(after, base + cell * 16 + 4 * l), want = result.outputs[o][c][l];
            if (got == want) continue;
            // The passes or code generation? What the interpreter makes of the optimised shader tells.
            const ir::Shader optimised = optimisedForm(program.fragment, program.calls);
            const uint32_t middle = interpret(optimised, host).outputs[o][c][l];
            const bool bothNaN = program.fragment.outputs[o].cells[c] == ir::Type::Float &&
                                 std::isnan(std::bit_cast<float>(got)) && std::isnan(std::bit_cast<float>(want));
            if (bothNaN && got == middle) continue;
            ADD_FAILURE() << twin.name << ", quad " << quad << ", lane " << l << ", cell " << c << ": generated "
                          << std::hex << got << " (" << std::bit_cast<float>(got) << "), interpreted " << want << " ("
                          << std::bit_cast<float>(want) << "), optimised and interpreted " << middle << "\n"
                          << (std::getenv("SW_LISTING")
                                  ? twin.declarations + "\n" + twin.body + ir::toText(optimised) + listing
                                  : "");
            return;
          }
        }
      }
    }
  }
};

}  // namespace sw::test
