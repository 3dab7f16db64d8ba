// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A routine by its table entry. In wasm a function pointer is the entry's index; natively entries stand in a table that
// tests fill.

#pragma once

#include <cstdint>
#ifndef __wasm__
#include <vector>
#endif

namespace sw::gl {

#ifdef __wasm__
template <typename Function>
Function routineAt(uint32_t slot) {
  return reinterpret_cast<Function>(uintptr_t(slot));
}
template <typename Function>
uint32_t slotOf(Function function) {
  return uint32_t(reinterpret_cast<uintptr_t>(function));
}
#else
inline std::vector<void (*)()>& nativeRoutines() {
  static std::vector<void (*)()> routines{nullptr};
  return routines;
}
template <typename Function>
Function routineAt(uint32_t slot) {
  return slot < nativeRoutines().size() ? reinterpret_cast<Function>(nativeRoutines()[slot]) : nullptr;
}
template <typename Function>
uint32_t slotOf(Function) {
  return 0;
}
#endif

}  // namespace sw::gl
