// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/routine_main.h"

#include <gtest/gtest.h>

#include <array>

#include "pipeline/layout.h"
#include "testing/routine_harness.h"
#include "testing/shaders/routine_test_program.h"

namespace sw {
namespace {

constexpr uint32_t kStatePlace = 1024, kUniformPlace = 2048, kInPlace = 4096, kPrivatePlace = 16384;
constexpr uint32_t kAttributePlace = 3072, kIdPlace = 8192, kArrayPlace = 9216, kOutPlace = 32768;

using Cell = std::array<float, 4>;

Cell cellAt(const std::vector<uint8_t>& memory, uint32_t base, uint32_t cell) {
  Cell value;
  std::memcpy(value.data(), memory.data() + base + 16 * cell, 16);
  return value;
}

TEST(FragmentMain, TakesInputsAndGivesColoursLaneByLane) {
  TestFragmentShader shader;
  shader.outputs[0] = {ir::Type::Float, TestSource::FacingAndPoint};
  shader.outputs[1] = {ir::Type::Float, TestSource::Inputs};
  shader.outputs[2] = {ir::Type::Float, TestSource::Uniform};
  shader.discards = shader.writesDepth = true;
  const LinkedProgram program = makeTestProgram(shader);
  RoutineCode code = generateFragmentMain(program);
  ASSERT_EQ(code.error, "");

  RoutineCase run{.wasm = code.wasm, .memory = std::vector<uint8_t>(kWasmPage), .arguments = {kInPlace, kPrivatePlace}};
  run.globals[0] = kUniformPlace;
  run.globals[2] = kStatePlace;
  const auto putCell = [&](uint32_t cell, const auto& value) {
    std::memcpy(run.memory.data() + kInPlace + 16 * cell, value.data(), 16);
  };
  const uint32_t builtins = program.info.fragmentCells;
  for (uint32_t i = 0; i < 4; ++i) putCell(i, Cell{float(i), float(i) + 0.25f, float(i) + 0.5f, float(i) + 0.75f});
  putCell(4, Cell{1, -1, 1, -1});  // the second and fourth lane discard
  putCell(5, Cell{0.1f, 0.2f, 0.3f, 0.4f});
  putCell(builtins + kMainPointCoord, Cell{5, 6, 7, 8});
  putCell(builtins + kMainPointCoord + 1, Cell{9, 10, 11, 12});
  putCell(builtins + kMainFrontFacing, std::array<uint32_t, 4>{0xffffffffu, 0, 0xffffffffu, 0});
  putCell(builtins + kMainLanes, std::array<uint32_t, 4>{0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu});
  const Cell uniform = {20, 21, 22, 23};
  std::memcpy(run.memory.data() + kUniformPlace + 32, uniform.data(), 16);
  std::vector<RoutineCase> cases = {run};
  ASSERT_EQ(runRoutines(cases), "");

  const auto out = [&](uint32_t cell) { return cellAt(cases[0].memory, kInPlace, builtins + cell); };
  EXPECT_EQ(out(kMainColors), (Cell{1, 0.25f, 1, 0.25f}));
  EXPECT_EQ(out(kMainColors + 1), (Cell{5, 6, 7, 8}));
  EXPECT_EQ(out(kMainColors + 3), (Cell{3, 3.25f, 3.5f, 3.75f}));
  EXPECT_EQ(out(kMainColors + 4), (Cell{1, 1.25f, 1.5f, 1.75f}));
  EXPECT_EQ(out(kMainColors + 9), (Cell{21, 21, 21, 21}));
  EXPECT_EQ(out(kMainFragDepth), (Cell{0.1f, 0.2f, 0.3f, 0.4f}));
  uint32_t discarded[4];
  std::memcpy(discarded, cases[0].memory.data() + kInPlace + 16 * (builtins + kMainDiscarded), 16);
  EXPECT_EQ(discarded[0], 0u);
  EXPECT_EQ(discarded[1], 0xffffffffu);
}

TEST(VertexMain, FetchesAttributesAndReturnsThePosition) {
  LinkedProgram program;
  ir::Shader& shader = program.vertex;
  shader.stage = ir::Stage::Vertex;
  shader.inputs = {testVariable("p", ir::Type::Float, 4)};
  shader.outputs = {testVariable("gl_Position", ir::Type::Float, 4), testVariable("v", ir::Type::Float, 4)};
  shader.outputs[0].semantic = ir::Semantic::Position;
  program.vertexInputLocation = {0};
  program.vertexOutputCell = {-1, 0};
  program.info.varyingCells = 4;
  program.info.attributeMask = 1;
  program.info.attributeClass[0] = uint8_t(ir::Type::Float);
  shader.functions.resize(1);
  shader.functions[0].blocks.emplace_back();
  ir::Builder b(shader.functions[0]);
  for (uint32_t i = 0; i < 4; ++i) {
    const ir::ValueId value =
        b.load(ir::Type::Float, {.space = ir::Space::Input, .object = 0, .base = i, .strides = {}});
    b.store({.space = ir::Space::Output, .object = 0, .base = i, .strides = {}}, value);
    b.store({.space = ir::Space::Output, .object = 1, .base = i, .strides = {}},
            b.emit(ir::Op::Neg, ir::Type::Float, {value}));
  }
  VertexKey key;
  key.attributes[0] = {.enabled = 1, .components = 2, .type = ComponentType::Float};
  RoutineCode code = generateVertexMain(program, key);
  ASSERT_EQ(code.error, "");

  RoutineCase run{.wasm = code.wasm, .memory = std::vector<uint8_t>(kWasmPage), .arguments = {kIdPlace, 0, kOutPlace}};
  run.globals[1] = kAttributePlace;
  run.globals[2] = kStatePlace;
  const AttributeState attribute{.address = kArrayPlace, .strideBytes = 8, .maxIndex = 9, .divisor = 0, .current = {}};
  std::memcpy(run.memory.data() + kAttributePlace, &attribute, sizeof attribute);
  const uint32_t ids[4] = {3, 0, 9, 77};
  std::memcpy(run.memory.data() + kIdPlace, ids, sizeof ids);
  for (uint32_t i = 0; i < 20; ++i) {
    const auto value = float(i);
    std::memcpy(run.memory.data() + kArrayPlace + 4 * i, &value, 4);
  }
  std::vector<RoutineCase> cases = {run};
  ASSERT_EQ(runRoutines(cases), "");
  const auto out = [&](uint32_t cell) { return cellAt(cases[0].memory, kOutPlace, cell); };
  EXPECT_EQ(out(0), (Cell{6, 0, 18, 18}));
  EXPECT_EQ(out(1), (Cell{7, 1, 19, 19}));
  EXPECT_EQ(out(3), (Cell{1, 1, 1, 1}));
  EXPECT_EQ(out(kRecordUserCell + 1), (Cell{-7, -1, -19, -19}));
}

}  // namespace
}  // namespace sw
