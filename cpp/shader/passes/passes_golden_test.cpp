// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Golden texts: golden/*.frag hold a shader and, after a line "// IR", what its main function is behind the pass that
// the file's name begins with. Those that the pass counts on have run before. SW_REBASE=1 rewrites them.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "shader/compile/compile.h"
#include "shader/passes/inline.h"
#include "shader/passes/passes.h"
#include "testing/golden_files.h"

namespace sw::passes {
namespace {

using ir::Function;
using ir::Shader;

/// Calls are expanded where the function is taken, before any pass.
constexpr std::string_view kExpansion = "inline";

/// IR of a shader with this main function, as lines of comment.
std::string commented(const std::string& path, Shader shader, Function function) {
  shader.functions.assign(1, std::move(function));
  shader.mainFunction = 0;
  EXPECT_EQ(ir::verify(shader), "") << path;
  const std::string text = ir::toText(shader);
  std::string lines;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    lines += "// " + text.substr(begin, end - begin) + "\n";
    begin = end + 1;
  }
  return lines;
}

std::string behindPass(const std::string& path, const std::string& source) {
  const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
  const Pass* const last = std::find_if(std::begin(kPasses), std::end(kPasses),
                                        [&](const Pass& pass) { return name.starts_with(pass.name); });
  EXPECT_TRUE(last != std::end(kPasses) || name.starts_with(kExpansion)) << path;
  const CompileResult result = compileShader(ir::Stage::Fragment, source, {});
  EXPECT_TRUE(result.shader) << path << result.infoLog;
  if (!result.shader) return "";
  const Shader& shader = *result.shader;
  KeptFunctions kept;
  kept.indexOf.assign(shader.functions.size(), ir::kNone);
  Function function;
  EXPECT_TRUE(expandCalls(shader, shader.mainFunction, kept, function)) << path;
  const Pass* const end = last == std::end(kPasses) ? kPasses : last + 1;
  for (const Pass* pass = kPasses; pass < end; ++pass) pass->run(shader, function);
  return commented(path, shader, std::move(function));
}

TEST(PassGolden, ShadersBecomeTheirRecordedText) {
  test::compareGoldenFiles(
      "// IR\n", [](const std::string& name) { return name.ends_with(".frag"); }, behindPass);
}

TEST(PassGolden, EachPassHasAFile) {
  for (const Pass& pass : kPasses) {
    bool found = false;
    for (const auto& entry : std::filesystem::directory_iterator("golden")) {
      found |= entry.path().filename().string().starts_with(pass.name);
    }
    EXPECT_TRUE(found) << pass.name;
  }
}

}  // namespace
}  // namespace sw::passes
