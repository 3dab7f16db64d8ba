// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Commands on buffer objects: OpenGL ES 3.0.6 §2.9, WebGL 2.0 "Buffer objects".

#pragma once

#include "gl/context.h"
#include "support/fetch_bytes.h"

namespace sw::gl {

GLuint createBuffer(Context& c);
void deleteBuffer(Context& c, GLuint name);
bool isBuffer(Context& c, GLuint name);
void bindBuffer(Context& c, GLenum target, GLuint name);
void bindBufferBase(Context& c, GLenum target, GLuint index, GLuint name);
void bindBufferRange(Context& c, GLenum target, GLuint index, GLuint name, double offset, double size);
/// From `fetch`, where it is given; else data null: size zero bytes.
void bufferData(Context& c, GLenum target, const uint8_t* data, double size, GLenum usage, FetchBytes fetch = nullptr);
void bufferSubData(Context& c, GLenum target, double offset, const uint8_t* data, uint32_t size,
                   FetchBytes fetch = nullptr);
void copyBufferSubData(Context& c, GLenum readTarget, GLenum writeTarget, double readOffset, double writeOffset,
                       double size);
/// The bytes asked for; data() is null after an error.
std::span<const uint8_t> getBufferSubData(Context& c, GLenum target, double offset, double size);
StateValue getBufferParameter(Context& c, GLenum target, GLenum pname);

/// The buffer is bound for transform feedback and somewhere else too: nothing may then touch its data (WebGL 2.0,
/// "Transform feedback").
bool isBufferBusy(const Context& c, const Buffer& buffer);

/// Whether it is an indexed binding of the current transform feedback object.
bool isFeedbackBuffer(const Context& c, const Buffer& buffer);

/// Smallest and largest index of a range, restart indices left out; first > last: none. Remembers what it found.
struct IndexSpan {
  uint32_t first, last;
};
IndexSpan indexSpan(Buffer& buffer, GLenum type, uint32_t offsetBytes, uint32_t count, bool restart);

}  // namespace sw::gl
