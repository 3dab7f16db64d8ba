// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// GLSL ES 1.00.17 Appendix A, sections 4 and 5, which WebGL makes the language: loops whose number of turns is known,
// and indices made from constants and loop indices. glslang has these checks too, but refuses `++i`.

#include <glslang/MachineIndependent/localintermediate.h>

#include <algorithm>
#include <vector>

#include "shader/frontend/tree_rules.h"
#include "shader/glslang/parse_context.h"
#include "shader/glslang/tree.h"

namespace sw {

using namespace glslang;

namespace {

using SymbolId = long long;

/// Looks for assignments to a loop index in the body of its loop.
class AssignmentFinder : public TIntermTraverser {
 public:
  explicit AssignmentFinder(SymbolId index) : index_(index) {}
  const TIntermNode* found = nullptr;

  bool visitBinary(TVisit, TIntermBinary* node) override {
    if (node->modifiesState()) check(node->getLeft());
    return true;
  }
  bool visitUnary(TVisit, TIntermUnary* node) override {
    if (node->modifiesState()) check(node->getOperand());
    return true;
  }
  bool visitAggregate(TVisit, TIntermAggregate* node) override {
    const TQualifierList& qualifiers = node->getQualifierList();
    for (size_t i = 0; i < qualifiers.size() && i < node->getSequence().size(); ++i) {
      if (qualifiers[i] == EvqOut || qualifiers[i] == EvqInOut) check(node->getSequence()[i]->getAsTyped());
    }
    return true;
  }

 private:
  void check(TIntermTyped* place) {
    const TIntermSymbol* symbol = baseSymbol(place);
    if (symbol != nullptr && symbol->getId() == index_) found = place;
  }
  SymbolId index_;
};

/// Whether an index expression holds only constants and indices of loops around it.
class IndexFinder : public TIntermTraverser {
 public:
  explicit IndexFinder(const std::vector<SymbolId>& indices) : indices_(indices) {}
  bool constant = true;

  void visitSymbol(TIntermSymbol* node) override {
    if (node->getQualifier().isConstant()) return;
    constant &= std::find(indices_.begin(), indices_.end(), node->getId()) != indices_.end();
  }
  bool visitAggregate(TVisit, TIntermAggregate* node) override {
    constant &= node->getOp() != EOpFunctionCall;
    return constant && !visitFolded(*node);
  }
  bool visitSelection(TVisit, TIntermSelection* node) override { return !visitFolded(*node); }

 private:
  bool visitFolded(TIntermTyped& node) {
    const TIntermTyped* operand = foldedOperand(node);
    if (operand != nullptr) const_cast<TIntermTyped*>(operand)->traverse(this);
    return operand != nullptr;
  }
  const std::vector<SymbolId>& indices_;
};

class AppendixA : public TIntermTraverser {
 public:
  AppendixA(EShLanguage stage, std::string& log) : stage_(stage), log_(log) {}
  bool valid = true;

  bool visitAggregate(TVisit, TIntermAggregate* node) override {
    if (node->getOp() == EOpLinkerObjects) return false;
    // A for loop stands behind its declaration in a list of the two.
    TIntermSequence& list = node->getSequence();
    if (list.empty()) return true;
    TIntermLoop* loop = list.back()->getAsLoopNode();
    if (loop == nullptr || !loop->testFirst() || list.size() != 2) return true;
    init_ = list.front();
    return true;
  }

  bool visitLoop(TVisit, TIntermLoop* node) override {
    TIntermNode* init = init_;
    init_ = nullptr;
    if (!node->testFirst()) {
      fail(node->getLoc(), "do", "This type of loop is not allowed");
      return false;
    }
    if (node->getTerminal() == nullptr && init == nullptr) {
      fail(node->getLoc(), "while", "This type of loop is not allowed");
      return false;
    }
    const TIntermSymbol* index = loopIndex(*node, init);
    if (index == nullptr) return false;
    if (!checkCondition(*node, *index) || !checkStep(*node, *index)) return false;
    if (node->getBody() != nullptr) {
      AssignmentFinder finder(index->getId());
      node->getBody()->traverse(&finder);
      if (finder.found != nullptr) {
        fail(finder.found->getLoc(), index->getName().c_str(),
             "Loop index cannot be statically assigned to within the body of the loop");
        return false;
      }
      indices_.push_back(index->getId());
      node->getBody()->traverse(this);
      indices_.pop_back();
    }
    return false;
  }

