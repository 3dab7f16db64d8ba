// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <memory>
#include <random>
#include <vector>

#include "reference/sample_reference.h"
#include "texture/descriptor.h"
#include "texture/texel.h"

using namespace sw;

namespace {

struct TestTexture {
  std::array<std::array<Image, kMaxTextureLevels>, 6> images;
  static const Image* image(const void* texture, uint32_t face, int32_t level) {
    return &static_cast<const TestTexture*>(texture)->images[face][size_t(level)];
  }
};

/// Random texels of moderate size in every level.
std::unique_ptr<TestTexture> makeTexture(GLenum internalFormat, SamplerDim dim, int32_t width, int32_t height,
                                         int32_t depth, int32_t levels, std::mt19937& random) {
  auto texture = std::make_unique<TestTexture>();
  const FormatInfo& format = *findFormat(internalFormat);
  for (uint32_t face = 0; face < (dim == SamplerDim::Cube ? 6u : 1u); ++face) {
    for (int32_t level = 0; level < levels; ++level) {
      Image& image = texture->images[face][size_t(level)];
      const int32_t levelDepth = dim == SamplerDim::Dim3D ? std::max(depth >> level, 1) : depth;
      EXPECT_TRUE(image.define(format, std::max(width >> level, 1), std::max(height >> level, 1), levelDepth));
      EXPECT_TRUE(image.allocate());
      for (int32_t z = 0; z < levelDepth; ++z) {
        for (int32_t y = 0; y < image.height(); ++y) {
          for (int32_t x = 0; x < image.width(); ++x) {
            Texel texel;
            for (int i = 0; i < 4; ++i) {
              if (format.isInteger()) {
                texel.words[i] = random() % 100;
              } else {
                texel.set(i, float(random() % 1001) / 1000);
              }
            }
            conformToBaseFormat(format.baseFormat, format.isInteger(), &texel, 1);
            if (format.isDepthOrStencil()) {
              std::memcpy(image.row(y, z) + 4 * x, texel.words, 4);
            } else {
              encodeTexels(format.storage, &texel, 1, image.row(y, z) + size_t(x) * storageBytes(format.storage));
            }
          }
        }
      }
    }
  }
  return texture;
}

SamplingSource sourceOf(const TestTexture& texture, SamplerDim dim, int32_t levels) {
  SamplingSource source;
  source.dim = dim;
  source.format = texture.images[0][0].format();
  source.complete = true;
  source.faces = dim == SamplerDim::Cube ? 6 : 1;
  source.levelCount = levels;
  source.texture = &texture;
  source.image = TestTexture::image;
  if (source.format->componentClass == ComponentClass::Int) source.samplerClass = SamplerClass::Int;
  if (source.format->componentClass == ComponentClass::Uint) source.samplerClass = SamplerClass::Uint;
  return source;
}

F32x4Raw raw(const float lanes[4]) { return load<F32x4>(lanes).v; }

void look(const SamplingDescriptor& d, const ReferenceLookUp& at, SampleScratch& scratch) {
  std::memcpy(scratch.gradients, at.gradients, sizeof scratch.gradients);
  const uint32_t offsets =
      uint32_t(uint8_t(at.offset[0])) | uint32_t(uint8_t(at.offset[1])) << 8 | uint32_t(uint8_t(at.offset[2])) << 16;
  d.functions[size_t(at.method)](&d, &scratch, offsets, raw(at.coordinates[0]), raw(at.coordinates[1]),
                                 raw(at.coordinates[2]), raw(at.reference), raw(at.lod));
}

/// Distance to the next place where nearest filtering jumps; such look-ups are not compared, since either texel is
/// right.
bool isNearTexelEdge(const SamplingSource& source, const ReferenceLookUp& at) {
  for (int lane = 0; lane < 4; ++lane) {
    double c[3] = {at.coordinates[0][lane], at.coordinates[1][lane], at.coordinates[2][lane]};
    if (source.dim == SamplerDim::Cube) {
      double a[3] = {std::fabs(c[0]), std::fabs(c[1]), std::fabs(c[2])};
      const double m = std::max({a[0], a[1], a[2]});
      for (double& value : c) value = 0.5 * value / m + 0.5;
      std::sort(a, a + 3);
      if (a[2] - a[1] < 1e-3 * a[2]) return true;
    }
    for (int32_t level = 0; level < source.levelCount; ++level) {
      const Image& image = *source.image(source.texture, 0, level);
      const double sizes[3] = {double(image.width()), double(image.height()),
                               source.dim == SamplerDim::Cube ? double(image.width()) : double(image.depth())};
      for (int k = 0; k < 3; ++k) {
        if (source.dim == SamplerDim::Cube && (c[k] == 0 || c[k] == 1)) continue;  // the major axis
        const double place = source.dim == SamplerDim::Dim2DArray && k == 2 ? c[k] + 0.5 : c[k] * sizes[k];
        if (std::fabs(place - std::round(place)) < 1e-2) return true;
      }
    }
  }
  return false;
}

struct Case {
  GLenum format;
  SamplerDim dim;
  int32_t width, height, depth;
  double tolerance;
  bool shadow = false;
};

constexpr GLenum kWraps[] = {GL_REPEAT, GL_CLAMP_TO_EDGE, GL_MIRRORED_REPEAT};
constexpr GLenum kMinFilters[] = {GL_NEAREST,
                                  GL_LINEAR,
                                  GL_NEAREST_MIPMAP_NEAREST,
                                  GL_LINEAR_MIPMAP_NEAREST,
                                  GL_NEAREST_MIPMAP_LINEAR,
                                  GL_LINEAR_MIPMAP_LINEAR};

class SampleTwins : public ::testing::TestWithParam<Case> {};

}  // namespace

