// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Tokens of the preprocessor: coarser than those of the language, because only names, numbers and parentheses matter
// here.

#pragma once

#include <cstdint>
#include <string_view>

namespace sw::pp {

enum class Kind : uint8_t { End, Newline, Name, Number, Punctuation };

struct Token {
  Kind kind = Kind::End;
  bool space = false;  // blanks stand before it
  bool spaceAfter = false;
  bool noExpand = false;  // a name that met its own macro while that was being replaced
  int line = 0;
  std::string_view text;

  bool is(char c) const { return kind == Kind::Punctuation && text.size() == 1 && text[0] == c; }
};

/// Whether two tokens that macros have brought together would be read as one if no blank stood between them.
bool wouldJoin(const Token& first, const Token& second);

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Token next();
  bool atEnd() const { return at_ >= text_.size(); }
  /// At the start of a line whose first character besides blanks is #.
  bool atDirective() const;
  /// The rest of the line, with `#` before it; goes behind its end.
  std::string_view rawLine(const Token& hash);

 private:
  std::string_view text_;
  size_t at_ = 0;
  int line_ = 1;
  bool lineStart_ = true;
};

}  // namespace sw::pp
