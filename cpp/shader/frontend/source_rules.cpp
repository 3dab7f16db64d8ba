// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/frontend/source_rules.h"

#include "shader/frontend/parse_context.h"

namespace sw {
namespace {

/// More than any shader that people or tools write; parsing takes some 30 times as much memory.
constexpr size_t kMaxSourceBytes = 4 << 20;

/// Arguments of macros are expanded by recursion, at some four kilobytes of stack for a level.
constexpr int kMaxParentheses = 256;

/// Stands for every character that GLSL has no use for: an error where code is, and nothing where #if skips it.
constexpr char kBadCharacter = '@';

bool isSourceCharacter(unsigned char c) {
  return c >= 0x20 && c < 0x7f && c != '"' && c != '\'' && c != '$' && c != '@' && c != '`';
}

bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\v' || c == '\f'; }
bool isNewline(char c) { return c == '\n' || c == '\r'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isNameStart(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool isName(char c) { return isNameStart(c) || isDigit(c); }

/// Walks the text outside comments. A line number counts "\r\n" once.
class Walker {
 public:
  explicit Walker(std::string_view text) : text_(text) {}

  bool atEnd() const { return at_ >= text_.size(); }
  char current() const { return atEnd() ? '\0' : text_[at_]; }
  char next() const { return at_ + 1 < text_.size() ? text_[at_ + 1] : '\0'; }
  size_t position() const { return at_; }
  int line() const { return line_; }

  void advance() {
    if (text_[at_] == '\n' || (text_[at_] == '\r' && next() != '\n')) ++line_;
    ++at_;
  }

  /// Stands on the start of a comment: goes behind it and blanks what is not ASCII in `copy`.
  bool skipComment(std::string* copy) {
    if (current() != '/' || (next() != '/' && next() != '*')) return false;
    const bool block = next() == '*';
    advance();
    advance();
    while (!atEnd()) {
      if (block && current() == '*' && next() == '/') {
        advance();
        advance();
        return true;
      }
      if (!block && current() == '\\' && isNewline(next())) {  // the next line belongs to the comment
        advance();
        if (current() == '\r' && next() == '\n') advance();
        advance();
        continue;
      }
      if (!block && isNewline(current())) return true;
      const unsigned char c = current();
      if (copy != nullptr && !isNewline(current()) && (c >= 0x80 || c < 0x20)) (*copy)[at_] = ' ';
      advance();
    }
    return true;
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
  int line_ = 1;
};

void error(std::string& log, int line, const char* token, const char* reason) {
  log += logLine("ERROR", 0, line, token, reason);
}

/// Reads "#version N [es]" if it is the first thing after blanks and comments.
bool readVersion(std::string_view source, int webglVersion, SourceText& result, std::string& log) {
  Walker walker(source);
  while (!walker.atEnd()) {
    if (isSpace(walker.current()) || isNewline(walker.current())) {
      walker.advance();
    } else if (!walker.skipComment(nullptr)) {
      break;
    }
  }
  if (walker.current() != '#') return true;
  const int line = walker.line();
  walker.advance();
  const auto skipBlanks = [&] {
    while (isSpace(walker.current()) || (walker.current() == '/' && walker.next() == '*')) {
      if (isSpace(walker.current())) {
        walker.advance();
      } else {
        walker.skipComment(nullptr);
      }
    }
  };
  const auto readWord = [&] {
    std::string word;
    while (isName(walker.current()) && word.size() < 16) {
      word += walker.current();
      walker.advance();
    }
    return word;
  };
  skipBlanks();
  if (readWord() != "version") return true;
  result.hasVersion = true;
  skipBlanks();
  const std::string number = readWord();
  skipBlanks();
  const std::string profile = readWord();
  if (number == "100" && profile.empty()) {
    result.version = 100;
  } else if (number == "300" && profile == "es") {
    result.version = 300;
  } else {
    error(log, line, number.c_str(), "client/version number not supported");
    return false;
  }
  if (result.version == 300 && webglVersion < 2) {
    error(log, line, "300", "client/version number not supported");
    return false;
  }
  // GLSL ES 3.00.6 section 3.4.
  if (result.version == 300 && line != 1) {
    error(log, line, "#version", "#version directive must occur on the first line of the shader");
    return false;
  }
  return true;
}

}  // namespace

bool checkSource(std::string_view source, int webglVersion, SourceText& result, std::string& log) {
  if (source.size() > kMaxSourceBytes) {
    error(log, 1, "", "shader source is too long");
    return false;
  }
  if (!readVersion(source, webglVersion, result, log)) return false;
  result.text = source;

  const size_t maxNameBytes = webglVersion == 1 ? 256 : 1024;  // WebGL 1.0 and 2.0, "Maximum GLSL Token Size"
  Walker walker(source);
  int parentheses = 0;
  while (!walker.atEnd()) {
    if (walker.skipComment(&result.text)) continue;
    const unsigned char c = walker.current();
    if (isNewline(c) || isSpace(c)) {
    } else if (c == '\\' && isNewline(walker.next())) {
      walker.advance();
      if (walker.current() == '\r' && walker.next() == '\n') walker.advance();
    } else if (!isSourceCharacter(c)) {
      result.text[walker.position()] = kBadCharacter;
    } else if (isName(c)) {
      const size_t begin = walker.position();
      const int line = walker.line();
      while (isName(walker.current())) walker.advance();
      const std::string_view name = source.substr(begin, walker.position() - begin);
      if (name.size() > maxNameBytes) {
        error(log, line, std::string(name.substr(0, 32)).c_str(), "identifier too long");
        return false;
      }
      continue;
    } else {
      if (c == '(' && ++parentheses > kMaxParentheses) {
        error(log, walker.line(), "(", "Expression too complex.");
        return false;
      }
      if (c == ')' && parentheses > 0) --parentheses;
      if (c == ';' || c == '{' || c == '}') parentheses = 0;
    }
    walker.advance();
  }
  return true;
}

}  // namespace sw
