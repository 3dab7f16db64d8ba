// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "threads/rows.h"

#ifdef SW_THREADS

namespace sw {

namespace {
void (*g_share)(int32_t rows, uint64_t work, const RowTask& task) = nullptr;
}

void shareRows(int32_t rows, uint64_t work, const RowTask& task) {
  if (g_share) {
    g_share(rows, work, task);
  } else {
    task.run(task.context, 0, rows);
  }
}

void setRowSharing(void (*function)(int32_t rows, uint64_t work, const RowTask& task)) { g_share = function; }

bool areRowsShared() { return g_share != nullptr; }

}  // namespace sw

#endif
