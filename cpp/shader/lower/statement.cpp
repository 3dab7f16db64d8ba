// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/lower/lowerer.h"

namespace sw::lowering {

using namespace glslang;
using ir::Op;
using ir::Type;
using ir::ValueId;

void Lowerer::declareBefore(const TIntermNode* list, uint32_t index) {
  const std::vector<LocalDeclaration>* declarations = f_->plan.before(list, index);
  if (!declarations) return;
  for (const LocalDeclaration& declaration : *declarations) {
    f_->locals[declaration.id] =
        declareLocal(declaration.symbol->getName().c_str(), glslType(declaration.symbol->getType()));
  }
}

/// A list of statements, or one statement that stands where a list may (a branch, the body of a loop).
void Lowerer::statementList(const TIntermNode* node) {
  if (!node) return;
  const TIntermAggregate* list = node->getAsAggregate();
  if (!list || (list->getOp() != EOpSequence && list->getOp() != EOpScope)) {
    declareBefore(node, 0);
    statement(node);
    return;
  }
  uint32_t index = 0;
  for (const TIntermNode* child : list->getSequence()) {
    if (f_->terminated || failed_) return;
    declareBefore(node, index++);
    statement(child);
  }
}

void Lowerer::statement(const TIntermNode* node) {
  if (!node || failed_) return;
  if (node->getLoc().line > 0) {
    line_ = static_cast<uint32_t>(node->getLoc().line);
    b().setLine(line_);
  }
  if (++depth_ > kMaxWalkDepth) fail("statements nest too deeply");
  if (failed_) {
    depth_--;
    return;
  }
  const TIntermAggregate* aggregate = node->getAsAggregate();
  if (aggregate && (aggregate->getOp() == EOpSequence || aggregate->getOp() == EOpScope)) {
    statementList(node);
  } else if (const TIntermSelection* selection = node->getAsSelectionNode()) {
    ifStatement(*selection);
  } else if (const TIntermLoop* loop = node->getAsLoopNode()) {
    loopStatement(*loop);
  } else if (const TIntermSwitch* choice = node->getAsSwitchNode()) {
    switchStatement(*choice);
  } else if (const TIntermBranch* branch = node->getAsBranchNode()) {
    branchStatement(*branch);
  } else if (const TIntermTyped* typed = node->getAsTyped(); typed && !typed->getAsConstantUnion()) {
    evaluate(typed);
  }
  depth_--;
}

void Lowerer::ifStatement(const TIntermSelection& node) {
  if (const TIntermConstantUnion* known = node.getCondition()->getAsConstantUnion()) {
    statementList(known->getConstArray()[0].getBConst() ? node.getTrueBlock() : node.getFalseBlock());
    return;
  }
  const ValueId condition = evaluateScalar(node.getCondition());
  const ir::BlockId then = b().newBlock();
  const ir::BlockId otherwise = b().newBlock();
  b().emitControl(Op::If, std::span(&condition, 1), then, otherwise);
  BlockState state = enterBlock(then);
  statementList(node.getTrueBlock());
  leaveBlock(state);
  state = enterBlock(otherwise);
  statementList(node.getFalseBlock());
  leaveBlock(state);
}

void Lowerer::breakUnless(const TIntermTyped& condition) {
  if (const TIntermConstantUnion* known = condition.getAsConstantUnion()) {
    if (!known->getConstArray()[0].getBConst()) end(Op::Break);
    return;
  }
  const ValueId stop = emit(Op::LogicalNot, Type::Bool, {evaluateScalar(&condition)});
  const ir::BlockId leave = b().newBlock();
  b().emitControl(Op::If, std::span(&stop, 1), leave);
  const BlockState state = enterBlock(leave);
  end(Op::Break);
  leaveBlock(state);
}

void Lowerer::loopStatement(const TIntermLoop& node) {
  declareBefore(&node, 0);
  const ir::BlockId body = b().newBlock();
  const ir::BlockId continuing = b().newBlock();
  b().emitControl(Op::Loop, {}, body, continuing);
  BlockState state = enterBlock(body);
  if (node.testFirst() && node.getTest()) breakUnless(*node.getTest());
  if (!f_->terminated) statementList(node.getBody());
  leaveBlock(state);
  state = enterBlock(continuing);
  if (node.getTerminal()) evaluate(node.getTerminal());
  if (!node.testFirst() && node.getTest()) breakUnless(*node.getTest());
  leaveBlock(state);
}

void Lowerer::switchStatement(const TIntermSwitch& node) {
  const ValueId selector = evaluateScalar(node.getCondition()->getAsTyped());
  if (!node.getBody()) return;
  std::vector<ir::SwitchCase> cases;
  bool hasCode = true;  // the newest case takes no more labels
  const uint32_t index = static_cast<uint32_t>(f_->function.switches.size());
  f_->function.switches.emplace_back();
  b().emitControl(Op::Switch, std::span(&selector, 1), ir::kNone, ir::kNone, index);
  for (const TIntermNode* child : node.getBody()->getSequence()) {
    const TIntermBranch* label = child ? child->getAsBranchNode() : nullptr;
    if (label && (label->getFlowOp() == EOpCase || label->getFlowOp() == EOpDefault)) {
      if (hasCode) {
        cases.emplace_back().block = b().newBlock();
        hasCode = false;
      }
      if (label->getFlowOp() == EOpDefault)
        cases.back().isDefault = true;
      else
        cases.back().labels.push_back(constantBits(label->getExpression()->getAsConstantUnion()->getConstArray()[0]));
      continue;
    }
    if (cases.empty()) {
      fail("statement before the first case");
      return;
    }
    hasCode = true;
    const BlockState state = enterBlock(cases.back().block);
    statementList(child);
    leaveBlock(state);
  }
  f_->function.switches[index] = std::move(cases);
}

void Lowerer::branchStatement(const TIntermBranch& node) {
  switch (node.getFlowOp()) {
    case EOpKill:
      shader_.usesDiscard = true;
      emit(Op::Discard, Type::Void, {});
      break;
    case EOpBreak: end(Op::Break); break;
    case EOpContinue: end(Op::Continue); break;
    case EOpReturn: emitReturn(node.getExpression() ? evaluate(node.getExpression()) : Cells()); break;
    default: fail("unimplemented: a branch that is not of GLSL ES"); break;
  }
}

}  // namespace sw::lowering
