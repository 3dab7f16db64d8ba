// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Random shaders full of look-ups, of every function and kind of sampler, generated and interpreted. The sampling
// function of the tests (body_twin.h) gives back what it was asked, so that one wrong argument shows.

#include <deque>

#include "testing/shaders/fragment_twin.h"
#include "testing/shaders/random_shader.h"

namespace sw::test {
namespace {

const char* const kPreamble =
    "#version 300 es\nprecision highp float; precision highp int;\n"
    "precision highp sampler3D; precision highp sampler2DArray; precision highp sampler2DShadow;\n"
    "precision highp samplerCubeShadow; precision highp sampler2DArrayShadow; precision highp isampler2D;\n"
    "precision highp isampler3D; precision highp isamplerCube; precision highp isampler2DArray;\n"
    "precision highp usampler2D; precision highp usampler3D; precision highp usampler2DArray;\n"
    "uniform sampler2D s2; uniform sampler3D s3; uniform samplerCube sc; uniform sampler2DArray sa;\n"
    "uniform sampler2DShadow h2; uniform samplerCubeShadow hc; uniform sampler2DArrayShadow ha;\n"
    "uniform isampler2D int2; uniform isampler3D int3; uniform isamplerCube intc; uniform isampler2DArray inta;\n"
    "uniform usampler2D u2; uniform usampler3D u3; uniform usampler2DArray ua; uniform sampler2D list[2];\n"
    "uniform float F[4]; uniform int I[4]; uniform vec4 V; uniform bool yes, no;\n"
    "in vec4 a; in vec4 b; in float t; flat in int n; flat in ivec4 k; out vec4 o;\n"
    // What is sampled as integers is compared to the bit, and NaN has many.
    "vec2 fin(vec2 x) { return vec2(abs(x.x) < 1e6 ? x.x : 1.0, abs(x.y) < 1e6 ? x.y : 2.0); }\n"
    "vec3 fin(vec3 x) { return vec3(fin(x.xy), abs(x.z) < 1e6 ? x.z : 3.0); }\n"
    "vec4 fin(vec4 x) { return vec4(fin(x.xy), fin(x.zw)); }\n"
    "float fin(float x) { return abs(x) < 1e6 ? x : 1.0; }\n";

/// Text of random look-ups.
class LookUps {
 public:
  explicit LookUps(uint32_t seed) : random_(seed) {}

  std::string lookUp(std::string& type) {
    struct Sampler {
      const char* name;
      char result;      // f i u, or h for shadow
      int coordinates;  // without the reference
      char dim;         // 2 3 c a
    };
    static constexpr Sampler kSamplers[] = {{"s2", 'f', 2, '2'},   {"s3", 'f', 3, '3'},      {"sc", 'f', 3, 'c'},
                                            {"sa", 'f', 3, 'a'},   {"h2", 'h', 2, '2'},      {"hc", 'h', 3, 'c'},
                                            {"ha", 'h', 3, 'a'},   {"int2", 'i', 2, '2'},    {"int3", 'i', 3, '3'},
                                            {"intc", 'i', 3, 'c'}, {"inta", 'i', 3, 'a'},    {"u2", 'u', 2, '2'},
                                            {"u3", 'u', 3, '3'},   {"ua", 'u', 3, 'a'},      {"list[0]", 'f', 2, '2'},
                                            {"s2", 'f', 2, '2'},   {"list[1]", 'f', 2, '2'}, {"int2", 'i', 2, '2'}};
    const Sampler& s = kSamplers[random_() % std::size(kSamplers)];
    const bool shadow = s.result == 'h', cube = s.dim == 'c', array = s.dim == 'a';
    const std::string name = s.name;
    type = shadow ? "float" : s.result == 'i' ? "ivec4" : s.result == 'u' ? "uvec4" : "vec4";
    const std::string p = vec(s.coordinates + shadow);
    const int slope = cube || s.dim == '3' ? 3 : 2;  // components of a gradient
    const std::string offset = offsetOf(s.dim == '3' ? 3 : 2);
    for (;;) {
      switch (random_() % 14) {
        case 0: return "texture(" + name + ", " + p + ")";
        case 1:
          if (shadow && array) break;
          return "texture(" + name + ", " + p + ", " + number() + ")";
        case 2:
          if (shadow && (cube || array)) break;
          return "textureLod(" + name + ", " + p + ", " + number() + ")";
        case 3: return "textureGrad(" + name + ", " + p + ", " + vec(slope) + ", " + vec(slope) + ")";
        case 4:
          if (cube || (shadow && array)) break;
          return "textureOffset(" + name + ", " + p + ", " + offset + bias() + ")";
        case 5:
          if (cube || (shadow && array)) break;
          return "textureLodOffset(" + name + ", " + p + ", " + number() + ", " + offset + ")";
        case 6:
          if (cube) break;
          return "textureGradOffset(" + name + ", " + p + ", " + vec(slope) + ", " + vec(slope) + ", " + offset + ")";
        case 7:
          if (cube || array) break;
          return "textureProj(" + name + ", " + proj(s.dim, s.result) + bias() + ")";
        case 8:
          if (cube || array) break;
          return "textureProjLod(" + name + ", " + proj(s.dim, s.result) + ", " + number() + ")";
        case 9:
          if (cube || array) break;
          return "textureProjGradOffset(" + name + ", " + proj(s.dim, s.result) + ", " + vec(slope) + ", " +
                 vec(slope) + ", " + offset + ")";
        case 10:
          if (cube || array) break;
          return "textureProjOffset(" + name + ", " + proj(s.dim, s.result) + ", " + offset + bias() + ")";
        case 11:
          if (cube || shadow) break;
          return "texelFetch(" + name + ", " + ivec(s.coordinates) + ", " + integer() + ")";
        case 12:
          if (cube || shadow) break;
          return "texelFetchOffset(" + name + ", " + ivec(s.coordinates) + ", " + integer() + ", " + offset + ")";
        default:
          type = array || s.dim == '3' ? "ivec3" : "ivec2";
          return "textureSize(" + name + ", " + integer() + ")";
      }
    }
  }

