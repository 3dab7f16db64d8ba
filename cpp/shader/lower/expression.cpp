// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Operators. An expression is worth a branch when it has side effects, or is dear (a texture look-up, a long formula);
// otherwise both sides of ?:, && and || are evaluated and one result is selected.

#include "shader/lower/expressions.h"
#include "shader/lower/numbers.h"

namespace sw::lowering {

using namespace glslang;
using ir::Op;
using ir::Type;
using ir::ValueId;

namespace {

/// Whether evaluating the node has no side effect and costs at most `budget` nodes, which are taken from it.
bool isCheap(const TIntermTyped* node, int& budget) {
  if (!node || --budget < 0) return false;
  if (node->getAsSymbolNode() || node->getAsConstantUnion())
    return !node->getType().isArray() && !node->getType().isStruct();
  if (const TIntermBinary* binary = node->getAsBinaryNode()) {
    switch (binary->getOp()) {
      case EOpIndexDirect:
      case EOpIndexDirectStruct:
      case EOpVectorSwizzle:
        for (const TIntermTyped* base = binary->getLeft();;) {
          const TIntermBinary* inner = base->getAsBinaryNode();
          if (base->getAsSymbolNode()) return true;
          if (!inner) return isCheap(base, budget);
          if (inner->getOp() != EOpIndexDirect && inner->getOp() != EOpIndexDirectStruct &&
              inner->getOp() != EOpVectorSwizzle) {
            return isCheap(base, budget);
          }
          base = inner->getLeft();
        }
      case EOpAdd:
      case EOpSub:
      case EOpMul:
      case EOpVectorTimesScalar:
      case EOpAnd:
      case EOpInclusiveOr:
      case EOpExclusiveOr:
      case EOpLeftShift:
      case EOpRightShift:
      case EOpEqual:
      case EOpNotEqual:
      case EOpLessThan:
      case EOpGreaterThan:
      case EOpLessThanEqual:
      case EOpGreaterThanEqual:
      case EOpLogicalAnd:
      case EOpLogicalOr:
      case EOpLogicalXor: return isCheap(binary->getLeft(), budget) && isCheap(binary->getRight(), budget);
      case EOpDiv: budget -= 3; return isCheap(binary->getLeft(), budget) && isCheap(binary->getRight(), budget);
      default: return false;
    }
  }
  if (const TIntermUnary* unary = node->getAsUnaryNode()) {
    switch (unary->getOp()) {
      case EOpNegative:
      case EOpLogicalNot:
      case EOpVectorLogicalNot:
      case EOpBitwiseNot:
      case EOpConvNumeric:
      case EOpAbs:
      case EOpFloor:
      case EOpCeil:
      case EOpFract:
      case EOpAny:
      case EOpAll: return isCheap(unary->getOperand(), budget);
      default: return false;
    }
  }
  if (const TIntermAggregate* aggregate = node->getAsAggregate()) {
    const TOperator op = aggregate->getOp();
    const bool constructor =
        op > EOpConstructGuardStart && op < EOpConstructGuardEnd && !aggregate->getType().isArray();
    if (!constructor && op != EOpMin && op != EOpMax && op != EOpClamp && op != EOpStep) return false;
    for (const TIntermNode* child : aggregate->getSequence()) {
      if (!isCheap(child->getAsTyped(), budget)) return false;
    }
    return true;
  }
  if (const TIntermSelection* selection = node->getAsSelectionNode()) {
    return isCheap(selection->getCondition(), budget) &&
           isCheap(selection->getTrueBlock() ? selection->getTrueBlock()->getAsTyped() : nullptr, budget) &&
           isCheap(selection->getFalseBlock() ? selection->getFalseBlock()->getAsTyped() : nullptr, budget);
  }
  return false;
}

constexpr int kCheapNodes = 12;

}  // namespace

Cells Expressions::evaluate(const TIntermTyped* node) {
  Cells result;
  if (code_.descend("expression too complex")) {
    code_.moveTo(node->getLoc());
    result = dispatch(*node);
    if (code_.function().instrs.size() > (1u << 22)) code_.fail("shader too large");
  }
  code_.ascend();
  if (code_.failed()) {
    Cells harmless = types_.zeros(node->getType());
    // Callers index what the type promises, and one cell at least.
    if (harmless.empty()) harmless.push_back(code_.constant(Type::Bool, 0));
    return harmless;
  }
  return result;
}

Cells Expressions::dispatch(const TIntermTyped& node) {
  if (const TIntermConstantUnion* known = node.getAsConstantUnion()) {
    return types_.constantCells(known->getType(), known->getConstArray());
  }
  if (const TIntermSymbol* symbol = node.getAsSymbolNode()) {
    if (symbol->getConstArray().size() > 0) return types_.constantCells(symbol->getType(), symbol->getConstArray());
    const SpecialInput special = specialInput(*symbol);
    if (special != SpecialInput::None) return interface_.specialInputCells(special);
    LValue from;
    return lValue(symbol, from) ? lValues_.load(from) : types_.zeros(symbol->getType());
  }
  if (const TIntermUnary* operation = node.getAsUnaryNode()) return unary(*operation);
  if (const TIntermBinary* operation = node.getAsBinaryNode()) return binary(*operation);
  if (const TIntermAggregate* operation = node.getAsAggregate()) return aggregate(*operation);
  if (const TIntermSelection* selection = node.getAsSelectionNode()) return ternary(*selection);
  code_.fail("unimplemented: an expression of this kind");
  return types_.zeros(node.getType());
}

Cells Expressions::unary(const TIntermUnary& node) {
  const Type scalar = scalarType(node.getType());
  switch (node.getOp()) {
    case EOpPostIncrement:
    case EOpPostDecrement:
    case EOpPreIncrement:
    case EOpPreDecrement: return increment(node);
    case EOpNegative: return map(code_, Op::Neg, scalar, evaluate(node.getOperand()));
    case EOpLogicalNot:
    case EOpVectorLogicalNot: return map(code_, Op::LogicalNot, Type::Bool, evaluate(node.getOperand()));
    case EOpBitwiseNot: return map(code_, Op::BitNot, scalar, evaluate(node.getOperand()));
    case EOpConvNumeric:
    case EOpConstructInt:
    case EOpConstructUint:
    case EOpConstructBool:
    case EOpConstructFloat: {
      Cells result;
      for (const ValueId value : evaluate(node.getOperand())) result.push_back(convert(code_, value, scalar));
      return result;
    }
    case EOpCopyObject: return evaluate(node.getOperand());
    case EOpArrayLength: {
      evaluate(node.getOperand());  // for what it does besides
      const TType& type = node.getOperand()->getType();
      const int length = type.isArray()    ? type.getOuterArraySize()
                         : type.isMatrix() ? type.getMatrixCols()
                                           : type.getVectorSize();
      return Cells(code_.constantInt(length));
    }
    case EOpDeclare: return {};
    default: return builtin(code_, types_, node.getOp(), node.getType(), {evaluate(node.getOperand())}, node);
  }
}

Cells Expressions::increment(const TIntermUnary& node) {
  LValue target;
  if (!lValue(node.getOperand(), target)) return types_.zeros(node.getType());
  const Cells before = lValues_.load(target);
  const bool up = node.getOp() == EOpPostIncrement || node.getOp() == EOpPreIncrement;
  const Type scalar = scalarType(node.getType());
  const Cells after = map(code_, up ? Op::Add : Op::Sub, scalar, before, Cells(code_.one(scalar)));
  lValues_.store(target, after);
  return node.getOp() == EOpPostIncrement || node.getOp() == EOpPostDecrement ? before : after;
}

Cells Expressions::binary(const TIntermBinary& node) {
  switch (node.getOp()) {
    case EOpAssign:
    case EOpAddAssign:
    case EOpSubAssign:
    case EOpMulAssign:
    case EOpVectorTimesMatrixAssign:
    case EOpVectorTimesScalarAssign:
    case EOpMatrixTimesScalarAssign:
    case EOpMatrixTimesMatrixAssign:
    case EOpDivAssign:
    case EOpModAssign:
    case EOpAndAssign:
    case EOpInclusiveOrAssign:
    case EOpExclusiveOrAssign:
    case EOpLeftShiftAssign:
    case EOpRightShiftAssign: return assignment(node);
    case EOpIndexDirect:
    case EOpIndexIndirect:
    case EOpIndexDirectStruct:
    case EOpVectorSwizzle: return indexValue(node);
    case EOpComma: evaluate(node.getLeft()); return evaluate(node.getRight());
    case EOpLogicalAnd:
    case EOpLogicalOr: return shortCircuit(node);
    default: {
      const Cells left = evaluate(node.getLeft());
      const Cells right = evaluate(node.getRight());
      if (code_.failed()) return left;
      return arithmetic(code_, node.getOp(), left, node.getLeft()->getType(), right, node.getRight()->getType());
    }
  }
}

Cells Expressions::assignment(const TIntermBinary& node) {
  LValue target;
  if (!lValue(node.getLeft(), target)) return types_.zeros(node.getType());
  Cells value = evaluate(node.getRight());
  if (code_.failed()) return value;
  if (node.getOp() != EOpAssign) {
    value = arithmetic(code_, node.getOp(), lValues_.load(target), node.getLeft()->getType(), value,
                       node.getRight()->getType());
  }
  lValues_.store(target, value);
  return value;
}

/// An index, member or swizzle as a value: of an l-value where there is one, so that only what is needed is loaded.
Cells Expressions::indexValue(const TIntermBinary& node) {
  const TType& baseType = node.getLeft()->getType();
  if (isLValue(&node)) {
    LValue from;
    return lValue(&node, from) ? lValues_.load(from) : types_.zeros(node.getType());
  }
  const Cells base = evaluate(node.getLeft());
  if (code_.failed()) return base;
  if (node.getOp() == EOpVectorSwizzle) {
    Cells result;
    for (const TIntermNode* component : node.getRight()->getAsAggregate()->getSequence()) {
      result.push_back(base[static_cast<size_t>(component->getAsConstantUnion()->getConstArray()[0].getIConst())]);
    }
    return result;
  }
  if (node.getOp() == EOpIndexDirectStruct) {
    const size_t member = static_cast<size_t>(node.getRight()->getAsConstantUnion()->getConstArray()[0].getIConst());
    const TIntermSymbol* symbol = node.getLeft()->getAsSymbolNode();
    if (symbol && specialInput(*symbol) == SpecialInput::DepthRange) return Cells(base[member]);
    const ir::StructDef& def = code_.shader().structs[types_.structIndex(baseType)];
    size_t first = 0;
    for (size_t i = 0; i < member; ++i) first += types_.cellsOf(def.members[i].type);
    return base.slice(first, types_.cellsOf(def.members[member].type));
  }
  const size_t size = types_.cellsOf(types_.glslType(node.getType()));
  const size_t count = base.size() / size;
  if (const TIntermConstantUnion* known = node.getRight()->getAsConstantUnion()) {
    const size_t index = static_cast<size_t>(std::max(known->getConstArray()[0].getIConst(), 0));
    return base.slice(std::min(index, count - 1) * size, size);
  }
  if (baseType.isArray()) {
    const LValue copy = lValues_.declareLocal("indexed", types_.glslType(baseType));
    lValues_.store(copy, base);
    LValue element = copy;
    lValues_.indexDynamic(element, evaluateScalar(node.getRight()));
    return lValues_.load(element);
  }
  const ValueId index =
      code_.emit(Op::ClampIndex, Type::Uint, {evaluateScalar(node.getRight())}, static_cast<uint32_t>(count));
  Cells result = base.slice((count - 1) * size, size);
  for (size_t k = count - 1; k-- > 0;) {
    const ValueId isIt = code_.emit(Op::Eq, Type::Bool, {index, code_.constantUint(static_cast<uint32_t>(k))});
    result = map(code_, Op::Select, scalarType(node.getType()), Cells(isIt), base.slice(k * size, size), result);
  }
  return result;
}

Cells Expressions::ternary(const TIntermSelection& node) {
  const TIntermTyped* yes = node.getTrueBlock() ? node.getTrueBlock()->getAsTyped() : nullptr;
  const TIntermTyped* no = node.getFalseBlock() ? node.getFalseBlock()->getAsTyped() : nullptr;
  if (!yes || !no || node.getBasicType() == EbtVoid) {
    voidTernary(node);
    return {};
  }
  if (const TIntermConstantUnion* known = node.getCondition()->getAsConstantUnion()) {
    return evaluate(known->getConstArray()[0].getBConst() ? yes : no);
  }
  const ValueId condition = evaluateScalar(node.getCondition());
  int budget = kCheapNodes;
  if (isCheap(yes, budget) && isCheap(no, budget)) {
    const Cells a = evaluate(yes), b = evaluate(no);
    Cells result;
    if (code_.failed()) return a;
    for (size_t i = 0; i < a.size(); ++i)
      result.push_back(code_.emit(Op::Select, code_.typeOf(a[i]), {condition, a[i], b[i]}));
    return result;
  }
  const LValue result = lValues_.declareLocal("selected", types_.glslType(node.getType()));
  const ir::BlockId then = code_.b().newBlock(), otherwise = code_.b().newBlock();
  code_.b().emitControl(Op::If, std::span(&condition, 1), then, otherwise);
  BlockState state = code_.enterBlock(then);
  lValues_.store(result, evaluate(yes));
  code_.leaveBlock(state);
  state = code_.enterBlock(otherwise);
  lValues_.store(result, evaluate(no));
  code_.leaveBlock(state);
  return lValues_.load(result);
}

void Expressions::voidTernary(const TIntermSelection& node) {
  const auto run = [this](const TIntermNode* side) {
    if (side && side->getAsTyped() && !code_.failed()) evaluate(side->getAsTyped());
  };
  if (const TIntermConstantUnion* known = node.getCondition()->getAsConstantUnion()) {
    return run(known->getConstArray()[0].getBConst() ? node.getTrueBlock() : node.getFalseBlock());
  }
  const ValueId condition = evaluateScalar(node.getCondition());
  const ir::BlockId then = code_.b().newBlock(), otherwise = code_.b().newBlock();
  code_.b().emitControl(Op::If, std::span(&condition, 1), then, otherwise);
  BlockState state = code_.enterBlock(then);
  run(node.getTrueBlock());
  code_.leaveBlock(state);
  state = code_.enterBlock(otherwise);
  run(node.getFalseBlock());
  code_.leaveBlock(state);
}

Cells Expressions::shortCircuit(const TIntermBinary& node) {
  const bool isAnd = node.getOp() == EOpLogicalAnd;
  const ValueId left = evaluateScalar(node.getLeft());
  int budget = kCheapNodes;
  if (isCheap(node.getRight(), budget)) {
    return Cells(
        code_.emit(isAnd ? Op::LogicalAnd : Op::LogicalOr, Type::Bool, {left, evaluateScalar(node.getRight())}));
  }
  const LValue result = lValues_.declareLocal(isAnd ? "and" : "or", {.base = ir::BaseType::Bool});
  lValues_.store(result, Cells(left));
  const ir::BlockId more = code_.b().newBlock(), enough = code_.b().newBlock();
  code_.b().emitControl(Op::If, std::span(&left, 1), isAnd ? more : enough, isAnd ? enough : more);
  const BlockState state = code_.enterBlock(more);
  lValues_.store(result, Cells(evaluateScalar(node.getRight())));
  code_.leaveBlock(state);
  return lValues_.load(result);
}

Cells Expressions::aggregate(const TIntermAggregate& node) {
  const TOperator op = node.getOp();
  const TIntermSequence& children = node.getSequence();
  if (op == EOpFunctionCall) return call(node);
  if (op == EOpComma || op == EOpSequence || op == EOpScope) {
    Cells last;
    for (const TIntermNode* child : children) {
      if (child && child->getAsTyped()) last = evaluate(child->getAsTyped());
    }
    return last;
  }
  if (op > EOpConstructGuardStart && op < EOpConstructGuardEnd) return construct(node);
  if (op > EOpTextureGuardBegin && op < EOpTextureGuardEnd) return texture(node);
  if (op == EOpModf) {
    const Cells x = evaluate(children[0]->getAsTyped());
    LValue whole;
    if (!lValue(children[1]->getAsTyped(), whole)) return x;
    const Cells truncated = map(code_, Op::Trunc, Type::Float, x);
    lValues_.store(whole, truncated);
    return map(code_, Op::Sub, Type::Float, x, truncated);
  }
  std::vector<Cells> args;
  for (const TIntermNode* child : children) args.push_back(evaluate(child->getAsTyped()));
  if (code_.failed()) return types_.zeros(node.getType());
  return builtin(code_, types_, op, node.getType(), args, node);
}

}  // namespace sw::lowering
