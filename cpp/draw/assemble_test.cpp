// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "draw/assemble.h"

#include <gtest/gtest.h>

#include <vector>

namespace sw {
namespace {

using Primitives = std::vector<std::vector<uint32_t>>;

Primitives assemble(Topology topology, const std::vector<uint16_t>& indices) {
  DrawCall call;
  call.topology = topology;
  call.indexType = IndexType::U16;
  call.indices = indices.data();
  call.count = uint32_t(indices.size());
  PrimitiveAssembler assembler(call);
  AssembledPrimitive p;
  Primitives out;
  while (assembler.next(p)) out.emplace_back(p.ids, p.ids + p.arity);
  return out;
}

constexpr uint16_t kRestart = 0xffff;

TEST(Assemble, TrianglesDropAnIncompleteTail) {
  EXPECT_EQ(assemble(Topology::Triangles, {0, 1, 2, 3, 4}), (Primitives{{0, 1, 2}}));
}

TEST(Assemble, StripsKeepTheirFacing) {
  EXPECT_EQ(assemble(Topology::TriangleStrip, {0, 1, 2, 3, 4}), (Primitives{{0, 1, 2}, {2, 1, 3}, {2, 3, 4}}));
}

TEST(Assemble, FansTurnAroundTheFirst) {
  EXPECT_EQ(assemble(Topology::TriangleFan, {7, 1, 2, 3}), (Primitives{{7, 1, 2}, {7, 2, 3}}));
}

TEST(Assemble, LoopsClose) {
  EXPECT_EQ(assemble(Topology::LineLoop, {4, 5, 6}), (Primitives{{4, 5}, {5, 6}, {6, 4}}));
  EXPECT_EQ(assemble(Topology::LineLoop, {4}), (Primitives{}));
}

TEST(Assemble, RestartBeginsAnew) {
  EXPECT_EQ(assemble(Topology::TriangleStrip, {0, 1, 2, kRestart, 3, 4, 5, 6}),
            (Primitives{{0, 1, 2}, {3, 4, 5}, {5, 4, 6}}));
  EXPECT_EQ(assemble(Topology::LineLoop, {0, 1, 2, kRestart, 3, 4}),
            (Primitives{{0, 1}, {1, 2}, {2, 0}, {3, 4}, {4, 3}}));
  EXPECT_EQ(assemble(Topology::Triangles, {0, 1, kRestart, 2, 3, 4}), (Primitives{{2, 3, 4}}));
}

TEST(Assemble, ArraysCountFromFirst) {
  DrawCall call;
  call.topology = Topology::Points;
  call.first = 5;
  call.count = 2;
  PrimitiveAssembler assembler(call);
  AssembledPrimitive p;
  ASSERT_TRUE(assembler.next(p));
  EXPECT_EQ(p.ids[0], 5u);
  ASSERT_TRUE(assembler.next(p));
  EXPECT_FALSE(assembler.next(p));
}

}  // namespace
}  // namespace sw
