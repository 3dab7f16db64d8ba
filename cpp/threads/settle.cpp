// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "threads/settle.h"

#ifdef SW_THREADS

namespace sw {

namespace {
const SettleFunctions* g_functions = nullptr;
}

void settleShading() {
  if (g_functions) g_functions->all();
}

void settleWriters(const ShadingUse& use) {
  if (g_functions) g_functions->upTo(use.written);
}

void settleUsers(const ShadingUse& use) {
  if (!g_functions) return;
  g_functions->upTo(use.written);
  g_functions->upTo(use.read);
}

void setSettleFunctions(const SettleFunctions* functions) { g_functions = functions; }

}  // namespace sw

#endif
