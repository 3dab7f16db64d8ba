// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/lower/statements.h"

#include <algorithm>
#include <set>
#include <utility>

namespace sw::lowering {

using namespace glslang;
using ir::Op;
using ir::Type;
using ir::ValueId;

// --- functions

void Statements::lowerFunction(const FunctionRequest& request, const TIntermSequence* globalInitialisers) {
  const TIntermAggregate& definition = *request.definition;
  const TIntermSequence& parameters = parametersOf(definition);
  const TIntermNode* body = definition.getSequence().size() > 1 ? definition.getSequence()[1] : nullptr;
  std::set<long long> parameterIds;
  for (const TIntermNode* node : parameters) parameterIds.insert(node->getAsSymbolNode()->getId());
  const ScopePlan plan(body, parameterIds);
  LocalNames names{.plan = plan, .isMain = globalInitialisers != nullptr};
  FunctionState state;
  state.function = std::move(code_.shader().functions[request.index]);
  state.function.blocks.emplace_back();
  for (const ir::Parameter& parameter : state.function.parameters) {
    if (!parameter.in) continue;
    for (const Type type : parameter.cells) state.function.values.push_back({type, ir::Uniformity::Varying, ir::kNone});
  }
  code_.begin(state, definition.getLoc());
  names_ = &names;
  expressions_.setNames(&names);
  declareParameters(request, body);
  if (globalInitialisers) {
    interface_.copyIndirectInputs();
    for (const TIntermNode* node : *globalInitialisers) statement(node);
  }
  if (body) statementList(body);
  // The end of the body. Falling off a function with a result gives an undefined value: zero.
  if (!state.terminated) emitReturn(types_.zeros(definition.getType()));
  code_.finish();
  expressions_.setNames(nullptr);
  names_ = nullptr;
  code_.shader().functions[request.index] = std::move(state.function);
}

/// Parameters own the first variables, in order; those that are bound to a uniform stand for it.
void Statements::declareParameters(const FunctionRequest& request, const TIntermNode* body) {
  const TIntermSequence& parameters = parametersOf(*request.definition);
  const bool hasBound = std::any_of(request.bound.begin(), request.bound.end(), [](const auto& b) { return bool(b); });
  const std::set<long long> written = hasBound ? findWrittenSymbols(body) : std::set<long long>();
  std::vector<const TIntermSymbol*> copied;  // structs with samplers that this function is the first to write to
  ValueId argument = 0;
  for (size_t i = 0; i < parameters.size(); ++i) {
    const TIntermSymbol& symbol = *parameters[i]->getAsSymbolNode();
    if (i < request.bound.size() && request.bound[i]) {
      LValue lValue = *request.bound[i];
      for (size_t k = 0; k < lValue.indices.size(); ++k) {
        lValue.indices[k] = code_.emit(Op::ClampIndex, Type::Uint, {argument++}, lValue.counts[k]);
      }
      if (!request.byValue[i]) {
        names_->locals[symbol.getId()] = lValue;
        if (written.count(symbol.getId())) copied.push_back(&symbol);
        continue;
      }
      names_->samplerLValues[symbol.getId()] = lValue;
    }
    const LValue lValue = lValues_.declareLocal(symbol.getName().c_str(), types_.glslType(symbol.getType()));
    names_->locals[symbol.getId()] = lValue;
    if (!isIn(symbol.getType())) continue;
    Cells cells;
    for (uint32_t k = types_.cellsOf(lValue.type); k > 0; --k) cells.push_back(argument++);
    lValues_.store(lValue, cells);
  }
  for (const TIntermSymbol* symbol : copied) {
    const LValue uniform = names_->locals[symbol->getId()];
    const LValue own = lValues_.declareLocal(symbol->getName().c_str(), uniform.type);
    lValues_.store(own, lValues_.loadWithoutSamplers(uniform));
    names_->samplerLValues[symbol->getId()] = uniform;
    names_->locals[symbol->getId()] = own;
  }
}

/// Return with `value`, and with the out parameters as they are now.
void Statements::emitReturn(const Cells& value) {
  if (names_->isMain) interface_.copyIndirectOutputs();
  Cells results = value;
  const ir::Function& function = code_.function();
  uint32_t variable = 0;
  std::vector<std::pair<uint32_t, const ir::Parameter*>> outs;
  // Parameters own the first variables, in order; hidden ones and samplers have none.
  for (const ir::Parameter& parameter : function.parameters) {
    if (parameter.name.size() > 2 && parameter.name.compare(parameter.name.size() - 2, 2, "[]") == 0) continue;
    if (parameter.out) outs.emplace_back(variable, &parameter);
    ++variable;
  }
  for (const auto& [index, parameter] : outs) {
    for (uint32_t cell = 0; cell < parameter->cells.size(); ++cell) {
      results.push_back(
          code_.b().load(parameter->cells[cell], {.space = ir::Space::Local, .object = index, .base = cell}));
    }
  }
  if (results.size() > 0xffff) code_.fail("more than 65535 components returned");
  if (!code_.failed()) code_.b().emit(Op::Return, Type::Void, results);
  code_.terminate();
}

// --- statements

void Statements::declareBefore(const TIntermNode* list, uint32_t index) {
  const std::vector<LocalDeclaration>* declarations = names_->plan.before(list, index);
  if (!declarations) return;
  for (const LocalDeclaration& declaration : *declarations) {
    names_->locals[declaration.id] =
        lValues_.declareLocal(declaration.symbol->getName().c_str(), types_.glslType(declaration.symbol->getType()));
  }
}

/// A list of statements, or one statement that stands where a list may (a branch, the body of a loop).
void Statements::statementList(const TIntermNode* node) {
  if (!node) return;
  const TIntermAggregate* list = node->getAsAggregate();
  if (!list || (list->getOp() != EOpSequence && list->getOp() != EOpScope)) {
    declareBefore(node, 0);
    statement(node);
    return;
  }
  uint32_t index = 0;
  for (const TIntermNode* child : list->getSequence()) {
    if (code_.terminated() || code_.failed()) return;
    declareBefore(node, index++);
    statement(child);
  }
}

void Statements::statement(const TIntermNode* node) {
  if (!node || code_.failed()) return;
  code_.moveTo(node->getLoc());
  if (code_.descend("statements nest too deeply")) dispatch(*node);
  code_.ascend();
}

void Statements::dispatch(const TIntermNode& node) {
  const TIntermAggregate* aggregate = node.getAsAggregate();
  if (aggregate && (aggregate->getOp() == EOpSequence || aggregate->getOp() == EOpScope)) {
    statementList(&node);
  } else if (const TIntermSelection* selection = node.getAsSelectionNode()) {
    ifStatement(*selection);
  } else if (const TIntermLoop* loop = node.getAsLoopNode()) {
    loopStatement(*loop);
  } else if (const TIntermSwitch* choice = node.getAsSwitchNode()) {
    switchStatement(*choice);
  } else if (const TIntermBranch* branch = node.getAsBranchNode()) {
    branchStatement(*branch);
  } else if (const TIntermTyped* typed = node.getAsTyped(); typed && !typed->getAsConstantUnion()) {
    expressions_.evaluate(typed);
  }
}

void Statements::ifStatement(const TIntermSelection& node) {
  if (const TIntermConstantUnion* known = node.getCondition()->getAsConstantUnion()) {
    statementList(known->getConstArray()[0].getBConst() ? node.getTrueBlock() : node.getFalseBlock());
    return;
  }
  const ValueId condition = expressions_.evaluateScalar(node.getCondition());
  const ir::BlockId then = code_.b().newBlock();
  const ir::BlockId otherwise = code_.b().newBlock();
  code_.b().emitControl(Op::If, std::span(&condition, 1), then, otherwise);
  BlockState state = code_.enterBlock(then);
  statementList(node.getTrueBlock());
  code_.leaveBlock(state);
  state = code_.enterBlock(otherwise);
  statementList(node.getFalseBlock());
  code_.leaveBlock(state);
}

void Statements::breakUnless(const TIntermTyped& condition) {
  if (const TIntermConstantUnion* known = condition.getAsConstantUnion()) {
    if (!known->getConstArray()[0].getBConst()) code_.end(Op::Break);
    return;
  }
  const ValueId stop = code_.emit(Op::LogicalNot, Type::Bool, {expressions_.evaluateScalar(&condition)});
  const ir::BlockId leave = code_.b().newBlock();
  code_.b().emitControl(Op::If, std::span(&stop, 1), leave);
  const BlockState state = code_.enterBlock(leave);
  code_.end(Op::Break);
  code_.leaveBlock(state);
}

void Statements::loopStatement(const TIntermLoop& node) {
  declareBefore(&node, 0);
  const ir::BlockId body = code_.b().newBlock();
  const ir::BlockId continuing = code_.b().newBlock();
  code_.b().emitControl(Op::Loop, {}, body, continuing);
  BlockState state = code_.enterBlock(body);
  if (node.testFirst() && node.getTest()) breakUnless(*node.getTest());
  if (!code_.terminated()) statementList(node.getBody());
  code_.leaveBlock(state);
  state = code_.enterBlock(continuing);
  if (node.getTerminal()) expressions_.evaluate(node.getTerminal());
  if (!node.testFirst() && node.getTest()) breakUnless(*node.getTest());
  code_.leaveBlock(state);
}

void Statements::switchStatement(const TIntermSwitch& node) {
  const ValueId selector = expressions_.evaluateScalar(node.getCondition()->getAsTyped());
  if (!node.getBody()) return;
  std::vector<ir::SwitchCase> cases;
  bool hasCode = true;  // the newest case takes no more labels
  const uint32_t index = static_cast<uint32_t>(code_.function().switches.size());
  code_.function().switches.emplace_back();
  code_.b().emitControl(Op::Switch, std::span(&selector, 1), ir::kNone, ir::kNone, index);
  for (const TIntermNode* child : node.getBody()->getSequence()) {
    const TIntermBranch* label = child ? child->getAsBranchNode() : nullptr;
    if (label && (label->getFlowOp() == EOpCase || label->getFlowOp() == EOpDefault)) {
      if (hasCode) {
        cases.emplace_back().block = code_.b().newBlock();
        hasCode = false;
      }
      if (label->getFlowOp() == EOpDefault)
        cases.back().isDefault = true;
      else
        cases.back().labels.push_back(
            types_.constantBits(label->getExpression()->getAsConstantUnion()->getConstArray()[0]));
      continue;
    }
    if (cases.empty()) {
      code_.fail("statement before the first case");
      return;
    }
    hasCode = true;
    const BlockState state = code_.enterBlock(cases.back().block);
    statementList(child);
    code_.leaveBlock(state);
  }
  code_.function().switches[index] = std::move(cases);
}

void Statements::branchStatement(const TIntermBranch& node) {
  switch (node.getFlowOp()) {
    case EOpKill: code_.emit(Op::Discard, Type::Void, {}); break;
    case EOpBreak: code_.end(Op::Break); break;
    case EOpContinue: code_.end(Op::Continue); break;
    case EOpReturn: emitReturn(node.getExpression() ? expressions_.evaluate(node.getExpression()) : Cells()); break;
    default: code_.fail("unimplemented: a branch that is not of GLSL ES"); break;
  }
}

}  // namespace sw::lowering
