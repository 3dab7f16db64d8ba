// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Limits against those that Chromium's WebGL reports on SwiftShader, as a page asked it: whatever runs there must fit
// here.

#include "gl/limits.h"

#include <gtest/gtest.h>

#include <bit>
#include <span>

#include "gl/extensions.h"
#include "gl/parameters.h"
#include "gl/renderbuffers.h"
#include "gl/shaders.h"
#include "testing/context/fake_host.h"

namespace sw::gl {
namespace {

struct Recorded {
  GLenum pname;
  double value;
  int firstVersion = 1, lastVersion = 2;  // of WebGL
  const char* extension = nullptr;        // that it belongs to
};

constexpr Recorded kAtLeast[] = {
    {GL_MAX_TEXTURE_SIZE, 8192},
    {GL_MAX_CUBE_MAP_TEXTURE_SIZE, 16384},
    {GL_MAX_RENDERBUFFER_SIZE, 8192},
    {GL_MAX_VERTEX_ATTRIBS, 16},
    {GL_MAX_VERTEX_UNIFORM_VECTORS, 4096},
    {GL_MAX_FRAGMENT_UNIFORM_VECTORS, 4096},
    {GL_MAX_VARYING_VECTORS, 31},
    {GL_MAX_TEXTURE_IMAGE_UNITS, 32},
    {GL_MAX_VERTEX_TEXTURE_IMAGE_UNITS, 32},
    {GL_MAX_COMBINED_TEXTURE_IMAGE_UNITS, 64},
    {GL_SUBPIXEL_BITS, 4},
    {GL_MAX_TEXTURE_MAX_ANISOTROPY_EXT, 16, 1, 2, "EXT_texture_filter_anisotropic"},
    {GL_MAX_COLOR_ATTACHMENTS, 8, 1, 1, "WEBGL_draw_buffers"},
    {GL_MAX_DRAW_BUFFERS, 8, 1, 1, "WEBGL_draw_buffers"},
    {GL_MAX_COLOR_ATTACHMENTS, 8, 2},
    {GL_MAX_DRAW_BUFFERS, 8, 2},
    {GL_MAX_3D_TEXTURE_SIZE, 2048, 2},
    {GL_MAX_ARRAY_TEXTURE_LAYERS, 2048, 2},
    {GL_MAX_TEXTURE_LOD_BIAS, 15, 2},
    {GL_MAX_SAMPLES, 4, 2},
    {GL_MAX_ELEMENTS_VERTICES, 2147483647, 2},
    {GL_MAX_ELEMENTS_INDICES, 2147483647, 2},
    {GL_MAX_ELEMENT_INDEX, 1073741823, 2},
    {GL_MAX_PROGRAM_TEXEL_OFFSET, 7, 2},
    {GL_MAX_VERTEX_UNIFORM_COMPONENTS, 16384, 2},
    {GL_MAX_FRAGMENT_UNIFORM_COMPONENTS, 16384, 2},
    {GL_MAX_VERTEX_UNIFORM_BLOCKS, 14, 2},
    {GL_MAX_FRAGMENT_UNIFORM_BLOCKS, 14, 2},
    {GL_MAX_COMBINED_UNIFORM_BLOCKS, 60, 2},
    {GL_MAX_UNIFORM_BUFFER_BINDINGS, 72, 2},
    {GL_MAX_UNIFORM_BLOCK_SIZE, 65536, 2},
    {GL_MAX_COMBINED_VERTEX_UNIFORM_COMPONENTS, 245760, 2},
    {GL_MAX_COMBINED_FRAGMENT_UNIFORM_COMPONENTS, 245760, 2},
    {GL_MAX_VARYING_COMPONENTS, 124, 2},
    {GL_MAX_VERTEX_OUTPUT_COMPONENTS, 128, 2},
    {GL_MAX_FRAGMENT_INPUT_COMPONENTS, 128, 2},
    {GL_MAX_TRANSFORM_FEEDBACK_INTERLEAVED_COMPONENTS, 128, 2},
    {GL_MAX_TRANSFORM_FEEDBACK_SEPARATE_ATTRIBS, 4, 2},
    {GL_MAX_TRANSFORM_FEEDBACK_SEPARATE_COMPONENTS, 4, 2},
    {GL_MAX_SERVER_WAIT_TIMEOUT, 0, 2},
    {GL_MAX_CLIENT_WAIT_TIMEOUT_WEBGL, 0, 2},
    {GL_MAX_CLIP_DISTANCES_WEBGL, 8, 2, 2, "WEBGL_clip_cull_distance"},
    {GL_MAX_CULL_DISTANCES_WEBGL, 8, 2, 2, "WEBGL_clip_cull_distance"},
    {GL_MAX_COMBINED_CLIP_AND_CULL_DISTANCES_WEBGL, 16, 2, 2, "WEBGL_clip_cull_distance"},
};

constexpr Recorded kAtMost[] = {
    {GL_MIN_PROGRAM_TEXEL_OFFSET, -8, 2},
    {GL_UNIFORM_BUFFER_OFFSET_ALIGNMENT, 256, 2},
};

/// Both ends of a range, or both sizes.
struct RecordedPair {
  GLenum pname;
  float atMost, atLeast;
};
constexpr RecordedPair kRanges[] = {
    {GL_ALIASED_LINE_WIDTH_RANGE, 1, 1},
    {GL_ALIASED_POINT_SIZE_RANGE, 1, 1023},
};

double numberOf(const StateValue& value) {
  switch (value.kind) {
    case ValueKind::Int: return double(int32_t(value.words[0]));
    case ValueKind::Float: return double(std::bit_cast<float>(value.words[0]));
    case ValueKind::Number: return std::bit_cast<double>(uint64_t(value.words[1]) << 32 | value.words[0]);
    default: ADD_FAILURE() << "not a number"; return 0;
  }
}

/// Asks both versions of context for what they have.
template <class Check>
void forEachLimit(std::span<const Recorded> limits, Check check) {
  for (const int version : {1, 2}) {
    TestContext t(version);
    for (const Recorded& limit : limits) {
      if (version < limit.firstVersion || version > limit.lastVersion) continue;
      if (limit.extension) {
        ASSERT_TRUE(getExtension(t.c, limit.extension)) << limit.extension;
      }
      const StateValue value = getParameter(t.c, limit.pname);
      ASSERT_EQ(t.error(), GL_NO_ERROR) << std::hex << limit.pname;
      check(numberOf(value), limit);
    }
  }
}

}  // namespace

TEST(Limits, AreAtLeastSwiftShaders) {
  forEachLimit(kAtLeast, [](double value, const Recorded& limit) {
    EXPECT_GE(value, limit.value) << "getParameter of 0x" << std::hex << limit.pname;
  });
  forEachLimit(kAtMost, [](double value, const Recorded& limit) {
    EXPECT_LE(value, limit.value) << "getParameter of 0x" << std::hex << limit.pname;
  });
  for (const int version : {1, 2}) {
    TestContext t(version);
    for (const RecordedPair& range : kRanges) {
      const StateValue value = getParameter(t.c, range.pname);
      ASSERT_EQ(value.words.size(), 2u);
      EXPECT_LE(std::bit_cast<float>(value.words[0]), range.atMost);
      EXPECT_GE(std::bit_cast<float>(value.words[1]), range.atLeast);
    }
    for (const uint32_t size : getParameter(t.c, GL_MAX_VIEWPORT_DIMS).words) EXPECT_GE(size, 8192u);
  }
}

TEST(Limits, OfPrecisionAreAtLeastSwiftShaders) {
  constexpr struct {
    GLenum type;
    PrecisionFormat format;
  } kRecorded[] = {
      {GL_LOW_FLOAT, {15, 15, 10}}, {GL_MEDIUM_FLOAT, {15, 15, 10}}, {GL_HIGH_FLOAT, {127, 127, 23}},
      {GL_LOW_INT, {15, 14, 0}},    {GL_MEDIUM_INT, {15, 14, 0}},    {GL_HIGH_INT, {31, 30, 0}},
  };
  TestContext t;
  for (const GLenum stage : {GL_VERTEX_SHADER, GL_FRAGMENT_SHADER}) {
    for (const auto& recorded : kRecorded) {
      PrecisionFormat format{};
      ASSERT_TRUE(getShaderPrecisionFormat(t.c, stage, recorded.type, format));
      EXPECT_GE(format.rangeMin, recorded.format.rangeMin);
      EXPECT_GE(format.rangeMax, recorded.format.rangeMax);
      EXPECT_GE(format.precision, recorded.format.precision);
    }
  }
}

TEST(Limits, OfSamplesAreAtLeastSwiftShaders) {
  constexpr GLenum kMultisampled[] = {GL_RGBA4,
                                      GL_RGB5_A1,
                                      GL_RGB565,
                                      GL_RGB8,
                                      GL_RGBA8,
                                      GL_RGB10_A2,
                                      GL_SRGB8_ALPHA8,
                                      GL_RGBA32F,
                                      GL_RGBA16F,
                                      GL_R8,
                                      GL_RG8,
                                      GL_R16F,
                                      GL_R32F,
                                      GL_RG16F,
                                      GL_RG32F,
                                      GL_R11F_G11F_B10F,
                                      GL_STENCIL_INDEX8,
                                      GL_DEPTH_COMPONENT16,
                                      GL_DEPTH_COMPONENT24,
                                      GL_DEPTH_COMPONENT32F,
                                      GL_DEPTH24_STENCIL8,
                                      GL_DEPTH32F_STENCIL8};
  TestContext t;
  ASSERT_TRUE(getExtension(t.c, "EXT_color_buffer_float"));
  for (const GLenum format : kMultisampled) {
    const StateValue samples = getInternalformatParameter(t.c, GL_RENDERBUFFER, format, GL_SAMPLES);
    ASSERT_FALSE(samples.words.empty()) << std::hex << format;
    EXPECT_GE(samples.words[0], 4u) << std::hex << format;
  }
}

}  // namespace sw::gl
