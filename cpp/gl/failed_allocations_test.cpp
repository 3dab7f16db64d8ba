// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Every taking of memory fails, in turn, over streams of calls: the error is the specified one, what was there stays,
// the stream goes on, and nothing is lost count of.

#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "gl/blit.h"
#include "gl/buffers.h"
#include "gl/clear.h"
#include "gl/framebuffers.h"
#include "gl/renderbuffers.h"
#include "gl/textures.h"
#include "support/ledger.h"
#include "testing/context/fake_host.h"

namespace sw::gl {
namespace {

using Stream = std::function<void(Context&)>;

void textures(Context& c) {
  const std::vector<uint8_t> texels(64 * 64 * 4, 7);
  const PixelSource source{.kind = PixelSource::Kind::Client, .bytes = texels};
  for (int i = 0; i < 3; ++i) {
    bindTexture(c, GL_TEXTURE_2D, createTexture(c));
    texImage2D(c, GL_TEXTURE_2D, 0, GL_RGBA, 64, 64, 0, GL_RGBA, GL_UNSIGNED_BYTE, source);
    generateMipmap(c, GL_TEXTURE_2D);
    texImage2D(c, GL_TEXTURE_2D, 1, GL_RGBA, 16, 16, 0, GL_RGBA, GL_UNSIGNED_BYTE, source);
  }
  bindTexture(c, GL_TEXTURE_CUBE_MAP, createTexture(c));
  texStorage2D(c, GL_TEXTURE_CUBE_MAP, 5, GL_RGBA8, 16, 16);
  bindTexture(c, GL_TEXTURE_3D, createTexture(c));
  texStorage3D(c, GL_TEXTURE_3D, 3, GL_RGBA8, 8, 8, 8);
}

void buffers(Context& c) {
  const std::vector<uint8_t> bytes(1000, 3);
  for (int i = 0; i < 4; ++i) {
    bindBuffer(c, GL_ARRAY_BUFFER, createBuffer(c));
    bufferData(c, GL_ARRAY_BUFFER, bytes.data(), 1000, GL_STATIC_DRAW);
    bufferData(c, GL_ARRAY_BUFFER, nullptr, 2000, GL_STATIC_DRAW);
    bufferData(c, GL_ARRAY_BUFFER, bytes.data(), 500, GL_STATIC_DRAW);
  }
}

void framebuffers(Context& c) {
  for (const int samples : {0, 4}) {
    bindFramebuffer(c, GL_FRAMEBUFFER, createFramebuffer(c));
    for (const GLenum format : {GL_RGBA8, GL_DEPTH24_STENCIL8}) {
      const GLuint name = createRenderbuffer(c);
      bindRenderbuffer(c, GL_RENDERBUFFER, name);
      renderbufferStorageMultisample(c, GL_RENDERBUFFER, samples, format, 32, 32);
      framebufferRenderbuffer(c, GL_FRAMEBUFFER,
                              format == GL_RGBA8 ? GL_COLOR_ATTACHMENT0 : GL_DEPTH_STENCIL_ATTACHMENT, GL_RENDERBUFFER,
                              name);
    }
    if (checkFramebufferStatus(c, GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE) clear(c, GL_COLOR_BUFFER_BIT);
  }
}

/// How many errors other than OUT_OF_MEMORY there were, which has to be there.
void expectOutOfMemoryAlone(Context& c) {
  EXPECT_EQ(c.takeError(), GL_OUT_OF_MEMORY);
  EXPECT_FALSE(c.lost);
}

void failEach(const Stream& stream, uint32_t most) {
  const uint64_t heldBefore = ledger().heldBytes();
  uint32_t nth = 1;
  for (; nth <= most; ++nth) {
    SCOPED_TRACE(nth);
    {
      TestContext t;
      ledger().failAt(nth);
      stream(t.c);
      const bool failed = ledger().failed();
      ledger().failAt(0);
      if (!failed) {
        EXPECT_EQ(t.error(), GL_NO_ERROR);
        break;
      }
      expectOutOfMemoryAlone(t.c);
      while (t.error() != GL_NO_ERROR) continue;
      stream(t.c);  // goes on as if nothing had happened
      EXPECT_EQ(t.error(), GL_NO_ERROR);
    }
    EXPECT_EQ(ledger().heldBytes(), heldBefore);
  }
  EXPECT_GT(nth, 4u);
  EXPECT_LT(nth, most);
}

TEST(FailedAllocations, OfTextures) { failEach(textures, 200); }
TEST(FailedAllocations, OfBuffers) { failEach(buffers, 100); }
TEST(FailedAllocations, OfFramebuffers) { failEach(framebuffers, 100); }

}  // namespace
}  // namespace sw::gl
