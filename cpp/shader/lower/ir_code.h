// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include <initializer_list>
#include <string>
#include <unordered_map>
#include <vector>

#include "shader/ir/builder.h"
#include "shader/lower/lower.h"
#include "shader/lower/value_cells.h"

namespace glslang {
struct TSourceLoc;
}

namespace sw::lowering {

struct BlockState {
  ir::BlockId block = 0;
  bool terminated = false;
  size_t constantsMark = 0;
};

/// The function that is being written.
struct FunctionState {
  FunctionState() : builder(function) {}
  ir::Function function;
  ir::Builder builder;
  std::unordered_map<uint64_t, ir::ValueId> constants;  // usable in the current block
  std::vector<uint64_t> constantsLog;                   // keys in the order they came
  bool terminated = false;                              // the current block has ended: what follows is never reached
};

/// Is:   instructions into the function that is being written, and the first error.
/// Owns: which constants are at hand, the line of the source, how deep the walk is; the shader is its caller's.
/// Asks: nobody. After an error everything goes on with zeros, so that no caller needs to ask.
class IrCode {
 public:
  IrCode(ir::Shader& shader, LowerError& error) : shader_(shader), error_(error) {}

  ir::Shader& shader() { return shader_; }
  void begin(FunctionState& function, const glslang::TSourceLoc& at);
  void finish() { f_ = nullptr; }
  ir::Function& function() { return f_->function; }

  void fail(const std::string& message);
  bool failed() const { return failed_; }
  /// Around a node of the tree: false if there was an error, or the walk has become too deep. ascend() in any case.
  bool descend(const char* tooDeep);
  void ascend() { depth_--; }
  /// What comes now is of this line.
  void moveTo(const glslang::TSourceLoc& at);

  ir::Builder& b() { return f_->builder; }
  ir::ValueId emit(ir::Op op, ir::Type type, std::initializer_list<ir::ValueId> args, uint32_t imm = 0) {
    return b().emit(op, type, args, imm);
  }
  ir::Type typeOf(ir::ValueId value) { return b().typeOf(value); }
  ir::ValueId constant(ir::Type type, uint32_t bits);
  ir::ValueId constantFloat(float value);
  ir::ValueId constantInt(int32_t value) { return constant(ir::Type::Int, static_cast<uint32_t>(value)); }
  ir::ValueId constantUint(uint32_t value) { return constant(ir::Type::Uint, value); }
  ir::ValueId one(ir::Type type);
  /// Whether all of them are this constant.
  bool isConstant(const Cells& cells, float value) const;

  BlockState enterBlock(ir::BlockId block);
  void leaveBlock(const BlockState& state);
  void end(ir::Op op);  // Break, Continue: nothing more in this block
  void terminate() { f_->terminated = true; }
  bool terminated() const { return f_->terminated; }

 private:
  ir::Shader& shader_;
  LowerError& error_;
  FunctionState* f_ = nullptr;
  bool failed_ = false;
  int depth_ = 0;
  uint32_t line_ = 0;
};

}  // namespace sw::lowering
