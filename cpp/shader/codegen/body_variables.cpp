// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/body_variables.h"

#include <algorithm>

#include "shader/passes/inline.h"
#include "support/assert.h"

namespace sw {

using namespace ir;
using passes::CellMap;
using wasm::Label;
using wasm::Local;
using wasm::Opcode;
using wasm::Scratch;
using wasm::ValType;

BodyVariables::BodyVariables(const BodyContext& context, const BodyPlaces& places, BodyMasks& masks, BodyValues& values)
    : body_(context.body),
      plan_(context.plan),
      f_(context.f),
      places_(places),
      masks_(masks),
      values_(values),
      locals_(plan_.flow.cells.count()),
      pendingZero_(plan_.flow.cells.count()),
      pendingLoads_(plan_.flow.cells.count()) {}

void BodyVariables::beginInvocation() {
  for (std::vector<ValueId>& loads : pendingLoads_) loads.clear();
}

// --- variables in locals

Local BodyVariables::localOf(uint32_t cell) {
  if (!locals_[cell].valid()) {
    locals_[cell] = f_.addLocal(valTypeOf(plan_.flow.cells.typeOf(cell), plan_.cellForm(cell)));
  }
  return locals_[cell];
}

void BodyVariables::flushZero(uint32_t cell) {
  if (!pendingZero_[cell]) return;
  pendingZero_[cell] = false;
  values_.pushConst(plan_.flow.cells.typeOf(cell), 0, plan_.cellForm(cell));
  f_.localSet(localOf(cell));
}

/// Values that stand for the variable's local get their own before it changes.
void BodyVariables::flushLoads(uint32_t cell) {
  for (const ValueId value : pendingLoads_[cell]) values_.stopStandingFor(value, localOf(cell));
  pendingLoads_[cell].clear();
}

void BodyVariables::prepareFor(BlockId block) {
  if (block == kNone) return;
  const auto [begin, end] = plan_.cellsOfBlock(block);
  for (const uint32_t* cell = begin; cell != end; ++cell) {
    flushZero(*cell);
    flushLoads(*cell);
  }
}

// --- life

void BodyVariables::clear(uint32_t cell, uint32_t bytes) {
  f_.localGet(places_.ofCell(cell));
  f_.i32Const(int32_t(plan_.memoryOffset[cell]));
  f_.op(Opcode::I32Add);
  f_.i32Const(0);
  f_.i32Const(int32_t(bytes));
  f_.memoryFill();
}

void BodyVariables::clearInMemory(Space space, uint32_t object, size_t count) {
  if (count == 0 || !isInMemory(plan_.flow.cells.base(space, object))) return;
  const uint32_t base = plan_.flow.cells.base(space, object);
  clear(base, uint32_t(count) * bytesOf(plan_.cellForm(base)));
}

void BodyVariables::clearShared() {
  std::fill(pendingZero_.begin(), pendingZero_.end(), true);
  const Shader& shader = body_.plan.shader;
  for (uint32_t g = 0; g < shader.globals.size(); ++g) clearInMemory(Space::Global, g, shader.globals[g].cells.size());
  for (uint32_t o = 0; o < shader.outputs.size(); ++o) clearInMemory(Space::Output, o, shader.outputs[o].cells.size());
}

Local BodyVariables::takeOutput(uint32_t output, uint32_t index) {
  const uint32_t cell = plan_.flow.cells.base(Space::Output, output) + index;
  const Local local = localOf(cell);
  if (isInMemory(cell)) {
    f_.localGet(places_.ofCell(cell));
    f_.load(Opcode::V128Load, plan_.memoryOffset[cell], 4);
    f_.localSet(local);
  } else {
    flushZero(cell);
  }
  return local;
}

void BodyVariables::emitDeclaration(const Instr& instr) {
  const uint32_t base = plan_.flow.cells.base(Space::Local, instr.imm);
  const uint32_t count = uint32_t(plan_.function.variables[instr.imm].cells.size());
  if (count == 0) return;
  if (!isInMemory(base)) {
    for (uint32_t c = 0; c < count; ++c) {
      flushLoads(base + c);
      pendingZero_[base + c] = true;
    }
    return;
  }
  // Lanes that do not run here have no life of this variable, so all of it may be cleared.
  const uint32_t bytes = count * bytesOf(plan_.cellForm(base));
  if (bytes > 64 || bytes % 16 != 0) return clear(base, bytes);
  for (uint32_t at = 0; at < bytes; at += 16) {
    f_.localGet(places_.ofCell(base));
    f_.v128Splat(0);
    f_.store(Opcode::V128Store, plan_.memoryOffset[base] + at, 4);
  }
}

// --- indices

bool BodyVariables::hasVaryingIndex(const Instr& instr, uint32_t firstIndex) const {
  for (uint32_t k = firstIndex; k < instr.argCount; ++k) {
    if (!plan_.isUniform(plan_.function.args[instr.argBegin + k])) return true;
  }
  return false;
}

/// i32: base + sum of index * stride, all indices uniform.
void BodyVariables::pushScalarOffset(const Instr& instr, const Access& access, const Place& place,
                                     uint32_t firstIndex) {
  f_.localGet(place.base);
  for (uint32_t k = 0; k < access.strides.size(); ++k) {
    values_.push(plan_.function.args[instr.argBegin + firstIndex + k], Form::Scalar);
    f_.i32Const(int32_t(access.strides[k] * place.unit));
    f_.op(Opcode::I32Mul);
    f_.op(Opcode::I32Add);
  }
}

/// v128: the byte offset of each lane, without the base.
void BodyVariables::pushLaneOffsets(const Instr& instr, const Access& access, const Place& place, uint32_t firstIndex) {
  for (uint32_t k = 0; k < access.strides.size(); ++k) {
    values_.push(plan_.function.args[instr.argBegin + firstIndex + k], Form::Lanes);
    const uint32_t step = access.strides[k] * place.unit;
    if ((step & (step - 1)) == 0) {
      f_.i32Const(__builtin_ctz(step));
      f_.op(Opcode::I32x4Shl);
    } else {
      f_.v128Splat(step);
      f_.op(Opcode::I32x4Mul);
    }
    if (k) f_.op(Opcode::I32x4Add);
  }
}

void BodyVariables::pushLaneAddress(Local offsets, const Place& place, uint32_t lane) {
  f_.localGet(offsets);
  f_.lane(Opcode::I32x4ExtractLane, lane);
  f_.localGet(place.base);
  f_.op(Opcode::I32Add);
}

void BodyVariables::gather(Local offsets, const Place& place) {
  Scratch sum(f_, ValType::V128);
  for (uint32_t lane = 0; lane < 4; ++lane) {
    const uint32_t offset = place.offset + (place.perLane ? 4 * lane : 0);
    pushLaneAddress(offsets, place, lane);
    if (lane == 0) {
      f_.load(Opcode::V128Load32Zero, offset, 2);
    } else {
      f_.localGet(sum);
      f_.memoryLane(Opcode::V128Load32Lane, lane, offset, 2);
    }
    if (lane < 3) f_.localSet(sum);
  }
}

void BodyVariables::scatter(Local offsets, const Place& place, Local value) {
  for (uint32_t lane = 0; lane < 4; ++lane) {
    pushLaneAddress(offsets, place, lane);
    f_.localGet(value);
    f_.memoryLane(Opcode::V128Store32Lane, lane, place.offset + 4 * lane, 2);
  }
}

// --- loads

void BodyVariables::emitLoad(const Instr& instr) {
  const uint32_t cell = plan_.flow.cells.of(plan_.function.accesses[instr.imm]);
  if (isInMemory(cell)) {
    pushLoad(instr);
    values_.define(instr.result);
    return;
  }
  if (!values_.isWanted(instr.result)) return;
  flushZero(cell);
  if (plan_.cellForm(cell) != plan_.formOf(instr.result)) {  // an output, kept as lanes
    body_.error = "a load differs in form from its variable";
    return;
  }
  values_.standFor(instr.result, localOf(cell));
  pendingLoads_[cell].push_back(instr.result);
}

void BodyVariables::pushLoad(const Instr& instr) {
  const Access& access = plan_.function.accesses[instr.imm];
  const Place place = places_.of(access);
  SW_ASSERT(place.base.valid());
  const auto pushIsTrue = [this] {  // of lanes: anything but zero is
    f_.v128Splat(0);
    f_.op(Opcode::I32x4Ne);
  };
  const bool isBool = instr.type == Type::Bool;
  if (hasVaryingIndex(instr, 0)) {
    Scratch offsets(f_, ValType::V128);
    pushLaneOffsets(instr, access, place, 0);
    f_.localSet(offsets);
    gather(offsets, place);
    if (isBool && !place.perLane) pushIsTrue();  // kept once for all lanes: no mask
    return;
  }
  pushScalarOffset(instr, access, place, 0);
  if (place.perLane) {
    f_.load(Opcode::V128Load, place.offset, 4);
  } else if (plan_.formOf(instr.result) == Form::Lanes) {
    f_.load(Opcode::V128Load32Splat, place.offset, 2);
    if (isBool) pushIsTrue();
  } else {
    f_.load(scalarLoad(instr.type), place.offset, 2);
    if (isBool && !CellMap::isMutable(access.space)) {  // the page's: likewise
      f_.i32Const(0);
      f_.op(Opcode::I32Ne);
    }
  }
}

// --- stores

void BodyVariables::emitStore(const Instr& instr) {
  const Access& access = plan_.function.accesses[instr.imm];
  const uint32_t cell = plan_.flow.cells.of(access);
  if (isInMemory(cell))
    storeToMemory(instr, access);
  else
    storeToLocal(cell, plan_.function.args[instr.argBegin]);
}

void BodyVariables::storeToLocal(uint32_t cell, ValueId value) {
  const Form form = plan_.cellForm(cell);
  const bool masked = masks_.cutsStoresTo(cell);
  values_.push(value, form);
  bool stillUsed = false;
  for (const ValueId load : pendingLoads_[cell]) {
    stillUsed |= values_.standsFor(load, localOf(cell)) && values_.isWanted(load);
  }
  if (!stillUsed) {
    flushLoads(cell);
  } else {
    Scratch kept(f_, valTypeOf(plan_.flow.cells.typeOf(cell), form));
    f_.localSet(kept);
    flushLoads(cell);
    f_.localGet(kept);
  }
  if (masked) {
    if (pendingZero_[cell]) {
      f_.localGet(masks_.mask());
      f_.op(Opcode::V128And);
    } else {
      f_.localGet(localOf(cell));
      f_.localGet(masks_.mask());
      f_.op(Opcode::V128Bitselect);
    }
  }
  pendingZero_[cell] = false;
  f_.localSet(localOf(cell));
}

void BodyVariables::storeToMemory(const Instr& instr, const Access& access) {
  const uint32_t cell = plan_.flow.cells.of(access);
  const ValueId value = plan_.function.args[instr.argBegin];
  const Form form = plan_.cellForm(cell);
  const bool masked = masks_.cutsStoresTo(cell);
  const Place place = places_.of(access);
  if (hasVaryingIndex(instr, 1)) {
    Scratch offsets(f_, ValType::V128), stored(f_, ValType::V128);
    pushLaneOffsets(instr, access, place, 1);
    f_.localSet(offsets);
    values_.push(value, Form::Lanes);
    if (masked) {
      gather(offsets, place);
      f_.localGet(masks_.mask());
      f_.op(Opcode::V128Bitselect);
    }
    f_.localSet(stored);
    scatter(offsets, place, stored);
    return;
  }
  Scratch address(f_, ValType::I32);
  pushScalarOffset(instr, access, place, 1);
  if (masked) f_.localTee(address);
  values_.push(value, form);
  if (masked) {
    f_.localGet(address);
    f_.load(Opcode::V128Load, place.offset, 4);
    f_.localGet(masks_.mask());
    f_.op(Opcode::V128Bitselect);
  }
  storeForm(f_, plan_.flow.cells.typeOf(cell), form, place.offset);
}

// --- copies

void BodyVariables::copyCells(const Place& to, const Place& from, uint32_t count, Form form, bool masked) {
  constexpr uint32_t kVectorsPerRound = 4;
  const auto copyOne = [&](Local target, uint32_t targetOffset, Local source, uint32_t sourceOffset) {
    f_.localGet(target);
    f_.localGet(source);
    f_.load(Opcode::V128Load, sourceOffset, 2);
    if (masked) {
      f_.localGet(target);
      f_.load(Opcode::V128Load, targetOffset, 2);
      f_.localGet(masks_.mask());
      f_.op(Opcode::V128Bitselect);
    }
    f_.store(Opcode::V128Store, targetOffset, 2);
  };
  const uint32_t bytes = count * bytesOf(form);
  uint32_t vectors = bytes / 16;
  uint32_t at = 0;
  if (count > passes::kMaxUnrolledCells) {
    const uint32_t rounds = vectors / kVectorsPerRound;
    Scratch target(f_, ValType::I32), source(f_, ValType::I32), left(f_, ValType::I32);
    f_.localGet(to.base);
    f_.i32Const(int32_t(to.offset));
    f_.op(Opcode::I32Add);
    f_.localSet(target);
    f_.localGet(from.base);
    f_.i32Const(int32_t(from.offset));
    f_.op(Opcode::I32Add);
    f_.localSet(source);
    f_.i32Const(int32_t(rounds));
    f_.localSet(left);
    const Label again = f_.loop();
    for (uint32_t v = 0; v < kVectorsPerRound; ++v) copyOne(target, 16 * v, source, 16 * v);
    for (const Local pointer : {Local(target), Local(source)}) {
      f_.localGet(pointer);
      f_.i32Const(int32_t(16 * kVectorsPerRound));
      f_.op(Opcode::I32Add);
      f_.localSet(pointer);
    }
    f_.localGet(left);
    f_.i32Const(1);
    f_.op(Opcode::I32Sub);
    f_.localTee(left);
    f_.brIf(again);
    f_.end();
    at = rounds * kVectorsPerRound * 16;
    vectors -= rounds * kVectorsPerRound;
  }
  for (; vectors > 0; --vectors, at += 16) copyOne(to.base, to.offset + at, from.base, from.offset + at);
  for (; at < bytes; at += 4) {  // what is left of scalars
    f_.localGet(to.base);
    f_.localGet(from.base);
    f_.load(Opcode::I32Load, from.offset + at, 2);
    f_.store(Opcode::I32Store, to.offset + at, 2);
  }
}

}  // namespace sw
