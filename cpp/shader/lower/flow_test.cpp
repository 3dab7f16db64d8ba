// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Control flow, functions and lanes. `lane` is 0, 1, 2, 3, so each shader shows what every lane did.

#include <gtest/gtest.h>

#include "testing/shaders/run_glsl.h"

namespace sw::test {
namespace {

struct Row {
  const char* body;
  Vec4 want;  // o.x of lanes 0 .. 3
  const char* declarations = "";
};

class Flow : public testing::TestWithParam<Row> {};

TEST_P(Flow, GivesEachLaneItsOwnValue) {
  const RunOutcome outcome = runBody(GetParam().body, GetParam().declarations);
  ASSERT_EQ(outcome.error, "") << GetParam().body;
  EXPECT_FALSE(outcome.result.endless) << GetParam().body;
  for (int lane = 0; lane < 4; ++lane) {
    EXPECT_EQ(outcome.color[lane][0], GetParam().want[lane]) << GetParam().body << " lane " << lane;
  }
}

const Row kBranches[] = {
    {"o.x = 1.0; if (lane > 1) o.x = 2.0; else if (lane == 1) o.x = 3.0;", {1, 3, 2, 2}},
    {"if (lane < 2) { o.x = 1.0; if (lane == 0) { o.x += 1.0; } } else { o.x = 7.0; }", {2, 1, 7, 7}},
    {"o.x = lane > 1 ? f(lane) : g(lane);",
     {10, 11, 102, 103},
     "float f(int i) { return float(i) + 100.0; } float g(int i) { return float(i) + 10.0; }"},
    {"int n = 0; bool a = lane > 1 && n++ == 0; bool b = lane > 2 || n++ == 7; o.x = float(n * 4 + int(a) * 2 + "
     "int(b));",
     {4, 4, 10, 7}},
    {"int n = 0; lane > 1 ? n++ : (n += 5); o.x = float(n);", {5, 5, 1, 1}},
    {"bool a = lane == 1 || (lane == 2 && yes); o.x = float(a);", {0, 1, 1, 0}},
    {"if (yes) { o.x = 1.0; } else { o.x = 2.0; } if (true) o.x += 1.0; if (false) o.x = 0.0;", {2, 2, 2, 2}},
};
INSTANTIATE_TEST_SUITE_P(Branches, Flow, testing::ValuesIn(kBranches));

const Row kLoops[] = {
    {"for (int i = 0; i < lane; i++) o.x += 1.0;", {0, 1, 2, 3}},
    {"int i = 0; while (i < lane * 2) { i++; if (i == 3) continue; o.x += float(i); }", {0, 3, 7, 18}},
    {"int i = 0; do { i += 2; o.x += 1.0; } while (i < lane);", {1, 1, 1, 2}},
    {"int i = 0; do { if (++i == 2) continue; o.x += 1.0; } while (i < lane);", {1, 1, 1, 2}},
    {"for (int i = 0; ; i++) { if (i == lane) break; o.x += 10.0; }", {0, 10, 20, 30}},
    {"for (int i = 0; i < 4; i++) { for (int j = 0; j < 4; j++) { if (j > lane) break; if (i == j) continue; o.x += "
     "1.0; } }",
     {3, 6, 9, 12}},
    {"for (int i = 0, j = 9; i < j; i += 2, j--) o.x = float(i * 10 + j);", {47, 47, 47, 47}},
    {"float last; for (int i = 0; i < 3; i++) { if (i > 0) o.x += last; last = float(i + lane); }", {1, 3, 5, 7}},
    // A variable without initialiser starts as zero in each round.
    {"for (int i = 0; i < 3; i++) { float t; t += 1.0; o.x += t; }", {3, 3, 3, 3}},
    {"for (int i = 0; i < 3; i++) { int k = i; float t; if (lane > 1) { t += 2.0; } o.x += t; }", {0, 0, 6, 6}},
    {"int n = 0; float a; while (n < 3) { n++; if (n == 1) a = 5.0; else o.x += a; }", {10, 10, 10, 10}},
    // An assignment in the loop is no declaration: w is older than v, and both live on.
    {"float w; float v; int n = 0; while (n < 3) { w = 1.0; n++; if (n == 1) v = 5.0; else o.x += v * w; }",
     {10, 10, 10, 10}},
    {"for (int i = 0; i < 3; i++) { float a[2]; a[i & 1] += 1.0; o.x += a[0] + a[1]; }", {3, 3, 3, 3}},
    {"int i = 0; while (bool go = i < lane) { o.x += float(go); i++; }", {0, 1, 2, 3}},
    {"for (int i = 0; i < 5; i++) { switch (i) { case 1: continue; case 3: break; default: o.x += 1.0; } o.x += 10.0; "
     "}",
     {43, 43, 43, 43}},
    {"for (int i = 0; i < 10; i++) { if (i >= lane) { o.x = float(i); return; } }", {0, 1, 2, 3}},
    {"o.x = f(lane);",
     {-1, 1, 4, 9},
     "float f(int n) { for (int i = 0; i < 4; i++) { for (int j = 0; j < 4; j++) { if (i * j == n * n && n > 0) return "
     "float(i * j); } } return -1.0; }"},
    {"int x = 0; for (; x < 5 && lane > 0; x += lane); o.x = float(x);", {0, 5, 6, 6}},
};
INSTANTIATE_TEST_SUITE_P(Loops, Flow, testing::ValuesIn(kLoops));

const Row kSwitches[] = {
    {"switch (lane) { case 0: o.x += 1.0; case 1: o.x += 10.0; break; case 2: o.x += 100.0; default: o.x += 1000.0; }",
     {11, 10, 1100, 1000}},
    {"switch (lane) { default: o.x += 1.0; case 1: o.x += 10.0; break; case 2: o.x += 100.0; break; }",
     {11, 10, 100, 11}},
    {"switch (lane) { case 1: case 3: o.x = 5.0; }", {0, 5, 0, 5}},
    {"switch (uint(lane)) { case 2u: if (yes) break; o.x = 9.0; default: o.x += 2.0; }", {2, 2, 0, 2}},
    {"switch (lane) { case 0: int a = 5; o.x = float(a); break; case 1: a = 7; o.x = float(a); break; default: break; "
     "}",
     {5, 7, 0, 0}},
    {"switch (lane) { case 0: switch (I[1]) { case 1: o.x = 3.0; break; default: o.x = 4.0; } o.x += 1.0; break; case "
     "1: { o.x = 6.0; break; } default: return; } o.x += 10.0;",
     {14, 16, 0, 0}},
    {"switch (lane - 2) { case -2: o.x = 1.0; break; case 1: o.x = 2.0; break; default: o.x = 3.0; }", {1, 3, 3, 2}},
};
INSTANTIATE_TEST_SUITE_P(Switches, Flow, testing::ValuesIn(kSwitches));

const Row kFunctions[] = {
    {"float a = float(lane), b = 5.0; swap(a, b); o.x = a * 10.0 + b;",
     {50, 51, 52, 53},
     "void swap(inout float a, inout float b) { float t = a; a = b; b = t; }"},
    // Copied out in the order of the parameters: the second one stays.
    {"float a = 1.0; f(a, a); o.x = a;", {4, 4, 4, 4}, "void f(inout float x, inout float y) { x += 1.0; y += 3.0; }"},
    {"int i = 0; float a[3] = float[3](1.0, 2.0, 3.0); f(a[i++], a[i++]); o.x = a[0] * 100.0 + a[1] * 10.0 + float(i);",
     {122, 122, 122, 122},
     "void f(out float x, in float y) { x = y - 1.0; }"},
    {"vec4 v = V; f(v.wy); o.x = v.y * 10.0 + v.w;", {42, 42, 42, 42}, "void f(inout vec2 p) { p = p.yx; }"},
    {"vec3 v[2]; f(v[lane & 1].zx); o.x = v[lane & 1].z * 10.0 + v[lane & 1].x;",
     {12, 12, 12, 12},
     "void f(out vec2 p) { p = vec2(1, 2); }"},
    {"S s; s.a[1] = 4.0; S t = f(s); o.x = s.a[1] * 10.0 + t.a[1];",
     {45, 45, 45, 45},
     "struct S { float a[2]; }; S f(S s) { s.a[I[1]] += 1.0; return s; }"},
    {"float a[2] = f(float(lane)); o.x = a[1] * 10.0 + f(2.0)[0];",
     {12, 22, 32, 42},
     "float[2] f(float x) { return float[2](x, x + 1.0); }"},
    {"float g = 1.0; o.x = f() + g; g = f(); o.x += g;",
     {19, 19, 19, 19},
     "float h = 3.0; float f() { return h *= 2.0; }"},
    {"o.x = f(1.0) + f(1) * 10.0 + f(vec2(1)) * 100.0;",
     {321, 321, 321, 321},
     "float f(float x) { return 1.0; } float f(int x) { return 2.0; } float f(vec2 x) { return 3.0; }"},
    {"f(); o.x = k;", {0, 1, 1, 1}, "float k; void f() { if (lane == 0) return; k = 1.0; }"},
    {"mat2 m = mat2(1.0); f(m[1]); o.x = m[1].x;", {7, 7, 7, 7}, "void f(inout vec2 c) { c.x += 7.0; }"},
    {"o.x = f(7, 1.0);", {1, 1, 1, 1}, "float f(int, const in float x) { return x; }"},
    {"o.x = f(lane);", {0, 0, 3, 0}, "float f(int x) { if (x == 2) return 3.0; }"},
    {"float a = 2.0; o.x = f(a, a = 5.0) + a;", {30, 30, 30, 30}, "float f(float x, float y) { return x * 10.0 + y; }"},
};
INSTANTIATE_TEST_SUITE_P(Functions, Flow, testing::ValuesIn(kFunctions));

TEST(Lanes, DiscardMakesHelpersThatGoOn) {
  const RunOutcome outcome = runBody("o.x = uv.x; if (lane == 1) discard; o.y = dFdx(o.x); o.z = 1.0;");
  ASSERT_EQ(outcome.error, "");
  EXPECT_EQ(outcome.result.discarded, 2);
  EXPECT_EQ(outcome.color[0][1], 1.0f);  // the helper's value was there
  EXPECT_EQ(outcome.color[1][2], 1.0f);
}

TEST(Lanes, ALoopEndsWhenOnlyHelpersAreLeft) {
  const RunOutcome outcome = runBody("discard; while (yes) { o.x += 1.0; }");
  ASSERT_EQ(outcome.error, "");
  EXPECT_FALSE(outcome.result.endless);
  EXPECT_EQ(outcome.result.discarded, 15);
}

TEST(Lanes, AnEndlessLoopIsStopped) { EXPECT_TRUE(runBody("while (yes) o.x += 1.0;").result.endless); }

TEST(Lanes, DiscardInAFunctionReachesTheCaller) {
  const RunOutcome outcome =
      runBody("f(lane); o.x = 1.0;", "void f(int i) { for (int k = 0; k < 4; k++) if (k == i && i > 1) discard; }");
  ASSERT_EQ(outcome.error, "");
  EXPECT_EQ(outcome.result.discarded, 12);
}

TEST(Interfaces, KnowTheirKindAndUse) {
  const RunOutcome outcome = runShader(ir::Stage::Vertex, R"(#version 300 es
    layout(location = 3) in vec4 position; in vec2 unused;
    uniform mat4 unusedMatrix; uniform struct { vec3 a; float b[2]; } light;
    flat out ivec2 id; centroid out vec2 c; invariant gl_Position; out vec4 table[3];
    layout(std140) uniform Block { vec4 x; } named[2];
    void helper() { c = vec2(unusedMatrix[0]); }
    void main() {
      gl_Position = position; gl_PointSize = light.b[1]; id = ivec2(gl_VertexID, gl_InstanceID);
      table[id.y] = named[1].x;
    })");
  ASSERT_EQ(outcome.error, "");
  const ir::Shader& shader = outcome.shader;
  EXPECT_EQ(ir::toText(shader).substr(0, ir::toText(shader).find("function")),
            "vertex 300\n"
            "struct  { vec3 a; float[2] b; }\n"
            "input vec4 position location 3\n"
            "input vec2 unused unused\n"
            "output ivec2 id flat\n"
            "output vec2 c centroid unused\n"
            "output vec4[3] table\n"
            "output vec4 gl_Position position invariant\n"
            "output float gl_PointSize pointsize\n"
            "uniform mat4x4 unusedMatrix unused\n"
            "uniform  light\n"
            "block Block[2] { vec4 x @0; } size 16\n"
            "global table 12\n");
  // table[7] is clamped to the last element, which is then copied to the output: words 4 .. 7 of the blocks.
  EXPECT_EQ(std::bit_cast<float>(outcome.result.outputs[2][9][0]), 5.0f);
  EXPECT_EQ(outcome.result.outputs[0][0], (Lanes{100, 101, 102, 103}));
}

TEST(Es100, HasItsOwnOutputsAndZeroes) {
  RunOutcome outcome = runBody100("float a; gl_FragColor = vec4(a, F[2], uv.x, mod(F[5], F[3]));");
  ASSERT_EQ(outcome.error, "");
  EXPECT_EQ(outcome.color[2], (Vec4{0, 2, 2, 2}));
  EXPECT_EQ(outcome.shader.outputs[0].semantic, ir::Semantic::FragColor);
  outcome = runBody100("gl_FragData[0] = vec4(F[3]);");
  ASSERT_EQ(outcome.error, "");
  EXPECT_EQ(outcome.shader.outputs[0].semantic, ir::Semantic::FragData);
  EXPECT_EQ(outcome.color[0][3], 3.0f);
}

TEST(Limits, DeepExpressionsAreRefusedAndNotFollowed) {
  std::string expression = "F[1]";
  for (int i = 0; i < 2000; ++i) expression = "(" + expression + " + F[1])";
  const RunOutcome outcome = runBody("o.x = " + expression + ";");
  EXPECT_NE(outcome.error, "");
}

/// WebGL 1 has expressions without a value.
TEST(Flow100, ATernaryWithoutAValueIsAnIf) {
  const auto textOf = [](const std::string& body) {
    const CompileResult result = compileShader(ir::Stage::Fragment,
                                               "precision mediump float; uniform int n; void f() { gl_FragColor.x += "
                                               "1.0; } void g() { discard; } void main() { " +
                                                   body + " }",
                                               {.webglVersion = 1});
    EXPECT_TRUE(result.shader) << result.infoLog;
    return result.shader ? ir::toText(*result.shader) : "";
  };
  EXPECT_EQ(textOf("f(), n > 0 ? f() : g();"), textOf("f(); if (n > 0) f(); else g();"));
  EXPECT_EQ(textOf("f(), n > 0 ? g() : n > 1 ? f() : g();"),
            textOf("f(); if (n > 0) g(); else if (n > 1) f(); else g();"));
  EXPECT_EQ(textOf("f(), true ? f() : g();"), textOf("f(); f();"));
}

}  // namespace
}  // namespace sw::test
