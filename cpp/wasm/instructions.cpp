// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "wasm/instructions.h"

#include <algorithm>
#include <cstring>

#include "support/assert.h"
#include "wasm/byte_reader.h"
#include "wasm/module_builder.h"

namespace sw::wasm {

std::vector<Token> readTokens(const Stretch& stretch) {
  std::vector<Token> tokens;
  ByteReader reader(stretch.code);
  size_t nextJoin = 0;
  while (!reader.atEnd()) {
    Token token{.op = {}, .begin = uint32_t(reader.position())};
    token.op = reader.opcode();
    const Immediate immediate = infoOf(token.op).immediate;
    if (immediate == Immediate::Local || immediate == Immediate::Label || immediate == Immediate::Function) {
      token.operand = uint32_t(reader.number());
    } else if (immediate == Immediate::CallIndirect) {
      token.operand = uint32_t(reader.number());
      reader.skip(1);
    } else if (immediate == Immediate::BlockType) {
      token.operand = reader.byte();
    } else {
      reader.skipImmediates(token.op);
    }
    token.end = uint32_t(reader.position());
    if (nextJoin < stretch.joins.size() && stretch.joins[nextJoin].position == token.begin) {
      token.join = stretch.joins[nextJoin++].join;
    }
    tokens.push_back(token);
  }
  return tokens;
}

std::pair<size_t, size_t> operandsOf(const ModuleBuilder& module, const Token& token) {
  switch (token.op) {
    case Opcode::LocalGet:
    case Opcode::GlobalGet: return {0, 1};
    case Opcode::LocalTee: return {1, 1};
    case Opcode::LocalSet:
    case Opcode::GlobalSet:
    case Opcode::Drop:
    case Opcode::BrIf:
    case Opcode::If: return {1, 0};
    case Opcode::Select: return {3, 1};
    case Opcode::Call: {
      const Type& type = module.typeOf(Function{token.operand});
      return {type.params.size(), type.results.size()};
    }
    case Opcode::CallIndirect: {
      const Type& type = module.type(TypeIndex{token.operand});
      return {type.params.size() + 1, type.results.size()};
    }
    default: break;
  }
  const char* signature = infoOf(token.op).signature;
  if (*signature == '?') return {0, 0};
  const size_t operands = size_t(std::strchr(signature, ':') - signature);
  return {operands, std::strlen(signature) - operands - 1};
}

namespace {

/// So many instructions become a statement of their own, even amid an expression.
constexpr uint32_t kLongExpression = 12;

class Shortener {
 public:
  Shortener(FunctionBuilder& f, const std::vector<Token>& tokens) : f_(f), in_(tokens) {}

  std::vector<Token> run() {
    stacks_.emplace_back();
    for (const Token& token : in_) {
      if (!take(token)) return {};
    }
    return stacks_.size() == 1 && stacks_[0].empty() ? std::move(out_) : std::vector<Token>();
  }

 private:
  struct Entry {
    std::vector<Token> code;
    ValType type;
    uint32_t operations = 0;
    bool reads = false;  // memory
  };

  bool take(const Token& token) {
    std::vector<Entry>& stack = stacks_.back();
    switch (token.op) {
      case Opcode::LocalGet: return push({{token}, f_.typeOf(Local{token.operand}), 0, false});
      case Opcode::GlobalGet: return push({{token}, f_.module().typeOf(Global{token.operand}), 0, false});
      case Opcode::LocalTee: {
        if (stack.empty()) return false;
        const ValType type = stack.back().type;
        if (!finish(1, {.op = Opcode::LocalSet, .operand = token.operand})) return false;
        return push({{{.op = Opcode::LocalGet, .operand = token.operand}}, type, 0, false});
      }
      case Opcode::LocalSet:
      case Opcode::GlobalSet:
      case Opcode::Drop:
      case Opcode::BrIf: return finish(1, token);
      case Opcode::Br:
      case Opcode::Return:
      case Opcode::Unreachable: return stack.empty() && finish(0, token);
      case Opcode::Select: return stack.size() >= 3 && compute(3, stack[stack.size() - 2].type, token);
      case Opcode::Call: return call(f_.module().typeOf(Function{token.operand}), 0, token);
      case Opcode::CallIndirect: return call(f_.module().type(TypeIndex{token.operand}), 1, token);
      case Opcode::Block:
      case Opcode::Loop:
      case Opcode::If: {
        constexpr uint32_t kNoResult = 0x40;
        const size_t operands = token.op == Opcode::If ? 1 : 0;
        if (token.operand != kNoResult || stack.size() < operands) return false;
        for (size_t i = 0; i + operands < stack.size(); ++i) settle(stack[i]);
        if (!finish(operands, token)) return false;
        stacks_.emplace_back();
        return true;
      }
      case Opcode::Else:
      case Opcode::End:
        if (!stack.empty() || stacks_.size() == 1) return false;
        out_.push_back(token);
        if (token.op == Opcode::End) stacks_.pop_back();
        return true;
      default: break;
    }
    const char* signature = infoOf(token.op).signature;
    if (*signature == '?') return false;
    const auto [operands, results] = operandsOf(f_.module(), token);
    return results == 0 ? finish(operands, token) : compute(operands, typeOfLetter(signature[operands + 1]), token);
  }

