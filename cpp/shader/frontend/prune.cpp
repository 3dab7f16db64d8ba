// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What a program computes and drops does not make its uniforms and attributes active, as in browsers: statements
// without effect, statements behind a jump, cases that a constant does not reach, and variables that nothing names
// besides their declaration go out of the tree. What a constant condition leaves out stays, and its names count for
// nothing. What a name is used for in the text still counts where declarations are compared (GLSL ES 3.00.6 section
// 4.3.5, "static use"), so the names are written down before.

#include <glslang/MachineIndependent/localintermediate.h>

#include <algorithm>
#include <map>
#include <unordered_set>
#include <vector>

#include "shader/frontend/tree_rules.h"

namespace sw {

using namespace glslang;

namespace {

/// Of an `if` or a `?:` with a constant only what it chooses is there. Returns whether the traverser is to go on.
bool traverseChosen(TIntermSelection& node, TIntermTraverser& traverser) {
  const TIntermConstantUnion* condition = node.getCondition()->getAsConstantUnion();
  if (condition == nullptr) return true;
  TIntermNode* chosen = condition->getConstArray()[0].getBConst() ? node.getTrueBlock() : node.getFalseBlock();
  if (chosen != nullptr) chosen->traverse(&traverser);
  return false;
}

class Effects : public TIntermTraverser {
 public:
  bool found = false;

  bool visitUnary(TVisit, TIntermUnary* node) override { return note(node->modifiesState()); }
  bool visitBinary(TVisit, TIntermBinary* node) override { return note(node->modifiesState()); }
  bool visitAggregate(TVisit, TIntermAggregate* node) override {
    return note(node->modifiesState() || node->getOp() == EOpFunctionCall || node->getOp() == EOpModf);
  }
  bool visitSelection(TVisit, TIntermSelection* node) override { return traverseChosen(*node, *this); }

 private:
  bool note(bool has) {
    found |= has;
    return !found;
  }
};

bool hasEffects(TIntermNode* node) {
  Effects effects;
  node->traverse(&effects);
  return effects.found;
}

/// The variable of a declaration with an initialiser: the parser puts both nodes where the name stands, and the node of
/// an assignment where its operator does.
TIntermSymbol* declaredBy(TIntermNode* node) {
  TIntermBinary* assignment = node->getAsBinaryNode();
  if (assignment == nullptr || assignment->getOp() != EOpAssign) return nullptr;
  TIntermSymbol* symbol = assignment->getLeft()->getAsSymbolNode();
  if (symbol == nullptr) return nullptr;
  const TStorageQualifier storage = symbol->getQualifier().storage;
  if (storage != EvqTemporary && storage != EvqGlobal && storage != EvqConst && storage != EvqConstReadOnly) {
    return nullptr;
  }
  const TSourceLoc &a = assignment->getLoc(), &b = symbol->getLoc();
  return a.line == b.line && a.column == b.column && a.string == b.string ? symbol : nullptr;
}

/// Of statements, or of the declarations of one.
bool isList(const TIntermAggregate& node) { return node.getOp() == EOpSequence || node.getOp() == EOpScope; }

/// glslang lets nobody change a loop.
struct LoopParts : TIntermLoop {
  static constexpr TIntermNode* TIntermLoop::*kBody = &LoopParts::body;
  static constexpr TIntermTyped* TIntermLoop::*kTerminal = &LoopParts::terminal;
};

class Names : public TIntermTraverser {
 public:
  explicit Names(std::set<std::string>& names) : names_(names) {}
  void visitSymbol(TIntermSymbol* node) override {
    if (!seen_.insert(node->getId()).second) return;
    // A local variable may have the name of an input.
    const TStorageQualifier storage = node->getQualifier().storage;
    if (storage != EvqTemporary && storage != EvqGlobal && storage != EvqConst) names_.insert(node->getName().c_str());
  }
  bool visitAggregate(TVisit, TIntermAggregate* node) override { return node->getOp() != EOpLinkerObjects; }

 private:
  std::set<std::string>& names_;
  std::unordered_set<long long> seen_;
};

/// Drops statements, of lists the last one first, so that what a dropped one named is dropped in turn.
class Pruner : public TIntermTraverser {
 public:
  Pruner() : TIntermTraverser(true, false, true) {}

  bool visitAggregate(TVisit visit, TIntermAggregate* node) override {
    if (visit == EvPostVisit && isList(*node)) prune(node->getSequence());
    return true;
  }
  bool visitSwitch(TVisit visit, TIntermSwitch* node) override {
    if (visit == EvPostVisit) pruneCases(*node);
    return true;
  }
  bool visitSelection(TVisit visit, TIntermSelection* node) override {
    if (visit != EvPreVisit || isExpression(*node)) return true;
    if (isIdle(node->getTrueBlock())) node->setTrueBlock(nullptr);
    if (isIdle(node->getFalseBlock())) node->setFalseBlock(nullptr);
    return true;
  }
  bool visitLoop(TVisit visit, TIntermLoop* node) override {
    if (visit != EvPreVisit) return true;
    if (isIdle(node->getBody())) node->*LoopParts::kBody = nullptr;
    if (isIdle(node->getTerminal())) node->*LoopParts::kTerminal = nullptr;
    return true;
  }
  // The components of a swizzle are a list to glslang.
  bool visitBinary(TVisit, TIntermBinary*) override { return false; }

