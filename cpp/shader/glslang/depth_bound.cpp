// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/glslang/depth_bound.h"

#include <algorithm>

namespace sw {

uint32_t DepthBound::depthOf(const Frame& frame) const {
  return std::max(frame.best, frame.operators + frame.nested) + (frame.call ? 0 : frame.commas);
}

bool DepthBound::add(Kind kind) {
  Frame& top = frames_.back();
  switch (kind) {
    case Kind::Operand: break;
    case Kind::Operator: ++top.operators; break;
    case Kind::OpenCall: ++top.operators; [[fallthrough]];
    case Kind::Open:
      path_ += top.operators + top.commas;
      frames_.push_back({.call = kind == Kind::OpenCall});
      break;
    case Kind::Close:
      if (frames_.size() > 1) {
        const uint32_t depth = depthOf(top);
        frames_.pop_back();
        Frame& outer = frames_.back();
        path_ -= outer.operators + outer.commas;
        outer.nested = std::max(outer.nested, depth);
      }
      break;
    case Kind::Comma:
      top.best = std::max(top.best, top.operators + top.nested);
      top.operators = top.nested = 0;
      if (!top.call && frames_.size() > 1) ++top.commas;
      break;
    case Kind::EndOfStatement:
      if (frames_.size() > 1) break;  // of a `for`
      [[fallthrough]];
    case Kind::Brace:
      frames_.assign(1, {});
      path_ = 0;
      break;
  }
  return path_ + depthOf(frames_.back()) <= kMaxExpressionDepth;
}

}  // namespace sw