TEST_P(SampleTwins, AgreeWithTheFormulas) {
  const Case& test = GetParam();
  std::mt19937 random(12345);
  const auto uniform = [&](double low, double high) {
    return float(std::uniform_real_distribution<double>(low, high)(random));
  };
  constexpr int32_t kLevels = 4;
  const auto texture = makeTexture(test.format, test.dim, test.width, test.height, test.depth, kLevels, random);
  SamplingSource source = sourceOf(*texture, test.dim, kLevels);
  const bool integer = source.format->isInteger();
  if (test.shadow) source.samplerClass = SamplerClass::Shadow;
  int compared = 0;
  for (int n = 0; n < 3000; ++n) {
    SamplerParameters& p = source.parameters;
    p.wrapS = kWraps[random() % 3];
    p.wrapT = kWraps[random() % 3];
    p.wrapR = kWraps[random() % 3];
    p.minFilter = integer ? kMinFilters[random() % 2 * 2] : kMinFilters[random() % 6];
    p.magFilter = integer || random() % 2 ? GL_NEAREST : GL_LINEAR;
    if (test.shadow) {
      p.compareMode = GL_COMPARE_REF_TO_TEXTURE;
      p.compareFunc = GL_NEVER + random() % 8;
    }
    ReferenceLookUp at;
    at.method = SampleMethod(random() % 3);
    const float scale = std::exp2(uniform(-8, 0));
    for (int c = 0; c < 3; ++c) {
      const float start = test.dim == SamplerDim::Cube ? uniform(-1, 1) : uniform(-2.5, 2.5);
      const float dx = uniform(-0.5, 0.5) * scale, dy = uniform(-0.5, 0.5) * scale;
      for (int lane = 0; lane < 4; ++lane) {
        at.coordinates[c][lane] = start + float(lane & 1) * dx + float(lane >> 1) * dy;
        at.gradients[0][c][lane] = uniform(-0.5, 0.5) * scale;
        at.gradients[1][c][lane] = uniform(-0.5, 0.5) * scale;
      }
      if (test.dim == SamplerDim::Dim2DArray && c == 2) {
        for (float& layer : at.coordinates[2]) layer = uniform(-1, 5);
      }
    }
    const bool sameLod = random() % 2 == 0;
    for (int lane = 0; lane < 4; ++lane) {
      at.lod[lane] = sameLod && lane ? at.lod[0] : uniform(-2, 4);
      at.reference[lane] = uniform(-0.2, 1.2);
    }
    if (test.dim != SamplerDim::Cube && random() % 3 == 0) {
      for (int32_t& offset : at.offset) offset = int32_t(random() % 16) - 8;
      if (test.dim == SamplerDim::Dim2DArray) at.offset[2] = 0;
    }
    if (isNearTexelEdge(source, at)) continue;
    SamplingDescriptor descriptor;
    describe(source, descriptor);
    SampleScratch scratch{};
    look(descriptor, at, scratch);
    double expected[4][4];
    sampleByReference(source, at, expected);
    ++compared;
    for (int channel = 0; channel < (test.shadow ? 1 : 4); ++channel) {
      for (int lane = 0; lane < 4; ++lane) {
        const float value = scratch.result[channel][lane];
        const double actual = integer ? double(std::bit_cast<int32_t>(value)) : double(value);
        ASSERT_NEAR(actual, expected[channel][lane], test.tolerance)
            << "look-up " << n << " channel " << channel << " lane " << lane << " method " << int(at.method) << " min "
            << p.minFilter << " mag " << p.magFilter << " wrap " << p.wrapS << ' ' << p.wrapT << " at "
            << at.coordinates[0][lane] << ' ' << at.coordinates[1][lane] << ' ' << at.coordinates[2][lane];
      }
    }
  }
  EXPECT_GT(compared, 200);
}

