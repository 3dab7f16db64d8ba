// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// L-values from the tree: a symbol, then indices, members and swizzles.

#include <algorithm>

#include "shader/lower/expressions.h"

namespace sw::lowering {

using namespace glslang;

bool Expressions::isLValue(const TIntermTyped* node) {
  for (;;) {
    node = folded(node);
    if (const TIntermSymbol* symbol = node->getAsSymbolNode()) {
      return specialInput(*symbol) == SpecialInput::None && symbol->getConstArray().size() == 0;
    }
    if (const TIntermConstantUnion* constant = node->getAsConstantUnion()) return constant->getType().isArray();
    const TIntermBinary* binary = node->getAsBinaryNode();
    if (!binary) return false;
    switch (binary->getOp()) {
      case EOpIndexDirect:
      case EOpIndexIndirect:
      case EOpIndexDirectStruct:
      case EOpVectorSwizzle: node = binary->getLeft(); break;
      default: return false;
    }
  }
}

bool Expressions::lValue(const TIntermTyped* node, LValue& result) {
  return lValueOf(node, node->getType().containsSampler(), result);
}

/// `ofSamplers`: what is looked for is a sampler or holds one.
bool Expressions::lValueOf(const TIntermTyped* node, bool ofSamplers, LValue& result) {
  node = folded(node);
  if (const TIntermSymbol* symbol = node->getAsSymbolNode()) return symbolLValue(*symbol, ofSamplers, result);
  if (const TIntermConstantUnion* constant = node->getAsConstantUnion()) {
    result = lValues_.constantLValue(*constant);
    return true;
  }
  const TIntermBinary* binary = node->getAsBinaryNode();
  if (!binary) {
    code_.fail("unimplemented: an l-value of this form");
    return false;
  }
  const bool found = code_.descend("expression too complex") && lValueOf(binary->getLeft(), ofSamplers, result);
  code_.ascend();
  return found && elementLValue(*binary, result);
}

/// A parameter may be in two l-values: its samplers are those of a uniform, and the rest is its own.
bool Expressions::symbolLValue(const TIntermSymbol& symbol, bool ofSamplers, LValue& result) {
  if (const auto found = names_->samplerLValues.find(symbol.getId());
      ofSamplers && found != names_->samplerLValues.end()) {
    result = found->second;
    return true;
  }
  const auto local = names_->locals.find(symbol.getId());
  if (local != names_->locals.end()) {
    result = local->second;
    return true;
  }
  const TStorageQualifier storage = symbol.getQualifier().storage;
  if (storage != EvqTemporary && storage != EvqConstReadOnly && storage != EvqConst) {
    return interface_.globalLValue(symbol, result);
  }
  // The scope plan has every local, so this is a name outside of all statements: an initialiser of a global.
  result = lValues_.declareLocal(symbol.getName().c_str(), types_.glslType(symbol.getType()));
  names_->locals[symbol.getId()] = result;
  return !code_.failed();
}

/// From the l-value of the left side to that of the whole: an index, a member or a swizzle further.
bool Expressions::elementLValue(const TIntermBinary& node, LValue& result) {
  const TIntermConstantUnion* constant = node.getRight()->getAsConstantUnion();
  switch (node.getOp()) {
    case EOpIndexDirect:
      if (!constant) break;
      lValues_.indexConstant(result, static_cast<uint32_t>(std::max(constant->getConstArray()[0].getIConst(), 0)));
      return true;
    case EOpIndexIndirect: lValues_.indexDynamic(result, evaluateScalar(node.getRight())); return !code_.failed();
    case EOpIndexDirectStruct:
      if (!constant) break;
      lValues_.selectMember(result, static_cast<uint32_t>(constant->getConstArray()[0].getIConst()));
      return true;
    case EOpVectorSwizzle: {
      std::vector<uint32_t> components;
      for (const TIntermNode* component : node.getRight()->getAsAggregate()->getSequence()) {
        components.push_back(static_cast<uint32_t>(component->getAsConstantUnion()->getConstArray()[0].getIConst()));
      }
      lValues_.swizzle(result, components);
      return true;
    }
    default: break;
  }
  code_.fail("unimplemented: an l-value of this form");
  return false;
}

}  // namespace sw::lowering
