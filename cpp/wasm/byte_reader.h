// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Reads back what support/byte_writer.h has written.

#pragma once

#include <cstdint>
#include <cstring>
#include <string>

#include "support/byte_writer.h"
#include "wasm/opcodes.h"

namespace sw::wasm {

class ByteReader {
 public:
  explicit ByteReader(const Bytes& bytes) : bytes_(bytes) {}

  bool atEnd() const { return at_ >= bytes_.size(); }
  size_t position() const { return at_; }
  uint8_t byte() { return bytes_[at_++]; }
  void skip(size_t count) { at_ += count; }

  uint64_t number() {
    uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
      const uint8_t byte = bytes_[at_++];
      value |= uint64_t(byte & 0x7f) << shift;
      if (!(byte & 0x80)) return value;
    }
  }

  int64_t signedNumber() {
    int64_t value = 0;
    for (int shift = 0;;) {
      const uint8_t byte = bytes_[at_++];
      value |= int64_t(uint64_t(byte & 0x7f) << shift);
      shift += 7;
      if (!(byte & 0x80)) return (byte & 0x40) && shift < 64 ? value | -(int64_t(1) << shift) : value;
    }
  }

  template <typename T>
  T fixed() {
    T value;
    std::memcpy(&value, bytes_.data() + at_, sizeof value);
    at_ += sizeof value;
    return value;
  }

  std::string name() {
    const size_t length = number();
    std::string text(bytes_.begin() + long(at_), bytes_.begin() + long(at_ + length));
    at_ += length;
    return text;
  }

  /// The next instruction, as far as its immediates.
  Opcode opcode() {
    const uint8_t first = byte();
    return first == 0xfc || first == 0xfd ? opcodeOf(uint16_t(first << 8 | number())) : opcodeOf(first);
  }

  /// Passes over an instruction's immediates.
  void skipImmediates(Opcode op) {
    switch (infoOf(op).immediate) {
      case Immediate::None: return;
      case Immediate::BlockType:
      case Immediate::Zero: return skip(1);
      case Immediate::ZeroZero: return skip(2);
      case Immediate::Label:
      case Immediate::Lane:
      case Immediate::Data:
      case Immediate::Function:
      case Immediate::Local:
      case Immediate::Global: number(); return;
      case Immediate::BrTable:
        for (uint64_t n = number() + 1; n > 0; --n) number();
        return;
      case Immediate::CallIndirect:
      case Immediate::DataZero: number(); return skip(1);
      case Immediate::Memory: number(), number(); return;
      case Immediate::MemoryLane: number(), number(); return skip(1);
      case Immediate::Shuffle:
      case Immediate::V128: return skip(16);
      case Immediate::I32:
      case Immediate::I64: signedNumber(); return;
      case Immediate::F32: return skip(4);
      case Immediate::F64: return skip(8);
    }
  }

 private:
  const Bytes& bytes_;
  size_t at_ = 0;
};

}  // namespace sw::wasm
