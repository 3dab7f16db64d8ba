// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What compiles and what does not: one row per rule, with the line that the message must name.

#include "shader/compile/compile.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline/extensions.h"
#include "testing/shaders/compile_checks.h"

namespace sw {
namespace {

using ir::Stage;
using namespace test;

TEST(Compile, MessagesLookLikeThoseOfBrowsers) {
  const CompileResult result = compile(Stage::Fragment, fragment300("c = nothing;"));
  EXPECT_EQ(result.infoLog.substr(0, 34), "ERROR: 0:5: 'nothing' : undeclared");
}

TEST(Compile, CallsOfBuiltInsWithConstantArgumentsAreConstants) {
  const char* const values[] = {
      "intBitsToFloat(-1)",
      "uintBitsToFloat(1u)",
      "float(floatBitsToInt(1.0))",
      "float(floatBitsToUint(1.0))",
      "float(packSnorm2x16(vec2(1, -1)))",
      "float(packUnorm2x16(vec2(1)))",
      "float(packHalf2x16(vec2(1)))",
      "unpackSnorm2x16(1u).x",
      "unpackUnorm2x16(1u).y",
      "unpackHalf2x16(1u).x",
      "transpose(mat2x3(1))[1].x",
      "determinant(mat2(2))",
      "determinant(mat3(2))",
      "determinant(mat4(2))",
      "inverse(mat2(2))[0].x",
      "inverse(mat3(2))[0].x",
      "inverse(mat4(2))[0].x",
      "sinh(1.0)",
      "cosh(1.0)",
      "tanh(1.0)",
      "asinh(1.0)",
      "acosh(2.0)",
      "atanh(0.5)",
      "outerProduct(vec2(1), vec3(2))[0].x",
      "float(isnan(0.0))",
      "normalize(vec2(0)).x",
  };
  for (const char* value : values) {
    expectAccepted(Stage::Fragment, fragment300(std::string("const float k = ") + value + "; c = vec4(k);"));
    expectAccepted(Stage::Fragment, "#version 300 es\nprecision highp float;\nconst float k = " + std::string(value) +
                                        ";\nvoid main() {}\n");
  }
  expectAccepted(Stage::Fragment, fragment300("float a[int(determinant(mat2(2)))]; c = vec4(a.length());"));
  expectRefused(Stage::Fragment, fragment300("const float k = dFdx(1.0);"), "0:5: ");
  expectRefused(Stage::Fragment, fragment300("const float k = sinh(u.x);"), "0:5: ");
}

TEST(Compile, NamesOfBuiltInFunctionsAreFreeInGlslEs300) {
  const std::string head = "#version 300 es\nprecision highp float;\n", end = "\nvoid main() {}\n";
  const char* const accepted[] = {
      "float distance;",
      "const float mix = 1.0;",
      "uniform vec4 texture;",
      "in vec4 length;",
      "struct clamp { float a; };",
      "uniform mod { float b; };",
      "uniform B { float b; } dot;",
      "uniform B { float cross; };",
      "out vec4 normalize;",
      "float distance[2];",
      "float f(float sin) { return sin; }",
      "void f() { float max = 1.0; struct min { float a; }; }",
      "float a = distance(1.0, 2.0); void f() { a = length(vec2(1)); }",
  };
  for (const char* text : accepted) expectAccepted(Stage::Fragment, head + text + end);
  const char* const refused[] = {
      "float distance(float a) { return a; }",
      "void mix();",
      "float[2] length(int a);",
      "float distance; void f() { distance(1.0, 2.0); }",

  };
  for (const char* text : refused) expectRefused(Stage::Fragment, head + text + end, "0:3: ");
}

TEST(Compile, CaseLabelsHaveTheTypeOfTheirSwitch) {
  expectAccepted(Stage::Fragment, fragment300("switch (n) { case 1: break; }"));
  expectAccepted(Stage::Fragment, fragment300("switch (uint(n)) { case 1u: break; default: break; }"));
  expectRefused(Stage::Fragment, fragment300("switch (n) {\ncase 1u: break; }"), "0:6: 'case'");
  expectRefused(Stage::Fragment, fragment300("switch (uint(n)) { case 1: break; }"), "0:5: 'case'");
}

TEST(Compile, TwoUnderscoresInARowAreReserved) {
  expectRefused(Stage::Fragment, fragment300("float a__b = 1.0;"), "0:5: 'a__b'");
  expectRefused(Stage::Fragment, fragment100("float a__b = 1.0;"), "0:4: 'a__b'");
}

TEST(Compile, MessagesNameTheLineThatBrowsersName) {
  const std::string head = "#version 300 es\nprecision highp float;\nout vec4 c;\n";  // three lines
  const struct {
    const char* source;
    const char* where;
  } rows[] = {
      // The line where a macro is used; of a call of several lines the last one; of an argument its own.
      {"#define BAD nothing\nvoid main() {\nc = vec4(\nBAD);\n}", "0:7: 'nothing'"},
      {"#define BAD(x) (x + nothing)\nvoid main() {\nc = vec4(\nBAD(1.0));\n}", "0:7: 'nothing'"},
      {"#define BAD(x) (x + nothing)\nvoid main() {\nc = vec4(\nBAD(\n1.0\n)\n);\n}", "0:9: 'nothing'"},
      {"#define OK(x) (x + 1.0)\nvoid main() {\nc = vec4(\nOK(\nnothing\n)\n);\n}", "0:9: 'nothing'"},
      {"#define A(x) B(x)\n#define B(x) x + nothing\nvoid main() {\nc = vec4(A(\n1.0));\n}", "0:8: 'nothing'"},
      {"#define OP + *\nvoid main() {\nc = vec4(1.0)\nOP\nc;\n}", "0:7: "},
      // #line: the next line has that number, in that string.
      {"#line 100\nvoid main() {\nc = vec4(nothing);\n}", "0:101: 'nothing'"},
      {"#line 100 7\nvoid main() {\nc = vec4(nothing);\n}", "7:101: 'nothing'"},
      {"#define N 50\n#line N\nvoid main() {\nc = vec4(nothing);\n}", "0:51: 'nothing'"},
      {"#line 20 + 5\nvoid main() {\nc = vec4(nothing);\n}", "0:26: 'nothing'"},
      {"#line 10 1\n\n#line 20 0\nvoid main() {\nc = vec4(nothing); }", "0:21: 'nothing'"},
      {"#line 40\n#if FOO\n#endif\nvoid main() {}", "0:40: "},
      {"#line 40 2\n\n#error hello\nvoid main() {}", "2:41: "},
      {"#line 40\nvoid main() {\nfloat goto = 1.0;\n}", "0:41: 'goto'"},
      {"#line 40\nuniform float a;\n\nuniform vec2 a;\nvoid main() {}", "0:42: 'a'"},
      // A comment without an end: its last line.
      {"void main() {}\n/* a\n\n", "0:7: 'EOF while in a comment'"},
      {"#line 100 3\nvoid main() {} /* a\n\n", "3:102: 'EOF while in a comment'"},
      {"#line 100 3\nvoid main() {} /* a", "3:100: 'EOF while in a comment'"},
      {"#line 70\nvoid main() {}\\\n\n/* a\n#line 8\n", "0:74: 'EOF while in a comment'"},
      {"#line 40 /* a\n\n", "0:6: 'EOF while in a comment'"},
      {"#line 30\n#if 0\n/* a\n", "0:32: 'EOF while in a comment'"},
      // A member that is there already: where the struct or the block's name stands; as a global name its own line.
      {"struct\nT\n{\nvec4 a;\nfloat b,\na;\n};\nvoid main() {}", "0:4: 'a'"},
      {"struct T {\nvec4 a, a;\n};\nvoid main() {}", "0:4: 'a'"},
      {"uniform\nB\n{\nvec4 a;\nfloat b[2],\na[3];\n}\nx;\nvoid main() {}", "0:5: 'a'"},
      {"uniform B {\nvec4 a;\nfloat\na;\n};\nvoid main() {}", "0:7: 'a'"},
      {"vec4 a;\nuniform B {\nvec4 b;\nvec4\na;\n};\nvoid main() {}", "0:8: 'a'"},
      {"void a() {}\nuniform B {\nvec4 b;\nvec4\na;\n};\nvoid main() {}", "0:8: 'a'"},
      {"uniform A { float a; };\nuniform B {\nvec4 b;\nvec4\na;\n};\nvoid main() {}", "0:8: 'a'"},
      {"vec4 q;\nuniform B {\nvec4 b;\n}\nq;\nvoid main() {}", "0:8: 'q'"},
      // Lines that are continued count like any others.
      {"void main() {\nc = \\\nvec4( \\\n nothing);\n}", "0:7: 'nothing'"},
      {"void main() {\nc = vec4(noth\\\ning);\n}", "0:5: 'nothing'"},
      {"#define A noth\\\ning\nvoid main() {\nc = vec4(A);\n}", "0:7: 'nothing'"},
      {"#define A 1 + \\\n2\nvoid main() {\nc = vec4(A + nothing);\n}", "0:7: 'nothing'"},
  };
  for (const auto& row : rows) expectRefused(Stage::Fragment, head + row.source, row.where);
  // What a backslash joins to the line before it begins no directive.
  expectRefused(Stage::Fragment, head + "void main() { c = \\\n #define A\n vec4(1.0); }", "0:");
  expectAccepted(Stage::Fragment,
                 head + "float on\\\ne() { return 1.0; } void main() { c = vec4(o\\\nne() +\\\n 1.0); }");
}

TEST(Compile, AShadersOwnAverageIsNoRedefinition) {
  expectAccepted(
      Stage::Fragment,
      "#version 300 es\nprecision highp float; out vec4 c;\n"
      "float average(vec3 v) { return dot(v, vec3(0.333)); }\nvoid main() { c = vec4(average(vec3(1.0))); }");
}

TEST(Compile, BuiltInsOfGlslEs300CannotBeRedefined) {
  expectRefused(Stage::Fragment,
                "#version 300 es\nprecision highp float; out vec4 c;\nfloat sin(float x) { return x; }\n"
                "void main() { c = vec4(sin(1.0)); }",
                "0:3:");
}

TEST(Compile, VersionsOutsideWebGLAreRefused) {
  expectRefused(Stage::Vertex, "#version 310 es\nvoid main() { gl_Position = vec4(0); }", "310");
  expectRefused(Stage::Vertex, "#version 300\nvoid main() { gl_Position = vec4(0); }", "300");
  expectRefused(Stage::Vertex, "#version 300 es\nvoid main() { gl_Position = vec4(0); }", "300", {.webglVersion = 1});
  expectRefused(Stage::Vertex, "\n#version 300 es\nvoid main() { gl_Position = vec4(0); }", "first line");
  expectRefused(Stage::Vertex, "void main() { gl_Position = vec4(0); }\n#version 100\n", "#version");
  expectAccepted(Stage::Vertex, "/* a comment */ #version 300 es\nvoid main() { gl_Position = vec4(0); }");
  expectAccepted(Stage::Vertex, "#vers\\\nion \\\r\n100\nvoid main() { gl_Position = vec4(0); }");
  expectRefused(Stage::Vertex, "#version \\\n300 es\nvoid main() {}", "first line");
  expectRefused(Stage::Vertex, "#version 300 \\\nes\nvoid main() {}", "first line");
  expectAccepted(Stage::Vertex, "// a comment\n#version 100\nvoid main() { gl_Position = vec4(0); }");
}

TEST(Compile, CharactersOutsideGlslMatterOnlyInCode) {
  expectAccepted(Stage::Fragment, fragment300("c = u; // \xc3\xa9 \" ' $ @"));
  expectAccepted(Stage::Fragment, fragment300("#if 0\n\" ' \xc3\xa9\n#endif\nc = u;"));
  expectRefused(Stage::Fragment, fragment300("c = u \xc3\xa9;"), "0:5:");
  expectRefused(Stage::Fragment, fragment300("c = u $;"), "0:5:");
  expectRefused(Stage::Fragment, fragment300("c = u; /* and no end"), "end of file");
}

TEST(Compile, ReservedNamesAreRefused) {
  expectRefused(Stage::Fragment, fragment300("float webgl_x = 1.0;"), "0:5: 'webgl_x'");
  expectRefused(Stage::Fragment, fragment300("float _webgl_x = 1.0;"), "0:5: '_webgl_x'");
  expectRefused(Stage::Fragment, fragment100("float a__b = 1.0;"), "0:4: 'a__b'");
  expectRefused(Stage::Fragment, fragment300("float a__b = 1.0, __c = a__b; c = vec4(__c);"), "0:5: '__c'");
  expectRefused(Stage::Fragment, fragment300("float gl_x = 1.0;"), "0:5: 'gl_x'");
  expectRefused(Stage::Fragment, fragment300("struct gl_S { float x; };"), "0:5: 'gl_S'");
  expectRefused(Stage::Fragment, fragment300("struct S { float gl_x; };"), "0:5: 'gl_x'");
  expectRefused(Stage::Fragment, fragment300("float sampler1D = 1.0;"), "0:5: 'sampler1D'");
  expectRefused(Stage::Fragment, fragment100("float sampler3D = 1.0;"), "0:4: 'sampler3D'");
}

TEST(Compile, MembersHaveNoStorage) {
  for (const char* qualifier : {"const", "uniform", "in"}) {
    const std::string member = std::string("struct T { float b; }; struct S { vec2 a; ") + qualifier + " T t; };";
    expectRefused(Stage::Fragment, fragment300(member + " S s; s.t.b = u.x; c = vec4(s.t.b);"), "structure members");
  }
}

TEST(Compile, ConstantsHaveNoOtherStorage) {
  const std::string head = "#version 300 es\nprecision highp float; out vec4 c;\n";
  const std::string main = " B { vec4 v[3]; int n; } b;\nvoid main() { c = b.v[b.n]; }";
  expectRefused(Stage::Fragment, head + "layout(std140) const uniform" + main, "0:3:");
  expectRefused(Stage::Fragment, head + "uniform const" + main, "0:3: 'const' : too many storage qualifiers");
  expectRefused(Stage::Fragment, head + "layout(std140) const" + main, "0:3: 'const' : interface blocks");
  expectAccepted(Stage::Fragment, fragment300("const struct S { vec4 a; } s = S(vec4(1)); c = s.a;"));
}

TEST(Compile, WordsThatGlslEsDoesNotReserveAreNames) {
  for (const char* word : {"shared", "samplerCubeArray", "buffer", "texture2D", "precise", "f16vec4", "average"}) {
    expectAccepted(Stage::Fragment, fragment300("float " + std::string(word) + " = 1.0; c = vec4(" + word + ");"));
  }
  for (const char* word : {"case", "layout", "smooth", "uvec2", "mat2x2", "sampler2DArray", "filter", "sample"}) {
    expectAccepted(Stage::Fragment, fragment100("struct " + std::string(word) + " { float x; }; " + word +
                                                " s; s.x = u.x; " + "gl_FragColor = vec4(s.x);"));
  }
}

TEST(Compile, VariablesOfAStructWithoutANameHideTypes) {
  const std::string body = "struct { vec4 a; } S; S.a = u; struct { float b; } T[2], V; ";
  const std::string type = "struct S { float x; }; struct T { float x; }; void main() { ";
  expectAccepted(Stage::Fragment, "precision mediump float; uniform vec4 u; " + type + body + "gl_FragColor = S.a; }");
  expectAccepted(Stage::Fragment, fragment300("struct S { float x; }; S s; { " + body + "c = S.a; } S t = s;"));
  expectRefused(Stage::Fragment, fragment300("struct S { float x; }; if (n > 0) { n; } S float;"), "0:5");
}

TEST(Compile, NamesHaveAGreatestLength) {
  const auto shader = [](size_t length) {
    const std::string name(length, 'x');
    return fragment100("float " + name + " = 1.0; gl_FragColor = vec4(" + name + ");");
  };
  expectAccepted(Stage::Fragment, shader(256), {.webglVersion = 1});
  expectRefused(Stage::Fragment, shader(257), "too long", {.webglVersion = 1});
  expectAccepted(Stage::Fragment, shader(1024));
  expectRefused(Stage::Fragment, shader(1025), "too long");
}

TEST(Compile, ExtensionsAreThoseOfTheContext) {
  const std::string derivatives =
      "#extension GL_OES_standard_derivatives : enable\n" + fragment100("gl_FragColor = dFdx(v);");
  expectRefused(Stage::Fragment, derivatives, "dFdx", {.webglVersion = 1});
  expectAccepted(Stage::Fragment, derivatives, {.webglVersion = 1, .extensions = kGlslOesStandardDerivatives});
  expectRefused(Stage::Fragment, fragment100("gl_FragColor = dFdx(v);"), "dFdx",
                {.webglVersion = 1, .extensions = kGlslOesStandardDerivatives});
  expectRefused(Stage::Fragment, "#extension GL_OES_nothing : require\n" + fragment100(""), "0:1: 'GL_OES_nothing'");
  const CompileResult warned = compile(Stage::Fragment, "#extension GL_OES_nothing : enable\n" + fragment100(""));
  EXPECT_TRUE(warned.shader);
  EXPECT_EQ(warned.infoLog.substr(0, 12), "WARNING: 0:1");
  expectAccepted(Stage::Fragment,
                 fragment100("#ifdef GL_EXT_frag_depth\nnonsense\n#endif\n#ifndef GL_ES\nnonsense\n#endif\n"),
                 {.webglVersion = 1});
}

TEST(Compile, FragDataNeedsItsExtensionForMoreThanOne) {
  expectAccepted(Stage::Fragment, fragment100("gl_FragData[0] = u;"), {.webglVersion = 1});
  expectRefused(Stage::Fragment, fragment100("gl_FragData[1] = u;"), "0:4:", {.webglVersion = 1});
  const CompileOptions options{.webglVersion = 1, .extensions = kGlslWebglDrawBuffers};
  expectRefused(Stage::Fragment, fragment100("gl_FragData[1] = u;"), "0:4:", options);
  const std::string enabled = "#extension GL_EXT_draw_buffers : require\n";
  expectAccepted(Stage::Fragment, enabled + fragment100("for (int i = 0; i < 4; ++i) gl_FragData[i] = u;"), options);
  expectRefused(Stage::Fragment, enabled + fragment100("gl_FragData[n] = u;"), "0:5:", options);
  expectRefused(Stage::Fragment, fragment100("gl_FragData[0] = u; gl_FragColor = u;"), "cannot use both");
}

TEST(Compile, MaxDrawBuffersIsThatOfTheContext) {
  // An array of no elements does not compile.
  const auto holds = [](int value, CompileOptions options) {
    const std::string body = "float a[gl_MaxDrawBuffers == " + std::to_string(value) + " ? 1 : 0];";
    return compile(Stage::Fragment, fragment100(body), options).shader.has_value();
  };
  EXPECT_TRUE(holds(1, {.webglVersion = 1}));
  EXPECT_FALSE(holds(8, {.webglVersion = 1}));
  EXPECT_TRUE(holds(8, {.webglVersion = 1, .extensions = kGlslWebglDrawBuffers}));
  EXPECT_TRUE(holds(8, {.webglVersion = 2}));
  expectRefused(Stage::Fragment, fragment100("gl_FragData[1] = u;"), "0:4:", {.webglVersion = 2});
}

TEST(Compile, FragmentOutputs) {
  const auto shader = [](const std::string& outputs, const std::string& body = "") {
    return "#version 300 es\nprecision highp float; uniform int n;\n" + outputs + "\nvoid main() { " + body + " }";
  };
  expectAccepted(Stage::Fragment, shader("out vec4 a;", "a[n] = 1.0;"));
  expectAccepted(Stage::Fragment, shader("layout(location = 1) out vec4 a; layout(location = 0) out ivec4 b;"));
  expectRefused(Stage::Fragment, shader("out vec4 a, b;"), "0:3: 'a'");
  expectRefused(Stage::Fragment, shader("layout(location = 1) out vec4 a; layout(location = 1) out vec4 b;"),
                "overlapping use of location");
  expectRefused(Stage::Fragment, shader("layout(location = 1) out vec4 a[2]; layout(location = 2) out vec4 b;"),
                "overlapping use of location");
  expectRefused(Stage::Fragment, shader("layout(location = 7) out vec4 a[2];"), "0:3:");
  expectRefused(Stage::Fragment, shader("out vec4 a[2];", "a[n] = vec4(1.0);"), "0:4:");
}

TEST(Compile, OperatorsThatWebGLRestricts) {
  expectRefused(Stage::Fragment, fragment300("float a[2]; float b[2]; (n, a) == b;"), "0:5:");
  expectRefused(Stage::Fragment, fragment300("float a[2]; int i = (n, a).length();"), "0:5: ','");
  expectRefused(Stage::Fragment, "#version 300 es\nvoid f() {}\nvoid main() { f(), f(); }", "0:3: ','");
  expectRefused(Stage::Fragment, fragment300("struct S { float a; }; S s; +s;"), "0:5:");
  expectAccepted(Stage::Fragment, fragment300("c = +u; c.x = +1.0 - +u.x;"));
  expectAccepted(Stage::Fragment, fragment300("struct S { float a; }; S s; S t = (n, s); c = vec4(t.a);"));
}

TEST(Compile, TernariesAreForNumbersAlone) {
  const auto source = [](const std::string& condition, const std::string& operands) {
    return "#version 300 es\nprecision highp float;\n"
           "struct S { float a; }; struct A { float a[2]; }; struct T { sampler2D s; };\n"
           "const S k = S(1.0); const float l[2] = float[2](1.0, 2.0); void f() {} void g() {}\n"
           "uniform T t, w; uniform float y[2]; uniform B { vec4 x; } b; uniform int n; out vec4 c;\n"
           "void main() { S s; A r; float a[2]; " +
           condition + "\n? " + operands + "; }";
  };
  for (const std::string condition : {"n > 1", "true", "1 > 2", "bool(1)"}) {
    for (const char* operands : {"s : s", "s : k", "k : k", "S(1.0) : S(2.0)", "r : r", "a : a", "l : l",
                                 "float[2](1.0, 2.0) : l", "t : w", "t.s : w.s", "b : b", "f() : g()"}) {
      expectRefused(Stage::Fragment, source(condition, operands), "0:7: '?:' : ternary operator is not allowed for");
    }
    expectRefused(Stage::Fragment, source("int i = (" + condition, "a : a).length()"), "0:7: '?:'");
    expectAccepted(Stage::Fragment, source("c.x = " + condition, "s.a : k.a"));
    expectAccepted(Stage::Fragment, source("c.x = " + condition, "y[1] : y[0]"));
    expectAccepted(Stage::Fragment, source("c.x = " + condition, "l[1] : a[0]"));
  }
}

TEST(Compile, WebGL1AllowsMoreOfVoidAndArrays) {
  const std::string head = "void f() {} void g() {} uniform mediump int n; void main() { float a[2]; ";
  for (const char* body : {"n > 0 ? f() : g();", "true ? f() : g();", "f(), g();", "1, n > 0 ? f() : g();", "a, a;",
                           "float x = (f(), 1.0); float y = (1, a)[0];"}) {
    const std::string source = "precision mediump float; " + head + body + " }";
    expectAccepted(Stage::Fragment, source, {.webglVersion = 1});
    expectRefused(Stage::Fragment, source, "0:1:", {.webglVersion = 2});
  }
}

TEST(Compile, WhatBrowsersFoldMayBeAssignedTo) {
  for (const char* body : {"(true ? a : b) = u;", "(1 > 2 ? a : b).zx += u.xy;", "(true ? a : b)[1]++;", "(1, a) = u;",
                           "(n, true ? b.xy : a.xy) = u.xy;", "f(true ? a : b);", "f((false ? a : b).yxzw);",
                           "(true ? a : u) = u;", "(true ? a : g()) = u;"}) {
    const std::string functions = "void f(inout vec4 x) { x += 1.0; } vec4 g() { return vec4(1.0); }";
    expectAccepted(Stage::Fragment, "precision mediump float; uniform int n; uniform vec4 u; " + functions +
                                        "void main() { vec4 a, b; " + body + " gl_FragColor = a + b; }");
  }
  for (const char* body : {"(n > 0 ? a : b) = u;", "(true ? u : a) = u;", "(true ? a + a : a) = u;", "(n++, a) = u;",
                           "(true ? o : o) = u;", "(true ? p : a) = u;", "(true ? c : c) = u;",
                           "for (int i = 0; i < 3; ++i) { int j; (true ? u.x : i) = 1; }"}) {
    expectRefused(Stage::Fragment,
                  "#version 300 es\nprecision highp float; in vec4 p; uniform vec4 u; vec4 o; out vec4 c; void main() "
                  "{ int n; vec4 a, b;\n" +
                      std::string(body) + " }",
                  "0:3:");
  }
  const std::string loop = "uniform mediump int n; uniform mediump float k[3]; void main() {\nfor (int i = 0; i < 3; ";
  expectAccepted(Stage::Fragment, loop + "++(true ? i : i)) { gl_FragColor.x += k[true ? i : n] + k[n, i]; } }");
  expectRefused(Stage::Fragment, loop + "++i) { gl_FragColor.x += k[false ? i : n]; } }", "0:2: '[]'");
  expectRefused(Stage::Fragment, loop + "++i) { (true ? i : i) = 2; } }", "0:2: 'i'");
}

TEST(Compile, CommasOfConstantsAreConstantInGlslEs100) {
  expectAccepted(Stage::Fragment, fragment100("const float a = (0.2, 0.5); gl_FragColor = vec4(a);"));
  expectAccepted(Stage::Fragment, fragment100("float a[(2, 3)]; a[2] = u.x; gl_FragColor = vec4(a[2]);"));
  expectAccepted(Stage::Fragment, fragment100("struct S { float f; }; const S s = (S(1.0), S(2.0));"));
  expectRefused(Stage::Fragment, fragment100("const float a = (u.x, 0.5);"), "0:4:");
  expectRefused(Stage::Fragment, fragment100("float a[(n, 3)];"), "0:4:");
  expectRefused(Stage::Fragment, fragment300("const float a = (0.2, 0.5);"), "0:5:");
  expectRefused(Stage::Fragment, fragment300("float a[(2, 3)];"), "0:5:");
}

TEST(Compile, SwitchStatements) {
  expectAccepted(Stage::Fragment, fragment300("switch (n) { case 0: c = u; break; default: ; }"));
  expectAccepted(Stage::Fragment, fragment300("switch (n) { case 0: {} }"));
  expectAccepted(Stage::Fragment, fragment300("switch (n) { case true ? 1 : 2: case 3: int; }"));
  expectAccepted(Stage::Fragment, fragment300("switch (n) {}"));
  expectRefused(Stage::Fragment, fragment300("switch (n) { case 0: }"), "0:5:");
  expectRefused(Stage::Fragment, fragment300("switch (n) { c = u; case 0: break; }"), "0:5:");
}

TEST(Compile, CallsMustLeadSomewhere) {
  expectRefused(Stage::Fragment, "void f() {}", "main");
  expectRefused(Stage::Fragment, "void f();\nvoid main() { f(); }", "0:2: 'f'");
  expectRefused(Stage::Fragment, "void f();\nvoid g() { f(); }\nvoid f() { g(); }\nvoid main() {}", "recursive");
  expectAccepted(Stage::Fragment, "void f();\nvoid main() {}");
}

TEST(Compile, OutArgumentsAreLValues) {
  const std::string functions =
      "#version 300 es\nprecision highp float; uniform vec4 u; in vec4 v; out vec4 c; uniform float n[2];\n"
      "void f(out float x) { x = 1.0; } void g(inout float x) { x += 1.0; } void h(out vec2 x) { x = vec2(1); }\n"
      "const float k = 1.0; float r() { return 1.0; } struct S { float m; }; S s() { return S(1.0); }\n";
  for (const char* argument : {"1.0", "k", "u.x", "v.x", "n[0]", "a + a", "-a", "(a = 1.0)", "a++", "r()", "s().m",
                               "float(a)", "n[1] > u.x ? a : a", "p", "(c.x, 1.0)"}) {
    for (const char* call : {"f(", "g("}) {
      const std::string body = std::string(call) + argument + ");";
      expectRefused(Stage::Fragment,
                    functions + "void w(const float p) { float a = 1.0;\n" + body + " }\nvoid main() { w(1.0); }",
                    "0:6: ");
    }
  }
  for (const char* body : {"h(c.xx);", "h(vec2(1));"}) {
    expectRefused(Stage::Fragment, functions + "void main() {\n" + body + " }", "0:6: ");
  }
  for (const char* body : {"f(c.x);", "g(c.w);", "h(c.wy);", "float a; f((a));", "S t; f(t.m);",
                           "float a[3]; int i; g(a[i]);", "mat3 m; f(m[1][2]);", "mat2 m; h(m[1]);"}) {
    expectAccepted(Stage::Fragment, functions + "void main() { " + body + " }");
  }
}

TEST(Compile, BlocksHaveNamesOfTheirOwn) {
  expectAccepted(Stage::Fragment, fragment100("struct length { float x; }; length l; gl_FragColor.x = l.x;"));
  expectAccepted(Stage::Fragment, "#version 300 es\nuniform length { lowp vec4 x; } b;\nvoid main() {}");
  expectRefused(Stage::Fragment, "#version 300 es\nvoid f() {}\nuniform f { lowp vec4 x; } b;\nvoid main() {}",
                "0:3: 'f'");
  for (const char* use : {"B b;", "struct S { B b; };", "float f(B b);", "float x = B.x;", "vec2 B;", "float B[2];"}) {
    const std::string block = "#version 300 es\nuniform B { lowp vec4 x; } b;\n";
    expectRefused(Stage::Fragment, block + use + "\nvoid main() {}", "0:3:");
    expectRefused(Stage::Fragment, block + "void main() { " + use + " }", "0:3:");
    expectRefused(Stage::Fragment, "varying B { float x; };\n" + std::string(use) + "\nvoid main() {}", "0:1:");
  }
}

TEST(Compile, BlocksAreStd140) {
  const auto block = [](const char* layout) {
    return std::string("#version 300 es\nprecision highp float; out vec4 c;\n") + layout +
           " uniform B { vec4 x; } b;\nvoid main() { c = b.x; }";
  };
  expectAccepted(Stage::Fragment, block(""));
  expectAccepted(Stage::Fragment, block("layout(std140, row_major)"));
  expectRefused(Stage::Fragment, block("layout(packed)"), "0:3: 'packed'");
  expectRefused(Stage::Fragment, block("layout(shared)"), "0:3: 'shared'");
  expectRefused(Stage::Fragment, "#version 300 es\nuniform B { lowp vec4 x; } b;\nvoid main() { b; }", "0:3:");
}

TEST(Compile, LoopsOfGlslEs100) {
  for (const char* loop :
       {"for (int i = 0; i < 4; ++i) {}", "for (int i = 4; i > 0; i--) {}",
        "for (float f = 0.0; f != 1.0; f += 0.25) {}", "const int m = 3; for (int i = 0; i <= m; i -= -1) {}",
        "for (int i = 0; i < 4; ++i) { int j = i; j = 2; }"}) {
    expectAccepted(Stage::Fragment, fragment100(loop));
  }
  for (const char* loop :
       {"while (true) {}", "do {} while (n > 0);", "int i; for (i = 0; i < 4; ++i) {}",
        "for (int i = n; i < 4; ++i) {}", "for (int i = 0; i < n; ++i) {}", "for (int i = 0; 4 > i; ++i) {}",
        "for (int i = 0; i < 4; i += n) {}", "for (int i = 0; i < 4; i *= 2) {}",
        "for (int i = 0; i < 4; ++i) { i = 3; }", "for (int i = 0; i < 4;) {}", "for (int i = 0, j = 0; i < 4; ++i) {}",
        "for (;;) {}", "for (int i = 0; ; ++i) {}"}) {
    expectRefused(Stage::Fragment, fragment100(loop), "0:4:");
  }
}

TEST(Compile, IndicesOfGlslEs100) {
  const std::string declarations =
      "precision mediump float;\nuniform int n; uniform vec4 a[4]; uniform sampler2D s[2];\n";
  const auto shader = [&](const char* body) { return declarations + "void main() {\n" + body + "\n}\n"; };
  expectAccepted(Stage::Fragment, shader("for (int i = 0; i < 4; ++i) gl_FragColor += a[i];"));
  expectAccepted(Stage::Fragment, shader("for (int i = 0; i < 2; ++i) gl_FragColor += texture2D(s[i], vec2(0.5));"));
  expectRefused(Stage::Fragment, shader("gl_FragColor = a[n];"), "0:4:");
  expectRefused(Stage::Fragment, shader("gl_FragColor = texture2D(s[n], vec2(0.5));"), "0:4:");
  expectRefused(Stage::Fragment, shader("vec4 v = a[0]; gl_FragColor = vec4(v[n]);"), "0:4:");
  expectAccepted(Stage::Vertex, shader("gl_Position = a[n];"));
  expectRefused(Stage::Vertex, shader("float f[2]; f[0] = 1.0; gl_Position = vec4(f[n]);"), "0:4:");
}

TEST(Compile, GlobalInitialisersOfGlslEs100) {
  const auto shader = [](const char* initialiser) {
    return std::string(
               "precision mediump float; uniform float u; varying float v; float f() { return 1.0; } float h = "
               "2.0;\nfloat g = ") +
           initialiser + ";\nvoid main() { gl_FragColor = vec4(g); }";
  };
  expectAccepted(Stage::Fragment, shader("u * 2.0 + sin(h)"));
  expectRefused(Stage::Fragment, shader("v"), "0:2:");
  expectRefused(Stage::Fragment, shader("f()"), "0:2:");
  expectRefused(Stage::Fragment, shader("(h = 1.0)"), "0:2:");
  expectRefused(Stage::Fragment,
                "#version 300 es\nprecision highp float; uniform float u;\nfloat g = u;\nvoid main() {}", "0:3:");
}

TEST(Compile, ParametersShareTheScopeOfTheBody) {
  expectRefused(Stage::Fragment,
                "precision mediump float;\nint f(int k) {\nint k = 1; return k; }\nvoid main() { f(1); }", "0:3: 'k'");
  expectAccepted(Stage::Fragment,
                 "precision mediump float;\nint f(int k) { { int k = 1; } return k; }\nvoid main() { f(1); }");
  expectRefused(Stage::Fragment,
                "precision mediump float;\nint f(struct S { int m; } s) { return s.m; }\nvoid main() {}", "0:2:");
}

TEST(Compile, InvariantIsForWhatMayVary) {
  expectRefused(Stage::Fragment, "invariant gl_FrontFacing;\nvoid main() {}", "0:1:");
  const CompileResult result =
      compile(Stage::Fragment,
              "invariant gl_FragCoord; invariant gl_PointCoord;\nvoid main() { gl_FragColor = gl_FragCoord; }");
  ASSERT_TRUE(result.shader) << result.infoLog;
  EXPECT_TRUE(result.shader->invariantFragCoord);
  EXPECT_FALSE(result.shader->invariantPointCoord);  // what is not read is compared with nothing
}

TEST(Compile, QualifiersStandOnceAndInOrder) {
  const auto global = [](const std::string& text) { return "#version 300 es\n" + text + "\nvoid main() {}"; };
  const char* const vertex[] = {"in layout(location = 0) vec4 a;",
                                "layout(location = 0) layout(location = 0) in vec4 a;",
                                "highp layout(location = 0) in vec4 a;",
                                "uniform layout(std140) B { float m; };",
                                "uniform B { highp layout(row_major) mat4 m; };",
                                "uniform;",
                                "in;",
                                "centroid vec4 a;",
                                "flat ivec2;",
                                "flat float a = max(1.0, 2.0), b;",
                                "float f(in out float a);",
                                "float f(float a, out in float b) { return b; }",
                                "float f(void, float a);",
                                "flat float f();",
                                "layout(location = 0) float f();",
                                "centroid float f();",
                                "smooth float f() { return 1.0; }"};
  for (const char* text : vertex) expectRefused(Stage::Vertex, global(text), "0:2:");
  const char* const allowed[] = {"layout(location = 0) in vec4 a;",
                                 "layout(std140) uniform;",
                                 "layout(std140) uniform B { layout(row_major) mat4 m; layout(column_major) mat4 n; };",
                                 "flat out float a; float f();",
                                 "float f(void); float g(in float a, out float b);",
                                 "uniform float u; float f(const in float a) { return a; }",
                                 "const float k = 1.0; void f(inout float a) { for (int i = 0; i < 2; ++i) { ; } }"};
  for (const char* text : allowed) expectAccepted(Stage::Vertex, global(text));
}

TEST(Compile, FunctionsReturnNoSamplers) {
  expectRefused(Stage::Fragment, "\nsampler2D f();\nvoid main() {}", "0:2: 'f'");
  expectRefused(Stage::Fragment, "struct S { sampler2D s; };\nS f();\nvoid main() {}", "0:2: 'f'");
}

TEST(Compile, FunctionsAreTheirNames) {
  expectRefused(Stage::Fragment, "float v(float a) { return a; }\nmediump float v[2];\nvoid main() {}", "0:2: 'v'");
  expectRefused(Stage::Vertex, "float n();\nvoid main() { n; }", "0:2: 'n' : variable expected");
  expectRefused(Stage::Vertex, "float n() { return 1.0; }\nvoid main() { float x = n; }", "0:2: 'n'");
  expectAccepted(Stage::Vertex, "float v(float a) { return a; }\nvoid main() { float v[2]; }");
  expectRefused(Stage::Vertex, "void main() { samplerExternalOES(1.0); }", "samplerExternalOES");
  expectRefused(Stage::Vertex, "float samplerExternalOES;\nvoid main() {}", "samplerExternalOES");
  // Precisions tell no functions apart, and may differ from one declaration to the next.
  expectAccepted(Stage::Vertex,
                 "float f(lowp float a);\nfloat f(highp float a) { return a; }\nvoid main() { f(1.0); }");
  expectRefused(Stage::Vertex,
                "float f(lowp float a) { return a; }\nfloat f(highp float a) { return a; }\nvoid main() {}", "0:2:");
}

TEST(Compile, FunctionsOfExtensionsThatAreNotThereAreNone) {
  const std::string own =
      "precision mediump float;\nfloat dFdx(float a);\nfloat dFdx(float a) { return a; }\nint fwidth(vec2 a) { return "
      "1; }"
      "\nvoid main() { gl_FragColor = vec4(dFdx(1.0), fwidth(vec2(1)), 0, 1); }";
  expectAccepted(Stage::Fragment, own);
  expectRefused(Stage::Fragment, own, "0:2:", {.extensions = kGlslOesStandardDerivatives});
  expectRefused(Stage::Fragment, "precision mediump float;\nvoid main() { gl_FragColor.x = dFdx(1.0); }", "dFdx");
}

TEST(Compile, TypesOfParametersAndMembersHaveSizesInGlslEs100) {
  expectAccepted(Stage::Vertex, "float f(float[2] a) { return a[1]; }\nvoid main() { float b[2]; f(b); }");
  expectAccepted(Stage::Vertex, "void f(sampler2D[3] s) {}\nuniform sampler2D s[3];\nvoid main() { f(s); }");
  expectAccepted(Stage::Vertex, "struct S { vec3[9] c; };\nvoid main() { S s; s.c[8] = vec3(1); }");
  for (const char* text : {"float[2] a;", "float[2] f();", "void f() { float[2] a; }"}) {
    expectRefused(Stage::Vertex, std::string("\n") + text + "\nvoid main() {}", "0:2:");
  }
}

TEST(Compile, MessagesOnCallsNameTheLineOfTheFunction) {
  expectRefused(Stage::Fragment, fragment300("c = f(\n1.0,\n2.0\n);"), "0:5: 'f'");
  expectRefused(Stage::Fragment, fragment300("c = vec4(1.0, (\n2.0), vec4(3.0),\nf(1.0)\n);"), "0:7: 'f'");
}

}  // namespace
}  // namespace sw
