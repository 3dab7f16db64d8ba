// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Pointers as generated code sees them. In wasm an address is the pointer. Native builds have 64-bit pointers and call
// no generated code; their test doubles of routines get a handle instead, good for exactly the pointer that was given.

#pragma once

#include <cstdint>
#ifndef __wasm__
#include <deque>
#include <mutex>
#endif

namespace sw {

#ifdef __wasm__
inline uint32_t toAddress(const void* pointer) { return uint32_t(reinterpret_cast<uintptr_t>(pointer)); }
template <class T>
T* fromAddress(uint32_t address) {
  return reinterpret_cast<T*>(uintptr_t(address));
}
#else
/// By handle. A deque, since what it holds stays where it is; the lock is for tests in which several threads shade.
struct AddressHandles {
  std::mutex mutex;
  std::deque<const void*> pointers{nullptr};
};
inline AddressHandles& addressHandles() {
  static AddressHandles handles;
  return handles;
}
inline uint32_t toAddress(const void* pointer) {
  if (!pointer) return 0;
  const std::lock_guard lock(addressHandles().mutex);
  addressHandles().pointers.push_back(pointer);
  return uint32_t(addressHandles().pointers.size() - 1);
}
template <class T>
T* fromAddress(uint32_t address) {
  const std::lock_guard lock(addressHandles().mutex);
  return static_cast<T*>(const_cast<void*>(addressHandles().pointers[address]));
}
#endif

}  // namespace sw
