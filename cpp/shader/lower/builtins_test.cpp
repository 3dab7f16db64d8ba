// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Every built-in function, in rows of GLSL and the values that it must leave in `o`.

#include <gtest/gtest.h>

#include <cmath>

#include "testing/shaders/run_glsl.h"

namespace sw::test {
namespace {

const float kInf = INFINITY, kPi = 3.14159265f;

struct Row {
  const char* body;
  Vec4 want;
};

class Builtins : public testing::TestWithParam<Row> {};

TEST_P(Builtins, GiveTheValuesOfTheSpecification) {
  const RunOutcome outcome = runBody(GetParam().body);
  ASSERT_EQ(outcome.error, "") << GetParam().body;
  for (int i = 0; i < 4; ++i) {
    const float got = outcome.color[3][i], want = GetParam().want[i];
    if (std::isinf(want))
      EXPECT_EQ(got, want) << GetParam().body << " component " << i;
    else
      EXPECT_NEAR(got, want, 3e-6f * std::max(1.0f, std::fabs(want))) << GetParam().body << " component " << i;
  }
}

const Row kTrigonometry[] = {
    {"o = vec4(radians(F[1] * 180.0), degrees(F[1]), sin(F[1]), cos(F[1]));",
     {kPi, 57.29578f, 0.84147098f, 0.54030231f}},
    {"o = vec4(tan(F[1]), asin(F[1] / F[2]), acos(F[1] / F[2]), atan(F[1]));", {1.5574077f, kPi / 6, kPi / 3, kPi / 4}},
    {"o = vec4(atan(F[1], -F[1]), atan(-F[1], F[0]), atan(F[0], F[1]), atan(F[0], -F[1]));",
     {3 * kPi / 4, -kPi / 2, 0, kPi}},
    {"o = vec4(sinh(F[1]), cosh(F[1]), tanh(F[1]), asinh(F[1]));", {1.1752012f, 1.5430806f, 0.76159416f, 0.88137359f}},
    {"o = vec4(acosh(F[2]), atanh(F[1] / F[2]), sin(vec2(F[0], radians(90.0 * F[1]))));",
     {1.3169579f, 0.54930614f, 0, 1}},
};
INSTANTIATE_TEST_SUITE_P(Trigonometry, Builtins, testing::ValuesIn(kTrigonometry));

const Row kExponential[] = {
    {"o = vec4(pow(F[2], F[3]), exp(F[1]), log(F[2]), exp2(F[5]));", {8, 2.7182818f, 0.69314718f, 32}},
    {"o = vec4(pow(F[2], 2.0), pow(F[2], 5.0), pow(-F[2], 3.0), pow(-F[2], 6.0));", {4, 32, 8, 64}},
    {"o = vec4(pow(vec3(F[2]), vec3(1.0, 4.0, 1.5)), pow(F[2], 64.0));", {2, 16, 2.8284271f, 18446744073709551616.0f}},
    {"o = vec4(log2(F[4] * F[2]), sqrt(F[2]), inversesqrt(F[4]), pow(F[4], 0.5));", {3, 1.4142135f, 0.5, 2}},
};
INSTANTIATE_TEST_SUITE_P(Exponential, Builtins, testing::ValuesIn(kExponential));

// What the specification leaves undefined, as browsers have it: docs/precision.md.
const Row kUndefined[] = {
    {"float n = F[0] / F[0]; o = vec4(step(n, F[1]), step(F[1], n), step(vec2(n, F[2]), vec2(F[2], n)));",
     {0, 0, 0, 0}},
    {"float n = F[0] / F[0]; o = vec4(mix(n, F[2], 1.0), mix(F[2], n, 0.0), mix(vec2(n, F[3]), vec2(F[4]), 1.0));",
     {2, 2, 4, 4}},
    {"float n = F[1] / F[0]; o = vec4(mix(n, F[2], 1.0), mix(vec3(F[2]), vec3(n), vec3(0.0)));", {2, 2, 2, 2}},
    {"float n = F[0] / F[0]; o = vec4(smoothstep(F[0], F[1], n), max(n, F[1]), min(n, F[1]), clamp(n, F[1], F[2]));",
     {0, 1, 1, 1}},
};
INSTANTIATE_TEST_SUITE_P(Undefined, Builtins, testing::ValuesIn(kUndefined));

const Row kCommon[] = {
    {"o = vec4(abs(-F[3]), abs(-I[3]), sign(-F[3]), sign(vec2(F[0], F[3])).y + sign(F[0]));", {3, 3, -1, 1}},
    {"o = vec4(sign(ivec3(-I[5], I[0], I[5])), 0);", {-1, 0, 1, 0}},
    {"o = vec4(floor(-F[3] / 2.0), trunc(-F[3] / 2.0), ceil(-F[3] / 2.0), fract(-F[3] / 4.0));", {-2, -1, -1, 0.25}},
    {"o = vec4(round(F[3] / 4.0), roundEven(F[3] / 2.0), roundEven(F[5] / 2.0), round(-F[5] / 4.0));", {1, 2, 2, -1}},
    {"o = vec4(mod(F[7], F[3]), mod(-F[7], F[3]), mod(vec2(F[5], F[7]), -F[4]));", {1, 2, -3, -1}},
    {"float i; float f = modf(-F[7] / 2.0, i); vec2 w; vec2 g = modf(vec2(F[5] / 4.0, F[2]), w); o = vec4(f, i, g.x, "
     "w.y);",
     {-0.5, -3, 0.25, 2}},
    {"o = vec4(min(F[1], F[2]), max(vec2(F[1], F[5]), F[3]), max(-I[3], I[2]));", {1, 3, 5, 2}},
    {"o = vec4(min(U[3], U[2]), clamp(F[7], F[1], F[5]), clamp(-I[7], I[1], I[5]), clamp(ivec2(I[3]), I[1], I[2]).x);",
     {2, 5, 1, 2}},
    {"o = vec4(mix(F[2], F[6], 0.25 * F[1]), mix(vec2(F[0], F[4]), vec2(F[4]), 0.5 * F[1]), mix(F[1], F[2], yes));",
     {3, 2, 4, 2}},
    {"o = mix(V, vec4(9.0), bvec4(yes, no, no, yes));", {9, 2, 3, 9}},
    {"o = vec4(step(F[2], F[2]), step(F[3], F[2]), step(vec2(F[1], F[3]), vec2(F[2])));", {1, 0, 1, 0}},
    {"o = vec4(smoothstep(F[0], F[2], F[1]), smoothstep(F[0], F[4], F[1]), smoothstep(F[1], F[2], F[0]), "
     "smoothstep(F[1], F[2], F[5]));",
     {0.5, 0.15625f, 0, 1}},
    {"o = vec4(isnan(F[0] / F[0]), isnan(F[1] / F[0]), isinf(-F[1] / F[0]), isinf(F[1]));", {1, 0, 1, 0}},
    {"o = vec4(floatBitsToInt(F[1]) == 0x3f800000, floatBitsToUint(-F[2]) == 0xc0000000u, intBitsToFloat(I[1] << 30), "
     "uintBitsToFloat(0x40400000u + U[0]));",
     {1, 1, 2, 3}},
    {"o = vec4(F[1] / F[0], -F[1] / F[0], max(F[1] / F[0], F[1]), min(F[1], F[2] / F[0]));", {kInf, -kInf, kInf, 1}},
};
INSTANTIATE_TEST_SUITE_P(Common, Builtins, testing::ValuesIn(kCommon));

const Row kPacking[] = {
    {"uint p = packSnorm2x16(vec2(F[1], -F[1])); o = vec4(p == 0x80017fffu, unpackSnorm2x16(p), 0);", {1, 1, -1, 0}},
    {"uint p = packUnorm2x16(vec2(F[2], F[1] / 2.0)); o = vec4(p == 0x8000ffffu, unpackUnorm2x16(p), 0);",
     {1, 1, 0.5000076f, 0}},
    {"uint p = packHalf2x16(vec2(F[1], -F[2])); o = vec4(p == 0xc0003c00u, unpackHalf2x16(p), 0);", {1, 1, -2, 0}},
    {"o = vec4(packHalf2x16(vec2(65504.0 + F[0], 65520.0 + F[0])) == 0x7c007bffu, unpackHalf2x16(0x7c00u + U[0]).x, "
     "unpackHalf2x16(0x0001u + U[0]).x * 16777216.0, 0);",
     {1, kInf, 1, 0}},
    // Denormal halves, ties to even: 1.5 and 2.5 steps of 2^-24 both give 2.
    {"vec2 t = vec2(1.5, 2.5) * exp2(-24.0 * F[1]); o = vec4(packHalf2x16(t) == 0x00020002u, packHalf2x16(vec2(F[1] + "
     "exp2(-11.0), 1e-20 * F[1])) == 0x3c00u, unpackSnorm2x16(0x8000u + U[0]).x, 0);",
     {1, 1, -1, 0}},
};
INSTANTIATE_TEST_SUITE_P(Packing, Builtins, testing::ValuesIn(kPacking));

const Row kGeometric[] = {
    {"o = vec4(length(vec2(F[3], F[4])), length(-F[3]), distance(V.xy, V.zw), distance(F[1], F[3]));",
     {5, 3, 2.8284271f, 2}},
    {"o = vec4(dot(V, V), dot(F[2], F[3]), cross(V.xyz, vec3(F[1], F[0], F[0])).yz);", {30, 6, 3, -2}},
    {"o = vec4(normalize(vec2(F[3], F[4])), normalize(-F[5]), normalize(vec3(F[0], F[0], F[2])).z);",
     {0.6f, 0.8f, -1, 1}},
    {"o = vec4(faceforward(V.xy, vec2(F[1]), vec2(F[1])), faceforward(V.xy, vec2(F[1]), -V.xy));", {-1, -2, 1, 2}},
    {"o = vec4(reflect(vec2(F[1], -F[1]), vec2(F[0], F[1])), reflect(F[3], F[1]), 0);", {1, 1, -3, 0}},
    {"o = vec4(refract(vec2(F[0], -F[1]), vec2(F[0], F[1]), 0.5), refract(vec2(F[1], F[0]), vec2(F[0], F[1]), F[2]));",
     {0, -1, 0, 0}},
};
INSTANTIATE_TEST_SUITE_P(Geometric, Builtins, testing::ValuesIn(kGeometric));

const Row kMatrix[] = {
    {"mat3 c = matrixCompMult(M, M); o = vec4(c[0], c[2][2]);", {1, 4, 9, 81}},
    {"mat3x2 p = outerProduct(V.xy, V.yzw); o = vec4(p[0], p[2]);", {2, 4, 4, 8}},
    {"mat2x3 a = mat2x3(V.xyz, V.yzw); mat3x2 t = transpose(a); o = vec4(t[0], t[2]);", {1, 2, 3, 4}},
    {"o = vec4(determinant(mat2(V)), determinant(M + mat3(1.0)), determinant(mat4(M) * 2.0), 0);", {-2, -2, 0, 0}},
    {"mat2 i = inverse(mat2(V)); o = vec4(i[0], i[1]);", {-2, 1, 1.5, -0.5}},
    {"mat3 m = M + mat3(1.0); mat3 p = m * inverse(m); o = vec4(p[0].x, p[1].y, p[2].z, p[1].x + p[2].y);",
     {1, 1, 1, 0}},
    {"mat4 m = mat4(M) + mat4(F[1]); m[3] = vec4(1, 2, 3, 4); m[1][3] = F[5]; mat4 p = inverse(m) * m; o = vec4(p[0].x "
     "+ p[1].y, p[2].z, p[3].w, p[3].x + p[0].w);",
     {2, 1, 1, 0}},
};
INSTANTIATE_TEST_SUITE_P(Matrix, Builtins, testing::ValuesIn(kMatrix));

const Row kRelational[] = {
    {"o = vec4(lessThan(V, vec4(2.5)));", {1, 1, 0, 0}},
    {"o = vec4(lessThanEqual(ivec4(V), ivec4(I[2])));", {1, 1, 0, 0}},
    {"o = vec4(greaterThan(uvec4(V), uvec4(U[2])));", {0, 0, 1, 1}},
    {"o = vec4(greaterThanEqual(V, vec4(2)));", {0, 1, 1, 1}},
    {"o = vec4(equal(V.xy, vec2(F[1])), notEqual(bvec2(yes, no), bvec2(yes)));", {1, 0, 0, 1}},
    {"o = vec4(any(bvec3(no, yes, no)), any(bvec2(no)), all(bvec2(yes, no)), all(not(bvec2(no))));", {1, 0, 0, 1}},
};
INSTANTIATE_TEST_SUITE_P(Relational, Builtins, testing::ValuesIn(kRelational));

const Row kDerivatives[] = {
    // Lanes lie at uv.x = 0 1 / 2 3: dx is 1, dy is 2.
    {"o = vec4(dFdx(uv.x), dFdy(uv.x), fwidth(uv.x), dFdx(-uv).y);", {1, 2, 3, -10}},
    {"o = vec4(dFdx(gl_FragCoord.x), dFdx(gl_FragCoord.y), dFdy(gl_FragCoord.xy));", {1, 0, 0, 1}},
};
INSTANTIATE_TEST_SUITE_P(Derivatives, Builtins, testing::ValuesIn(kDerivatives));

struct SampleRow {
  const char* expression;
  const char* want;  // see TestHost::sample
};

const SampleRow kSamples[] = {
    {"texture(a, V.xy)", "implicit a+0: 1 2"},
    {"texture(a, V.xy, F[5])", "implicit bias a+0: 1 2 5"},
    {"texture(b, V.xyz)", "implicit b+0: 1 2 3"},
    {"texture(c, V.xyz, F[5])", "implicit bias c+0: 1 2 3 5"},
    {"texture(d, V.xyz)", "implicit d+0: 1 2 3"},
    {"vec4(texture(as, V.xyz))", "implicit as+0: 1 2 3"},
    {"vec4(texture(cs, V))", "implicit cs+0: 1 2 3 4"},
    {"vec4(texture(ds, V))", "implicit ds+0: 1 2 3 4"},
    {"vec4(texture(ai, V.xy))", "implicit ai+0: 1 2"},
    {"vec4(texture(bu, V.xyz))", "implicit bu+0: 1 2 3"},
    {"textureProj(a, V.xyz * 2.0)", "implicit a+0: 0.333333 0.666667"},
    {"textureProj(a, V, F[5])", "implicit bias a+0: 0.25 0.5 5"},
    {"textureProj(b, V)", "implicit b+0: 0.25 0.5 0.75"},
    {"vec4(textureProj(as, V))", "implicit as+0: 0.25 0.5 0.75"},
    {"textureLod(a, V.xy, F[5])", "lod a+0: 1 2 5"},
    {"vec4(textureLod(as, V.xyz, F[5]))", "lod as+0: 1 2 3 5"},
    {"textureOffset(a, V.xy, ivec2(-8, 7))", "implicit -8 7 0 a+0: 1 2"},
    {"textureOffset(a, V.xy, ivec2(1), F[5])", "implicit bias 1 1 0 a+0: 1 2 5"},
    {"textureOffset(b, V.xyz, ivec3(1, 2, 3))", "implicit 1 2 3 b+0: 1 2 3"},
    {"texelFetch(a, ivec2(V.xy), I[5])", "fetch a+0: 1 2 5"},
    {"vec4(texelFetch(di, ivec3(V), I[5]))", "fetch di+0: 1 2 3 5"},
    {"texelFetchOffset(a, ivec2(V.xy), I[5], ivec2(1, -1))", "fetch 1 -1 0 a+0: 1 2 5"},
    {"textureProjOffset(a, V, ivec2(1, 2))", "implicit 1 2 0 a+0: 0.25 0.5"},
    {"textureLodOffset(a, V.xy, F[5], ivec2(1, 2))", "lod 1 2 0 a+0: 1 2 5"},
    {"textureProjLod(a, V, F[5])", "lod a+0: 0.25 0.5 5"},
    {"textureProjLodOffset(a, V, F[5], ivec2(1, 2))", "lod 1 2 0 a+0: 0.25 0.5 5"},
    {"textureGrad(a, V.xy, V.zw, V.yx)", "grad a+0: 1 2 3 4 2 1"},
    {"textureGrad(c, V.xyz, V.yzw, V.zyx)", "grad c+0: 1 2 3 2 3 4 3 2 1"},
    {"vec4(textureGrad(ds, V, V.zw, V.yx))", "grad ds+0: 1 2 3 4 3 4 2 1"},
    {"textureGradOffset(a, V.xy, V.zw, V.yx, ivec2(3, 4))", "grad 3 4 0 a+0: 1 2 3 4 2 1"},
    {"textureProjGrad(a, V, V.zw, V.yx)", "grad a+0: 0.25 0.5 3 4 2 1"},
    {"textureProjGradOffset(a, V, V.zw, V.yx, ivec2(3, 4))", "grad 3 4 0 a+0: 0.25 0.5 3 4 2 1"},
    {"vec4(textureSize(a, I[2]), 0, 0)", "size a+0: 2"},
    {"vec4(textureSize(d, I[2]), 0)", "size d+0: 2"},
    {"texture(list[1], V.xy)", "implicit list+1: 1 2"},
    {"texture(s.t[2], V.xy)", "implicit s+3: 1 2"},
    {"viaFunction(list[2], V)", "implicit list+2: 1 2"},
    {"viaArray(list)", "implicit list+1: 1 1"},
    {"viaStruct(s)", "implicit s+2: 0 0"},
};

TEST(Textures, PassTheirArgumentsOn) {
  const char* declarations =
      "precision highp sampler3D; precision highp sampler2DArray; precision highp sampler2DShadow;\n"
      "precision highp samplerCubeShadow; precision highp sampler2DArrayShadow; precision highp isampler2D;\n"
      "precision highp isampler2DArray; precision highp usampler3D;\n"
      "uniform sampler2D a; uniform sampler3D b; uniform samplerCube c; uniform sampler2DArray d;\n"
      "uniform sampler2DShadow as; uniform samplerCubeShadow cs; uniform sampler2DArrayShadow ds;\n"
      "uniform isampler2D ai; uniform isampler2DArray di; uniform usampler3D bu; uniform sampler2D list[3];\n"
      "struct S { float k; sampler2D t[3]; }; uniform S s;\n"
      "vec4 inner(sampler2D x, vec2 p) { return texture(x, p); }\n"
      "vec4 viaFunction(sampler2D x, vec4 p) { return inner(x, p.xy); }\n"
      "vec4 viaArray(sampler2D x[3]) { return texture(x[1], vec2(1)); }\n"
      "vec4 viaStruct(S x) { return texture(x.t[1], vec2(x.k)); }\n";
  for (const SampleRow& row : kSamples) {
    const RunOutcome outcome = runBody(std::string("o = ") + row.expression + ";", declarations);
    ASSERT_EQ(outcome.error, "") << row.expression;
    ASSERT_EQ(outcome.samples.size(), 1u) << row.expression;
    EXPECT_EQ(outcome.samples[0], row.want) << row.expression;
    EXPECT_EQ(outcome.color[2][0], 10.0f) << row.expression;
  }
}

TEST(Textures, OfEs100) {
  const SampleRow rows[] = {
      {"texture2D(a, V.xy)", "implicit a+0: 1 2"},
      {"texture2D(a, V.xy, F[5])", "implicit bias a+0: 1 2 5"},
      {"texture2DProj(a, V.xyz * 2.0)", "implicit a+0: 0.333333 0.666667"},
      {"texture2DProj(a, V, F[5])", "implicit bias a+0: 0.25 0.5 5"},
      {"textureCube(c, V.xyz)", "implicit c+0: 1 2 3"},
      {"texture2DLodEXT(a, V.xy, F[5])", "lod a+0: 1 2 5"},
      {"texture2DProjLodEXT(a, V, F[5])", "lod a+0: 0.25 0.5 5"},
      {"textureCubeLodEXT(c, V.xyz, F[5])", "lod c+0: 1 2 3 5"},
      {"texture2DGradEXT(a, V.xy, V.zw, V.yx)", "grad a+0: 1 2 3 4 2 1"},
      {"textureCubeGradEXT(c, V.xyz, V.yzw, V.zyx)", "grad c+0: 1 2 3 2 3 4 3 2 1"},
  };
  for (const SampleRow& row : rows) {
    const RunOutcome outcome = runShader(
        ir::Stage::Fragment,
        "#extension GL_EXT_shader_texture_lod : enable\nprecision highp float; uniform float F[8]; uniform vec4 V;\n"
        "uniform sampler2D a; uniform samplerCube c; void main() { gl_FragColor = " +
            std::string(row.expression) + "; }");
    ASSERT_EQ(outcome.error, "") << row.expression;
    ASSERT_EQ(outcome.samples.size(), 1u);
    EXPECT_EQ(outcome.samples[0], row.want) << row.expression;
  }
}

TEST(Textures, SamplerArraysFollowALoopCounter) {
  const RunOutcome outcome =
      runBody100("gl_FragColor = vec4(0); for (int i = 0; i < 3; i++) gl_FragColor += f(list[i]);",
                 "uniform sampler2D list[3]; vec4 f(sampler2D s) { return texture2D(s, vec2(5)); }");
  ASSERT_EQ(outcome.error, "");
  EXPECT_EQ(outcome.samples,
            (std::vector<std::string>{"implicit list+0: 5 5", "implicit list+1: 5 5", "implicit list+2: 5 5"}));
  EXPECT_EQ(outcome.color[0][3], 120.0f);
}

}  // namespace
}  // namespace sw::test
