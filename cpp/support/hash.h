// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>

namespace sw {

/// A 64-bit hash for cache keys (FNV-1a by byte, with a final mix): the same everywhere, no protection against an
/// enemy.
class Hash64 {
 public:
  void add(const void* data, size_t bytes) {
    const uint8_t* at = static_cast<const uint8_t*>(data);
    for (size_t i = 0; i < bytes; ++i) state_ = (state_ ^ at[i]) * 0x100000001b3u;
  }
  uint64_t value() const {
    uint64_t h = state_;
    h = (h ^ (h >> 33)) * 0xff51afd7ed558ccdu;
    h = (h ^ (h >> 33)) * 0xc4ceb9fe1a85ec53u;
    return h ^ (h >> 33);
  }

 private:
  uint64_t state_ = 0xcbf29ce484222325u;
};

}  // namespace sw
