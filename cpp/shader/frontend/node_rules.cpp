// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Rules that need one node of glslang's tree and what is right under it.

#include <glslang/MachineIndependent/localintermediate.h>

#include "shader/frontend/parse_context.h"
#include "shader/frontend/tree_rules.h"

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

/// Cells of a type, or something above kMaxVariableCells.
uint64_t cellCount(const TType& type) {
  uint64_t cells = 1;
  if (type.isStruct()) {
    cells = 0;
    for (const TTypeLoc& member : *type.getStruct()) cells += cellCount(*member.type);
  } else if (type.isMatrix()) {
    cells = uint64_t(type.getMatrixCols()) * uint64_t(type.getMatrixRows());
  } else if (type.isVector()) {
    cells = uint64_t(type.getVectorSize());
  }
  if (type.isArray()) {
    for (int i = 0; i < type.getArraySizes()->getNumDims(); ++i) {
      cells *= uint64_t(std::max(type.getArraySizes()->getDimSize(i), 1));
      if (cells > kMaxVariableCells) return cells;
    }
  }
  return cells;
}

class NodeRules : public TIntermTraverser {
 public:
  NodeRules(const ParsedShader& shader, std::string& log) : shader_(shader), log_(log) {
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
    if (cellCount(node->getType()) > kMaxVariableCells) {
      fail(node->getLoc(), node->getName().c_str(), "Size of declared variable exceeds implementation-defined limit");
    }
  }

  bool visitBinary(TVisit, TIntermBinary* node) override {
    if (node->getOp() == EOpIndexDirect || node->getOp() == EOpIndexIndirect) checkFragDataIndex(*node);
    if (node->getOp() == EOpIndexDirect) checkDistanceIndex(*node);
    if ((node->getOp() == EOpEqual || node->getOp() == EOpNotEqual) && node->getLeft()->getType().isUnsizedArray()) {
      fail(node->getLoc(), "==", "undefined operation for arrays without a size");  // gl_ClipDistance
    }
    // GLSL ES 3.00.6 section 4.3.6.
    if (node->getOp() == EOpIndexIndirect && shader_.version == 300 && node->getLeft()->isArray() &&
        shader_.tree->getStage() == EShLangFragment && node->getLeft()->getQualifier().storage == EvqVaryingOut) {
      fail(node->getLoc(), "[", "array index for fragment outputs must be constant");
    }
    return checkDepth();
  }
  bool visitUnary(TVisit, TIntermUnary*) override { return checkDepth(); }
  bool visitLoop(TVisit, TIntermLoop*) override { return checkDepth(); }
  bool visitBranch(TVisit, TIntermBranch*) override { return checkDepth(); }
  bool visitSwitch(TVisit, TIntermSwitch*) override { return checkDepth(); }

  bool visitAggregate(TVisit, TIntermAggregate* node) override {
    if (node->getOp() == EOpLinkerObjects) return checkLinkage(*node);
    if (node->getOp() == EOpComma) {
      for (TIntermNode* child : node->getSequence()) {
        if (const TIntermTyped* operand = child->getAsTyped()) checkOperand(node->getLoc(), *operand, ",", "sequence");
      }
    }
    if (node->getOp() == EOpSequence || node->getOp() == EOpScope) {
      for (TIntermNode* child : node->getSequence()) checkStatement(*child);
    }
    return checkDepth();
  }

  bool visitSelection(TVisit, TIntermSelection* node) override {
    if (node->getBasicType() != EbtVoid || shader_.isTernary(node->getLoc())) {
      checkOperand(node->getLoc(), *node, "?:", "ternary");
    }
    return checkDepth();
  }

 private:
  /// WebGL 1.0 and 2.0: neither operator on arrays, structs that contain arrays, nor void.
  void checkOperand(const TSourceLoc& where, const TIntermTyped& node, const char* token, const char* what) {
    if (node.getBasicType() != EbtVoid && !containsArray(node.getType())) return;
    const std::string reason =
        std::string(what) + " operator is not allowed for void, arrays, or structs containing arrays";
    fail(where, token, reason.c_str());
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

  bool checkDepth() {
    if (depth <= kMaxTreeDepth) return true;
    if (!tooDeep_) log_ += "ERROR: Expression too complex.\n";
    tooDeep_ = true;
    valid_ = false;
    return false;
  }

  void fail(const TSourceLoc& where, const char* token, const char* reason) {
    log_ += logLine("ERROR", where.string, where.line, token, reason);
    valid_ = false;
  }

  const ParsedShader& shader_;
  std::string& log_;
  bool valid_ = true;
  bool tooDeep_ = false;
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
