// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Transform feedback objects: OpenGL ES 3.0.6 §2.15.

#pragma once

#include "gl/context.h"

namespace sw::gl {

GLuint createTransformFeedback(Context& c);
void deleteTransformFeedback(Context& c, GLuint name);
bool isTransformFeedback(Context& c, GLuint name);
void bindTransformFeedback(Context& c, GLenum target, GLuint name);
void beginTransformFeedback(Context& c, GLenum primitiveMode);
void endTransformFeedback(Context& c);
void pauseTransformFeedback(Context& c);
void resumeTransformFeedback(Context& c);

/// Bytes that one vertex takes in each buffer of the program's transform feedback; the number of buffers.
uint32_t feedbackStrides(const ProgramExecutable& executable, uint32_t (&strideBytes)[kMaxFeedbackSeparateAttributes]);

}  // namespace sw::gl
