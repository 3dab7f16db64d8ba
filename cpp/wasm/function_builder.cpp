// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "wasm/function_builder.h"

#include <bit>
#include <cstdio>
#include <cstdlib>

#include "support/assert.h"
#include "wasm/module_builder.h"

namespace sw::wasm {

namespace {

#ifdef SW_DEBUG
constexpr bool kCheckStack = true;
#else
constexpr bool kCheckStack = false;
#endif

constexpr ValType kNoResult = ValType(0x40);

}  // namespace

FunctionBuilder::FunctionBuilder(ModuleBuilder& module, Function self, std::string name)
    : module_(module), self_(self), name_(std::move(name)) {
  frames_.push_back({.serial = serial_++, .opcode = Opcode::Block, .hasResult = false, .result = kNoResult});
}

Local FunctionBuilder::addParam(ValType type, std::string_view name) {
  SW_ASSERT(type_.params.size() == localTypes_.size() && code_.empty());
  type_.params.push_back(type);
  return addLocal(type, name);
}

void FunctionBuilder::addResult(ValType type) { type_.results.push_back(type); }

Local FunctionBuilder::addLocal(ValType type, std::string_view name) {
  const Local local{uint32_t(localTypes_.size())};
  localTypes_.push_back(type);
  if (!name.empty()) {
    localNames_.resize(local.index + 1);
    localNames_[local.index] = name;
  }
  return local;
}

Local FunctionBuilder::acquire(ValType type) {
  std::vector<Local>& pool = pools_[uint8_t(type) - uint8_t(ValType::V128)];
  if (pool.empty()) return addLocal(type);
  const Local local = pool.back();
  pool.pop_back();
  return local;
}

void FunctionBuilder::release(Local local) { pools_[uint8_t(typeOf(local)) - uint8_t(ValType::V128)].push_back(local); }

void FunctionBuilder::setLine(uint32_t line) {
  if (module_.keepsLines()) line_ = line;
}

void FunctionBuilder::code(Opcode op) {
  if (line_ != markedLine_) {
    lineMarks_.push_back({code_.size(), line_});
    markedLine_ = line_;
  }
  const uint16_t code = infoOf(op).code;
  lastSet_ = SIZE_MAX;
  if (code <= 0xff) {
    code_.push_back(uint8_t(code));
  } else {
    code_.push_back(uint8_t(code >> 8));
    writeUnsigned(code_, code & 0xff);
  }
}

void FunctionBuilder::op(Opcode op) {
  SW_ASSERT(infoOf(op).immediate == Immediate::None);
  switch (op) {
    case Opcode::Else: return else_();
    case Opcode::End: return end();
    case Opcode::Return: return return_();
    case Opcode::Drop: return drop();
    case Opcode::Select: return select();
    case Opcode::Unreachable: return unreachable();
    default: break;
  }
  checkSignature(op);
  code(op);
}

void FunctionBuilder::i32Const(int32_t value) {
  checkPush(ValType::I32);
  code(Opcode::I32Const);
  writeSigned(code_, value);
}

void FunctionBuilder::i64Const(int64_t value) {
  checkPush(ValType::I64);
  code(Opcode::I64Const);
  writeSigned(code_, value);
}

void FunctionBuilder::f32Const(float value) { f32ConstBits(std::bit_cast<uint32_t>(value)); }

void FunctionBuilder::f32ConstBits(uint32_t bits) {
  checkPush(ValType::F32);
  code(Opcode::F32Const);
  writeFixed(code_, bits, 4);
}

void FunctionBuilder::f64Const(double value) {
  checkPush(ValType::F64);
  code(Opcode::F64Const);
  writeFixed(code_, std::bit_cast<uint64_t>(value), 8);
}

void FunctionBuilder::v128Const(const uint32_t (&lanes)[4]) {
  checkPush(ValType::V128);
  code(Opcode::V128Const);
  for (uint32_t lane : lanes) writeFixed(code_, lane, 4);
}

void FunctionBuilder::v128Splat(uint32_t bits) {
  // Engines build other constants at each use, two halves through general registers: a splat takes fewer steps.
  if (bits == 0 || bits == ~0u) return v128Const({bits, bits, bits, bits});
  i32Const(int32_t(bits));
  op(Opcode::I32x4Splat);
}

void FunctionBuilder::v128SplatFloat(float value) { v128Splat(std::bit_cast<uint32_t>(value)); }

void FunctionBuilder::localGet(Local local) {
  SW_ASSERT(local.valid() && local.index < localTypes_.size());
  checkPush(typeOf(local));
  if (lastSet_ != SIZE_MAX && lastSetLocal_ == local.index) {  // set and get of one local: tee
    code_[lastSet_] = uint8_t(infoOf(Opcode::LocalTee).code);
    lastSet_ = SIZE_MAX;
    return;
  }
  code(Opcode::LocalGet);
  writeUnsigned(code_, local.index);
}

void FunctionBuilder::localSet(Local local) {
  SW_ASSERT(local.valid() && local.index < localTypes_.size());
  checkPop(typeOf(local));
  const size_t start = code_.size();
  code(Opcode::LocalSet);
  writeUnsigned(code_, local.index);
  lastSet_ = start;
  lastSetLocal_ = local.index;
}

void FunctionBuilder::localTee(Local local) {
  SW_ASSERT(local.valid() && local.index < localTypes_.size());
  checkPop(typeOf(local));
  checkPush(typeOf(local));
  code(Opcode::LocalTee);
  writeUnsigned(code_, local.index);
}

void FunctionBuilder::globalGet(Global global) {
  SW_ASSERT(global.valid());
  checkPush(module_.typeOf(global));
  code(Opcode::GlobalGet);
  writeUnsigned(code_, global.index);
}

void FunctionBuilder::globalSet(Global global) {
  SW_ASSERT(global.valid());
  checkPop(module_.typeOf(global));
  code(Opcode::GlobalSet);
  writeUnsigned(code_, global.index);
}

void FunctionBuilder::memory(Opcode op, uint32_t offset, uint32_t alignLog2) {
  SW_ASSERT(infoOf(op).immediate == Immediate::Memory);
  checkSignature(op);
  code(op);
  writeUnsigned(code_, alignLog2);
  writeUnsigned(code_, offset);
}

void FunctionBuilder::memoryLane(Opcode op, uint32_t lane, uint32_t offset, uint32_t alignLog2) {
  SW_ASSERT(infoOf(op).immediate == Immediate::MemoryLane);
  checkSignature(op);
  code(op);
  writeUnsigned(code_, alignLog2);
  writeUnsigned(code_, offset);
  code_.push_back(uint8_t(lane));
}

void FunctionBuilder::lane(Opcode op, uint32_t lane) {
  SW_ASSERT(infoOf(op).immediate == Immediate::Lane);
  checkSignature(op);
  code(op);
  code_.push_back(uint8_t(lane));
}

void FunctionBuilder::shuffle(const uint8_t (&lanes)[16]) {
  checkSignature(Opcode::I8x16Shuffle);
  code(Opcode::I8x16Shuffle);
  code_.insert(code_.end(), lanes, lanes + 16);
}

void FunctionBuilder::shuffle32(uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
  uint8_t bytes[16];
  const uint32_t lanes[4] = {a, b, c, d};
  for (int i = 0; i < 16; ++i) bytes[i] = uint8_t(lanes[i / 4] * 4 + i % 4);
  shuffle(bytes);
}

void FunctionBuilder::memoryFill() {
  checkSignature(Opcode::MemoryFill);
  code(Opcode::MemoryFill);
  code_.push_back(0);
}

void FunctionBuilder::memoryCopy() {
  checkSignature(Opcode::MemoryCopy);
  code(Opcode::MemoryCopy);
  code_.push_back(0);
  code_.push_back(0);
}

void FunctionBuilder::memoryInit(uint32_t dataIndex) {
  checkSignature(Opcode::MemoryInit);
  code(Opcode::MemoryInit);
  writeUnsigned(code_, dataIndex);
  code_.push_back(0);
}

Label FunctionBuilder::open(Opcode op, ValType result) {
  const bool hasResult = uint8_t(result) != 0;
  if (op == Opcode::If) checkPop(ValType::I32);
  code(op);
  code_.push_back(uint8_t(hasResult ? result : kNoResult));
  Frame frame{.serial = serial_++, .opcode = op, .hasResult = hasResult, .result = result};
  frame.stackBase = uint32_t(stack_.size());
  if (kCheckStack) frame.dead = frames_.back().dead;
  frames_.push_back(frame);
  return {uint32_t(frames_.size() - 1), frame.serial};
}

void FunctionBuilder::else_() {
  Frame& frame = frames_.back();
  SW_ASSERT(frame.opcode == Opcode::If);
  if (kCheckStack) {
    if (frame.hasResult) checkPop(frame.result);
    if (stack_.size() != frame.stackBase) fault("values left at else");
    frame.dead = frames_[frames_.size() - 2].dead;
  }
  frame.opcode = Opcode::Else;
  code(Opcode::Else);
}

void FunctionBuilder::end() {
  const Frame frame = frames_.back();
  SW_ASSERT(frames_.size() > 1);
  if (kCheckStack) {
    if (frame.hasResult) checkPop(frame.result);
    if (frame.hasResult && frame.opcode == Opcode::If) fault("if with a result needs else");
    if (stack_.size() != frame.stackBase) fault("values left at end");
  }
  frames_.pop_back();
  if (frame.hasResult) checkPush(frame.result);
  code(Opcode::End);
}

uint32_t FunctionBuilder::depthOf(Label label) const {
  SW_ASSERT(label.position < frames_.size() && frames_[label.position].serial == label.serial);
  return uint32_t(frames_.size()) - 1 - label.position;
}

void FunctionBuilder::br(Label label) {
  checkBranch(label, false);
  code(Opcode::Br);
  writeUnsigned(code_, depthOf(label));
  checkDead();
}

void FunctionBuilder::brIf(Label label, Join join) {
  mark(join);
  checkPop(ValType::I32);
  checkBranch(label, true);
  code(Opcode::BrIf);
  writeUnsigned(code_, depthOf(label));
}

void FunctionBuilder::brTable(std::span<const Label> labels, Label fallback) {
  checkPop(ValType::I32);
  code(Opcode::BrTable);
  writeUnsigned(code_, labels.size());
  for (Label label : labels) writeUnsigned(code_, depthOf(label));
  writeUnsigned(code_, depthOf(fallback));
  checkDead();
}

void FunctionBuilder::return_() {
  if (kCheckStack) {
    for (size_t i = type_.results.size(); i-- > 0;) checkPop(type_.results[i]);
  }
  code(Opcode::Return);
  checkDead();
}

void FunctionBuilder::call(Function function) {
  if (kCheckStack) {
    const Type& type = module_.typeOf(function);
    for (size_t i = type.params.size(); i-- > 0;) checkPop(type.params[i]);
    for (ValType result : type.results) checkPush(result);
  }
  code(Opcode::Call);
  writeUnsigned(code_, function.index);
}

void FunctionBuilder::callIndirect(TypeIndex index) {
  if (kCheckStack) {
    checkPop(ValType::I32);
    const Type& type = module_.type(index);
    for (size_t i = type.params.size(); i-- > 0;) checkPop(type.params[i]);
    for (ValType result : type.results) checkPush(result);
  }
  module_.useTable();
  code(Opcode::CallIndirect);
  writeUnsigned(code_, index.index);
  code_.push_back(0);
}

void FunctionBuilder::drop() {
  if (kCheckStack) {
    if (stack_.size() > frames_.back().stackBase) {
      stack_.pop_back();
    } else if (!frames_.back().dead) {
      fault("drop of nothing");
    }
  }
  code(Opcode::Drop);
}

void FunctionBuilder::select() {
  if (kCheckStack) {
    checkPop(ValType::I32);
    if (stack_.size() > frames_.back().stackBase) {
      const ValType type = stack_.back();
      checkPop(type);
      checkPop(type);
      checkPush(type);
    } else if (!frames_.back().dead) {
      fault("select of nothing");
    }
  }
  code(Opcode::Select);
}

void FunctionBuilder::unreachable() {
  code(Opcode::Unreachable);
  checkDead();
}

Stretch FunctionBuilder::copy(size_t from, size_t to) const {
  Stretch stretch{.code = Bytes(code_.begin() + long(from), code_.begin() + long(to)), .lines = {}, .joins = {}};
  uint32_t line = 0;
  for (const LineMark& mark : lineMarks_) {
    if (mark.position < from) line = mark.line;
    if (mark.position >= from && mark.position < to) stretch.lines.push_back({mark.position - from, mark.line});
  }
  if (stretch.lines.empty() || stretch.lines[0].position > 0) stretch.lines.insert(stretch.lines.begin(), {0, line});
  for (const JoinMark& mark : joinMarks_) {
    if (mark.position >= from && mark.position < to) stretch.joins.push_back({mark.position - from, mark.join});
  }
  return stretch;
}

Stretch FunctionBuilder::cut(size_t from) {
  Stretch stretch = copy(from, code_.size());
  code_.resize(from);
  while (!lineMarks_.empty() && lineMarks_.back().position >= from) lineMarks_.pop_back();
  while (!joinMarks_.empty() && joinMarks_.back().position >= from) joinMarks_.pop_back();
  markedLine_ = lineMarks_.empty() ? 0 : lineMarks_.back().line;
  lastSet_ = SIZE_MAX;
  return stretch;
}

void FunctionBuilder::paste(const Stretch& stretch) {
  const size_t start = position();
  for (const LineMark& mark : stretch.lines) {
    if (mark.line == markedLine_) continue;
    lineMarks_.push_back({start + mark.position, mark.line});
    markedLine_ = mark.line;
  }
  for (const JoinMark& mark : stretch.joins) joinMarks_.push_back({start + mark.position, mark.join});
  writeBytes(code_, stretch.code);
}

void FunctionBuilder::checkSignature(Opcode op) {
  if (!kCheckStack) return;
  const char* signature = infoOf(op).signature;
  SW_ASSERT(*signature != '?');
  const char* colon = signature;
  while (*colon != ':') ++colon;
  for (const char* p = colon; p != signature;) checkPop(typeOfLetter(*--p));
  for (const char* p = colon + 1; *p; ++p) checkPush(typeOfLetter(*p));
}

void FunctionBuilder::checkPop(ValType type) {
  if (!kCheckStack) return;
  if (stack_.size() == frames_.back().stackBase) {
    if (frames_.back().dead) return;
    fault("an operand is missing");
  }
  if (stack_.back() != type) fault("an operand has another type");
  stack_.pop_back();
}

void FunctionBuilder::checkPush(ValType type) {
  if (kCheckStack) stack_.push_back(type);
}

void FunctionBuilder::checkBranch(Label label, bool conditional) {
  if (!kCheckStack) return;
  const Frame& frame = frames_[label.position];
  if (label.position == 0) {
    SW_ASSERT(type_.results.empty() || !conditional);
    return;
  }
  if (frame.opcode == Opcode::Loop || !frame.hasResult) return;
  const ValType result = frame.result;
  checkPop(result);
  if (conditional) checkPush(result);
}

void FunctionBuilder::checkDead() {
  if (!kCheckStack) return;
  frames_.back().dead = true;
  stack_.resize(frames_.back().stackBase);
}

void FunctionBuilder::fault(const char* what) const {
  std::fprintf(stderr, "wasm function %s, byte %zu: %s; stack:", name_.c_str(), code_.size(), what);
  for (ValType type : stack_) std::fprintf(stderr, " %s", textOf(type));
  std::fprintf(stderr, "\n");
  std::abort();
}

}  // namespace sw::wasm
