// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Random vertex shaders: whole vertex routines, attributes in and records out, against the interpreter, to the bit.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "reference/interpreter.h"
#include "shader/codegen/routines.h"
#include "shader/compile/compile.h"
#include "shader/link/private_memory.h"
#include "testing/routine_harness.h"
#include "testing/shaders/body_twin.h"
#include "testing/shaders/random_shader.h"

namespace sw::test {
namespace {

constexpr uint32_t kStatePlace = 0x300, kAttributePlace = 0x600, kIdPlace = 0x800;
constexpr uint32_t kArrayPlace = 0xa000, kArrayBytes = 0x400, kRecordPlace = 0x20000;
constexpr uint32_t kVertices = 15;  // the last quad is not full
constexpr uint32_t kElements = 12;  // of an array: some ids lie beyond
constexpr int32_t kInstance = 3;

const char* const kVertexPreamble =
    "#version 300 es\nprecision highp float; precision highp int;\n"
    "uniform float F[8]; uniform int I[8]; uniform uint U[8]; uniform bool yes, no; uniform vec4 V; uniform mat4 M;\n"
    "layout(std140) uniform B { vec4 bv; mat4 bm; float ba[6]; };\n"
    "layout(location = 0) in vec4 a; layout(location = 1) in float t; layout(location = 2) in ivec4 k;\n"
    "layout(location = 3) in uvec2 w; layout(location = 4) in mat2 m; layout(location = 7) in vec4 generic;\n"
    "layout(location = 8) in vec3 perInstance;\n"
    "out vec4 o; out float one; flat out ivec3 ints; flat out uint bits; out vec2 pair[2];\n";
const char* const kFragment =
    "#version 300 es\nprecision highp float; precision highp int; in vec4 o; in float one; flat in ivec3 ints;\n"
    "flat in uint bits; in vec2 pair[2]; out vec4 c; void main() { c = o + one + vec4(ints, bits) + pair[0].x; }";

uint32_t wordAt(const std::vector<uint8_t>& memory, uint32_t at) {
  uint32_t value;
  std::memcpy(&value, memory.data() + at, 4);
  return value;
}

void put(std::vector<uint8_t>& memory, uint32_t at, uint32_t value) { std::memcpy(memory.data() + at, &value, 4); }

struct Attribute {
  uint32_t location;
  AttributeKey key;
};

/// Arrays of 32-bit components, so that a fetch is a copy: the formats have tests of their own.
const Attribute kAttributes[] = {
    {0, {.enabled = 1, .components = 4, .type = ComponentType::Float}},
    {1, {.enabled = 1, .components = 1, .type = ComponentType::Float}},
    {2, {.enabled = 1, .components = 3, .type = ComponentType::Int, .integer = 1}},  // w is 1
    {3, {.enabled = 1, .components = 2, .type = ComponentType::UnsignedInt, .integer = 1}},
    {4, {.enabled = 1, .components = 2, .type = ComponentType::Float}},
    {5, {.enabled = 1, .components = 2, .type = ComponentType::Float}},
    {8, {.enabled = 1, .instanced = 1, .components = 3, .type = ComponentType::Float}},
};

class VertexHost : public InterpreterHost {
 public:
  VertexHost(const LinkedProgram& program, const std::vector<uint8_t>& memory, uint32_t quad)
      : program_(program), memory_(memory) {
    for (uint32_t l = 0; l < 4; ++l) ids_[l] = wordAt(memory, kIdPlace + 4 * (quad * 4 + l));
  }
  Lanes input(uint32_t input, uint32_t cell) override {
    const uint32_t rows = program_.vertex.inputs[input].type.rows;
    const uint32_t location = uint32_t(program_.vertexInputLocation[input]) + cell / rows, component = cell % rows;
    const uint32_t state = kAttributePlace + location * uint32_t(sizeof(AttributeState));
    const AttributeKey* key = nullptr;
    for (const Attribute& attribute : kAttributes) {
      if (attribute.location == location) key = &attribute.key;
    }
    Lanes lanes;
    for (uint32_t l = 0; l < 4; ++l) {
      if (key == nullptr) {
        lanes[l] = wordAt(memory_, state + offsetof(AttributeState, current) + 4 * component);
        continue;
      }
      if (component >= key->components) {
        const uint32_t one = key->integer ? 1 : std::bit_cast<uint32_t>(1.0f);
        lanes[l] = component == 3 ? one : 0;
        continue;
      }
      const uint32_t index = key->instanced ? uint32_t(kInstance) / 2 : ids_[l];
      const uint32_t element = std::min(index, kElements - 1);
      lanes[l] = wordAt(memory_, kArrayPlace + location * kArrayBytes + element * 4 * key->components + 4 * component);
    }
    return lanes;
  }
  Lanes builtin(ir::Builtin builtin, uint32_t) override {
    const auto all = [](uint32_t v) { return Lanes{v, v, v, v}; };
    switch (builtin) {
      case ir::Builtin::VertexId: return ids_;
      case ir::Builtin::InstanceId: return all(uint32_t(kInstance));
      case ir::Builtin::DepthNear: return all(std::bit_cast<uint32_t>(0.25f));
      case ir::Builtin::DepthFar: return all(std::bit_cast<uint32_t>(0.5f));
      case ir::Builtin::DepthDiff: return all(std::bit_cast<uint32_t>(0.75f));
      default: return all(7);
    }
  }
  uint32_t uniform(uint32_t uniform, uint32_t cell) override {
    return wordAt(memory_, kUniformPlace + (program_.vertexUniformCell[uniform] + cell) * 4);
  }
  uint32_t block(uint32_t object, uint32_t offsetBytes) override {
    return wordAt(memory_,
                  kBlockPlace + (program_.vertexBlockSlot[object & 0xffff] + (object >> 16)) * 0x1000 + offsetBytes);
  }
  void sample(const SampleRequest&, std::span<Lanes>) override { ADD_FAILURE() << "no look-ups here"; }

