// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Names that mean something to the language, and what else may have them.

#include <gtest/gtest.h>

#include "shader/compile/compile.h"
#include "testing/shaders/compile_checks.h"

namespace sw {
namespace {

using ir::Stage;
using namespace test;

TEST(CompileNames, AMemberCalledLengthIsAMember) {
  const CompileResult result = compile(
      Stage::Fragment,
      "#version 300 es\nprecision highp float; struct R { vec3 d; float length; }; uniform R r[2]; out vec4 c;\n"
      "void main() { float a[3]; c = vec4(r[1].length, length(r[0].d), float(a.length()), 1.0); }");
  ASSERT_TRUE(result.shader) << result.infoLog;
  EXPECT_EQ(result.shader->structs[result.shader->uniforms[0].type.structIndex].members[1].name, "length");
}

TEST(CompileNames, AMemberCalledLengthOfABlockWithoutAnInstanceNameIsAGlobalName) {
  const CompileResult result =
      compile(Stage::Fragment,
              "#version 300 es\nprecision highp float; uniform B { float length; }; out vec4 c;\n"
              "void main() { float a[3]; length; c = vec4(length, a.length(), length + 1.0, -length); }");
  ASSERT_TRUE(result.shader) << result.infoLog;
  EXPECT_EQ(result.shader->blocks[0].members[0].name, "length");
  expectRefused(Stage::Fragment,
                "#version 300 es\nprecision highp float; uniform B { float length; }; out vec4 c;\n"
                "void main() {\nc = vec4(length(vec3(1.0))); }",
                "0:4: 'length'");
}

TEST(CompileNames, MainTakesAndReturnsNothing) {
  const std::string head = "precision highp float;\n";
  for (const char* declaration : {"float main(float);", "void main(float);", "int main();"}) {
    expectRefused(Stage::Fragment, head + declaration + "\nvoid main() {}", "0:2: 'main'");
    expectRefused(Stage::Vertex, "void main() {}\n" + std::string(declaration), "0:2: 'main'");
  }
  for (const char* definition : {"void main(float a) {}", "int main() { return 1; }"}) {
    expectRefused(Stage::Fragment, head + definition, "0:2:");
  }
  expectAccepted(Stage::Fragment, "void main();\nvoid main(void) {}");
}

}  // namespace
}  // namespace sw
