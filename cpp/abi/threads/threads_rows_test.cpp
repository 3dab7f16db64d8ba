// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Commands on large images, whose rows several threads share: which do, and that all bits are those of one thread.

#ifdef SW_THREADS

#include <gtest/gtest.h>

#include <cstring>
#include <optional>
#include <string_view>
#include <vector>

#include "abi/call.h"
#include "gl/shading.h"
#include "host/imports.h"
#include "testing/context/fake_host.h"
#include "testing/program/plain_program.h"
#include "testing/shading_threads.h"

namespace sw::abi {
namespace {

/// Odd: neither halved evenly nor made of whole blocks.
constexpr int32_t kLargeWidth = 701, kLargeHeight = 603;

/// A context whose rows are shared by so many threads.
class Sharing {
 public:
  explicit Sharing(uint32_t threads) : threads_(threads) {
    gl::fakeHost().wakeThreads = [this] {
      ++wakes_;
      if (others_) others_->wake();
    };
    if (threads == 1) return;
    EXPECT_NE(threads_open(threads), nullptr);
    for (uint32_t i = 1; i < threads; ++i) threads_join(i);
    others_.emplace(threads - 1, [](uint32_t thread) { return threads_work(thread, UINT32_MAX) > 0; });
  }
  ~Sharing() {
    others_.reset();
    gl::closeShading();
    gl::fakeHost().wakeThreads = nullptr;
  }

  std::vector<uint8_t> result;

  /// The command wakes others, if there are any.
  template <class Command>
  void shared(const char* what, const Command& command) {
    const uint32_t before = wakes_;
    command();
    EXPECT_EQ(wakes_ > before, threads_ > 1) << what;
  }
  template <class Command>
  void alone(const char* what, const Command& command) {
    const uint32_t before = wakes_;
    command();
    EXPECT_EQ(wakes_, before) << what;
  }

  void append(const uint8_t* payload) {
    ASSERT_NE(payload, nullptr);
    uint32_t bytes;
    std::memcpy(&bytes, payload - 16, 4);
    result.insert(result.end(), payload, payload + bytes);
  }

 private:
  const uint32_t threads_;
  uint32_t wakes_ = 0;
  std::optional<ShadingThreads> others_;
};

std::vector<uint8_t> noise(size_t bytes, uint32_t seed) {
  std::vector<uint8_t> made(bytes);
  for (uint8_t& byte : made) byte = uint8_t(hash(seed++));
  return made;
}

constexpr size_t texelsOf(int32_t width, int32_t height) { return size_t(width) * size_t(height); }

uint32_t makeTexture(uint32_t format, int32_t width = kLargeWidth, int32_t height = kLargeHeight, int32_t levels = 1) {
  const uint32_t texture = gl_createTexture();
  gl_bindTexture(GL_TEXTURE_2D, texture);
  gl_texStorage2D(GL_TEXTURE_2D, levels, format, width, height);
  return texture;
}

void fill(uint32_t seed, uint32_t format = GL_RGBA, uint32_t type = GL_UNSIGNED_BYTE, size_t pixelBytes = 4,
          int32_t width = kLargeWidth, int32_t height = kLargeHeight) {
  const std::vector<uint8_t> bytes = noise(texelsOf(width, height) * pixelBytes, seed);
  gl_texSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, format, type, bytes.data(), uint32_t(bytes.size()));
}

uint32_t attach(uint32_t target, uint32_t texture, int32_t level = 0) {
  const uint32_t framebuffer = gl_createFramebuffer();
  gl_bindFramebuffer(target, framebuffer);
  gl_framebufferTexture2D(target, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, level);
  return framebuffer;
}

const uint8_t* readBytes(int32_t width = kLargeWidth, int32_t height = kLargeHeight) {
  return gl_readPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, 1e9);
}

