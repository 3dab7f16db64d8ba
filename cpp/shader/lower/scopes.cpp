// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/lower/scopes.h"

#include <algorithm>

namespace sw::lowering {

using namespace glslang;

namespace {

constexpr uint32_t kRoot = 0;

struct Scope {
  const TIntermNode* node = nullptr;
  uint32_t parent = kRoot;
  uint32_t parentStatement = 0;
  uint32_t depth = 0;
  bool isLoop = false;                 // the loop as a whole: condition, body, terminal
  long long oldestInside = INT64_MAX;  // of a loop: smallest id of a symbol surely declared by the loop
};

struct Local {
  const TIntermSymbol* symbol = nullptr;
  uint32_t scope = kRoot;
  uint32_t firstScope = kRoot;
  uint32_t firstStatement = 0;
  bool firstIsWholeWrite = false;
};

bool isLocal(const TIntermSymbol& symbol) {
  const TStorageQualifier storage = symbol.getQualifier().storage;
  return storage == EvqTemporary || storage == EvqConstReadOnly || storage == EvqConst;
}

/// An initialiser carries the place of the name it initialises; an assignment that of its operator.
bool isInitialiser(const TIntermBinary& assign) {
  const TIntermSymbol* symbol = assign.getLeft()->getAsSymbolNode();
  return assign.getOp() == EOpAssign && symbol && symbol->getLoc().line == assign.getLoc().line &&
         symbol->getLoc().column == assign.getLoc().column;
}

class Finder {
 public:
  explicit Finder(const std::set<long long>& parameters) : parameters_(parameters) {}

  std::vector<Scope> scopes{1};
  std::unordered_map<long long, Local> locals;
  std::vector<long long> order;

  void statementList(const TIntermNode* node) {
    if (!node) return;
    enter(node, false);
    if (const TIntermAggregate* list = asList(node)) {
      uint32_t index = 0;
      for (const TIntermNode* child : list->getSequence()) {
        statement_ = index++;
        statement(child);
      }
    } else {
      statement(node);
    }
    leave();
  }

 private:
  static const TIntermAggregate* asList(const TIntermNode* node) {
    const TIntermAggregate* aggregate = node->getAsAggregate();
    return aggregate && (aggregate->getOp() == EOpSequence || aggregate->getOp() == EOpScope) ? aggregate : nullptr;
  }

  void enter(const TIntermNode* node, bool isLoop) {
    Scope scope;
    scope.node = node;
    scope.parent = current_;
    scope.parentStatement = statement_;
    scope.depth = scopes[current_].depth + 1;
    scope.isLoop = isLoop;
    scopes.push_back(scope);
    current_ = static_cast<uint32_t>(scopes.size() - 1);
    statement_ = 0;
  }

  void leave() {
    statement_ = scopes[current_].parentStatement;
    current_ = scopes[current_].parent;
  }

  void statement(const TIntermNode* node) {
    if (!node || ++depth_ > kMaxWalkDepth) {  // the lowering itself reports the depth
      if (node) --depth_;
      return;
    }
    if (asList(node)) {
      statementList(node);
    } else if (const TIntermSelection* selection = node->getAsSelectionNode()) {
      expression(selection->getCondition());
      statementList(selection->getTrueBlock());
      statementList(selection->getFalseBlock());
    } else if (const TIntermLoop* loop = node->getAsLoopNode()) {
      // A for statement is a list of its first expression and the loop; what that declares is older than the body.
      const Scope& around = scopes[current_];
      long long counter = INT64_MAX;
      const TIntermAggregate* list = around.node ? asList(around.node) : nullptr;
      if (loop->getTerminal() && list && list->getSequence().size() == 2 && list->getSequence()[1] == node)
        counter = declaredBy(list->getSequence()[0]);
      enter(node, true);
      scopes[current_].oldestInside = counter;
      if (loop->testFirst()) expression(loop->getTest());
      statementList(loop->getBody());
      if (!loop->testFirst()) expression(loop->getTest());
      expression(loop->getTerminal());
      leave();
    } else if (const TIntermSwitch* choice = node->getAsSwitchNode()) {
      expression(choice->getCondition());
      // Cases share one scope, but each is a block of its own: what several of them name is declared before the switch.
      if (choice->getBody()) {
        for (const TIntermNode* child : choice->getBody()->getSequence()) statement(child);
      }
    } else if (const TIntermBranch* branch = node->getAsBranchNode()) {
      expression(branch->getExpression());
    } else {
      expression(node);
    }
    --depth_;
  }

