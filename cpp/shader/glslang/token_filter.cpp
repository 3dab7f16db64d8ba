// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/glslang/token_filter.h"

#include <glslang/MachineIndependent/ParseHelper.h>
// After ParseHelper.h, whose types it uses.
#include <glslang/MachineIndependent/glslang_tab.cpp.h>

#include <algorithm>
#include <deque>
#include <iterator>
#include <set>
#include <string>
#include <unordered_map>

#include "shader/glslang/parse_context.h"
#include "shader/glslang/qualifier_rules.h"
#include "shader/glslang/reserved_words.h"
#include "shader/glslang/token_kinds.h"
#include "support/deadline.h"

int yylex(YYSTYPE* value, glslang::TParseContext& context);  // glslang's scanner

namespace sw {
namespace {

TokenFilter* activeFilter = nullptr;  // the built-ins are parsed without one

/// The scanner's part of a semantic value.
using Lexeme = decltype(YYSTYPE::lex);

struct Token {
  int kind = 0;
  Lexeme lex = {};
};

bool isName(const Token& token) {
  return (token.kind == IDENTIFIER || token.kind == TYPE_NAME) && token.lex.string != nullptr;
}

std::string_view nameOf(const Token& token) { return {token.lex.string->c_str(), token.lex.string->size()}; }

/// Levels of structs in a struct type: one that holds only basic types has 1.
int structLevels(const glslang::TType& type) {
  if (!type.isStruct()) return 0;
  int deepest = 0;
  for (const glslang::TTypeLoc& member : *type.getStruct()) deepest = std::max(deepest, structLevels(*member.type));
  return deepest + 1;
}

constexpr size_t kMaxMembers = 16383;
/// What compilers after us take long for: engines look at all locals of a function at each loop, for one.
constexpr uint32_t kMaxLoops = 2048;
constexpr uint32_t kMaxLabels = 16384;
/// Of a struct, those of its members' types among them. Whatever walks a type takes as long as it has of these.
constexpr uint32_t kMaxStructFields = 65536;
/// Of all types that the shader names, each as often as it names it or a variable of it.
constexpr uint64_t kMaxNamedFields = 4u << 20;
constexpr int kMaxStructLevels = 4;  // WebGL 1.0, "Maximum Nesting of Structures in GLSL Shaders"

}  // namespace

struct TokenFilter::Impl {
  explicit Impl(ShaderParseContext& context) : context(context), qualifiers(context) {
    membersHead.init();
    previousWhere.init();
  }

  int next(YYSTYPE& value);
  Token scan();
  Token read();
  void correctWord(Token& token);
  bool checkBounds(const Token& token);
  void checkName(const Token& token);
  void checkSwitch(const Token& token);
  void checkMembers(const Token& token);
  uint32_t fieldsOf(const glslang::TType& type);
  void countFields(const Token& token);
  bool isGlobalName(std::string_view name);
  bool isBuiltInFunction(std::string_view name);
  void checkDeclarations(const Token& token);
  void checkInvariant(const Token& token);
  void checkRedeclaration(const Token& token);
  void trackBraces(const Token& token);
  void correctPlace(Token& token);
  void checkArrayType(const Token& token);
  void rewrite(const Token& token);
  void reject(const Token& token, const char* reason, const char* text) { context.reject(token.lex.loc, reason, text); }
  void checkConst(const Token& token);
  bool inMembers() const { return !braceIsMembers.empty() && braceIsMembers.back(); }

  ShaderParseContext& context;
  QualifierRules qualifiers;
  DepthBound depth;
  uint32_t tokens = 0;
  int previous = 0;
  int beforePrevious = 0;
  bool stopped = false;
  std::deque<Token> ahead;   // scanned, not yet looked at
  std::deque<Token> output;  // for the parser

  std::vector<bool> braceIsMembers;  // per open brace: of a struct or an interface block
  bool membersEnded = false;         // the last brace that was closed was one of these
  int parentheses = 0;
  std::vector<glslang::TSourceLoc> callers;  // per open parenthesis: the token before it

  // The head of a switch statement, until its brace.
  bool switchHead = false;
  int switchParentheses = 0;
  bool expectLabel = false;  // the token after the brace of a switch
  bool inLabel = false;      // between `case` or `default` and its colon
  int labelTernaries = 0;
  bool afterLabel = false;  // the token after a label

