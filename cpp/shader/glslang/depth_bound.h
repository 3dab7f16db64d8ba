// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <cstdint>
#include <vector>

namespace sw {

inline constexpr uint32_t kMaxExpressionDepth = 2048;

/// Bounds the depth of the expressions that come out of a stream of tokens, as an upper bound that is cheap to keep.
class DepthBound {
 public:
  enum class Kind : uint8_t {
    Operand,   // nothing that nests
    Operator,  // makes the expression one deeper
    OpenCall,  // ( of a call or constructor, [: commas in it separate
    Open,      // any other (, which makes no node: commas in it are operators
    Close,     // ) ]
    Comma,
    EndOfStatement,  // ;
    Brace,
  };
  /// False when the bound is passed.
  bool add(Kind kind);

 private:
  struct Frame {
    uint32_t operators = 0;  // in the current element of a list
    uint32_t nested = 0;     // the deepest parenthesis in it
    uint32_t best = 0;       // the deepest element before it
    uint32_t commas = 0;
    bool call = false;
  };
  uint32_t depthOf(const Frame& frame) const;

  std::vector<Frame> frames_ = {{}};
  uint32_t path_ = 0;  // operators on the way to the innermost frame
};

}  // namespace sw
