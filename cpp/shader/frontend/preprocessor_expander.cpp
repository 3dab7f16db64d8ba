// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/frontend/preprocessor_expander.h"

#include <algorithm>

#include "shader/glslang/parse_context.h"

namespace sw::pp {

namespace {

/// Tokens that all expansions together may make, and how deep arguments nest: a short text can ask for any number.
constexpr size_t kMaxExpandedTokens = 4u << 20;
constexpr int kMaxExpansionDepth = 200;

size_t parameterIndex(const Macro& macro, const Token& token) {
  if (token.kind != Kind::Name) return ~size_t{0};
  for (size_t i = 0; i < macro.parameters.size(); ++i) {
    if (macro.parameters[i] == token.text) return i;
  }
  return ~size_t{0};
}
}  // namespace

void PreprocessorState::error(int line, std::string_view token, const char* reason) {
  failed = true;
  if (log.size() < 64 * 1024) {
    log += logLine("ERROR", string, logicalLine(line), std::string(token).c_str(), reason);
  }
}

Token Expander::read() {
  while (true) {
    Token token = readRaw();
    if (token.kind != Kind::Name || token.noExpand) return token;
    if (inDirective_ && token.text == "defined") return token;
    if (token.text == "__LINE__" || token.text == "__FILE__" || token.text == "__VERSION__") return predefined(token);
    const auto found = state_.macros.find(token.text);
    if (found == state_.macros.end()) return token;
    Macro& macro = found->second;
    if (macro.disabled) {
      token.noExpand = true;
      return token;
    }
    if (!expand(token, macro)) return token;
  }
}

void Expander::popReplacement() {
  // While arguments are collected, macros whose replacement ends stay disabled: `#define a m((a)` would never end.
  if (collecting_ > 0) {
    waiting_.push_back(stack_.back().macro);
  } else {
    stack_.back().macro->disabled = false;
  }
  stack_.pop_back();
}

void Expander::reenable() {
  for (Macro* macro : waiting_) macro->disabled = false;
  waiting_.clear();
}

Token Expander::readRaw() {
  if (!pushedBack_.empty()) {
    const Token token = pushedBack_.back();
    pushedBack_.pop_back();
    return token;
  }
  while (!stack_.empty()) {
    Replacement& top = stack_.back();
    if (top.at < top.tokens.size()) return top.tokens[top.at++];
    popReplacement();
  }
  return source_.read();
}

Token Expander::predefined(Token token) {
  int value = state_.version;
  if (token.text == "__LINE__") value = state_.logicalLine(token.line);
  if (token.text == "__FILE__") value = state_.string;
  token.kind = Kind::Number;
  token.text = state_.keep(std::to_string(value));
  return token;
}

bool Expander::expand(const Token& name, Macro& macro) {
  std::vector<std::vector<Token>> arguments;
  Token end = name;  // the last token of the invocation: __LINE__ in the replacement is its line
  if (macro.functionLike) {
    ++collecting_;
    ++macro.invocations;
    const bool called = readArguments(name, macro, arguments, end);
    --macro.invocations;
    --collecting_;
    if (!called) {
      if (collecting_ == 0) reenable();
      return false;
    }
  }
  Replacement replacement{&macro, {}, 0};
  substitute(end, macro, arguments, replacement.tokens);
  if (macro.functionLike && collecting_ == 0) reenable();
  state_.expandedTokens += replacement.tokens.size() + 1;
  if (state_.expandedTokens > kMaxExpandedTokens) {
    if (!state_.stopped) state_.error(name.line, name.text, "macro expansion is too long");
    state_.stopped = true;
    return false;
  }
  macro.disabled = true;
  stack_.push_back(std::move(replacement));
  return true;
}

/// False when no parenthesis follows: then the name is no call.
bool Expander::readArguments(const Token& name, const Macro& macro, std::vector<std::vector<Token>>& arguments,
                             Token& end) {
  std::vector<Token> newlines;
  Token token = readRaw();
  while (token.kind == Kind::Newline && !inDirective_) {
    newlines.push_back(token);
    token = readRaw();
  }
  if (!token.is('(')) {
    pushedBack_.push_back(token);
    pushedBack_.insert(pushedBack_.end(), newlines.rbegin(), newlines.rend());
    return false;
  }
  arguments.emplace_back();
  for (int parentheses = 1;;) {
    token = readRaw();
    if (token.kind == Kind::Newline && !inDirective_) {
      if (!arguments.back().empty()) arguments.back().back().spaceAfter = true;
      continue;
    }
    if (token.kind == Kind::End || token.kind == Kind::Newline) {
      state_.error(name.line, name.text, "unterminated macro invocation");
      pushedBack_.push_back(token);
      arguments.resize(macro.parameters.size());
      return true;
    }
    if (token.is('(')) ++parentheses;
    if (token.is(')') && --parentheses == 0) {
      end.line = std::max(end.line, token.line);
      break;
    }
    if (token.is(',') && parentheses == 1) {
      arguments.emplace_back();
      continue;
    }
    if (token.kind == Kind::Name && !token.noExpand) {
      const auto found = state_.macros.find(token.text);
      if (found != state_.macros.end() && found->second.disabled) token.noExpand = true;
    }
    arguments.back().push_back(token);
  }
  if (macro.parameters.empty() && arguments.size() == 1 && arguments[0].empty()) arguments.clear();
  if (arguments.size() != macro.parameters.size()) {
    state_.error(
        name.line, name.text,
        arguments.size() < macro.parameters.size() ? "Too few arguments for macro" : "Too many arguments for macro");
    arguments.resize(macro.parameters.size());
  }
  return true;
}

void Expander::substitute(const Token& name, const Macro& macro, const std::vector<std::vector<Token>>& arguments,
                          std::vector<Token>& tokens) {
  std::vector<std::vector<Token>> expanded(arguments.size());
  std::vector<bool> ready(arguments.size());
  for (const Token& part : macro.body) {
    const size_t parameter = parameterIndex(macro, part);
    if (parameter == ~size_t{0}) {
      tokens.push_back(part);
      tokens.back().line = name.line;
    } else {
      if (!ready[parameter]) {
        expanded[parameter] = expandArgument(name, arguments[parameter]);
        ready[parameter] = true;
      }
      const size_t first = tokens.size();
      for (Token token : expanded[parameter]) {
        token.line = name.line;
        tokens.push_back(token);
      }
      if (first < tokens.size()) tokens[first].space = part.space;
    }
    if (tokens.size() > kMaxExpandedTokens) return;
  }
  if (!tokens.empty()) tokens.front().space = true;
}

std::vector<Token> Expander::expandArgument(const Token& name, const std::vector<Token>& argument) {
  if (depth_ >= kMaxExpansionDepth) {
    if (!state_.stopped) state_.error(name.line, name.text, "macro invocations are nested too deeply");
    state_.stopped = true;
    return {};
  }
  std::vector<Token> result;
  ListSource list(argument);
  Expander expander(state_, list, depth_ + 1, inDirective_);
  for (Token token = expander.read(); token.kind != Kind::End; token = expander.read()) {
    if (state_.stopped || result.size() > kMaxExpandedTokens) break;
    result.push_back(token);
  }
  state_.expandedTokens += result.size();
  return result;
}

}  // namespace sw::pp
