// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Primitive assembly (OpenGL ES 3.0.6 §2.6): the stream of vertices or indices becomes points, lines or triangles, in
// order, with the orientation that facing and the provoking vertex need. Primitive restart ends a strip, fan or loop.

#pragma once

#include <cstdint>

#include "draw/draw_call.h"

namespace sw {

/// Vertex ids of one primitive, `arity` of them in use.
struct AssembledPrimitive {
  uint32_t ids[3];
  uint8_t arity;
  uint8_t provoking;
};

class PrimitiveAssembler {
 public:
  explicit PrimitiveAssembler(const DrawCall& call) : call_(call) {}

  /// False at the end of the stream.
  bool next(AssembledPrimitive& out);

 private:
  bool nextVertex(uint32_t& id, bool& restart);
  bool emitLine(AssembledPrimitive& out, uint32_t a, uint32_t b) const;

  const DrawCall& call_;
  uint32_t position_ = 0;
  uint32_t sinceRestart_ = 0;
  uint32_t first_ = 0, previous_ = 0, beforePrevious_ = 0;
};

}  // namespace sw
