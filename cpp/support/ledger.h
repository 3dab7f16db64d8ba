// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What the context's images and buffers take, and may take. An image counts from when it is defined, though its memory
// is taken at its first use only: the call that asks for it is the one that can be told that there is none.

#pragma once

#include <cstdint>

namespace sw {

class Ledger {
 public:
  void limit(uint64_t maxBytes) { maxBytes_ = maxBytes; }
  uint64_t heldBytes() const { return heldBytes_; }

  /// False: there is no room for so much, and nothing was taken.
  [[nodiscard]] bool take(uint64_t bytes) {
    if (bytes > 0 && failAfter_ != 0 && --failAfter_ == 0) return !(failed_ = true);
    if (bytes > maxBytes_ || heldBytes_ > maxBytes_ - bytes) return false;
    heldBytes_ += bytes;
    return true;
  }
  void give(uint64_t bytes) { heldBytes_ -= bytes; }

  /// For tests: the nth taking from now on fails, counted from 1; 0: none does.
  void failAt(uint32_t nth) {
    failAfter_ = nth;
    failed_ = false;
  }
  bool failed() const { return failed_; }

 private:
  uint64_t heldBytes_ = 0;
  uint64_t maxBytes_ = UINT64_MAX;
  uint32_t failAfter_ = 0;
  bool failed_ = false;
};

/// Of the context. Only its own thread allocates.
inline Ledger& ledger() {
  static Ledger instance;
  return instance;
}

}  // namespace sw
