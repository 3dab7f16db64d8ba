// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include "shader/lower/expressions.h"

namespace sw::lowering {

/// Is:   functions, statement by statement, and control flow.
/// Owns: the names of the function that is being lowered.
/// Asks: code, types, l-values, the interface (what main does first and last), expressions.
class Statements {
 public:
  Statements(IrCode& code, Types& types, LValues& lValues, Interface& interface, Expressions& expressions)
      : code_(code), types_(types), lValues_(lValues), interface_(interface), expressions_(expressions) {}

  /// globalInitialisers: of main alone.
  void lowerFunction(const FunctionRequest& request, const glslang::TIntermSequence* globalInitialisers);

 private:
  void declareParameters(const FunctionRequest& request, const TIntermNode* body);
  void emitReturn(const Cells& value);
  void statement(const TIntermNode* node);
  void dispatch(const TIntermNode& node);
  void statementList(const TIntermNode* node);
  void declareBefore(const TIntermNode* list, uint32_t index);
  void ifStatement(const glslang::TIntermSelection& node);
  void loopStatement(const glslang::TIntermLoop& node);
  void switchStatement(const glslang::TIntermSwitch& node);
  void branchStatement(const glslang::TIntermBranch& node);
  void breakUnless(const glslang::TIntermTyped& condition);

  IrCode& code_;
  Types& types_;
  LValues& lValues_;
  Interface& interface_;
  Expressions& expressions_;
  LocalNames* names_ = nullptr;
};

}  // namespace sw::lowering
