// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/extensions.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "testing/context/fake_host.h"

namespace sw::gl {
namespace {

/// Names that docs/extensions.md has in a version, with blanks between.
std::string documented(int version) {
  std::FILE* file = std::fopen("../../docs/extensions.md", "r");  // tests run in their own folder
  if (!file) return "docs/extensions.md is missing";
  std::string names;
  char line[1024], name[128], yes[2][16];
  while (std::fgets(line, sizeof line, file)) {
    if (std::sscanf(line, "| `%127[^`]` |%15[^|]|%15[^|]|", name, yes[0], yes[1]) != 3) continue;
    if (std::string(yes[version - 1]) != " yes ") continue;
    names += (names.empty() ? "" : " ") + std::string(name);
  }
  std::fclose(file);
  return names;
}

}  // namespace

TEST(Extensions, AreTheDocumentedOnes) {
  for (const int version : {1, 2}) {
    TestContext t(version);
    EXPECT_EQ(getSupportedExtensions(t.c), documented(version));
  }
}

TEST(Extensions, OfTheOtherVersionAreNotEnabled) {
  TestContext t(2);
  EXPECT_FALSE(getExtension(t.c, "OES_texture_float"));
  EXPECT_TRUE(getExtension(t.c, "EXT_color_buffer_float"));
  EXPECT_TRUE(t.c.has(kExtColorBufferFloat) && t.c.has(kExtFloatBlend));  // one brings the other
}

}  // namespace sw::gl