class ThreadsRows : public testing::Test {
 protected:
  ThreadsRows() {
    gl::closeShading();
    constexpr uint32_t kAttributes = 1 | 2 | 4;
    if (!theContext()) context_create(2, kWidth, kHeight, kAttributes);
    for (const uint32_t cap : {GL_BLEND, GL_DEPTH_TEST, GL_STENCIL_TEST, GL_SCISSOR_TEST}) gl_disable(cap);
    gl_colorMask(1, 1, 1, 1);
    for (const std::string_view name : {"WEBGL_compressed_texture_s3tc", "EXT_color_buffer_float"}) {
      EXPECT_EQ(gl_getExtension(name.data(), uint32_t(name.size())), 1u);
    }
  }
  ~ThreadsRows() override {
    gl::closeShading();
    theContext()->attributes.antialias = false;
    context_resize(kWidth, kHeight);
  }

  /// Runs it with one thread and with several.
  template <class Run>
  static void expectEqual(const Run& run) {
    std::vector<uint8_t> expected;
    for (const uint32_t threads : {1, 2, 3, 5}) {
      Sharing sharing(threads);
      gl_bindFramebuffer(GL_FRAMEBUFFER, 0);
      context_resize(kWidth, kHeight);
      run(sharing);
      EXPECT_EQ(gl_getError(), GL_NO_ERROR);
      EXPECT_FALSE(sharing.result.empty());
      if (threads == 1) expected = sharing.result;
      EXPECT_TRUE(sharing.result == expected) << threads;
    }
  }

  gl::FakeHostReset reset_;
};

TEST_F(ThreadsRows, Levels) {
  expectEqual([](Sharing& sharing) {
    const uint32_t odd = makeTexture(GL_RGBA8, kLargeWidth, kLargeHeight, 2);
    fill(1);
    sharing.shared("of odd sizes", [] { gl_generateMipmap(GL_TEXTURE_2D); });
    const uint32_t even = makeTexture(GL_RGBA8, 1024, 768, 2);
    fill(2, GL_RGBA, GL_UNSIGNED_BYTE, 4, 1024, 768);
    sharing.shared("of halves", [] { gl_generateMipmap(GL_TEXTURE_2D); });
    for (const uint32_t texture : {odd, even}) {
      attach(GL_FRAMEBUFFER, texture, 1);
      sharing.append(readBytes());
    }
    makeTexture(GL_RGBA8, 256, 256, 9);
    sharing.alone("of a small texture", [] { gl_generateMipmap(GL_TEXTURE_2D); });
  });
}

TEST_F(ThreadsRows, Samples) {
  expectEqual([](Sharing& sharing) {
    for (const uint32_t format : {GL_SRGB8_ALPHA8, GL_RGBA8}) {
      const auto attachSamples = [&](int32_t samples) {
        const uint32_t framebuffer = gl_createFramebuffer(), renderbuffer = gl_createRenderbuffer();
        gl_bindFramebuffer(GL_FRAMEBUFFER, framebuffer);
        gl_bindRenderbuffer(GL_RENDERBUFFER, renderbuffer);
        gl_renderbufferStorageMultisample(GL_RENDERBUFFER, samples, format, kLargeWidth, kLargeHeight);
        gl_framebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, renderbuffer);
        return framebuffer;
      };
      const uint32_t sampled = attachSamples(4);
      gl_enable(GL_SCISSOR_TEST);
      for (int32_t i = 0; i < 20; ++i) {  // blocks at the edges are not even
        gl_scissor(13 * i + 3, 11 * i + 5, 300, 300);
        gl_clearColor(float(i) / 20, 0.3f, 1 - float(i) / 20, 1);
        gl_clear(GL_COLOR_BUFFER_BIT);
      }
      gl_disable(GL_SCISSOR_TEST);
      const uint32_t resolved = attachSamples(0);
      gl_bindFramebuffer(GL_READ_FRAMEBUFFER, sampled);
      sharing.shared("of a framebuffer", [] {
        gl_blitFramebuffer(0, 0, kLargeWidth, kLargeHeight, 0, 0, kLargeWidth, kLargeHeight, GL_COLOR_BUFFER_BIT,
                           GL_NEAREST);
      });
      gl_bindFramebuffer(GL_FRAMEBUFFER, resolved);
      sharing.append(readBytes());
    }
  });
}

