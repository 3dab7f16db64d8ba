// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What primitive records say of depth.

#include "raster/planes.h"

#include <gtest/gtest.h>

namespace sw {
namespace {

/// The record of a level triangle at depth z.
PrimitiveRecord levelRecord(double z, const RasterState& state) {
  WindowVertex v{};
  v.z = z;
  v.invW = 1;
  const WindowVertex* vertices[] = {&v, &v, &v};
  PrimitiveRecord record{};
  fillPlanes(record, nullptr, vertices, 3, Gradient{}, InputLayout{}, nullptr, state);
  return record;
}

RasterState offsetState() {
  RasterState state{};
  state.depthNear = 0.25f;
  state.depthFar = 0.5f;
  state.polygonOffset = true;
  state.polygonOffsetUnits = 4;
  state.depthResolution = 1.0f / 64;
  return state;
}

TEST(Planes, OffsetsLeaveTheDepthRange) {
  RasterState state = offsetState();
  EXPECT_EQ(levelRecord(0.5, state).zMax, 0.5625f);
  state.polygonOffsetUnits = -4;
  EXPECT_EQ(levelRecord(0.25, state).zMin, 0.1875f);
}

TEST(Planes, OffsetsEndAtZeroAndOne) {
  RasterState state = offsetState();
  state.polygonOffsetUnits = 64;
  EXPECT_EQ(levelRecord(0.5, state).zMax, 1.0f);
  state.polygonOffsetUnits = -64;
  EXPECT_EQ(levelRecord(0.5, state).zMin, 0.0f);
}

TEST(Planes, DepthClampKeepsOffsetsInTheDepthRange) {
  RasterState state = offsetState();
  state.depthClamp = true;
  EXPECT_EQ(levelRecord(0.5, state).zMax, 0.5f);
}

}  // namespace
}  // namespace sw
