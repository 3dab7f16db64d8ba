// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Generated code against the interpreter, to the bit: GLSL bodies on random and special values, three quads in a row.

#include "testing/shaders/fragment_twin.h"
#include "testing/shaders/random_shader.h"

namespace sw::test {
namespace {

const char* const kPreamble =
    "#version 300 es\nprecision highp float; precision highp int; precision highp sampler2D;\n"
    "precision highp sampler2DShadow; precision highp isampler2D; precision highp sampler2DArray;\n"
    "uniform float F[8]; uniform int I[8]; uniform uint U[8]; uniform bool yes, no; uniform vec4 V;\n"
    "uniform mat4 M; uniform sampler2D tex; uniform sampler2D texs[3]; uniform sampler2DShadow shadow; uniform "
    "isampler2D itex;\n"
    "uniform sampler2DArray layers; layout(std140) uniform B { vec4 bv; mat4 bm; float ba[6]; int bi; bool bb; };\n"
    "in vec4 a; in vec4 b; in float t; flat in int n; flat in ivec4 k; flat in uvec4 w; out vec4 o; \n";

const Twin kTwins[] = {
    {"constant output", "", "o = vec4(1.0, 0.5, V.x, V.y * 2.0);"},
    {"arithmetic", "", "o = a * b + vec4(t) - a / b;"},
    {"matrix", "", "o = M * a + transpose(M) * b;"},
    {"min max", "", "o = vec4(min(a.x, b.x), max(a.y, b.y), clamp(a.z, b.z, t), mix(a.w, b.w, t));"},
    {"min max of uniforms", "", "o = vec4(min(V.x, V.y), max(V.y, V.z), clamp(V.z, F[0], F[1]), step(V.x, F[2])) + a;"},
    {"rounding", "", "o = floor(a) + ceil(b) * 2.0 + vec4(trunc(t), roundEven(t), fract(t), round(a.x));"},
    {"roots", "", "o = vec4(sqrt(a.x), inversesqrt(a.y), length(b), sqrt(V.x)); o += vec4(normalize(a.xyz), 0.0);"},
    {"exp2 log2", "", "o = vec4(exp2(a.x), log2(a.y), exp(a.z), log(a.w));"},
    {"pow", "", "o = pow(abs(a), b);"},
    {"sin cos", "", "o = vec4(sin(a.x), cos(a.y), tan(a.z), sin(V.x) * cos(V.y));"},
    {"arcs", "", "o = vec4(asin(a.x), acos(a.y), atan(a.z), atan(a.w, b.w));"},
    {"hyperbolics", "",
     "o = vec4(sinh(a.x), cosh(a.y), tanh(a.z), asinh(a.w)) + vec4(acosh(b.x), atanh(b.y), 0.0, 0.0);"},
    {"uniform math", "", "o = vec4(exp2(F[0]), log(F[1]), atan(F[2], F[3]), pow(abs(F[4]), F[5])) + a;"},
    {"many sines", "", "o = sin(a) + sin(b) + sin(a * b) + sin(vec4(t));"},
    {"integers", "",
     "ivec4 x = k * 7 + ivec4(a * 100.0); ivec4 y = ivec4(b * 10.0); o = vec4(x / y + x % y - (x & y) + (x | y) - (x ^ "
     "~y));"},
    {"integer uniforms", "",
     "o = vec4(I[0] / I[1], I[2] % I[3], abs(I[4]), -I[5]) + vec4(U[0] / U[1], U[2] % U[3], min(U[4], U[5]), max(I[6], "
     "I[7]));"},
    {"unsigned", "",
     "uvec4 x = w + uvec4(a * 1000.0); uvec4 y = uvec4(b * 9.0); o = vec4(x / y) + vec4(x % y) + vec4(x >> 3u) + "
     "vec4(lessThan(x, y));"},
    {"shifts", "",
     "ivec4 x = ivec4(a * 1000.0); ivec4 s = k & 31; o = vec4(x << s) + vec4(x >> s) + vec4(uvec4(x) >> uvec4(s)) + "
     "vec4(x >> I[0]);"},
    {"conversions", "",
     "o = vec4(int(a.x), uint(a.y), bool(a.z), float(n)) + vec4(uvec4(w)) + vec4(bvec4(k)) + vec4(float(yes), int(no), "
     "yes ? a.x : b.x, uint(yes));"},
    {"bits", "",
     "o = intBitsToFloat(floatBitsToInt(a) ^ 1) + vec4(float(floatBitsToInt(a.x / b.x)), "
     "uintBitsToFloat(floatBitsToUint(b.y)), 0, 0);"},
    {"bits of a NaN that arithmetic made", "flat in vec4 raw;",
     "o = vec4(raw.x / (a.x - a.x), raw.y + 1.0, sqrt(raw.z), raw.w * raw.w) - vec4(0, 0, 0, raw.x * 0.0); o.z = "
     "dFdx(b.y); if "
     "(t > 1.0) o.yw = b.zw;"},
    {"bits of a NaN that was moved", "flat in vec4 raw;",
     "vec4 m = yes ? raw : a; o = vec4(-raw.x, abs(raw.y), min(raw.z, b.z), t > 0.0 ? raw.w : t); if (n > 4) o = "
     "mix(m, raw.wzyx, lessThan(b, vec4(1)));"},
    {"bits of a NaN in an array", "flat in vec4 raw;",
     "float v[4] = float[](raw.x / (raw.x - raw.x), raw.y, a.z, log2(b.w)); v[k.y & 3] = raw.z; o = vec4(v[n & 3], "
     "v[k.x "
     "& 3], uintBitsToFloat(floatBitsToUint(v[k.z & 3] * 0.0) ^ 1u), v[2]);"},
    {"bits of a NaN from a texture", "flat in vec4 raw;",
     "o = texture(tex, raw.xy) + vec4(raw.z); o.yw = texture(tex, a.xy * 0.0 / 0.0).xy; o.x = textureLod(tex, b.xy, "
     "raw.w).y;"},
    {"comparisons", "",
     "bvec4 x = lessThan(a, b); bvec4 y = greaterThanEqual(a, vec4(t)); o = vec4(x) + 2.0 * vec4(y) + vec4(any(x), "
     "all(y), x.x != y.y, x.z == y.z) + vec4(a == b, a != b, n == 3, n != 4);"},
    {"bools that all lanes share, at an index of each", "",
     "bool v[2] = bool[](true, false); bool s[4] = bool[](yes, no, true, false); o = vec4(v[n & 1] ? 1.0 : 2.0, v[k.x "
     "& "
     "1] ? 3.0 : 4.0, s[k.y & 3], s[int(t) & 3] == v[n & 1]);"},
    {"logic", "",
     "bool p = a.x > 0.0, q = b.x > 0.0; o = vec4(p && q, p || q, p ^^ q, !p); if (p && (q || t > 0.0)) o.x += 4.0;"},
    {"small if", "", "o = a; if (a.x > b.x) o = b; else o.y = 3.0;"},
    {"branches", "float f(float x) { return sin(x) * exp2(x); }",
     "o = vec4(0); if (a.x > 0.0) { o = vec4(f(a.x), f(b.x), f(t), 1.0); o *= M; } else { o = vec4(f(a.y)); }"},
    {"nested branches", "float f(float x) { return sin(x) * exp2(x); }",
     "o = vec4(0); float s = 1.0; if (a.x > 0.0) { s = f(a.y); if (b.x > 0.0) { s += f(b.y); o.x = s; } else { o.y = "
     "f(s); } s *= 2.0; } else if (t > 0.0) { o.z = f(t); s = o.z; } o.w = s;"},
    {"uniform branches", "",
     "o = a; if (yes) { o = sin(b); if (no) o = exp(a); } else { o += cos(a); } if (n > 2) { o.x += sin(o.y); o.w = "
     "2.0; }"},
    {"front facing", "",
     "vec3 normal = a.xyz; if (!gl_FrontFacing) { normal = -normal; normal += sin(normal); } o = vec4(normal, "
     "gl_FragCoord.x + gl_FragCoord.w) + vec4(gl_PointCoord, gl_DepthRange.near, gl_DepthRange.diff);"},
    {"uniform loop", "", "o = vec4(0); for (int i = 0; i < 8; i++) { o += a * float(i); o.x += F[i]; }"},
    {"uniform loop with a break", "",
     "o = vec4(0); for (int i = 0; i < 100; i++) { if (i > (I[0] & 7)) break; if (i == 2) continue; o += sin(a * "
     "float(i)); }"},
    {"divergent loop", "",
     "o = vec4(0); float x = a.x; for (int i = 0; i < 20; i++) { if (x > 4.0) break; x = x * x + 0.3; o.y += 1.0; } "
     "o.x = x;"},
    {"divergent count", "",
     "int c = int(abs(a.x) * 5.0) & 15; int last = 0; for (int i = 0; i < c; i++) { last = i; o.z += float(i); } o.x = "
     "float(c); o.y = float(last);"},
    {"temporal divergence", "",
     "int i = 0; float s = 0.0; while (true) { i++; s = float(i) * 0.5; if (s + a.x > 3.0) break; if (i > 30) break; } "
     "o = vec4(float(i), s, 0.0, 1.0);"},
    {"divergent continue", "",
     "o = vec4(0); for (int i = 0; i < 10; i++) { float s = 0.0; if (a.x * float(i) > b.y) { o.x += 1.0; continue; } s "
     "+= float(i); o.y += s; if (o.y > 20.0) break; o.z += sin(s); }"},
    {"continue in nested loops", "",
     "o = vec4(0); for (int i = 0; i < 5; i++) { for (int j = 0; j < 4; j++) { if (float(i * j) > abs(a.x)) continue; "
     "if (j > n) break; o.x += 1.0; if (b.x > 1.0) { o.w += 1.0; } } if (o.x > t) continue; o.y += 1.0; }"},
    {"continue and break by all lanes left", "",
     "o = vec4(0); int i = 0; while (true) { i++; if (i > 40) break; if (a.x > float(i)) continue; if (i > 9) { o.y = "
     "2.0; } if (b.x > "
     "5.0) { o.z += "
     "1.0; continue; } o.x += 1.0; break; } o.w = float(i);"},
    {"a loop with a switch that goes on", "",
     "o = a; int i = 0; while (i++ < 3 && (!false ^^ !false)) { switch (int(k.y * i) & 3) { case 0: { if "
     "(isinf(ceil(a.x)) ? (a * "
     "a.x) != V : gl_FrontFacing) { if (isinf(F[2])) continue; } } } }"},
    {"mandelbrot", "",
     "vec2 z = vec2(0); float c = 0.0; for (int i = 0; i < 64; i++) { z = vec2(z.x * z.x - z.y * z.y, 2.0 * z.x * z.y) "
     "+ a.xy * 0.5; "
     "if (dot(z, z) > 4.0) break; c += 1.0; } o = vec4(z, c, c / 64.0);"},
    {"counters of divergent loops", "",
     "o = vec4(0); for (int j = 0; j < 3; j++) { int i = 0; float s = 0.0; for (; i < 9; i++) { s = float(i) * 0.5; if "
     "(s * a.x > b.y) "
     "break; o.x += s + float(j); } o.y += s; for (int i = 0; i < 7; i++) { if (a.y > float(i)) continue; if (b.x < "
     "float(i)) break; o.z "
     "+= float(i); } if (o.x > 7.0) break; o.w += float(i); }"},
    {"do while", "",
     "float x = abs(a.x); int c = 0; do { x *= 0.5; c++; if (c == 5) continue; o.z += 1.0; } while (x > 0.1 && c < "
     "40); o.x = x; o.y = float(c);"},
    {"early returns",
     "float f(float x) { if (x > 1.0) return 1.0; if (x > 0.5) { float y = sin(x); return y; } for (int i = 0; i < 5; "
     "i++) { x += 0.2; if (x > 0.4) return x * 10.0; } return x; }",
     "o = vec4(f(a.x), f(a.y), f(b.x), f(t));"},
    {"return from main", "",
     "o = a; if (a.x > 0.0) { o = b; return; } o.x = sin(a.x); if (t > 0.0) return; o.y = 5.0; if (yes) return; o.z = "
     "6.0;"},
    {"return inside a uniform loop",
     "float f(float x) { float s = 0.0; if (x > 0.0) { for (int i = 0; i < 4; i++) { s += sin(x + float(i)); if (i == "
     "(I[0] & 3)) return s; } s = 100.0; } s += exp2(x); if (x < -1.0) return -s; return s * 2.0; }",
     "o = vec4(f(a.x), f(b.y), f(F[0]), f(t));"},
    {"inout",
     "void f(inout vec3 v, out float x, in float y) { if (y > 0.0) { v *= 2.0; x = y; return; } v.x = y; x = -sin(y); "
     "}",
     "vec3 v = a.xyz; float x; f(v, x, b.x); f(v.zyx, o.y, t); o = vec4(v, x); f(o.xyz, o.w, V.x);"},
    {"globals", "float g = 3.0; vec2 h; void f() { g += t; h.x = g; if (a.x > 0.0) { h.y = sin(g); g = 1.0; } }",
     "f(); f(); o = vec4(g, h, 1.0);"},
    {"switch, uniform", "",
     "o = a; switch (I[0] & 3) { case 0: o.x = 1.0; case 1: o.y = sin(a.x); break; case 2: { o.z = 3.0; if (a.x > 0.0) "
     "break; o.z = 4.0; break; } default: o.w = 5.0; }"},
    {"switch, varying", "",
     "o = a; int s = int(abs(a.x) * 3.0) & 7; switch (s) { case 0: o.x = 1.0; case 1: o.y = sin(a.x); break; default: "
     "o.w = 5.0; if (b.x > 0.0) break; o.w = 7.0; case 2: case 5: o.z += 3.0; if (t > 0.0) break; o.z = exp(o.z); }"},
    {"switch that is left at once, after the passes have found so", "bool never;",
     "float v = a.x; int s = int(abs(a.x) * 3.0); switch (s & 3) { default: if (!never) break; v++; } o.x = v;"
     "for (int i = 0; i < 3; i++) { v -= 0.5; switch (s & 1) { case 0: if (!never) continue; v++; default: v *= "
     "2.0; if (!never) break; v++; } v += 4.0; } o.y = v;"},
    {"switch in a loop", "",
     "o = vec4(0); for (int i = 0; i < 6; i++) { switch (i ^ (int(a.x) & 3)) { case 1: continue; case 2: o.x += 1.0; "
     "break; case 3: o.y += 2.0; default: o.z += sin(float(i)); } o.w += 1.0; }"},
    {"discard", "", "o = a; if (a.x < b.x) discard; o.x += sin(t); if (o.x > 0.5) { o.y = 2.0; discard; }"},
    {"discard in a loop", "",
     "o = a; for (int i = 0; i < 9; i++) { if (a.x * float(i) > 2.0) discard; o.y += a.x; if (o.y > 9.0) break; }"},
    {"derivatives", "",
     "o = vec4(dFdx(a.x), dFdy(a.y), fwidth(b.z), dFdx(V.x)); if (a.x > 0.0) o.x += dFdx(sin(t)); o.y += "
     "dFdx(float(n));"},
    {"array, varying index", "",
     "float x[6]; for (int i = 0; i < 6; i++) x[i] = a.x * float(i); int j = int(b.x * 3.0); x[j] = t; o = vec4(x[j], "
     "x[j + 1], x[2], x[n]);"},
    {"array, masked stores", "",
     "vec2 x[3]; x[0] = a.xy; if (a.x > 0.0) { x[int(b.x)] = sin(b.xy); x[1].y = exp(t); } int j = int(b.y); o = "
     "vec4(x[j], x[2 - j]); for (int i = 0; i < 3; i++) o.x += x[i].y;"},
    {"array of uniform content", "",
     "int x[5]; for (int i = 0; i < 5; i++) x[i] = i * I[i]; int s = 0; for (int i = 4; i >= 0; i--) s += x[i] / (i + "
     "1); o = vec4(s, x[I[0] & 3], x[n], x[int(a.x)]);"},
    {"constant table",
     "const float table[5] = float[5](1.0, 4.0, 9.0, 16.0, 25.0); const vec2 pairs[3] = vec2[3](vec2(1, 2), vec2(3, "
     "4), vec2(5, 6));",
     "o = vec4(table[int(a.x)], table[n], pairs[int(b.x)]); for (int i = 0; i < 5; i++) o.x += table[i];"},
    {"uniform arrays", "",
     "o = vec4(F[int(a.x)], F[n], F[I[0]], ba[int(b.x)]) + M[int(a.y)] + vec4(bi, bb, bv.x, ba[n]) + bm * a;"},
    {"vector index", "",
     "vec4 u = a; u[int(b.x)] = t; u[n] += 2.0; vec4 v = b; v[I[0]] = 1.0; u.w = v[int(a.x)]; o = u;"},
    {"structs",
     "struct S { vec3 p; float q[3]; int r; }; S make(float x) { S s; s.p = vec3(x); s.q = float[3](x, x * 2.0, 1.0); "
     "s.r = int(x); return s; }",
     "S s = make(a.x); S u = make(t); if (a.y > 0.0) s = u; s.q[n & 1] = 4.0; o = vec4(s.p.x + s.q[0], s.q[1], "
     "s.q[int(b.x)], s.r) + (s == u ? 1.0 : 0.0);"},
    {"textures", "",
     "o = texture(tex, a.xy) + texture(tex, b.xy, t) + textureLod(tex, a.zw, b.x) + textureGrad(tex, a.xy, a.zw, b.xy) "
     "+ textureOffset(tex, a.xy, ivec2(1, -2));"},
    {"textures by other means", "",
     "o = vec4(texture(shadow, a.xyz)) + vec4(texelFetch(itex, ivec2(a.xy), n)) + texture(layers, a.xyz) + "
     "vec4(textureSize(tex, 0), textureSize(layers, n).xy) + texture(texs[1], a.xy) + textureProj(tex, a.xyz);"},
    {"texture in a branch", "",
     "o = vec4(0); if (a.x > 0.0) { o = texture(tex, a.xy * 2.0); } else if (yes) { o += textureLod(texs[2], b.xy, "
     "F[0]); } o += textureLod(tex, V.xy, 0.0);"},
    {"budget is refilled", "", "o = a; for (int i = 0; i < 30; i++) { if (i > 99 + I[0] * I[0]) break; o.x += 1.0; }"},
};

class BodyTwin : public TwinTest {
 protected:
  static size_t run(const std::vector<Twin>& twins, const passes::CallOptions& calls = {}, bool inPairs = false) {
    return TwinTest::run(kPreamble, twins, calls, inPairs);
  }
};

TEST_F(BodyTwin, RandomShadersGiveTheInterpretersBits) {
  RandomShaderOptions options;
  options.leaves = {{"float", "F[3]"}, {"float", "t"},   {"float", "a.y"}, {"int", "I[2]"}, {"int", "n"},
                    {"uint", "U[5]"},  {"uint", "w.x"},  {"bool", "yes"},  {"bool", "no"},  {"vec4", "V"},
                    {"vec4", "a"},     {"vec2", "b.xy"}, {"mat4", "M"},    {"ivec4", "k"}};
  const char* seeds = std::getenv("SW_SEEDS");  // "first,count"
  uint32_t first = 0, count = 60;
  if (seeds) std::sscanf(seeds, "%u,%u", &first, &count);
  std::vector<Twin> twins;
  for (uint32_t seed = first; seed < first + count; ++seed) {
    RandomShader shader = randomShader(seed, options);
    twins.push_back({"seed " + std::to_string(seed), shader.declarations, shader.body});
  }
  options.leaves = {{"float", "t"},   {"float", "F[2]"}, {"float", "a.x"}, {"vec4", "a"},
                    {"vec4", "b"},    {"vec4", "V"},     {"int", "n"},     {"int", "I[3]"},
                    {"int", "k.y"},   {"ivec4", "k"},    {"uint", "w.x"},  {"uvec4", "w"},
                    {"uint", "U[2]"}, {"bool", "yes"},   {"bool", "no"},   {"bool", "gl_FrontFacing"},
                    {"mat4", "M"}};
  for (uint32_t seed = first; seed < first + count; ++seed) {
    options.statements = seed % 4 == 0 ? 6 : 12;  // pairs are for what is small
    RandomShader shader = randomShader(seed, options);
    twins.push_back({"second seed " + std::to_string(seed), shader.declarations, "o = a;\n" + shader.body});
  }
  run(twins);
  run(twins, {.inlining = false});
  run(twins, {.inlining = false, .flattenedCells = 1});
  EXPECT_GT(run(twins, {}, /*inPairs=*/true), twins.size() / 10);
}

TEST_F(BodyTwin, GeneratedBodiesGiveTheInterpretersBits) { run({std::begin(kTwins), std::end(kTwins)}); }

TEST_F(BodyTwin, TwoQuadsAtOnceGiveTheInterpretersBits) {
  EXPECT_GT(run({std::begin(kTwins), std::end(kTwins)}, {}, /*inPairs=*/true), std::size(kTwins) / 2);
}

TEST_F(BodyTwin, CallsThatStayGiveTheInterpretersBits) {
  run({std::begin(kTwins), std::end(kTwins)}, {.inlining = false});
}

}  // namespace
}  // namespace sw::test
