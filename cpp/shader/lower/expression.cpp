// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Operators. An expression is worth a branch when it has side effects, or is dear (a texture look-up, a long formula);
// otherwise both sides of ?:, && and || are evaluated and one result is selected.

#include "shader/lower/lowerer.h"

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

Cells Lowerer::evaluate(const TIntermTyped* node) {
  if (++depth_ > kMaxWalkDepth) fail("expression too complex");
  Cells result;
  if (!failed_) {
    if (node->getLoc().line > 0 && static_cast<uint32_t>(node->getLoc().line) != line_) {
      line_ = static_cast<uint32_t>(node->getLoc().line);
      b().setLine(line_);
    }
    result = dispatch(*node);
    if (f_->function.instrs.size() > (1u << 22)) fail("shader too large");
  }
  depth_--;
  if (failed_) {
    Cells harmless = zeros(node->getType());
    // Callers index what the type promises, and one cell at least.
    if (harmless.empty()) harmless.push_back(constant(Type::Bool, 0));
    return harmless;
  }
  return result;
}

Cells Lowerer::dispatch(const TIntermTyped& node) {
  if (const TIntermConstantUnion* known = node.getAsConstantUnion()) {
    return constantCells(known->getType(), known->getConstArray());
  }
  if (const TIntermSymbol* symbol = node.getAsSymbolNode()) {
    if (symbol->getConstArray().size() > 0) return constantCells(symbol->getType(), symbol->getConstArray());
    const SpecialInput special = specialInput(*symbol);
    if (special != SpecialInput::None) return specialInputCells(special);
    Place from;
    return place(symbol, from) ? load(from) : zeros(symbol->getType());
  }
  if (const TIntermUnary* operation = node.getAsUnaryNode()) return unary(*operation);
  if (const TIntermBinary* operation = node.getAsBinaryNode()) return binary(*operation);
  if (const TIntermAggregate* operation = node.getAsAggregate()) return aggregate(*operation);
  if (const TIntermSelection* selection = node.getAsSelectionNode()) return ternary(*selection);
  fail("unimplemented: an expression of this kind");
  return zeros(node.getType());
}

Cells Lowerer::unary(const TIntermUnary& node) {
  const Type scalar = scalarType(node.getType());
  switch (node.getOp()) {
    case EOpPostIncrement:
    case EOpPostDecrement:
    case EOpPreIncrement:
    case EOpPreDecrement: return increment(node);
    case EOpNegative: return map(Op::Neg, scalar, evaluate(node.getOperand()));
    case EOpLogicalNot:
    case EOpVectorLogicalNot: return map(Op::LogicalNot, Type::Bool, evaluate(node.getOperand()));
    case EOpBitwiseNot: return map(Op::BitNot, scalar, evaluate(node.getOperand()));
    case EOpConvNumeric:
    case EOpConstructInt:
    case EOpConstructUint:
    case EOpConstructBool:
    case EOpConstructFloat: {
      Cells result;
      for (const ValueId value : evaluate(node.getOperand())) result.push_back(convert(value, scalar));
      return result;
    }
    case EOpCopyObject: return evaluate(node.getOperand());
    case EOpArrayLength: {
      evaluate(node.getOperand());  // for what it does besides
      const TType& type = node.getOperand()->getType();
      const int length = type.isArray()    ? type.getOuterArraySize()
                         : type.isMatrix() ? type.getMatrixCols()
                                           : type.getVectorSize();
      return Cells(constantInt(length));
    }
    case EOpDeclare: return {};
    default: return builtin(node.getOp(), node.getType(), {evaluate(node.getOperand())}, node);
  }
}

Cells Lowerer::increment(const TIntermUnary& node) {
  Place target;
  if (!place(node.getOperand(), target)) return zeros(node.getType());
  const Cells before = load(target);
  const bool up = node.getOp() == EOpPostIncrement || node.getOp() == EOpPreIncrement;
  const Type scalar = scalarType(node.getType());
  const Cells after = map(up ? Op::Add : Op::Sub, scalar, before, Cells(one(scalar)));
  store(target, after);
  return node.getOp() == EOpPostIncrement || node.getOp() == EOpPostDecrement ? before : after;
}

