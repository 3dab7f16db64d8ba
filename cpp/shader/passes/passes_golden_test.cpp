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
#include "shader/passes/dead_code.h"
#include "shader/passes/exits.h"
#include "shader/passes/inline.h"
#include "shader/passes/simplify.h"
#include "shader/passes/unroll.h"
#include "testing/golden_files.h"

namespace sw::passes {
namespace {

using ir::Function;
using ir::Shader;

struct Pass {
  std::string_view name;
  void (*run)(const Shader& shader, Function& function);
};
/// In the order of the pipeline (pipeline.cpp).
constexpr Pass kPasses[] = {
    {"inline", [](const Shader&, Function&) {}},  // calls are expanded where the function is taken
    {"exits", [](const Shader&, Function& function) { simplifyExits(function); }},
    {"simplify", simplify},
    {"dead-code", dropDeadCode},
    {"unroll", [](const Shader&, Function& function) { unrollLoops(function); }},
};

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
  EXPECT_NE(last, std::end(kPasses)) << path;
  const CompileResult result = compileShader(ir::Stage::Fragment, source, {});
  EXPECT_TRUE(result.shader) << path << result.infoLog;
  if (!result.shader || last == std::end(kPasses)) return "";
  const Shader& shader = *result.shader;
  KeptFunctions kept;
  kept.indexOf.assign(shader.functions.size(), ir::kNone);
  Function function;
  EXPECT_TRUE(expandCalls(shader, shader.mainFunction, kept, function)) << path;
  for (const Pass* pass = kPasses; pass <= last; ++pass) pass->run(shader, function);
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
