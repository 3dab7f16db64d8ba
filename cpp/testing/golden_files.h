// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// For tests: files that hold a source and, after a line that marks it, the text that must become of it. With SW_REBASE
// in the environment they are rewritten; read the difference.

#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

namespace sw::test {

inline std::string readFile(const std::string& path) {
  std::string text;
  FILE* file = fopen(path.c_str(), "rb");
  if (!file) return text;
  char buffer[4096];
  for (size_t n; (n = fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, n);
  fclose(file);
  return text;
}

/// Compares every file of the folder golden/ that is `wanted` (by its name) with what `become(path, source)` makes of
/// its source. CTest runs tests in the folder of their sources.
template <class Wanted, class Become>
void compareGoldenFiles(const std::string& mark, Wanted wanted, Become become) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator("golden", error)) {
    if (wanted(entry.path().filename().string())) names.push_back(entry.path().generic_string());
  }
  ASSERT_FALSE(error) << "run this in the folder of the test's source";
  std::sort(names.begin(), names.end());
  EXPECT_FALSE(names.empty());
  for (const std::string& name : names) {
    const std::string file = readFile(name);
    const size_t at = file.find(mark);
    const std::string source = file.substr(0, at);
    const std::string got = become(name, source);
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

}  // namespace sw::test
