// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/frontend/preprocessor_expression.h"

#include <algorithm>
#include <cstdint>

namespace sw::pp {
namespace {

constexpr int kMaxDepth = 256;  // of parentheses and unary operators

struct BinaryOperator {
  std::string_view text;
  int precedence;
};
constexpr BinaryOperator kBinaryOperators[] = {
    {"||", 1}, {"&&", 2}, {"|", 3},  {"^", 4},  {"&", 5}, {"==", 6}, {"!=", 6}, {"<", 7},  {">", 7},
    {"<=", 7}, {">=", 7}, {"<<", 8}, {">>", 8}, {"+", 9}, {"-", 9},  {"*", 10}, {"/", 10}, {"%", 10},
};

/// Precedence climbing. What a short circuit leaves out is read but may do what it wants.
class Evaluator {
 public:
  explicit Evaluator(const std::vector<Token>& tokens) : tokens_(tokens) {}

  ExpressionResult run() {
    const int value = binary(0, true);
    if (result_.error == nullptr && at_ < tokens_.size()) fail("unexpected token after conditional expression");
    result_.value = value;
    return result_;
  }

  ExpressionResult runLine(int values[2], int& count) {
    count = 0;
    do {
      values[count++] = binary(0, true);
    } while (result_.error == nullptr && at_ < tokens_.size() && count < 2);
    if (result_.error == nullptr && at_ < tokens_.size()) fail("unexpected token after a line directive");
    return result_;
  }

 private:
  std::string_view text() const { return at_ < tokens_.size() ? tokens_[at_].text : std::string_view(); }

  int fail(const char* reason) {
    if (result_.error == nullptr) {
      result_.error = reason;
      result_.token = at_ < tokens_.size() ? tokens_[at_].text : std::string_view("conditional_expression");
    }
    at_ = tokens_.size();
    return 0;
  }

  int primary(bool live) {
    if (at_ >= tokens_.size()) return fail("unexpected end of a conditional expression");
    if (++depth_ > kMaxDepth) return fail("conditional expression is nested too deeply");
    const int value = unary(live);
    --depth_;
    return value;
  }

  int unary(bool live) {
    const Token& token = tokens_[at_];
    if (token.kind == Kind::Number) {
      int value = 0;
      if (!parseInteger(token.text, value)) return fail("invalid number in a conditional expression");
      ++at_;
      return value;
    }
    if (token.kind == Kind::Name) {
      // "Undefined identifiers not consumed by the defined operator do not default to '0'."
      if (live) return fail("undefined identifier in a conditional expression");
      ++at_;
      return 0;
    }
    if (token.is('(')) {
      ++at_;
      const int value = binary(0, live);
      if (text() != ")") return fail("unexpected token in conditional expression");
      ++at_;
      return value;
    }
    if (token.is('!') || token.is('~') || token.is('-') || token.is('+')) {
      const char op = token.text[0];
      ++at_;
      const uint32_t operand = uint32_t(primary(live));
      if (op == '!') return operand == 0;
      if (op == '~') return int(~operand);
      return op == '-' ? int(0u - operand) : int(operand);
    }
    return fail("unexpected token in conditional expression");
  }

  int binary(int above, bool live) {
    int left = primary(live);
    while (at_ < tokens_.size()) {
      const BinaryOperator* op = nullptr;
      for (const BinaryOperator& candidate : kBinaryOperators) {
        if (candidate.text == text()) op = &candidate;
      }
      if (op == nullptr || op->precedence <= above) return left;
      ++at_;
      const bool decided = (op->text == "||" && left != 0) || (op->text == "&&" && left == 0);
      const int right = binary(op->precedence, live && !decided);
      if (result_.error != nullptr) return 0;
      left = apply(op->text, left, right, live);
    }
    return left;
  }

  int apply(std::string_view op, int left, int right, bool live) {
    const uint32_t a = uint32_t(left), b = uint32_t(right);
    if (op == "||") return left != 0 || right != 0;
    if (op == "&&") return left != 0 && right != 0;
    if (op == "|") return int(a | b);
    if (op == "^") return int(a ^ b);
    if (op == "&") return int(a & b);
    if (op == "==") return left == right;
    if (op == "!=") return left != right;
    if (op == "<") return left < right;
    if (op == ">") return left > right;
    if (op == "<=") return left <= right;
    if (op == ">=") return left >= right;
    if (op == "+") return int(a + b);
    if (op == "-") return int(a - b);
    if (op == "*") return int(a * b);
    if (op == "<<" || op == ">>") {
      if (b > 31) return live ? fail("undefined shift in a conditional expression") : 0;
      return op == "<<" ? int(a << b) : left >> right;
    }
    if (right == 0) return live ? fail("division by zero") : 0;
    if (right == -1) return op == "/" ? int(0u - a) : 0;  // INT_MIN / -1 wraps
    return op == "/" ? left / right : left % right;
  }

  const std::vector<Token>& tokens_;
  size_t at_ = 0;
  int depth_ = 0;
  ExpressionResult result_;
};

constexpr uint64_t kMaxInteger = 0xffffffffu;

/// False where it is no integer. Beyond kMaxInteger the value is only that: beyond.
bool readInteger(std::string_view text, uint64_t& number) {
  uint32_t base = 10;
  if (text.size() > 2 && text[0] == '0' && (text[1] | 0x20) == 'x') {
    base = 16;
    text.remove_prefix(2);
  } else if (text.size() > 1 && text[0] == '0') {
    base = 8;
    text.remove_prefix(1);
  }
  if (!text.empty() && (text.back() | 0x20) == 'u') text.remove_suffix(1);
  if (text.empty()) return false;
  number = 0;
  for (char c : text) {
    uint32_t digit = 99;
    if (c >= '0' && c <= '9') digit = uint32_t(c - '0');
    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') digit = uint32_t((c | 0x20) - 'a' + 10);
    if (digit >= base) return false;
    number = std::min(number * base + digit, kMaxInteger + 1);
  }
  return true;
}

}  // namespace

ExpressionResult evaluateExpression(const std::vector<Token>& tokens) {
  if (tokens.size() > kMaxExpressionTokens) return {0, "conditional expression is too long", "#if"};
  return Evaluator(tokens).run();
}

ExpressionResult evaluateLine(const std::vector<Token>& tokens, int values[2], int& count) {
  if (tokens.size() > kMaxExpressionTokens) return {0, "line directive is too long", "#line"};
  return Evaluator(tokens).runLine(values, count);
}

bool parseInteger(std::string_view text, int& value) {
  uint64_t number = 0;
  if (!readInteger(text, number) || number > kMaxInteger) return false;
  value = int(uint32_t(number));
  return true;
}

bool integerOverflows(std::string_view text) {
  uint64_t number = 0;
  return readInteger(text, number) && number > kMaxInteger;
}

}  // namespace sw::pp
