// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/link/packing.h"

#include <gtest/gtest.h>

namespace sw {
namespace {

PackedVariable vec(uint32_t components, uint32_t elements = 1) {
  PackedVariable v;
  v.components = components;
  v.elements = elements;
  return v;
}

TEST(Packing, ExampleOfTheSpecificationFits) {
  // GLSL ES 1.00.17 Appendix A.7: vec4 a, mat3 b, vec2 c[3], vec2 d[2], vec2 e, float f[3], float g[2], float h, in 8
  // rows.
  PackedVariable mat3 = vec(3);
  mat3.rows = 3;
  const std::vector<PackedVariable> variables = {vec(4), mat3,      vec(2, 3), vec(2, 2),
                                                 vec(2), vec(1, 3), vec(1, 2), vec(1)};
  EXPECT_TRUE(fitsIntoRegisters(variables, 8));
}

TEST(Packing, ThreeComponentsLeaveRoomForScalarsOnly) {
  EXPECT_TRUE(fitsIntoRegisters({vec(3), vec(3), vec(1), vec(1)}, 2));
  EXPECT_FALSE(fitsIntoRegisters({vec(3), vec(3), vec(2)}, 2));
}

TEST(Packing, TwoComponentsTakeBothHalves) {
  EXPECT_TRUE(fitsIntoRegisters({vec(2), vec(2), vec(2), vec(2)}, 2));
  EXPECT_FALSE(fitsIntoRegisters({vec(2), vec(2), vec(2), vec(2), vec(1)}, 2));
}

TEST(Packing, ArrayOfScalarsNeedsOneColumn) {
  EXPECT_TRUE(fitsIntoRegisters({vec(1, 2), vec(1, 2), vec(1, 2), vec(1, 2)}, 2));
  EXPECT_FALSE(fitsIntoRegisters({vec(1, 3)}, 2));
}

TEST(Packing, MatricesOfTwoByTwoOccupyFullRows) {
  ir::GlslType mat2;
  mat2.base = ir::BaseType::Float;
  mat2.rows = mat2.columns = 2;
  std::vector<PackedVariable> variables;
  appendPacked(mat2, {}, variables);
  EXPECT_TRUE(fitsIntoRegisters(variables, 2));
  variables.push_back(vec(1));
  EXPECT_FALSE(fitsIntoRegisters(variables, 2));
}

TEST(Packing, HugeArraysAreRefusedAtOnce) { EXPECT_FALSE(fitsIntoRegisters({vec(1, 0x7fffffff)}, 4096)); }

}  // namespace
}  // namespace sw