// Tolerances: weights of 8 bits, or floats near 1 with lods that differ in their fifth digit.
INSTANTIATE_TEST_SUITE_P(
    Formats, SampleTwins,
    ::testing::Values(
        Case{GL_RGBA8, SamplerDim::Dim2D, 16, 8, 1, 1e-2}, Case{GL_RGB8, SamplerDim::Dim2D, 13, 7, 1, 1e-2},
        Case{GL_RGBA8, SamplerDim::Cube, 16, 16, 1, 5e-3}, Case{GL_RGBA16F, SamplerDim::Cube, 9, 9, 1, 2e-3},
        Case{GL_SRGB8_ALPHA8, SamplerDim::Dim2D, 8, 16, 1, 2e-3}, Case{GL_RGBA32F, SamplerDim::Dim2D, 16, 16, 1, 2e-3},
        Case{GL_RGBA16F, SamplerDim::Dim2D, 11, 16, 1, 4e-3}, Case{GL_R16F, SamplerDim::Dim2D, 16, 16, 1, 2e-3},
        Case{GL_R8, SamplerDim::Dim3D, 8, 8, 8, 2e-3}, Case{GL_RG16F, SamplerDim::Dim3D, 7, 5, 6, 2e-3},
        Case{GL_RGB565, SamplerDim::Dim2DArray, 16, 8, 4, 2e-3},
        Case{GL_R11F_G11F_B10F, SamplerDim::Dim2D, 8, 8, 1, 2e-3}, Case{GL_RGBA8UI, SamplerDim::Dim2D, 16, 16, 1, 0},
        Case{GL_RG16I, SamplerDim::Dim2DArray, 8, 8, 3, 0}, Case{GL_R32UI, SamplerDim::Dim3D, 8, 8, 4, 0},
        Case{GL_DEPTH_COMPONENT24, SamplerDim::Dim2D, 16, 16, 1, 2e-3, true},
        Case{GL_DEPTH_COMPONENT32F, SamplerDim::Cube, 8, 8, 1, 2e-3, true},
        Case{GL_DEPTH_COMPONENT16, SamplerDim::Dim2DArray, 8, 8, 3, 2e-3, true}));

class AnisotropicTwins : public ::testing::TestWithParam<Case> {};

