// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// GL_ANGLE_clip_cull_distance: what compiles and what does not.

#include <gtest/gtest.h>

#include "pipeline/extensions.h"
#include "shader/compile/compile.h"

namespace sw {
namespace {

using ir::Stage;

constexpr CompileOptions kEnabled{.webglVersion = 2, .extensions = kGlslWebglClipCullDistance};

void expectAccepted(Stage stage, const std::string& source) {
  const CompileResult result = compileShader(stage, source, kEnabled);
  ASSERT_TRUE(result.shader) << source << result.infoLog;
  EXPECT_EQ(ir::verify(*result.shader), "") << source;
}

void expectRefused(Stage stage, const std::string& source, const std::string& message,
                   const CompileOptions& options = kEnabled) {
  const CompileResult result = compileShader(stage, source, options);
  EXPECT_FALSE(result.shader) << source;
  EXPECT_NE(result.infoLog.find(message), std::string::npos) << source << result.infoLog;
}

std::string clipVertex(const std::string& globals, const std::string& body, bool enabled = true) {
  return std::string("#version 300 es\n") + (enabled ? "#extension GL_ANGLE_clip_cull_distance : require\n" : "") +
         "uniform int n;\n" + globals + "\nvoid main() { gl_Position = vec4(0); " + body + " }\n";
}

TEST(ClipDistances, NeedTheirExtension) {
  expectAccepted(Stage::Vertex, clipVertex("", "gl_ClipDistance[7] = 1.0;"));
  expectRefused(Stage::Vertex, clipVertex("", "gl_ClipDistance[7] = 1.0;", false), "0:4:");
  expectRefused(Stage::Vertex, clipVertex("", "gl_Position.x = float(gl_MaxClipDistances);", false), "0:4:");
  expectRefused(Stage::Vertex, clipVertex("out highp float gl_ClipDistance[2];", "", false), "gl_ClipDistance");
  expectRefused(Stage::Vertex, clipVertex("", "gl_ClipDistance[7] = 1.0;"), "not supported", {});
}

TEST(ClipDistances, AreSizedByTheirHighestIndex) {
  const CompileResult result = compileShader(
      Stage::Vertex, clipVertex("", "gl_ClipDistance[2] = 1.0; gl_CullDistance[0] = gl_ClipDistance[4];"), kEnabled);
  ASSERT_TRUE(result.shader) << result.infoLog;
  for (const ir::InterfaceVariable& output : result.shader->outputs) {
    const size_t expected = output.semantic == ir::Semantic::ClipDistance ? 5 : 1;
    if (output.name != "gl_Position") {
      EXPECT_EQ(output.cells.size(), expected) << output.name;
    }
  }
}

TEST(ClipDistances, MayBeRedeclaredWithASize) {
  expectAccepted(Stage::Vertex,
                 clipVertex("const int size = 3; out highp float gl_ClipDistance[size], other;",
                            "for (int i = 0; i < gl_ClipDistance.length(); ++i) gl_ClipDistance[i] = float(i);"));
  expectAccepted(
      Stage::Fragment,
      "#version 300 es\n#extension GL_ANGLE_clip_cull_distance : enable\nprecision highp float;\n"
      "in float gl_CullDistance[8]; uniform int n; out vec4 c; void main() { c = vec4(gl_CullDistance[n]); }");
  const struct {
    const char *globals, *body, *message;
  } kBad[] = {
      {"out highp float gl_ClipDistance[9];", "", "gl_ClipDistance"},
      {"out highp float gl_CullDistance[9];", "", "gl_CullDistance"},
      {"out highp float gl_ClipDistance[];", "", "array size required"},
      {"in highp float gl_ClipDistance[2];", "", "gl_ClipDistance"},
      {"flat out highp float gl_ClipDistance[2];", "", "redeclaration"},
      {"out highp int gl_ClipDistance[2];", "", "element type"},
      {"out highp float gl_ClipDistance[2]; out highp float gl_ClipDistance[2];", "", "redeclaration"},
      {"out highp float gl_ClipDistance[2], gl_PointSize;", "", "gl_PointSize"},
      {"out highp float gl_ClipDistance[2]; out highp vec4 gl_Position;", "", "gl_Position"},
      {"", "highp float gl_ClipDistance[2];", "gl_ClipDistance"},
      {"", "gl_ClipDistance[8] = 1.0;", "out of range"},
      {"", "gl_ClipDistance[-1] = 1.0;", "out of range"},
      {"", "gl_ClipDistance[n] = 1.0;", "with a variable"},
      {"", "gl_Position.x = float(gl_ClipDistance.length());", "array must be declared with a size"},
      {"out highp float gl_ClipDistance[2];", "gl_ClipDistance[2] = 1.0;", "out of range"},
      {"void f() { gl_ClipDistance[3] = 1.0; } out highp float gl_ClipDistance[2];", "f();", "used before"},
  };
  for (const auto& bad : kBad) {
    expectRefused(Stage::Vertex, clipVertex(bad.globals, bad.body), bad.message);
  }
}

TEST(ClipDistances, OddUsesAreRefusedOrWellFormed) {
  const struct {
    const char *globals, *body;
    bool accepted;
  } kOdd[] = {
      {"", "gl_ClipDistance;", true},  // sized by nothing: as if it had one element
      {"", "gl_ClipDistance[0]++; gl_ClipDistance[1] += gl_ClipDistance[0] *= 2.0;", true},
      {"", "gl_ClipDistance = float[2](1.0, 2.0);", false},
      {"", "highp float copy[2] = gl_ClipDistance;", false},
      {"", "gl_Position.x = gl_ClipDistance == gl_ClipDistance ? 1.0 : 0.0;", false},
      {"void f(float a[2]) {}", "f(gl_ClipDistance);", false},
      {"out highp float gl_ClipDistance[2];", "gl_ClipDistance = float[2](1.0, 2.0);", true},
      {"out highp float gl_ClipDistance[2];", "highp float copy[2] = gl_ClipDistance;", true},
      {"void f(out float a[2]) { a[n] = 1.0; } out highp float gl_ClipDistance[2];", "f(gl_ClipDistance);", true},
      {"out highp float gl_ClipDistance[2] = float[2](1.0, 2.0);", "", false},
      {"centroid out highp float gl_ClipDistance[2];", "", false},
      {"layout(location = 0) out highp float gl_ClipDistance[2];", "", false},
      {"out highp float gl_ClipDistance[0];", "", false},
      {"out highp float gl_ClipDistance;", "", false},
      {"out highp float gl_ClipDistance[2][2];", "", false},
      {"highp float gl_ClipDistance[2];", "", false},
      {"uniform highp float gl_ClipDistance[2];", "", false},
      {"struct S { float gl_ClipDistance[2]; };", "", false},
      {"void gl_ClipDistance() {}", "", false},
      {"void f(float gl_ClipDistance[2]) {}", "", false},
      {"const int gl_MaxClipDistances = 4;", "", false},
      {"out highp float gl_ClipDistance[gl_MaxClipDistances];", "gl_ClipDistance[7] = 1.0;", true},
      {"out highp float gl_ClipDistance[2], gl_CullDistance[3];", "gl_CullDistance[n] = 1.0;", true},
      {"out highp float gl_ClipDistance[8], gl_CullDistance[8];", "gl_CullDistance[n] = gl_ClipDistance[7] = 1.0;",
       true},
      {"out highp vec4 other; out highp float gl_ClipDistance[2]; out highp float gl_Position;", "", false},
      {"out highp float gl_ClipDistance[n];", "", false},
      {"out highp float gl_ClipDistance[2", "", false},
      {"out highp float gl_ClipDistance", "", false},
      {"#define gl_ClipDistance x", "", true},
      {"void gl_foo() {}", "", false},
  };
  for (const auto& odd : kOdd) {
    const std::string source = clipVertex(odd.globals, odd.body);
    const CompileResult result = compileShader(Stage::Vertex, source, kEnabled);
    EXPECT_EQ(result.shader.has_value(), odd.accepted) << source << result.infoLog;
    if (result.shader) {
      EXPECT_EQ(ir::verify(*result.shader), "") << source;
    }
    if (!result.shader) {
      EXPECT_NE(result.infoLog, "") << source;
    }
  }
}

}  // namespace
}  // namespace sw
