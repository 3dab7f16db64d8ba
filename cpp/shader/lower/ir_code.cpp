// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/lower/ir_code.h"

#include <algorithm>
#include <bit>

#include "shader/glslang/tree.h"

namespace sw::lowering {

using ir::Op;
using ir::Type;
using ir::ValueId;

void IrCode::begin(FunctionState& function, const glslang::TSourceLoc& at) {
  f_ = &function;
  line_ = static_cast<uint32_t>(std::max(at.line, 0));
  b().setLine(line_);
}

void IrCode::moveTo(const glslang::TSourceLoc& at) {
  if (at.line <= 0) return;
  line_ = static_cast<uint32_t>(at.line);
  b().setLine(line_);
}

bool IrCode::descend(const char* tooDeep) {
  if (++depth_ > kMaxWalkDepth) fail(tooDeep);
  return !failed_;
}

void IrCode::fail(const std::string& message) {
  if (failed_) return;
  failed_ = true;
  error_.line = line_;
  error_.message = message;
}

namespace {

uint64_t constantKey(Type type, uint32_t bits) { return uint64_t{static_cast<uint8_t>(type)} << 32 | bits; }

}  // namespace

ValueId IrCode::constant(Type type, uint32_t bits) {
  const uint64_t key = constantKey(type, bits);
  const auto [found, isNew] = f_->constants.try_emplace(key);
  if (isNew) {
    found->second = b().constant(type, bits);
    f_->constantsLog.push_back(key);
  }
  return found->second;
}

bool IrCode::isConstant(const Cells& cells, float value) const {
  const auto found = f_->constants.find(constantKey(Type::Float, std::bit_cast<uint32_t>(value)));
  return found != f_->constants.end() &&
         std::all_of(cells.begin(), cells.end(), [&](ValueId cell) { return cell == found->second; });
}

ValueId IrCode::constantFloat(float value) { return constant(Type::Float, std::bit_cast<uint32_t>(value)); }

ValueId IrCode::one(Type type) { return type == Type::Float ? constantFloat(1) : constant(type, 1); }

BlockState IrCode::enterBlock(ir::BlockId block) {
  const BlockState state{b().currentBlock(), f_->terminated, f_->constantsLog.size()};
  b().setBlock(block);
  f_->terminated = false;
  return state;
}

void IrCode::leaveBlock(const BlockState& state) {
  while (f_->constantsLog.size() > state.constantsMark) {
    f_->constants.erase(f_->constantsLog.back());
    f_->constantsLog.pop_back();
  }
  b().setBlock(state.block);
  f_->terminated = state.terminated;
}

void IrCode::end(Op op) {
  emit(op, Type::Void, {});
  f_->terminated = true;
}

}  // namespace sw::lowering
