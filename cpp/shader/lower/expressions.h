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
  std::unordered_map<long long, Place> locals = {};
  std::unordered_map<long long, Place> samplerPlaces = {};  // of locals with samplers that have a place of their own
};

/// Is:   expressions of the tree, evaluated: values, and the places that they name.
///       expression.cpp   operators, assignments    constructor.cpp   constructors        call.cpp   calls
///       place.cpp        symbols, indices          texture.cpp       texture functions
/// Owns: nothing.
/// Asks: code, types, places, the interface, functions (which one a call means), and for the names of locals.
class Expressions {
 public:
  Expressions(IrCode& code, Types& types, Places& places, Interface& interface, Functions& functions)
      : code_(code), types_(types), places_(places), interface_(interface), functions_(functions) {}

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

  bool isPlace(const glslang::TIntermTyped* node);
  bool place(const glslang::TIntermTyped* node, Place& result);
  bool placeOf(const glslang::TIntermTyped* node, bool ofSamplers, Place& result);
  bool symbolPlace(const glslang::TIntermSymbol& symbol, bool ofSamplers, Place& result);
  bool elementPlace(const glslang::TIntermBinary& node, Place& result);

  IrCode& code_;
  Types& types_;
  Places& places_;
  Interface& interface_;
  Functions& functions_;
  LocalNames* names_ = nullptr;
};

}  // namespace sw::lowering
