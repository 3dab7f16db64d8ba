// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// How deep a shader may nest. Browsers bound the depth of their own parser's tree (256 levels, "Expression too
// complex."), which differs from glslang's: here glslang's tree is walked and the levels of theirs are counted.
//   - a branch of an `if` and the body of a loop is a block, also where it is one statement;
//   - `for` is one node, of which glslang makes a list of the initialiser and the loop;
//   - what stands behind a label of a `switch` is no list of its own;
//   - swizzles of swizzles are one, `+x` is a node (glslang gets two minus signs), and what can be computed at once
//     is: see foldedOperand.
// What browsers join or drop is in our tree still, so our own levels are bounded as well.

#include <glslang/MachineIndependent/localintermediate.h>

#include "shader/frontend/tree_rules.h"
#include "shader/glslang/parse_context.h"
#include "shader/glslang/tree.h"

namespace sw {

using namespace glslang;

namespace {

const TIntermAggregate* asList(const TIntermNode* node) {
  const TIntermAggregate* aggregate = node != nullptr ? node->getAsAggregate() : nullptr;
  return aggregate != nullptr && (aggregate->getOp() == EOpSequence || aggregate->getOp() == EOpScope) ? aggregate
                                                                                                       : nullptr;
}

class DepthRule {
 public:
  explicit DepthRule(const ParsedShader& shader) : shader_(shader) {}

  /// `level`: of the node that browsers have in this place; their root has 0.
  void statement(const TIntermNode* node, int level) {
    if (node == nullptr || pass(level)) return;
    if (const TIntermAggregate* list = asList(node)) {
      // A block or a declaration, else a `for`.
      const TIntermLoop* loop = loopOf(*list);
      if (loop == nullptr) return statements(*list, level + 1);
      if (list->getSequence().size() == 2) statement(list->getSequence()[0], level + 1);
      ++joined_;
      statement(loop, level);
      --joined_;
    } else if (const TIntermSelection* selection = node->getAsSelectionNode()) {
      if (const TIntermConstantUnion* known = selection->getCondition()->getAsConstantUnion()) {
        block(known->getConstArray()[0].getBConst() ? selection->getTrueBlock() : selection->getFalseBlock(), level);
        return;
      }
      expression(selection->getCondition(), level + 1);
      block(selection->getTrueBlock(), level + 1);
      block(selection->getFalseBlock(), level + 1);
    } else if (const TIntermLoop* loop = node->getAsLoopNode()) {
      expression(loop->getTest(), level + 1);
      expression(loop->getTerminal(), level + 1);
      block(loop->getBody(), level + 1);
    } else if (const TIntermSwitch* choice = node->getAsSwitchNode()) {
      expression(choice->getCondition(), level + 1);
      if (choice->getBody() == nullptr) return;
      for (const TIntermNode* child : choice->getBody()->getSequence()) {
        if (const TIntermAggregate* list = asList(child)) {
          statements(*list, level + 2);
        } else {
          statement(child, level + 2);
        }
      }
    } else if (const TIntermBranch* branch = node->getAsBranchNode()) {
      expression(branch->getExpression(), level + 1);
    } else {
      expression(node, level);
    }
  }

  void statements(const TIntermAggregate& list, int level) {
    for (const TIntermNode* child : list.getSequence()) statement(child, level);
  }

  bool tooDeep() const { return tooDeep_; }

 private:
  bool pass(int level) {
    tooDeep_ |= level > limit_ || level + joined_ > kMaxWalkDepth;
    return tooDeep_;
  }

  /// What browsers have thrown away.
  void dropped(const TIntermNode* node, int level) {
    const int limit = limit_;
    limit_ = kMaxWalkDepth;
    expression(node, level);
    limit_ = limit;
  }

