// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Every operator, constructor and l-value, in rows of GLSL and the values that it must leave in `o`.

#include <gtest/gtest.h>

#include <cmath>

#include "testing/shaders/run_glsl.h"

namespace sw::test {
namespace {

struct Row {
  const char* body;
  Vec4 want;
  const char* declarations = "";
};

void expectRow(const Row& row) {
  const RunOutcome outcome = runBody(row.body, row.declarations);
  ASSERT_EQ(outcome.error, "") << row.body;
  for (int lane = 0; lane < 4; ++lane) {
    for (int i = 0; i < 4; ++i) {
      EXPECT_FLOAT_EQ(outcome.color[lane][i], row.want[i]) << row.body << " lane " << lane << " component " << i;
    }
  }
}

class Operators : public testing::TestWithParam<Row> {};
TEST_P(Operators, GiveTheValuesOfTheSpecification) { expectRow(GetParam()); }

const Row kArithmetic[] = {
    {"o = vec4(F[3] + F[4], F[3] - F[4], F[3] * F[4], F[6] / F[4]);", {7, -1, 12, 1.5}},
    {"o = vec4(I[7] + I[2], I[2] - I[7], I[7] * I[3], I[7] / I[2]);", {9, -5, 21, 3}},
    {"o = vec4(-I[7] / I[2], I[7] % I[4], I[7] & I[5], I[4] | I[3]);", {-3, 3, 5, 7}},
    {"o = vec4(I[7] ^ I[5], ~I[7], I[3] << I[2], -I[7] >> I[1]);", {2, -8, 12, -4}},
    {"o = vec4(U[7] / U[2], U[7] % U[4], U[7] >> 1u, (~U[0] >> 28));", {3, 3, 3, 15}},
    {"o = vec4(I[3] * 1000000007 * 1000 == 500276600 ? 1.0 : 0.0, U[0] - U[1] == 4294967295u ? 1.0 : 0.0, -U[1] == "
     "0xffffffffu, 0);",
     {0, 1, 1, 0}},
    {"o = vec4(I[1] << 31 == -2147483648, (I[1] << 31) - 1 == 2147483647, 0, 0);", {1, 1, 0, 0}},
    {"vec2 a = vec2(F[1], F[2]); o = vec4(a + F[3], F[3] - a);", {4, 5, 2, 1}},
    {"ivec2 a = ivec2(I[1], I[2]); o = vec4(a * I[3], I[6] / a);", {3, 6, 6, 3}},
    {"ivec2 a = ivec2(I[5], I[6]); o = vec4(a & I[4], a << ivec2(I[1], I[2]));", {4, 4, 10, 24}},
    {"o = vec4(F[1] < F[2], F[2] <= F[2], F[1] > F[2], F[2] >= F[3]);", {1, 1, 0, 0}},
    {"o = vec4(I[1] == I[1], I[1] != I[1], vec2(F[1], F[2]) == vec2(1, 2), vec2(F[1], F[2]) != vec2(1, 3));",
     {1, 0, 1, 1}},
    {"o = vec4(yes && no, yes || no, yes ^^ yes, !no);", {0, 1, 0, 1}},
    {"o = vec4(yes ? F[1] : F[2], no ? F[1] : F[2], (F[1], F[5]), -F[3]);", {1, 2, 5, -3}},
    {"mat3 a = M + M; mat3 b = M * 2.0; o = vec4(a == b, a[2][0], (M - 1.0)[1][1], (-M)[0][2]);", {1, 14, 4, -3}},
    {"o = vec4(M * vec3(F[1], F[2], F[3]), 0);", {30, 36, 42, 0}},
    {"o = vec4(vec3(F[1], F[2], F[3]) * M, 0);", {14, 32, 50, 0}},
    {"o = vec4((M * M)[0], (M * M)[2][2]);", {30, 36, 42, 150}},
    {"mat2x3 a = mat2x3(F[1], F[2], F[3], F[4], F[5], F[6]); mat3x2 b = mat3x2(a[0], a[1]); mat3 c = a * b; o = "
     "vec4(c[0], c[2][2]);",
     {9, 12, 15, 51}},
    {"mat2x3 a = mat2x3(1, 2, 3, F[4], 5, 6); vec3 v = a * vec2(F[1], F[2]); vec2 w = vec3(F[1]) * a; o = vec4(v.xz, "
     "w);",
     {9, 15, 6, 15}},
    {"o = vec4((M / 2.0)[0].xy, (M / M)[1].x, (2.0 / M)[0].y);", {0.5, 1, 1, 1}},
};
INSTANTIATE_TEST_SUITE_P(Arithmetic, Operators, testing::ValuesIn(kArithmetic));

const Row kConstructors[] = {
    {"o = vec4(F[7]);", {7, 7, 7, 7}},
    {"o = vec4(V.xy, I[5], yes);", {1, 2, 5, 1}},
    {"o = vec4(vec2(V), vec2(ivec2(F[3] + 0.7, -F[3] - 0.7)));", {1, 2, 3, -3}},
    {"o = vec4(bvec4(F[0], I[2], U[0], yes));", {0, 1, 0, 1}},
    {"o = vec4(int(U[3]), uint(I[0] - I[1]) == 0xffffffffu, float(yes), bool(F[2]));", {3, 1, 1, 1}},
    {"mat2 m = mat2(F[3]); o = vec4(m[0], m[1]);", {3, 0, 0, 3}},
    {"mat2 m = mat2(M); o = vec4(m[0], m[1]);", {1, 2, 4, 5}},
    {"mat4 m = mat4(M); o = vec4(m[1].y, m[3].w, m[3].x, m[2].w);", {5, 1, 0, 0}},
    {"mat3x2 m = mat3x2(M); o = vec4(m[2], m[0]);", {7, 8, 1, 2}},
    {"mat2 m = mat2(V); o = vec4(m[1], m[0]);", {3, 4, 1, 2}},
    {"mat2 m = mat2(V.xy, F[5], I[6]); o = vec4(m[0], m[1]);", {1, 2, 5, 6}},
    {"float a[3] = float[3](F[1], F[2], F[3]); float b[] = float[](F[4], F[5]); o = vec4(a[I[2]], a.length(), b[1], "
     "b.length());",
     {3, 3, 5, 2}},
    // length() takes its operand's side effects along.
    {"int a[3] = int[3](1, 2, 3), b[3] = int[3](4, 5, 6); int n = (a = b).length(); o = vec4(n, a[0], f().length(), "
     "calls);",
     {3, 4, 2, 1},
     "int calls; int[2] f() { calls++; return int[2](1, 2); }"},
    {"S s = S(F[1], vec2(F[2], F[3]), int[2](I[4], I[5])); o = vec4(s.a, s.b.y, s.c[0], s.c[I[1]]);",
     {1, 3, 4, 5},
     "struct S { float a; vec2 b; int c[2]; };"},
    {"T t = T(S(F[1]), S[2](S(F[2]), S(F[3]))); T u = t; u.s[1].a = F[7]; o = vec4(t == u, t != u, t.s[I[1]].a, "
     "u.s[I[1]].a);",
     {0, 1, 3, 7},
     "struct S { float a; }; struct T { S r; S s[2]; };"},
    {"float a[2] = float[2](F[1], F[2]), b[2]; b = a; o = vec4(a == b, a != b, b[0], b[1]);", {1, 0, 1, 2}},
};
INSTANTIATE_TEST_SUITE_P(Constructors, Operators, testing::ValuesIn(kConstructors));

const Row kLvalues[] = {
    {"o = V; o.zx = o.xy;", {2, 2, 1, 4}},
    {"o = V; o.wzyx += V;", {5, 5, 5, 5}},
    {"vec4 a = V; a[I[2]] = 9.0; a.yx[I[0]] = 8.0; o = a;", {1, 8, 9, 4}},
    {"vec4 a = V; a.wzyx[I[1]] *= F[5]; a[I[3]]++; o = a;", {1, 2, 15, 5}},
    {"vec4 a = V; a[I[0] - 1] = 9.0; o = a;", {1, 2, 3, 9}},  // clamped as an unsigned number: the last one
    {"mat3 m = M; m[I[1]] = vec3(F[0]); m[I[2]][I[0]] = 9.0; m[0].z = m[I[2]].x; o = vec4(m[0].z, m[1].x, m[2].x, "
     "m[2].y);",
     {9, 0, 9, 8}},
    {"mat3 m = M; m[I[1]].zx = vec2(F[2], F[3]); m[2] *= F[2]; o = vec4(m[1], m[2].x);", {3, 5, 2, 14}},
    {"float a[4]; for (int i = 0; i < 4; i++) a[i] = float(i * i); a[I[7]] = 20.0; o = vec4(a[0], a[1], a[I[2]], "
     "a[3]);",
     {0, 1, 4, 20}},
    {"vec2 a[3]; a[I[1]].y = F[5]; a[I[1]][I[0]] = F[4]; a[2] = a[I[1]].yx; o = vec4(a[1], a[2]);", {4, 5, 5, 4}},
    {"S s[2]; s[I[1]].m[1][I[1]] = F[6]; s[1].k[I[1]].x = F[3]; s[0] = s[I[1]]; o = vec4(s[0].m[1][1], s[0].k[1].x, "
     "s[0].k[0].x, 0);",
     {6, 3, 0, 0},
     "struct S { mat2 m; vec2 k[2]; };"},
    {"float a = F[1]; float b = a++ + a++; float c = ++a; float d = a--; o = vec4(a, b, c, --d);", {3, 3, 4, 3}},
    {"ivec3 v = ivec3(I[1]); v++; ivec3 w = --v; uvec2 u = uvec2(U[0]); u--; o = vec4(v.x, w.y, u.x == 0xffffffffu, "
     "u.y > 7u);",
     {1, 1, 1, 1}},
    {"mat2 m = mat2(F[1]); m++; ++m; o = vec4(m[0], m[1]);", {3, 2, 2, 3}},
    {"int i = I[7]; i += 3; i -= 1; i *= 2; i /= 4; i %= 3; o.x = float(i); i <<= 4; i >>= 1; i |= 3; i &= 6; i ^= 1; "
     "o.yzw = vec3(i);",
     {1, 3, 3, 3}},
    {"vec3 v = vec3(F[1], F[2], F[3]); v *= M; o = vec4(v, 0);", {14, 32, 50, 0}},
    {"mat3 m = M; m *= M; o = vec4(m[0], m[2].z);", {30, 36, 42, 150}},
    {"vec2 a, b; a = b = vec2(F[3], F[4]); o = vec4(a, b.yx);", {3, 4, 4, 3}},
    {"int i = I[0]; float a[3]; a[i++] = 1.0; a[i++] += 2.0; a[i] -= 3.0; o = vec4(a[0], a[1], a[2], i);",
     {1, 2, -3, 2}},
};
INSTANTIATE_TEST_SUITE_P(Lvalues, Operators, testing::ValuesIn(kLvalues));

const Row kConstantsAndBlocks[] = {
    {"const float t[4] = float[4](1.0, 2.0, 4.0, 8.0); o = vec4(t[I[0]], t[I[3]], t[I[7]], t[1]);", {1, 8, 8, 2}},
    {"o = vec4(vec4(5, 6, 7, 8)[I[2]], mat2(1, 2, 3, 4)[I[1]][I[0]], k[I[1]].y, k[I[0]].x);",
     {7, 3, 4, 1},
     "const vec2 k[2] = vec2[2](vec2(1, 2), vec2(3, 4));"},
    {"o = vec4(vec2(V.xy + 1.0)[I[1]], (M * M)[I[2]][I[2]], float[2](F[3], F[4])[I[1]], 0);", {3, 150, 4, 0}},
    {"o = vec4(F[I[5]], V[I[2]], M[I[1]][I[2]], M[I[7]][0]);", {5, 3, 6, 7}},
    {"o = vec4(gl_FragCoord.z, gl_FragCoord[I[3]], gl_FrontFacing, gl_PointCoord.y);", {0.25, 2, 1, 0.75}},
    {"o = vec4(gl_DepthRange.near, gl_DepthRange.far, gl_DepthRange.diff, 0);", {0.25, 0.75, 0.5, 0}},
    {"o = vec4(g, h, q[1].x, 0);", {3, 4, 2, 0}, "float g = 3.0, h = 4.0; vec2 q[2] = vec2[2](vec2(1), vec2(2));"},
    {"g += 1.0; f(); o = vec4(g);", {6, 6, 6, 6}, "float g; void f() { g += 5.0; }"},
    // The words of a block are their own numbers: a @0, b @16, m @32 (columns 16 bytes apart), k[i] @80 + 16 i.
    {"o = vec4(a, b.y, m[1].z, k[I[1]]);",
     {0, 5, 14, 24},
     "layout(std140) uniform B { float a; vec3 b; mat3 m; float k[2]; };"},
    {"o = vec4(i.m[0].y, i.m[I[1]][I[2]], i.s[1].q, i.c);",
     {4, 9, 21, 1},
     "struct S { float p; float q; }; layout(std140, row_major) uniform B { mat3 m; bool c; S s[2]; } i;"},
};

TEST(LValues, OfConstantsBuiltinsGlobalsAndBlocks) {
  for (const Row& row : kConstantsAndBlocks) expectRow(row);
}

TEST(LValues, ArraysOfBlocksPickTheirElement) {
  // The test's host puts elements behind one another, 20 bytes each: words 5 .. 9 are those of the second.
  expectRow({"o = vec4(i[1].b, i[0].a.x, i[1].a.y, i[0].b);",
             {9, 0, 6, 4},
             "layout(std140) uniform C { vec4 a; float b; } i[2];"});
}

TEST(Constants, AreFoldedToTheValuesOfTheSpecification) {
  const struct {
    const char* value;
    float expected;
  } rows[] = {
      {"float((vec2(1, 2) != vec2(3)) == true)", 1},
      {"float((vec2(1, 2) == vec2(1, 2)) != false)", 1},
      {"float((mat2(1) == mat2(1)) == (vec3(1) == vec3(1)))", 1},
      {"transpose(mat2x3(1, 2, 3, 4, 5, 6))[1].y", 5},
      {"determinant(mat2(1, 2, 3, 4))", -2},
      {"determinant(mat3(2, 0, 1, 0, 3, 0, 1, 0, 4))", 21},
      {"determinant(mat4(1, 0, 0, 2, 0, 1, 0, 0, 0, 3, 1, 0, 2, 0, 0, 1))", -3},
      {"inverse(mat2(1, 2, 3, 4))[1].x", 1.5f},
      {"(inverse(mat3(2, 0, 0, 0, 4, 0, 0, 1, 1)) * mat3(2, 0, 0, 0, 4, 0, 0, 1, 1))[2].y", 0},
      {"inverse(mat4(2, 0, 0, 0, 0, 4, 0, 0, 0, 0, 8, 0, 6, 0, 0, 1))[3].x", -3},
      {"intBitsToFloat(0x40490fdb)", 0x1.921fb6p+1f},
      {"float(floatBitsToInt(1.0) - 0x3f800000)", 0},
      {"float(packSnorm2x16(vec2(1, 0)))", 32767},
      {"float(packUnorm2x16(vec2(1, 0)))", 65535},
      {"float(packHalf2x16(vec2(1, 0)))", 15360},
      {"unpackHalf2x16(0x3c000000u).y", 1},
      {"unpackSnorm2x16(0x8001u).x", -1},
      {"cosh(0.0)", 1},
      // Undefined: zero.
      {"log2(0.0)", 0},
      {"sqrt(-1.0)", 0},
      {"asin(2.0)", 0},
      {"acosh(0.5)", 0},
      {"clamp(1.0, 3.0, 2.0)", 0},
      {"normalize(vec2(0)).x", 0},
  };
  for (const auto& row : rows) {
    const RunOutcome constant = runBody(std::string("const float k = ") + row.value + "; o = vec4(k);");
    EXPECT_EQ(constant.error, "") << row.value;
    EXPECT_EQ(constant.color[0][0], row.expected) << row.value;
  }
}

}  // namespace
}  // namespace sw::test
