// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Golden texts: golden/*.frag and *.vert hold a shader and, after a line "// IR", the IR that it must become. Run with
// SW_REBASE=1 in the environment to rewrite them, and read the difference. Names that begin with "bad-" are refused:
// what follows is the info log.

#include <dirent.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "shader/frontend/compile.h"

namespace sw::test {
namespace {

std::string readFile(const std::string& path) {
  std::string text;
  FILE* file = fopen(path.c_str(), "rb");
  if (!file) return text;
  char buffer[4096];
  for (size_t n; (n = fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, n);
  fclose(file);
  return text;
}

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
  // CTest runs this in the folder of the sources.
  std::vector<std::string> names;
  DIR* folder = opendir("golden");
  ASSERT_NE(folder, nullptr) << "run this in cpp/shader/lower";
  while (const dirent* entry = readdir(folder)) {
    const std::string name = entry->d_name;
    if (name.ends_with(".frag") || name.ends_with(".vert")) names.push_back("golden/" + name);
  }
  closedir(folder);
  std::sort(names.begin(), names.end());
  EXPECT_FALSE(names.empty());
  for (const std::string& name : names) {
    const std::string file = readFile(name);
    const std::string mark = "// IR\n";
    const size_t at = file.find(mark);
    const std::string source = file.substr(0, at);
    const std::string got = compiled(name, source);
    EXPECT_EQ(got.find("// ERROR") == 0, name.find("bad-") != std::string::npos) << name;
    if (getenv("SW_REBASE")) {
      FILE* out = fopen(name.c_str(), "wb");
      const std::string text = source + mark + got;
      fwrite(text.data(), 1, text.size(), out);
      fclose(out);
      continue;
    }
    ASSERT_NE(at, std::string::npos) << name;
    EXPECT_EQ(got, file.substr(at + mark.size())) << name;
  }
}

}  // namespace
}  // namespace sw::test