TEST_P(AnisotropicTwins, AgreeWithTheFormulas) {
  const Case& test = GetParam();
  std::mt19937 random(54321);
  const auto uniform = [&](double low, double high) {
    return float(std::uniform_real_distribution<double>(low, high)(random));
  };
  constexpr int32_t kLevels = 5;
  const auto texture = makeTexture(test.format, test.dim, test.width, test.height, test.depth, kLevels, random);
  SamplingSource source = sourceOf(*texture, test.dim, kLevels);
  if (test.shadow) source.samplerClass = SamplerClass::Shadow;
  constexpr float kRatios[] = {1.5f, 2, 4, 7.25f, 16};
  constexpr GLenum kLinearFilters[] = {GL_LINEAR, GL_LINEAR_MIPMAP_NEAREST, GL_LINEAR_MIPMAP_LINEAR};
  int compared = 0, manyTaps = 0;
  for (int n = 0; n < 2000; ++n) {
    SamplerParameters& p = source.parameters;
    p.wrapS = kWraps[random() % 3];
    p.wrapT = kWraps[random() % 3];
    p.wrapR = kWraps[random() % 3];
    p.minFilter = kLinearFilters[random() % 3];
    p.magFilter = GL_LINEAR;
    p.maxAnisotropy = kRatios[random() % 5];
    if (test.shadow) {
      p.compareMode = GL_COMPARE_REF_TO_TEXTURE;
      p.compareFunc = GL_NEVER + random() % 8;
    }
    ReferenceLookUp at;
    at.method = random() % 2 ? SampleMethod::Implicit : SampleMethod::Grad;
    // Two derivatives, each of its own length, in any direction.
    float derivatives[2][3];
    for (float(&derivative)[3] : derivatives) {
      const float length = std::exp2(uniform(-9, -0.5));
      for (float& d : derivative) d = uniform(-1, 1) * length;
    }
    if (random() % 3 == 0) {  // almost parallel
      for (int c = 0; c < 3; ++c) derivatives[1][c] = derivatives[0][c] * uniform(0.9, 1);
    }
    for (int c = 0; c < 3; ++c) {
      const float start = test.dim == SamplerDim::Cube ? uniform(-1, 1) : uniform(-2.5, 2.5);
      for (int lane = 0; lane < 4; ++lane) {
        at.coordinates[c][lane] = start + float(lane & 1) * derivatives[0][c] + float(lane >> 1) * derivatives[1][c];
        for (int axis = 0; axis < 2; ++axis) {
          at.gradients[axis][c][lane] = derivatives[axis][c] * (n % 2 ? 1.0f : uniform(0.5, 1.5));
        }
      }
      if (test.dim == SamplerDim::Dim2DArray && c == 2) {
        for (float& layer : at.coordinates[2]) layer = float(random() % 5);
      }
    }
    const bool sameBias = random() % 2 == 0;
    for (int lane = 0; lane < 4; ++lane) {
      at.lod[lane] = sameBias && lane ? at.lod[0] : uniform(-1, 1);
      at.reference[lane] = uniform(-0.2, 1.2);
    }
    // Where a cube's face, or the number of taps, or the level is about to change, either is right.
    bool ambiguous = false;
    double taps = 1;
    for (int lane = 0; lane < 4; ++lane) {
      taps = anisotropicTaps(source, at, lane);
      const bool capped = taps == double(p.maxAnisotropy);
      ambiguous |= !capped && taps > 1 && std::fabs(taps - std::floor(taps) - 0.5) < 1e-2;
      if (test.dim == SamplerDim::Cube) {
        double a[3];
        for (int c = 0; c < 3; ++c) a[c] = std::fabs(at.coordinates[c][lane]);
        std::sort(a, a + 3);
        ambiguous |= a[2] - a[1] < 0.6 * a[2];
      }
    }
    if (ambiguous || (p.minFilter == GL_LINEAR_MIPMAP_NEAREST && n % 4 != 0)) continue;
    SamplingDescriptor descriptor;
    describe(source, descriptor);
    SampleScratch scratch{};
    look(descriptor, at, scratch);
    double expected[4][4];
    sampleByReference(source, at, expected);
    ++compared;
    manyTaps += taps > 4;
    for (int channel = 0; channel < (test.shadow ? 1 : 4); ++channel) {
      for (int lane = 0; lane < 4; ++lane) {
        ASSERT_NEAR(double(scratch.result[channel][lane]), expected[channel][lane], test.tolerance)
            << "look-up " << n << " channel " << channel << " lane " << lane << " method " << int(at.method) << " min "
            << p.minFilter << " most " << p.maxAnisotropy << " taps " << anisotropicTaps(source, at, lane);
      }
    }
  }
  EXPECT_GT(compared, 100);
  EXPECT_GT(manyTaps, 10);
}

