// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/lower/lower.h"

#include <algorithm>
#include <bit>

#include "shader/lower/lowerer.h"

namespace sw::lowering {

using namespace glslang;
using ir::Op;
using ir::Type;
using ir::ValueId;

bool Lowerer::run() {
  const TIntermNode* root = const_cast<TIntermediate&>(tree_).getTreeRoot();
  const TIntermAggregate* top = root ? root->getAsAggregate() : nullptr;
  if (!top) {
    fail("the shader is empty");
    return false;
  }
  indirect_ = findIndirectInterfaces(root);
  // The top level: function definitions, initialisers of globals, and at the end the list of all globals.
  TIntermSequence initialisers;
  for (TIntermNode* node : top->getSequence()) {
    const TIntermAggregate* aggregate = node ? node->getAsAggregate() : nullptr;
    if (aggregate && aggregate->getOp() == EOpFunction) {
      definitions_[aggregate->getName().c_str()] = aggregate;
    } else if (aggregate && aggregate->getOp() == EOpLinkerObjects) {
      declareInterface(aggregate->getSequence());
    } else {
      initialisers.push_back(node);
    }
  }
  const auto main = definitions_.find("main(");
  if (main == definitions_.end()) {
    fail("no main function");
    return false;
  }
  shader_.mainFunction = requestFunction(*main->second, {}, {});
  for (size_t i = 0; i < queue_.size() && !failed_; i++) {
    const FunctionRequest request = std::move(queue_[i]);
    lowerFunction(request, request.index == shader_.mainFunction ? &initialisers : nullptr);
  }
  return !failed_;
}

void Lowerer::fail(const std::string& message) {
  if (failed_) return;
  failed_ = true;
  error_.line = line_;
  error_.message = message;
}

namespace {

uint64_t constantKey(Type type, uint32_t bits) { return uint64_t{static_cast<uint8_t>(type)} << 32 | bits; }

}  // namespace

ValueId Lowerer::constant(Type type, uint32_t bits) {
  const uint64_t key = constantKey(type, bits);
  const auto [found, isNew] = f_->constants.try_emplace(key);
  if (isNew) {
    found->second = b().constant(type, bits);
    f_->constantsLog.push_back(key);
  }
  return found->second;
}

bool Lowerer::isConstant(const Cells& cells, float value) const {
  const auto found = f_->constants.find(constantKey(Type::Float, std::bit_cast<uint32_t>(value)));
  return found != f_->constants.end() &&
         std::all_of(cells.begin(), cells.end(), [&](ValueId cell) { return cell == found->second; });
}

ValueId Lowerer::constantFloat(float value) { return constant(Type::Float, std::bit_cast<uint32_t>(value)); }

ValueId Lowerer::one(Type type) { return type == Type::Float ? constantFloat(1) : constant(type, 1); }

BlockState Lowerer::enterBlock(ir::BlockId block) {
  const BlockState state{b().currentBlock(), f_->terminated, f_->constantsLog.size()};
  b().setBlock(block);
  f_->terminated = false;
  return state;
}

void Lowerer::leaveBlock(const BlockState& state) {
  while (f_->constantsLog.size() > state.constantsMark) {
    f_->constants.erase(f_->constantsLog.back());
    f_->constantsLog.pop_back();
  }
  b().setBlock(state.block);
  f_->terminated = state.terminated;
}

void Lowerer::end(Op op) {
  emit(op, Type::Void, {});
  f_->terminated = true;
}

Type Lowerer::scalarType(const TType& type) {
  switch (type.getBasicType()) {
    case EbtBool: return Type::Bool;
    case EbtInt: return Type::Int;
    case EbtUint: return Type::Uint;
    case EbtFloat: return Type::Float;
    default: return Type::Void;
  }
}

}  // namespace sw::lowering

namespace sw {

bool lower(const glslang::TIntermediate& tree, ir::Shader& shader, LowerError& error) {
  return lowering::Lowerer(tree, shader, error).run();
}

}  // namespace sw
