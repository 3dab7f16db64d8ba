// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// For fuzzing tests: whole shaders, and what breaks them. SW_FUZZ_COUNT and SW_FUZZ_SEED make a run longer and another
// one.

#pragma once

#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "shader/ir/ir.h"

namespace sw::fuzz {

inline constexpr const char* kSeeds[] = {
    R"(#version 300 es
precision highp float; precision highp sampler3D;
struct Light { vec3 position; float length; mat2 m[2]; };
layout(std140, row_major) uniform Lights { Light lights[3]; int count; } block;
uniform sampler2D map; uniform sampler3D volume; uniform mediump isampler2D ints; uniform int n;
in vec2 uv; flat in ivec3 id; layout(location = 0) out vec4 color; layout(location = 1) out ivec4 second;
const float table[4] = float[4](1.0, 2.0, 3.0, 4.0);
float f(inout vec4 a, const in float b, out mat3 m) { m = mat3(b); a.zx += b; if (b > 3.0) discard; return dot(a, a); }
void main() {
  mat3 m; vec4 v = texture(map, uv, 0.5) + textureLod(volume, vec3(uv, 0.0), 2.0);
  for (int i = 0; i < block.count; ++i) { if (i == n) continue; v.xyz += block.lights[i].position * table[i & 3]; }
  switch (n) { case 0: v = v.wzyx; case 1: { v *= 2.0; break; } default: v -= f(v, uv.x, m) * m[1][n]; }
  do { v.x++; } while (v.x < 4.0 && v.y > 1.0 || !(v.z == 2.0));
  second = ivec4(texelFetch(ints, ivec2(uv), 0).xy << 2, id.x % 3, int(packHalf2x16(uv)));
  color = n > 2 ? v : vec4(dFdx(uv), float(uint(n) >> 1u), block.lights[1].length);
})",
    R"(#define ADD(a, b) ((a) + (b))
#if defined(GL_ES) && __VERSION__ == 100
precision mediump float;
#endif
uniform sampler2D s[2]; uniform vec4 colors[4]; varying vec3 normal; invariant varying vec2 uv;
struct T { float b; }; struct S { vec2 a; T t; };
float g = 0.5 * 2.0;
vec4 look(sampler2D t, vec2 at); 
void main() {
  S x; x.a = uv; x.t.b = ADD(g, normal.x);
  vec4 c = vec4(0);
  for (int i = 0; i < 2; i++) c += look(s[i], uv) * colors[i];
  if (any(lessThan(c.xy, vec2(0.5)))) { gl_FragColor = c; return; } else gl_FragColor = mix(c, vec4(x.a, x.t.b, 1), .5);
}
vec4 look(sampler2D t, vec2 at) { return texture2D(t, at) * vec4(1, ADD(1., 2.), 3, __LINE__); })",
    R"(#version 300 es
layout(location = 2) in mat4 model; in vec4 position; in uvec2 extra; uniform mat4 view; uniform float weights[8];
out vec2 uv; flat out ivec3 id; centroid out vec4 c; invariant gl_Position;
vec3 transform(mat4 m, vec3 v) { vec4 r = m * vec4(v, 1.0); return r.xyz / r.w; }
void main() {
  vec3 p = transform(view * transpose(model), position.xyz); float sum = 0.0;
  for (int i = 7; i >= 0; i--) { sum += weights[i]; if (sum > 4.0) break; }
  while (sum > 1.0) sum *= 0.5;
  id = ivec3(gl_VertexID, gl_InstanceID, extra.x ^ ~extra.y); uv = p.xy * sum; c = inverse(model)[gl_VertexID & 3];
  gl_PointSize = float(id.x); gl_Position = vec4(p, 1.0);
})",
};

inline constexpr const char* kWords[] = {
    "(",           ")",          "{",           "}",        "[",         "]",           ";",
    ",",           "?",          ":",           "=",        "+",         "-",           "*",
    "/",           "%",          "<<",          "&&",       "^^",        "!",           "++",
    "+=",          ".",          "#",           "\n#if ",   "\n#else\n", "\n#endif\n",  "\n#define ",
    "\n#undef ",   "\n#line ",   "\\\n",        "/*",       "*/",        "//",          "0",
    "-1",          "2147483647", "0xffffffffu", "1.0",      "1e39",      "1e99999",     "float",
    "int",         "uint",       "bool",        "vec3",     "mat2x3",    "ivec2",       "sampler2D",
    "void",        "struct",     "const",       "uniform",  "in",        "out",         "inout",
    "flat",        "invariant",  "layout",      "std140",   "highp",     "precision",   "if",
    "else",        "for",        "while",       "do",       "switch",    "case",        "default",
    "break",       "continue",   "return",      "discard",  "true",      "gl_Position", "gl_FragColor",
    "gl_FragData", "texture",    "dFdx",        "length()", "xyzw",      "defined",     "__LINE__",
    "@",           "\"",         "\xc3\xa9",    "main",     "i",
};

class Mutator {
 public:
  explicit Mutator(uint64_t seed) : engine_(seed) {}

  uint32_t below(size_t n) { return uint32_t(engine_() % n); }

  std::string mutate(std::string source) {
    std::vector<std::string> tokens = split(source);
    for (uint32_t count = 1 + below(2); count > 0; --count) {
      const size_t at = below(tokens.size());
      const size_t end = std::min(tokens.size(), at + 1 + below(16));
      const std::vector<std::string> part(tokens.begin() + at, tokens.begin() + end);
      switch (below(6)) {
        case 0: tokens.insert(tokens.begin() + at, kWords[below(std::size(kWords))]); break;
        case 1: tokens[at] = kWords[below(std::size(kWords))]; break;
        case 2: tokens[at] = tokens[below(tokens.size())]; break;
        case 3: tokens.insert(tokens.begin() + below(tokens.size()), part.begin(), part.end()); break;
        case 4:
          if (part.size() < tokens.size()) tokens.erase(tokens.begin() + at, tokens.begin() + end);
          break;
        default: std::swap(tokens[at], tokens[below(tokens.size())]);
      }
    }
    source.clear();
    for (const std::string& token : tokens) source += token;
    return source;
  }

 private:
  static std::vector<std::string> split(const std::string& source) {
    std::vector<std::string> tokens;
    const auto isWord = [](char c) { return isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
    for (size_t i = 0; i < source.size();) {
      const size_t begin = i++;
      while (isWord(source[begin]) && i < source.size() && isWord(source[i])) ++i;
      tokens.push_back(source.substr(begin, i - begin));
    }
    return tokens;
  }

  std::mt19937_64 engine_;
};

inline uint64_t setting(const char* name, uint64_t otherwise) {
  const char* text = getenv(name);
  return text != nullptr ? strtoull(text, nullptr, 10) : otherwise;
}

inline ir::Stage stageOf(size_t seed) { return seed == 2 ? ir::Stage::Vertex : ir::Stage::Fragment; }

}  // namespace sw::fuzz
