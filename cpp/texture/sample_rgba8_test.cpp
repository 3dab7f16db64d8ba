// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The shortest path against the next one, `rest`, which sample_test.cpp holds to the formulas.

#include "texture/sample_rgba8.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <random>

#include "pipeline/shader_types.h"

namespace sw {
namespace {

struct Levels {
  std::array<Image, kMaxTextureLevels> images;

  Levels(int32_t width, int32_t height, std::mt19937& random) {
    for (int32_t level = 0; level < kMaxTextureLevels; ++level) {
      Image& image = images[size_t(level)];
      EXPECT_TRUE(image.define(*findFormat(GL_RGBA8), std::max(width >> level, 1), std::max(height >> level, 1)));
      EXPECT_TRUE(image.allocate());
      for (int32_t y = 0; y < image.height(); ++y) {
        for (int32_t x = 0; x < 4 * image.width(); ++x) image.row(y)[x] = uint8_t(random());
      }
    }
  }

  SamplingDescriptor describe(GLenum wrap, GLenum minFilter, int32_t levels, float minLod, float maxLod) const {
    SamplingSource source;
    source.format = images[0].format();
    source.complete = true;
    source.levelCount = levels;
    source.texture = this;
    source.image = [](const void* texture, uint32_t, int32_t level) {
      return &static_cast<const Levels*>(texture)->images[size_t(level)];
    };
    source.parameters.wrapS = source.parameters.wrapT = wrap;
    source.parameters.minFilter = minFilter;
    source.parameters.minLod = minLod;
    source.parameters.maxLod = maxLod;
    SamplingDescriptor descriptor;
    sw::describe(source, descriptor);
    return descriptor;
  }
};

TEST(SampleRgba8, AgreesWithTheLongerPath) {
  std::mt19937 random(99);
  const auto uniform = [&](float low, float high) { return std::uniform_real_distribution<float>(low, high)(random); };
  constexpr int32_t kSizes[][2] = {{64, 32}, {16, 16}, {1, 8}, {2, 1}, {21, 13}};
  const F32x4 none = 0.0f;
  for (const auto& size : kSizes) {
    const auto texture = std::make_unique<Levels>(size[0], size[1], random);
    int differing = 0;
    for (int n = 0; n < 4000; ++n) {
      const bool trilinear = random() % 4 != 0;
      const int32_t levels = 1 + int32_t(random() % 7);
      const GLenum wrap = size[0] == 21 || random() % 2 ? GL_CLAMP_TO_EDGE : GL_REPEAT;
      const SamplingDescriptor d =
          texture->describe(wrap, trilinear ? GL_LINEAR_MIPMAP_LINEAR : GL_LINEAR, levels,
                            random() % 4 ? -1000 : uniform(-1, 3), random() % 4 ? 1000 : uniform(-1, 5));
      const SampleFunction quick = d.functions[size_t(SampleMethod::Implicit)];
      ASSERT_NE(quick, d.rest);
      const float scale = std::exp2(uniform(-9, 1));
      F32x4 at[2];
      for (F32x4& c : at) {
        const float start = uniform(-2, 2), dx = uniform(-1, 1) * scale, dy = uniform(-1, 1) * scale;
        c = {start, start + dx, start + dy, start + dx + dy};
      }
      const F32x4 bias = random() % 2 ? 0.0f : uniform(-2, 2);
      SampleScratch actual{}, expected{};
      quick(&d, &actual, 0, at[0].v, at[1].v, none.v, none.v, bias.v);
      d.rest(&d, &expected, 0, at[0].v, at[1].v, none.v, none.v, bias.v);
      for (int c = 0; c < 4; ++c) {
        for (int lane = 0; lane < 4; ++lane) {
          // A 256th of x, of y and of the lod.
          ASSERT_NEAR(actual.result[c][lane], expected.result[c][lane], 1.5 / 256) << "look-up " << n;
        }
      }
      differing += actual.result[0][0] != actual.result[0][3];
    }
    EXPECT_GT(differing, size[0] == 1 ? 100 : 1000);
  }
}

TEST(SampleRgba8, HandsOnWhatItDoesNotTake) {
  std::mt19937 random(7);
  const auto texture = std::make_unique<Levels>(16, 16, random);
  const SamplingDescriptor d = texture->describe(GL_REPEAT, GL_LINEAR_MIPMAP_LINEAR, 5, -1000, 1000);
  const F32x4 u(0.1f, 0.2f, 0.1f, 0.2f), v(0.3f, 0.3f, 0.4f, 0.4f), none = 0.0f;
  const auto same = [&](uint32_t offsets, F32x4 bias) {
    SampleScratch actual{}, expected{};
    d.functions[size_t(SampleMethod::Implicit)](&d, &actual, offsets, u.v, v.v, none.v, none.v, bias.v);
    d.rest(&d, &expected, offsets, u.v, v.v, none.v, none.v, bias.v);
    return std::memcmp(actual.result, expected.result, sizeof actual.result) == 0;
  };
  EXPECT_TRUE(same(0x0102, 0.0f));
  EXPECT_TRUE(same(0, F32x4(0, 1, 0, 2)));
  EXPECT_EQ(texture->describe(GL_REPEAT, GL_LINEAR_MIPMAP_NEAREST, 5, 0, 9).functions[0],
            texture->describe(GL_REPEAT, GL_LINEAR_MIPMAP_NEAREST, 5, 0, 9).rest);
}

TEST(SampleRgba8, StaysInsideWhateverItIsAsked) {
  std::mt19937 random(3);
  const auto texture = std::make_unique<Levels>(8, 8, random);
  const float inf = std::numeric_limits<float>::infinity(), nan = std::numeric_limits<float>::quiet_NaN();
  const float specials[] = {0, -0.0f, inf, -inf, nan, -nan, 1e30f, -1e30f, 2147483648.0f, 1e-40f, 1, -1e-10f};
  const F32x4 none = 0.0f;
  for (GLenum wrap : {GL_REPEAT, GL_CLAMP_TO_EDGE}) {
    const SamplingDescriptor d = texture->describe(wrap, GL_LINEAR_MIPMAP_LINEAR, 4, -1000, 1000);
    for (float a : specials) {
      for (float b : specials) {
        for (float c : specials) {
          const F32x4 u(a, b, c, a), v(c, a, b, b), bias = c;
          SampleScratch scratch{};
          d.functions[size_t(SampleMethod::Implicit)](&d, &scratch, 0, u.v, v.v, none.v, none.v, bias.v);
          for (const auto& channel : scratch.result) {
            for (float value : channel) EXPECT_TRUE(value >= 0 && value <= 1.00001f) << value;
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace sw
