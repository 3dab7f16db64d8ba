// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Writes one function's body straight into bytes. Branches name labels, not depths. Debug builds keep the types of the
// operand stack and stop at the first instruction that does not fit, where the mistake was made.
//
//   FunctionBuilder& f = module.addFunction("sum");
//   Local n = f.addParam(ValType::I32, "n");
//   f.addResult(ValType::I32);
//   Local sum = f.addLocal(ValType::I32, "sum");
//   Label again = f.loop();
//   f.localGet(sum); f.localGet(n); f.op(Opcode::I32Add); f.localSet(sum);
//   f.localGet(n); f.i32Const(1); f.op(Opcode::I32Sub); f.localTee(n); f.brIf(again);
//   f.end();
//   f.localGet(sum);

#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "support/byte_writer.h"
#include "wasm/opcodes.h"

namespace sw::wasm {

class ModuleBuilder;

/// Strong indices. A default-made one names nothing.
struct Local {
  uint32_t index = 0xffffffffu;
  bool valid() const { return index != 0xffffffffu; }
  bool operator==(const Local&) const = default;
};
struct Global {
  uint32_t index = 0xffffffffu;
  bool valid() const { return index != 0xffffffffu; }
};
struct Function {
  uint32_t index = 0xffffffffu;
  bool valid() const { return index != 0xffffffffu; }
};
struct TypeIndex {
  uint32_t index = 0xffffffffu;
  bool valid() const { return index != 0xffffffffu; }
};
/// A block that is still open.
struct Label {
  uint32_t position = 0xffffffffu;
  uint32_t serial = 0;
  bool valid() const { return position != 0xffffffffu; }
};

/// How the conditions of two runs of one piece of code become one (interleave.h): what follows the branch is harmless
/// to the run that would not take it by itself.
enum class Join : uint8_t { None, Any, All };

struct Type {
  std::vector<ValType> params;
  std::vector<ValType> results;
  bool operator==(const Type&) const = default;
};

/// Where code of another line begins.
struct LineMark {
  size_t position;
  uint32_t line;
};
/// Where an `if` or br_if stands that has a Join.
struct JoinMark {
  size_t position;
  Join join;
};
/// Whole statements, taken out of a function. Positions count from its start.
struct Stretch {
  Bytes code;
  std::vector<LineMark> lines;
  std::vector<JoinMark> joins;
};

class FunctionBuilder {
 public:
  FunctionBuilder(ModuleBuilder& module, Function self, std::string name);
  FunctionBuilder(const FunctionBuilder&) = delete;
  FunctionBuilder& operator=(const FunctionBuilder&) = delete;

  ModuleBuilder& module() { return module_; }
  Function self() const { return self_; }
  const std::string& name() const { return name_; }
  const Type& type() const { return type_; }

  // Parameters and results first, then locals and code.
  Local addParam(ValType type, std::string_view name = {});
  void addResult(ValType type);
  Local addLocal(ValType type, std::string_view name = {});
  ValType typeOf(Local local) const { return localTypes_[local.index]; }
  uint32_t localCount() const { return uint32_t(localTypes_.size()); }
  /// Blocks, loops and ifs written so far.
  uint32_t constructCount() const { return serial_; }

  /// A temporary local from a pool. Its content is whatever was left there.
  Local acquire(ValType type);
  void release(Local local);

  void op(Opcode op);  // any instruction without immediates
  void i32Const(int32_t value);
  void i64Const(int64_t value);
  void f32Const(float value);
  void f32ConstBits(uint32_t bits);  // keeps the payload of a NaN
  void f64Const(double value);
  void v128Const(const uint32_t (&lanes)[4]);
  void v128Splat(uint32_t bits);
  void v128SplatFloat(float value);

  void localGet(Local local);
  void localSet(Local local);
  void localTee(Local local);
  void globalGet(Global global);
  void globalSet(Global global);

  void load(Opcode op, uint32_t offset = 0, uint32_t alignLog2 = 0) { memory(op, offset, alignLog2); }
  void store(Opcode op, uint32_t offset = 0, uint32_t alignLog2 = 0) { memory(op, offset, alignLog2); }
  void memoryLane(Opcode op, uint32_t lane, uint32_t offset = 0, uint32_t alignLog2 = 0);
  void lane(Opcode op, uint32_t lane);  // extract_lane, replace_lane
  void shuffle(const uint8_t (&lanes)[16]);
  /// Whole 32-bit lanes: 0-3 of the first operand, 4-7 of the second.
  void shuffle32(uint32_t a, uint32_t b, uint32_t c, uint32_t d);
  void memoryFill();
  void memoryCopy();
  void memoryInit(uint32_t dataIndex);