  std::set<std::string_view> memberNames;  // in the pool; of the struct or block that is read, or was last
  std::vector<Token> redefined;            // members of the block that may not be global names
  bool membersOfBlock = false;
  glslang::TSourceLoc membersHead;  // `struct`, or the name of the block
  glslang::TSourceLoc previousWhere;
  int brackets = 0;  // inside members
  std::unordered_map<const glslang::TTypeList*, uint32_t> knownFields;
  uint64_t namedFields = 0;
  uint32_t loops = 0;
  uint32_t labels = 0;
  uint64_t structFields = 0;  // of the struct or block that is read, so far
  uint32_t memberFields = 1;  // of the type that its members have here

  int storageKind = 0;           // the storage qualifier of the declaration that is being read
  bool inLayout = false;         // from `layout` to its closing parenthesis
  bool inInvariant = false;      // from `invariant` to its semicolon
  bool inRedeclaration = false;  // from gl_ClipDistance or gl_CullDistance to the end of its declarator
  InvariantInputs invariantInputs;
  std::map<std::string, int> globalLines;

  // GLSL ES 1.00: names of the parameters of the function whose outermost block is being read.
  std::vector<std::string> parameters;
  std::string_view lastName;  // in the pool, with a zero behind it
  bool inDeclaration = false;
  bool previousWasLabel = false;
};

Token TokenFilter::Impl::scan() {
  YYSTYPE value;
  value.lex = {};  // the scanner leaves `symbol` alone behind a dot
  Token token;
  token.kind = yylex(&value, context);
  token.lex = value.lex;
  return token;
}

/// glslang's keywords that are names in GLSL ES, and words that it reserves and GLSL ES does not.
void TokenFilter::Impl::correctWord(Token& token) {
  const char* word = context.takeMisjudgedWord();
  if (token.kind == SHARED) word = "shared";
  if (token.kind == CASE && context.version == 100) word = "case";
  if (word != nullptr) {
    token.kind = IDENTIFIER;
    token.lex.string = glslang::NewPoolTString(word);
    token.lex.symbol = context.symbolTable.find(*token.lex.string);
  }
  // `struct {...} S`: a variable that hides the type.
  if (token.kind == TYPE_NAME && previous == RIGHT_BRACE && membersEnded) token.kind = IDENTIFIER;
  // A type that a shader has given such a name. (mat2x2 and its like are names in 1.00, but glslang's scanner takes
  // them for types already and does not look.)
  const bool isDeclared = previous == STRUCT || isTypeKeyword(previous) || (previous == RIGHT_BRACE && membersEnded);
  if (token.kind != IDENTIFIER || previous == DOT || isDeclared) return;
  const glslang::TVariable* variable = token.lex.symbol != nullptr ? token.lex.symbol->getAsVariable() : nullptr;
  if (variable != nullptr && variable->isUserType()) token.kind = TYPE_NAME;
}

Token TokenFilter::Impl::read() {
  if (!ahead.empty()) {
    const Token token = ahead.front();
    ahead.pop_front();
    return token;
  }
  Token token = scan();
  correctWord(token);
  return token;
}

bool TokenFilter::Impl::checkBounds(const Token& token) {
  if (++tokens > kMaxTokens) {
    context.stop("Shader is too long after preprocessing.");
    return false;
  }
  if (!depth.add(depthKindOf(token.kind, previous))) {
    context.stop("Expression too complex.");
    return false;
  }
  if ((token.kind == FOR || token.kind == WHILE) && ++loops > kMaxLoops) {
    context.stop("Too many loops in the shader (limit is 2048).");
    return false;
  }
  if (token.kind == CASE && ++labels > kMaxLabels) {
    context.stop("Too many labels in the switches of the shader (limit is 16384).");
    return false;
  }
  return true;
}

void TokenFilter::Impl::checkName(const Token& token) {
  const std::string_view name = nameOf(token);
  if (isReservedWord(name, context.version)) {
    reject(token, "Illegal use of reserved word", token.lex.string->c_str());
  } else if (name == "samplerExternalOES") {
    reject(token, "syntax error", token.lex.string->c_str());  // a keyword to browsers, with its extension and without
  } else if (name.starts_with("gl_") && (previous == STRUCT || inMembers())) {
    reject(token, "reserved built-in name", token.lex.string->c_str());  // glslang sees to all other names
  } else if (name.starts_with("webgl_") || name.starts_with("_webgl_")) {
    // WebGL 1.0, "Reserved names".
    reject(token, "identifiers starting with \"webgl_\" and \"_webgl_\" are reserved", token.lex.string->c_str());
  } else if (name.find("__") != name.npos) {
    // WebGL 1.0, "Double-Underscore in Shader Identifiers", has begun to allow them; shader-with-reserved-words of the
    // same suite refuses them in GLSL ES 1.00, and browsers in both versions.
    reject(token, "identifiers containing two consecutive underscores (__) are reserved as possible future keywords",
           token.lex.string->c_str());
  } else if (inLayout && (name == "packed" || name == "shared")) {
    // WebGL 2.0, "Uniform block matching": std140 is the only layout.
    reject(token, "Only std140 layout is allowed in WebGL", token.lex.string->c_str());
  }
}

/// GLSL ES 3.00.6 section 6.2: "No statements are allowed in a switch statement before the first case statement".
void TokenFilter::Impl::checkSwitch(const Token& token) {
  afterLabel = false;
  if (expectLabel) {
    expectLabel = false;
    if (token.kind != CASE && token.kind != DEFAULT && token.kind != RIGHT_BRACE) {
      reject(token, "statement before the first label", "switch");
    }
  }
  if (token.kind == SWITCH) {
    switchHead = true;
    switchParentheses = 0;
  } else if (switchHead) {
    if (token.kind == LEFT_PAREN) ++switchParentheses;
    if (token.kind == RIGHT_PAREN) --switchParentheses;
    if (token.kind == LEFT_BRACE && switchParentheses == 0) {
      switchHead = false;
      expectLabel = true;
    }
    if (token.kind == SEMICOLON) switchHead = false;
  }
  if (token.kind == CASE || token.kind == DEFAULT) {
    inLabel = true;
    labelTernaries = 0;
  } else if (inLabel) {
    if (token.kind == QUESTION) ++labelTernaries;
    if (token.kind == COLON && labelTernaries-- == 0) {
      inLabel = false;
      afterLabel = true;
    }
  }
}

/// Of a struct or a block; glslang does not see all of it, and names other lines than browsers.
void TokenFilter::Impl::checkMembers(const Token& token) {
  if (token.kind == STRUCT) membersHead = token.lex.loc;
  if (token.kind == LEFT_BRACE) {
    memberNames.clear();
    redefined.clear();
    structFields = 0;
    membersOfBlock = previous != STRUCT && beforePrevious != STRUCT;
    if (inMembers() && membersOfBlock) membersHead = previousWhere;
  }
  if (previous == RIGHT_BRACE && membersOfBlock && braceIsMembers.empty()) {
    if (token.kind == IDENTIFIER) context.noteBlockInstance(token.lex.loc);
    if (token.kind == SEMICOLON) {  // no instance name: the members are global names
      for (const Token& name : redefined)
        reject(name, "redefinition of an interface block member name", name.lex.string->c_str());
    }
    membersOfBlock = false;
  }
  if (token.kind == LEFT_BRACKET) ++brackets;
  if (token.kind == RIGHT_BRACKET) --brackets;
  if (!inMembers()) brackets = 0;
  if (!inMembers() || parentheses > 0 || brackets > 0 || token.kind != IDENTIFIER) return;
  const bool again = !memberNames.insert(nameOf(token)).second;
  if (again) context.reject(membersHead, "Duplicate field name in structure", token.lex.string->c_str());
  if (membersOfBlock && (again || isGlobalName(nameOf(token)))) redefined.push_back(token);
  structFields += memberFields;
  if (structFields > kMaxStructFields) {
    reject(token, "Too many fields in the struct and its members (limit is 65536)", "struct");
    stopped = true;
  }
  if (memberNames.size() <= kMaxMembers) return;
  reject(token, "Too many fields in the struct (limit is 16383)", "struct");
  stopped = true;
}

/// Members of a struct and of the structs in it.
uint32_t TokenFilter::Impl::fieldsOf(const glslang::TType& type) {
  if (!type.isStruct()) return 1;
  const auto [known, isNew] = knownFields.try_emplace(type.getStruct(), 0);
  if (!isNew) return known->second;
  uint64_t fields = 0;
  for (const glslang::TTypeLoc& member : *type.getStruct()) fields += fieldsOf(*member.type);
  return knownFields[type.getStruct()] = uint32_t(std::min<uint64_t>(fields, kMaxStructFields + 1));
}

/// glslang walks a type where it is named, and where a variable of it is.
void TokenFilter::Impl::countFields(const Token& token) {
  if (inMembers() && isTypeKeyword(token.kind)) memberFields = 1;
  if ((token.kind != TYPE_NAME && token.kind != IDENTIFIER) || token.lex.symbol == nullptr) return;
  const glslang::TVariable* variable = token.lex.symbol->getAsVariable();
  if (variable == nullptr || !variable->getType().isStruct()) return;
  const uint32_t fields = fieldsOf(variable->getType());
  if (token.kind == TYPE_NAME && inMembers()) memberFields = fields;
  namedFields += fields;
  if (namedFields <= kMaxNamedFields) return;
  context.stop("Too many fields in the structs of all declarations and expressions (limit is 4194304).");
  stopped = true;
}

/// Whether the shader has declared a global or a function of this name.
bool TokenFilter::Impl::isGlobalName(std::string_view name) {
  bool builtIn = false;
  const glslang::TString text(name.data(), name.size());
  if (context.symbolTable.find(text, &builtIn) != nullptr && !builtIn) return true;
  glslang::TVector<const glslang::TFunction*> functions;
  context.symbolTable.findFunctionNameList(text + "(", functions, builtIn);
  return !functions.empty() && !builtIn;
}

bool TokenFilter::Impl::isBuiltInFunction(std::string_view name) {
  glslang::TVector<const glslang::TFunction*> functions;
  bool builtIn = false;
  context.symbolTable.findFunctionNameList(glslang::TString(name.data(), name.size()) + "(", functions, builtIn);
  return !functions.empty() && builtIn;
}

void TokenFilter::Impl::checkDeclarations(const Token& token) {
  if (token.kind == STRUCT && parentheses > 0 && braceIsMembers.empty()) {
    reject(token, "Function parameter type cannot be a structure definition", "struct");
  }
  checkConst(token);
  if (token.kind == TYPE_NAME && inMembers() && token.lex.symbol != nullptr &&
      structLevels(token.lex.symbol->getType()) + 1 > kMaxStructLevels) {
    reject(token, "reference of struct type exceeds maximum allowed nesting level of 4", token.lex.string->c_str());
    stopped = true;  // each further level could double what there is to walk
  }
  // glslang asks this of variables only.
  if (token.kind == LEFT_PAREN && previous == IDENTIFIER && braceIsMembers.empty() && lastName.starts_with("gl_")) {
    reject(token, "identifiers starting with \"gl_\" are reserved", std::string(lastName).c_str());
  }
  // GLSL ES 3.00.6 section 6.1: built-in functions can be neither redefined nor overloaded. Everything else may have
  // their names, since what a shader declares is in a scope inside theirs (section 4.2.2).
  const bool returnType = isTypeKeyword(beforePrevious) || beforePrevious == VOID || beforePrevious == RIGHT_BRACKET;
  if (context.version >= 300 && token.kind == LEFT_PAREN && previous == IDENTIFIER && returnType &&
      braceIsMembers.empty() && parentheses == 1 && isBuiltInFunction(lastName)) {
    reject(token, "Name of a built-in function cannot be redeclared as function", lastName.data());
  }
  // A block that goes by the name of a function: glslang looks for a variable of that name, and takes it as found.
  if (token.kind == LEFT_BRACE && previous == IDENTIFIER && beforePrevious != STRUCT && braceIsMembers.size() == 1) {
    glslang::TVector<const glslang::TFunction*> functions;
    bool builtIn = false;
    context.symbolTable.findFunctionNameList(glslang::TString(lastName.data(), lastName.size()) + "(", functions,
                                             builtIn);
    if (!functions.empty() && !builtIn) {
      reject(token, "redefinition", lastName.data());
      stopped = true;
    }
  }
  // glslang gives the parameters of GLSL ES 1.00 a scope of their own; browsers do not.
  if (context.version != 100) return;
  const size_t braces = braceIsMembers.size();
  if (braces == 0) {
    if (token.kind == LEFT_PAREN) parameters.clear();
    const bool ends = token.kind == COMMA || token.kind == RIGHT_PAREN || token.kind == LEFT_BRACKET;
    if (ends && previous == IDENTIFIER) parameters.emplace_back(lastName);
  } else if (braces == 1 && parentheses == 0 && !inMembers()) {
    const bool afterType = isTypeKeyword(previous);
    if (afterType && token.kind == IDENTIFIER) inDeclaration = true;
    if (token.kind == SEMICOLON) inDeclaration = false;
    if (token.kind == IDENTIFIER && (afterType || (inDeclaration && previous == COMMA)) &&
        std::find(parameters.begin(), parameters.end(), nameOf(token)) != parameters.end()) {
      reject(token, "redefinition", token.lex.string->c_str());
    }
  }
}

/// Where `const` may not stand glslang says so, and still folds what it stands for as if that had a value: not so far.
void TokenFilter::Impl::checkConst(const Token& token) {
  if (token.kind == CONST && inMembers()) {
    reject(token, "cannot use storage or interpolation qualifiers on structure members", "const");
    stopped = true;
  }
  if (parentheses > 0) return;  // parameters may be `const in`
  const bool storage = token.kind == CONST || token.kind == UNIFORM || token.kind == IN || token.kind == OUT ||
                       token.kind == INOUT || token.kind == VARYING || token.kind == ATTRIBUTE;
  const bool block = token.kind == LEFT_BRACE && inMembers() && previous != STRUCT && beforePrevious != STRUCT;
  if (block && storageKind == CONST) {
    reject(token, "interface blocks cannot be const", "const");
    stopped = true;
  }
  if (token.kind == SEMICOLON || token.kind == LEFT_BRACE || token.kind == RIGHT_BRACE) storageKind = 0;
  if (!storage) return;
  if (storageKind != 0 && storageKind != token.kind && (storageKind == CONST || token.kind == CONST)) {
    reject(token, "too many storage qualifiers", token.kind == CONST ? "const" : "");
    stopped = true;
  }
  storageKind = token.kind;
}

/// GLSL ES 1.00.17 section 4.6.1 lists what may be invariant; only a name is in question here.
void TokenFilter::Impl::checkInvariant(const Token& token) {
  if (token.kind == INVARIANT) inInvariant = true;
  if (token.kind == SEMICOLON) inInvariant = false;
  if (!inInvariant || token.kind != IDENTIFIER) return;
  const std::string_view name = nameOf(token);
  if (name == "gl_FrontFacing") reject(token, "Cannot be qualified as invariant.", "invariant");
  if (name == "gl_FragCoord") invariantInputs.fragCoord = true;
  if (name == "gl_PointCoord") invariantInputs.pointCoord = true;
}

/// ANGLE_clip_cull_distance: both arrays may be redeclared with a size. The parser declares a name when it has seen the
/// comma or semicolon behind it.
void TokenFilter::Impl::checkRedeclaration(const Token& token) {
  const bool global = braceIsMembers.empty() && parentheses == 0;
  const bool declarator = global && token.kind == IDENTIFIER && (isTypeKeyword(previous) || previous == COMMA);
  const bool declares = declarator && context.hasClipDistances() &&
                        (nameOf(token) == "gl_ClipDistance" || nameOf(token) == "gl_CullDistance");
  const bool ends = inRedeclaration && (previous == SEMICOLON || previous == COMMA);
  if (declares != inRedeclaration && (declares || ends)) {
    inRedeclaration = declares;
    context.allowRedeclaration(declares);
  }
}

void TokenFilter::Impl::trackBraces(const Token& token) {
  switch (token.kind) {
    case LEFT_BRACE:
      braceIsMembers.push_back(previous == IDENTIFIER || previous == TYPE_NAME || previous == STRUCT);
      parentheses = 0;
      break;
    case RIGHT_BRACE:
      membersEnded = inMembers();
      if (!braceIsMembers.empty()) braceIsMembers.pop_back();
      parentheses = 0;
      break;
    case LEFT_PAREN: ++parentheses; break;
    case RIGHT_PAREN:
      if (parentheses > 0) --parentheses;
      break;
  }
}

/// glslang says where a call or a declaration of a function ends: browsers say where its name is.
void TokenFilter::Impl::correctPlace(Token& token) {
  if (token.kind == LEFT_PAREN) callers.push_back(previousWhere);
  if (token.kind != RIGHT_PAREN || callers.empty()) return;
  token.lex.loc = callers.back();
  callers.pop_back();
}

/// In GLSL ES 1.00 browsers take `float[2] a` as parameters and members, and nowhere else.
void TokenFilter::Impl::checkArrayType(const Token& token) {
  if (context.version != 100 || token.kind != LEFT_BRACKET || previous == IDENTIFIER) return;
  const bool parameter = braceIsMembers.empty() && parentheses == 1;
  if (parameter || (inMembers() && parentheses == 0)) context.allowArrayType(previousWhere);
}

/// Puts the token, or what stands for it, into the output.
void TokenFilter::Impl::rewrite(const Token& token) {
  Token zero = token, semicolon = token;
  zero.kind = INTCONSTANT;
  zero.lex.i = 0;
  semicolon.kind = SEMICOLON;
  // glslang drops empty statements, and then misses one after the last label: every label gets `0;` behind it.
  if (previousWasLabel && token.kind != CASE && token.kind != DEFAULT && token.kind != RIGHT_BRACE) {
    output.push_back(zero);
    output.push_back(semicolon);
  }
  // glslang forgets a unary plus, and so what it may not stand before. Two minus signs are the same to the bit.
  if (token.kind == PLUS && !endsOperand(previous)) {
    Token minus = token;
    minus.kind = DASH;
    output.push_back(minus);
    output.push_back(minus);
    return;
  }
  output.push_back(token);
  if (token.kind != IDENTIFIER || nameOf(token) != "length") return;
  bool rename = inMembers();
  if (!rename) {
    ahead.push_front(read());
    const bool called = ahead.front().kind == LEFT_PAREN;
    if (previous == DOT) {
      rename = !called;
    } else if (token.lex.symbol == nullptr || token.lex.symbol->getAsFunction() != nullptr) {
      // An unqualified member of a block without an instance name.
      glslang::TSymbol* member = context.symbolTable.find(glslang::TString(kLengthMember.data()));
      rename = member != nullptr;
      if (rename) output.back().lex.symbol = member;
      if (rename && called) reject(token, "function name expected", "length");
    }
  }
  if (rename) output.back().lex.string = glslang::NewPoolTString(kLengthMember.data());
}

int TokenFilter::Impl::next(YYSTYPE& value) {
  if (output.empty()) {
    if (stopped) return 0;
    spendCompiling();
    Token token = read();
    if (token.kind == 0) return 0;
    context.markCode();
    if (!checkBounds(token)) {
      stopped = true;
      return 0;
    }
    if (token.kind == LAYOUT) inLayout = true;
    if (token.kind == RIGHT_PAREN) inLayout = false;
    if (isName(token)) checkName(token);
    if (token.kind == FOR) context.noteFor(token.lex.loc);
    previousWasLabel = afterLabel;
    checkSwitch(token);
    trackBraces(token);
    qualifiers.add(token.kind, token.lex.loc, {braceIsMembers.empty(), inMembers(), parentheses});
    checkArrayType(token);
    countFields(token);
    checkMembers(token);
    if (stopped) return 0;
    checkDeclarations(token);
    checkInvariant(token);
    checkRedeclaration(token);
    if (stopped) return 0;
    correctPlace(token);
    rewrite(token);
    beforePrevious = previous;
    previous = token.kind;
    previousWhere = token.lex.loc;
    if (token.kind == IDENTIFIER) {
      lastName = nameOf(token);
      if (braceIsMembers.empty() && parentheses == 0)
        globalLines.try_emplace(std::string(lastName), token.lex.loc.line);
    }
  }
  const Token token = output.front();
  output.pop_front();
  value.lex = token.lex;
  return token.kind;
}

TokenFilter::TokenFilter(ShaderParseContext& context) : impl_(std::make_unique<Impl>(context)) { activeFilter = this; }
TokenFilter::~TokenFilter() { activeFilter = nullptr; }
int TokenFilter::next(void* value) { return impl_->next(*static_cast<YYSTYPE*>(value)); }
InvariantInputs TokenFilter::invariantInputs() const { return impl_->invariantInputs; }
const std::map<std::string, int>& TokenFilter::globalLines() const { return impl_->globalLines; }

}  // namespace sw

int swNextToken(YYSTYPE* value, glslang::TParseContext& context) {
  return sw::activeFilter != nullptr ? sw::activeFilter->next(value) : yylex(value, context);
}
