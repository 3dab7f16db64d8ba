// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Golden texts of calls: golden/call-*.frag hold a shader and, after a line "// wasm", the functions that are called
// and the body that calls them, with no call expanded. Run with SW_REBASE=1 in the environment to rewrite them, and
// read the difference.

#include <dirent.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "shader/frontend/compile.h"
#include "shader/link/body_twin.h"

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

/// The functions that are called, and of the routine the block that is one invocation; as lines of comment.
std::string textOf(const std::string& source) {
  CompileResult compiled = compileShader(ir::Stage::Fragment, source, {});
  if (!compiled.shader) return compiled.infoLog;
  const TwinCode code = generateTwin(programOf(std::move(*compiled.shader), {.inlining = false}));
  if (!code.error.empty()) return code.error;
  std::string text;
  bool inRoutine = false, inBody = false;
  for (size_t begin = 0; begin < code.listing.size();) {
    const size_t end = std::min(code.listing.find('\n', begin), code.listing.size());
    const std::string line = code.listing.substr(begin, end - begin);
    begin = end + 1;
    if (line.starts_with("func routine")) text += "// main\n";
    inRoutine |= line.starts_with("func routine");
    if (line == "    end") inBody = false;
    if (!inRoutine)
      text += line.empty() ? "//\n" : "// " + line + "\n";
    else if (inBody)
      text += "// " + line.substr(4) + "\n";
    inBody |= inRoutine && line == "    block";
  }
  return text;
}

TEST(CallGolden, CallsBecomeTheirRecordedText) {
  // CTest runs this in the folder of the sources.
  std::vector<std::string> names;
  DIR* folder = opendir("golden");
  ASSERT_NE(folder, nullptr) << "run this in cpp/shader/link";
  while (const dirent* entry = readdir(folder)) {
    const std::string name = entry->d_name;
    if (name.starts_with("call-")) names.push_back("golden/" + name);
  }
  closedir(folder);
  std::sort(names.begin(), names.end());
  EXPECT_FALSE(names.empty());
  for (const std::string& name : names) {
    const std::string file = readFile(name);
    const std::string mark = "// wasm\n";
    const size_t at = file.find(mark);
    const std::string source = file.substr(0, at);
    const std::string got = textOf(source);
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
