// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/frontend/source_rules.h"

#include "shader/glslang/parse_context.h"

namespace sw {
namespace {

/// More than any shader that people or tools write; parsing takes some 30 times as much memory.
constexpr size_t kMaxSourceBytes = 4 << 20;

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

/// Walks the text outside comments, over line continuations. A line number counts "\r\n" once.
class Walker {
 public:
  explicit Walker(std::string_view text) : text_(text) { skipContinuations(); }

  bool atEnd() const { return at_ >= text_.size(); }
  char current() const { return atEnd() ? '\0' : text_[at_]; }
  char next() const { return at_ + 1 < text_.size() ? text_[at_ + 1] : '\0'; }
  int line() const { return line_; }

  void advance() {
    step();
    skipContinuations();
  }

  /// Goes behind the comment that starts here, if one does.
  bool skipComment() {
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
      if (!block && isNewline(current())) return true;
      advance();
    }
    return true;
  }

 private:
  void step() {
    if (text_[at_] == '\n' || (text_[at_] == '\r' && next() != '\n')) ++line_;
    ++at_;
  }
  void skipContinuations() {
    while (current() == '\\' && isNewline(next())) {
      step();
      if (current() == '\r' && next() == '\n') step();
      step();
    }
  }

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
    } else if (!walker.skipComment()) {
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
        walker.skipComment();
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
  // GLSL ES 3.00.6 section 3.4. A line that is continued is more than the first.
  if (result.version == 300 && walker.line() != 1) {
    error(log, line, "#version", "#version directive must occur on the first line of the shader");
    return false;
  }
  return true;
}

/// Copies the text without comments and line continuations, which become blanks; newlines are "\n". A directive of
/// several lines has its newlines at its end, and so has a line that is continued within a token: elsewhere they stay
/// where they are, and messages name the line that people see.
class Cleaner {
 public:
  Cleaner(std::string_view source, int webglVersion, std::string& output, std::string& log)
      : source_(source),
        maxNameBytes_(webglVersion == 1 ? 256 : 1024),  // WebGL 1.0 and 2.0, "Maximum GLSL Token Size"
        output_(output),
        log_(log) {
    output_.reserve(source.size() + 1);
  }

  OpenComment openComment() const { return openComment_; }

  bool run() {
    while (at_ < source_.size()) {
      const char c = source_[at_];
      if (c == '/' && (next() == '/' || next() == '*')) {
        if (!comment(next() == '*')) return false;
      } else if (isNewline(c)) {
        newline();
        endLine();
      } else if (c == '\\' && isNewline(next())) {
        continuation();
      } else if (isName(c)) {
        if (!name()) return false;
      } else {
        if (!other(c)) return false;
      }
    }
    output_ += '\n';
    return true;
  }

 private:
  char next(size_t ahead = 1) const { return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0'; }
  int line() const { return line_; }

  /// Goes behind a newline, "\r\n" being one.
  void newline() {
    if (source_[at_] == '\r' && next() == '\n') ++at_;
    ++at_;
    ++line_;
  }

  void continuation() {
    ++at_;
    newline();
    const char c = next(0);
    const bool betweenTokens = isSpace(c) || isNewline(c) || output_.empty() || isSpace(output_.back());
    ++deferred_;
    if (directive_ || !betweenTokens) return;
    output_.append(size_t(deferred_), '\n');
    deferred_ = 0;
  }

  void endLine() {
    output_.append(size_t(deferred_) + 1, '\n');
    deferred_ = 0;
    directive_ = false;
    blankLine_ = true;
  }

  bool comment(bool block) {
    const int begin = line_;
    at_ += 2;
    output_ += ' ';
    while (at_ < source_.size()) {
      if (block && source_[at_] == '*' && next() == '/') {
        at_ += 2;
        return true;
      }
      if (!block && source_[at_] == '\\' && isNewline(next())) {  // the next line belongs to the comment
        ++at_;
        newline();
        ++deferred_;
      } else if (isNewline(source_[at_])) {
        if (!block) return true;
        newline();
        if (directive_) {
          ++deferred_;
        } else {
          endLine();
        }
      } else {
        ++at_;
      }
    }
    if (!block) return true;
    openComment_ = {.begin = begin, .end = line_};
    return true;
  }

  bool name() {
    const size_t begin = at_;
    while (at_ < source_.size() && isName(source_[at_])) ++at_;
    const std::string_view text = source_.substr(begin, at_ - begin);
    output_ += text;
    blankLine_ = false;
    if (text.size() <= maxNameBytes_) return true;
    error(log_, line_, std::string(text.substr(0, 32)).c_str(), "identifier too long");
    return false;
  }

  bool other(char c) {
    ++at_;
    if (isSpace(c)) {
      output_ += c;
      return true;
    }
    if (c == '#' && blankLine_) directive_ = true;
    if (c == '#' && !directive_) c = kBadCharacter;  // of a line that is continued: it begins no directive
    blankLine_ = false;
    output_ += isSourceCharacter(static_cast<unsigned char>(c)) ? c : kBadCharacter;
    return true;
  }

  std::string_view source_;
  size_t maxNameBytes_;
  std::string& output_;
  std::string& log_;
  size_t at_ = 0;
  int line_ = 1;
  OpenComment openComment_;
  int deferred_ = 0;        // newlines inside the logical line
  bool blankLine_ = true;   // only blanks so far
  bool directive_ = false;  // in a line that starts with #
};

}  // namespace

bool checkSource(std::string_view source, int webglVersion, SourceText& result, std::string& log) {
  if (source.size() > kMaxSourceBytes) {
    error(log, 1, "", "shader source is too long");
    return false;
  }
  if (!readVersion(source, webglVersion, result, log)) return false;
  Cleaner cleaner(source, webglVersion, result.text, log);
  if (!cleaner.run()) return false;
  result.openComment = cleaner.openComment();
  return true;
}

}  // namespace sw
