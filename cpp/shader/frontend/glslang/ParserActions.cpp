// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Actions of the grammar that GLSL ES wants otherwise than glslang takes them. cmake/glslang.cmake lets the parser call
// swX where it says X; here glslang's headers are read as declaring both, so that ours can call the original.

#define addComma(...)      \
  swAddComma(__VA_ARGS__); \
  TIntermTyped* addComma(__VA_ARGS__)
#define handleFunctionCall(...)      \
  swHandleFunctionCall(__VA_ARGS__); \
  TIntermTyped* handleFunctionCall(__VA_ARGS__)
#define declareVariable(...)      \
  swDeclareVariable(__VA_ARGS__); \
  TIntermNode* declareVariable(__VA_ARGS__)
#include <glslang/MachineIndependent/ParseHelper.h>
#include <glslang/MachineIndependent/localintermediate.h>
#undef addComma
#undef handleFunctionCall
#undef declareVariable

#include "shader/frontend/parse_context.h"
#include "shader/frontend/variable_size.h"

namespace glslang {

namespace {

/// Or a comma, about whose operands there are rules.
class SideEffects : public TIntermTraverser {
 public:
  bool found = false;

  bool visitUnary(TVisit, TIntermUnary* node) override { return note(node->modifiesState()); }
  bool visitBinary(TVisit, TIntermBinary* node) override { return note(node->modifiesState()); }
  bool visitAggregate(TVisit, TIntermAggregate* node) override {
    const TOperator op = node->getOp();
    return note(node->modifiesState() || op == EOpFunctionCall || op == EOpModf || op == EOpComma);
  }

 private:
  bool note(bool has) {
    found |= has;
    return !found;
  }
};

}  // namespace

/// In GLSL ES 1.00 (1.00.17 section 5.10) commas may stand in constant expressions; in GLSL ES 3.00 (3.00.6 section
/// 4.3.3) they may not, and glslang follows the latter in both.
TIntermTyped* TIntermediate::swAddComma(TIntermTyped* left, TIntermTyped* right, const TSourceLoc& where) {
  if (getVersion() == 100 && left->getQualifier().isConstant() && right->getQualifier().isConstant()) return right;
  return addComma(left, right, where);
}

/// `a.length()` is a constant, for which glslang throws away what `a` does besides.
TIntermTyped* TParseContext::swHandleFunctionCall(const TSourceLoc& where, TFunction* function,
                                                  TIntermNode* arguments) {
  TIntermTyped* result = handleFunctionCall(where, function, arguments);
  if (function->getBuiltInOp() != EOpArrayLength || arguments == nullptr || result == nullptr ||
      result->getAsConstantUnion() == nullptr) {
    return result;
  }
  SideEffects effects;
  arguments->traverse(&effects);
  if (!effects.found) return result;
  return intermediate.addBuiltInFunctionCall(where, EOpArrayLength, true, arguments, TType(EbtInt));
}

/// Variables that nothing names are not in the tree. What is no built-in is parsed by a ShaderParseContext.
TIntermNode* TParseContext::swDeclareVariable(const TSourceLoc& where, TString& name, const TPublicType& type,
                                              TArraySizes* arraySizes, TIntermTyped* initializer) {
  TIntermNode* result = declareVariable(where, name, type, arraySizes, initializer);
  const TSymbol* symbol = parsingBuiltins ? nullptr : symbolTable.find(name);
  if (symbol == nullptr || symbol->getAsVariable() == nullptr) return result;
  const char* reason = sw::variableSizeError(symbol->getType(), language);
  if (reason != nullptr) {
    error(where, reason, name.c_str(), "");
  } else if (sw::isPrivate(symbol->getType(), language)) {
    static_cast<sw::ShaderParseContext*>(this)->addPrivateCells(sw::cellCount(symbol->getType()));
  }
  return result;
}

}  // namespace glslang
