// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Rules that need one node of glslang's tree and what is right under it.

#include <glslang/MachineIndependent/localintermediate.h>

#include "shader/frontend/tree_rules.h"
#include "shader/glslang/parse_context.h"
#include "shader/glslang/tree.h"
#include "shader/glslang/variable_size.h"

namespace sw {

using namespace glslang;

namespace {

bool containsArray(const TType& type) {
  if (type.isArray()) return true;
  if (!type.isStruct()) return false;
  for (const TTypeLoc& member : *type.getStruct()) {
    if (containsArray(*member.type)) return true;
  }
  return false;
}

/// Looks for what leaves a loop for good: its own `break`s and any `return`. Not `discard`, as in browsers.
class Exits : public TIntermTraverser {
 public:
  Exits() : TIntermTraverser(true, false, true) {}
  bool found = false;

  bool visitBranch(TVisit visit, TIntermBranch* node) override {
    found |= visit == EvPreVisit && (node->getFlowOp() == EOpReturn || (node->getFlowOp() == EOpBreak && nested_ == 0));
    return !found;
  }
  bool visitLoop(TVisit visit, TIntermLoop*) override { return nest(visit); }
  bool visitSwitch(TVisit visit, TIntermSwitch*) override { return nest(visit); }

 private:
  bool nest(TVisit visit) {
    nested_ += visit == EvPreVisit ? 1 : -1;
    return true;
  }
  int nested_ = 0;
};

constexpr size_t kMaxParameters = 255;  // of a function with a body, as in browsers

class NodeRules : public TIntermTraverser {
 public:
  NodeRules(ParsedShader& shader, std::string& log) : shader_(shader), log_(log) {
    fragDataNeedsZero_ = shader.version == 100;
    for (const auto& [name, enabled] : shader.extensions) {
      if (enabled && name == "GL_EXT_draw_buffers") fragDataNeedsZero_ = false;
    }
  }
  bool valid() const { return valid_; }

  void visitSymbol(TIntermSymbol* node) override {
    if (node->getName() == "gl_FragColor") fragColor_ = true;
    if (node->getName() == "gl_FragData") fragData_ = true;
    if (fragColor_ && fragData_ && !inLinkage_) {
      fragColor_ = false;
      fail(node->getLoc(), "gl_FragData", "cannot use both gl_FragData and gl_FragColor");
    }
    if (const char* reason = variableSizeError(node->getType(), shader_.tree->getStage())) {
      fail(node->getLoc(), node->getName().c_str(), reason);
    }
  }

  bool visitBinary(TVisit, TIntermBinary* node) override {
    if (node->getOp() == EOpIndexDirect || node->getOp() == EOpIndexIndirect) checkFragDataIndex(*node);
    if (node->getOp() == EOpIndexDirect) checkDistanceIndex(*node);
    if (node->getOp() == EOpIndexIndirect) noteIndexed(*node);
    if ((node->getOp() == EOpEqual || node->getOp() == EOpNotEqual) && node->getLeft()->getType().isUnsizedArray()) {
      fail(node->getLoc(), "==", "undefined operation for arrays without a size");  // gl_ClipDistance
    }
    // GLSL ES 3.00.6 section 4.3.6.
    if (node->getOp() == EOpIndexIndirect && shader_.version == 300 && node->getLeft()->isArray() &&
        shader_.tree->getStage() == EShLangFragment && node->getLeft()->getQualifier().storage == EvqVaryingOut) {
      fail(node->getLoc(), "[", "array index for fragment outputs must be constant");
    }
    return true;
  }

  bool visitAggregate(TVisit, TIntermAggregate* node) override {
    if (node->getOp() == EOpLinkerObjects) return checkLinkage(*node);
    if (node->getOp() == EOpComma) checkComma(*node);
    if (node->getOp() == EOpFunction) checkParameters(*node);
    shader_.callsFunctions |= node->getOp() == EOpFunctionCall;
    if (node->getOp() == EOpSequence || node->getOp() == EOpScope) {
      for (TIntermNode* child : node->getSequence()) checkStatement(*child);
    }
    return true;
  }

  /// The specification leaves endless loops alone; browsers refuse those that show it.
  bool visitLoop(TVisit, TIntermLoop* node) override {
    const TIntermTyped* test = node->getTest();
    const TIntermConstantUnion* constant = test != nullptr ? node->getTest()->getAsConstantUnion() : nullptr;
    if (!node->testFirst() || (test != nullptr && (constant == nullptr || !constant->getConstArray()[0].getBConst()))) {
      return true;
    }
    Exits exits;
    if (node->getBody() != nullptr) node->getBody()->traverse(&exits);
    if (!exits.found) fail(node->getLoc(), "", "Infinite loop detected in the shader");
    return true;
  }

  /// GLSL ES 3.00.6 section 6.2: "The type of init-expression ... must match the type of the constant-expressions in
  /// the case labels", without conversions.
  bool visitSwitch(TVisit, TIntermSwitch* node) override {
    const TBasicType type = node->getCondition()->getAsTyped()->getBasicType();
    for (TIntermNode* child : node->getBody()->getSequence()) {
      const TIntermBranch* branch = child->getAsBranchNode();
      if (branch == nullptr || branch->getFlowOp() != EOpCase || branch->getExpression()->getBasicType() == type)
        continue;
      fail(branch->getLoc(), "case", "case label type does not match switch init-expression type");
    }
    return true;
  }

 private:
  void checkParameters(const TIntermAggregate& function) {
    const TIntermAggregate* parameters = function.getSequence()[0]->getAsAggregate();
    if (parameters == nullptr || parameters->getSequence().size() <= kMaxParameters) return;
    const std::string name = function.getName().c_str();
    fail(function.getLoc(), name.substr(0, name.find('(')).c_str(), "Function has too many parameters");
  }

