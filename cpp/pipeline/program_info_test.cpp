// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "pipeline/program_info.h"

#include <gtest/gtest.h>

#include <random>

#include "pipeline/link_options.h"

namespace sw {
namespace {

ProgramInfo example() {
  ProgramInfo info;
  info.uniforms.push_back({.name = "lights[1].color",
                           .type = 0x8B51,
                           .arraySize = 3,
                           .isArray = true,
                           .firstCell = 300,
                           .firstLocation = 7});
  info.uniforms.push_back({.name = "B.m",
                           .type = 0x8B5C,
                           .blockIndex = 1,
                           .offsetBytes = 64,
                           .arrayStrideBytes = 0,
                           .matrixStrideBytes = 16,
                           .rowMajor = true});
  info.attributes.push_back({"gl_VertexID", 0x1404, 1, -1});
  info.blocks.push_back({"B[1]", 1 << 20, {0, 1, 200}, true, false});
  info.samplers.push_back({SamplerDim::Cube, SamplerClass::Shadow, 12, 3, 9});
  info.feedback.push_back({"v", 0x8B52, 1, 8, 4});
  info.outputs.push_back({"color", 0x8B52, 3, 2});
  info.uniformCells = 1000;
  info.varyingCells = 12;
  info.fragmentCells = 4;
  info.flatCells = {1, 0, 0, 0};
  info.attributeMask = 0x8001;
  info.attributeClass[15] = uint8_t(ScalarType::Uint);
  info.outputClass[3] = uint8_t(ScalarType::Float);
  info.broadcastsColor = true;
  info.writesPointSize = true;
  info.privateBytes = 4096;
  return info;
}

TEST(ProgramInfo, SurvivesTheJourney) {
  const std::vector<uint8_t> bytes = serialise(example());
  const std::optional<ProgramInfo> info = deserialise(bytes);
  ASSERT_TRUE(info);
  EXPECT_EQ(info->uniforms[0].name, "lights[1].color");
  EXPECT_EQ(info->uniforms[0].firstLocation, 7);
  EXPECT_EQ(info->uniforms[0].blockIndex, -1);
  EXPECT_TRUE(info->uniforms[1].rowMajor);
  EXPECT_EQ(info->attributes[0].location, -1);
  EXPECT_EQ(info->blocks[0].uniforms, (std::vector<uint32_t>{0, 1, 200}));
  EXPECT_EQ(info->samplers[0].samplerClass, SamplerClass::Shadow);
  EXPECT_EQ(info->privateBytes, 4096u);
  EXPECT_EQ(serialise(*info), bytes);
}

TEST(ProgramInfo, CutShortIsRefused) {
  const std::vector<uint8_t> bytes = serialise(example());
  for (size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(deserialise(std::span(bytes).first(length))) << length;
  }
}

TEST(ProgramInfo, BytesThatMeanNothingDoNoHarm) {
  std::vector<uint8_t> bytes = serialise(example());
  std::mt19937 random(1);
  for (int round = 0; round < 20000; ++round) {
    std::vector<uint8_t> broken = bytes;
    for (int i = 0; i < 3; ++i) {
      const uint32_t word = random();
      broken[(word >> 8) % broken.size()] = uint8_t(word);
    }
    deserialise(broken);
  }
}

TEST(LinkOptions, SurviveTheJourney) {
  LinkOptions options;
  options.attributeBindings = {{"position", 0}, {"uv", 300}};
  options.feedbackVaryings = {"v", "w[1]"};
  options.feedbackSeparate = true;
  const std::optional<LinkOptions> back = deserialiseLinkOptions(serialiseLinkOptions(options));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->attributeBindings[1].name, "uv");
  EXPECT_EQ(back->attributeBindings[1].location, 300u);
  EXPECT_EQ(back->feedbackVaryings, options.feedbackVaryings);
  EXPECT_TRUE(back->feedbackSeparate);
  EXPECT_FALSE(deserialiseLinkOptions({}));
}

}  // namespace
}  // namespace sw
