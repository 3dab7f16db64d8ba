// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Pointers as generated code sees them. In wasm an address is the pointer. Native builds have 64-bit pointers and call
// no generated code; their test doubles of routines get a handle instead, good for exactly the pointer that was given.

#pragma once

#include <cstdint>
#ifndef __wasm__
#include <vector>
#endif

namespace sw {

#ifdef __wasm__
inline uint32_t toAddress(const void* pointer) { return uint32_t(reinterpret_cast<uintptr_t>(pointer)); }
template <class T>
T* fromAddress(uint32_t address) {
  return reinterpret_cast<T*>(uintptr_t(address));
}
#else
inline std::vector<const void*>& addressHandles() {
  static std::vector<const void*> handles{nullptr};
  return handles;
}
inline uint32_t toAddress(const void* pointer) {
  if (!pointer) return 0;
  addressHandles().push_back(pointer);
  return uint32_t(addressHandles().size() - 1);
}
template <class T>
T* fromAddress(uint32_t address) {
  return static_cast<T*>(const_cast<void*>(addressHandles()[address]));
}
#endif

}  // namespace sw
