// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// For tests of what compiles and what does not.

#pragma once

#include <gtest/gtest.h>

#include <string>

#include "shader/compile/compile.h"

namespace sw::test {

inline CompileResult compile(ir::Stage stage, const std::string& source, CompileOptions options = {}) {
  return compileShader(stage, source, options);
}

/// A fragment shader in GLSL ES 3.00 around a body; the body starts in line 5.
inline std::string fragment300(const std::string& body) {
  return "#version 300 es\nprecision highp float;\nuniform int n; uniform vec4 u; in vec4 v; out vec4 c;\nvoid main() "
         "{\n" +
         body + "\n}\n";
}

/// A fragment shader in GLSL ES 1.00; the body starts in line 4.
inline std::string fragment100(const std::string& body) {
  return "precision mediump float;\nuniform int n; uniform vec4 u; varying vec4 v;\nvoid main() {\n" + body + "\n}\n";
}

inline void expectAccepted(ir::Stage stage, const std::string& source, CompileOptions options = {}) {
  const CompileResult result = compile(stage, source, options);
  EXPECT_TRUE(result.shader) << source << result.infoLog;
  if (!result.shader) return;
  EXPECT_EQ(ir::verify(*result.shader), "") << source;
}

inline void expectRefused(ir::Stage stage, const std::string& source, const std::string& where,
                          CompileOptions options = {}) {
  const CompileResult result = compile(stage, source, options);
  EXPECT_FALSE(result.shader) << source;
  EXPECT_NE(result.infoLog.find(where), std::string::npos) << source << result.infoLog;
  ASSERT_FALSE(result.infoLog.empty());
  EXPECT_EQ(result.infoLog.back(), '\n');
}

}  // namespace sw::test
