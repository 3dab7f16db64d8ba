// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Numbers and names as bytes, for WebAssembly modules (core specification, "Values") and for what crosses from one
// instance to another: little-endian, or LEB128.

#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

namespace sw {

using Bytes = std::vector<uint8_t>;

inline void writeUnsigned(Bytes& out, uint64_t value) {
  while (value >= 0x80) {
    out.push_back(uint8_t(value) | 0x80);
    value >>= 7;
  }
  out.push_back(uint8_t(value));
}

inline void writeSigned(Bytes& out, int64_t value) {
  for (;;) {
    const uint8_t low = value & 0x7f;
    value >>= 7;
    if ((value == 0 && !(low & 0x40)) || (value == -1 && (low & 0x40))) {
      out.push_back(low);
      return;
    }
    out.push_back(low | 0x80);
  }
}

inline void writeFixed(Bytes& out, uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(uint8_t(value >> (8 * i)));
}

inline void writeBytes(Bytes& out, const Bytes& bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

inline void writeName(Bytes& out, std::string_view name) {
  writeUnsigned(out, name.size());
  out.insert(out.end(), name.begin(), name.end());
}

}  // namespace sw
