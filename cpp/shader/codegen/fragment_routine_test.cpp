// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Which work a fragment routine leaves out. That its results are right is tested in
// shader/codegen/fragment_twin_test.cpp.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

#include "shader/codegen/routine_trim.h"
#include "shader/codegen/routines.h"
#include "testing/shaders/routine_test_program.h"
#include "wasm/shared_memory.h"

namespace sw {
namespace {

FragmentKey depthTested() {
  FragmentKey key;
  key.depthFormat = DepthFormat::D24;
  key.depthTest = key.depthWrite = 1;
  key.depthCompare = CompareFunction::Less;
  return key;
}

FragmentKey rgba8() {
  FragmentKey key;
  key.targets[0] = {.format = TargetFormat::RGBA8, .writeMask = 15};
  return key;
}

/// f32x4.div stands for the perspective division of a shaded fragment, which no other part of these routines needs.
bool shadesFragments(const RoutineCode& code) {
  const uint8_t divide[] = {0xfd, 0xe7, 0x01};
  return std::search(code.wasm.begin(), code.wasm.end(), std::begin(divide), std::end(divide)) != code.wasm.end();
}

TestFragmentShader colouring(TestSource source) {
  TestFragmentShader shader;
  shader.outputs[0] = {ir::Type::Float, source};
  return shader;
}

TEST(FragmentRoutine, ShadesWhenColoursVary) {
  EXPECT_TRUE(shadesFragments(generateFragmentRoutine(makeTestProgram(colouring(TestSource::Inputs)), rgba8())));
}

TEST(FragmentRoutine, BatchWideColoursNeedNoShading) {
  EXPECT_FALSE(shadesFragments(generateFragmentRoutine(makeTestProgram(colouring(TestSource::Uniform)), rgba8())));
}

TEST(FragmentRoutine, SaysToThreadsHowMuchItHasToDo) {
  const auto work = [](TestSource source, const FragmentKey& key) {
    wasm::importSharedMemories(true);
    const std::vector<uint8_t> wasm = generateFragmentRoutine(makeTestProgram(colouring(source)), key).wasm;
    wasm::importSharedMemories(false);
    // custom section, its length, its name, a word
    const uint8_t start[] = {0, 9, 4, 'w', 'o', 'r', 'k'};
    EXPECT_TRUE(std::equal(std::begin(start), std::end(start), wasm.end() - 11));
    uint32_t word;
    std::memcpy(&word, &wasm[wasm.size() - 4], 4);
    return word;
  };
  FragmentKey blended = rgba8();
  blended.targets[0].blend = 1;
  blended.targets[0].dstRgb = blended.targets[0].dstAlpha = BlendFactor::One;
  const uint32_t fill = work(TestSource::Uniform, rgba8());
  EXPECT_GT(fill, 0u);
  EXPECT_GT(work(TestSource::Uniform, blended), 4 * fill);
  EXPECT_GT(work(TestSource::Inputs, rgba8()), 4 * fill);
  EXPECT_GT(work(TestSource::Inputs, blended), work(TestSource::Inputs, rgba8()));
  FragmentKey sampled = blended;
  sampled.samples = 4;
  EXPECT_GT(work(TestSource::Inputs, sampled), work(TestSource::Inputs, blended));
}

TEST(FragmentRoutine, DepthOnlyPassesNeedNoShading) {
  const LinkedProgram program = makeTestProgram(colouring(TestSource::Inputs));
  EXPECT_FALSE(shadesFragments(generateFragmentRoutine(program, depthTested())));
  FragmentKey masked = rgba8();
  masked.targets[0].writeMask = 0;
  EXPECT_FALSE(shadesFragments(generateFragmentRoutine(program, masked)));
}

TEST(FragmentRoutine, DepthOnlyPassesStillDiscard) {
  TestFragmentShader shader = colouring(TestSource::Inputs);
  shader.discards = true;
  EXPECT_TRUE(shadesFragments(generateFragmentRoutine(makeTestProgram(shader), depthTested())));
}

TEST(FragmentRoutine, WrittenDepthIsIgnoredWithoutDepthTest) {
  TestFragmentShader shader = colouring(TestSource::Uniform);
  shader.writesDepth = true;
  EXPECT_FALSE(shadesFragments(generateFragmentRoutine(makeTestProgram(shader), rgba8())));
  FragmentKey key = depthTested();
  key.targets[0] = rgba8().targets[0];
  EXPECT_TRUE(shadesFragments(generateFragmentRoutine(makeTestProgram(shader), key)));
}

TEST(FragmentRoutine, OutputsOfAnotherTypeAreLeftAlone) {
  FragmentKey key = rgba8();
  key.targets[0].format = TargetFormat::RGBA8UI;
  EXPECT_FALSE(shadesFragments(generateFragmentRoutine(makeTestProgram(colouring(TestSource::Inputs)), key)));
}

TEST(FragmentRoutine, EqualKeysGiveEqualBytes) {
  const LinkedProgram program = makeTestProgram(colouring(TestSource::Inputs));
  EXPECT_EQ(generateFragmentRoutine(program, rgba8()).wasm, generateFragmentRoutine(program, rgba8()).wasm);
}

TEST(RoutineTrim, KeepsOutputsThatAreReadBack) {
  LinkedProgram program = makeTestProgram(colouring(TestSource::Inputs));
  EXPECT_NE(withoutUnwantedOutputs(program, {false}), nullptr);
  EXPECT_EQ(withoutUnwantedOutputs(program, {true}), nullptr);
  ir::Builder(program.fragment.functions[0])
      .load(ir::Type::Float, {.space = ir::Space::Output, .object = 0, .base = 0, .strides = {}});
  EXPECT_EQ(withoutUnwantedOutputs(program, {false}), nullptr);
}

}  // namespace
}  // namespace sw