 private:
  /// Of a switch with a constant: from the label that it goes to as far as something jumps.
  static void pruneCases(TIntermSwitch& node) {
    const TIntermConstantUnion* value = node.getCondition()->getAsConstantUnion();
    if (value == nullptr || node.getBody() == nullptr) return;
    TIntermSequence& list = node.getBody()->getSequence();
    const auto isTaken = [&](TIntermNode* label) {
      TIntermTyped* own = label->getAsBranchNode() == nullptr ? nullptr : label->getAsBranchNode()->getExpression();
      return own != nullptr && own->getAsConstantUnion() != nullptr &&
             label->getAsBranchNode()->getFlowOp() == EOpCase &&
             own->getAsConstantUnion()->getConstArray()[0] == value->getConstArray()[0];
    };
    auto begin = std::find_if(list.begin(), list.end(), isTaken);
    if (begin == list.end()) {
      begin = std::find_if(list.begin(), list.end(), [](TIntermNode* label) {
        return label->getAsBranchNode() != nullptr && label->getAsBranchNode()->getFlowOp() == EOpDefault;
      });
    }
    auto end = std::find_if(begin, list.end(), jumps);
    if (end != list.end()) ++end;
    list.erase(end, list.end());
    list.erase(list.begin(), begin);
  }

  static bool jumps(TIntermNode* node) {
    if (TIntermBranch* branch = node->getAsBranchNode()) {
      return branch->getFlowOp() != EOpCase && branch->getFlowOp() != EOpDefault;
    }
    TIntermAggregate* aggregate = node->getAsAggregate();
    if (aggregate == nullptr || !isList(*aggregate)) return false;
    return std::any_of(aggregate->getSequence().begin(), aggregate->getSequence().end(), jumps);
  }

  static void prune(TIntermSequence& list) {
    bool reached = true;
    std::erase_if(list, [&](TIntermNode* node) {
      TIntermBranch* branch = node->getAsBranchNode();
      const bool label = branch != nullptr && (branch->getFlowOp() == EOpCase || branch->getFlowOp() == EOpDefault);
      reached |= label;
      const bool drops = !reached || isIdle(node);
      if (branch != nullptr && !label) reached = false;
      return drops;
    });
  }

  /// A statement without effect.
  static bool isIdle(TIntermNode* node) {
    return node != nullptr && node->getAsTyped() != nullptr && isStatement(*node) && !hasEffects(node);
  }

  /// Not a list, a function or the parser's notes.
  static bool isStatement(TIntermNode& node) {
    TIntermAggregate* aggregate = node.getAsAggregate();
    if (aggregate == nullptr) return node.getAsSelectionNode() == nullptr || isExpression(*node.getAsSelectionNode());
    const TOperator op = aggregate->getOp();
    return op != EOpSequence && op != EOpScope && op != EOpFunction && op != EOpLinkerObjects && op != EOpNull &&
           op != EOpParameters;
  }
  static bool isExpression(TIntermSelection& node) { return node.getBasicType() != EbtVoid; }
};

class References : public TIntermTraverser {
 public:
  References(std::map<long long, int>& counts, int change) : counts_(counts), change_(change) {}
  void visitSymbol(TIntermSymbol* node) override { counts_[node->getId()] += change_; }
  bool visitAggregate(TVisit, TIntermAggregate* node) override { return node->getOp() != EOpLinkerObjects; }
  bool visitSelection(TVisit, TIntermSelection* node) override { return traverseChosen(*node, *this); }

 private:
  std::map<long long, int>& counts_;
  int change_;
};

/// Takes out the declarations of variables that nothing else names.
class Unreferenced : public TIntermTraverser {
 public:
  explicit Unreferenced(TIntermNode& root) : TIntermTraverser(true, false, true, true) {
    References all(counts_, 1);
    root.traverse(&all);
  }

  bool visitBinary(TVisit, TIntermBinary*) override { return false; }
  bool visitSelection(TVisit, TIntermSelection* node) override { return traverseChosen(*node, *this); }
  bool visitAggregate(TVisit visit, TIntermAggregate* node) override {
    if (visit != EvPostVisit || !isList(*node)) return true;
    TIntermSequence& list = node->getSequence();
    for (size_t i = list.size(); i-- > 0;) {
      TIntermSymbol* variable = declaredBy(list[i]);
      if (variable == nullptr || counts_[variable->getId()] > 1) continue;
      TIntermTyped* value = list[i]->getAsBinaryNode()->getRight();
      if (hasEffects(value)) {
        list[i] = value;
        continue;
      }
      References dropped(counts_, -1);
      value->traverse(&dropped);
      list.erase(list.begin() + ptrdiff_t(i));
    }
    return true;
  }

 private:
  std::map<long long, int> counts_;
};

}  // namespace

void collectNames(ParsedShader& shader) {
  Names names(shader.namedInCode);
  shader.tree->getTreeRoot()->traverse(&names);
}

void pruneTree(ParsedShader& shader) {
  TIntermNode& root = *shader.tree->getTreeRoot();
  Pruner pruner;
  root.traverse(&pruner);
  Unreferenced unreferenced(root);
  root.traverse(&unreferenced);
}

}  // namespace sw