Cells Lowerer::compareAll(const Cells& a, const Cells& b, bool equal) {
  ValueId result = ir::kNone;
  for (size_t i = 0; i < a.size() && i < b.size(); i++) {
    const ValueId one = emit(equal ? Op::Eq : Op::Ne, Type::Bool, {a[i], b[i]});
    result = i == 0 ? one : emit(equal ? Op::LogicalAnd : Op::LogicalOr, Type::Bool, {result, one});
  }
  return Cells(result == ir::kNone ? constant(Type::Bool, equal) : result);
}

/// The operator of a binary node or of a compound assignment, with whole values.
Cells Lowerer::arithmetic(TOperator op, const Cells& a, const TType& aType, const Cells& b, const TType& bType) {
  const Type scalar = scalarType(aType);
  const uint32_t aColumns = static_cast<uint32_t>(aType.getMatrixCols()),
                 aRows = static_cast<uint32_t>(aType.getMatrixRows());
  const uint32_t bColumns = static_cast<uint32_t>(bType.getMatrixCols()),
                 bRows = static_cast<uint32_t>(bType.getMatrixRows());
  switch (op) {
    case EOpAdd:
    case EOpAddAssign: return map(Op::Add, scalar, a, b);
    case EOpSub:
    case EOpSubAssign: return map(Op::Sub, scalar, a, b);
    case EOpMul:
    case EOpMulAssign:
    case EOpVectorTimesScalar:
    case EOpVectorTimesScalarAssign:
    case EOpMatrixTimesScalar:
    case EOpMatrixTimesScalarAssign: return map(Op::Mul, scalar, a, b);
    case EOpDiv:
    case EOpDivAssign: return map(Op::Div, scalar, a, b);
    case EOpMod:
    case EOpModAssign: return map(Op::Rem, scalar, a, b);
    case EOpAnd:
    case EOpAndAssign: return map(Op::BitAnd, scalar, a, b);
    case EOpInclusiveOr:
    case EOpInclusiveOrAssign: return map(Op::BitOr, scalar, a, b);
    case EOpExclusiveOr:
    case EOpExclusiveOrAssign: return map(Op::BitXor, scalar, a, b);
    case EOpLeftShift:
    case EOpLeftShiftAssign: return map(Op::Shl, scalar, a, b);
    case EOpRightShift:
    case EOpRightShiftAssign: return map(Op::Shr, scalar, a, b);
    case EOpLessThan: return map(Op::Lt, Type::Bool, a, b);
    case EOpGreaterThan: return map(Op::Gt, Type::Bool, a, b);
    case EOpLessThanEqual: return map(Op::Le, Type::Bool, a, b);
    case EOpGreaterThanEqual: return map(Op::Ge, Type::Bool, a, b);
    case EOpEqual: return compareAll(a, b, true);
    case EOpNotEqual: return compareAll(a, b, false);
    case EOpVectorEqual: return map(Op::Eq, Type::Bool, a, b);
    case EOpVectorNotEqual: return map(Op::Ne, Type::Bool, a, b);
    case EOpLogicalXor: return map(Op::LogicalXor, Type::Bool, a, b);
    case EOpVectorTimesMatrix:
    case EOpVectorTimesMatrixAssign: return vectorTimesMatrix(a, b, bColumns, bRows);
    case EOpMatrixTimesVector: return matrixTimesVector(a, aColumns, aRows, b);
    case EOpMatrixTimesMatrix:
    case EOpMatrixTimesMatrixAssign: return matrixTimesMatrix(a, aColumns, aRows, b, bColumns);
    default: fail("unimplemented: operator " + std::to_string(op)); return a;
  }
}

Cells Lowerer::binary(const TIntermBinary& node) {
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
      if (failed_) return left;
      return arithmetic(node.getOp(), left, node.getLeft()->getType(), right, node.getRight()->getType());
    }
  }
}

Cells Lowerer::assignment(const TIntermBinary& node) {
  Place target;
  if (!place(node.getLeft(), target)) return zeros(node.getType());
  Cells value = evaluate(node.getRight());
  if (failed_) return value;
  if (node.getOp() != EOpAssign) {
    value = arithmetic(node.getOp(), load(target), node.getLeft()->getType(), value, node.getRight()->getType());
  }
  store(target, value);
  return value;
}

