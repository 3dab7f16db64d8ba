// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/frontend/tree_rules.h"

#include <glslang/MachineIndependent/localintermediate.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "shader/glslang/parse_context.h"

namespace sw {

using namespace glslang;

namespace {

void error(std::string& log, const TSourceLoc& where, const char* token, const char* reason) {
  log += logLine("ERROR", where.string, where.line, token, reason);
}

struct Callee {
  std::string name;
  TSourceLoc where;
};

struct FunctionNode {
  TIntermAggregate* body = nullptr;
  std::vector<Callee> callees;
  int height = 0;  // of the longest chain of calls that starts here
  enum class State { Unseen, Open, Done } state = State::Unseen;
};

/// "f(vf3;" to "f".
std::string plainName(const std::string& mangled) { return mangled.substr(0, mangled.find('(')); }

class CallCollector : public TIntermTraverser {
 public:
  explicit CallCollector(std::vector<Callee>& callees) : callees_(callees) {}
  bool visitAggregate(TVisit, TIntermAggregate* node) override {
    if (node->getOp() == EOpFunctionCall) callees_.push_back({node->getName().c_str(), node->getLoc()});
    return true;
  }

 private:
  std::vector<Callee>& callees_;
};

/// GLSL ES 3.00.6 section 6.1: "Static recursion is not allowed". Depth first from main.
class CallGraph {
 public:
  CallGraph(TIntermAggregate& root, bool hasCalls, std::string& log) : log_(log) {
    for (TIntermNode* node : root.getSequence()) {
      TIntermAggregate* function = node->getAsAggregate();
      if (function == nullptr || function->getOp() != EOpFunction) continue;
      FunctionNode& entry = functions_[function->getName().c_str()];
      entry.body = function;
      if (!hasCalls) continue;
      CallCollector collector(entry.callees);
      function->traverse(&collector);
    }
  }

  bool check() {
    if (functions_.find("main(") == functions_.end()) {
      log_ += "ERROR: Missing main()\n";
      return false;
    }
    // Recursion is an error in functions that nobody calls, too.
    for (auto& [name, function] : functions_) {
      if (name != "main(" && !visit(function)) return false;
    }
    return visit(functions_["main("]);
  }

  std::set<std::string> reachable() {
    std::set<std::string> names;
    std::vector<std::string> open = {"main("};
    while (!open.empty()) {
      const std::string name = open.back();
      open.pop_back();
      if (!names.insert(name).second) continue;
      for (const Callee& callee : functions_[name].callees) open.push_back(callee.name);
    }
    return names;
  }

 private:
  bool visit(FunctionNode& function) {
    if (function.state == FunctionNode::State::Done) return true;
    function.state = FunctionNode::State::Open;
    for (const Callee& callee : function.callees) {
      const auto found = functions_.find(callee.name);
      if (found == functions_.end()) {
        error(log_, callee.where, plainName(callee.name).c_str(), "function is called but has no body");
        return false;
      }
      if (found->second.state == FunctionNode::State::Open) {
        error(log_, callee.where, plainName(callee.name).c_str(), "recursive function call");
        return false;
      }
      if (++depth_ > kMaxCallDepth) return tooDeep(callee);
      if (!visit(found->second)) return false;
      --depth_;
      function.height = std::max(function.height, found->second.height + 1);
      if (function.height > kMaxCallDepth) return tooDeep(callee);
    }
    function.state = FunctionNode::State::Done;
    return true;
  }

  bool tooDeep(const Callee& callee) {
    error(log_, callee.where, plainName(callee.name).c_str(), "call stack too deep");
    return false;
  }

  static constexpr int kMaxCallDepth = 255;  // 256 functions
  std::map<std::string, FunctionNode> functions_;
  std::string& log_;
  int depth_ = 0;
};

void removeUncalled(TIntermAggregate& root, const std::set<std::string>& reachable) {
  TIntermSequence& sequence = root.getSequence();
  std::erase_if(sequence, [&](TIntermNode* node) {
    const TIntermAggregate* function = node->getAsAggregate();
    return function != nullptr && function->getOp() == EOpFunction && !reachable.contains(function->getName().c_str());
  });
}

}  // namespace

bool checkCalls(ParsedShader& shader, std::string& log) {
  TIntermAggregate& root = *shader.tree->getTreeRoot()->getAsAggregate();
  CallGraph calls(root, shader.callsFunctions, log);
  if (!calls.check()) return false;
  removeUncalled(root, calls.reachable());
  return true;
}

bool checkTree(ParsedShader& shader, std::string& log) {
  if (shader.tree->getTreeRoot() == nullptr || shader.tree->getTreeRoot()->getAsAggregate() == nullptr) {
    log += "ERROR: Missing main()\n";
    return false;
  }
  // Depth is bounded by the first, and the second says what later ones need not look for.
  if (!checkDepth(shader, log) || !checkNodes(shader, log)) return false;
  if (shader.version == 100 && !checkAppendixA(shader, log)) return false;
  collectNames(shader);
  if (!checkCalls(shader, log)) return false;
  pruneTree(shader);
  return true;
}

}  // namespace sw