 private:
  const LinkedProgram& program_;
  const std::vector<uint8_t>& memory_;
  Lanes ids_;
};

void fill(std::vector<uint8_t>& memory, const LinkedProgram& program, std::mt19937& random) {
  static constexpr float kNegativeNan = std::bit_cast<float>(0xffc12345u);
  static constexpr float kSpecial[] = {0.0f,         -0.0f,  1.0f,  INFINITY, -INFINITY, NAN,
                                       kNegativeNan, 1e-40f, 3e38f, -7.5f,    1e9f};
  const auto small = [&] { return std::bit_cast<uint32_t>(float(int(random() % 4001) - 2000) / 500.0f); };
  VertexState state{};
  state.uniforms = kUniformPlace;
  state.blocks = kBlockTable;
  state.attributes = kAttributePlace;
  state.privateMemory = kPrivatePlace;
  state.instanceId = kInstance;
  state.drawId = 7;
  state.depthNear = 0.25f;
  state.depthFar = 0.5f;
  state.depthDiff = 0.75f;
  state.budget = 10'000'000;
  state.budgetSlot = 4;
  std::memcpy(memory.data() + kStatePlace, &state, sizeof state);
  for (uint32_t i = 0; i < program.vertex.uniforms.size(); ++i) {
    const ir::InterfaceVariable& uniform = program.vertex.uniforms[i];
    if (program.vertexUniformCell[i] == ir::kNone) continue;
    for (uint32_t c = 0; c < uniform.cells.size(); ++c) {
      const uint32_t at = kUniformPlace + (program.vertexUniformCell[i] + c) * 4;
      switch (uniform.cells[c]) {
        case ir::Type::Float: put(memory, at, small()); break;
        case ir::Type::Bool: put(memory, at, uniform.name == "yes"); break;
        default: put(memory, at, random() % 11 - 3); break;
      }
    }
  }
  put(memory, kBlockTable, kBlockPlace);
  put(memory, kBlockTable + 4, 0x1000);
  for (uint32_t at = 0; at < 0x400; at += 4) put(memory, kBlockPlace + at, small());
  for (uint32_t location = 0; location < kMaxVertexAttributes; ++location) {
    AttributeState attribute{.address = 0, .strideBytes = 0, .maxIndex = 0, .divisor = 0, .current = {}};
    for (uint32_t& current : attribute.current) current = small();
    std::memcpy(memory.data() + kAttributePlace + location * sizeof attribute, &attribute, sizeof attribute);
  }
  for (const Attribute& a : kAttributes) {
    const uint32_t place = kArrayPlace + a.location * kArrayBytes;
    AttributeState attribute{.address = place,
                             .strideBytes = 4u * a.key.components,
                             .maxIndex = kElements - 1,
                             .divisor = a.key.instanced * 2u,
                             .current = {}};
    std::memcpy(memory.data() + kAttributePlace + a.location * sizeof attribute, &attribute, sizeof attribute);
    for (uint32_t i = 0; i < kElements * a.key.components; ++i) {
      const bool special = i / a.key.components >= kElements - 3;
      uint32_t value = random() % 9;
      if (a.key.integer && special) value = random() % 2 ? 0x80000000u : uint32_t(random());
      if (!a.key.integer) value = special ? std::bit_cast<uint32_t>(kSpecial[random() % std::size(kSpecial)]) : small();
      put(memory, place + 4 * i, value);
    }
  }
  for (uint32_t i = 0; i < 16; ++i) {  // padded with the last one
    put(memory, kIdPlace + 4 * i, i < kVertices ? uint32_t(random() % 15) : wordAt(memory, kIdPlace + 4 * (i - 1)));
  }
}

void compare(const std::string& name, const LinkedProgram& program, const std::vector<uint8_t>& before,
             const std::vector<uint8_t>& after) {
  const uint32_t recordBytes = vertexRecordCells(program.info.varyingCells) * 4;
  for (uint32_t quad = 0; quad * 4 < kVertices; ++quad) {
    VertexHost host(program, before, quad);
    const InterpreterResult result = interpret(program.vertex, host);
    if (result.endless) continue;
    for (uint32_t o = 0; o < program.vertex.outputs.size(); ++o) {
      const ir::InterfaceVariable& output = program.vertex.outputs[o];
      const uint32_t first = output.semantic == ir::Semantic::Position ? kRecordPositionCell
                             : program.vertexOutputCell[o] < 0
                                 ? ir::kNone
                                 : kRecordUserCell + uint32_t(program.vertexOutputCell[o]);
      if (first == ir::kNone) continue;
      for (uint32_t c = 0; c < output.cells.size(); ++c) {
        for (uint32_t l = 0; l < 4; ++l) {
          const uint32_t got = wordAt(after, kRecordPlace + (quad * 4 + l) * recordBytes + (first + c) * 4);
          const uint32_t want = result.outputs[o][c][l];
          if (got == want) continue;
          if (output.cells[c] == ir::Type::Float && std::isnan(std::bit_cast<float>(got)) &&
              std::isnan(std::bit_cast<float>(want))) {
            const auto isIt = [&](const FeedbackVarying& captured) { return captured.name == output.name; };
            if (std::ranges::none_of(program.info.feedback, isIt)) continue;  // nobody sees the bits
            const ir::Shader optimised = optimisedForm(program.vertex, program.calls);
            if (got == interpret(optimised, host).outputs[o][c][l]) continue;
          }
          ADD_FAILURE() << name << ", vertex " << quad * 4 + l << ", " << output.name << " cell " << c << ": generated "
                        << std::hex << got << " (" << std::bit_cast<float>(got) << "), interpreted " << want << " ("
                        << std::bit_cast<float>(want) << ")";
          return;
        }
      }
    }
  }
}

TEST(VertexTwin, RandomRoutinesGiveTheInterpretersBits) {
  RandomShaderOptions options;
  options.output = "o";
  options.discard = options.derivatives = false;
  options.leaves = {{"float", "F[3]"},
                    {"float", "t"},
                    {"float", "a.y"},
                    {"int", "I[2]"},
                    {"int", "gl_VertexID"},
                    {"int", "gl_InstanceID"},
                    {"int", "k.y"},
                    {"uint", "w.x"},
                    {"uint", "U[5]"},
                    {"bool", "yes"},
                    {"bool", "no"},
                    {"vec4", "V"},
                    {"vec4", "a"},
                    {"vec4", "generic"},
                    {"vec4", "bv"},
                    {"vec3", "perInstance"},
                    {"vec4", "vec4(ba[gl_VertexID & 7], gl_DepthRange.far, M[2].xy)"},
                    {"mat2", "m"},
                    {"mat4", "bm"},
                    {"ivec4", "k"}};
  const char* seeds = std::getenv("SW_SEEDS");  // "first,count"
  uint32_t first = 0, count = 80;
  if (seeds) std::sscanf(seeds, "%u,%u", &first, &count);

  const CompileResult fragment = compileShader(ir::Stage::Fragment, kFragment, {});
  ASSERT_TRUE(fragment.shader) << fragment.infoLog;
  VertexKey key{};
  for (const Attribute& attribute : kAttributes) key.attributes[attribute.location] = attribute.key;
  std::vector<std::string> names;
  std::vector<LinkedProgram> programs;
  std::vector<RoutineCase> cases;
  std::vector<std::vector<uint8_t>> before;
  for (uint32_t seed = first; seed < first + count; ++seed) {
    const RandomShader shader = randomShader(seed + 9000, options);
    const std::string source = std::string(kVertexPreamble) + shader.declarations + "void main() {\no = a;\n" +
                               "one = t; ints = k.xyz; bits = w.y; pair[0] = m[1]; pair[1] = V.xy;\n" + shader.body +
                               "gl_Position = o.wzyx * 2.0 + M * a;\nif (gl_VertexID > 4) { ints.y = gl_VertexID; "
                               "pair[gl_VertexID & 1] += o.xy; }\n}\n";
    const CompileResult vertex = compileShader(ir::Stage::Vertex, source, {});
    ASSERT_TRUE(vertex.shader) << seed << ": " << vertex.infoLog << source;
    LinkOptions captures;
    if (seed % 4 < 2) captures.feedbackVaryings = {"o", "gl_Position", "one"};
    LinkResult linked = link(*vertex.shader, *fragment.shader, captures);
    ASSERT_TRUE(linked.program) << seed << ": " << linked.infoLog;
    programs.push_back(std::move(*linked.program));
    programs.back().calls.inlining = seed % 2 == 0;
    programs.back().info.privateBytes = privateBytesNeeded(programs.back());
    ASSERT_LE(programs.back().info.privateBytes, kMemoryBytes - kPrivatePlace);
    names.push_back("seed " + std::to_string(seed));
    RoutineCode code = generateVertexRoutine(programs.back(), key);
    ASSERT_EQ(code.error, "") << names.back();
    RoutineCase c;
    c.wasm = std::move(code.wasm);
    c.memory.assign(kMemoryBytes, 0);
    std::mt19937 random(seed);
    fill(c.memory, programs.back(), random);
    c.arguments = {kStatePlace, kIdPlace, kVertices, kRecordPlace};
    c.globals[0] = kUniformPlace;
    c.globals[1] = kAttributePlace;
    c.globals[2] = kStatePlace;
    c.globals[3] = kPrivatePlace;
    c.globals[5] = kMemoryBytes;
    before.push_back(c.memory);
    cases.push_back(std::move(c));
  }
  ASSERT_EQ(runRoutines(cases), "");
  for (size_t i = 0; i < cases.size(); ++i) compare(names[i], programs[i], before[i], cases[i].memory);
}

}  // namespace
}  // namespace sw::test
