// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shader/frontend/preprocessor_token.h"

namespace sw::pp {

struct Macro {
  bool functionLike = false;
  bool predefined = false;
  bool disabled = false;  // its replacement is being read
  int invocations = 0;    // whose arguments are being read
  std::vector<std::string_view> parameters;
  std::vector<Token> body;

  bool operator==(const Macro& other) const {
    if (functionLike != other.functionLike || parameters != other.parameters || body.size() != other.body.size()) {
      return false;
    }
    for (size_t i = 0; i < body.size(); ++i) {
      if (body[i].text != other.body[i].text || (i > 0 && body[i].space != other.body[i].space)) return false;
    }
    return true;
  }
};

/// Where tokens come from while macros are expanded: the source, or a list (an argument on its own).
class TokenSource {
 public:
  virtual ~TokenSource() = default;
  virtual Token read() = 0;
};

class ListSource : public TokenSource {
 public:
  explicit ListSource(const std::vector<Token>& tokens) : tokens_(tokens) {}
  Token read() override { return at_ < tokens_.size() ? tokens_[at_++] : Token{}; }

 private:
  const std::vector<Token>& tokens_;
  size_t at_ = 0;
};

/// What directives and expansions share: macros, where the text is in its own count, and the log.
struct PreprocessorState {
  PreprocessorState(int version, std::string& log) : version(version), log(log) {}

  int logicalLine(int line) const { return line + lineOffset; }
  void error(int line, std::string_view token, const char* reason);
  std::string_view keep(std::string text) { return kept.emplace_back(std::move(text)); }

  const int version;
  std::string& log;
  bool failed = false;
  bool stopped = false;
  std::map<std::string_view, Macro> macros;
  std::deque<std::string> kept;  // texts that are not in the source
  int lineOffset = 0;            // of #line
  int string = 0;
  size_t expandedTokens = 0;
};

/// Reads tokens with macros replaced. Replacements are a stack; a macro is disabled while its own is on it, and a name
/// that meets its disabled macro stays what it is for ever.
class Expander : public TokenSource {
 public:
  Expander(PreprocessorState& state, TokenSource& source, int depth, bool inDirective = false)
      : state_(state), source_(source), depth_(depth), inDirective_(inDirective) {}
  ~Expander() override {
    while (!stack_.empty()) popReplacement();
    reenable();
  }

  Token read() override;

 private:
  struct Replacement {
    Macro* macro;
    std::vector<Token> tokens;
    size_t at = 0;
  };

  void popReplacement();
  void reenable();

  Token readRaw();

  Token predefined(Token token);

  bool expand(const Token& name, Macro& macro);

  bool readArguments(const Token& name, const Macro& macro, std::vector<std::vector<Token>>& arguments, Token& end);

  void substitute(const Token& name, const Macro& macro, const std::vector<std::vector<Token>>& arguments,
                  std::vector<Token>& tokens);

  std::vector<Token> expandArgument(const Token& name, const std::vector<Token>& argument);

  PreprocessorState& state_;
  TokenSource& source_;
  int depth_;
  bool inDirective_;
  int collecting_ = 0;
  std::vector<Replacement> stack_;
  std::vector<Token> pushedBack_;
  std::vector<Macro*> waiting_;
};

}  // namespace sw::pp
