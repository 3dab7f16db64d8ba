// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Which qualifiers may stand before a declaration, and how often and in which order: GLSL ES 3.00.6 sections 4.3.8 and
// 4.7, 6.1.1 for parameters. glslang accepts more, as desktop GLSL does.

#pragma once

#include <glslang/Include/Common.h>

#include <cstdint>

namespace sw {

class ShaderParseContext;

/// Looks at the tokens of a shader one by one.
class QualifierRules {
 public:
  struct Place {
    bool global;      // outside of all braces
    bool members;     // in the braces of a struct or a block
    int parentheses;  // that are open, this token included
  };

  explicit QualifierRules(ShaderParseContext& context) : context_(context) { previousWhere_.init(); }

  void add(int token, const glslang::TSourceLoc& where, const Place& place);

 private:
  void begin() { seen_ = {}; }
  void checkParameter(int token, const glslang::TSourceLoc& where);

  ShaderParseContext& context_;
  struct {
    bool layout, storage, interpolation, precision, other, initializer, in, out;
  } seen_ = {};  // in the declaration that is being read, up to the first token that is no qualifier
  bool inLayout_ = false;
  int previous_ = 0;
  glslang::TSourceLoc previousWhere_;
};

}  // namespace sw
