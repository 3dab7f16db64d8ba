// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What a query answers: one typed value, in the kinds of docs/abi.md. cpp/abi serialises it.

#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sw::gl {

enum class ValueKind : uint32_t {
  Null,
  Boolean,
  Int,
  Uint,
  Float,
  IntArray,
  UintArray,
  FloatArray,
  BooleanSequence,
  String,
  Object,
  Number,
  EnumSequence,
};

enum class ObjectKind : uint32_t {
  Buffer = 1,
  Framebuffer,
  Program,
  Query,
  Renderbuffer,
  Sampler,
  Shader,
  Sync,
  Texture,
  TransformFeedback,
  VertexArray,
};

struct StateValue {
  ValueKind kind = ValueKind::Null;
  std::vector<uint32_t> words;  // 32-bit data in order, floats as bits
  std::string text;             // String only

  static StateValue null() { return {}; }
  static StateValue boolean(bool value) { return {ValueKind::Boolean, {value ? 1u : 0u}, {}}; }
  static StateValue integer(int32_t value) { return {ValueKind::Int, {uint32_t(value)}, {}}; }
  static StateValue unsignedInteger(uint32_t value) { return {ValueKind::Uint, {value}, {}}; }
  static StateValue enumerant(uint32_t value) { return unsignedInteger(value); }
  static StateValue number(double value) {
    const auto bits = std::bit_cast<uint64_t>(value);
    return {ValueKind::Number, {uint32_t(bits), uint32_t(bits >> 32)}, {}};
  }
  static StateValue floating(float value) { return {ValueKind::Float, {std::bit_cast<uint32_t>(value)}, {}}; }
  static StateValue string(std::string value) { return {ValueKind::String, {}, std::move(value)}; }
  /// Null for name 0.
  static StateValue object(ObjectKind kind, uint32_t name) {
    if (name == 0) return null();
    return {ValueKind::Object, {uint32_t(kind), name}, {}};
  }
  static StateValue floats(std::span<const float> values) {
    StateValue result{ValueKind::FloatArray, {}, {}};
    for (float value : values) result.words.push_back(std::bit_cast<uint32_t>(value));
    return result;
  }
  static StateValue integers(std::span<const int32_t> values) {
    StateValue result{ValueKind::IntArray, {}, {}};
    for (int32_t value : values) result.words.push_back(uint32_t(value));
    return result;
  }
  static StateValue unsignedIntegers(std::span<const uint32_t> values) {
    return {ValueKind::UintArray, {values.begin(), values.end()}, {}};
  }
  static StateValue booleans(std::span<const bool> values) {
    return {ValueKind::BooleanSequence, {values.begin(), values.end()}, {}};
  }
  static StateValue enums(std::vector<uint32_t> values) { return {ValueKind::EnumSequence, std::move(values), {}}; }
};

}  // namespace sw::gl
