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
#define declareBlock(...)      \
  swDeclareBlock(__VA_ARGS__); \
  void declareBlock(__VA_ARGS__)
#define declareVariable(...)      \
  swDeclareVariable(__VA_ARGS__); \
  TIntermNode* declareVariable(__VA_ARGS__)
#define handleFunctionDeclarator(...)      \
  swHandleFunctionDeclarator(__VA_ARGS__); \
  TFunction* handleFunctionDeclarator(__VA_ARGS__)
#define variableCheck(...)      \
  swVariableCheck(__VA_ARGS__); \
  void variableCheck(__VA_ARGS__)
#define wrapupSwitchSubsequence(...)      \
  swWrapupSwitchSubsequence(__VA_ARGS__); \
  void wrapupSwitchSubsequence(__VA_ARGS__)
#include <glslang/MachineIndependent/ParseHelper.h>
#include <glslang/MachineIndependent/localintermediate.h>
#undef addComma
#undef handleFunctionCall
#undef declareBlock
#undef declareVariable
#undef handleFunctionDeclarator
#undef variableCheck
#undef wrapupSwitchSubsequence

#include "shader/glslang/parse_context.h"
#include "shader/glslang/variable_size.h"

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

/// A function of an extension that the context has not is none: its name is free. Of main() glslang asks what it takes
/// and returns where it is defined, and not of a prototype.
TFunction* TParseContext::swHandleFunctionDeclarator(const TSourceLoc& where, TFunction& function, bool prototype) {
  auto& context = *static_cast<sw::ShaderParseContext*>(this);
  // GLSL ES 3.00.6 section 4.1.7: samplers are function parameters and uniforms, and nothing else.
  if (function.getType().containsOpaque()) {
    error(where, "samplers can't be function return values", function.getName().c_str(), "");
  }
  // GLSL ES 3.00.6 section 6.1.
  if (prototype && function.getName() == "main") {
    if (function.getParamCount() > 0) error(where, "function cannot take any parameter(s)", "main", "");
    if (function.getType().getBasicType() != EbtVoid) error(where, "main function cannot return a value", "main", "");
  }
  bool builtIn = false;
  const TSymbol* symbol = symbolTable.find(function.getMangledName(), &builtIn);
  context.hideBuiltIns(symbol != nullptr && builtIn && !context.hasBuiltIn(*symbol));
  TFunction* result = handleFunctionDeclarator(where, function, prototype);
  context.hideBuiltIns(false);
  return result;
}

/// glslang lets expressions name a function and no more, for the sake of SPIR-V.
void TParseContext::swVariableCheck(TIntermTyped*& node) {
  const TIntermSymbol* symbol = node->getAsSymbolNode();
  if (symbol != nullptr && symbol->getBasicType() == EbtFunction) {
    error(node->getLoc(), "variable expected", symbol->getName().c_str(), "");
  }
  variableCheck(node);
}

/// glslang compares a label with each one before it.
void TParseContext::swWrapupSwitchSubsequence(TIntermAggregate* statements, TIntermNode* branchNode) {
  TIntermBranch* branch = branchNode != nullptr ? branchNode->getAsBranchNode() : nullptr;
  TIntermConstantUnion* label =
      branch != nullptr && branch->getExpression() != nullptr ? branch->getExpression()->getAsConstantUnion() : nullptr;
  TIntermSequence& sequence = *switchSequenceStack.back();
  auto& context = *static_cast<sw::ShaderParseContext*>(this);
  if (sequence.empty()) context.beginLabels(switchSequenceStack.size());
  if (label == nullptr) return wrapupSwitchSubsequence(statements, branchNode);
  wrapupSwitchSubsequence(statements, nullptr);
  if (!context.addLabel(switchSequenceStack.size(), label->getConstArray()[0].getIConst())) {
    error(branchNode->getLoc(), "duplicated value", "case", "");
  }
  sequence.push_back(branchNode);
}

/// The name of a block is a symbol whose type is a block without a list of members. Whoever walks the members of a type
/// finds an empty one.
void TParseContext::swDeclareBlock(const TSourceLoc& where, TTypeList& members, const TString* instance,
                                   TArraySizes* sizes) {
  declareBlock(where, members, instance, sizes);
  TSymbol* symbol = symbolTable.find(*blockName);
  TVariable* variable = symbol != nullptr ? symbol->getAsVariable() : nullptr;
  if (variable == nullptr || variable->isReadOnly()) return;
  TType& type = variable->getWritableType();
  if (type.isStruct() && type.getStruct() == nullptr) type.setStruct(new TTypeList);
}

/// Variables that nothing names are not in the tree.
TIntermNode* TParseContext::swDeclareVariable(const TSourceLoc& where, TString& name, const TPublicType& type,
                                              TArraySizes* arraySizes, TIntermTyped* initializer) {
  // glslang asks this of what is no array.
  if ((arraySizes != nullptr || type.arraySizes != nullptr) && symbolTable.atGlobalLevel()) {
    bool builtIn = false;
    TVector<const TFunction*> functions;
    symbolTable.findFunctionNameList(name + "(", functions, builtIn);
    if (!functions.empty() && !builtIn) error(where, "redefinition", name.c_str(), "");
  }
  TIntermNode* result = declareVariable(where, name, type, arraySizes, initializer);
  const TSymbol* symbol = symbolTable.find(name);
  if (symbol == nullptr || symbol->getAsVariable() == nullptr) return result;
  const char* reason = sw::variableSizeError(symbol->getType(), language);
  if (reason != nullptr) {
    error(where, reason, name.c_str(), "");
  } else if (sw::isPrivate(symbol->getType(), language)) {
    static_cast<sw::ShaderParseContext*>(this)->addPrivateCells(sw::cellCount(symbol->getType()));
  } else {
    static_cast<sw::ShaderParseContext*>(this)->addSharedCells(sw::cellCount(symbol->getType()));
  }
  return result;
}

}  // namespace glslang
