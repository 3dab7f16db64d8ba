// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "threads/settle.h"

#ifdef SW_THREADS

namespace sw {

namespace {
void (*g_settle)() = nullptr;
}

void settleShading() {
  if (g_settle) g_settle();
}

void setSettleFunction(void (*function)()) { g_settle = function; }

}  // namespace sw

#endif
