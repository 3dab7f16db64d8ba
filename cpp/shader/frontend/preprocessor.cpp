// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/frontend/preprocessor.h"

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <set>

#include "shader/frontend/preprocessor_expression.h"
#include "shader/frontend/preprocessor_token.h"
#include "shader/glslang/parse_context.h"

namespace sw::pp {
namespace {

/// Tokens that all expansions together may make, and how deep arguments nest: a short text can ask for any number.
constexpr size_t kMaxExpandedTokens = 4u << 20;
constexpr int kMaxExpansionDepth = 200;

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

class Preprocessor {
 public:
  Preprocessor(std::string_view text, int version, std::string& output, std::string& log, OpenComment openComment)
      : lexer_(text), version_(version), output_(output), log_(log), openComment_(openComment) {}

  bool run(const std::vector<std::string>& macros);

 private:
  friend class ActiveSource;
  friend class Expander;

  /// One level of #if.
  struct Conditional {
    int line = 0;
    bool taken = false;   // a branch of it has been active
    bool active = false;  // this branch is
    bool outer = true;    // what is around it is
    bool elseSeen = false;
  };

  bool active() const { return conditionals_.empty() || conditionals_.back().active; }
  int logicalLine(int line) const { return line + lineOffset_; }
  void error(int line, std::string_view token, const char* reason) {
    failed_ = true;
    if (log_.size() < 64 * 1024)
      log_ += logLine("ERROR", string_, logicalLine(line), std::string(token).c_str(), reason);
  }
  void warn(int line, std::string_view token, const char* reason) {
    if (log_.size() < 64 * 1024)
      log_ += logLine("WARNING", string_, logicalLine(line), std::string(token).c_str(), reason);
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
  std::string_view keep(std::string text) { return kept_.emplace_back(std::move(text)); }

  Lexer lexer_;
  int version_;
  std::string& output_;
  std::string& log_;
  bool failed_ = false;
  bool stopped_ = false;
  std::map<std::string_view, Macro> macros_;
  std::vector<Conditional> conditionals_;
  std::deque<std::string> kept_;  // texts that are not in the source
  int outputLine_ = 1;
  bool lineBegun_ = false;
  Token lastEmitted_;
  int lineOffset_ = 0;  // of #line
  int string_ = 0;
  OpenComment openComment_;
  size_t expandedTokens_ = 0;
};

/// Reads tokens with macros replaced. Replacements are a stack; a macro is disabled while its own is on it, and a name
/// that meets its disabled macro stays what it is for ever.
class Expander : public TokenSource {
 public:
  Expander(Preprocessor& owner, TokenSource& source, int depth, bool inDirective = false)
      : owner_(owner), source_(source), depth_(depth), inDirective_(inDirective) {}
  ~Expander() override {
    while (!stack_.empty()) popReplacement();
    reenable();
  }

  Token read() override {
    while (true) {
      Token token = readRaw();
      if (token.kind != Kind::Name || token.noExpand) return token;
      if (inDirective_ && token.text == "defined") return token;
      if (token.text == "__LINE__" || token.text == "__FILE__" || token.text == "__VERSION__") return predefined(token);
      const auto found = owner_.macros_.find(token.text);
      if (found == owner_.macros_.end()) return token;
      Macro& macro = found->second;
      if (macro.disabled) {
        token.noExpand = true;
        return token;
      }
      if (!expand(token, macro)) return token;
    }
  }

 private:
  struct Replacement {
    Macro* macro;
    std::vector<Token> tokens;
    size_t at = 0;
  };

  void popReplacement() {
    // While arguments are collected, macros whose replacement ends stay disabled: `#define a m((a)` would never end.
    if (collecting_ > 0) {
      waiting_.push_back(stack_.back().macro);
    } else {
      stack_.back().macro->disabled = false;
    }
    stack_.pop_back();
  }
  void reenable() {
    for (Macro* macro : waiting_) macro->disabled = false;
    waiting_.clear();
  }

  Token readRaw() {
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

  Token predefined(Token token) {
    int value = owner_.version_;
    if (token.text == "__LINE__") value = owner_.logicalLine(token.line);
    if (token.text == "__FILE__") value = owner_.string_;
    token.kind = Kind::Number;
    token.text = owner_.keep(std::to_string(value));
    return token;
  }

  bool expand(const Token& name, Macro& macro) {
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
    owner_.expandedTokens_ += replacement.tokens.size() + 1;
    if (owner_.expandedTokens_ > kMaxExpandedTokens) {
      if (!owner_.stopped_) owner_.error(name.line, name.text, "macro expansion is too long");
      owner_.stopped_ = true;
      return false;
    }
    macro.disabled = true;
    stack_.push_back(std::move(replacement));
    return true;
  }

  /// False when no parenthesis follows: then the name is no call.
  bool readArguments(const Token& name, const Macro& macro, std::vector<std::vector<Token>>& arguments, Token& end) {
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
        owner_.error(name.line, name.text, "unterminated macro invocation");
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
        const auto found = owner_.macros_.find(token.text);
        if (found != owner_.macros_.end() && found->second.disabled) token.noExpand = true;
      }
      arguments.back().push_back(token);
    }
    if (macro.parameters.empty() && arguments.size() == 1 && arguments[0].empty()) arguments.clear();
    if (arguments.size() != macro.parameters.size()) {
      owner_.error(
          name.line, name.text,
          arguments.size() < macro.parameters.size() ? "Too few arguments for macro" : "Too many arguments for macro");
      arguments.resize(macro.parameters.size());
    }
    return true;
  }

