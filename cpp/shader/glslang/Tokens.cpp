// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What glslang's scanner reads. Macros and conditionals are gone by then (shader/frontend/preprocessor.h): there is
// nothing to expand or to paste, and of directives there are those that preprocessor writes. cmake/glslang.cmake gives
// glslang's own function the name glslangTokenize.

#include <glslang/MachineIndependent/preprocessor/PpContext.h>
#include <glslang/MachineIndependent/preprocessor/PpTokens.h>

#include <cstring>

#include "support/assert.h"

namespace glslang {

namespace {

/// Not readCPPline(), which all other directives hang on.
enum class Directive : uint8_t { Version, Extension, Pragma, Line };

Directive directiveOf(const char* name) {
  switch (name[0]) {
    case 'v': return Directive::Version;
    case 'e': return Directive::Extension;
    case 'p': return Directive::Pragma;
    default: SW_ASSERT(name[0] == 'l'); return Directive::Line;
  }
}

}  // namespace

int TPpContext::tokenize(TPpToken& token) {
  const auto number = [&] {
    const bool negative = scanToken(&token) == '-';
    if (negative) scanToken(&token);
    return negative ? int(0u - uint32_t(token.ival)) : token.ival;
  };
  for (;;) {
    const int kind = scanToken(&token);
    switch (kind) {
      case EndOfInput:
      case PpAtomIdentifier:
      case PpAtomConstInt:
      case PpAtomConstUint:
      case PpAtomConstInt64:
      case PpAtomConstUint64:
      case PpAtomConstInt16:
      case PpAtomConstUint16:
      case PpAtomConstFloat:
      case PpAtomConstDouble:
      case PpAtomConstFloat16: return kind;
      case '\n': continue;
      case '#': {
        int last = scanToken(&token);
        switch (directiveOf(token.name)) {
          case Directive::Version: last = CPPversion(&token); break;
          case Directive::Extension: last = CPPextension(&token); break;
          case Directive::Pragma: last = CPPpragma(&token); break;
          case Directive::Line: {
            // "#line line string": of the line that follows.
            const int line = number();
            parseContext.setCurrentLine(parseContext.lineDirectiveShouldSetNextLine() ? line - 1 : line);
            parseContext.setCurrentString(number());
          }
        }
        while (last != '\n' && last != EndOfInput) last = scanToken(&token);
        continue;
      }
    }
    if (kind <= PpAtomMaxSingle) {
      token.name[0] = char(kind);
      token.name[1] = 0;
    } else {
      std::strcpy(token.name, atomStrings.getString(kind));
    }
    return kind;
  }
}

}  // namespace glslang
