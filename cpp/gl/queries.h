// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Query and sync objects: OpenGL ES 3.0.6 §2.14, §5.2, WebGL 2.0 "Query objects" and "Sync objects",
// EXT_disjoint_timer_query_webgl2. Commands are done when they return, but pages must not see that before they gave
// control back to the event loop: Context::task counts its turns.

#pragma once

#include "gl/context.h"

namespace sw::gl {

GLuint createQuery(Context& c);
void deleteQuery(Context& c, GLuint name);
bool isQuery(Context& c, GLuint name);
void beginQuery(Context& c, GLenum target, GLuint name);
void endQuery(Context& c, GLenum target);
void queryCounterEXT(Context& c, GLuint name, GLenum target);
StateValue getQuery(Context& c, GLenum target, GLenum pname);
StateValue getQueryParameter(Context& c, GLuint name, GLenum pname);

GLuint fenceSync(Context& c, GLenum condition, GLbitfield flags);
void deleteSync(Context& c, GLuint name);
bool isSync(Context& c, GLuint name);
GLenum clientWaitSync(Context& c, GLuint name, GLbitfield flags, double timeout);
void waitSync(Context& c, GLuint name, GLbitfield flags, double timeout);
StateValue getSyncParameter(Context& c, GLuint name, GLenum pname);

}  // namespace sw::gl
