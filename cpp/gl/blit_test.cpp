// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Random blits against one texel at a time. gl/framebuffers_test.cpp has what they refuse.

#include "gl/blit.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <random>
#include <utility>
#include <vector>

#include "gl/framebuffers.h"
#include "gl/renderbuffers.h"
#include "support/simd.h"
#include "testing/context/fake_host.h"
#include "texture/texel.h"

namespace sw::gl {
namespace {

/// A renderbuffer as the colour of a framebuffer of its own.
struct Colored {
  GLuint framebuffer = 0;
  Image* image = nullptr;

  Colored(Context& c, GLenum format, int32_t width, int32_t height) {
    const GLuint renderbuffer = createRenderbuffer(c);
    bindRenderbuffer(c, GL_RENDERBUFFER, renderbuffer);
    renderbufferStorageMultisample(c, GL_RENDERBUFFER, 0, format, width, height);
    framebuffer = createFramebuffer(c);
    bindFramebuffer(c, GL_FRAMEBUFFER, framebuffer);
    framebufferRenderbuffer(c, GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, renderbuffer);
    image = &c.framebuffers.renderbuffers.find(renderbuffer)->image;
    EXPECT_TRUE(image->allocate());
  }

  uint32_t texelBytes() const { return storageBytes(image->format()->storage); }
  uint8_t* texel(int32_t x, int32_t y) const { return image->row(y) + size_t(x) * texelBytes(); }
  Texel decoded(int32_t x, int32_t y) const {
    Texel texel_;
    decodeTexels(image->format()->storage, texel(x, y), 1, &texel_);
    if (image->format()->srgb) {
      for (int i = 0; i < 3; ++i) texel_.set(i, kSrgbTables.linear[size_t(texel_.f(i) * 255 + 0.5f)]);
    }
    return texel_;
  }
};

/// Where the centre of pixel `pixel` of [target0, target1) is in [source0, source1).
double centreOf(int32_t pixel, int32_t source0, int32_t source1, int32_t target0, int32_t target1) {
  return source0 + (pixel + 0.5 - target0) * (source1 - source0) / double(target1 - target0);
}

/// One pixel of the target. False: it stays as it is.
bool blitSlowly(const Colored& source, const Colored& target, double x, double y, bool linear, uint8_t* to) {
  const int32_t width = source.image->width(), height = source.image->height();
  if (!(x >= 0 && y >= 0 && x < width && y < height)) return false;
  const FormatInfo& from = *source.image->format();
  const FormatInfo& format = *target.image->format();
  if (!linear && from.storage == format.storage && from.baseFormat == format.baseFormat) {
    std::memcpy(to, source.texel(int32_t(x), int32_t(y)), source.texelBytes());
    return true;
  }
  Texel result;
  if (linear) {
    const double left = std::floor(x - 0.5), bottom = std::floor(y - 0.5);
    const auto inside = [](double value, int32_t size) { return int32_t(std::clamp(value, 0.0, size - 1.0)); };
    const int32_t x0 = inside(left, width), x1 = inside(left + 1, width);
    const int32_t y0 = inside(bottom, height), y1 = inside(bottom + 1, height);
    const Texel corners[4] = {source.decoded(x0, y0), source.decoded(x1, y0), source.decoded(x0, y1),
                              source.decoded(x1, y1)};
    const float u = float(x - 0.5 - left), v = float(y - 0.5 - bottom);
    for (int i = 0; i < 4; ++i) {
      const float low = corners[0].f(i) + (corners[1].f(i) - corners[0].f(i)) * u;
      const float high = corners[2].f(i) + (corners[3].f(i) - corners[2].f(i)) * u;
      result.set(i, canonicalNan(low + (high - low) * v));
    }
  } else {
    result = source.decoded(int32_t(x), int32_t(y));
  }
  conformToBaseFormat(format.baseFormat, format.isInteger(), &result, 1);
  for (int i = 0; i < 3 && format.srgb; ++i) result.set(i, linearToSrgb(result.f(i)));
  encodeTexels(format.storage, &result, 1, to);
  return true;
}

TEST(Blit, RandomRectanglesAndFormatsAreThoseOfOneTexelAtATime) {
  struct {
    GLenum from, to;
    bool mayFilter;
  } constexpr kFormats[] = {
      {GL_RGBA8, GL_RGBA8, true},        {GL_RGBA8, GL_RGB8, true}, {GL_SRGB8_ALPHA8, GL_RGBA8, true},
      {GL_RGBA8, GL_SRGB8_ALPHA8, true}, {GL_R8, GL_RGBA8, true},   {GL_RGBA8, GL_RGB565, true},
      {GL_RGB10_A2, GL_RGBA8, true},     {GL_RG8, GL_RG8, true},    {GL_RGBA32UI, GL_RGBA32UI, false},
      {GL_RGBA16UI, GL_RGBA8UI, false},  {GL_R8I, GL_RG32I, false}, {GL_RGBA4, GL_RGBA4, true},
      {GL_RGBA8UI, GL_RGBA8UI, false},
  };
  std::mt19937 random(7);
  const auto below = [&](uint32_t n) { return int32_t(random() % n); };
  // Of lengths that are powers of two centres are exact in doubles, whichever way they are come by.
  const auto extent = [&](uint32_t size) {
    const int32_t first = below(size / 2) - int32_t(size) / 8, length = 1 << (2 + below(6));
    return below(2) ? std::pair(first, first + length) : std::pair(first + length, first);
  };
  uint64_t written = 0;
  for (int round = 0; round < 400; ++round) {
    TestContext t;
    Context& c = t.c;
    const auto& formats = kFormats[round % std::size(kFormats)];
    const Colored source(c, formats.from, 1 + below(150), 1 + below(60));
    const Colored target(c, formats.to, 20 + below(170), 10 + below(50));
    ASSERT_EQ(t.error(), GL_NO_ERROR);
    for (const Colored* side : {&source, &target}) {
      for (int32_t y = 0; y < side->image->height(); ++y) {
        for (uint32_t i = 0; i < uint32_t(side->image->width()) * side->texelBytes(); ++i) {
          side->image->row(y)[i] = uint8_t(random());
        }
      }
    }
    const bool linear = formats.mayFilter && below(2);
    const auto [sx0, sx1] = extent(150);
    const auto [sy0, sy1] = extent(40);
    const auto [tx0, tx1] = extent(170);
    const auto [ty0, ty1] = extent(30);
    const Rectangle scissor{below(20), below(4), 100 + below(100), 20 + below(20)};
    c.perFragment.scissorTest = below(3) == 0;
    c.perFragment.scissor = scissor;

    std::vector<std::vector<uint8_t>> expected;
    const uint32_t bytes = target.texelBytes();
    for (int32_t y = 0; y < target.image->height(); ++y) {
      expected.emplace_back(target.texel(0, y), target.texel(0, y) + size_t(target.image->width()) * bytes);
      for (int32_t x = 0; x < target.image->width(); ++x) {
        const auto inside = [](int32_t value, int32_t a, int32_t b) {
          return value >= std::min(a, b) && value < std::max(a, b);
        };
        if (!inside(x, tx0, tx1) || !inside(y, ty0, ty1)) continue;
        if (c.perFragment.scissorTest &&
            (!inside(x, scissor.x, scissor.x + scissor.width) || !inside(y, scissor.y, scissor.y + scissor.height))) {
          continue;
        }
        written += blitSlowly(source, target, centreOf(x, sx0, sx1, tx0, tx1), centreOf(y, sy0, sy1, ty0, ty1), linear,
                              expected.back().data() + size_t(x) * bytes);
      }
    }
    bindFramebuffer(c, GL_READ_FRAMEBUFFER, source.framebuffer);
    bindFramebuffer(c, GL_DRAW_FRAMEBUFFER, target.framebuffer);
    blitFramebuffer(c, {sx0, sy0, sx1, sy1}, {tx0, ty0, tx1, ty1}, GL_COLOR_BUFFER_BIT,
                    linear ? GL_LINEAR : GL_NEAREST);
    ASSERT_EQ(t.error(), GL_NO_ERROR) << round;
    for (int32_t y = 0; y < target.image->height(); ++y) {
      ASSERT_EQ(std::memcmp(expected[size_t(y)].data(), target.texel(0, y), expected[size_t(y)].size()), 0)
          << round << ", row " << y;
    }
  }
  EXPECT_GT(written, 40'000u);
}

}  // namespace
}  // namespace sw::gl
