// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// memcpy() of the core. Most calls are glslang's, which copies its parser's values of some 150 bytes; the C library's
// copies words of four bytes. CMakeLists.txt compiles this file without builtins, or its loop would call itself.

#include "support/copy_bytes.h"

#ifdef __wasm__
extern "C" void* memcpy(void* __restrict to, const void* __restrict from, size_t bytes) {
  // An instruction that calls the engine: only for what is worth a call.
  if (bytes > 512) return __builtin_memcpy(to, from, bytes);
  sw::copyBytes(static_cast<uint8_t*>(to), static_cast<const uint8_t*>(from), bytes);
  return to;
}
#endif
