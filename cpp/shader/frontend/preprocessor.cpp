// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/frontend/preprocessor.h"

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <set>

#include "shader/frontend/preprocessor_expander.h"
#include "shader/frontend/preprocessor_expression.h"
#include "shader/glslang/parse_context.h"

namespace sw::pp {
namespace {

class Preprocessor {
 public:
  Preprocessor(std::string_view text, int version, std::string& output, std::string& log, OpenComment openComment)
      : state_(version, log), lexer_(text), output_(output), openComment_(openComment) {}

  bool run(const std::vector<std::string>& macros);

 private:
  friend class ActiveSource;

  /// One level of #if.
  struct Conditional {
    int line = 0;
    bool taken = false;   // a branch of it has been active
    bool active = false;  // this branch is
    bool outer = true;    // what is around it is
    bool elseSeen = false;
  };

  bool active() const { return conditionals_.empty() || conditionals_.back().active; }
  void error(int line, std::string_view token, const char* reason) { state_.error(line, token, reason); }
  void warn(int line, std::string_view token, const char* reason) {
    if (state_.log.size() < 64 * 1024)
      state_.log += logLine("WARNING", state_.string, state_.logicalLine(line), std::string(token).c_str(), reason);
  }

  /// The next token of the source that #if leaves.
  Token nextActive();
  void directive(const Token& hash);
  void define(int line);
  void undefine(int line);
  void conditional(std::string_view name, int line);
  void endOrElse(std::string_view name, int line);
  void lineDirective(int line);
  void extension(int line);
  void pragma(int line);
  void passThrough(const Token& hash);
  bool evaluate(int line, bool& value);
  bool checkMacroName(const Token& name, bool defining);
  std::vector<Token> restOfLine();
  void skipRestOfLine() {
    for (Token token = lexer_.next(); token.kind != Kind::Newline && token.kind != Kind::End;) token = lexer_.next();
  }
  void emit(const Token& token);
  void emitDirective(int line, const std::string& text);
  void goToLine(int line);

  PreprocessorState state_;
  Lexer lexer_;
  std::string& output_;
  std::vector<Conditional> conditionals_;
  int outputLine_ = 1;
  bool lineBegun_ = false;
  Token lastEmitted_;
  OpenComment openComment_;
};

/// The source, whose directives take effect where they are met, also among the arguments of a macro.
class ActiveSource : public TokenSource {
 public:
  explicit ActiveSource(Preprocessor& owner) : owner_(owner) {}
  Token read() override { return owner_.nextActive(); }