INSTANTIATE_TEST_SUITE_P(Formats, AnisotropicTwins,
                         ::testing::Values(Case{GL_RGBA8, SamplerDim::Dim2D, 64, 32, 1, 1e-2},
                                           Case{GL_SRGB8_ALPHA8, SamplerDim::Dim2D, 64, 64, 1, 5e-3},
                                           Case{GL_RGBA16F, SamplerDim::Dim2D, 50, 64, 1, 5e-3},
                                           Case{GL_R8, SamplerDim::Dim2D, 64, 64, 1, 5e-3},
                                           Case{GL_RGBA8, SamplerDim::Cube, 64, 64, 1, 5e-3},
                                           Case{GL_RG16F, SamplerDim::Dim3D, 32, 32, 16, 5e-3},
                                           Case{GL_RGB565, SamplerDim::Dim2DArray, 64, 64, 4, 5e-3},
                                           Case{GL_DEPTH_COMPONENT24, SamplerDim::Dim2D, 64, 64, 1, 5e-3, true}));

TEST(Sample, AnisotropyKeepsThinStripesApart) {
  // Stripes of two texels along y, seen at a flat angle: 16 texels of y to a pixel, a half of x.
  TestTexture texture;
  const FormatInfo& format = *findFormat(GL_RGBA8);
  for (int32_t level = 0; level < 7; ++level) {
    Image& image = texture.images[0][size_t(level)];
    const int32_t size = 64 >> level;
    ASSERT_TRUE(image.define(format, size, size, 1));
    ASSERT_TRUE(image.allocate());
    for (int32_t y = 0; y < size; ++y) {
      for (int32_t x = 0; x < size; ++x) {
        const uint8_t value = level > 1 ? 128 : (x << level) % 4 < 2 ? 255 : 0;
        std::memset(image.row(y, 0) + 4 * x, value, 4);
      }
    }
  }
  SamplingSource source = sourceOf(texture, SamplerDim::Dim2D, 7);
  source.parameters.minFilter = GL_LINEAR_MIPMAP_LINEAR;
  ReferenceLookUp at;
  for (int lane = 0; lane < 4; ++lane) {
    at.coordinates[0][lane] = (21 + 0.5f * float(lane & 1)) / 64;
    at.coordinates[1][lane] = (32 + 16 * float(lane >> 1)) / 64;
  }
  for (const auto& [ratio, least] : {std::pair(1.0f, 0.4f), std::pair(16.0f, 0.99f)}) {
    source.parameters.maxAnisotropy = ratio;
    SamplingDescriptor descriptor;
    describe(source, descriptor);
    SampleScratch scratch{};
    look(descriptor, at, scratch);
    EXPECT_GT(scratch.result[0][0], least);
    EXPECT_LT(scratch.result[0][0], least + 0.2f);
  }
}

