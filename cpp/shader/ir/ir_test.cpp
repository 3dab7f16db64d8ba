// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/ir/ir.h"

#include <gtest/gtest.h>

#include "shader/ir/builder.h"

namespace sw::ir {
namespace {

GlslType vec(uint8_t rows) { return {.base = BaseType::Float, .rows = rows}; }

Shader emptyShader() {
  Shader shader;
  shader.functions.emplace_back();
  shader.functions[0].name = "main";
  shader.functions[0].blocks.emplace_back();
  return shader;
}

TEST(GlslType, CellsCountColumnsArraysAndStructs) {
  std::vector<StructDef> structs;
  structs.push_back({"S", {{"m", {.base = BaseType::Float, .rows = 3, .columns = 2}}, {"i", {.base = BaseType::Int}}}});
  GlslType array{.base = BaseType::Struct, .structIndex = 0, .arraySizes = {2, 3}};
  EXPECT_EQ(elementCells(array, structs), 7u);
  EXPECT_EQ(cellCount(array, structs), 42u);
  std::vector<Type> cells;
  appendCells(array, structs, cells);
  ASSERT_EQ(cells.size(), 42u);
  EXPECT_EQ(cells[5], Type::Float);
  EXPECT_EQ(cells[6], Type::Int);
  EXPECT_EQ(cells[41], Type::Int);
}

TEST(Ops, KnowTheirTextAndWhetherTheyArePure) {
  EXPECT_STREQ(opText(Op::Add), "add");
  EXPECT_TRUE(isPure(Op::Sample));
  EXPECT_FALSE(isPure(Op::Load));
  EXPECT_FALSE(isPure(Op::Discard));
}

TEST(Text, ShowsNestedBlocksAndNames) {
  Shader shader = emptyShader();
  shader.outputs.push_back({.name = "c", .type = vec(1), .cells = {Type::Float}, .staticUse = true});
  Builder b(shader.functions[0]);
  const ValueId x = b.constantFloat(0.5f);
  const ValueId condition = b.emit(Op::Lt, Type::Bool, {x, b.constantFloat(0.1f)});
  const BlockId then = b.newBlock();
  b.emitControl(Op::If, std::span(&condition, 1), then, b.newBlock());
  b.setBlock(then);
  b.store({.space = Space::Output}, x);
  EXPECT_EQ(verify(shader), "");
  EXPECT_EQ(toText(shader),
            "vertex 300\n"
            "output float c\n"
            "function main()\n"
            "  %0 = const float 0.5\n"
            "  %1 = const float 0.1\n"
            "  %2 = lt bool %0, %1\n"
            "  if %2\n"
            "    store output c+0, %0\n");
}

TEST(Verify, AcceptsAClampedIndexAndRefusesALargerRange) {
  for (const uint32_t count : {3u, 4u}) {
    Shader shader = emptyShader();
    Builder b(shader.functions[0]);
    const uint32_t a = b.addVariable({.name = "a", .cells = {Type::Int, Type::Int, Type::Int}, .dynamic = true});
    const ValueId index = b.emit(Op::ClampIndex, Type::Uint, {b.constantInt(7)}, count);
    b.load(Type::Int, {.space = Space::Local, .object = a, .strides = {1}}, std::span(&index, 1));
    EXPECT_EQ(verify(shader).empty(), count == 3u) << count;
  }
}

TEST(Verify, RefusesAnIndexThatIsNotClamped) {
  Shader shader = emptyShader();
  Builder b(shader.functions[0]);
  const uint32_t a = b.addVariable({.name = "a", .cells = {Type::Int}, .dynamic = true});
  const ValueId index = b.constant(Type::Uint, 0);
  b.load(Type::Int, {.space = Space::Local, .object = a, .strides = {1}}, std::span(&index, 1));
  EXPECT_NE(verify(shader).find("not clamped"), std::string::npos);
}

TEST(Verify, RefusesAValueOutsideItsBlock) {
  Shader shader = emptyShader();
  Builder b(shader.functions[0]);
  const ValueId condition = b.constant(Type::Bool, 1);
  const BlockId then = b.newBlock();
  b.emitControl(Op::If, std::span(&condition, 1), then);
  b.setBlock(then);
  const ValueId inner = b.constantInt(1);
  b.setBlock(0);
  b.emit(Op::Neg, Type::Int, {inner});
  EXPECT_NE(verify(shader).find("not defined here"), std::string::npos);
}

TEST(Verify, RefusesMixedTypes) {
  Shader shader = emptyShader();
  Builder b(shader.functions[0]);
  b.emit(Op::Add, Type::Float, {b.constantFloat(1), b.constantInt(1)});
  EXPECT_NE(verify(shader).find("differ in type"), std::string::npos);
}

TEST(Verify, RefusesCodeAfterTheEndOfABlock) {
  Shader shader = emptyShader();
  Builder b(shader.functions[0]);
  b.emit(Op::Return, Type::Void);
  b.constantInt(1);
  EXPECT_NE(verify(shader).find("after the end"), std::string::npos);
}

TEST(Verify, RefusesBreakOutsideAndContinueInContinuing) {
  Shader shader = emptyShader();
  Builder b(shader.functions[0]);
  const BlockId body = b.newBlock();
  const BlockId continuing = b.newBlock();
  b.emitControl(Op::Loop, {}, body, continuing);
  b.setBlock(continuing);
  b.emit(Op::Continue, Type::Void);
  EXPECT_NE(verify(shader).find("outside of a loop's body"), std::string::npos);

  shader = emptyShader();
  Builder c(shader.functions[0]);
  c.emit(Op::Break, Type::Void);
  EXPECT_NE(verify(shader).find("outside of a loop or switch"), std::string::npos);
}

TEST(Verify, RefusesRecursionAndAMissingReturn) {
  Shader shader = emptyShader();
  Builder b(shader.functions[0]);
  b.emit(Op::Call, Type::Void, {}, 0);
  EXPECT_NE(verify(shader).find("recursion"), std::string::npos);

  shader = emptyShader();
  shader.functions[0].returnCells = {Type::Int};
  EXPECT_NE(verify(shader).find("no Return"), std::string::npos);
}

}  // namespace
}  // namespace sw::ir