  static long long declaredBy(const TIntermNode* node) {
    if (!node) return INT64_MAX;
    if (const TIntermAggregate* list = asList(node)) {
      long long oldest = INT64_MAX;
      for (const TIntermNode* child : list->getSequence()) oldest = std::min(oldest, declaredBy(child));
      return oldest;
    }
    const TIntermBinary* binary = node->getAsBinaryNode();
    return binary && isInitialiser(*binary) ? binary->getLeft()->getAsSymbolNode()->getId() : INT64_MAX;
  }

  void expression(const TIntermNode* node) {
    if (!node || ++depth_ > kMaxWalkDepth) {
      if (node) --depth_;
      return;
    }
    if (const TIntermSymbol* symbol = node->getAsSymbolNode()) {
      mention(*symbol, false);
    } else if (const TIntermBinary* binary = node->getAsBinaryNode()) {
      const TIntermSymbol* target = binary->getLeft()->getAsSymbolNode();
      if (binary->getOp() == EOpAssign && target) {
        expression(binary->getRight());
        if (mention(*target, true) && isInitialiser(*binary)) {
          for (uint32_t scope = current_; scope != kRoot; scope = scopes[scope].parent) {
            if (scopes[scope].isLoop)
              scopes[scope].oldestInside = std::min(scopes[scope].oldestInside, target->getId());
          }
        }
      } else {
        const bool shortCircuit = binary->getOp() == EOpLogicalAnd || binary->getOp() == EOpLogicalOr;
        expression(binary->getLeft());
        conditional_ += shortCircuit;
        expression(binary->getRight());
        conditional_ -= shortCircuit;
      }
    } else if (const TIntermUnary* unary = node->getAsUnaryNode()) {
      expression(unary->getOperand());
    } else if (const TIntermAggregate* aggregate = node->getAsAggregate()) {
      for (const TIntermNode* child : aggregate->getSequence()) expression(child);
    } else if (const TIntermSelection* selection = node->getAsSelectionNode()) {
      expression(selection->getCondition());
      ++conditional_;
      expression(selection->getTrueBlock());
      expression(selection->getFalseBlock());
      --conditional_;
    }
    --depth_;
  }

  /// Whether this is the first mention of a local.
  bool mention(const TIntermSymbol& symbol, bool wholeWrite) {
    if (!isLocal(symbol) || parameters_.count(symbol.getId())) return false;
    const auto [found, isNew] = locals.try_emplace(symbol.getId());
    Local& local = found->second;
    if (isNew) {
      order.push_back(symbol.getId());
      local.symbol = &symbol;
      local.scope = local.firstScope = current_;
      local.firstStatement = statement_;
      local.firstIsWholeWrite = wholeWrite && conditional_ == 0;
      return true;
    }
    uint32_t a = local.scope, b = current_;
    while (a != b) {
      if (scopes[a].depth >= scopes[b].depth)
        a = scopes[a].parent;
      else
        b = scopes[b].parent;
    }
    local.scope = a;
    return false;
  }

