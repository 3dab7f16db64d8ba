// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/glslang/qualifier_rules.h"

#include <glslang/MachineIndependent/ParseHelper.h>
// After ParseHelper.h, whose types it uses.
#include <glslang/MachineIndependent/glslang_tab.cpp.h>

#include "shader/glslang/parse_context.h"

namespace sw {

void QualifierRules::add(int token, const glslang::TSourceLoc& where, const Place& place) {
  const bool parameters = place.global && place.parentheses == 1 && !seen_.initializer;
  if (inLayout_) {
    if (token == RIGHT_PAREN) inLayout_ = false;
  } else {
    switch (token) {
      case LAYOUT:
        if (seen_.layout) {
          context_.reject(where, "The layout qualifier specified multiple times.", "layout");
        } else if (seen_.storage) {
          context_.reject(where, "Storage qualifiers have to be after layout qualifiers.", "layout");
        } else if (seen_.precision) {
          context_.reject(where, "Precision qualifiers have to be after layout qualifiers.", "layout");
        }
        seen_.layout = inLayout_ = true;
        break;
      case IN:
      case OUT:
        if (parameters) checkParameter(token, where);
        (token == IN ? seen_.in : seen_.out) = true;
        [[fallthrough]];
      case CONST:
      case INOUT:
      case UNIFORM:
      case ATTRIBUTE:
      case VARYING: seen_.storage = true; break;
      case CENTROID: seen_.storage = true; [[fallthrough]];
      case FLAT:
      case SMOOTH: seen_.interpolation = true; break;
      case HIGH_PRECISION:
      case MEDIUM_PRECISION:
      case LOW_PRECISION: seen_.precision = true; break;
      case INVARIANT: break;
      case SEMICOLON:
        if (place.parentheses == 0 && !place.members && seen_.storage && !seen_.layout && !seen_.other) {
          context_.reject(where, "declaration without a name", ";");
        }
        if (place.global && place.parentheses == 0 && seen_.interpolation && !seen_.in && !seen_.out) {
          context_.reject(where, "qualifier can only be used with in and out variables", "interpolation");
        }
        begin();
        break;
      case LEFT_BRACE:
      case RIGHT_BRACE: begin(); break;
      case LEFT_PAREN:
        if (parameters && previous_ == IDENTIFIER && (seen_.layout || seen_.interpolation)) {
          context_.reject(previousWhere_, "no qualifiers allowed for function return",
                          seen_.layout ? "layout" : "interpolation");
        }
        if (parameters) begin();
        break;
      case COMMA:
        if (parameters && previous_ == VOID) {
          context_.reject(previousWhere_, "cannot be a parameter type except for '(void)'", "void");
        }
        if (parameters) begin();
        break;
      case EQUAL: seen_.initializer = true; [[fallthrough]];
      default: seen_.other = true;
    }
  }
  previous_ = token;
  previousWhere_ = where;
}

void QualifierRules::checkParameter(int token, const glslang::TSourceLoc& where) {
  if (token == OUT ? seen_.in : seen_.out) {
    context_.reject(where, "invalid parameter qualifier", token == OUT ? "out" : "in");
  }
}

}  // namespace sw
