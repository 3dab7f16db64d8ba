// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// readPixels: OpenGL ES 3.0.6 §4.3.2, WebGL 2.0 "Reading back pixels".

#pragma once

#include <cstddef>
#include <cstdint>

#include "support/gl_constants.h"

namespace sw::gl {

struct Context;

/// Where rows go: row i of `rows`, rowBytes each, to firstByte + i * rowStrideBytes of the target. Pixels outside of
/// the framebuffer are not among them.
struct PackedRows {
  uint32_t rowBytes = 0, rowStrideBytes = 0, rows = 0, firstByte = 0;
  uint64_t totalBytes() const { return uint64_t(rowBytes) * rows; }
};

/// A checked readPixels. Without rows there is nothing to read; `valid` is false when an error was recorded.
struct ReadRequest {
  bool valid = false;
  int32_t x = 0, y = 0, width = 0;  // what lies inside of the framebuffer; the height is rows.rows
  GLenum format = 0, type = 0;
  PackedRows rows = {};
};

/// availableBytes: of the target, from where the pixels go; -1: it is an array of a class that is not for the type.
ReadRequest checkReadPixels(Context& context, int32_t x, int32_t y, int32_t width, int32_t height, GLenum format,
                            GLenum type, double availableBytes);
/// Writes request.rows.rows rows, strideBytes apart. False: the context was lost for lack of memory.
bool readRows(Context& context, const ReadRequest& request, uint8_t* to, size_t strideBytes);
void readPixelsToBuffer(Context& context, int32_t x, int32_t y, int32_t width, int32_t height, GLenum format,
                        GLenum type, double offset);

}  // namespace sw::gl
