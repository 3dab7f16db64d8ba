// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "testing/shaders/random_shader.h"

#include <gtest/gtest.h>

#include "testing/shaders/run_glsl.h"

namespace sw::test {
namespace {

RandomShaderOptions optionsOfRunBody() {
  RandomShaderOptions options;
  options.leaves = {{"float", "F[3]"}, {"float", "F[7]"}, {"float", "uv.y"}, {"int", "I[2]"},
                    {"int", "lane"},   {"uint", "U[5]"},  {"bool", "yes"},   {"bool", "no"},
                    {"vec4", "V"},     {"vec2", "uv"},    {"mat3", "M"}};
  return options;
}

TEST(RandomShader, CompilesAndEnds) {
  const RandomShaderOptions options = optionsOfRunBody();
  int differing = 0;
  for (uint32_t seed = 0; seed < 150; ++seed) {
    const RandomShader shader = randomShader(seed, options);
    const RunOutcome outcome = runBody(shader.body, shader.declarations);
    ASSERT_EQ(outcome.error, "") << "seed " << seed << "\n" << shader.declarations << shader.body;
    EXPECT_FALSE(outcome.result.endless) << "seed " << seed;
    differing += outcome.color[0] != outcome.color[3];
  }
  EXPECT_GT(differing, 60);  // lanes do go ways of their own
}

TEST(RandomShader, IsTheSameForTheSameSeed) {
  const RandomShaderOptions options = optionsOfRunBody();
  EXPECT_EQ(randomShader(5, options).body, randomShader(5, options).body);
  EXPECT_NE(randomShader(5, options).body, randomShader(6, options).body);
}

}  // namespace
}  // namespace sw::test
