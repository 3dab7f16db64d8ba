// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/frontend/token_filter.h"

#include <glslang/MachineIndependent/ParseHelper.h>
// After ParseHelper.h, whose types it uses.
#include <glslang/MachineIndependent/glslang_tab.cpp.h>

#include <algorithm>
#include <iterator>

#include "shader/frontend/parse_context.h"

int yylex(YYSTYPE* value, glslang::TParseContext& context);  // glslang's scanner

namespace sw {
namespace {

TokenFilter* activeFilter = nullptr;  // the builtins are parsed without one

constexpr std::string_view kReserved100[] = {
    "asm",
    "cast",
    "class",
    "default",
    "double",
    "dvec2",
    "dvec3",
    "dvec4",
    "enum",
    "extern",
    "external",
    "fixed",
    "flat",
    "fvec2",
    "fvec3",
    "fvec4",
    "goto",
    "half",
    "hvec2",
    "hvec3",
    "hvec4",
    "inline",
    "input",
    "interface",
    "long",
    "namespace",
    "noinline",
    "output",
    "packed",
    "public",
    "sampler1D",
    "sampler1DShadow",
    "sampler2DRect",
    "sampler2DRectShadow",
    "sampler2DShadow",
    "sampler3D",
    "sampler3DRect",
    "short",
    "sizeof",
    "static",
    "superp",
    "switch",
    "template",
    "this",
    "typedef",
    "union",
    "unsigned",
    "using",
    "volatile",
};

constexpr std::string_view kReserved300[] = {
    "active",
    "asm",
    "atomic_uint",
    "attribute",
    "cast",
    "class",
    "coherent",
    "common",
    "double",
    "dvec2",
    "dvec3",
    "dvec4",
    "enum",
    "extern",
    "external",
    "filter",
    "fixed",
    "fvec2",
    "fvec3",
    "fvec4",
    "goto",
    "half",
    "hvec2",
    "hvec3",
    "hvec4",
    "iimage1D",
    "iimage1DArray",
    "iimage2D",
    "iimage2DArray",
    "iimage3D",
    "iimageBuffer",
    "iimageCube",
    "image1D",
    "image1DArray",
    "image1DArrayShadow",
    "image1DShadow",
    "image2D",
    "image2DArray",
    "image2DArrayShadow",
    "image2DShadow",
    "image3D",
    "imageBuffer",
    "imageCube",
    "inline",
    "input",
    "interface",
    "isampler1D",
    "isampler1DArray",
    "isampler2DMS",
    "isampler2DMSArray",
    "isampler2DRect",
    "isamplerBuffer",
    "long",
    "namespace",
    "noinline",
    "noperspective",
    "output",
    "partition",
    "patch",
    "public",
    "readonly",
    "resource",
    "restrict",
    "sample",
    "sampler1D",
    "sampler1DArray",
    "sampler1DArrayShadow",
    "sampler1DShadow",
    "sampler2DMS",
    "sampler2DMSArray",
    "sampler2DRect",
    "sampler2DRectShadow",
    "sampler3DRect",
    "samplerBuffer",
    "short",
    "sizeof",
    "static",
    "subroutine",
    "superp",
    "template",
    "this",
    "typedef",
    "uimage1D",
    "uimage1DArray",
    "uimage2D",
    "uimage2DArray",
    "uimage3D",
    "uimageBuffer",
    "uimageCube",
    "union",
    "unsigned",
    "usampler1D",
    "usampler1DArray",
    "usampler2DMS",
    "usampler2DMSArray",
    "usampler2DRect",
    "usamplerBuffer",
    "using",
    "varying",
    "volatile",
    "writeonly",
};
static_assert(std::is_sorted(std::begin(kReserved100), std::end(kReserved100)));
static_assert(std::is_sorted(std::begin(kReserved300), std::end(kReserved300)));

/// Whether a ( after this token holds the arguments of a call or constructor.
bool opensCall(int before) {
  switch (before) {
    case LEFT_PAREN:
    case LEFT_BRACE:
    case RIGHT_BRACE:
    case SEMICOLON:
    case COMMA:
    case COLON:
    case EQUAL:
    case RETURN:
    case IF:
    case FOR:
    case WHILE:
    case SWITCH:
    case BANG:
    case DASH:
    case TILDE:
    case PLUS:
    case STAR:
    case SLASH:
    case QUESTION: return false;
  }
  return true;
}

DepthBound::Kind kindOf(int token, int previous) {
  using Kind = DepthBound::Kind;
  switch (token) {
    case LEFT_PAREN: return opensCall(previous) ? Kind::OpenCall : Kind::Open;
    case LEFT_BRACKET: return Kind::OpenCall;
    case RIGHT_PAREN:
    case RIGHT_BRACKET: return Kind::Close;
    case COMMA: return Kind::Comma;
    case SEMICOLON: return Kind::EndOfStatement;
    case LEFT_BRACE: return Kind::OpenBrace;
    case RIGHT_BRACE: return Kind::CloseBrace;
    case ELSE: return Kind::Else;
    case IF:
    case FOR:
    case WHILE:
    case DO:
    case SWITCH: return Kind::Control;
    case DOT:
    case BANG:
    case DASH:
    case TILDE:
    case PLUS:
    case STAR:
    case SLASH:
    case PERCENT:
    case LEFT_ANGLE:
    case RIGHT_ANGLE:
    case VERTICAL_BAR:
    case CARET:
    case AMPERSAND:
    case QUESTION:
    case EQUAL:
    case ADD_ASSIGN:
    case SUB_ASSIGN:
    case MUL_ASSIGN:
    case DIV_ASSIGN:
    case MOD_ASSIGN:
    case LEFT_ASSIGN:
    case RIGHT_ASSIGN:
    case AND_ASSIGN:
    case OR_ASSIGN:
    case XOR_ASSIGN:
    case LEFT_OP:
    case RIGHT_OP:
    case AND_OP:
    case OR_OP:
    case XOR_OP:
    case EQ_OP:
    case NE_OP:
    case LE_OP:
    case GE_OP:
    case INC_OP:
    case DEC_OP: return Kind::Operator;
  }
  return Kind::Operand;
}

YYSTYPE& valueOf(void* value) { return *static_cast<YYSTYPE*>(value); }

}  // namespace

bool isReservedWord(std::string_view word, int version) {
  return version == 100 ? std::binary_search(std::begin(kReserved100), std::end(kReserved100), word)
                        : std::binary_search(std::begin(kReserved300), std::end(kReserved300), word);
}

uint32_t DepthBound::depthOf(const Frame& frame) const {
  return std::max(frame.best, frame.operators + frame.nested) + (frame.call ? 0 : frame.commas);
}

bool DepthBound::add(Kind kind) {
  Frame& top = frames_.back();
  switch (kind) {
    case Kind::Operand: break;
    case Kind::Operator: ++top.operators; break;
    case Kind::OpenCall:
    case Kind::Open: {
      ++top.operators;
      path_ += top.operators + top.commas;
      frames_.push_back({.call = kind == Kind::OpenCall});
      break;
    }
    case Kind::Close:
      if (frames_.size() > 1) {
        const uint32_t depth = depthOf(top);
        frames_.pop_back();
        Frame& outer = frames_.back();
        path_ -= outer.operators + outer.commas;
        outer.nested = std::max(outer.nested, depth);
      }
      break;
    case Kind::Comma:
      top.best = std::max(top.best, top.operators + top.nested);
      top.operators = top.nested = 0;
      if (!top.call && frames_.size() > 1) ++top.commas;
      break;
    case Kind::EndOfStatement:
    case Kind::OpenBrace:
    case Kind::CloseBrace:
    case Kind::Else: break;
    case Kind::Control: break;
  }
  if (path_ + depthOf(frames_.back()) > kMaxExpressionDepth) {
    tooDeep_ = "Expression too complex.";
    return false;
  }

  // Statements. A for's semicolons are inside its parentheses and end nothing.
  if (frames_.size() > 1 && kind != Kind::OpenBrace && kind != Kind::CloseBrace) return true;
  const auto dropChain = [&] {
    statementDepth_ -= chains_.back();
    chains_.back() = 0;
  };
  if (kind == Kind::OpenBrace || kind == Kind::CloseBrace || kind == Kind::EndOfStatement) {
    frames_.assign(1, {});
    path_ = 0;
  }
  switch (kind) {
    case Kind::OpenBrace:
      if (statementEnded_) dropChain();
      chains_.push_back(0);
      ++statementDepth_;
      statementEnded_ = true;
      break;
    case Kind::CloseBrace:
      dropChain();
      if (chains_.size() > 1) {
        chains_.pop_back();
        --statementDepth_;
      }
      statementEnded_ = true;
      break;
    case Kind::EndOfStatement: statementEnded_ = true; break;
    case Kind::Else:
    case Kind::Control:
      // After the end of a statement only an `else` goes on with what was begun.
      if (statementEnded_ && kind == Kind::Control) dropChain();
      statementEnded_ = false;
      ++chains_.back();
      ++statementDepth_;
      break;
    default:
      if (statementEnded_) dropChain();
      statementEnded_ = false;
  }
  if (statementDepth_ > kMaxStatementDepth) {
    tooDeep_ = "Statements are nested too deeply.";
    return false;
  }
  return true;
}

TokenFilter::TokenFilter(ShaderParseContext& context) : context_(context) { activeFilter = this; }
TokenFilter::~TokenFilter() { activeFilter = nullptr; }

/// One token of glslang's scanner, with its words corrected.
int TokenFilter::read(void* value) {
  YYSTYPE& token = valueOf(value);
  const int kind = yylex(&token, context_);
  if (const char* name = context_.takeMisjudgedWord()) {
    token.lex.string = glslang::NewPoolTString(name);
    return IDENTIFIER;
  }
  if (kind == SHARED && context_.version <= 300) {
    token.lex.string = glslang::NewPoolTString("shared");
    return IDENTIFIER;
  }
  if ((kind == IDENTIFIER || kind == TYPE_NAME) && token.lex.string != nullptr) {
    const std::string_view name(token.lex.string->c_str(), token.lex.string->size());
    if (isReservedWord(name, context_.version)) {
      context_.reject(token.lex.loc, "Illegal use of reserved word", token.lex.string->c_str());
    }
  }
  return kind;
}

bool TokenFilter::checkBounds(int token) {
  if (++tokens_ > kMaxTokens) {
    context_.stop("Shader is too long after preprocessing.");
    return false;
  }
  if (!depth_.add(kindOf(token, previous_))) {
    context_.stop(depth_.tooDeep());
    return false;
  }
  return true;
}

/// GLSL ES 3.00.6 section 6.2: "No statements are allowed in a switch statement before the first case statement".
bool TokenFilter::checkSwitch(int token, const void* value) {
  if (expectLabel_) {
    expectLabel_ = false;
    if (token != CASE && token != DEFAULT && token != RIGHT_BRACE) {
      context_.reject(static_cast<const YYSTYPE*>(value)->lex.loc, "statement before the first label", "switch");
    }
  }
  if (token == SWITCH) {
    switchHead_ = true;
    switchParentheses_ = 0;
  } else if (switchHead_) {
    if (token == LEFT_PAREN) ++switchParentheses_;
    if (token == RIGHT_PAREN && switchParentheses_ > 0) --switchParentheses_;
    if (token == LEFT_BRACE && switchParentheses_ == 0) {
      switchHead_ = false;
      expectLabel_ = true;
    }
    if (token == SEMICOLON) switchHead_ = false;
  }
  // `case 0: ;` glslang drops the empty statement and then misses one after the label. It gets `0;` for it.
  if (token == CASE || token == DEFAULT) {
    inLabel_ = true;
    labelTernaries_ = 0;
    return false;
  }
  if (!inLabel_) return false;
  if (token == QUESTION) ++labelTernaries_;
  if (token == COLON && labelTernaries_ > 0) {
    --labelTernaries_;
    return false;
  }
  if (previous_ == COLON && labelTernaries_ == 0) {
    inLabel_ = false;
    return token == SEMICOLON;
  }
  return false;
}

int TokenFilter::next(void* value) {
  YYSTYPE& token = valueOf(value);
  if (stopped_) return 0;
  if (pendingSemicolon_) {
    pendingSemicolon_ = false;
    return previous_ = SEMICOLON;
  }
  const int kind = read(value);
  if (kind == 0) return 0;
  if (!checkBounds(kind)) {
    stopped_ = true;
    return 0;
  }
  if (checkSwitch(kind, value)) {
    pendingSemicolon_ = true;
    token.lex.i = 0;
    return previous_ = INTCONSTANT;
  }
  return previous_ = kind;
}

}  // namespace sw

int swNextToken(YYSTYPE* value, glslang::TParseContext& context) {
  return sw::activeFilter != nullptr ? sw::activeFilter->next(value) : yylex(value, context);
}
