// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Code as a list of instructions, for passes over what a FunctionBuilder has written.

#pragma once

#include <utility>
#include <vector>

#include "wasm/function_builder.h"

namespace sw::wasm {

/// An instruction of a stretch.
struct Token {
  Opcode op;
  uint32_t begin = 0, end = 0;  // bytes; 0, 0: made here, a get or set of a local
  uint32_t operand = 0;         // of a local, a label or a call
  Join join = Join::None;       // of `if` and br_if
};

inline bool isLocal(const Token& token) { return infoOf(token.op).immediate == Immediate::Local; }
inline bool opensConstruct(Opcode op) { return op == Opcode::Block || op == Opcode::Loop || op == Opcode::If; }

std::vector<Token> readTokens(const Stretch& stretch);
/// How many values an instruction takes and leaves.
std::pair<size_t, size_t> operandsOf(const ModuleBuilder& module, const Token& token);

/// The same code with short statements: what a tee keeps, and what many instructions have computed, waits in a local
/// rather than on the operand stack. What is below it there is computed later than before, where that makes no
/// difference. Empty when something in it is not understood.
std::vector<Token> withShortStatements(FunctionBuilder& f, const std::vector<Token>& tokens);

}  // namespace sw::wasm
