// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Work on the rows of an image, which several threads share where they have nothing else to do. The result must not
// depend on how the rows are parted. Copies are bounded by memory, and not worth it.

#pragma once

#include <algorithm>
#include <cstdint>

#include "support/deadline.h"

namespace sw {

#ifdef SW_THREADS

/// Does rows [first, end). Neither allocates nor spends of a deadline: it runs on any thread.
struct RowTask {
  void (*run)(const void* context, int32_t first, int32_t end);
  const void* context;
};

/// work: instructions of four lanes that all rows take, roughly.
void shareRows(int32_t rows, uint64_t work, const RowTask& task);
/// Who shares rows; null: nobody does.
void setRowSharing(void (*function)(int32_t rows, uint64_t work, const RowTask& task));
bool areRowsShared();

/// Calls `work(first, end)` for parts of [0, rows), and returns when all are done.
template <class Work>
void forRows(int32_t rows, uint64_t instructions, const Work& work) {
  shareRows(rows, instructions,
            {[](const void* context, int32_t first, int32_t end) { (*static_cast<const Work*>(context))(first, end); },
             &work});
}

#else

template <class Work>
void forRows(int32_t rows, uint64_t, const Work& work) {
  work(0, rows);
}
constexpr bool areRowsShared() { return false; }

#endif

/// Calls `work(first, end)` for parts of `rows` rows of `width` texels; on the context's thread the clock is asked in
/// between. texelWork: instructions of four lanes that a texel takes, roughly. False: the deadline is over, and rows may
/// be left out.
template <class Work>
bool forTexelRows(int32_t rows, int32_t width, uint32_t texelWork, const Work& work) {
  constexpr int32_t kTexelsAtATime = 1 << 18;
  const int32_t step = std::max(kTexelsAtATime / std::max(width, 1), 1);
  for (int32_t y = 0; y < rows; y += step) {
    const int32_t count = std::min(step, rows - y);
    if (!spendTexels(width * count)) return false;
    forRows(count, uint64_t(count) * uint64_t(width) * texelWork,
            [&](int32_t first, int32_t end) { work(y + first, y + end); });
  }
  return true;
}

}  // namespace sw