  /// WebGL 2.0, "GLSL ES 1.00 and 3.00": not on void, arrays, or structs that contain arrays.
  void checkComma(const TIntermAggregate& node) {
    if (!shader_.webgl2) return;
    for (const TIntermNode* child : node.getSequence()) {
      const TIntermTyped* operand = const_cast<TIntermNode*>(child)->getAsTyped();
      if (operand == nullptr || (operand->getBasicType() != EbtVoid && !containsArray(operand->getType()))) continue;
      fail(node.getLoc(), ",", "sequence operator is not allowed for void, arrays, or structs containing arrays");
      return;
    }
  }

  void checkStatement(const TIntermNode& node) {
    const TIntermTyped* typed = const_cast<TIntermNode&>(node).getAsTyped();
    if (typed != nullptr && typed->getBasicType() == EbtBlock) {
      fail(typed->getLoc(), "", "expression statement is not allowed for interface blocks");
    }
  }

  /// EXT_draw_buffers: without it, only gl_FragData[0].
  void checkFragDataIndex(const TIntermBinary& node) {
    const TIntermSymbol* symbol = const_cast<TIntermBinary&>(node).getLeft()->getAsSymbolNode();
    if (symbol == nullptr || symbol->getName() != "gl_FragData") return;
    const TIntermConstantUnion* index = const_cast<TIntermBinary&>(node).getRight()->getAsConstantUnion();
    if (fragDataNeedsZero_ && (index == nullptr || index->getConstArray()[0].getIConst() != 0)) {
      fail(node.getLoc(), "[", "array index for gl_FragData must be constant zero");
    }
  }

  /// ANGLE_clip_cull_distance: a size declared after an index has been used must include it.
  void checkDistanceIndex(const TIntermBinary& node) {
    const TIntermSymbol* symbol = const_cast<TIntermBinary&>(node).getLeft()->getAsSymbolNode();
    if (symbol == nullptr || !symbol->getType().isSizedArray()) return;
    if (symbol->getName() != "gl_ClipDistance" && symbol->getName() != "gl_CullDistance") return;
    const TIntermConstantUnion* index = const_cast<TIntermBinary&>(node).getRight()->getAsConstantUnion();
    if (index != nullptr && index->getConstArray()[0].getIConst() >= symbol->getType().getOuterArraySize()) {
      fail(node.getLoc(), symbol->getName().c_str(), "array size is smaller than an index that was used before");
    }
  }

  void noteIndexed(const TIntermBinary& node) {
    const TIntermTyped* array = const_cast<TIntermBinary&>(node).getLeft();
    const TIntermSymbol* symbol = array->getType().isArray() ? baseSymbol(array) : nullptr;
    if (symbol == nullptr || (!symbol->getQualifier().isPipeInput() && !symbol->getQualifier().isPipeOutput())) return;
    shader_.indexedInterfaces.insert(symbol->getName().c_str());
  }

  /// Declared globals: they are no uses.
  bool checkLinkage(TIntermAggregate& node) {
    inLinkage_ = true;
    for (TIntermNode* child : node.getSequence()) {
      if (TIntermSymbol* symbol = child->getAsSymbolNode()) {
        if (symbol->getName().compare(0, 3, "gl_") != 0) visitSymbol(symbol);
      }
    }
    inLinkage_ = false;
    return false;
  }

  void fail(const TSourceLoc& where, const char* token, const char* reason) {
    log_ += logLine("ERROR", where.string, where.line, token, reason);
    valid_ = false;
  }

  ParsedShader& shader_;
  std::string& log_;
  bool valid_ = true;
  bool fragDataNeedsZero_ = false;
  bool fragColor_ = false;
  bool fragData_ = false;
  bool inLinkage_ = false;
};

/// WebGL 1.0: an initialiser of a global is built from constants, uniforms and other globals, without calls of
/// functions that the shader defines and without side effects.
class InitializerRules : public TIntermTraverser {
 public:
  bool valid = true;

  void visitSymbol(TIntermSymbol* node) override {
    switch (node->getQualifier().storage) {
      case EvqConst:
      case EvqGlobal:
      case EvqTemporary:
      case EvqUniform: break;
      default: valid = false;
    }
  }
  bool visitUnary(TVisit, TIntermUnary* node) override {
    valid &= !node->modifiesState();
    return valid;
  }
  bool visitBinary(TVisit, TIntermBinary* node) override {
    valid &= !node->modifiesState();
    return valid;
  }
  bool visitAggregate(TVisit, TIntermAggregate* node) override {
    valid &= node->getOp() != EOpFunctionCall && !node->isTexture();
    return valid;
  }
};

bool checkGlobalInitializers(TIntermAggregate& node, std::string& log) {
  bool valid = true;
  for (TIntermNode* child : node.getSequence()) {
    if (TIntermBinary* assignment = child->getAsBinaryNode()) {
      InitializerRules rules;
      assignment->getRight()->traverse(&rules);
      if (rules.valid) continue;
      const TSourceLoc& where = assignment->getLoc();
      log +=
          logLine("ERROR", where.string, where.line, "=", "global variable initializers must be constant expressions");
      valid = false;
    } else if (TIntermAggregate* list = child->getAsAggregate(); list != nullptr && list->getOp() == EOpSequence) {
      valid &= checkGlobalInitializers(*list, log);
    }
  }
  return valid;
}

}  // namespace

bool checkNodes(ParsedShader& shader, std::string& log) {
  TIntermAggregate& root = *shader.tree->getTreeRoot()->getAsAggregate();
  NodeRules rules(shader, log);
  root.traverse(&rules);
  return rules.valid() && checkGlobalInitializers(root, log);
}

}  // namespace sw
