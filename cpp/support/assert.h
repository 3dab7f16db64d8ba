// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// SW_ASSERT(condition): our own mistakes, checked where SW_DEBUG is set and free elsewhere.

#pragma once

#ifdef SW_DEBUG
#include <cstdio>
#include <cstdlib>
#define SW_ASSERT(condition)                                                          \
  do {                                                                                \
    if (!(condition)) {                                                               \
      std::fprintf(stderr, "%s:%d: assertion: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                   \
    }                                                                                 \
  } while (0)
#else
#define SW_ASSERT(condition) ((void)0)
#endif