  const std::set<long long>& parameters_;
  uint32_t current_ = kRoot;
  uint32_t statement_ = 0;
  int depth_ = 0;
  int conditional_ = 0;
};

}  // namespace

ScopePlan::ScopePlan(const TIntermNode* body, const std::set<long long>& parameters) {
  Finder finder(parameters);
  finder.statementList(body);
  const std::vector<Scope>& scopes = finder.scopes;
  for (const long long id : finder.order) {
    const Local& local = finder.locals[id];
    uint32_t lValue = local.scope;
    const bool safe = local.firstIsWholeWrite && local.firstScope == local.scope;
    if (!safe) {
      for (uint32_t scope = lValue; scope != kRoot; scope = scopes[scope].parent) {
        if (!scopes[scope].isLoop || id >= scopes[scope].oldestInside) continue;
        lValue = scopes[scope].parent;
      }
    }
    uint32_t scope = local.firstScope, statement = local.firstStatement;
    while (scope != lValue) {
      statement = scopes[scope].parentStatement;
      scope = scopes[scope].parent;
    }
    plan_[scopes[lValue].node][statement].push_back({id, local.symbol});
  }
}

const std::vector<LocalDeclaration>* ScopePlan::before(const TIntermNode* list, uint32_t statement) const {
  const auto found = plan_.find(list);
  if (found == plan_.end()) return nullptr;
  const auto at = found->second.find(statement);
  return at == found->second.end() ? nullptr : &at->second;
}

namespace {

template <class F>
void forEachChild(const TIntermNode* node, F&& visit) {
  if (const TIntermBinary* binary = node->getAsBinaryNode()) {
    visit(binary->getLeft());
    visit(binary->getRight());
  } else if (const TIntermUnary* unary = node->getAsUnaryNode()) {
    visit(unary->getOperand());
  } else if (const TIntermAggregate* aggregate = node->getAsAggregate()) {
    for (const TIntermNode* child : aggregate->getSequence()) visit(child);
  } else if (const TIntermSelection* selection = node->getAsSelectionNode()) {
    visit(selection->getCondition());
    visit(selection->getTrueBlock());
    visit(selection->getFalseBlock());
  } else if (const TIntermLoop* loop = node->getAsLoopNode()) {
    visit(loop->getTest());
    visit(loop->getBody());
    visit(loop->getTerminal());
  } else if (const TIntermSwitch* choice = node->getAsSwitchNode()) {
    visit(choice->getCondition());
    visit(choice->getBody());
  } else if (const TIntermBranch* branch = node->getAsBranchNode()) {
    visit(branch->getExpression());
  }
}

void findWritten(const TIntermNode* node, std::set<long long>& ids, int depth) {
  if (!node || depth > kMaxWalkDepth) return;
  const auto writes = [&](const TIntermNode* target) {
    if (!target || !target->getAsTyped()) return;
    if (const TIntermSymbol* symbol = baseSymbol(target->getAsTyped())) ids.insert(symbol->getId());
  };
  if (const TIntermBinary* binary = node->getAsBinaryNode(); binary && binary->modifiesState()) {
    writes(binary->getLeft());
  } else if (const TIntermUnary* unary = node->getAsUnaryNode(); unary && unary->modifiesState()) {
    writes(unary->getOperand());
  } else if (const TIntermAggregate* aggregate = node->getAsAggregate()) {
    const TIntermSequence& children = aggregate->getSequence();
    if (aggregate->getOp() == EOpModf && children.size() > 1) writes(children[1]);
    if (aggregate->getOp() == EOpFunctionCall) {
      const TQualifierList& qualifiers = aggregate->getQualifierList();
      for (size_t i = 0; i < qualifiers.size() && i < children.size(); ++i) {
        if (qualifiers[i] == EvqOut || qualifiers[i] == EvqInOut) writes(children[i]);
      }
    }
  }
  forEachChild(node, [&](const TIntermNode* child) { findWritten(child, ids, depth + 1); });
}

}  // namespace

std::set<long long> findWrittenSymbols(const TIntermNode* body) {
  std::set<long long> ids;
  findWritten(body, ids, 0);
  return ids;
}

}  // namespace sw::lowering
