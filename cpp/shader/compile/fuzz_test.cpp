// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Broken shaders: whole ones with tokens lost, doubled, moved or swapped. Whatever comes of it, compiling ends, says
// what is wrong or gives IR that verifies. SW_FUZZ_COUNT and SW_FUZZ_SEED make the run longer and another one; a
// failure names the number that repeats it.

#include <gtest/gtest.h>

#include "shader/compile/compile.h"
#include "testing/shaders/fuzz_shaders.h"

namespace sw {
namespace {

using fuzz::kSeeds;
using fuzz::Mutator;
using fuzz::setting;
using fuzz::stageOf;

TEST(Fuzz, ShadersCompileBeforeTheyAreBroken) {
  for (size_t i = 0; i < std::size(kSeeds); ++i) {
    const CompileResult result = compileShader(stageOf(i), kSeeds[i], {});
    EXPECT_TRUE(result.shader) << i << ": " << result.infoLog;
  }
}

TEST(Fuzz, BrokenShadersCompileOrSayWhyNot) {
  const uint64_t seed = setting("SW_FUZZ_SEED", 1), count = setting("SW_FUZZ_COUNT", 1500);
  uint64_t compiled = 0;
  for (uint64_t i = seed; i < seed + count; ++i) {
    Mutator mutator(i);
    const size_t which = mutator.below(std::size(kSeeds));
    const std::string source = mutator.mutate(kSeeds[which]);
    const CompileResult result =
        compileShader(stageOf(which), source, {.webglVersion = 2, .extensions = mutator.below(64)});
    if (result.shader) {
      ++compiled;
      ASSERT_EQ(ir::verify(*result.shader), "") << "SW_FUZZ_SEED=" << i << "\n" << source;
    } else {
      ASSERT_NE(result.infoLog.find("ERROR"), std::string::npos) << "SW_FUZZ_SEED=" << i << "\n" << source;
    }
  }
  EXPECT_GT(compiled, count / 40) << "most are broken, but not all: else only the parser is tried";
}

}  // namespace
}  // namespace sw