  std::string number() {
    static const char* const kNumbers[] = {"fin(t)", "fin(a.x)", "F[1]", "V.w", "0.0", "fin(b.z)", "float(n)", "2.5"};
    return pick(kNumbers);
  }
  std::string integer() {
    static const char* const kIntegers[] = {"n", "k.x", "I[2]", "0", "k.w", "int(fin(t))"};
    return pick(kIntegers);
  }

 private:
  template <size_t N>
  std::string pick(const char* const (&list)[N]) {
    return list[random_() % N];
  }
  std::string bias() { return random_() % 2 ? "" : ", " + number(); }
  std::string vec(int components) {
    static const char* const kVectors[] = {"a", "b", "V", "vec4(t)", "(a + V)", "a.wzyx", "(b * F[0])"};
    static const char* const kSwizzles[] = {"", "", ".xy", ".xyz", ".xyzw"};
    return "fin(" + pick(kVectors) + kSwizzles[components] + ")";
  }
  std::string ivec(int components) {
    static const char* const kSwizzles[] = {"", "", ".xy", ".xyz"};
    return (random_() % 2 ? std::string("k") : "ivec4(fin(a))") + kSwizzles[components];
  }
  std::string proj(char dim, char result) {
    if (result == 'i' || result == 'u') return "vec4(" + vec(3) + ", 0.75)";  // by zero is NaN
    return vec(dim == '2' && result == 'f' && random_() % 2 ? 3 : 4);
  }
  std::string offsetOf(int components) {
    std::string text = "ivec" + std::to_string(components) + "(";
    for (int i = 0; i < components; ++i) text += (i ? ", " : "") + std::to_string(int(random_() % 16) - 8);
    return text + ")";
  }

  std::mt19937 random_;
};

class TextureTwin : public TwinTest {};

TEST_F(TextureTwin, RandomLookUpsGiveTheInterpretersBits) {
  const char* seeds = std::getenv("SW_SEEDS");  // "first,count"
  uint32_t first = 0, count = 80;
  if (seeds) std::sscanf(seeds, "%u,%u", &first, &count);
  std::vector<Twin> twins;
  for (uint32_t seed = first; seed < first + count; ++seed) {
    LookUps lookUps(seed);
    std::deque<std::string> texts;
    RandomShaderOptions options;
    options.leaves = {{"float", "t"},  {"float", "a.x"}, {"int", "n"},     {"int", "I[1]"},
                      {"bool", "yes"}, {"bool", "no"},   {"float", "F[2]"}};
    std::string functions;
    for (int i = 0; i < 12; ++i) {
      std::string type;
      const std::string text = lookUps.lookUp(type);
      // Half of them behind a function, as libraries wrap them.
      if (i % 2) {
        const std::string name = "look" + std::to_string(i);
        functions += type + " " + name + "() { return " + text + "; }\n";
        texts.push_back(name + "()");
      } else {
        texts.push_back(text);
      }
      texts.push_back(type);
      options.leaves.push_back({texts.back().c_str(), texts[texts.size() - 2].c_str()});
    }
    const RandomShader shader = randomShader(seed + 5000, options);
    twins.push_back({"seed " + std::to_string(seed), functions + shader.declarations, "o = a;\n" + shader.body});
  }
  run(kPreamble, twins);
  run(kPreamble, twins, {.inlining = false});
}

}  // namespace
}  // namespace sw::test
