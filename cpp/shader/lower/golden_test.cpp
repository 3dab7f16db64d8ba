// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Golden texts: golden/*.frag and *.vert hold a shader and, after a line "// IR", the IR that it must become. Run with
// SW_REBASE=1 in the environment to rewrite them, and read the difference. Names that begin with "bad-" are refused:
// what follows is the info log.

#include <gtest/gtest.h>

#include <algorithm>

#include "shader/compile/compile.h"
#include "testing/golden_files.h"

namespace sw::test {
namespace {

/// The IR, or the log, as lines of comment.
std::string compiled(const std::string& path, const std::string& source) {
  CompileOptions options;
  options.extensions = 0xffffffff;
  const CompileResult result =
      compileShader(path.ends_with(".vert") ? ir::Stage::Vertex : ir::Stage::Fragment, source, options);
  std::string text = result.infoLog;
  if (result.shader) {
    EXPECT_EQ(ir::verify(*result.shader), "") << path;
    text += ir::toText(*result.shader);
  }
  std::string commented;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    commented += "// " + text.substr(begin, end - begin) + "\n";
    begin = end + 1;
  }
  return commented;
}

TEST(Golden, ShadersBecomeTheirRecordedText) {
  compareGoldenFiles(
      "// IR\n", [](const std::string& name) { return name.ends_with(".frag") || name.ends_with(".vert"); },
      [](const std::string& path, const std::string& source) {
        const std::string got = compiled(path, source);
        EXPECT_EQ(got.find("// ERROR") == 0, path.find("bad-") != std::string::npos) << path;
        return got;
      });
}

}  // namespace
}  // namespace sw::test
