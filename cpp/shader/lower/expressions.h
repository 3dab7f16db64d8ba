// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <unordered_map>

#include "shader/lower/functions.h"
#include "shader/lower/interface.h"
#include "shader/lower/scopes.h"

namespace sw::lowering {

/// What the names of the function that is being lowered stand for.
struct LocalNames {
  const ScopePlan& plan;
  bool isMain = false;
  std::unordered_map<long long, LValue> locals = {};
  /// Of locals with samplers that have one of their own.
  std::unordered_map<long long, LValue> samplerLValues = {};
};

/// Is:   expressions of the tree, evaluated: values, and the l-values that they name.
///       expression.cpp: operators, assignments; l_value_expressions.cpp: symbols, indices; constructor.cpp:
///       constructors; call.cpp: calls; texture.cpp: texture functions
/// Owns: nothing.
/// Asks: code, types, l-values, the interface, functions (which one a call means), and for the names of locals.
class Expressions {
 public:
  Expressions(IrCode& code, Types& types, LValues& lValues, Interface& interface, Functions& functions)
      : code_(code), types_(types), lValues_(lValues), interface_(interface), functions_(functions) {}

  void setNames(LocalNames* names) { names_ = names; }

  Cells evaluate(const glslang::TIntermTyped* node);
  ir::ValueId evaluateScalar(const glslang::TIntermTyped* node) { return evaluate(node)[0]; }

 private:
  Cells dispatch(const glslang::TIntermTyped& node);
  Cells unary(const glslang::TIntermUnary& node);
  Cells binary(const glslang::TIntermBinary& node);
  Cells aggregate(const glslang::TIntermAggregate& node);
  Cells ternary(const glslang::TIntermSelection& node);
  void voidTernary(const glslang::TIntermSelection& node);
  Cells shortCircuit(const glslang::TIntermBinary& node);
  Cells assignment(const glslang::TIntermBinary& node);
  Cells increment(const glslang::TIntermUnary& node);
  Cells indexValue(const glslang::TIntermBinary& node);
  Cells call(const glslang::TIntermAggregate& node);
  Cells construct(const glslang::TIntermAggregate& node);
  Cells texture(const glslang::TIntermAggregate& node);

  bool isLValue(const glslang::TIntermTyped* node);
  bool lValue(const glslang::TIntermTyped* node, LValue& result);
  bool lValueOf(const glslang::TIntermTyped* node, bool ofSamplers, LValue& result);
  bool symbolLValue(const glslang::TIntermSymbol& symbol, bool ofSamplers, LValue& result);
  bool elementLValue(const glslang::TIntermBinary& node, LValue& result);

  IrCode& code_;
  Types& types_;
  LValues& lValues_;
  Interface& interface_;
  Functions& functions_;
  LocalNames* names_ = nullptr;
};

}  // namespace sw::lowering
