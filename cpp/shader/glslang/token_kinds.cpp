// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/glslang/token_kinds.h"

#include <glslang/MachineIndependent/ParseHelper.h>
// After ParseHelper.h, whose types it uses.
#include <glslang/MachineIndependent/glslang_tab.cpp.h>

namespace sw {
namespace {

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

}  // namespace

DepthBound::Kind depthKindOf(int token, int previous) {
  using Kind = DepthBound::Kind;
  switch (token) {
    case LEFT_PAREN: return opensCall(previous) ? Kind::OpenCall : Kind::Open;
    case LEFT_BRACKET: return Kind::OpenCall;
    case RIGHT_PAREN:
    case RIGHT_BRACKET: return Kind::Close;
    case COMMA: return Kind::Comma;
    case SEMICOLON: return Kind::EndOfStatement;
    case LEFT_BRACE:
    case RIGHT_BRACE: return Kind::Brace;
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

bool endsOperand(int kind) {
  switch (kind) {
    case IDENTIFIER:
    case TYPE_NAME:
    case RIGHT_PAREN:
    case RIGHT_BRACKET:
    case INTCONSTANT:
    case UINTCONSTANT:
    case FLOATCONSTANT:
    case BOOLCONSTANT:
    case INC_OP:
    case DEC_OP: return true;
  }
  return false;
}

bool isTypeKeyword(int kind) {
  switch (kind) {
    case TYPE_NAME:
    case FLOAT:
    case INT:
    case UINT:
    case BOOL:
    case VEC2:
    case VEC3:
    case VEC4:
    case IVEC2:
    case IVEC3:
    case IVEC4:
    case UVEC2:
    case UVEC3:
    case UVEC4:
    case BVEC2:
    case BVEC3:
    case BVEC4:
    case MAT2:
    case MAT3:
    case MAT4:
    case MAT2X2:
    case MAT2X3:
    case MAT2X4:
    case MAT3X2:
    case MAT3X3:
    case MAT3X4:
    case MAT4X2:
    case MAT4X3:
    case MAT4X4: return true;
  }
  return false;
}

}  // namespace sw
