// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include <gtest/gtest.h>

#include "pipeline/extensions.h"
#include "pipeline/layout.h"
#include "shader/compile/compile.h"
#include "shader/link/program.h"
#include "support/gl_constants.h"

namespace sw {
namespace {

const std::string kHead = "#version 300 es\nprecision highp float; precision highp int;\n";

LinkResult linkSources(const std::string& vertex, const std::string& fragment, const LinkOptions& options = {},
                       uint32_t extensions = 0) {
  const CompileOptions compileOptions{.webglVersion = extensions != 0 ? 1 : 2, .extensions = extensions};
  const CompileResult v = compileShader(ir::Stage::Vertex, vertex, compileOptions);
  const CompileResult f = compileShader(ir::Stage::Fragment, fragment, compileOptions);
  EXPECT_TRUE(v.shader) << vertex << v.infoLog;
  EXPECT_TRUE(f.shader) << fragment << f.infoLog;
  if (!v.shader || !f.shader) return {};
  return link(*v.shader, *f.shader, options);
}

ProgramInfo linked(const std::string& vertex, const std::string& fragment, const LinkOptions& options = {}) {
  const LinkResult result = linkSources(vertex, fragment, options);
  EXPECT_TRUE(result.program) << vertex << fragment << result.infoLog;
  return result.program ? result.program->info : ProgramInfo();
}

void expectRefused(const std::string& vertex, const std::string& fragment, const std::string& message,
                   const LinkOptions& options = {}) {
  const LinkResult result = linkSources(vertex, fragment, options);
  EXPECT_FALSE(result.program) << vertex << fragment;
  EXPECT_NE(result.infoLog.find(message), std::string::npos) << result.infoLog;
}

/// Bodies around declarations and statements.
std::string vs(const std::string& declarations, const std::string& body = "") {
  return kHead + declarations + "\nvoid main() { gl_Position = vec4(0); " + body + " }\n";
}
std::string fs(const std::string& declarations, const std::string& body = "") {
  return kHead + "out vec4 color; " + declarations + "\nvoid main() { color = vec4(0); " + body + " }\n";
}

const ActiveUniform* uniform(const ProgramInfo& info, const std::string& name) {
  for (const ActiveUniform& u : info.uniforms) {
    if (u.name == name) return &u;
  }
  ADD_FAILURE() << "no uniform " << name;
  static const ActiveUniform none;
  return &none;
}

TEST(Link, VersionsMustAgree) { expectRefused("void main() { gl_Position = vec4(0); }", fs(""), "Versions"); }

TEST(Link, WhatIsTooLargeForAFunctionIsRefusedWithTheBound) {
  const auto source = [](int statements) {
    std::string text =
        "#version 300 es\nprecision highp float; uniform vec4 u; out vec4 c; void main() { vec4 a = u;\n";
    for (int i = 0; i < statements; ++i) text += "a += a.yzwx * u;\n";
    return text + "c = a; }";
  };
  const std::string vertex = "#version 300 es\nvoid main() { gl_Position = vec4(0); }";
  expectRefused(vertex, source(30000), "Fragment shader: resource limit: more than 400000 operations in one function");
}

TEST(Link, AttributesTakeTheirLocationsInOrder) {
  LinkOptions options;
  options.attributeBindings = {{"b", 0}, {"unused", 9}};
  const ProgramInfo info =
      linked(vs("in vec4 a; in ivec2 b; layout(location = 2) in mat3 m; in uint u; in vec4 unused;",
                "gl_Position = a + float(b.x) + m[0][0] + float(u);"),
             fs(""), options);
  ASSERT_EQ(info.attributes.size(), 4u);
  EXPECT_EQ(info.attributes[0].location, 1);
  EXPECT_EQ(info.attributes[1].location, 0);
  EXPECT_EQ(info.attributes[2].location, 2);
  EXPECT_EQ(info.attributes[2].type, GL_FLOAT_MAT3);
  EXPECT_EQ(info.attributes[3].location, 5);
  EXPECT_EQ(info.attributeMask, 0x3fu);
  EXPECT_EQ(info.attributeClass[0], uint8_t(ir::Type::Int));
  EXPECT_EQ(info.attributeClass[5], uint8_t(ir::Type::Uint));
}

TEST(Link, AttributesThatAliasAreRefused) {
  LinkOptions options;
  options.attributeBindings = {{"a", 3}, {"b", 3}};
  expectRefused(vs("in vec4 a, b;", "gl_Position = a + b;"), fs(""), "alias", options);
  expectRefused(vs("in vec4 a, b;", "gl_Position = a;"), fs(""), "alias", options);
  const std::string old = "attribute vec4 a, b; void main() { gl_Position = a; }";
  EXPECT_TRUE(linkSources(old, "void main() {}", options).program) << "in 1.00 an unused one does not count";
  options.attributeBindings = {{"a", 15}};
  expectRefused(vs("in mat2 a;", "gl_Position.xy = a[0];"), fs(""), "too many", options);
  expectRefused(vs("in mat4 a, b, c, d; in float e;", "gl_Position = a[0] + b[0] + c[0] + d[0] + e;"), fs(""),
                "Too many");
}

TEST(Link, WhatHasNoEffectMakesNothingActive) {
  const char* const statements[] = {
      "",
      "u;",
      "u + 1.0;",
      "float l = u;",
      "float l = u, m = l; float n = m;",
      "return; gl_Position.x = u;",
      "for (;;) { break; gl_Position.x = u; }",
      "switch (1) { case 0: break; gl_Position.x = u; }",
      "{ float l = u; }",
      "switch (1) { case 0: gl_Position.x = u; break; case 1: break; default: gl_Position.x = u; }",
      "switch (1) { case 1: { { break; } } case 2: gl_Position.x = u; }",
      "switch (3u) { case 0u: gl_Position.x = u; }",
      "switch (3) { case 0: gl_Position.x = u; default: if (true) break; gl_Position.x = u; }",
      "float l = u; if (false) l = 1.0;",
      "float l = u; if (true) return; else { l += 1.0; }",
      "float l = u; if (gl_Position.x > 0.0) gl_Position.y = 1.0; else if (1 > 2) l = 1.0; else gl_Position.y = 2.0;",
      "float l = u; gl_Position.x = true ? 1.0 : l;",
      "float l = u; true ? 1.0 : l++;",
      "float l = u; for (int i = 0; i < 2; i++) if (false) { l = 1.0; float m = l; }",
      "if (gl_Position.x > 0.0) u; else u + 1.0;",
      "if (gl_Position.x > 0.0) gl_Position.y = 1.0; else u;",
      "for (int i = 0; i < 2; i++) u;",
      "for (int i = 0; i < 2; i++) if (i > 0) while (i > 1) u;",
      "do u; while (gl_Position.x > 0.0);",
      "for (u; gl_Position.x > 0.0; u) gl_Position.x -= 1.0;",
      "float l = u; while (gl_Position.x > 0.0) l;",
  };
  for (const char* text : statements) {
    EXPECT_EQ(linked(vs("uniform float u;", text), fs("")).uniforms.size(), 0u) << text;
    EXPECT_EQ(linked(vs("in float u;", text), fs("")).attributes.size(), 0u) << text;
  }
  const char* const effects[] = {
      "float l; l = u;",
      "float l = u; l += 1.0;",
      "float l = f(u);",
      "switch (1) { case 0: break; default: f(u); }",
      "switch (1) { case 1: case 2: f(u); }",
      "switch (1) { case 1: if (g > 0.0) break; case 2: f(u); }",
      "switch (3) { case 0: break; default: case 4: f(u); break; case 5: f(1.0); }",
      "int i = 1; switch (i) { case 0: f(u); }",
      "int i = 0; (i++, u);",
      "if (u > 1.0) gl_Position.x = 1.0;",
      "if (u > 1.0) g;",
      "float l = u; if (true) l = 1.0; else l = 2.0;",
      "float l = u; true ? l++ : 1.0;",
      "float l = u; while (false) l = 1.0;",
      "for (; gl_Position.x > 0.0; f(u));",
      "vec2 v; v.yx = vec2(u); gl_Position.xy = v;",
  };
  const std::string f = "uniform float u; float g; float f(float x) { g = x; return x; }";
  for (const char* text : effects) EXPECT_EQ(linked(vs(f, text), fs("")).uniforms.size(), 1u) << text;
  const ProgramInfo blocks = linked(vs("uniform B { float x; };", "x;"), fs("uniform B { float x; };", "color.x = x;"));
  ASSERT_EQ(blocks.blocks.size(), 1u);
  EXPECT_FALSE(blocks.blocks[0].inVertex);
  EXPECT_TRUE(blocks.blocks[0].inFragment);
  // Declarations are compared all the same.
  expectRefused(vs("uniform highp float u;", "u;"), fs("uniform mediump float u;", "u;"), "precision");
  linked(vs("uniform highp float u;"), fs("uniform mediump float u;", "color.x = u;"));
}

TEST(Link, AnInputThatNothingNamesNeedNotMatch) {
  linked(vs("out vec4 v;", "v = vec4(1);"), fs("in vec3 v;"));
  expectRefused(vs("out vec4 v;", "v = vec4(1);"), fs("in vec3 v;", "v;"), "type");
  expectRefused(vs(""), fs("in vec3 v;", "if (false) { v; }"), "does not match any VERTEX varying");
  expectRefused(vs(""), fs("in vec3 v; vec3 f() { return v; }"), "does not match any VERTEX varying");
  linked(vs(""), fs("in vec3 v;", "{ float v = 1.0; color.x = v; }"));
  expectRefused(vs("out vec4 v;", "v = vec4(1);"), fs("in vec3 v;", "color.xyz = v;"), "type");
}

TEST(Link, UnusedAttributesTakeALocationInGlslEs300) {
  EXPECT_EQ(linked(vs("in vec4 unused; in vec4 a;", "gl_Position = a;"), fs("")).attributes[0].location, 1);
  const LinkResult old =
      linkSources("attribute vec4 unused; attribute vec4 a; void main() { gl_Position = a; }", "void main() {}");
  EXPECT_EQ(old.program->info.attributes[0].location, 0);
}

TEST(Link, BuiltInAttributesAreListed) {
  const ProgramInfo info = linked(vs("", "gl_Position = vec4(gl_VertexID, gl_InstanceID, 0, 1);"), fs(""));
  ASSERT_EQ(info.attributes.size(), 2u);
  EXPECT_EQ(info.attributes[0].name, "gl_VertexID");
  EXPECT_EQ(info.attributes[0].location, -1);
  EXPECT_EQ(info.attributes[1].name, "gl_InstanceID");
}

TEST(Link, FragmentInputsComeFirstInTheRecord) {
  LinkOptions options;
  options.feedbackVaryings = {"c", "gl_Position", "b.q", "gl_PointSize"};
  const LinkResult result =
      linkSources(vs("out vec3 a; flat out int i; struct B { vec2 p, q; }; out B b; out vec4 c; out vec4 unused;",
                     "a = vec3(1); i = 2; b.p = b.q = vec2(3); c = vec4(4); gl_PointSize = 1.0;"),
                  fs("flat in int i; in vec3 a;", "color = vec4(a, i);"), options);
  ASSERT_TRUE(result.program) << result.infoLog;
  const LinkedProgram& program = *result.program;
  const ProgramInfo& info = program.info;
  EXPECT_EQ(info.fragmentCells, 4u);
  EXPECT_EQ(info.flatCells, (std::vector<uint8_t>{1, 0, 0, 0}));
  EXPECT_EQ(info.varyingCells, 12u);
  ASSERT_EQ(info.feedback.size(), 4u);
  EXPECT_EQ(info.feedback[0].firstCell, kRecordUserCell + 4);
  EXPECT_EQ(info.feedback[1].firstCell, kRecordPositionCell);
  EXPECT_EQ(info.feedback[2].firstCell, kRecordUserCell + 4 + 4 + 2);
  EXPECT_EQ(info.feedback[2].cells, 2u);
  EXPECT_EQ(info.feedback[3].firstCell, kRecordPointSizeCell);
  EXPECT_TRUE(info.writesPointSize);
  for (size_t i = 0; i < program.vertex.outputs.size(); ++i) {
    const std::string& name = program.vertex.outputs[i].name;
    const int32_t expected = name == "a" ? 1 : name == "i" ? 0 : name == "c" ? 4 : name == "b" ? 8 : -1;
    EXPECT_EQ(program.vertexOutputCell[i], expected) << name;
  }
}

TEST(Link, VaryingsMustMatch) {
  expectRefused(vs(""), fs("in vec4 v;", "color = v;"), "does not match any VERTEX varying");
  linked(vs(""), fs("in vec4 v;"));
  expectRefused(vs("out vec3 v;"), fs("in vec4 v;", "color = v;"), "type");
  expectRefused(vs("out vec4 v[2];"), fs("in vec4 v[3];", "color = v[0];"), "type");
  expectRefused(vs("flat out vec4 v;"), fs("in vec4 v;", "color = v;"), "interpolation");
  linked(vs("centroid out vec4 v;"), fs("in vec4 v;", "color = v;"));
  linked(vs("out lowp vec4 v;"), fs("in highp vec4 v;", "color = v;"));
  expectRefused("invariant varying vec4 v; void main() { v = vec4(0); gl_Position = v; }",
                "precision mediump float; varying vec4 v; void main() { gl_FragColor = v; }", "invariance");
  expectRefused("void main() { gl_Position = vec4(0); }",
                "precision mediump float; invariant gl_FragCoord; void main() { gl_FragColor = gl_FragCoord; }",
                "gl_FragCoord");
  linked("void main() { gl_Position = vec4(0); }", "invariant gl_FragCoord; void main() { gl_FragCoord; }");
}

TEST(Link, VaryingsHaveALimit) {
  linked(vs("out vec4 v[31];"), fs("in vec4 v[31];", "color = v[0];"));
  expectRefused(vs("out vec4 v[32];"), fs("in vec4 v[32];", "color = v[0];"), "limit");
  expectRefused(vs("out vec3 v[31]; out vec2 w;"), fs("in vec3 v[31]; in vec2 w;", "color.xyz = v[0] + w.x;"), "limit");
}

TEST(Link, FeedbackVaryingsAreChecked) {
  const std::string vertex = vs("out vec4 v; out float w[3]; struct S { float n; }; out S s;", "v = vec4(0);");
  LinkOptions options;
  for (const char* name : {"nothing", "gl_FragCoord", ""}) {
    options.feedbackVaryings = {name};
    expectRefused(vertex, fs(""), "is not an output", options);
  }
  for (const char* name : {"w[0]", "w[3]", "w[", "w[]", "w[x]", "v[0]", "w[4294967297]", "s.n[0]"}) {
    options.feedbackVaryings = {name};
    expectRefused(vertex, fs(""), "is an element", options);
  }
  options.feedbackVaryings = {"w"};
  expectRefused(vertex, fs(""), "is an array", options);
  options.feedbackVaryings = {"v", "v"};
  expectRefused(vertex, fs(""), "more than once", options);

  const std::string large = vs("out mat4 a, b, c, d, e, f, g; out vec4 x, y, z;", "gl_PointSize = 1.0;");
  options.feedbackVaryings = {"a", "b", "c", "d", "e", "f", "g", "x", "y", "z", "gl_Position", "gl_PointSize"};
  expectRefused(large, fs(""), "INTERLEAVED", options);
  options.feedbackSeparate = true;
  options.feedbackVaryings = {"a"};
  expectRefused(large, fs(""), "SEPARATE_COMPONENTS", options);
  options.feedbackVaryings = {"v", "s.n", "gl_PointSize", "x", "gl_Position"};
  expectRefused(vs("out vec4 v, x; struct S { float n; }; out S s;", "gl_PointSize = 1.0;"), fs(""), "SEPARATE_ATTRIBS",
                options);
}

TEST(Link, SamplersTellHowTheyAreUsed) {
  const LinkResult result =
      linkSources(vs("uniform highp sampler2D a, b;",
                     "gl_Position = texture(a, vec2(0)) + texelFetch(b, ivec2(0), 0) + vec4(textureSize(b, 0), 0, 0);"),
                  fs("uniform highp sampler2D b; uniform sampler2D list[2]; vec4 look(sampler2D s) { return "
                     "textureLod(s, vec2(0), 1.0); }",
                     "color = texture(b, vec2(0)) + look(list[1]);"));
  ASSERT_TRUE(result.program) << result.infoLog;
  const auto bit = [](SampleMethod method) { return 1 << int(method); };
  using enum SampleMethod;
  const ProgramInfo& info = result.program->info;
  const auto sampler = [&](const char* name) { return size_t(uniform(info, name)->samplerIndex); };
  EXPECT_EQ(info.samplers[sampler("a")].vertexMethods, bit(Lod));  // no derivatives there
  EXPECT_EQ(info.samplers[sampler("a")].fragmentMethods, 0);
  EXPECT_EQ(info.samplers[sampler("b")].vertexMethods, bit(Fetch) | bit(Size));
  EXPECT_EQ(info.samplers[sampler("b")].fragmentMethods, bit(Implicit));
  EXPECT_EQ(info.samplers[sampler("list[0]")].fragmentMethods, 0);
  EXPECT_EQ(info.samplers[sampler("list[0]") + 1].fragmentMethods, bit(Lod));
}

TEST(Link, AVertexShaderThatPicksASamplerMayUseAnyOfThem) {
  const LinkResult result = linkSources(
      "attribute vec4 a; uniform sampler2D list[2]; uniform sampler2D c; void main() { gl_Position = a + texture2D(c, "
      "vec2(0)); for (int i = 0; i < 2; ++i) gl_Position += texture2D(list[i], vec2(0)); }",
      "precision mediump float; uniform sampler2D d; void main() { gl_FragColor = texture2D(d, vec2(0)); }");
  ASSERT_TRUE(result.program) << result.infoLog;
  for (const SamplerInfo& info : result.program->info.samplers) EXPECT_NE(info.vertexMethods & kSomeSampleMethod, 0);
}

TEST(Link, UniformsOfBothShadersAreOne) {
  const LinkResult result = linkSources(
      vs("uniform vec4 a; uniform mat2 m; uniform float unused;", "gl_Position = a + m[0][0];"),
      fs("uniform sampler2D t[2]; uniform vec4 a; uniform int i;", "color = a + float(i) + texture(t[1], vec2(0));"));
  ASSERT_TRUE(result.program) << result.infoLog;
  const ProgramInfo& info = result.program->info;
  ASSERT_EQ(info.uniforms.size(), 4u);
  EXPECT_EQ(info.uniformCells, 4u + 4u + 2u + 1u);
  EXPECT_EQ(uniform(info, "a")->firstCell, result.program->vertexUniformCell[0]);
  EXPECT_EQ(info.uniforms.back().name, "t[0]");
  EXPECT_EQ(info.uniforms.back().arraySize, 2u);
  ASSERT_EQ(info.samplers.size(), 2u);
  EXPECT_EQ(result.program->samplerOfCell[info.samplers[1].uniformCell], 1u);
  EXPECT_EQ(result.program->samplerOfCell[uniform(info, "a")->firstCell], ir::kNone);
  for (size_t i = 0; i < result.program->fragment.uniforms.size(); ++i) {
    if (result.program->fragment.uniforms[i].name == "a") {
      EXPECT_EQ(result.program->fragmentUniformCell[i], uniform(info, "a")->firstCell);
    }
  }
}

TEST(Link, StructsAreReportedByMember) {
  const ProgramInfo info = linked(
      vs("struct I { float x; vec2 y[3]; }; struct S { I i[2]; mat3 m; }; uniform S s[2]; uniform float last[4];",
         "gl_Position = vec4(s[1].i[0].x + last[2]);"),
      fs(""));
  EXPECT_EQ(info.uniforms.size(), 11u);
  EXPECT_EQ(uniform(info, "s[0].i[0].x")->firstCell, 0u);
  EXPECT_EQ(uniform(info, "s[0].i[1].y[0]")->firstCell, 8u);
  EXPECT_EQ(uniform(info, "s[0].i[1].y[0]")->arraySize, 3u);
  EXPECT_EQ(uniform(info, "s[1].m")->firstCell, 23u + 14u);
  const ActiveUniform* y = uniform(info, "s[0].i[0].y[0]");
  EXPECT_EQ(uniform(info, "s[0].i[1].x")->firstLocation, y->firstLocation + 3);
}

TEST(Link, TheDepthRangeIsListedWhereItIsUsed) {
  for (const ProgramInfo& info : {linked(vs("", "gl_Position.x = gl_DepthRange.near;"), fs("uniform sampler2D s;")),
                                  linked(vs(""), fs("uniform float a;", "color.x = a + gl_DepthRange.diff;"))}) {
    for (const char* name : {"gl_DepthRange.near", "gl_DepthRange.far", "gl_DepthRange.diff"}) {
      const ActiveUniform* active = uniform(info, name);
      EXPECT_EQ(active->type, uint32_t(GL_FLOAT));
      EXPECT_EQ(active->firstLocation, -1);
      EXPECT_EQ(active->blockIndex, -1);
    }
  }
  EXPECT_TRUE(linked(vs(""), fs("")).uniforms.empty());
}

TEST(Link, UniformsMustMatch) {
  expectRefused(vs("uniform vec4 a;", "gl_Position = a;"), fs("uniform vec3 a;", "color.xyz = a;"), "type");
  expectRefused(vs("uniform float a[2];", "gl_Position.x = a[0];"), fs("uniform float a[3];", "color.x = a[0];"),
                "type");
  expectRefused(vs("uniform mediump vec4 a;", "gl_Position = a;"), fs("uniform highp vec4 a;", "color = a;"),
                "precision");
  linked(vs("uniform mediump vec4 a;", "gl_Position = a;"), fs("uniform highp vec4 a;"));
  linked(vs("uniform highp sampler2D a;", "gl_Position = texture(a, vec2(0));"),
         fs("uniform lowp sampler2D a;", "color = texture(a, vec2(0));"));
  linked(vs("struct S { highp sampler2D a; }; uniform S s;", "gl_Position = texture(s.a, vec2(0));"),
         fs("struct S { lowp sampler2D a; }; uniform S s;", "color = texture(s.a, vec2(0));"));
  expectRefused(vs("struct S { float x; }; uniform S s;", "gl_Position.x = s.x;"),
                fs("struct S { float y; }; uniform S s;", "color.x = s.y;"), "type");
  expectRefused(vs("struct S { float x; }; uniform S s;", "gl_Position.x = s.x;"),
                fs("struct T { float x; }; uniform T s;", "color.x = s.x;"), "type");
}

TEST(Link, UniformsAndSamplersHaveLimits) {
  linked(vs("uniform vec4 a[4096];", "gl_Position = a[1];"), fs(""));
  expectRefused(vs("uniform vec4 a[4096]; uniform float b;", "gl_Position = a[1] + b;"), fs(""),
                "MAX_VERTEX_UNIFORM_VECTORS");
  expectRefused(vs(""), fs("uniform sampler2D t[33];", "color = texture(t[0], vec2(0));"), "MAX_TEXTURE_IMAGE_UNITS");
}

TEST(Link, NamesMeanOneThing) {
  // An attribute is a name of the vertex shader alone.
  linked(vs("in vec4 a;", "gl_Position = a;"), fs("uniform vec4 a;", "color = a;"));
  linked(vs("in vec4 a;", "gl_Position = a;"), fs("uniform B { vec4 a; };", "color = a;"));
  expectRefused(vs("uniform B { vec4 a; };", "gl_Position = a;"), fs("uniform vec4 a;", "color = a;"), "block field");
  expectRefused(vs("uniform B { vec4 a; };", "gl_Position = a;"), fs("uniform C { vec4 a; };", "color = a;"),
                "block fields");
  linked(vs("uniform B { vec4 a; } b;", "gl_Position = b.a;"), fs("uniform vec4 a;", "color = a;"));
  EXPECT_TRUE(linkSources("attribute vec4 a; void main() { gl_Position = a; }",
                          "uniform mediump vec4 a; void main() { gl_FragColor = a; }")
                  .program);
}

TEST(Link, BlocksAreLaidOutAsStd140) {
  const std::string block =
      "struct S { float f; vec3 v; }; layout(std140) uniform B { float x; layout(row_major) mat2x3 m; S s[2]; float "
      "a[2]; } b[2];";
  const ProgramInfo info = linked(vs(block, "gl_Position = vec4(b[1].x);"), fs(block, "color = vec4(b[0].s[1].f);"));
  ASSERT_EQ(info.blocks.size(), 2u);
  EXPECT_EQ(info.blocks[1].name, "B[1]");
  EXPECT_TRUE(info.blocks[0].inVertex && info.blocks[0].inFragment);
  EXPECT_EQ(info.blocks[0].sizeBytes, 16u + 48u + 64u + 32u);
  EXPECT_EQ(info.blocks[0].uniforms.size(), 7u);
  EXPECT_EQ(info.blocks[0].uniforms, info.blocks[1].uniforms);
  EXPECT_EQ(uniform(info, "B.m")->offsetBytes, 16);
  EXPECT_EQ(uniform(info, "B.m")->matrixStrideBytes, 16);
  EXPECT_TRUE(uniform(info, "B.m")->rowMajor);
  EXPECT_EQ(uniform(info, "B.s[1].v")->offsetBytes, 64 + 32 + 16);
  EXPECT_EQ(uniform(info, "B.a[0]")->arrayStrideBytes, 16);
  EXPECT_EQ(uniform(info, "B.a[0]")->firstLocation, -1);
}

TEST(Link, BlocksMustMatch) {
  const auto pair = [](const std::string& a, const std::string& b, const std::string& message) {
    expectRefused(vs(a, ""), fs(b, ""), message);
  };
  pair("uniform B { vec4 x; };", "uniform B { vec4 y; };", "name of member");
  pair("uniform B { vec4 x; };", "uniform B { vec3 x; };", "type of member");
  pair("uniform B { vec4 x; };", "uniform B { vec4 x; vec4 y; };", "number of members");
  pair("uniform B { mediump vec4 x; };", "uniform B { highp vec4 x; };", "precision");
  pair("uniform B { vec4 x; } b;", "uniform B { vec4 x; };", "instance name");
  pair("uniform B { vec4 x; } b[2];", "uniform B { vec4 x; } b[3];", "array size");
  pair("layout(row_major) uniform B { mat4 x; };", "uniform B { mat4 x; };", "matrix layout");
  pair("uniform B { vec4 x[4097]; };", "", "MAX_UNIFORM_BLOCK_SIZE");
  pair("uniform B { vec4 x; } b[31];", "", "MAX_VERTEX_UNIFORM_BLOCKS");
  pair("", "uniform B { vec4 x; } b[31];", "MAX_FRAGMENT_UNIFORM_BLOCKS");
}

TEST(Link, AsManyBlocksAsCombinedLimitSaysCanBeUsed) {
  const ProgramInfo info = linked(vs("uniform V { vec4 x; } v[30];", "gl_Position = v[29].x;"),
                                  fs("uniform F { vec4 x; } f[30];", "color = f[29].x;"));
  EXPECT_EQ(info.blocks.size(), size_t(kMaxCombinedUniformBlocks));
}

TEST(Link, OutputsHaveLocations) {
  const ProgramInfo info = linked(
      vs(""),
      kHead +
          "layout(location = 1) out vec4 a; layout(location = 2) out ivec2 b[2]; layout(location = 0) out uint c;\n"
          "void main() { a = vec4(1); b[1] = ivec2(2); }");
  EXPECT_EQ(info.outputs.size(), 3u);
  EXPECT_EQ(info.outputClass[0], uint8_t(ir::Type::Void));
  EXPECT_EQ(info.outputClass[1], uint8_t(ir::Type::Float));
  EXPECT_EQ(info.outputClass[3], uint8_t(ir::Type::Int));
  EXPECT_EQ(info.outputs[1].arraySize, 2u);
}

TEST(Link, OneColorGoesToAllDrawBuffersWithTheExtension) {
  const std::string vertex = "void main() { gl_Position = vec4(0); }";
  const std::string fragment = "void main() { gl_FragColor = vec4(1); }";
  EXPECT_FALSE(linkSources(vertex, fragment, {}, kGlslWebglDrawBuffers).program->info.broadcastsColor);
  const LinkResult result =
      linkSources(vertex, "#extension GL_EXT_draw_buffers : enable\n" + fragment, {}, kGlslWebglDrawBuffers);
  EXPECT_TRUE(result.program->info.broadcastsColor);
  EXPECT_EQ(result.program->info.outputClass[7], uint8_t(ir::Type::Float));
}

TEST(Link, ClipDistancesTakeCellsOfTheirOwn) {
  const CompileOptions extension{.webglVersion = 2, .extensions = kGlslWebglClipCullDistance};
  const std::string head =
      "#version 300 es\n#extension GL_ANGLE_clip_cull_distance : require\nprecision highp float;\n";
  // All 31 vectors are the shader's own.
  const auto vertex = compileShader(ir::Stage::Vertex,
                                    head +
                                        "out vec4 v[31]; void main() { gl_Position = vec4(0); v[0] = vec4(1);\n"
                                        "gl_ClipDistance[4] = 1.0; gl_CullDistance[1] = 2.0; }",
                                    extension);
  const auto fragment = compileShader(
      ir::Stage::Fragment, head + "in vec4 v[31]; out vec4 c; void main() { c = v[0] + vec4(gl_ClipDistance[1]); }",
      extension);
  ASSERT_TRUE(vertex.shader && fragment.shader) << vertex.infoLog << fragment.infoLog;
  const LinkResult result = link(*vertex.shader, *fragment.shader, {});
  ASSERT_TRUE(result.program) << result.infoLog;
  const ProgramInfo& info = result.program->info;
  EXPECT_EQ(info.clipDistances.cells, 5u);
  EXPECT_LT(info.clipDistances.firstCell + 4, info.fragmentCells);  // the fragment shader reads one of them
  EXPECT_EQ(info.cullDistances.cells, 2u);
  EXPECT_GE(info.cullDistances.firstCell, info.fragmentCells);
  EXPECT_LE(info.cullDistances.firstCell + 2, info.varyingCells);
  const auto copy = deserialise(serialise(info));
  ASSERT_TRUE(copy);
  EXPECT_EQ(copy->cullDistances.firstCell, info.cullDistances.firstCell);
}

TEST(Link, DistancesThatNobodyWritesReadAsNothing) {
  const CompileOptions extension{.webglVersion = 2, .extensions = kGlslWebglClipCullDistance};
  const auto vertex = compileShader(ir::Stage::Vertex, vs(""), extension);
  const auto fragment =
      compileShader(ir::Stage::Fragment,
                    "#version 300 es\n#extension GL_ANGLE_clip_cull_distance : require\nprecision highp float;\n"
                    "out vec4 c; void main() { c = vec4(gl_ClipDistance[1]); }",
                    extension);
  ASSERT_TRUE(vertex.shader && fragment.shader) << vertex.infoLog << fragment.infoLog;
  const LinkResult result = link(*vertex.shader, *fragment.shader, {});
  ASSERT_TRUE(result.program) << result.infoLog;
  EXPECT_EQ(result.program->info.clipDistances.cells, 0u);
}

}  // namespace
}  // namespace sw
