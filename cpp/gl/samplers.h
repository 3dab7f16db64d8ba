// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Sampler objects: OpenGL ES 3.0.6 §3.8.2.

#pragma once

#include "gl/state_value.h"
#include "gl/texture_state.h"
#include "support/gl_constants.h"

namespace sw::gl {

struct Context;

GLuint createSampler(Context& context);
void deleteSampler(Context& context, GLuint name);
bool isSampler(Context& context, GLuint name);
void bindSampler(Context& context, GLuint unit, GLuint name);
void samplerParameteri(Context& context, GLuint sampler, GLenum pname, int32_t value);
void samplerParameterf(Context& context, GLuint sampler, GLenum pname, float value);
StateValue getSamplerParameter(Context& context, GLuint sampler, GLenum pname);

/// Sets one parameter of a sampler or texture. The error to record, or NO_ERROR.
GLenum setSamplerParameter(Context& context, SamplerParameters& parameters, GLenum pname, float value);
/// Null for an unknown name.
StateValue samplerParameter(Context& context, const SamplerParameters& parameters, GLenum pname);

}  // namespace sw::gl
