// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Little-endian serialising for what crosses from one wasm instance to another. Reading never goes past the end: it
// gives zeroes from there on, and `good` says so.

#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <utility>

#include "support/byte_writer.h"

namespace sw {

class ByteWriter {
 public:
  void u8(uint8_t value) { bytes_.push_back(value); }
  /// LEB128: most numbers here are small.
  void u32(uint32_t value) { writeUnsigned(bytes_, value); }
  /// -1 is common: it takes one byte.
  void i32(int32_t value) { u32(uint32_t(value) + 1); }
  void text(const std::string& value) { writeName(bytes_, value); }
  Bytes take() { return std::move(bytes_); }

 private:
  Bytes bytes_;
};

class ByteReader {
 public:
  explicit ByteReader(std::span<const uint8_t> bytes) : bytes_(bytes) {}

  uint8_t u8() {
    if (at_ >= bytes_.size()) {
      good_ = false;
      return 0;
    }
    return bytes_[at_++];
  }
  uint32_t u32() {
    uint32_t value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      const uint8_t byte = u8();
      value |= uint32_t(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    good_ = false;
    return 0;
  }
  int32_t i32() { return int32_t(u32() - 1); }
  std::string text() {
    const uint32_t length = count();
    std::string value(reinterpret_cast<const char*>(bytes_.data()) + at_, length);
    at_ += length;
    return value;
  }
  /// A number of things that take at least one byte each: never more than there are bytes left.
  uint32_t count() {
    const uint32_t value = u32();
    if (value <= bytes_.size() - at_) return value;
    good_ = false;
    return 0;
  }

  bool good() const { return good_; }
  bool atEnd() const { return at_ == bytes_.size(); }

 private:
  std::span<const uint8_t> bytes_;
  size_t at_ = 0;
  bool good_ = true;
};

}  // namespace sw
