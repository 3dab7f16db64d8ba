// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "abi/typed_value.h"

#include <gtest/gtest.h>

#include <cstring>

#include "host/arena.h"

namespace sw::abi {
namespace {

uint32_t wordAt(const uint8_t* payload, ptrdiff_t byte) {
  uint32_t word;
  std::memcpy(&word, payload + byte, sizeof word);
  return word;
}

TEST(TypedValue, WritesKindThenData) {
  const float viewport[] = {1, 2};
  const uint8_t* payload = writeValue(gl::StateValue::floats(viewport));
  EXPECT_EQ(wordAt(payload, -16), 24u);
  EXPECT_EQ(wordAt(payload, 0), uint32_t(gl::ValueKind::FloatArray));
  EXPECT_EQ(wordAt(payload, 4) | wordAt(payload, 8) | wordAt(payload, 12), 0u);
  EXPECT_EQ(wordAt(payload, 20), 0x40000000u);
}

TEST(TypedValue, KindsHaveTheNumbersOfTheBoundary) {
  EXPECT_EQ(wordAt(writeValue(gl::StateValue::null()), 0), 0u);
  EXPECT_EQ(wordAt(writeValue(gl::StateValue::boolean(true)), 0), 1u);
  EXPECT_EQ(wordAt(writeValue(gl::StateValue::integer(-1)), 0), 2u);
  EXPECT_EQ(wordAt(writeValue(gl::StateValue::string("x")), 0), 9u);
  EXPECT_EQ(wordAt(writeValue(gl::StateValue::object(gl::ObjectKind::VertexArray, 3)), 16), 11u);
  EXPECT_EQ(wordAt(writeValue(gl::StateValue::number(1)), 0), 11u);
  EXPECT_EQ(wordAt(writeValue(gl::StateValue::enums({7})), 0), 12u);
}

TEST(TypedValue, NoObjectIsNull) {
  EXPECT_EQ(gl::StateValue::object(gl::ObjectKind::Buffer, 0).kind, gl::ValueKind::Null);
}

TEST(TypedValue, LongArraysGoToTheBlobArena) {
  const std::vector<uint32_t> many(100, 5);
  const uint8_t* payload = writeValue(gl::StateValue::unsignedIntegers(many));
  EXPECT_EQ(wordAt(payload, -16), 416u);
  EXPECT_EQ(wordAt(payload, 412), 5u);
}

}  // namespace
}  // namespace sw::abi
