// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "draw/assemble.h"

#include "support/deadline.h"

namespace sw {

bool PrimitiveAssembler::nextVertex(uint32_t& id, bool& restart) {
  restart = false;
  if (position_ == call_.count) return false;
  const uint32_t at = position_++;
  switch (call_.indexType) {
    case IndexType::None: id = call_.first + at; return true;
    case IndexType::U8:
      id = static_cast<const uint8_t*>(call_.indices)[at];
      restart = id == 0xff;
      break;
    case IndexType::U16:
      id = static_cast<const uint16_t*>(call_.indices)[at];
      restart = id == 0xffff;
      break;
    case IndexType::U32:
      id = static_cast<const uint32_t*>(call_.indices)[at];
      restart = id == 0xffffffff;
      break;
  }
  restart = restart && call_.primitiveRestart;
  return true;
}

bool PrimitiveAssembler::emitLine(AssembledPrimitive& out, uint32_t a, uint32_t b) const {
  out = {{a, b, b}, 2, uint8_t(call_.raster.provokingFirst ? 0 : 1)};
  return true;
}

bool PrimitiveAssembler::next(AssembledPrimitive& out) {
  uint32_t id = 0;
  bool restart = false;
  const bool first = call_.raster.provokingFirst;
  while (nextVertex(id, restart)) {
    if (restart) {
      const bool closes = call_.topology == Topology::LineLoop && sinceRestart_ >= 2;
      sinceRestart_ = 0;
      if (!commandDeadline().spend(64, 4)) return false;
      if (closes) return emitLine(out, previous_, first_);
      continue;
    }
    const uint32_t n = sinceRestart_++;
    const uint32_t a = beforePrevious_, b = previous_;
    beforePrevious_ = previous_;
    previous_ = id;
    if (n == 0) first_ = id;
    switch (call_.topology) {
      case Topology::Points: out = {{id, id, id}, 1, 0}; return true;
      case Topology::Lines:
        if (n % 2 == 1) return emitLine(out, b, id);
        break;
      case Topology::LineLoop:
      case Topology::LineStrip:
        if (n >= 1) return emitLine(out, b, id);
        break;
      case Topology::Triangles:
        if (n % 3 != 2) break;
        out = {{a, b, id}, 3, uint8_t(first ? 0 : 2)};
        return true;
      case Topology::TriangleStrip:
        if (n < 2) break;
        // Every second triangle swaps its first two vertices, so that all face the same way.
        if (n % 2 == 0) {
          out = {{a, b, id}, 3, uint8_t(first ? 0 : 2)};
        } else {
          out = {{b, a, id}, 3, uint8_t(first ? 1 : 2)};
        }
        return true;
      case Topology::TriangleFan:
        if (n < 2) break;
        out = {{first_, b, id}, 3, uint8_t(first ? 1 : 2)};
        return true;
    }
  }
  if (call_.topology == Topology::LineLoop && sinceRestart_ >= 2) {
    sinceRestart_ = 0;
    return emitLine(out, previous_, first_);
  }
  return false;
}

}  // namespace sw
