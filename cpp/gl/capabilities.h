// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// enable, disable, isEnabled and their indexed forms.

#pragma once

#include "gl/context.h"

namespace sw::gl {

void enable(Context& c, GLenum cap);
void disable(Context& c, GLenum cap);
bool isEnabled(Context& c, GLenum cap);
void enableiOES(Context& c, GLenum cap, GLuint index);
void disableiOES(Context& c, GLenum cap, GLuint index);
bool isEnablediOES(Context& c, GLenum cap, GLuint index);

/// Whether getParameter knows the capability, and its value.
bool capabilityParameter(const Context& c, GLenum cap, StateValue& out);

}  // namespace sw::gl