TEST_F(ThreadsRows, Blits) {
  expectEqual([](Sharing& sharing) {
    struct {
      uint32_t from, to, filter;
    } constexpr kBlits[] = {
        {GL_RGBA8, GL_RGBA8, GL_NEAREST},
        {GL_RGBA8, GL_SRGB8_ALPHA8, GL_NEAREST},
        {GL_RGBA8, GL_RGBA8, GL_LINEAR},
        {GL_SRGB8_ALPHA8, GL_RGBA8, GL_LINEAR},
    };
    uint32_t seed = 30;
    for (const auto& blit : kBlits) {
      const uint32_t from = makeTexture(blit.from);
      fill(seed++);
      const uint32_t to = makeTexture(blit.to);
      fill(seed++);
      attach(GL_READ_FRAMEBUFFER, from);
      attach(GL_DRAW_FRAMEBUFFER, to);
      sharing.shared("that scales, filters or converts", [&] {
        gl_blitFramebuffer(-20, 13, kLargeWidth - 40, kLargeHeight, kLargeWidth - 7, 3, 5, kLargeHeight,
                           GL_COLOR_BUFFER_BIT, blit.filter);
      });
      attach(GL_READ_FRAMEBUFFER, to);
      sharing.append(readBytes());
    }
    attach(GL_READ_FRAMEBUFFER, makeTexture(GL_RGBA8));
    attach(GL_DRAW_FRAMEBUFFER, makeTexture(GL_RGBA8));
    sharing.alone("that copies", [] {
      gl_blitFramebuffer(0, 0, kLargeWidth, kLargeHeight, 0, 0, kLargeWidth, kLargeHeight, GL_COLOR_BUFFER_BIT,
                         GL_NEAREST);
    });
  });
}

TEST_F(ThreadsRows, Uploads) {
  expectEqual([](Sharing& sharing) {
    const auto read = [&](uint32_t texture) {
      attach(GL_FRAMEBUFFER, texture);
      sharing.append(readBytes());
      gl_bindFramebuffer(GL_FRAMEBUFFER, 0);
    };
    const uint32_t premultiplied = makeTexture(GL_RGBA8);
    sharing.alone("of what is copied", [] { fill(1); });
    gl_pixelStorei(GL_UNPACK_PREMULTIPLY_ALPHA_WEBGL, 1);
    gl_pixelStorei(GL_UNPACK_FLIP_Y_WEBGL, 1);
    sharing.shared("of what is multiplied and flipped", [] { fill(2); });
    gl_pixelStorei(GL_UNPACK_PREMULTIPLY_ALPHA_WEBGL, 0);
    gl_pixelStorei(GL_UNPACK_FLIP_Y_WEBGL, 0);
    read(premultiplied);

    gl_pixelStorei(GL_UNPACK_ALIGNMENT, 1);
    const uint32_t three = makeTexture(GL_RGB8);
    sharing.shared("of three bytes", [] { fill(3, GL_RGB, GL_UNSIGNED_BYTE, 3); });
    read(three);
    const uint32_t packed = makeTexture(GL_RGB565);
    gl::fakeHost().pageBytes = noise(texelsOf(kLargeWidth, kLargeHeight) * 3, 4);
    sharing.shared("of what is fetched", [] {
      gl_texSubImage2D(GL_TEXTURE_2D, 0, 0, 0, kLargeWidth, kLargeHeight, GL_RGB, GL_UNSIGNED_BYTE,
                       reinterpret_cast<const uint8_t*>(host::kFetched), uint32_t(gl::fakeHost().pageBytes.size()));
    });
    gl_pixelStorei(GL_UNPACK_ALIGNMENT, 4);
    read(packed);
    const std::vector<uint8_t> small = noise(64 * 64 * 4, 5);
    sharing.alone("of a small image", [&] {
      gl_texSubImage2D(GL_TEXTURE_2D, 0, 0, 0, 64, 64, GL_RGB, GL_UNSIGNED_BYTE, small.data(), uint32_t(small.size()));
    });

    const uint32_t decoded = gl_createTexture();
    gl_bindTexture(GL_TEXTURE_2D, decoded);
    constexpr int32_t kColumns = (kLargeWidth + 3) / 4, kRows = (kLargeHeight + 3) / 4;
    const std::vector<uint8_t> blocks = noise(texelsOf(kColumns, kRows) * 16, 6);
    sharing.shared("of blocks", [&] {
      gl_compressedTexImage2D(GL_TEXTURE_2D, 0, GL_COMPRESSED_RGBA_S3TC_DXT5_EXT, 4 * kColumns, 4 * kRows, 0,
                              blocks.data(), uint32_t(blocks.size()));
    });
    const Image& image = theContext()->textures.textures.find(decoded)->images[0][0];
    for (int32_t y = 0; y < image.height(); ++y) {
      sharing.result.insert(sharing.result.end(), image.row(y), image.row(y) + texelsOf(image.width(), 4));
    }
  });
}