TEST(Sample, SpecialCoordinatesStayInsideTheTexture) {
  std::mt19937 random(1);
  const float inf = std::numeric_limits<float>::infinity(), nan = std::numeric_limits<float>::quiet_NaN();
  const float specials[] = {0, -0.0f, inf, -inf, nan, 1e30f, -1e30f, 2147483648.0f, 1e-40f, 1, 0.99999994f, -1e-10f};
  for (SamplerDim dim : {SamplerDim::Dim2D, SamplerDim::Dim3D, SamplerDim::Cube, SamplerDim::Dim2DArray}) {
    for (GLenum format : {GL_RGBA8, GL_RGBA32F}) {
      const auto texture = makeTexture(format, dim, 8, 8, 4, 4, random);
      SamplingSource source = sourceOf(*texture, dim, 4);
      for (GLenum wrap : kWraps) {
        for (GLenum filter : kMinFilters) {
          source.parameters.wrapS = source.parameters.wrapT = source.parameters.wrapR = wrap;
          source.parameters.minFilter = filter;
          source.parameters.maxAnisotropy = random() % 2 ? 16 : 1;
          SamplingDescriptor descriptor;
          describe(source, descriptor);
          for (SampleMethod method : {SampleMethod::Implicit, SampleMethod::Lod, SampleMethod::Grad}) {
            for (float a : specials) {
              for (float b : specials) {
                ReferenceLookUp at;
                at.method = method;
                for (int lane = 0; lane < 4; ++lane) {
                  at.coordinates[0][lane] = lane & 1 ? a : b;
                  at.coordinates[1][lane] = b;
                  at.coordinates[2][lane] = a;
                  at.lod[lane] = lane & 2 ? a : b;
                  at.gradients[0][0][lane] = a;
                  at.gradients[1][1][lane] = b;
                }
                SampleScratch scratch{};
                look(descriptor, at, scratch);
                for (const auto& channel : scratch.result) {
                  for (float value : channel) EXPECT_TRUE(std::isnan(value) || (value >= 0 && value <= 1)) << value;
                }
              }
            }
          }
        }
      }
    }
  }
}

TEST(Sample, FetchReadsOneTexelAndZeroOutside) {
  std::mt19937 random(7);
  const auto texture = makeTexture(GL_RGBA32F, SamplerDim::Dim3D, 4, 4, 2, 2, random);
  const SamplingSource source = sourceOf(*texture, SamplerDim::Dim3D, 2);
  SamplingDescriptor descriptor;
  describe(source, descriptor);
  for (int32_t x = -1; x < 6; ++x) {
    ReferenceLookUp at;
    at.method = SampleMethod::Fetch;
    at.offset[0] = -1;
    for (int lane = 0; lane < 4; ++lane) {
      const int32_t place[3] = {x, lane, lane & 1}, level = lane >> 1;
      for (int c = 0; c < 3; ++c) std::memcpy(&at.coordinates[c][lane], &place[c], 4);
      std::memcpy(&at.lod[lane], &level, 4);
    }
    SampleScratch scratch{};
    look(descriptor, at, scratch);
    double expected[4][4];
    sampleByReference(source, at, expected);
    for (int c = 0; c < 4; ++c) {
      for (int lane = 0; lane < 4; ++lane) EXPECT_EQ(scratch.result[c][lane], float(expected[c][lane]));
    }
  }
}

TEST(Sample, SizeGivesEachLevel) {
  std::mt19937 random(7);
  const auto texture = makeTexture(GL_R8, SamplerDim::Dim2DArray, 8, 4, 3, 3, random);
  SamplingDescriptor descriptor;
  describe(sourceOf(*texture, SamplerDim::Dim2DArray, 3), descriptor);
  ReferenceLookUp at;
  at.method = SampleMethod::Size;
  for (int32_t lane = 0; lane < 4; ++lane) std::memcpy(&at.lod[lane], &lane, 4);
  SampleScratch scratch{};
  look(descriptor, at, scratch);
  const int32_t expected[3][4] = {{8, 4, 2, 0}, {4, 2, 1, 0}, {3, 3, 3, 0}};
  EXPECT_EQ(std::memcmp(scratch.result, expected, sizeof expected), 0);
}

TEST(Sample, IncompleteTexturesAreOpaqueBlack) {
  SamplingDescriptor descriptor;
  SamplingSource source;
  describe(source, descriptor);
  SampleScratch scratch{};
  look(descriptor, {}, scratch);
  EXPECT_EQ(scratch.result[0][0], 0);
  EXPECT_EQ(scratch.result[3][3], 1);
  source.samplerClass = SamplerClass::Int;
  describe(source, descriptor);
  look(descriptor, {}, scratch);
  EXPECT_EQ(std::bit_cast<int32_t>(scratch.result[3][0]), 1);
}

