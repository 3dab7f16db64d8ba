// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Expressions of #if and #elif: 32-bit integers, GLSL ES 3.00.6 section 3.4.

#pragma once

#include <string_view>
#include <vector>

#include "shader/frontend/preprocessor_token.h"

namespace sw::pp {

inline constexpr size_t kMaxExpressionTokens = 4096;

struct ExpressionResult {
  int value = 0;
  const char* error = nullptr;
  std::string_view token;  // where the error is
};

ExpressionResult evaluateExpression(const std::vector<Token>& tokens);

/// One or two expressions side by side, as #line has them. `count` tells how many there are.
ExpressionResult evaluateLine(const std::vector<Token>& tokens, int values[2], int& count);

/// A decimal, octal or hexadecimal integer that fits into 32 bits.
bool parseInteger(std::string_view text, int& value);

/// Whether it is an integer that does not.
bool integerOverflows(std::string_view text);

}  // namespace sw::pp