TEST_F(ThreadsRows, ClearsCopiesAndReads) {
  expectEqual([](Sharing& sharing) {
    const uint32_t masked = makeTexture(GL_RGBA8);
    fill(1);
    attach(GL_FRAMEBUFFER, masked);
    gl_clearColor(0.2f, 0.4f, 0.6f, 0.8f);
    gl_colorMask(1, 0, 1, 0);
    sharing.shared("a masked clear", [] { gl_clear(GL_COLOR_BUFFER_BIT); });
    gl_colorMask(1, 1, 1, 1);
    sharing.append(readBytes());
    sharing.alone("a clear of two megabytes", [] { gl_clear(GL_COLOR_BUFFER_BIT); });

    const uint32_t large = makeTexture(GL_RGBA16F, 1501, 1001);
    attach(GL_FRAMEBUFFER, large);
    gl_enable(GL_SCISSOR_TEST);
    gl_scissor(1, 1, 1499, 999);
    sharing.shared("a clear of twelve megabytes", [] { gl_clear(GL_COLOR_BUFFER_BIT); });
    gl_disable(GL_SCISSOR_TEST);
    sharing.shared("half floats that are read as floats",
                   [&] { sharing.append(gl_readPixels(0, 0, 1501, 1001, GL_RGBA, GL_FLOAT, 1e9)); });

    attach(GL_FRAMEBUFFER, masked);
    const uint32_t copied = gl_createTexture();
    gl_bindTexture(GL_TEXTURE_2D, copied);
    sharing.shared("a copy that converts",
                   [] { gl_copyTexImage2D(GL_TEXTURE_2D, 0, GL_RGB, 0, 0, kLargeWidth, kLargeHeight, 0); });
    attach(GL_FRAMEBUFFER, copied);
    sharing.alone("bytes that are read as bytes", [&] { sharing.append(readBytes()); });
  });
}

TEST_F(ThreadsRows, TheDrawingBuffer) {
  expectEqual([](Sharing& sharing) {
    for (const bool antialias : {false, true}) {
      theContext()->attributes.antialias = antialias;
      theContext()->attributes.premultipliedAlpha = true;
      context_resize(kLargeWidth, kLargeHeight);
      gl_enable(GL_SCISSOR_TEST);
      for (int32_t i = 0; i < 20; ++i) {
        gl_scissor(13 * i + 3, 11 * i + 5, 300, 300);
        gl_clearColor(float(i) / 30, 0.3f, 0.6f - float(i) / 40, 0.3f + float(i) / 30);
        gl_clear(GL_COLOR_BUFFER_BIT);
      }
      gl_disable(GL_SCISSOR_TEST);
      sharing.shared("how it looks", [&] { sharing.result.push_back(uint8_t(context_presentedLook())); });
      sharing.shared("shown", [&] { sharing.append(context_present()); });
      if (antialias) sharing.shared("read, with samples", [&] { sharing.append(readBytes()); });
    }
    theContext()->attributes.antialias = theContext()->attributes.premultipliedAlpha = false;
  });
}

}  // namespace
}  // namespace sw::abi

#endif