  /// The loop, where a list is what glslang makes of `for`.
  const TIntermLoop* loopOf(const TIntermAggregate& list) const {
    const TIntermSequence& children = list.getSequence();
    const TIntermLoop* loop = !children.empty() && children.size() <= 2 && children.back() != nullptr
                                  ? children.back()->getAsLoopNode()
                                  : nullptr;
    if (loop == nullptr || !loop->testFirst()) return nullptr;
    return loop->getTerminal() != nullptr || shader_.isFor(loop->getLoc()) ? loop : nullptr;
  }

  void block(const TIntermNode* node, int level) {
    if (node == nullptr) return;
    const TIntermAggregate* list = asList(node);
    if (list != nullptr && loopOf(*list) == nullptr) return statement(list, level);
    if (!pass(level)) statement(node, level + 1);
  }

  void expression(const TIntermNode* node, int level) {
    if (node == nullptr || pass(level)) return;
    const TIntermTyped* typed = const_cast<TIntermNode*>(node)->getAsTyped();
    const int joined = joined_;
    while (const TIntermTyped* operand = typed != nullptr ? foldedOperand(*typed) : nullptr) {
      ++joined_;
      if (const TIntermSelection* selection = typed->getAsSelectionNode()) {
        const bool first = operand == selection->getTrueBlock();
        dropped(first ? selection->getFalseBlock() : selection->getTrueBlock(), level);
      } else {
        dropped(typed->getAsAggregate()->getSequence()[0], level);
      }
      typed = operand;
    }
    if (typed != nullptr && !pass(level)) operands(typed, level);
    joined_ = joined;
  }

  void operands(const TIntermTyped* typed, int level) {
    if (const TIntermBinary* binary = typed->getAsBinaryNode()) {
      const TIntermTyped* left = binary->getLeft();
      const bool component = binary->getOp() == EOpIndexDirect && left->isVector();
      while (component || binary->getOp() == EOpVectorSwizzle) {
        const TIntermBinary* inner = left->getAsBinaryNode();
        if (inner == nullptr || inner->getOp() != EOpVectorSwizzle) break;
        ++joined_;
        left = inner->getLeft();
      }
      expression(left, level + 1);
      if (binary->getOp() != EOpVectorSwizzle) expression(binary->getRight(), level + 1);
    } else if (const TIntermUnary* unary = typed->getAsUnaryNode()) {
      const TIntermTyped* operand = unary->getOperand();
      const TIntermUnary* second = operand->getAsUnaryNode();
      const bool plus = unary->getOp() == EOpNegative && second != nullptr && second->getOp() == EOpNegative &&
                        unary->getLoc().line == second->getLoc().line &&
                        unary->getLoc().column == second->getLoc().column;
      joined_ += plus;
      expression(plus ? second->getOperand() : operand, level + 1);
    } else if (const TIntermAggregate* aggregate = typed->getAsAggregate()) {
      for (const TIntermNode* child : aggregate->getSequence()) expression(child, level + 1);
    } else if (const TIntermSelection* selection = typed->getAsSelectionNode()) {
      expression(selection->getCondition(), level + 1);
      expression(selection->getTrueBlock(), level + 1);
      expression(selection->getFalseBlock(), level + 1);
    }
  }

  const ParsedShader& shader_;
  int limit_ = kMaxTreeDepth;
  int joined_ = 0;  // levels on the path that browsers have not
  bool tooDeep_ = false;
};

}  // namespace

bool checkDepth(ParsedShader& shader, std::string& log) {
  DepthRule rule(shader);
  for (const TIntermNode* node : shader.tree->getTreeRoot()->getAsAggregate()->getSequence()) {
    const TIntermAggregate* function = node->getAsAggregate();
    if (function == nullptr || function->getOp() != EOpFunction) {
      if (function == nullptr || function->getOp() != EOpLinkerObjects) rule.statement(node, 1);
      continue;
    }
    // Parameters, then the body, which is level 2.
    if (function->getSequence().size() < 2) continue;
    if (const TIntermNode* body = function->getSequence()[1]) rule.statement(body, 2);
  }
  if (rule.tooDeep()) log += "ERROR: Expression too complex.\n";
  return !rule.tooDeep();
}

}  // namespace sw
