// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Vertex routines whose shader copies its attributes to its outputs, against a plain reading of the same arrays.

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <random>

#include "pipeline/layout.h"
#include "shader/codegen/attribute_fetch.h"
#include "shader/codegen/routines.h"
#include "testing/routine_harness.h"
#include "testing/shaders/routine_test_program.h"

namespace sw {
namespace {

constexpr uint32_t kStatePlace = 1024, kAttributePlace = 2048, kIdPlace = 4096, kArrayPlace = 8192;
constexpr uint32_t kRecordPlace = 32768;
constexpr uint32_t kElements = 50, kVertices = 19;

/// Position from attribute 0, output i from attribute i: float, int, uint, and a 2-column matrix at 3 and 4.
LinkedProgram copyingProgram() {
  LinkedProgram program;
  ir::Shader& shader = program.vertex;
  shader.stage = ir::Stage::Vertex;
  shader.inputs = {testVariable("a", ir::Type::Float, 4), testVariable("b", ir::Type::Int, 4),
                   testVariable("c", ir::Type::Uint, 4), testVariable("m", ir::Type::Float, 3)};
  shader.inputs[3].type.columns = 2;
  shader.inputs[3].cells.assign(6, ir::Type::Float);
  program.vertexInputLocation = {0, 1, 2, 3};
  program.info.attributeMask = 31;
  const ir::Type classes[5] = {ir::Type::Float, ir::Type::Int, ir::Type::Uint, ir::Type::Float, ir::Type::Float};
  for (int i = 0; i < 5; ++i) program.info.attributeClass[i] = uint8_t(classes[i]);
  shader.outputs = {testVariable("gl_Position", ir::Type::Float, 4), testVariable("ob", ir::Type::Int, 4),
                    testVariable("oc", ir::Type::Uint, 4), testVariable("om", ir::Type::Float, 6)};
  shader.outputs[0].semantic = ir::Semantic::Position;
  program.vertexOutputCell = {-1, 0, 4, 8};
  program.info.varyingCells = 16;

  shader.functions.resize(1);
  ir::Function& main = shader.functions[0];
  main.name = "main";
  main.blocks.emplace_back();
  ir::Builder b(main);
  for (uint32_t object = 0; object < 4; ++object) {
    for (uint32_t cell = 0; cell < shader.inputs[object].cells.size(); ++cell) {
      const ir::ValueId value = b.load(shader.inputs[object].cells[cell],
                                       {.space = ir::Space::Input, .object = object, .base = cell, .strides = {}});
      b.store({.space = ir::Space::Output, .object = object, .base = cell, .strides = {}}, value);
    }
  }
  return program;
}

float halfToFloat(uint32_t bits) {
  const float sign = bits & 0x8000 ? -1.0f : 1.0f;
  const int exponent = int(bits >> 10 & 31);
  const auto mantissa = float(bits & 0x3ff);
  if (exponent == 31) return mantissa != 0 ? NAN : sign * INFINITY;
  if (exponent == 0) return sign * std::ldexp(mantissa, -24);
  return sign * std::ldexp(1024 + mantissa, exponent - 25);
}

/// OpenGL ES 3.0.6 §2.8 and §2.1.6.1, one component at a time. Bits of what the shader sees.
uint32_t component(const AttributeKey& key, ir::Type shaderType, const uint8_t* element, uint32_t index) {
  const bool packed = key.type == ComponentType::Int2101010 || key.type == ComponentType::UnsignedInt2101010;
  const uint32_t present = packed ? 4 : key.components;
  const bool isFloat = shaderType == ir::Type::Float;
  if (index >= present) return index < 3 ? 0 : isFloat ? std::bit_cast<uint32_t>(1.0f) : 1;

  int64_t integer = 0, largest = 0;
  bool isSigned = true;
  const auto read = [&](auto zero) {
    std::memcpy(&zero, element + index * sizeof zero, sizeof zero);
    integer = zero;
    isSigned = std::is_signed_v<decltype(zero)>;
    largest = std::numeric_limits<decltype(zero)>::max();
  };
  switch (key.type) {
    case ComponentType::Byte: read(int8_t()); break;
    case ComponentType::UnsignedByte: read(uint8_t()); break;
    case ComponentType::Short: read(int16_t()); break;
    case ComponentType::UnsignedShort: read(uint16_t()); break;
    case ComponentType::Int: read(int32_t()); break;
    case ComponentType::UnsignedInt: read(uint32_t()); break;
    case ComponentType::Float: read(uint32_t()); return uint32_t(integer);
    case ComponentType::HalfFloat: read(uint16_t()); return std::bit_cast<uint32_t>(halfToFloat(uint32_t(integer)));
    case ComponentType::Int2101010:
    case ComponentType::UnsignedInt2101010: {
      uint32_t word;
      std::memcpy(&word, element, 4);
      const int bits = index == 3 ? 2 : 10;
      isSigned = key.type == ComponentType::Int2101010;
      integer = word >> 10 * index & ((1u << bits) - 1);
      if (isSigned && integer >> (bits - 1)) integer -= 1 << bits;
      largest = (1 << (isSigned ? bits - 1 : bits)) - 1;
      break;
    }
  }
  if (!isFloat) return uint32_t(integer);
  auto value = float(integer);
  if (key.normalized) value = value / float(largest);
  if (key.normalized && isSigned && value < -1) value = -1;
  return std::bit_cast<uint32_t>(value);
}

struct Scene {
  VertexKey key;
  AttributeState attributes[kMaxVertexAttributes] = {};
  VertexState state = {};
  uint32_t ids[24] = {};
  std::vector<uint8_t> memory;
};

Scene makeScene(uint32_t seed, ComponentType type, uint8_t components, bool normalized) {
  std::mt19937 random(seed);
  Scene scene;
  scene.memory.resize(kWasmPage);
  const auto integerType = [&] { return ComponentType(random() % 6); };
  for (uint32_t i = 0; i < 5; ++i) {
    AttributeKey& key = scene.key.attributes[i];
    key = {.enabled = 1, .components = components, .type = type, .normalized = normalized};
    if (i == 1 || i == 2) {
      key = {.enabled = 1, .components = uint8_t(1 + random() % 4), .type = integerType(), .integer = 1};
    }
    if (i > 0 && random() % 4 == 0) key.instanced = 1;
    if (i > 0 && random() % 5 == 0) key = {};
    AttributeState& state = scene.attributes[i];
    state.address = kArrayPlace + i * 4096;
    state.strideBytes = attributeElementBytes(key) + uint32_t(random() % 3) * 4;
    state.maxIndex = kElements - 1 - uint32_t(random() % 10);
    state.divisor = key.instanced ? 1 + uint32_t(random() % 3) : 0;
    for (uint32_t& current : state.current) current = uint32_t(random());
  }
  for (uint32_t i = kArrayPlace; i < kRecordPlace; ++i) scene.memory[i] = uint8_t(random());
  // No NaN halves: their payload is not defined.
  if (type == ComponentType::HalfFloat) {
    for (uint32_t i = kArrayPlace + 1; i < kRecordPlace; i += 2) scene.memory[i] &= 0xfb;
  }
  for (uint32_t i = 0; i < 24; ++i) scene.ids[i] = i < kVertices ? uint32_t(random() % kElements) : scene.ids[i - 1];
  scene.ids[3] = 0xffffffffu;
  scene.ids[4] = 1000000;
  scene.state.instanceId = int32_t(random() % 70);
  std::memcpy(scene.memory.data() + kStatePlace, &scene.state, sizeof scene.state);
  std::memcpy(scene.memory.data() + kAttributePlace, scene.attributes, sizeof scene.attributes);
  std::memcpy(scene.memory.data() + kIdPlace, scene.ids, sizeof scene.ids);
  return scene;
}

uint32_t expected(const Scene& scene, uint32_t location, ir::Type type, uint32_t vertex, uint32_t index) {
  const AttributeKey& key = scene.key.attributes[location];
  const AttributeState& state = scene.attributes[location];
  if (!key.enabled) return state.current[index];
  const uint32_t element = key.instanced ? uint32_t(scene.state.instanceId) / state.divisor : scene.ids[vertex];
  const uint32_t clamped = element < state.maxIndex ? element : state.maxIndex;
  return component(key, type, scene.memory.data() + state.address + clamped * state.strideBytes, index);
}

TEST(VertexRoutine, FetchesEveryKindOfAttribute) {
  const LinkedProgram program = copyingProgram();
  std::vector<Scene> scenes;
  for (uint32_t type = 0; type <= uint32_t(ComponentType::UnsignedInt2101010); ++type) {
    for (uint32_t components = 1; components <= 4; ++components) {
      for (bool normalized : {false, true}) {
        scenes.push_back(makeScene(type * 100 + components, ComponentType(type), uint8_t(components), normalized));
      }
    }
  }
  std::vector<RoutineCase> cases;
  for (const Scene& scene : scenes) {
    RoutineCode code = generateVertexRoutine(program, scene.key);
    ASSERT_EQ(code.error, "");
    cases.push_back({.wasm = std::move(code.wasm),
                     .memory = scene.memory,
                     .arguments = {kStatePlace, kIdPlace, kVertices, kRecordPlace},
                     .globals = {0, kAttributePlace, 0, 0, 0, 0}});
  }
  ASSERT_EQ(runRoutines(cases), "");
  for (size_t i = 0; i < scenes.size(); ++i) {
    for (uint32_t vertex = 0; vertex < kVertices; ++vertex) {
      const uint8_t* record = cases[i].memory.data() + kRecordPlace + vertex * 4 * vertexRecordCells(16);
      const auto check = [&](uint32_t location, ir::Type type, uint32_t index, uint32_t cell) {
        uint32_t bits;
        std::memcpy(&bits, record + 4 * cell, 4);
        EXPECT_EQ(bits, expected(scenes[i], location, type, vertex, index))
            << "case " << i << " location " << location << " vertex " << vertex << " component " << index;
      };
      for (uint32_t k = 0; k < 4; ++k) {
        check(0, ir::Type::Float, k, k);
        check(1, ir::Type::Int, k, kRecordUserCell + k);
        check(2, ir::Type::Uint, k, kRecordUserCell + 4 + k);
      }
      for (uint32_t k = 0; k < 6; ++k) check(3 + k / 3, ir::Type::Float, k % 3, kRecordUserCell + 8 + k);
    }
    if (HasFailure()) break;
  }
}

}  // namespace
}  // namespace sw
