// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "pipeline/formats.h"

#include <gtest/gtest.h>

#include <set>
#include <tuple>

namespace sw {

namespace {

using formats::kRows;
using formats::Row;

TEST(Formats, AnInternalFormatHasOneRow) {
  std::set<GLenum> seen;
  for (const Row& row : kRows) {
    EXPECT_TRUE(seen.insert(row.info.internalFormat).second) << std::hex << row.info.internalFormat;
    EXPECT_NE(findFormat(row.info.internalFormat), nullptr);
  }
  EXPECT_EQ(findFormat(GL_RGBA), nullptr);  // has no size
}

TEST(Formats, WhatFollowsFromTheStorageIsThatOfTheSpecification) {
  const FormatInfo& packed = *findFormat(GL_RGB5_A1);
  EXPECT_EQ(std::tie(packed.redBits, packed.greenBits, packed.blueBits, packed.alphaBits), std::make_tuple(5, 5, 5, 1));
  const FormatInfo& alpha = *findFormat(GL_ALPHA16F_EXT);  // of RGBA in memory
  EXPECT_EQ(std::tie(alpha.redBits, alpha.greenBits, alpha.blueBits, alpha.alphaBits), std::make_tuple(0, 0, 0, 16));
  const FormatInfo& opaque = *findFormat(GL_SRGB8);  // with a fourth byte in memory
  EXPECT_EQ(std::tie(opaque.redBits, opaque.greenBits, opaque.blueBits, opaque.alphaBits), std::make_tuple(8, 8, 8, 0));
  EXPECT_TRUE(opaque.srgb);
  EXPECT_EQ(opaque.componentClass, ComponentClass::UNorm);
  const FormatInfo& shared = *findFormat(GL_RGB9_E5);  // of half floats in memory
  EXPECT_EQ(std::tie(shared.redBits, shared.greenBits, shared.blueBits), std::make_tuple(9, 9, 9));
  EXPECT_EQ(shared.componentClass, ComponentClass::Float);
  EXPECT_TRUE(findFormat(GL_RGB10_A2UI)->isInteger());
}

TEST(Formats, NoTransferIsListedTwice) {
  std::set<std::tuple<GLenum, GLenum, GLenum>> seen;
  for (const TransferFormat& row : transferFormats()) {
    EXPECT_TRUE(seen.emplace(row.internalFormat, row.format, row.type).second) << std::hex << row.internalFormat;
    ASSERT_NE(findFormat(row.sized), nullptr) << std::hex << row.sized;
  }
}

TEST(Formats, PixelsLieAsTheStorageDoesWhereItHasTheirChannelsAlone) {
  EXPECT_TRUE(isSameLayout(GL_RGB, GL_UNSIGNED_SHORT_5_6_5, TargetFormat::RGB565));
  EXPECT_FALSE(isSameLayout(GL_RGB, GL_UNSIGNED_BYTE, TargetFormat::RGB565));
  EXPECT_FALSE(isSameLayout(GL_RGB, GL_UNSIGNED_BYTE, TargetFormat::RGB8));     // four bytes
  EXPECT_FALSE(isSameLayout(GL_ALPHA, GL_UNSIGNED_BYTE, TargetFormat::RGBA8));  // expanded
  EXPECT_TRUE(isSameLayout(GL_SRGB_ALPHA_EXT, GL_UNSIGNED_BYTE, TargetFormat::SRGB8A8));
  EXPECT_FALSE(isSameLayout(GL_DEPTH_COMPONENT, GL_FLOAT, TargetFormat::None));
}

}  // namespace

}  // namespace sw
