// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Golden texts of calls: golden/call-*.frag hold a shader and, after a line "// wasm", the functions that are called
// and the body that calls them, with no call expanded; of call-depth.frag, whose text would have ten thousand lines,
// what matters at such depth. Run with SW_REBASE=1 in the environment to rewrite them, and read the difference.

#include <gtest/gtest.h>

#include "shader/compile/compile.h"
#include "testing/golden_files.h"
#include "testing/shaders/body_twin.h"

namespace sw::test {
namespace {

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

/// Of each function its type, and where the frame lies that it hands on: so far below ACTIVE_FRAME_SP, and above that.
std::string framesOf(const std::string& text) {
  std::string frames, below, above, before;
  const auto numberOf = [](const std::string& line) { return line.substr(line.rfind(' ') + 1); };
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = text.find('\n', begin);
    const std::string line = text.substr(begin, end - begin);
    begin = end + 1;
    if (line.starts_with("// func") || line == "// main") frames += line + "\n";
    if (before.ends_with("global.get ACTIVE_FRAME_SP")) below = numberOf(line);
    if (before.ends_with("local.get callFrame")) above = line.find("i32.const") != line.npos ? numberOf(line) : "0";
    if (line.find(" call f") != line.npos) frames += "//   hands on a frame at " + above + " - " + below + "\n";
    before = line;
  }
  return frames;
}

TEST(CallGolden, CallsBecomeTheirRecordedText) {
  compareGoldenFiles(
      "// wasm\n", [](const std::string& name) { return name.starts_with("call-"); },
      [](const std::string& path, const std::string& source) {
        const std::string text = textOf(source);
        return path.ends_with("call-depth.frag") ? framesOf(text) : text;
      });
}

}  // namespace
}  // namespace sw::test
