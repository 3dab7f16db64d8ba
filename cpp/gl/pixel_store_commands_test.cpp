// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "gl/pixel_store_commands.h"

#include <gtest/gtest.h>

#include "testing/context/fake_host.h"

namespace sw::gl {
namespace {

TEST(PixelStore, AlignmentsArePowersOfTwoUpToEight) {
  TestContext t;
  for (const GLint good : {1, 2, 4, 8}) {
    pixelStorei(t.c, GL_UNPACK_ALIGNMENT, good);
    EXPECT_EQ(t.c.pixelStore.unpackAlignment, good);
  }
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  for (const GLint bad : {0, 3, 16, -1}) {
    pixelStorei(t.c, GL_PACK_ALIGNMENT, bad);
    EXPECT_EQ(t.error(), GL_INVALID_VALUE) << bad;
  }
  EXPECT_EQ(t.c.pixelStore.packAlignment, 4);
}

TEST(PixelStore, WebGL1HasNoRowsAndSkips) {
  for (const GLenum pname :
       {GL_PACK_ROW_LENGTH, GL_PACK_SKIP_PIXELS, GL_PACK_SKIP_ROWS, GL_UNPACK_ROW_LENGTH, GL_UNPACK_IMAGE_HEIGHT,
        GL_UNPACK_SKIP_PIXELS, GL_UNPACK_SKIP_ROWS, GL_UNPACK_SKIP_IMAGES}) {
    for (const int version : {1, 2}) {
      TestContext t(version);
      pixelStorei(t.c, pname, 5);
      EXPECT_EQ(t.error(), version == 1 ? GL_INVALID_ENUM : GL_NO_ERROR) << pname;
      StateValue value;
      ASSERT_EQ(pixelStoreParameter(t.c, pname, value), version == 2);
      if (version == 2) {
        EXPECT_EQ(value.words, std::vector<uint32_t>{5}) << pname;
      }
      pixelStorei(t.c, pname, -1);
      EXPECT_EQ(t.error(), version == 1 ? GL_INVALID_ENUM : GL_INVALID_VALUE) << pname;
    }
  }
}

TEST(PixelStore, WebGLsOwnParametersAreBooleansAndAConversion) {
  TestContext t;
  StateValue value;
  pixelStorei(t.c, GL_UNPACK_FLIP_Y_WEBGL, 7);
  ASSERT_TRUE(pixelStoreParameter(t.c, GL_UNPACK_FLIP_Y_WEBGL, value));
  EXPECT_EQ(value.kind, ValueKind::Boolean);
  EXPECT_EQ(value.words, std::vector<uint32_t>{1});
  pixelStorei(t.c, GL_UNPACK_COLORSPACE_CONVERSION_WEBGL, GL_NONE);
  EXPECT_EQ(t.error(), GL_NO_ERROR);
  pixelStorei(t.c, GL_UNPACK_COLORSPACE_CONVERSION_WEBGL, 1);
  EXPECT_EQ(t.error(), GL_INVALID_VALUE);
  EXPECT_EQ(t.c.pixelStore.unpackColorspaceConversion, GL_NONE);
}

}  // namespace
}  // namespace sw::gl
