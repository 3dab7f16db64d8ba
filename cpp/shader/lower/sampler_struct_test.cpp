// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Parameters that are structs with samplers: the samplers are those of a uniform, the other members the function's own.

#include <gtest/gtest.h>

#include "testing/shaders/run_glsl.h"

namespace sw::test {
namespace {

TEST(SamplerStructs, OtherMembersAreTheFunctionsOwn) {
  const RunOutcome outcome = runBody("o = f(s, 5.0) + vec4(s.k, 0, 0, 0);",
                                     "struct S { float k; sampler2D t[3]; vec2 v; }; uniform S s;\n"
                                     "float deeper(S p) { p.v.y += 100.0; return p.v.y + p.k; }\n"
                                     "vec4 reader(S p) { return texture(p.t[2], p.v); }\n"
                                     "vec4 f(S p, float n) { p.k = n; p.v += vec2(1.0, 2.0); float d = deeper(p); vec4 "
                                     "c = texture(p.t[1], vec2(p.k));\n"
                                     "  return vec4(d, p.v, c.x + reader(p).y); }\n");
  ASSERT_EQ(outcome.error, "");
  EXPECT_EQ(outcome.color[1], (Vec4{107, 1, 2, 30}));
  EXPECT_EQ(outcome.samples, (std::vector<std::string>{"implicit s+2: 5 5", "implicit s+3: 1 2"}));
}

TEST(SamplerStructs, ArraysOfThemAndPartsGivenToOutParameters) {
  const RunOutcome outcome = runBody("o = f(s);",
                                     "struct In { sampler2D t; vec3 c; }; struct S { In a[2]; mat2 m; }; uniform S s;\n"
                                     "void put(out vec2 x, inout float y) { x = vec2(7.0, 8.0); y += 3.0; }\n"
                                     "vec4 g(In p) { p.c.z++; return vec4(p.c, texture(p.t, p.c.xy).x); }\n"
                                     "vec4 f(S p) { put(p.a[1].c.zx, p.a[lane & 1].c.y); p.m[1] = vec2(20.0, 30.0); "
                                     "return g(p.a[1]) + vec4(p.m[1], 0, 0); }");
  ASSERT_EQ(outcome.error, "");
  EXPECT_EQ(outcome.color[0], (Vec4{28, 30, 8, 10}));
  EXPECT_EQ(outcome.color[1], (Vec4{28, 33, 8, 10}));
  ASSERT_EQ(outcome.samples.size(), 1u);
  EXPECT_EQ(outcome.samples[0].substr(0, 14), "implicit s+4: ");
}

TEST(SamplerStructs, OfEs100) {
  const RunOutcome outcome =
      runBody100("gl_FragColor = f(s);",
                 "struct S { sampler2D t; vec4 k; }; uniform S s;\n"
                 "vec4 f(S p) { p.k.xy = vec2(4.0, 6.0); return texture2D(p.t, p.k.xy) + p.k; }");
  ASSERT_EQ(outcome.error, "");
  EXPECT_EQ(outcome.color[2], (Vec4{14, 26, 30, 40}));
  EXPECT_EQ(outcome.samples, (std::vector<std::string>{"implicit s+0: 4 6"}));
}

}  // namespace
}  // namespace sw::test
