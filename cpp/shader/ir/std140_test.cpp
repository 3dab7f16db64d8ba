// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/ir/std140.h"

#include <gtest/gtest.h>

namespace sw::ir {
namespace {

using Offsets = std::vector<uint32_t>;

GlslType floats(uint8_t rows, uint8_t columns = 1, std::vector<uint32_t> arraySizes = {}) {
  GlslType type;
  type.base = BaseType::Float;
  type.rows = rows;
  type.columns = columns;
  type.arraySizes = std::move(arraySizes);
  return type;
}

TEST(Std140, ScalarFillsTheFourthComponentOfAVec3) {
  const std::vector<StructMember> members = {
      {"a", floats(1)}, {"b", floats(3)}, {"c", floats(1)}, {"d", floats(2, 2, {3})}};
  const Std140Members layout = std140Members(members, {});
  EXPECT_EQ(layout.offsets, (Offsets{0, 16, 28, 32}));
  EXPECT_EQ(layout.sizeBytes, 128u);
}

TEST(Std140, ArrayElementsTakeSixteenBytes) {
  const GlslType type = floats(1, 1, {3});
  EXPECT_EQ(std140ArrayStride(type, 0, {}), 16u);
  EXPECT_EQ(std140(type, {}).sizeBytes, 48u);
  const std::vector<StructMember> members = {{"a", floats(2)}, {"b", type}, {"c", floats(2)}};
  EXPECT_EQ(std140Members(members, {}).offsets, (Offsets{0, 16, 64}));
}

TEST(Std140, RowMajorMatrixHasOneVectorPerRow) {
  GlslType type = floats(2, 4);  // mat4x2
  EXPECT_EQ(std140(type, {}).sizeBytes, 64u);
  EXPECT_EQ(std140MatrixStrides(type).columnBytes, 16u);
  type.rowMajor = true;
  EXPECT_EQ(std140(type, {}).sizeBytes, 32u);
  EXPECT_EQ(std140MatrixStrides(type).columnBytes, 4u);
  EXPECT_EQ(std140MatrixStrides(type).componentBytes, 16u);
}

TEST(Std140, RowMajorReachesMatricesInsideStructs) {
  const std::vector<StructDef> structs = {{"S", {{"m", floats(2, 4)}, {"f", floats(1)}}}};
  GlslType type;
  type.base = BaseType::Struct;
  EXPECT_EQ(std140(type, structs).sizeBytes, 80u);
  type.rowMajor = true;
  EXPECT_EQ(std140(type, structs).sizeBytes, 48u);
}

TEST(Std140, MemberAfterAStructStartsAtItsPaddedEnd) {
  const std::vector<StructDef> structs = {{"S", {{"a", floats(3)}, {"b", floats(2)}}}};
  GlslType type;
  type.base = BaseType::Struct;
  const std::vector<StructMember> members = {{"s", type}, {"f", floats(1)}};
  const Std140Members layout = std140Members(members, structs);
  EXPECT_EQ(layout.offsets, (Offsets{0, 32}));
  EXPECT_EQ(layout.sizeBytes, 36u);
}

TEST(Std140, BlockEndsWhereItsLastMemberEnds) {
  const std::vector<StructMember> members = {{"m", floats(4, 4)}, {"v", floats(3)}};
  EXPECT_EQ(std140Members(members, {}).sizeBytes, 76u);
}

TEST(Std140, OuterArrayStrideSpansTheInnerArray) {
  const GlslType type = floats(3, 1, {2, 5});
  EXPECT_EQ(std140ArrayStride(type, 0, {}), 80u);
  EXPECT_EQ(std140ArrayStride(type, 1, {}), 16u);
}

}  // namespace
}  // namespace sw::ir
