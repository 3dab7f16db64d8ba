// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// From text to wasm: broken shaders, random ones and ones of unusual size. Whatever comes of each, it ends, and what is
// made of it is a module that an engine takes. SW_FUZZ_COUNT and SW_FUZZ_SEED as in testing/shaders/fuzz_shaders.h.

#include <gtest/gtest.h>

#include <cstdio>
#include <deque>
#include <functional>

#include "shader/codegen/routines.h"
#include "shader/compile/compile.h"
#include "shader/link/private_memory.h"
#include "shader/link/program.h"
#include "testing/shaders/fuzz_shaders.h"
#include "testing/shaders/random_shader.h"
#include "testing/temporary_folder.h"

namespace sw {
namespace {

using fuzz::Mutator;
using fuzz::setting;
using ir::Stage;

/// Other halves of the programs, by index in fuzz::kSeeds.
constexpr const char* kPartners[] = {
    "#version 300 es\nout vec2 uv; flat out ivec3 id; void main() { uv = vec2(1); id = ivec3(2); gl_Position = "
    "vec4(uv, 0, 1); }",
    "attribute vec4 p; varying vec3 normal; invariant varying vec2 uv; invariant gl_Position;\n"
    "void main() { normal = p.xyz; uv = p.zw; gl_Position = p; }",
    "#version 300 es\nprecision highp float; precision highp int; in vec2 uv; flat in ivec3 id; centroid in vec4 c;\n"
    "out vec4 o; void main() { o = c + vec4(uv, id.xy); }",
};

/// Modules on their way to an engine.
class Modules {
 public:
  ~Modules() {
    if (file_ != nullptr) std::fclose(file_);
  }

  void add(const std::string& name, const std::vector<uint8_t>& wasm) {
    const auto length = uint32_t(wasm.size());
    std::fwrite(&length, 4, 1, file_);
    std::fwrite(wasm.data(), 1, wasm.size(), file_);
    names_.push_back(name);
  }
  size_t count() const { return names_.size(); }

  void validate() {
    ASSERT_NE(file_, nullptr);
    std::fclose(file_);
    file_ = nullptr;
    const char* node = std::getenv("NODE");
    const std::string command =
        std::string(node != nullptr ? node : "node") + " ../../testing/validate_modules.mjs " + path_;
    std::FILE* said = popen(command.c_str(), "r");
    ASSERT_NE(said, nullptr);
    char line[512];
    while (std::fgets(line, sizeof line, said) != nullptr) {
      const size_t index = size_t(std::strtoul(line, nullptr, 10));
      ADD_FAILURE() << (index < names_.size() ? names_[index] : "?") << ": " << line;
    }
    EXPECT_EQ(pclose(said), 0);
  }

