// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Stands between glslang's scanner and its parser (cmake/glslang.cmake renames the parser's yylex to swNextToken),
// where all macros are expanded and nothing is built yet. Here are the bounds that keep parsing and every later walk
// over the tree inside a small stack, and corrections of what glslang takes a word for.
//
// The stack: the deepest expression that passes has kMaxExpressionDepth operators on one path
// (depth_bound.h), and the parser needs
// under 150 bytes of wasm stack for each, so half a megabyte is enough. Statements and parentheses are on the parser's
// own stack, which is on the heap and holds ten thousand symbols, as in browsers. Later walks meet trees of at most
// kMaxTreeDepth levels (depth_rule.cpp).

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace sw {

class ShaderParseContext;

inline constexpr uint32_t kMaxTokens = 4u << 20;  // macros can make a short text endless

/// GLSL ES 1.00.17 section 4.6.1: built-in fragment inputs that the shader has declared invariant, which linking
/// compares.
struct InvariantInputs {
  bool fragCoord = false;
  bool pointCoord = false;
};

/// A struct member called `length` goes by this name through glslang, which takes `.length` for the method of arrays.
inline constexpr std::string_view kLengthMember = "length$";

/// While it lives, the tokens of this context's parse go through it.
class TokenFilter {
 public:
  explicit TokenFilter(ShaderParseContext& context);
  ~TokenFilter();
  TokenFilter(const TokenFilter&) = delete;
  TokenFilter& operator=(const TokenFilter&) = delete;

  /// The next token for the parser; `value` is bison's semantic value (YYSTYPE).
  int next(void* value);

  InvariantInputs invariantInputs() const;
  /// Where each name first stood outside of all functions: the tree has no lines for declarations.
  const std::map<std::string, int>& globalLines() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sw
