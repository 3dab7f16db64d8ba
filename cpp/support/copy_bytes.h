// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace sw {

namespace detail {

/// An instruction to read and one to write.
template <size_t kBytes>
struct Chunk {
  uint8_t bytes[kBytes];
};
template <size_t kBytes>
inline Chunk<kBytes> read(const uint8_t* from) {
  Chunk<kBytes> chunk;
  __builtin_memcpy(&chunk, from, kBytes);
  return chunk;
}
template <size_t kBytes>
inline void write(uint8_t* to, const Chunk<kBytes>& chunk) {
  __builtin_memcpy(to, &chunk, kBytes);
}

/// kBytes to twice as many: both ends, which may overlap.
template <size_t kBytes>
inline void copyEnds(uint8_t* to, const uint8_t* from, size_t bytes) {
  const Chunk<kBytes> first = read<kBytes>(from), last = read<kBytes>(from + bytes - kBytes);
  write(to, first);
  write(to + bytes - kBytes, last);
}

}  // namespace detail

/// Copies bytes that do not overlap: short runs, as a compiler of shaders has them, in code that is quick before an
/// engine has optimised it.
inline void copyBytes(uint8_t* to, const uint8_t* from, size_t bytes) {
  if (bytes >= 16) {
    const uint8_t* const lastFrom = from + bytes - 16;
    uint8_t* const lastTo = to + bytes - 16;
    const detail::Chunk<16> last = detail::read<16>(lastFrom);
    for (; from < lastFrom; from += 16, to += 16) detail::write(to, detail::read<16>(from));
    detail::write(lastTo, last);
  } else if (bytes >= 8) {
    detail::copyEnds<8>(to, from, bytes);
  } else if (bytes >= 4) {
    detail::copyEnds<4>(to, from, bytes);
  } else {
    for (size_t i = 0; i < bytes; ++i) to[i] = from[i];
  }
}

}  // namespace sw