 private:
  const test::TemporaryFolder folder_;
  const std::string path_ = folder_.file("modules");
  std::FILE* file_ = std::fopen(path_.c_str(), "wb");
  std::vector<std::string> names_;
};

FragmentKey fragmentKey(const LinkedProgram& program, uint32_t variant) {
  FragmentKey key{};
  for (uint32_t i = 0; i < kMaxColorOutputs; ++i) {
    const auto type = ir::Type(program.info.outputClass[i]);
    if (type == ir::Type::Void) continue;
    key.targets[i].format = type == ir::Type::Int    ? TargetFormat::RGBA32I
                            : type == ir::Type::Uint ? TargetFormat::RGBA32UI
                                                     : TargetFormat::RGBA8;
    key.targets[i].writeMask = 15;
  }
  if (variant & 1) {
    key.depthFormat = DepthFormat::D24;
    key.depthTest = key.depthWrite = 1;
    key.depthCompare = CompareFunction::Less;
  }
  key.stencilTest = variant >> 1 & 1;
  key.alphaToCoverage = variant >> 2 & 1;
  key.countSamples = variant >> 3 & 1;
  return key;
}

enum class Outcome { Refused, NotLinked, NoCode, Made };

/// Both routines of the program, and their mains.
Outcome makeAll(const std::string& name, const ir::Shader& vertex, const ir::Shader& fragment, uint32_t variant,
                Modules& modules) {
  LinkResult linked = link(vertex, fragment, {});
  if (linked.program && variant % 2) {  // every other program keeps its calls
    linked.program->calls.inlining = false;
    linked.program->info.privateBytes = privateBytesNeeded(*linked.program);
  }
  if (!linked.program) {
    EXPECT_FALSE(linked.infoLog.empty()) << name;
    return Outcome::NotLinked;
  }
  VertexKey vertexKey{};
  for (uint32_t i = 0; i < kMaxVertexAttributes; ++i) {
    if (!(linked.program->info.attributeMask >> i & 1)) continue;
    vertexKey.attributes[i] = {
        .enabled = 1, .components = uint8_t(1 + (variant + i) % 4), .type = ComponentType::Float};
    if (ir::Type(linked.program->info.attributeClass[i]) != ir::Type::Float) {
      vertexKey.attributes[i].type = ComponentType::Int;
      vertexKey.attributes[i].integer = 1;
    }
  }
  bool all = true;
  const auto take = [&](const char* what, const RoutineCode& code) {
    if (code.wasm.empty()) {
      EXPECT_FALSE(code.error.empty()) << name << what;
      all = false;
      return;
    }
    modules.add(name + what, code.wasm);
  };
  take(", vertex routine", generateVertexRoutine(*linked.program, vertexKey));
  const auto interleaving = variant / 2 % 2 ? wasm::Interleaving::Always : wasm::Interleaving::WherePays;
  take(", fragment routine",
       generateFragmentRoutine(*linked.program, fragmentKey(*linked.program, variant), interleaving));
  return all ? Outcome::Made : Outcome::NoCode;
}

std::optional<ir::Shader> compiled(Stage stage, const std::string& source, uint32_t extensions = 0) {
  CompileResult result = compileShader(stage, source, {.webglVersion = 2, .extensions = extensions});
  if (!result.shader) {
    EXPECT_FALSE(result.infoLog.empty()) << source.substr(0, 400);
    return {};
  }
  EXPECT_EQ(ir::verify(*result.shader), "") << source.substr(0, 400);
  return std::move(result.shader);
}

TEST(FuzzCodegen, BrokenShadersGiveModulesThatEnginesTake) {
  const uint64_t seed = setting("SW_FUZZ_SEED", 1), count = setting("SW_FUZZ_COUNT", 1500);
  std::vector<std::optional<ir::Shader>> partners;
  for (size_t i = 0; i < std::size(fuzz::kSeeds); ++i) {
    partners.push_back(compiled(fuzz::stageOf(i) == Stage::Vertex ? Stage::Fragment : Stage::Vertex, kPartners[i]));
    ASSERT_TRUE(partners.back()) << i;
  }
  Modules modules;
  uint64_t made = 0;
  for (uint64_t i = seed; i < seed + count; ++i) {
    Mutator mutator(i);
    const size_t which = mutator.below(std::size(fuzz::kSeeds));
    const std::string source = mutator.mutate(fuzz::kSeeds[which]);
    const auto shader = compiled(fuzz::stageOf(which), source);
    if (!shader) continue;
    const bool isVertex = fuzz::stageOf(which) == Stage::Vertex;
    const std::string name = "SW_FUZZ_SEED=" + std::to_string(i);
    made += makeAll(name, isVertex ? *shader : *partners[which], isVertex ? *partners[which] : *shader, uint32_t(i),
                    modules) == Outcome::Made;
  }
  EXPECT_GT(made, count / 50);
  modules.validate();
}

TEST(FuzzCodegen, RandomShadersGiveModulesThatEnginesTake) {
  const uint32_t seed = uint32_t(setting("SW_FUZZ_SEED", 1)), count = uint32_t(setting("SW_FUZZ_COUNT", 1500)) / 15;
  RandomShaderOptions options;
  options.leaves = {{"float", "u.x"},
                    {"float", "gl_FragCoord.y"},
                    {"int", "n"},
                    {"int", "id.y"},
                    {"bool", "gl_FrontFacing"},
                    {"vec4", "texture(map, uv)"},
                    {"vec4", "u"},
                    {"vec2", "uv"},
                    {"vec4", "texelFetch(map, id.xy, n)"},
                    {"mat3", "m[2]"}};
  const std::string head =
      "#version 300 es\nprecision highp float; precision highp int; uniform vec4 u; uniform int n; uniform mat3 m[3];\n"
      "uniform sampler2D map; in vec2 uv; flat in ivec3 id; layout(location = 0) out vec4 o;\n";
  const auto partner = compiled(Stage::Vertex, kPartners[0]);
  Modules modules;
  for (uint32_t i = seed; i < seed + count; ++i) {
    options.statements = 8 + int(i % 5) * 10;
    const RandomShader random = randomShader(i + 70000, options);
    const auto shader = compiled(Stage::Fragment, head + random.declarations + "void main() {\n" + random.body + "}\n");
    ASSERT_TRUE(shader) << i;
    EXPECT_EQ(makeAll("seed " + std::to_string(i), *partner, *shader, i, modules), Outcome::Made) << i;
  }
  modules.validate();
}

std::string repeated(int count, const std::function<std::string(int)>& part) {
  std::string text;
  for (int i = 0; i < count; ++i) text += part(i);
  return text;
}

TEST(FuzzCodegen, ShadersOfUnusualSizeGiveModulesOrAReason) {
  const auto number = [](int i) { return std::to_string(i); };
  const std::string head =
      "#version 300 es\nprecision highp float; precision highp int; uniform vec4 u; uniform int n;\n"
      "in vec2 uv; flat in ivec3 id; out vec4 o;\n";
  const auto body = [&](const std::string& text, const std::string& declarations = "") {
    return head + declarations + "void main() {\no = u;\n" + text + "\n}\n";
  };
  const std::pair<const char*, std::string> shaders[] = {
      {"nested ifs", body(repeated(60, [&](int i) { return "if (uv.x > " + number(i) + ".0) {\n"; }) + "o.x = uv.y;" +
                          std::string(60, '}'))},
      {"too many nested ifs", body(repeated(5000, [](int) { return std::string("if (uv.x > 0.0) {"); }) + "o.x = 1.0;" +
                                   std::string(5000, '}'))},
      {"nested loops", body(repeated(30,
                                     [&](int i) {
                                       const std::string v = "i" + number(i);
                                       return "for (int " + v + " = 0; " + v + " < id.x; " + v +
                                              "++) { if (uv.x > float(" + v + ")) continue; o.x += 1.0; ";
                                     }) +
                            "o.y += uv.x; if (o.x > 9.0) break;" + std::string(30, '}'))},
      {"nested switches",
       body(repeated(40, [&](int i) { return "switch (id.x + " + number(i) + ") { case 1: o.x += uv.x; case 2: "; }) +
            "o.y = 1.0;" + std::string(40, '}'))},
      {"many cases",
       body("switch (id.x) {" + repeated(2000, [&](int i) { return "case " + number(i) + ": o.x += uv.x; break;\n"; }) +
            "}")},
      {"else if",
       body(repeated(120, [&](int i) { return "if (n == " + number(i) + ") o.x = uv.x; else "; }) + "o.y=1.;")},
      {"early exits",
       body(repeated(1500, [&](int i) { return "if (uv.x > " + number(i) + ".5) { o.x += 1.0; return; }\n"; }))},
      {"many locals",
       body(repeated(4000, [&](int i) { return "vec4 v" + number(i) + " = u * uv.x + " + number(i) + ".0;\n"; }) +
            repeated(4000, [&](int i) { return "o += v" + number(i) + ";\n"; }))},
      {"too many live locals",
       body(repeated(16000, [&](int i) { return "vec4 v" + number(i) + " = vec4(uv, uv) + " + number(i) + ".0;\n"; }) +
            "for (int i = 0; i < id.x; i++) {" +
            repeated(16000, [&](int i) { return "v" + number(i) + " *= uv.y;\n"; }) + "}" +
            repeated(16000, [&](int i) { return "o += v" + number(i) + ";\n"; }))},
      {"long sum", body("o.x = " + repeated(190, [&](int i) { return "uv.x * " + number(i) + ".0 + "; }) + "1.0;")},
      {"too long sum", body("o.x = " + repeated(20000, [](int) { return std::string("uv.x + "); }) + "1.0;")},
      {"long list of calls", body(repeated(3000, [](int) { return std::string("o = sin(o) + cos(o.wzyx);\n"); }))},
      {"huge array", body("float a[16383]; a[id.x] = uv.x; o.x = a[id.y];")},
      {"too huge array", body("mat4 a[16777215]; a[id.x][1][2] = uv.x; o.x = a[id.y][2][3];")},
      {"array of arrays of structs",
       body("S s[10]; s[id.x].b[id.y].c[id.z] = uv.xyxy; o = s[n].b[id.x].c[n]; S t[10] = s; o.x += t[1].a;",
            "struct T { vec4 c[20]; }; struct S { float a; T b[20]; };\n")},
      {"huge constant table",
       body("o.x = table[id.x];", "const float table[6000] = float[6000](" +
                                      repeated(5999, [&](int i) { return number(i) + ".0, "; }) + "1.0);\n")},
      {"deep calls", body("o = f199(o);", "vec4 f0(vec4 v) { return v * uv.x; }\n" +
                                              repeated(199,
                                                       [&](int i) {
                                                         return "vec4 f" + number(i + 1) + "(vec4 v) { return f" +
                                                                number(i) + "(v) + 1.0; }\n";
                                                       }))},
      {"calls that double", body("o = f24(o);", "vec4 f0(vec4 v) { if (v.x > 1.0) return v; return v * uv.x; }\n" +
                                                    repeated(24,
                                                             [&](int i) {
                                                               return "vec4 f" + number(i + 1) + "(vec4 v) { return f" +
                                                                      number(i) + "(v) + f" + number(i) +
                                                                      "(v.wzyx); }\n";
                                                             }))},
      {"large parameters",
       body("S s; s.a[3] = uv.x; s = f(s, s); o.x = s.a[id.x];",
            "struct S { float a[3000]; };\n"
            "S f(S x, inout S y) { y.a[id.y] += x.a[id.x]; if (y.a[2] > 1.0) return x; return y; }\n")},
      {"loops that end at once", body("for (;;) { break; } while (false) {} do { continue; } while (uv.x > 2.0);")},
      {"loops that never end",
       body(
           "while (uv.x > -1.0) { o.x += 1.0; } for (; id.x >= 0;) { if (uv.x > 0.0) continue; } do {} while (true);")},
      {"parentheses", body("o.x = " + std::string(200, '(') + "uv.x" + std::string(200, ')') + ";")},
      {"indices of indices", body("o.x = a[" + repeated(60, [](int) { return std::string("a["); }) + "id.x" +
                                      std::string(61, ']') + " > 0 ? 1.0 : 2.0;",
                                  "uniform int a[8];\n")},
      {"all outputs",
       "#version 300 es\nprecision highp float; in vec2 uv; layout(location = 0) out vec4 o[8];\n"
       "void main() { for (int i = 0; i < 8; i++) o[0][i & 3] += uv.x; o[7] = vec4(uv, uv); o[3] = o[7]; }"},
  };
  const auto partner = compiled(Stage::Vertex, kPartners[0]);
  Modules modules;
  int made = 0;
  for (const auto& [name, source] : shaders) {
    const auto shader = compiled(Stage::Fragment, source);
    const Outcome outcome = shader ? makeAll(name, *partner, *shader, 1, modules) : Outcome::Refused;
    const bool wantsRefusal = std::string_view(name).starts_with("too ");
    if (std::string_view(name) == "calls that double") continue;  // as far as inlining goes
    EXPECT_EQ(outcome == Outcome::Made, !wantsRefusal) << name << ": " << int(outcome);
    made += outcome == Outcome::Made;
  }
  EXPECT_GT(made, 15);
  modules.validate();
}

}  // namespace
}  // namespace sw