namespace {

constexpr int32_t kLargestFace = 1 << (kMaxTextureLevels - 1);

/// Red of the corner `lane` of a face: its outer two texels each way, so that linear filtering has one value there.
float cornerRed(int lane) { return float(lane + 1) / 5; }
bool isFar(int lane, int axis) { return (lane >> axis & 1) != 0; }

void paintCorners(Image& face) {
  const TargetFormat storage = face.format()->storage;
  for (int i = 0; i < 16; ++i) {
    const int lane = i >> 2;
    const int32_t x = isFar(lane, 0) ? kLargestFace - 1 - (i & 1) : i & 1;
    const int32_t y = isFar(lane, 1) ? kLargestFace - 1 - (i >> 1 & 1) : i >> 1 & 1;
    Texel texel{};
    texel.set(0, cornerRed(lane));
    encodeTexels(storage, &texel, 1, face.row(y) + size_t(x) * storageBytes(storage));
  }
}

/// Looks at the corners, a lane at each, within the outer texel but towards the next.
void expectCorners(const Image& face, SamplerDim dim, GLenum filter) {
  SamplingSource source;
  source.dim = dim;
  source.format = face.format();
  source.complete = true;
  source.faces = dim == SamplerDim::Cube ? 6 : 1;
  source.levelCount = 1;
  source.texture = &face;
  source.image = [](const void* image, uint32_t, int32_t) { return static_cast<const Image*>(image); };
  source.parameters.minFilter = source.parameters.magFilter = filter;
  source.parameters.wrapS = source.parameters.wrapT = GL_CLAMP_TO_EDGE;
  SamplingDescriptor descriptor;
  describe(source, descriptor);

  ReferenceLookUp at, fetch;
  fetch.method = SampleMethod::Fetch;
  for (int lane = 0; lane < 4; ++lane) {
    for (int axis = 0; axis < 2; ++axis) {
      const float place = 0.75f / kLargestFace, u = isFar(lane, axis) ? 1 - place : place;
      const float onPositiveZ = axis == 0 ? 2 * u - 1 : 1 - 2 * u;
      at.coordinates[axis][lane] = dim == SamplerDim::Cube ? onPositiveZ : u;
      fetch.coordinates[axis][lane] = std::bit_cast<float>(isFar(lane, axis) ? kLargestFace - 1 : 0);
    }
    at.coordinates[2][lane] = 1;
  }
  for (const ReferenceLookUp& lookUp : {at, fetch}) {
    if (lookUp.method == SampleMethod::Fetch && dim == SamplerDim::Cube) continue;
    SampleScratch scratch;
    look(descriptor, lookUp, scratch);
    for (int lane = 0; lane < 4; ++lane) EXPECT_NEAR(scratch.result[0][lane], cornerRed(lane), 2e-3) << lane;
  }
}

}  // namespace

// Offsets reach 2^30 there. The memory is touched at a few places only.
TEST(Sample, FindsTexelsFarInsideTheLargestFaces) {
  for (const GLenum format : {GL_R8, GL_RG8, GL_RGBA8, GL_R32F}) {
    Image face;
    ASSERT_TRUE(face.define(*findFormat(format), kLargestFace, kLargestFace));
    ASSERT_TRUE(face.allocate()) << "1 GiB of address space is wanted, hardly any of it is touched";
    paintCorners(face);
    for (const SamplerDim dim : {SamplerDim::Cube, SamplerDim::Dim2D}) {
      for (const GLenum filter : {GL_NEAREST, GL_LINEAR}) {
        SCOPED_TRACE(testing::Message() << std::hex << format << " dim " << int(dim) << " filter " << filter);
        expectCorners(face, dim, filter);
      }
    }
  }
}