/// An index, member or swizzle as a value: of a place where there is one, so that only what is needed is loaded.
Cells Lowerer::indexValue(const TIntermBinary& node) {
  const TType& baseType = node.getLeft()->getType();
  if (isPlace(&node)) {
    Place from;
    return place(&node, from) ? load(from) : zeros(node.getType());
  }
  const Cells base = evaluate(node.getLeft());
  if (failed_) return base;
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
    const ir::StructDef& def = shader_.structs[structIndex(baseType)];
    size_t first = 0;
    for (size_t i = 0; i < member; i++) first += cellsOf(def.members[i].type);
    return base.slice(first, cellsOf(def.members[member].type));
  }
  const size_t size = cellsOf(glslType(node.getType()));
  const size_t count = base.size() / size;
  if (const TIntermConstantUnion* known = node.getRight()->getAsConstantUnion()) {
    const size_t index = static_cast<size_t>(std::max(known->getConstArray()[0].getIConst(), 0));
    return base.slice(std::min(index, count - 1) * size, size);
  }
  if (baseType.isArray()) {
    const Place copy = temporary("indexed", glslType(baseType));
    store(copy, base);
    Place element = copy;
    indexDynamic(element, evaluateScalar(node.getRight()));
    return load(element);
  }
  const ValueId index =
      emit(Op::ClampIndex, Type::Uint, {evaluateScalar(node.getRight())}, static_cast<uint32_t>(count));
  Cells result = base.slice((count - 1) * size, size);
  for (size_t k = count - 1; k-- > 0;) {
    const ValueId isIt = emit(Op::Eq, Type::Bool, {index, constantUint(static_cast<uint32_t>(k))});
    result = map(Op::Select, scalarType(node.getType()), Cells(isIt), base.slice(k * size, size), result);
  }
  return result;
}

Cells Lowerer::ternary(const TIntermSelection& node) {
  const TIntermTyped* yes = node.getTrueBlock() ? node.getTrueBlock()->getAsTyped() : nullptr;
  const TIntermTyped* no = node.getFalseBlock() ? node.getFalseBlock()->getAsTyped() : nullptr;
  if (!yes || !no || node.getBasicType() == EbtVoid) {
    ifStatement(node);
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
    if (failed_) return a;
    for (size_t i = 0; i < a.size(); i++) result.push_back(emit(Op::Select, typeOf(a[i]), {condition, a[i], b[i]}));
    return result;
  }
  const Place result = temporary("selected", glslType(node.getType()));
  const ir::BlockId then = b().newBlock(), otherwise = b().newBlock();
  b().emitControl(Op::If, std::span(&condition, 1), then, otherwise);
  BlockState state = enterBlock(then);
  store(result, evaluate(yes));
  leaveBlock(state);
  state = enterBlock(otherwise);
  store(result, evaluate(no));
  leaveBlock(state);
  return load(result);
}

Cells Lowerer::shortCircuit(const TIntermBinary& node) {
  const bool isAnd = node.getOp() == EOpLogicalAnd;
  const ValueId left = evaluateScalar(node.getLeft());
  int budget = kCheapNodes;
  if (isCheap(node.getRight(), budget)) {
    return Cells(emit(isAnd ? Op::LogicalAnd : Op::LogicalOr, Type::Bool, {left, evaluateScalar(node.getRight())}));
  }
  const Place result = temporary(isAnd ? "and" : "or", {.base = ir::BaseType::Bool});
  store(result, Cells(left));
  const ir::BlockId more = b().newBlock(), enough = b().newBlock();
  b().emitControl(Op::If, std::span(&left, 1), isAnd ? more : enough, isAnd ? enough : more);
  const BlockState state = enterBlock(more);
  store(result, Cells(evaluateScalar(node.getRight())));
  leaveBlock(state);
  return load(result);
}

Cells Lowerer::aggregate(const TIntermAggregate& node) {
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
    Place whole;
    if (!place(children[1]->getAsTyped(), whole)) return x;
    const Cells truncated = map(Op::Trunc, Type::Float, x);
    store(whole, truncated);
    return map(Op::Sub, Type::Float, x, truncated);
  }
  std::vector<Cells> args;
  for (const TIntermNode* child : children) args.push_back(evaluate(child->getAsTyped()));
  if (failed_) return zeros(node.getType());
  return builtin(op, node.getType(), args, node);
}

}  // namespace sw::lowering
