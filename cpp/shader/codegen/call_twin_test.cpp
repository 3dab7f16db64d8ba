// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Calls that stay calls, against the interpreter: what goes by wasm parameters and what through frames, under masks and
// without, and the budget that calls spend.

#include "testing/shaders/fragment_twin.h"

namespace sw::test {
namespace {

const char* const kPreamble =
    "#version 300 es\nprecision highp float; precision highp int; uniform float F[8]; uniform int I[8]; uniform bool "
    "yes, no;\n"
    "uniform vec4 V; uniform mat4 M; uniform sampler2D tex; uniform sampler2D texs[3];\n"
    "layout(std140) uniform B { vec4 bv; float ba[6]; } ;\n"
    "in vec4 a; in vec4 b; in float t; flat in int n; flat in ivec4 k; out vec4 o;\n";

/// f0 to f254, of which each calls the one before: with main the longest chain there may be. Each changes its copy of
/// an array that goes through frames.
std::string longestChain() {
  std::string source = "float f0(float x[5]) { x[4] *= x[0]; return x[4]; }\n";
  for (int i = 1; i < 255; ++i) {
    const std::string own = std::to_string(i), at = std::to_string(i % 5), next = std::to_string((i + 1) % 5);
    source += "float f" + own + "(float x[5]) { x[" + at + "] += 1.0; return f" + std::to_string(i - 1) + "(x) + x[" +
              next + "]; }\n";
  }
  return source;
}

const Twin kTwins[] = {
    {"one function, uniform and varying arguments", "float f(float x, float y) { return sin(x) * y + exp2(y); }",
     "o = vec4(f(V.x, V.y), f(a.x, V.y), f(V.z, b.x), f(a.y, b.y)); if (a.x > 0.0) o.x = f(V.y, V.x) + f(t, V.x);"},
    {"more ways to call than instances",
     "float f(float x, float y, float z, float w) { return x * 2.0 + y * 3.0 + z * 5.0 + w; }",
     "o = vec4(f(F[0], F[1], F[2], F[3]), f(a.x, F[1], F[2], F[3]), f(F[0], a.y, F[2], F[3]), f(F[0], F[1], a.z, "
     "F[3]));"
     "o += vec4(f(F[0], F[1], F[2], a.w), f(a.x, a.y, F[2], F[3]), f(F[0], a.x, a.y, F[3]), f(F[0], F[1], a.x, a.y));"
     "if (b.x > 0.0) o += vec4(f(F[1], F[2], F[3], F[4]), f(b.x, F[0], F[0], F[1]), f(a.x, a.y, a.z, a.w), n);"},
    {"large struct",
     "struct S { mat3 m; vec4 c; float x[6]; ivec2 i; }; S f(S s, float q) { s.m[1] *= q; s.c = s.c.wzyx; s.x[n & 3] = "
     "q; "
     "s.i.x++; return s; }",
     "S s; s.m = mat3(a.x, a.yzw, b, t); s.c = a * b; s.x[2] = t; s.i = k.xy; S r = f(f(s, V.x), b.y); if (r.c.x > "
     "0.0) "
     "s = f(r, t); o = vec4(r.m[1].x + s.m[2].z, s.c.y + float(r.i.x), r.x[2] + r.x[n & 7], s.x[int(a.x)]);"},
    {"large array",
     "float sum(float x[40]) { float s = 0.0; for (int i = 0; i < 40; i++) s += x[i] * float(i + 1); return s; }\n"
     "void scale(inout float x[40], float q) { for (int i = 0; i < 40; i++) x[i] *= q; if (q > 1.0) { x[3] = q; "
     "return; } "
     "x[n & 31] = -q; }",
     "float x[40]; for (int i = 0; i < 40; i++) x[i] = a.x + float(i); o = vec4(sum(x)); scale(x, t); o.y = sum(x); if "
     "(b.x > 0.0) { scale(x, b.x); o.z = sum(x); } scale(x, V.x); o.w = sum(x) + x[39] + x[int(a.y) & 63];"},
    {"large array of uniform content",
     "float sum(float x[40]) { float s = 0.0; for (int i = 0; i < 40; i++) s += x[i] * float(i + 1); return s; }\n"
     "float[40] next(float x[40]) { for (int i = 0; i < 39; i++) x[i] = x[i + 1]; return x; }",
     "float x[40]; for (int i = 0; i < 40; i++) x[i] = F[i & 7] + float(i); float y[40] = next(x); o = vec4(sum(x), "
     "sum(y), y[5], x[I[1] & 7]) + a;"},
    {"small array, flattened", "float[4] f(float x[4], float y) { x[1] = y; x[n & 3] += 2.0; return x; }",
     "float x[4] = float[4](a.x, a.y, t, V.x); float y[4] = f(x, b.x); if (t > 0.0) x = f(y, V.y); o = vec4(x[0] + "
     "y[3], "
     "x[1] - y[2], x[2], x[3] * y[n & 3]);"},
    {"large struct, changed on both sides",
     "struct S { vec4 m[10]; }; float f(S s) { s.m[0].x *= s.m[9].w; s.m[n & 7].y = t; return s.m[0].x + s.m[1].y; }",
     "S s; for (int i = 0; i < 10; i++) s.m[i] = a * float(i + 1); o.x = f(s); s.m[9] = b; o.y = f(s); if (t > 0.0) { "
     "o.z = f(s); s.m[0] = V; } o.w = f(s) + s.m[0].x + s.m[1].y + s.m[k.x & 7].y;"},
    {"array of structs",
     "struct S { float x; int i; }; float f(S s[3], int at) { s[1].i += at; return s[at & 1].x * float(s[1].i & 15); "
     "}\n"
     "void g(inout S s[3], out S r[2]) { r[0] = s[2]; r[1] = S(s[n & 1].x, 7); s[n & 1].i++; s[0] = r[1]; }",
     "S s[3]; s[0] = S(a.x, n); s[1] = S(a.y, 2); s[2] = S(a.z, k.x); S r[2]; o.x = f(s, n); g(s, r); o.y = f(s, k.y) "
     "+ "
     "r[0].x; if (b.x > 0.0) g(s, r); o.zw = vec2(f(s, I[0]) + r[1].x, float(s[1].i & 255) + float(r[0].i & 15));"},
    {"the longest chain", longestChain(),
     "float x[5]; for (int i = 0; i < 5; i++) x[i] = a[i & 3]; o.x = f254(x); if (b.x > 0.0) x[2] = t; o.yz = "
     "vec2(f254(x), x[2]);"},
    {"small array and matrices",
     "mat2 f(float x[3], mat2 m, mat4x3 w) { m[0] += vec2(x[n & 1], x[2]); return m * mat2(w[3].xy, w[1].yz); }",
     "mat2 r = f(float[3](t, a.x, 2.0), mat2(a), mat4x3(b.xyz, a.xyz, a.wzy, b.wwz)); mat2 u = f(float[3](F[0], F[1], "
     "F[2]), mat2(V), mat4x3(M)); o = vec4(r[0], u[1]) + a;"},
    {"mixed parameters",
     "struct P { vec2 v; int i; bool y; }; void f(P p, out mat3 m, inout vec4 c, in bool q, out ivec2 z, out P r) { m "
     "= "
     "mat3(p.v.x); c.xy += p.v; z = ivec2(p.i, 4); r = p; r.y = q != p.y; if (q) { m[2] = c.xyz; z.y = 9; } }",
     "mat3 m; vec4 c = a; ivec2 z; P r; f(P(b.xy, n, a.x > 0.0), m, c, b.y > 0.0, z, r); o = c + vec4(m[2], z.x) + "
     "vec4(z.y, r.v.y, r.y, m[0].x); f(P(V.xy, I[0], yes), m, c, no, z, r); o += vec4(m[1], z.x + int(r.y)) + c;"},
    {"inout of swizzles, indices and members",
     "struct S { vec4 v[3]; mat2 m; }; void f(inout vec2 x, inout float y, out vec3 z) { x = x.yx * 2.0; y -= 1.0; z = "
     "vec3(x, y); }",
     "S s; s.v[0] = a; s.v[1] = b; s.m = mat2(t); int i = 0; f(s.v[i++ + n & 1].zx, s.v[i++].w, s.v[2].wyx); "
     "f(s.m[int(a.x) & 1], s.v[k.x & 1][k.y & 3], s.v[0].xyz); if (t > 0.0) f(s.v[1].yx, s.m[1].y, s.v[2].zyx); o = "
     "s.v[0] "
     "+ s.v[1] * 2.0 + s.v[2] * 3.0 + vec4(s.m[0], s.m[1]) + float(i);"},
    {"one variable given twice", "void f(inout vec2 x, inout vec2 y) { x += 1.0; y *= 3.0; }",
     "vec2 v = a.xy; f(v, v); o = vec4(v, b.xy); f(o.xy, o.yx); f(o.zw, o.wx);"},
    {"nested calls",
     "struct S { float x[8]; }; S one(S s) { for (int i = 0; i < 8; i++) s.x[i] += 1.0; return s; } S two(S s, S r) { "
     "S q "
     "= one(s); q.x[2] = one(r).x[3] + s.x[3]; return q; } S three(S s) { S q = two(one(s), two(s, one(s))); q.x[n & "
     "7] *= "
     "2.0; return two(q, s); }",
     "S s; for (int i = 0; i < 8; i++) s.x[i] = a[i & 3] * float(i); S r = two(three(s), one(three(s))); o = "
     "vec4(r.x[0] + "
     "r.x[1], r.x[2] + r.x[3], r.x[4] - r.x[5], r.x[int(b.x) & 7]);"},
    {"globals",
     "float g; vec3 h[2]; float inc(float x) { g += x; h[n & 1].y = g; return g; } void set() { h[1] = vec3(g); if "
     "(t > 0.0) g = inc(t); }",
     "g = V.x; inc(V.y); o.x = g; set(); if (b.x > 0.0) { inc(b.x); set(); } o = vec4(g, h[0].y, h[1].x, inc(1.0));"},
    {"uniform globals",
     "float g = 3.0; float table[5]; void step1() { for (int i = 0; i < 5; i++) table[i] = g * float(i); g *= 0.5; }",
     "step1(); step1(); o = vec4(g, table[3], table[I[0] & 3], table[n & 3]) + a;"},
    {"outputs", "void put(float x) { o.x = x; if (x > 0.0) { o.yz = vec2(x, t); } o[n & 3] += 1.0; }",
     "o = a; put(b.x); if (t > 0.0) put(a.y); o.w += o.x;"},
    {"builtins and inputs",
     "vec2 inner() { return gl_FragCoord.xy + a.xy * (gl_FrontFacing ? 1.0 : -1.0); } vec4 outer(float x) { return "
     "vec4(inner() * x, gl_PointCoord) + gl_DepthRange.diff; }",
     "o = outer(t); if (a.x > 0.0) o += outer(V.x) * bv; o += ba[n];"},
    {"discard",
     "void f(float x) { if (x < 0.0) discard; o.x += x; } float g(float x) { f(x * 2.0); o.y = x; return sin(x); }",
     "o = a; o.z = g(a.x); if (b.x > 0.0) { f(b.y); o.w = 2.0; } o.w += g(t);"},
    {"discard of all lanes", "void f() { if (n >= 0) discard; o.y = 1.0; }", "o = a; f(); o.x = 7.0;"},
    {"dead lanes keep no loop running",
     "float f(float x) { float s = 0.0; while (x < 0.0 || s < 3.0) s += 1.0; return s; } float g(float x) { return "
     "f(x); }",
     "o = a; if (a.x < 0.0) discard; o.y = g(a.x);"},
    {"early returns in loops",
     "float f(float x) { if (x > 4.0) return x; for (int i = 0; i < 9; i++) { x += 0.4; if (x > 2.0) return float(i); "
     "if (x "
     "< -3.0) break; } return -x; } vec4 g(vec4 v) { for (int i = 0; i < 4; i++) { if (v[i] > 1.0) return "
     "vec4(f(v[i])); } "
     "return v * 2.0; }",
     "o = vec4(f(a.x), f(V.x), f(b.x), 0.0) + g(a); for (int i = 0; i < 5; i++) { if (f(a.y + float(i)) > 3.0) break; "
     "o.w "
     "+= 1.0; }"},
    {"calls in conditions", "float g; bool f(float x) { g += 1.0; return x > 0.5; }",
     "g = 0.0; bool p = f(a.x) && f(a.y) || f(b.x); float q = f(t) ? (f(b.y) ? 1.0 : 2.0) : 3.0; while (g < 12.0 && "
     "f(a.z + "
     "g)) { q += 1.0; } o = vec4(p, q, g, f(V.x));"},
    {"derivatives under divergence",
     "float f(float x) { return dFdx(x * x) + dFdy(x); } float g() { return dFdx(t * t) + dFdy(a.x); }",
     "o = vec4(f(a.x), f(V.x), g(), 0); if (a.y > 0.0) o.z = g(); if (yes) o.w = f(b.x);"},
    {"textures",
     "vec4 f(sampler2D s, vec2 p) { return texture(s, p) + textureLod(texs[1], p.yx, t); } vec4 g(vec2 p) { if (p.x > "
     "0.0) return f(tex, p); return f(texs[2], p * 2.0); }",
     "o = g(a.xy) + f(tex, V.xy); if (b.x > 0.0) o += g(b.xy);"},
    {"constant tables",
     "const vec2 table[4] = vec2[4](vec2(1, 2), vec2(3, 4), vec2(5, 6), vec2(7, 8)); vec2 f(int i) { return "
     "table[i & 3]; }",
     "o = vec4(f(n), f(int(a.x))) + vec4(f(I[0]), f(k.y));"},
    {"bits of floats", "int f(float x) { return floatBitsToInt(x / x); } float g(float x) { return x - x; }",
     "o = intBitsToFloat(ivec4(f(a.x), f(V.x), f(g(b.x)), 0x3f800000)); o.w = float(floatBitsToInt(g(a.y)) & 0xffff);"},
};

class CallTwin : public TwinTest {};

TEST_F(CallTwin, Inlined) { run(kPreamble, {std::begin(kTwins), std::end(kTwins)}); }

TEST_F(CallTwin, Called) { run(kPreamble, {std::begin(kTwins), std::end(kTwins)}, {.inlining = false}); }

TEST_F(CallTwin, AlmostAllThroughFrames) {
  run(kPreamble, {std::begin(kTwins), std::end(kTwins)}, {.inlining = false, .flattenedCells = 1});
}

/// Engines refuse functions of fifty thousand locals.
TEST_F(CallTwin, MoreCellsThanAFunctionMayHaveLocals) {
  // Of 64 KiB at most each.
  const auto element = [](int i) { return (i < 10500 ? "x[" : "y[") + std::to_string(i % 10500) + "]"; };
  std::string body = "float x[10500], y[10500]; if (sin(t) > 0.0) {\n";
  for (int i = 0; i < 21000; ++i) body += element(i) + " = a.x;\n";
  body += "} o = vec4(0);\n";
  for (int i = 0; i < 21000; ++i) body += "o.y += " + element(i) + ";\n";
  CompileResult compiled =
      compileShader(ir::Stage::Fragment, std::string(kPreamble) + "void main() {" + body + "}", {});
  ASSERT_TRUE(compiled.shader) << compiled.infoLog;
  const LinkedProgram program = programOf(std::move(*compiled.shader));
  EXPECT_GT(program.info.privateBytes, 16u * 21000);
  EXPECT_EQ(generateTwin(program).error, "");
}

/// Thirty functions, each of which calls the next one twice: a billion calls, and no loop.
TEST_F(CallTwin, CallsSpendTheBudgetAndEverybodyLeaves) {
  std::string source = std::string(kPreamble) + "float f0(float x) { return x + 1.0; }\n";
  for (int i = 1; i < 30; ++i) {
    const std::string callee = "f" + std::to_string(i - 1);
    source += "float f" + std::to_string(i) + "(float x) { return " + callee + "(x) + " + callee + "(x * 0.5); }\n";
  }
  CompileResult compiled = compileShader(ir::Stage::Fragment, source + "void main() { o = vec4(f29(t)); }", {});
  ASSERT_TRUE(compiled.shader) << compiled.infoLog;
  for (bool inlining : {true, false}) {
    const LinkedProgram program = programOf(*compiled.shader, {.inlining = inlining});
    const TwinCode code = generateTwin(program);
    ASSERT_EQ(code.error, "");
    EXPECT_LT(code.bytes.size(), 20000u);
    std::vector<RoutineCase> cases(1);
    cases[0].wasm = code.bytes;
    cases[0].memory.assign(kMemoryBytes, 0);
    cases[0].arguments = {kQuads};
    cases[0].globals[5] = kMemoryBytes;
    const uint32_t budget = 100, slot = 4;  // which gives more three times
    std::memcpy(cases[0].memory.data() + kBudgetPlace, &budget, 4);
    std::memcpy(cases[0].memory.data() + kBudgetPlace + 4, &slot, 4);
    ASSERT_EQ(runRoutines(cases), "");
    EXPECT_NE(word(cases[0].memory, kAbortPlace), 0u);
    EXPECT_EQ(word(cases[0].memory, kBudgetPlace + 8), 4u);  // asked, and refused the fourth time
  }
}

}  // namespace
}  // namespace sw::test