 private:
  Preprocessor& owner_;
};

Token Preprocessor::nextActive() {
  while (!lexer_.atEnd() && !state_.stopped) {
    if (lexer_.atDirective()) {
      directive(lexer_.next());
    } else if (!active()) {
      skipRestOfLine();
    } else {
      return lexer_.next();
    }
  }
  return {};
}

void Preprocessor::goToLine(int line) {
  while (outputLine_ < line) {
    output_ += '\n';
    ++outputLine_;
    lineBegun_ = false;
  }
}

void Preprocessor::emit(const Token& token) {
  goToLine(token.line);
  if (lineBegun_ && (token.space || token.line != outputLine_ || wouldJoin(lastEmitted_, token))) output_ += ' ';
  if (state_.version == 100 && token.kind == Kind::Number && integerOverflows(token.text)) {
    // GLSL ES 1.00.17 section 4.1.3 leaves it open. Browsers take the nearest unsigned integer.
    warn(token.line, token.text, "Integer overflow");
    output_ += "0xffffffff";
    if (token.text.ends_with('u') || token.text.ends_with('U')) output_ += 'u';  // for the parser to refuse
  } else {
    // A # that is no directive must not look like one to the next reader.
    output_ += token.is('#') ? std::string_view("@") : token.text;
  }
  lineBegun_ = true;
  lastEmitted_ = token;
}

std::vector<Token> Preprocessor::restOfLine() {
  std::vector<Token> tokens;
  for (Token token = lexer_.next(); token.kind != Kind::Newline && token.kind != Kind::End; token = lexer_.next()) {
    tokens.push_back(token);
  }
  return tokens;
}

bool Preprocessor::checkMacroName(const Token& name, bool defining) {
  if (name.kind != Kind::Name) {
    error(name.line, name.text, "invalid macro name");
    return false;
  }
  const auto found = state_.macros.find(name.text);
  const bool predefined = name.text == "__LINE__" || name.text == "__FILE__" || name.text == "__VERSION__" ||
                          (found != state_.macros.end() && found->second.predefined);
  if (predefined) {
    error(name.line, name.text, defining ? "predefined macro redefined" : "predefined macro undefined");
    return false;
  }
  if (!defining) return true;
  if (name.text.starts_with("GL_") || name.text == "defined") {
    error(name.line, name.text, "macro name is reserved");
    return false;
  }
  if (name.text.find("__") != name.text.npos) {
    warn(name.line, name.text, "macro name with a double underscore is reserved - unintented behavior is possible");
  }
  return true;
}

void Preprocessor::define(int line) {
  std::vector<Token> tokens = restOfLine();
  if (tokens.empty()) return error(line, "#define", "invalid macro name");
  const Token name = tokens[0];
  if (!checkMacroName(name, true)) return;
  Macro macro;
  size_t at = 1;
  if (at < tokens.size() && tokens[at].is('(') && !tokens[at].space) {
    macro.functionLike = true;
    ++at;
    bool expectName = true;
    while (at < tokens.size() && !tokens[at].is(')')) {
      if (expectName ? tokens[at].kind != Kind::Name : !tokens[at].is(',')) {
        return error(line, tokens[at].text, "unexpected token in the parameters of a macro");
      }
      if (expectName) {
        for (std::string_view parameter : macro.parameters) {
          if (parameter == tokens[at].text) return error(line, parameter, "duplicate macro parameter name");
        }
        macro.parameters.push_back(tokens[at].text);
      }
      expectName = !expectName;
      ++at;
    }
    if (at >= tokens.size() || (expectName && !macro.parameters.empty())) {
      return error(line, name.text, "malformed parameters of a macro");
    }
    ++at;
  }
  macro.body.assign(tokens.begin() + ptrdiff_t(at), tokens.end());
  if (!macro.body.empty()) macro.body[0].space = true;
  const auto [entry, isNew] = state_.macros.try_emplace(name.text, macro);
  if (!isNew && !(entry->second == macro)) error(line, name.text, "macro redefined");
}

void Preprocessor::undefine(int line) {
  const std::vector<Token> tokens = restOfLine();
  if (tokens.empty()) return error(line, "#undef", "invalid macro name");
  if (!checkMacroName(tokens[0], false)) return;
  if (tokens.size() > 1) error(line, tokens[1].text, "unexpected token after directive");
  const auto found = state_.macros.find(tokens[0].text);
  if (found == state_.macros.end()) return;
  if (found->second.invocations > 0 || found->second.disabled) {
    return error(line, tokens[0].text, "macro undefined while being invoked");
  }
  state_.macros.erase(found);
}

bool Preprocessor::evaluate(int line, bool& value) {
  const std::vector<Token> raw = restOfLine();
  // `defined` looks at names before they are replaced.
  std::vector<Token> prepared;
  for (size_t i = 0; i < raw.size(); ++i) {
    if (raw[i].text != "defined") {
      prepared.push_back(raw[i]);
      continue;
    }
    const bool parenthesis = i + 1 < raw.size() && raw[i + 1].is('(');
    const size_t nameAt = i + 1 + parenthesis;
    if (nameAt >= raw.size() || raw[nameAt].kind != Kind::Name ||
        (parenthesis && (nameAt + 1 >= raw.size() || !raw[nameAt + 1].is(')')))) {
      error(line, "defined", "unexpected token in conditional expression");
      return false;
    }
    const std::string_view name = raw[nameAt].text;
    const bool isDefined =
        state_.macros.contains(name) || name == "__LINE__" || name == "__FILE__" || name == "__VERSION__";
    Token number = raw[i];
    number.kind = Kind::Number;
    number.text = isDefined ? "1" : "0";
    prepared.push_back(number);
    i = nameAt + parenthesis;
  }
  std::vector<Token> expanded;
  {
    ListSource list(prepared);
    Expander expander(state_, list, 0, true);
    for (Token token = expander.read(); token.kind != Kind::End; token = expander.read()) {
      if (state_.stopped || expanded.size() > kMaxExpressionTokens) break;
      expanded.push_back(token);
    }
  }
  const ExpressionResult result = evaluateExpression(expanded);
  if (result.error != nullptr) {
    error(line, result.token, result.error);
    return false;
  }
  value = result.value != 0;
  return true;
}

void Preprocessor::conditional(std::string_view name, int line) {
  Conditional level;
  level.line = line;
  level.outer = active();
  if (!level.outer) {
    skipRestOfLine();
    conditionals_.push_back(level);
    return;
  }
  bool value = false;
  if (name == "if") {
    if (!evaluate(line, value)) value = false;
  } else {
    const std::vector<Token> tokens = restOfLine();
    if (tokens.empty() || tokens[0].kind != Kind::Name) {
      error(line, name, "unexpected token in conditional expression");
    } else {
      if (tokens.size() > 1) error(line, tokens[1].text, "unexpected token after conditional expression");
      const std::string_view macro = tokens[0].text;
      const bool isDefined =
          state_.macros.contains(macro) || macro == "__LINE__" || macro == "__FILE__" || macro == "__VERSION__";
      value = isDefined == (name == "ifdef");
    }
  }
  level.active = level.taken = value;
  conditionals_.push_back(level);
}

void Preprocessor::endOrElse(std::string_view name, int line) {
  if (conditionals_.empty()) {
    skipRestOfLine();
    return error(line, name, "unexpected #elif, #else or #endif without #if");
  }
  Conditional& level = conditionals_.back();
  if (name == "endif") {
    const std::vector<Token> tokens = restOfLine();
    if (level.outer && !tokens.empty()) error(line, tokens[0].text, "unexpected token after conditional expression");
    conditionals_.pop_back();
    return;
  }
  if (level.elseSeen) {
    error(line, name, "unexpected #elif or #else after #else");
    skipRestOfLine();
    level.active = false;
    return;
  }
  if (name == "else") {
    const std::vector<Token> tokens = restOfLine();
    if (level.outer && !tokens.empty()) error(line, tokens[0].text, "unexpected token after conditional expression");
    level.elseSeen = true;
    level.active = level.outer && !level.taken;
  } else if (level.outer && !level.taken) {
    bool value = false;
    level.active = evaluate(line, value) && value;
  } else {
    skipRestOfLine();
    level.active = false;
  }
  level.taken |= level.active;
}

/// #line line [string], after replacing macros. It goes on to the parser, and counts here for __LINE__ and for errors.
void Preprocessor::lineDirective(int line) {
  const std::vector<Token> raw = restOfLine();
  std::vector<Token> expanded;
  ListSource list(raw);
  Expander expander(state_, list, 0, true);
  for (Token token = expander.read(); token.kind != Kind::End && !state_.stopped; token = expander.read()) {
    if (expanded.size() > kMaxExpressionTokens) break;
    expanded.push_back(token);
  }
  int values[2] = {0, state_.string};
  int count = 0;
  const ExpressionResult result = evaluateLine(expanded, values, count);
  if (result.error != nullptr) return error(line, result.token, "invalid line directive");
  if (count < 2) values[1] = state_.string;
  goToLine(line);
  if (lineBegun_ || line == openComment_.begin) return;  // the latter goes on, and never ends
  output_ += "#line " + std::to_string(values[0]) + ' ' + std::to_string(values[1]);
  lineBegun_ = true;
  state_.lineOffset = values[0] - (line + 1);
  state_.string = values[1];
}

/// #extension name : behavior; what the two may be is for the parser to say.
void Preprocessor::extension(int line) {
  const std::vector<Token> tokens = restOfLine();
  const bool complete = tokens.size() == 3 && tokens[0].kind == Kind::Name && tokens[1].is(':');
  if (!complete || tokens[2].kind != Kind::Name) return error(line, "#extension", "invalid extension directive");
  emitDirective(line, "#extension " + std::string(tokens[0].text) + " : " + std::string(tokens[2].text));
}

/// The one pragma that means something goes on to the parser. Of all others any token may be part, also such as are
/// none (GLSL ES 3.00.6 section 3.4); but browsers want the two that the section names to be whole.
void Preprocessor::pragma(int line) {
  constexpr std::string_view kInvariantAll[] = {"STDGL", "invariant", "(", "all", ")"};
  const std::vector<Token> tokens = restOfLine();
  const bool same = std::equal(tokens.begin(), tokens.end(), std::begin(kInvariantAll), std::end(kInvariantAll),
                               [](const Token& token, std::string_view text) { return token.text == text; });
  if (same) emitDirective(line, "#pragma STDGL invariant(all)");
  if (tokens.empty() || (tokens[0].text != "debug" && tokens[0].text != "optimize")) return;
  const bool valued = tokens.size() == 4 && tokens[1].is('(') && tokens[2].kind == Kind::Name && tokens[3].is(')');
  const std::string_view value = valued ? tokens[2].text : std::string_view();
  if ((valued || tokens.size() == 1) && value != "on" && value != "off") {
    error(line, value, "invalid pragma value - 'on' or 'off' expected");
  }
}

void Preprocessor::emitDirective(int line, const std::string& text) {
  goToLine(line);
  if (lineBegun_) return;  // behind a token that a macro has put here: the line would not be a directive
  output_ += text;
  lineBegun_ = true;
}

void Preprocessor::passThrough(const Token& hash) {
  goToLine(hash.line);
  output_ += lexer_.rawLine(hash);
  lineBegun_ = true;
}

void Preprocessor::directive(const Token& hash) {
  const Lexer start = lexer_;
  const Token name = lexer_.next();
  if (name.kind == Kind::Newline || name.kind == Kind::End) return;
  const std::string_view word = name.kind == Kind::Name ? name.text : std::string_view();
  if (word == "if" || word == "ifdef" || word == "ifndef") return conditional(word, hash.line);
  if (word == "elif" || word == "else" || word == "endif") return endOrElse(word, hash.line);
  if (!active()) return skipRestOfLine();
  if (word == "define") return define(hash.line);
  if (word == "undef") return undefine(hash.line);
  if (word == "line") return lineDirective(hash.line);
  if (word == "error") {
    lexer_ = start;
    const std::string_view line = lexer_.rawLine(hash);
    return error(hash.line, "#error", std::string(line.substr(line.find("error") + 5).substr(0, 512)).c_str());
  }
  if (word == "extension") return extension(hash.line);
  if (word == "pragma") return pragma(hash.line);
  if (word == "version") {
    lexer_ = start;
    return passThrough(hash);
  }
  error(hash.line, name.text, "invalid directive name");
  skipRestOfLine();
}

bool Preprocessor::run(const std::vector<std::string>& macros) {
  for (const std::string& name : macros) {
    Macro& macro = state_.macros[state_.keep(name)];
    macro.predefined = true;
    Token one;
    one.kind = Kind::Number;
    one.text = "1";
    one.space = true;
    macro.body.push_back(one);
  }
  ActiveSource source(*this);
  Expander expander(state_, source, 0);
  for (Token token = expander.read(); token.kind != Kind::End && !state_.stopped; token = expander.read()) {
    if (token.kind != Kind::Newline) emit(token);
  }
  if (openComment_.end != 0 && !state_.stopped) {
    error(openComment_.end, "EOF while in a comment", "unexpected end of file found in comment");
  }
  if (!conditionals_.empty() && !state_.stopped) error(conditionals_.back().line, "#if", "unterminated conditional");
  output_ += '\n';
  return !state_.failed;
}

}  // namespace
}  // namespace sw::pp

bool sw::preprocess(std::string_view text, int version, const std::vector<std::string>& macros, std::string& output,
                    std::string& log, OpenComment openComment) {
  pp::Preprocessor preprocessor(text, version, output, log, openComment);
  return preprocessor.run(macros);
}
