// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What C++20's library has and the libc++ of Emscripten 3.1.6 (Debian 12) has not. CMake includes it before everything
// else in wasm builds; with a newer library it is empty.

#pragma once

#include <bit>
#include <type_traits>
#include <version>

#if !defined(__cpp_lib_bit_cast) && defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 14000
namespace std {
template <class To, class From>
constexpr To bit_cast(const From& from) noexcept {
  static_assert(sizeof(To) == sizeof(From) && is_trivially_copyable_v<To> && is_trivially_copyable_v<From>);
  return __builtin_bit_cast(To, from);
}
}  // namespace std
#endif