  bool visitBinary(TVisit, TIntermBinary* node) override {
    if (node->getOp() != EOpIndexIndirect) return true;
    // Section 5: uniforms may be indexed by anything in a vertex shader.
    const TIntermSymbol* symbol = baseSymbol(node->getLeft());
    if (stage_ == EShLangVertex && symbol != nullptr && symbol->getQualifier().storage == EvqUniform) return true;
    IndexFinder finder(indices_);
    node->getRight()->traverse(&finder);
    if (!finder.constant) fail(node->getLoc(), "[]", "Index expression must be constant");
    return true;
  }

 private:
  static bool isIndex(TIntermNode* node, const TIntermSymbol& index) {
    const TIntermTyped* typed = node != nullptr ? node->getAsTyped() : nullptr;
    const TIntermSymbol* symbol = typed != nullptr ? folded(typed)->getAsSymbolNode() : nullptr;
    return symbol != nullptr && symbol->getId() == index.getId();
  }

  /// "for ( type_specifier identifier = constant_expression ; ..."
  const TIntermSymbol* loopIndex(const TIntermLoop& loop, TIntermNode* init) {
    TIntermAggregate* declaration = init != nullptr ? init->getAsAggregate() : nullptr;
    if (declaration == nullptr || declaration->getSequence().size() != 1) {
      fail(loop.getLoc(), "for", "Missing init declaration");
      return nullptr;
    }
    TIntermBinary* assignment = declaration->getSequence()[0]->getAsBinaryNode();
    TIntermSymbol* index = assignment != nullptr ? assignment->getLeft()->getAsSymbolNode() : nullptr;
    if (index == nullptr || assignment->getOp() != EOpAssign) {
      fail(loop.getLoc(), "for", "Invalid init declaration");
      return nullptr;
    }
    const TBasicType type = index->getBasicType();
    if (!index->isScalar() || (type != EbtInt && type != EbtFloat)) {
      fail(loop.getLoc(), index->getName().c_str(), "Invalid type for loop index");
      return nullptr;
    }
    if (assignment->getRight()->getAsConstantUnion() == nullptr) {
      fail(loop.getLoc(), index->getName().c_str(), "Loop index cannot be initialized with non-constant expression");
      return nullptr;
    }
    return index;
  }

  /// "loop_index relational_operator constant_expression"
  bool checkCondition(TIntermLoop& loop, const TIntermSymbol& index) {
    TIntermBinary* test = loop.getTest() != nullptr ? loop.getTest()->getAsBinaryNode() : nullptr;
    if (test == nullptr) return fail(loop.getLoc(), "for", "Missing condition");
    switch (test->getOp()) {
      case EOpGreaterThan:
      case EOpGreaterThanEqual:
      case EOpLessThan:
      case EOpLessThanEqual:
      case EOpEqual:
      case EOpNotEqual: break;
      default: return fail(test->getLoc(), "for", "Invalid relational operator");
    }
    if (!isIndex(test->getLeft(), index)) return fail(test->getLoc(), index.getName().c_str(), "Expected loop index");
    if (test->getRight()->getAsConstantUnion() == nullptr) {
      return fail(test->getLoc(), index.getName().c_str(),
                  "Loop index cannot be compared with non-constant expression");
    }
    return true;
  }

  /// One of i++ i-- ++i --i, i += constant, i -= constant.
  bool checkStep(TIntermLoop& loop, const TIntermSymbol& index) {
    TIntermTyped* step = loop.getTerminal();
    if (step == nullptr) return fail(loop.getLoc(), "for", "Missing expression");
    if (TIntermUnary* unary = step->getAsUnaryNode()) {
      if (unary->modifiesState() && isIndex(unary->getOperand(), index)) return true;
    } else if (TIntermBinary* binary = step->getAsBinaryNode()) {
      const bool adds = binary->getOp() == EOpAddAssign || binary->getOp() == EOpSubAssign;
      if (adds && isIndex(binary->getLeft(), index)) {
        if (binary->getRight()->getAsConstantUnion() != nullptr) return true;
        return fail(step->getLoc(), index.getName().c_str(),
                    "Loop index cannot be modified by non-constant expression");
      }
    }
    return fail(step->getLoc(), index.getName().c_str(), "Invalid expression of the loop");
  }

  bool fail(const TSourceLoc& where, const char* token, const char* reason) {
    log_ += logLine("ERROR", where.string, where.line, token, reason);
    valid = false;
    return false;
  }

  EShLanguage stage_;
  std::string& log_;
  TIntermNode* init_ = nullptr;  // of the loop that comes next
  std::vector<SymbolId> indices_;
};

}  // namespace

bool checkAppendixA(ParsedShader& shader, std::string& log) {
  AppendixA rules(shader.tree->getStage(), log);
  shader.tree->getTreeRoot()->traverse(&rules);
  return rules.valid;
}

}  // namespace sw
