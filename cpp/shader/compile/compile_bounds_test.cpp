// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// How deep, how many, how large: what would overflow or take long is refused by name, before it does.

#include <gtest/gtest.h>

#include <algorithm>

#include "shader/compile/compile.h"
#include "testing/shaders/compile_checks.h"

namespace sw {
namespace {

using ir::Stage;
using namespace test;

std::string repeat(const char* text, int count) {
  std::string result;
  for (int i = 0; i < count; ++i) result += text;
  return result;
}

std::string callChain(int functions) {
  std::string text = "#version 300 es\nprecision highp float; out vec4 c; float f0() { return 1.0; }\n";
  for (int i = 1; i < functions; ++i) {
    text += "float f" + std::to_string(i) + "() { return f" + std::to_string(i - 1) + "(); }\n";
  }
  return text + "void main() { c = vec4(f" + std::to_string(functions - 1) + "()); }";
}

TEST(CompileBounds, DepthEndsWhereItDoesInBrowsers) {
  const struct {
    const char* before;
    const char* each;
    const char* middle;
    const char* close;
    int most;  // found by trying, in Chromium
  } rows[] = {
      {"if (n == 0) c = u; ", "else if (n > 1) c = u; ", "", "", 125},
      {"if (n == 0) { c = u; } ", "else if (n > 1) { c = u; } ", "else c = u;", "", 125},
      {"", "if (n > 1) ", "c = u;", "", 126},
      {"", "if (n > 1) { ", "c = u;", "}", 126},
      {"", "if (n > 1) c = u; else {", "c = u;", "}", 126},
      {"", "{", "c = u;", "}", 252},
      {"", "for (int i = 0; i < 2; i++) ", "c = u;", "", 126},
      {"", "for (int i = 0; i < 2; i++) {", "c = u;", "}", 126},
      {"", "for (; n > 2;) {", "c = u;", "}", 126},
      {"", "while (n > 1) ", "c = u;", "", 126},
      {"", "while (n > 1) {", "c = u;", "}", 126},
      {"", "do { ", "c = u;", "} while (n > 1);", 126},
      {"", "switch (n) { case 1: ", "c = u;", "}", 126},
      {"c.x = u.x", " + u.x", ";", "", 251},
      {"c.x = u.x * 2.0", " + u.x * 2.0", ";", "", 250},
      {"c.x = ", "u.x + (", "u.x", ")", 251},
      {"c.x = ", "- ", "u.x", "", 251},
      {"c.x = ", "+ ", "u.x", "", 251},
      {"bool b = ", "!", "(n > 1)", "", 250},
      {"c.x = ", "n > 0 ? 1.0 : ", "2.0;", "", 251},
      {"c = u", ", c = u", ";", "", 252},
      {"c.x = ", "sin(", "u.x", ")", 251},
      {"c = ", "vec4(", "u", ")", 252},
      {"int k[4]; k[0] = n; c.x = float(", "k[", "1", "]", 251},
      {"c", " = c", " = u;", "", 252},
      {"bool b = n > 1", " && n > 2", ";", "", 250},
  };
  for (const auto& row : rows) {
    const auto source = [&](int count) {
      const bool call = std::string_view(row.before).find("float(") != std::string_view::npos;
      return fragment300(row.before + repeat(row.each, count) + row.middle + repeat(row.close, count) +
                         (call ? ")" : "") + ";");
    };
    expectAccepted(Stage::Fragment, source(row.most));
    const CompileResult result = compile(Stage::Fragment, source(row.most + 1));
    EXPECT_EQ(result.infoLog, "ERROR: Expression too complex.\n") << row.each << row.most;
  }
  // What is computed or joined at once adds no depth, nor do parentheses.
  expectAccepted(Stage::Fragment, fragment300("c.x = " + repeat("(", 9900) + "u.x" + repeat(")", 9900) + ";"));
  expectAccepted(Stage::Fragment, fragment300("c.x = 1.0" + repeat(" + 1.0", 2000) + ";"));
  expectAccepted(Stage::Fragment, fragment300("c = u" + repeat(".xyzw", 500) + ";"));
  expectAccepted(Stage::Fragment, fragment300("c.x = (u.x" + repeat(", u.x", 500) + ");"));
  expectAccepted(Stage::Fragment, callChain(255));
  expectRefused(Stage::Fragment, callChain(256), "too deep");
}

TEST(CompileBounds, NothingOverflows) {
  for (const int count : {3000, 100000}) {
    for (const std::string& body :
         {"c.x = " + repeat("u.x + ", count) + "u.x;",
          "c.x = " + repeat("(u.x + ", count) + "u.x" + repeat(")", count) + ";",
          "c.x = " + repeat("- ", count) + "u.x;", "c.x = " + repeat("+ ", count) + "u.x;",
          repeat("{", count) + "c = u;" + repeat("}", count), repeat("if (n > 1) ", count) + "c = u;",
          repeat("if (n > 1) c = u; else ", count) + ";", repeat("if (n > 1) {", count) + repeat("}", count),
          "c.x = " + repeat("u[int(", count) + "0" + repeat(")]", count) + ";", "n" + repeat(", n++", count) + ";",
          "c.x = " + repeat("n > 0 ? 1.0 : ", count) + "2.0;",
          "c.x = " + repeat("sin(", count) + "u.x" + repeat(")", count) + ";", repeat("for (;;) ", count) + ";",
          repeat("while (n > 0) ", count) + ";", repeat("do ", count) + ";" + repeat(" while (n > 0);", count),
          repeat("switch (n) { case 1: ", count) + repeat("}", count),
          repeat("(true ? c : ", count) + "c" + repeat(")", count) + ".x = 1.0 + u;",
          "c" + repeat(" = c", count) + " = u;"}) {
      EXPECT_FALSE(compile(Stage::Fragment, fragment300(body)).shader) << body.substr(0, 40) << count;
    }
    // Whatever becomes of these.
    for (const std::string& body :
         {"c.x = " + repeat("(", count) + "u.x" + repeat(")", count) + ";", "c = u" + repeat(".xyzw", count) + ";",
          "n" + repeat(", n", count) + ";", "(n" + repeat(", n", count) + ", c) = u;",
          "c.x = (u.x" + repeat(" + u.x", count) + ", 1.0);", "c = true ? u : u" + repeat(" + u", count) + ";",
          "c = true ? u" + repeat(".xyzw", count) + " : u;",
          "c.x = " + repeat("sin(", count) + "1.0" + repeat(")", count) + ";"}) {
      EXPECT_FALSE(compile(Stage::Fragment, fragment300(body)).infoLog == "no") << body.substr(0, 40);
    }
    expectRefused(Stage::Fragment, callChain(count / 3), "too deep");
  }
}

TEST(CompileBounds, CountsEndWhereTheyDoInBrowsers) {
  const auto parameters = [](int count) { return "(float a" + repeat(", float", count - 1) + ")"; };
  const std::string head = "#version 300 es\nprecision highp float;\n";
  expectAccepted(Stage::Fragment, head + "void f" + parameters(255) + " {} void main() {}");
  expectAccepted(Stage::Fragment, head + "void f" + parameters(256) + "; void main() {}");
  expectRefused(Stage::Fragment, head + "void f" + parameters(256) + " {} void main() {}", "0:3: 'f'");
  const auto members = [](int count) {
    std::string text = "struct S {\n";
    for (int i = 0; i < count; ++i) text += "bool b" + std::to_string(i) + ";";
    return text + "}; void main() {}";
  };
  expectAccepted(Stage::Fragment, head + members(2000));
  expectRefused(Stage::Fragment, head + members(16384), "Too many fields");
}

TEST(CompileBounds, HugeVariablesAreRefused) {
  expectRefused(Stage::Fragment, fragment300("float a[1000000000]; a[n] = 1.0; c = vec4(a[0]);"), "Size");
  expectRefused(Stage::Vertex, "#version 300 es\nuniform vec4 a[100000000];\nvoid main() { gl_Position = a[1]; }",
                "Size");
  // Less than 64 KiB each, also where nothing names it, and 16 MiB together.
  const std::string head = "#version 300 es\nprecision highp float; struct S { vec3 a[4]; mat2 b; };\n";
  for (const char* declaration : {"float a[16383]", "vec4 a[4095]", "S a[1023]"}) {
    expectAccepted(Stage::Fragment, head + "void main() { " + declaration + "; }");
    expectAccepted(Stage::Fragment, head + declaration + "; void main() {}");
  }
  for (const char* declaration : {"float a[16384]", "vec4 a[4096]", "S a[1024]"}) {
    expectRefused(Stage::Fragment, head + "void main() { " + declaration + "; }", "0:3: 'a' : Size");
    expectRefused(Stage::Fragment, head + declaration + "; void main() {}", "0:3: 'a' : Size");
    expectRefused(Stage::Fragment, head + "void f(" + declaration + ") {} void main() {}", "0:3: 'a' : Size");
    expectAccepted(Stage::Fragment, head + "uniform " + declaration + "; void main() {}");
  }
  expectAccepted(Stage::Fragment, head + "void main() { " + repeat("{ float a[16383]; }", 256) + " }");
  expectRefused(Stage::Fragment, head + "void main() { " + repeat("{ float a[16383]; }", 257) + " }", "Total size");
}

std::string nestedStructs(int levels) {
  std::string source = "#version 300 es\nprecision highp float; out vec4 o;\nstruct S0 { float a, b; };\n";
  for (int i = 1; i <= levels; ++i) {
    const std::string inner = "S" + std::to_string(i - 1);
    source += "struct S" + std::to_string(i) + " { " + inner + " a, b; };\n";
  }
  return source + "uniform S" + std::to_string(levels) + " s; void main() { o = vec4(1); }";
}

TEST(CompileBounds, TheFirstLevelOfStructsBeyondFourEndsTheParsing) {
  const CompileResult result = compileShader(ir::Stage::Fragment, nestedStructs(60), {});
  EXPECT_FALSE(result.shader);
  EXPECT_EQ(result.infoLog.find("ERROR: 0:7: 'S3' : reference of struct type exceeds maximum allowed nesting level"),
            0u)
      << result.infoLog;
  EXPECT_EQ(std::count(result.infoLog.begin(), result.infoLog.end(), '\n'), 2) << result.infoLog;
}

std::string wideStructs(int members, int levels) {
  const auto list = [&] {
    std::string text;
    for (int i = 0; i < members; ++i) text += (i ? ", m" : "m") + std::to_string(i);
    return text;
  };
  std::string source = "#version 300 es\nprecision highp float; out vec4 o;\nstruct S0 { float " + list() + "; };\n";
  for (int i = 1; i < levels; ++i) {
    source += "struct S" + std::to_string(i) + " { S" + std::to_string(i - 1) + " " + list() + "; };\n";
  }
  return source + "void main() { o = vec4(1); }";
}

TEST(CompileBounds, FieldsOfStructsInStructsAreBounded) {
  const CompileResult result = compileShader(ir::Stage::Fragment, wideStructs(1000, 4), {});
  EXPECT_FALSE(result.shader);
  EXPECT_NE(result.infoLog.find("Too many fields in the struct and its members (limit is 65536)"), std::string::npos)
      << result.infoLog;
  EXPECT_TRUE(compileShader(ir::Stage::Fragment, wideStructs(200, 2), {}).shader);
}

TEST(CompileBounds, FieldsOfAllThatIsNamedAreBounded) {
  std::string source = wideStructs(127, 2);
  source.resize(source.find("void main"));
  source += "void main() { S1 s;\n";
  for (int i = 0; i < 200; ++i) source += "o.x += s.m0.m0;\n";
  EXPECT_TRUE(compileShader(ir::Stage::Fragment, source + "}", {}).shader);
  for (int i = 0; i < 100; ++i) source += "o.x += s.m0.m0;\n";
  const CompileResult result = compileShader(ir::Stage::Fragment, source + "}", {});
  EXPECT_FALSE(result.shader);
  EXPECT_EQ(result.infoLog,
            "ERROR: Too many fields in the structs of all declarations and expressions (limit is 4194304).\n");
}

TEST(CompileBounds, LoopsAreBounded) {
  const auto loops = [](int count) {
    std::string source =
        "#version 300 es\nprecision highp float; out vec4 o; uniform int k;\nvoid main() { o = vec4(0);\n";
    for (int i = 0; i < count; ++i)
      source += i % 2 ? "do o.x += 1.0; while (o.x < 2.0);\n" : "for (; o.x < 1.0;) o.x++;\n";
    return compileShader(ir::Stage::Fragment, source + "}", {});
  };
  EXPECT_TRUE(loops(2048).shader);
  EXPECT_EQ(loops(5000).infoLog, "ERROR: Too many loops in the shader (limit is 2048).\n");
}

TEST(CompileBounds, SwitchesOfManyLabelsStillFindEqualOnes) {
  const auto labels = [](int count, const char* more) {
    std::string source = "#version 300 es\nprecision highp float; out vec4 o; uniform int k;\n";
    source += "void main() { o = vec4(0); switch (k) {\n";
    for (int i = 0; i < count; ++i) source += "case " + std::to_string(i) + ": o.x += 1.0; break;\n";
    return source + more + "} }";
  };
  EXPECT_TRUE(compileShader(ir::Stage::Fragment, labels(16'384, ""), {}).shader);
  EXPECT_EQ(compileShader(ir::Stage::Fragment, labels(50'000, ""), {}).infoLog,
            "ERROR: Too many labels in the switches of the shader (limit is 16384).\n");
  const CompileResult again = compileShader(ir::Stage::Fragment, labels(100, "case 7: break;\n"), {});
  EXPECT_FALSE(again.shader);
  EXPECT_NE(again.infoLog.find("ERROR: 0:104: 'case' : duplicated value"), std::string::npos) << again.infoLog;
  const CompileResult inner =
      compileShader(ir::Stage::Fragment,
                    labels(3, "case 9: switch (k) { case 1: break; case 2: break; } break; case 10: break;\n"), {});
  EXPECT_TRUE(inner.shader) << inner.infoLog;
  const CompileResult next =
      compileShader(ir::Stage::Fragment, labels(3, "} switch (k) { default: case 1: break; case 2: break;\n"), {});
  EXPECT_TRUE(next.shader) << next.infoLog;
  EXPECT_FALSE(compileShader(ir::Stage::Fragment, labels(0, "o.x = 1.0; case 1: break;\n"), {}).shader);
}

TEST(CompileBounds, StructsNestFourDeep) {
  const std::string four =
      "#version 300 es\nprecision highp float; struct A { float x; }; struct B { A a; }; struct C { B b; }; struct D { "
      "C c; };\n";
  expectAccepted(Stage::Fragment, four + "uniform D d; out vec4 c; void main() { c = vec4(d.c.b.a.x); }");
  expectRefused(Stage::Fragment, four + "struct E { D d; }; void main() {}", "0:3: 'D'");
}

TEST(CompileBounds, LoopsThatNothingEndsAreRefused) {
  const char* const endless[] = {"for (;;);",
                                 "for (; true;) {}",
                                 "while (1 < 2) { int i = 0; }",
                                 "for (;;) { for (;;) break; }",
                                 "for (;;) { switch (n) { case 0: break; } }",
                                 "for (;;) discard;",
                                 "return; for (;;) {}"};
  for (const char* body : endless) expectRefused(Stage::Fragment, fragment300(body), "0:5:");
  expectRefused(Stage::Vertex, "#version 300 es\nvoid f() { for (;;) continue; }\nvoid main() {}", "0:2:");
  const char* const ended[] = {"for (;;) break;",
                               "for (;;) { if (n > 1) { break; } }",
                               "for (;;) { for (;;) { return; } }",
                               "for (; n < 1;);",
                               "do {} while (true);",
                               "for (; false;) {}",
                               "for (;;) { switch (n) { case 0: return; } }"};
  for (const char* body : ended) expectAccepted(Stage::Fragment, fragment300(body));
}

}  // namespace
}  // namespace sw
