// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/glslang/tree.h"

namespace sw {

using namespace glslang;

namespace {

/// No chain of calls in the shader is looked into: any call counts.
bool hasSideEffects(const TIntermNode* node, int depth) {
  if (node == nullptr) return false;
  if (depth > kMaxWalkDepth) return true;
  const auto inside = [&](const TIntermNode* child) { return hasSideEffects(child, depth + 1); };
  if (const TIntermBinary* binary = node->getAsBinaryNode()) {
    return binary->modifiesState() || inside(binary->getLeft()) || inside(binary->getRight());
  }
  if (const TIntermUnary* unary = node->getAsUnaryNode()) return unary->modifiesState() || inside(unary->getOperand());
  if (const TIntermSelection* selection = node->getAsSelectionNode()) {
    return inside(selection->getCondition()) || inside(selection->getTrueBlock()) || inside(selection->getFalseBlock());
  }
  const TIntermAggregate* aggregate = node->getAsAggregate();
  if (aggregate == nullptr) return false;
  if (aggregate->getOp() == EOpFunctionCall || aggregate->getOp() == EOpModf || aggregate->modifiesState()) return true;
  for (const TIntermNode* child : aggregate->getSequence()) {
    if (inside(child)) return true;
  }
  return false;
}

}  // namespace

const TIntermTyped* foldedOperand(const TIntermTyped& node) {
  const TIntermNode* operand = nullptr;
  if (const TIntermSelection* selection = node.getAsSelectionNode()) {
    const TIntermConstantUnion* known = selection->getCondition()->getAsConstantUnion();
    if (known == nullptr || node.getBasicType() == EbtVoid) return nullptr;
    operand = known->getConstArray()[0].getBConst() ? selection->getTrueBlock() : selection->getFalseBlock();
  } else if (const TIntermAggregate* comma = node.getAsAggregate(); comma != nullptr && comma->getOp() == EOpComma) {
    if (comma->getSequence().size() != 2 || hasSideEffects(comma->getSequence()[0], 0)) return nullptr;
    operand = comma->getSequence()[1];
  }
  const TIntermTyped* typed = operand != nullptr ? const_cast<TIntermNode*>(operand)->getAsTyped() : nullptr;
  return typed != nullptr && typed->getQualifier().storage == EvqTemporary ? typed : nullptr;
}

const TIntermTyped* folded(const TIntermTyped* node) {
  while (const TIntermTyped* operand = foldedOperand(*node)) node = operand;
  return node;
}

const TIntermSymbol* baseSymbol(const TIntermTyped* node) {
  for (;;) {
    node = folded(node);
    const TIntermBinary* binary = node->getAsBinaryNode();
    if (binary == nullptr) return node->getAsSymbolNode();
    node = binary->getLeft();
  }
}

}  // namespace sw
