// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// shader-twin: reports of random shaders, to be compared between builds (scripts/shader-twin.test.ts).
//
//   shader-twin FIRST COUNT     natively: for each seed two sources and the report, each with a zero byte behind it
//
// In wasm it has the exports twin_alloc and twin_report instead, since the sources must come from the native one: C++
// leaves open in which order the parts of an expression are made, and so what a seed gives.

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "support/export.h"
#include "testing/shaders/random_shader.h"
#include "tools/twin_report.h"

#ifdef __EMSCRIPTEN__

SW_EXPORT(twin_alloc) char* twin_alloc(uint32_t bytes) { return static_cast<char*>(malloc(bytes)); }

/// Of sources with a zero behind them; so is the result.
SW_EXPORT(twin_report) const char* twin_report(const char* vertex, const char* fragment) {
  static std::string report;
  report = sw::twinReport(vertex, fragment);
  return report.c_str();
}

#else

namespace {

const char* const kUniforms =
    "#version 300 es\nprecision highp float; precision highp int; precision highp isampler3D;\n"
    "uniform float F[8]; uniform int I[4]; uniform uint U[4]; uniform bool yes, no; uniform vec4 V; uniform mat4 M;\n"
    "layout(std140) uniform B { vec4 bv; mat4 bm; float ba[6]; };\n";
const char* const kVertexInterface =
    "in vec4 a; in float t; in ivec4 k; out vec4 va; out vec3 vb; out float vt; flat out ivec4 vk;\n";
const char* const kFragmentInterface =
    "uniform sampler2D s2; uniform isampler3D s3; uniform samplerCube sc;\n"
    "in vec4 va; in vec3 vb; in float vt; flat in ivec4 vk; out vec4 o;\n";

std::string vertexSource(uint32_t seed) {
  sw::RandomShaderOptions options;
  options.output = "va";
  options.discard = options.derivatives = options.integersOfFloats = false;
  options.leaves = {{"float", "F[3]"},        {"float", "t"}, {"float", "a.y"}, {"int", "I[2]"},
                    {"int", "gl_VertexID"},   {"int", "k.y"}, {"bool", "yes"},  {"bool", "no"},
                    {"uint", "U[1]"},         {"vec4", "V"},  {"vec4", "a"},    {"vec4", "bv"},
                    {"float", "ba[k.x & 3]"}, {"mat4", "M"},  {"mat4", "bm"},   {"ivec4", "k"}};
  const sw::RandomShader shader = sw::randomShader(seed, options);
  return std::string(kUniforms) + kVertexInterface + shader.declarations +
         "void main() {\nva = a; vb = V.xyz; vt = t; vk = k;\n" + shader.body + "gl_Position = va * 0.5 + a;\n}\n";
}

std::string fragmentSource(uint32_t seed) {
  sw::RandomShaderOptions options;
  options.integersOfFloats = false;
  options.leaves = {{"float", "F[1]"},
                    {"float", "vt"},
                    {"float", "gl_FragCoord.x"},
                    {"int", "I[1]"},
                    {"int", "vk.z"},
                    {"bool", "gl_FrontFacing"},
                    {"bool", "yes"},
                    {"uint", "U[2]"},
                    {"vec4", "va"},
                    {"vec3", "vb"},
                    {"vec4", "V"},
                    {"mat4", "M"},
                    {"ivec4", "vk"},
                    {"vec4", "texture(s2, va.xy)"},
                    {"vec4", "textureLod(sc, vb, vt)"},
                    {"ivec4", "texelFetch(s3, vk.xyz, I[0])"}};
  const sw::RandomShader shader = sw::randomShader(seed, options);
  return std::string(kUniforms) + kFragmentInterface + shader.declarations + "void main() {\no = va;\n" + shader.body +
         "}\n";
}

void print(const std::string& text) { fwrite(text.c_str(), 1, text.size() + 1, stdout); }

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: shader-twin FIRST COUNT\n");
    return 2;
  }
  const uint32_t first = uint32_t(strtoul(argv[1], nullptr, 10)), count = uint32_t(strtoul(argv[2], nullptr, 10));
  for (uint32_t seed = first; seed < first + count; ++seed) {
    const std::string vertex = vertexSource(seed), fragment = fragmentSource(seed + 100000);
    print(vertex);
    print(fragment);
    print(sw::twinReport(vertex, fragment));
  }
  return 0;
}

#endif
