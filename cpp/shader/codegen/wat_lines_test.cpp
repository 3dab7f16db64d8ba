// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include <gtest/gtest.h>

#include "pipeline/routine_keys.h"
#include "shader/codegen/routine_main.h"
#include "shader/compile/compile.h"
#include "shader/link/program.h"

namespace sw {
namespace {

using ir::Stage;

std::string lineBefore(const std::string& wat, const std::string& instruction) {
  const size_t at = wat.find(instruction);
  if (at == std::string::npos) return "no " + instruction;
  const size_t comment = wat.rfind(";; ", at);
  return comment == std::string::npos ? "none" : wat.substr(comment + 3, wat.find('\n', comment) - comment - 3);
}

TEST(WatLines, CodeStandsUnderItsSourceLine) {
  const CompileResult vertex = compileShader(Stage::Vertex,
                                             "#version 300 es\n"
                                             "in vec4 p;\n"
                                             "out vec4 v;\n"
                                             "void main() {\n"
                                             "  v = sqrt(p);\n"
                                             "  gl_Position =\n"
                                             "      floor(p);\n"
                                             "}\n",
                                             {});
  const CompileResult fragment = compileShader(Stage::Fragment,
                                               "#version 300 es\n"
                                               "precision highp float;\n"
                                               "uniform float k;\n"
                                               "in vec4 v;\n"
                                               "out vec4 c;\n"
                                               "float f(float x) {\n"
                                               "  return ceil(x);\n"
                                               "}\n"
                                               "void main() {\n"
                                               "  c = vec4(f(v.x));\n"
                                               "  if (v.y > 0.0)\n"
                                               "    c.y = trunc(v.z + f(k));\n"
                                               "#line 70\n"
                                               "  c.w += abs(v.w);\n"
                                               "}\n",
                                               {});
  ASSERT_TRUE(vertex.shader) << vertex.infoLog;
  ASSERT_TRUE(fragment.shader) << fragment.infoLog;
  const LinkResult linked = link(*vertex.shader, *fragment.shader, {});
  ASSERT_TRUE(linked.program) << linked.infoLog;
  std::string wat;
  ASSERT_EQ(generateVertexMain(*linked.program, VertexKey{}, &wat).error, "");
  EXPECT_EQ(lineBefore(wat, "f32x4.sqrt"), "line 5");
  EXPECT_EQ(lineBefore(wat, "f32x4.floor"), "line 7");
  ASSERT_EQ(generateFragmentMain(*linked.program, &wat).error, "");
  EXPECT_EQ(lineBefore(wat, "f32x4.ceil"), "line 7");  // of the function, wherever it is inlined
  EXPECT_EQ(lineBefore(wat, "f32.ceil"), "line 7");    // in the prologue: it depends on a uniform alone
  EXPECT_EQ(lineBefore(wat, "f32x4.trunc"), "line 12");
  EXPECT_EQ(lineBefore(wat, "f32x4.gt"), "line 11");
  EXPECT_EQ(lineBefore(wat, "f32x4.abs"), "line 70");
}

TEST(WatLines, UniformsThatAreOutputsHaveTheirs) {
  const CompileResult vertex = compileShader(Stage::Vertex, "void main() { gl_Position = vec4(0); }", {});
  const CompileResult fragment =
      compileShader(Stage::Fragment, "precision highp float;\nuniform vec4 c;\nvoid main() {\ngl_FragColor = c; }", {});
  ASSERT_TRUE(vertex.shader && fragment.shader);
  const LinkResult linked = link(*vertex.shader, *fragment.shader, {});
  ASSERT_TRUE(linked.program) << linked.infoLog;
  std::string wat;
  ASSERT_EQ(generateFragmentMain(*linked.program, &wat).error, "");
  EXPECT_EQ(lineBefore(wat, "f32.load"), "line 4");
}

}  // namespace
}  // namespace sw
