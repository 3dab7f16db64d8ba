// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Query and sync objects: OpenGL ES 3.0.6 §2.14, §5.2, WebGL 2.0 "Query objects", "Sync objects".

#pragma once

#include <cstdint>

#include "gl/object.h"
#include "support/gl_constants.h"
#include "threads/settle.h"

namespace sw::gl {

struct Query : Object {
  GLenum target = 0;  // of the first begin; 0 before
  bool active = false;
  uint64_t readyTask = 0;
  uint64_t result = 0;
  double startedMs = 0;
  [[no_unique_address]] ShadingUse use;  // of the result
#ifdef SW_THREADS
  ~Query() { settleUsers(use); }
#endif
};

struct Sync : Object {
  uint64_t readyTask = 0;
};

struct QueryState {
  Ref<Query> anySamples;  // ANY_SAMPLES_PASSED and its conservative form exclude each other
  Ref<Query> primitivesWritten;
  Ref<Query> timeElapsed;
  uint64_t lastTimestampNs = 0;
};

}  // namespace sw::gl
