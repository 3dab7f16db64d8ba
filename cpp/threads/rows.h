// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Work on the rows of an image, which several threads share where they have nothing else to do. The result must not
// depend on how the rows are parted. What memory bounds and not the processor, such as filling, is not worth it.

#pragma once

#include <cstdint>

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

#endif

}  // namespace sw
