// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/frontend/preprocessor_token.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace sw::pp {
namespace {

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\v' || c == '\f'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isNameStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool isNameCharacter(char c) { return isNameStart(c) || isDigit(c); }

/// Operators that must not come apart when a blank is put between tokens.
constexpr std::string_view kOperators[] = {"<<=", ">>=", "++", "--", "<=", ">=", "==", "!=", "&&", "||", "^^",
                                           "<<",  ">>",  "+=", "-=", "*=", "/=", "%=", "&=", "^=", "|="};

/// Characters of the operator that begins here: the longest one of kOperators, else one.
size_t operatorLength(std::string_view text) {
  const char first = text[0], second = text.size() > 1 ? text[1] : '\0';
  switch (first) {
    case '<':
    case '>':
      if (second == first) return text.size() > 2 && text[2] == '=' ? 3 : 2;
      return second == '=' ? 2 : 1;
    case '+':
    case '-':
    case '&':
    case '|':
    case '^': return second == first || second == '=' ? 2 : 1;
    case '=':
    case '!':
    case '*':
    case '/':
    case '%': return second == '=' ? 2 : 1;
    default: return 1;
  }
}

}  // namespace

bool wouldJoin(const Token& first, const Token& second) {
  if (first.text.empty() || second.text.empty()) return false;
  const char a = first.text.back(), b = second.text.front();
  if (isNameCharacter(a) && isNameCharacter(b)) return true;
  if (first.kind == Kind::Number) {
    // An exponent takes a sign.
    return isNameCharacter(b) || b == '.' || ((a | 0x20) == 'e' && (b == '+' || b == '-'));
  }
  if (first.kind != Kind::Punctuation) return false;
  if (a == '.') return isDigit(b);
  if (a == '/' && (b == '/' || b == '*')) return true;
  std::string joined(first.text);
  joined += b;
  return std::any_of(std::begin(kOperators), std::end(kOperators),
                     [&](std::string_view op) { return op.starts_with(joined); });
}

bool Lexer::atDirective() const {
  if (!lineStart_) return false;
  size_t at = at_;
  while (at < text_.size() && isBlank(text_[at])) ++at;
  return at < text_.size() && text_[at] == '#';
}

std::string_view Lexer::rawLine(const Token& hash) {
  const size_t begin = size_t(hash.text.data() - text_.data());
  size_t end = text_.find('\n', at_);
  if (end == text_.npos) end = text_.size();
  const std::string_view line = text_.substr(begin, end - begin);
  at_ = end;
  if (at_ < text_.size()) next();
  return line;
}

Token Lexer::next() {
  Token token;
  while (at_ < text_.size() && isBlank(text_[at_])) {
    ++at_;
    token.space = true;
  }
  token.line = line_;
  if (at_ >= text_.size()) return token;
  const size_t begin = at_;
  const char c = text_[at_];
  lineStart_ = false;
  if (c == '\n') {
    token.kind = Kind::Newline;
    ++at_;
    ++line_;
    lineStart_ = true;
  } else if (isNameStart(c)) {
    token.kind = Kind::Name;
    while (at_ < text_.size() && isNameCharacter(text_[at_])) ++at_;
  } else if (isDigit(c) || (c == '.' && at_ + 1 < text_.size() && isDigit(text_[at_ + 1]))) {
    token.kind = Kind::Number;
    const bool hexadecimal = c == '0' && at_ + 1 < text_.size() && (text_[at_ + 1] | 0x20) == 'x';
    while (at_ < text_.size() && (isNameCharacter(text_[at_]) || text_[at_] == '.')) {
      const bool exponent = !hexadecimal && (text_[at_] | 0x20) == 'e';
      ++at_;
      if (exponent && at_ + 1 < text_.size() && (text_[at_] == '+' || text_[at_] == '-') && isDigit(text_[at_ + 1]))
        ++at_;
    }
  } else {
    token.kind = Kind::Punctuation;
    at_ += operatorLength(text_.substr(at_, 3));
  }
  token.text = text_.substr(begin, at_ - begin);
  return token;
}

}  // namespace sw::pp