  void substitute(const Token& name, const Macro& macro, const std::vector<std::vector<Token>>& arguments,
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

  static size_t parameterIndex(const Macro& macro, const Token& token) {
    if (token.kind != Kind::Name) return ~size_t{0};
    for (size_t i = 0; i < macro.parameters.size(); ++i) {
      if (macro.parameters[i] == token.text) return i;
    }
    return ~size_t{0};
  }

  std::vector<Token> expandArgument(const Token& name, const std::vector<Token>& argument) {
    if (depth_ >= kMaxExpansionDepth) {
      if (!owner_.stopped_) owner_.error(name.line, name.text, "macro invocations are nested too deeply");
      owner_.stopped_ = true;
      return {};
    }
    std::vector<Token> result;
    ListSource list(argument);
    Expander expander(owner_, list, depth_ + 1, inDirective_);
    for (Token token = expander.read(); token.kind != Kind::End; token = expander.read()) {
      if (owner_.stopped_ || result.size() > kMaxExpandedTokens) break;
      result.push_back(token);
    }
    owner_.expandedTokens_ += result.size();
    return result;
  }

  Preprocessor& owner_;
  TokenSource& source_;
  int depth_;
  bool inDirective_;
  int collecting_ = 0;
  std::vector<Replacement> stack_;
  std::vector<Token> pushedBack_;
  std::vector<Macro*> waiting_;
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
  while (!lexer_.atEnd() && !stopped_) {
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
  if (version_ == 100 && token.kind == Kind::Number && integerOverflows(token.text)) {
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
  const auto found = macros_.find(name.text);
  const bool predefined = name.text == "__LINE__" || name.text == "__FILE__" || name.text == "__VERSION__" ||
                          (found != macros_.end() && found->second.predefined);
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
  const auto [entry, isNew] = macros_.try_emplace(name.text, macro);
  if (!isNew && !(entry->second == macro)) error(line, name.text, "macro redefined");
}

void Preprocessor::undefine(int line) {
  const std::vector<Token> tokens = restOfLine();
  if (tokens.empty()) return error(line, "#undef", "invalid macro name");
  if (!checkMacroName(tokens[0], false)) return;
  if (tokens.size() > 1) error(line, tokens[1].text, "unexpected token after directive");
  const auto found = macros_.find(tokens[0].text);
  if (found == macros_.end()) return;
  if (found->second.invocations > 0 || found->second.disabled) {
    return error(line, tokens[0].text, "macro undefined while being invoked");
  }
  macros_.erase(found);
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
    const bool isDefined = macros_.contains(name) || name == "__LINE__" || name == "__FILE__" || name == "__VERSION__";
    Token number = raw[i];
    number.kind = Kind::Number;
    number.text = isDefined ? "1" : "0";
    prepared.push_back(number);
    i = nameAt + parenthesis;
  }
  std::vector<Token> expanded;
  {
    ListSource list(prepared);
    Expander expander(*this, list, 0, true);
    for (Token token = expander.read(); token.kind != Kind::End; token = expander.read()) {
      if (stopped_ || expanded.size() > kMaxExpressionTokens) break;
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
          macros_.contains(macro) || macro == "__LINE__" || macro == "__FILE__" || macro == "__VERSION__";
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
  Expander expander(*this, list, 0, true);
  for (Token token = expander.read(); token.kind != Kind::End && !stopped_; token = expander.read()) {
    if (expanded.size() > kMaxExpressionTokens) break;
    expanded.push_back(token);
  }
  int values[2] = {0, string_};
  int count = 0;
  const ExpressionResult result = evaluateLine(expanded, values, count);
  if (result.error != nullptr) return error(line, result.token, "invalid line directive");
  if (count < 2) values[1] = string_;
  goToLine(line);
  if (lineBegun_ || line == openComment_.begin) return;  // the latter goes on, and never ends
  output_ += "#line " + std::to_string(values[0]) + ' ' + std::to_string(values[1]);
  lineBegun_ = true;
  lineOffset_ = values[0] - (line + 1);
  string_ = values[1];
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
    Macro& macro = macros_[keep(name)];
    macro.predefined = true;
    Token one;
    one.kind = Kind::Number;
    one.text = "1";
    one.space = true;
    macro.body.push_back(one);
  }
  ActiveSource source(*this);
  Expander expander(*this, source, 0);
  for (Token token = expander.read(); token.kind != Kind::End && !stopped_; token = expander.read()) {
    if (token.kind != Kind::Newline) emit(token);
  }
  if (openComment_.end != 0 && !stopped_) {
    error(openComment_.end, "EOF while in a comment", "unexpected end of file found in comment");
  }
  if (!conditionals_.empty() && !stopped_) error(conditionals_.back().line, "#if", "unterminated conditional");
  output_ += '\n';
  return !failed_;
}

}  // namespace
}  // namespace sw::pp

bool sw::preprocess(std::string_view text, int version, const std::vector<std::string>& macros, std::string& output,
                    std::string& log, OpenComment openComment) {
  pp::Preprocessor preprocessor(text, version, output, log, openComment);
  return preprocessor.run(macros);
}