  bool push(Entry entry) {
    stacks_.back().push_back(std::move(entry));
    return true;
  }

  /// An instruction with one result.
  bool compute(size_t operands, ValType type, const Token& token) {
    std::vector<Entry>& stack = stacks_.back();
    if (stack.size() < operands) return false;
    Entry entry{{},
                type,
                1,
                infoOf(token.op).immediate == Immediate::Memory || infoOf(token.op).immediate == Immediate::MemoryLane};
    for (size_t i = stack.size() - operands; i < stack.size(); ++i) {
      entry.code.insert(entry.code.end(), stack[i].code.begin(), stack[i].code.end());
      entry.operations += stack[i].operations;
      entry.reads |= stack[i].reads;
    }
    entry.code.push_back(token);
    stack.resize(stack.size() - operands);
    stack.push_back(std::move(entry));
    if (stack.back().operations >= kLongExpression) settle(stack.back());
    return true;
  }

  bool call(const Type& type, size_t more, const Token& token) {
    const size_t operands = type.params.size() + more;
    const bool isPure = token.op == Opcode::Call;
    if (type.results.size() == 1 && isPure) {
      if (!compute(operands, type.results[0], token)) return false;
      stacks_.back().back().operations += kLongExpression / 2;
      return true;
    }
    if (!finish(operands, token)) return false;
    std::vector<Entry> results;
    for (size_t i = type.results.size(); i-- > 0;) {
      const Local local = f_.addLocal(type.results[i]);
      out_.push_back({.op = Opcode::LocalSet, .operand = local.index});
      results.push_back({{{.op = Opcode::LocalGet, .operand = local.index}}, type.results[i], 0, false});
    }
    for (size_t i = results.size(); i-- > 0;) push(std::move(results[i]));
    return true;
  }

  /// Writes an entry's code, whose value goes to a local.
  void settle(Entry& entry) {
    if (entry.operations == 0 && entry.code[0].op != Opcode::LocalGet) return;  // a constant
    const Local local = f_.addLocal(entry.type);
    out_.insert(out_.end(), entry.code.begin(), entry.code.end());
    out_.push_back({.op = Opcode::LocalSet, .operand = local.index});
    entry.code = {{.op = Opcode::LocalGet, .operand = local.index}};
    entry.operations = 0;
    entry.reads = false;
  }

  /// Writes an instruction without result, with its operands; first what it would change on the stack below.
  bool finish(size_t operands, const Token& token) {
    std::vector<Entry>& stack = stacks_.back();
    if (stack.size() < operands) return false;
    const bool setsLocal = token.op == Opcode::LocalSet;
    for (size_t i = 0; i + operands < stack.size(); ++i) {
      bool changes = stack[i].reads && !setsLocal;
      for (const Token& part : stack[i].code) {
        changes |= setsLocal && part.op == Opcode::LocalGet && part.operand == token.operand;
        changes |= token.op == Opcode::GlobalSet && part.op == Opcode::GlobalGet;
      }
      if (changes) settle(stack[i]);
    }
    for (size_t i = stack.size() - operands; i < stack.size(); ++i) {
      out_.insert(out_.end(), stack[i].code.begin(), stack[i].code.end());
    }
    stack.resize(stack.size() - operands);
    out_.push_back(token);
    return true;
  }

  FunctionBuilder& f_;
  const std::vector<Token>& in_;
  std::vector<std::vector<Entry>> stacks_;  // one for each construct that is open
  std::vector<Token> out_;
};

}  // namespace

std::vector<Token> withShortStatements(FunctionBuilder& f, const std::vector<Token>& tokens) {
  return Shortener(f, tokens).run();
}

}  // namespace sw::wasm
