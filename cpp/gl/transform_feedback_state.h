// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Transform feedback objects: OpenGL ES 3.0.6 §2.15.

#pragma once

#include <cstdint>

#include "gl/buffer_state.h"
#include "gl/limits.h"
#include "gl/object.h"
#include "gl/program_state.h"

namespace sw::gl {

struct TransformFeedback : Object {
  bool active = false;
  bool paused = false;
  GLenum primitiveMode = GL_POINTS;
  Ref<Program> program;  // that it was begun with
  IndexedBufferBinding buffers[kMaxFeedbackSeparateAttributes];
  Ref<Buffer> captured[kMaxFeedbackSeparateAttributes];        // bound at begin, until end
  uint64_t writtenBytes[kMaxFeedbackSeparateAttributes] = {};  // since begin
};

struct TransformFeedbackState {
  Ref<TransformFeedback> defaultObject{new TransformFeedback()};  // name 0
  Ref<TransformFeedback> object = defaultObject;                  // the bound one
};

}  // namespace sw::gl