  Label block() { return open(Opcode::Block, {}); }
  Label block(ValType result) { return open(Opcode::Block, result); }
  Label loop() { return open(Opcode::Loop, {}); }
  Label loop(ValType result) { return open(Opcode::Loop, result); }
  Label if_(Join join = Join::None) {
    mark(join);
    return open(Opcode::If, {});
  }
  Label if_(ValType result) { return open(Opcode::If, result); }
  void else_();
  void end();
  void br(Label label);
  void brIf(Label label, Join join = Join::None);
  void brTable(std::span<const Label> labels, Label fallback);
  void brTable(std::initializer_list<Label> labels, Label fallback) {
    brTable(std::span<const Label>(labels.begin(), labels.size()), fallback);
  }
  void return_();
  void call(Function function);
  void callIndirect(TypeIndex type);
  void drop();
  void select();  // operands: value if true, value if false, i32
  void unreachable();

  /// The source line of what is written next, 0 for none. Without effect where the module keeps no lines.
  void setLine(uint32_t line);
  uint32_t line() const { return line_; }
  const std::vector<LineMark>& lineMarks() const { return lineMarks_; }

  /// Where the next statement will stand. The statements before it are left as they are.
  size_t position() {
    lastSet_ = SIZE_MAX;
    return code_.size();
  }
  /// A copy of the statements from one position to another.
  Stretch copy(size_t from, size_t to) const;
  /// Takes out the statements that came after a position.
  Stretch cut(size_t from);
  void paste(const Stretch& stretch);

  const Bytes& code() const { return code_; }
  size_t openBlocks() const { return frames_.size(); }
  const std::vector<ValType>& localTypes() const { return localTypes_; }
  const std::vector<std::string>& localNames() const { return localNames_; }
  uint32_t paramCount() const { return uint32_t(type_.params.size()); }

 private:
  struct Frame {
    uint32_t serial;
    Opcode opcode;
    bool hasResult;
    ValType result;
    // Debug builds only:
    bool dead = false;
    uint32_t stackBase = 0;
  };

  void code(Opcode op);
  void mark(Join join) {
    if (join != Join::None) joinMarks_.push_back({code_.size(), join});
  }
  void memory(Opcode op, uint32_t offset, uint32_t alignLog2);
  Label open(Opcode op, ValType result);
  uint32_t depthOf(Label label) const;

  // Operand stack, empty functions where SW_DEBUG is off.
  void checkSignature(Opcode op);
  void checkPop(ValType type);
  void checkPush(ValType type);
  void checkBranch(Label label, bool conditional);
  void checkDead();
  [[noreturn]] void fault(const char* what) const;

  ModuleBuilder& module_;
  Function self_;
  std::string name_;
  Type type_;
  Bytes code_;
  std::vector<ValType> localTypes_;
  std::vector<std::string> localNames_;  // as long as the last named local
  std::vector<Local> pools_[5];
  std::vector<Frame> frames_;
  std::vector<ValType> stack_;
  std::vector<LineMark> lineMarks_;
  std::vector<JoinMark> joinMarks_;
  uint32_t line_ = 0;
  uint32_t markedLine_ = 0;
  uint32_t serial_ = 0;
  size_t lastSet_ = SIZE_MAX;  // where a local.set stands that ends the code
  uint32_t lastSetLocal_ = 0;
};

/// A source line for as long as it lives.
class LineScope {
 public:
  LineScope(FunctionBuilder& function, uint32_t line) : function_(function), outer_(function.line()) {
    function_.setLine(line);
  }
  ~LineScope() { function_.setLine(outer_); }
  LineScope(const LineScope&) = delete;
  LineScope& operator=(const LineScope&) = delete;

 private:
  FunctionBuilder& function_;
  uint32_t outer_;
};

/// A pooled local that goes back by itself.
class Scratch {
 public:
  Scratch(FunctionBuilder& function, ValType type) : function_(function), local_(function.acquire(type)) {}
  ~Scratch() { function_.release(local_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  operator Local() const { return local_; }

 private:
  FunctionBuilder& function_;
  Local local_;
};

}  // namespace sw::wasm
