// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Tested by gl/draw_test.cpp.

#include "gl/transform_feedback.h"

#include <algorithm>

#include "gl/programs.h"

namespace sw::gl {

GLuint createTransformFeedback(Context& c) { return c.transformFeedbacks.create()->name; }

void deleteTransformFeedback(Context& c, GLuint name) {
  const TransformFeedback* object = c.transformFeedbacks.find(name);
  if (!object) return;
  if (object->active) return c.error(GL_INVALID_OPERATION, "deleteTransformFeedback: it is active");
  if (c.feedback.object == object) c.feedback.object = c.feedback.defaultObject;
  c.transformFeedbacks.erase(name);
}

bool isTransformFeedback(Context& c, GLuint name) {
  const TransformFeedback* object = c.transformFeedbacks.find(name);
  return object && object->everBound;
}

void bindTransformFeedback(Context& c, GLenum target, GLuint name) {
  TransformFeedback* object = name == 0 ? c.feedback.defaultObject.get() : c.transformFeedbacks.find(name);
  if (!object) return c.error(GL_INVALID_OPERATION, "bindTransformFeedback: it was deleted");
  if (target != GL_TRANSFORM_FEEDBACK) return c.error(GL_INVALID_ENUM, "bindTransformFeedback: target");
  if (c.feedback.object->active && !c.feedback.object->paused) {
    return c.error(GL_INVALID_OPERATION, "bindTransformFeedback: the bound one is active and not paused");
  }
  object->everBound = true;
  c.feedback.object = object;
}

uint32_t feedbackStrides(const ProgramExecutable& executable, uint32_t (&strideBytes)[kMaxFeedbackSeparateAttributes]) {
  std::fill(std::begin(strideBytes), std::end(strideBytes), 0);
  const std::vector<FeedbackVarying>& varyings = executable.info.feedback;
  const bool separate = executable.feedbackMode == GL_SEPARATE_ATTRIBS;
  for (size_t i = 0; i < varyings.size(); ++i) strideBytes[separate ? i : 0] += varyings[i].cells * 4;
  return separate ? uint32_t(varyings.size()) : 1;
}

void beginTransformFeedback(Context& c, GLenum primitiveMode) {
  if (primitiveMode != GL_POINTS && primitiveMode != GL_LINES && primitiveMode != GL_TRIANGLES) {
    return c.error(GL_INVALID_ENUM, "beginTransformFeedback: primitiveMode");
  }
  TransformFeedback& object = *c.feedback.object;
  if (object.active) return c.error(GL_INVALID_OPERATION, "beginTransformFeedback: already active");
  const ProgramExecutable* executable = c.program.executable.get();
  if (!executable || executable->info.feedback.empty()) {
    return c.error(GL_INVALID_OPERATION,
                   "beginTransformFeedback: no program with transform feedback varyings is in use");
  }
  uint32_t strideBytes[kMaxFeedbackSeparateAttributes];
  const uint32_t buffers = feedbackStrides(*executable, strideBytes);
  for (uint32_t i = 0; i < buffers; ++i) {
    if (!object.buffers[i].buffer) return c.error(GL_INVALID_OPERATION, "beginTransformFeedback: a buffer is missing");
  }
  // WebGL 2.0, "Transform feedback": one buffer may not be written through two bindings.
  for (uint32_t i = 0; i < kMaxFeedbackSeparateAttributes; ++i) {
    for (uint32_t j = 0; j < i; ++j) {
      if (object.buffers[i].buffer && object.buffers[i].buffer == object.buffers[j].buffer) {
        return c.error(GL_INVALID_OPERATION, "beginTransformFeedback: a buffer is bound twice");
      }
    }
  }
  object.active = true;
  object.paused = false;
  object.primitiveMode = primitiveMode;
  object.program = c.program.current;
  ++object.program->feedbackUses;
  for (uint32_t i = 0; i < kMaxFeedbackSeparateAttributes; ++i) {
    object.captured[i] = object.buffers[i].buffer;
    if (object.captured[i]) ++object.captured[i]->activeFeedbacks;
  }
  std::fill(std::begin(object.writtenBytes), std::end(object.writtenBytes), 0);
}

void endTransformFeedback(Context& c) {
  TransformFeedback& object = *c.feedback.object;
  if (!object.active) return c.error(GL_INVALID_OPERATION, "endTransformFeedback: not active");
  object.active = false;
  object.paused = false;
  --object.program->feedbackUses;
  for (Ref<Buffer>& buffer : object.captured) {
    if (buffer) --buffer->activeFeedbacks;
    buffer = nullptr;
  }
  object.program = nullptr;
}

void pauseTransformFeedback(Context& c) {
  TransformFeedback& object = *c.feedback.object;
  if (!object.active || object.paused)
    return c.error(GL_INVALID_OPERATION, "pauseTransformFeedback: not active, or paused");
  object.paused = true;
}

void resumeTransformFeedback(Context& c) {
  TransformFeedback& object = *c.feedback.object;
  if (!object.active || !object.paused) return c.error(GL_INVALID_OPERATION, "resumeTransformFeedback: not paused");
  if (!(c.program.current == object.program)) {
    return c.error(GL_INVALID_OPERATION, "resumeTransformFeedback: another program is in use");
  }
  object.paused = false;
}

}  // namespace sw::gl
