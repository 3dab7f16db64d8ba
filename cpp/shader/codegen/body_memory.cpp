// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Loads, stores and variables. A variable's cells are wasm locals; one that some dynamic index reaches is in private
// memory, 16 bytes a cell (lane k at 4 k), or 4 when it is uniform. Indices are clamped in the IR. Functions that are
// called share globals and outputs by way of private memory, and have their own variables in their frame.

#include "pipeline/layout.h"
#include "shader/codegen/body_impl.h"
#include "support/assert.h"

namespace sw {

using namespace ir;
using passes::CellMap;
using wasm::Local;
using wasm::Opcode;
using wasm::Scratch;
using wasm::ValType;

Local BodyEmitter::Impl::cellLocal(uint32_t cell) {
  if (!cells[cell].valid()) cells[cell] = f.addLocal(valTypeOf(flow.cells.typeOf(cell), cellForm(cell)));
  return cells[cell];
}

// --- variables in locals

void BodyEmitter::Impl::flushZero(uint32_t cell) {
  if (!pendingZero[cell]) return;
  pendingZero[cell] = false;
  pushConst(flow.cells.typeOf(cell), 0, cellForm(cell));
  f.localSet(cellLocal(cell));
}

/// Values that stand for the variable's local get their own before it changes.
void BodyEmitter::Impl::flushLoads(uint32_t cell) {
  for (ValueId value : pendingLoads[cell]) {
    ValueInfo& i = info[value];
    if (i.aliasCell != cell) continue;
    i.aliasCell = kNone;
    if (i.uses == 0) continue;
    f.localGet(cellLocal(cell));
    define(value);
  }
  pendingLoads[cell].clear();
}

/// Before a block that may or may not run: what it touches is put in order on the way that both ways share.
void BodyEmitter::Impl::enterControl(BlockId block) {
  if (block == kNone) return;
  for (uint32_t k = blockCells[block].first; k < blockCells[block].second; k++) {
    flushZero(cellsAccessed[k]);
    flushLoads(cellsAccessed[k]);
  }
}

void BodyEmitter::Impl::collectCells(BlockId block) {
  if (block == kNone) return;
  const uint32_t begin = uint32_t(cellsAccessed.size());
  for (InstrId id : main.blocks[block].instrs) {
    const Instr& instr = main.instrs[id];
    switch (instr.op) {
      case Op::Load:
      case Op::Store: {
        const Access& access = main.accesses[instr.imm];
        if (CellMap::isMutable(access.space) && !flow.cells.isDynamic(flow.cells.of(access))) {
          cellsAccessed.push_back(flow.cells.of(access));
        }
        break;
      }
      case Op::If:
      case Op::Loop:
      case Op::Scope:
        collectCells(instr.blockA);
        collectCells(instr.blockB);
        break;
      case Op::Switch:
        for (const SwitchCase& entry : main.switches[instr.imm]) collectCells(entry.block);
        break;
      default: break;
    }
  }
  blockCells[block] = {begin, uint32_t(cellsAccessed.size())};
}

void BodyEmitter::Impl::declare(const Instr& instr) {
  const Variable& variable = main.variables[instr.imm];
  const uint32_t base = flow.cells.base(Space::Local, instr.imm);
  const uint32_t count = uint32_t(variable.cells.size());
  if (count == 0) return;
  if (!flow.cells.isDynamic(base)) {
    for (uint32_t c = 0; c < count; c++) {
      flushLoads(base + c);
      pendingZero[base + c] = true;
    }
    return;
  }
  // Lanes that do not run here have no life of this variable, so all of it may be cleared.
  const uint32_t bytes = count * (cellForm(base) == Form::Scalar ? 4 : 16);
  if (bytes <= 64 && bytes % 16 == 0) {
    for (uint32_t at = 0; at < bytes; at += 16) {
      f.localGet(memoryOfCell(base));
      f.v128Splat(0);
      f.store(Opcode::V128Store, memoryOffset[base] + at, 4);
    }
    return;
  }
  f.localGet(memoryOfCell(base));
  f.i32Const(int32_t(memoryOffset[base]));
  f.op(Opcode::I32Add);
  f.i32Const(0);
  f.i32Const(int32_t(bytes));
  f.memoryFill();
}

// --- places

BodyEmitter::Impl::Place BodyEmitter::Impl::placeOf(const Access& access) {
  switch (access.space) {
    case Space::Uniform: return {uniformsAddress, (uniformCellOf(access.object) + access.base) * 4, 4, false};
    case Space::Block:
      return {blockAddress[blockSlotOf(access.object & 0xffff) + (access.object >> 16)], access.base, 1, false};
    case Space::Constant: return {privateAddress, constantsOffset + access.base * 4, 4, false};
    default: {
      const uint32_t cell = flow.cells.of(access);
      const Local base = memoryOfCell(cell);
      if (cellForm(cell) == Form::Scalar) return {base, memoryOffset[cell], 4, false};
      return {base, memoryOffset[cell], 16, true};
    }
  }
}

bool BodyEmitter::Impl::hasVaryingIndex(const Instr& instr, uint32_t firstIndex) const {
  for (uint32_t k = firstIndex; k < instr.argCount; k++) {
    if (!isUniform(main.args[instr.argBegin + k])) return true;
  }
  return false;
}

/// i32: base + sum of index * stride, all indices uniform.
void BodyEmitter::Impl::pushScalarOffset(const Instr& instr, const Access& access, const Place& place,
                                         uint32_t firstIndex) {
  f.localGet(place.base);
  for (uint32_t k = 0; k < access.strides.size(); k++) {
    push(main.args[instr.argBegin + firstIndex + k], Form::Scalar);
    f.i32Const(int32_t(access.strides[k] * place.unit));
    f.op(Opcode::I32Mul);
    f.op(Opcode::I32Add);
  }
}

/// v128: the byte offset of each lane, without the base.
void BodyEmitter::Impl::pushLaneOffsets(const Instr& instr, const Access& access, const Place& place,
                                        uint32_t firstIndex) {
  for (uint32_t k = 0; k < access.strides.size(); k++) {
    push(main.args[instr.argBegin + firstIndex + k], Form::Lanes);
    const uint32_t step = access.strides[k] * place.unit;
    if ((step & (step - 1)) == 0) {
      f.i32Const(__builtin_ctz(step));
      f.op(Opcode::I32x4Shl);
    } else {
      f.v128Splat(step);
      f.op(Opcode::I32x4Mul);
    }
    if (k) f.op(Opcode::I32x4Add);
  }
}

void BodyEmitter::Impl::pushLaneAddress(Local offsets, const Place& place, uint32_t lane) {
  f.localGet(offsets);
  f.lane(Opcode::I32x4ExtractLane, lane);
  f.localGet(place.base);
  f.op(Opcode::I32Add);
}

void BodyEmitter::Impl::gather(Local offsets, const Place& place) {
  Scratch sum(f, ValType::V128);
  for (uint32_t lane = 0; lane < 4; lane++) {
    const uint32_t offset = place.offset + (place.perLane ? 4 * lane : 0);
    pushLaneAddress(offsets, place, lane);
    if (lane == 0) {
      f.load(Opcode::V128Load32Zero, offset, 2);
    } else {
      f.localGet(sum);
      f.memoryLane(Opcode::V128Load32Lane, lane, offset, 2);
    }
    if (lane < 3) f.localSet(sum);
  }
}

void BodyEmitter::Impl::scatter(Local offsets, const Place& place, Local value) {
  for (uint32_t lane = 0; lane < 4; lane++) {
    pushLaneAddress(offsets, place, lane);
    f.localGet(value);
    f.memoryLane(Opcode::V128Store32Lane, lane, place.offset + 4 * lane, 2);
  }
}

// --- instructions

void BodyEmitter::Impl::emitLoad(const Instr& instr) {
  const Access& access = main.accesses[instr.imm];
  if (CellMap::isMutable(access.space) && !flow.cells.isDynamic(flow.cells.of(access))) {
    const uint32_t cell = flow.cells.of(access);
    if (info[instr.result].uses == 0) return;
    flushZero(cell);
    if (cellForm(cell) != formOf(instr.result)) {  // an output, kept as lanes
      error = "a load differs in form from its variable";
      return;
    }
    info[instr.result].aliasCell = cell;
    pendingLoads[cell].push_back(instr.result);
    return;
  }
  emitLoadValue(instr);
  define(instr.result);
}

/// Leaves a value that is not a variable in locals: uniforms, constants, inputs, variables in memory.
void BodyEmitter::Impl::emitLoadValue(const Instr& instr) {
  const Access& access = main.accesses[instr.imm];
  const Form form = formOf(instr.result);
  const Type type = instr.type;
  if (access.space == Space::Input) {
    env.pushInput(f, access.object, access.base);
    if (seenInputs[root->inputBase[access.object] + access.base]) canonicalise(Form::Lanes);
    if (form == Form::Scalar) f.lane(type == Type::Float ? Opcode::F32x4ExtractLane : Opcode::I32x4ExtractLane, 0);
    return;
  }
  const Place place = placeOf(access);
  SW_ASSERT(place.base.valid());
  const bool hostBool = type == Type::Bool && !CellMap::isMutable(access.space);  // anything but zero is true

  if (hasVaryingIndex(instr, 0)) {
    Scratch offsets(f, ValType::V128);
    pushLaneOffsets(instr, access, place, 0);
    f.localSet(offsets);
    gather(offsets, place);
    if (type == Type::Bool && !place.perLane) {  // kept once for all lanes: no mask
      f.v128Splat(0);
      f.op(Opcode::I32x4Ne);
    }
    return;
  }
  pushScalarOffset(instr, access, place, 0);
  if (place.perLane) {
    f.load(Opcode::V128Load, place.offset, 4);
  } else if (form == Form::Lanes) {
    f.load(Opcode::V128Load32Splat, place.offset, 2);
    if (type == Type::Bool) {
      f.v128Splat(0);
      f.op(Opcode::I32x4Ne);
    }
  } else {
    f.load(type == Type::Float ? Opcode::F32Load : Opcode::I32Load, place.offset, 2);
    if (hostBool) {
      f.i32Const(0);
      f.op(Opcode::I32Ne);
    }
  }
}

void BodyEmitter::Impl::emitStore(const Instr& instr) {
  const Access& access = main.accesses[instr.imm];
  const uint32_t cell = flow.cells.of(access);
  const ValueId value = main.args[instr.argBegin];
  const Form form = cellForm(cell);
  const bool masked = form == Form::Lanes && mask_.valid() && !flow.storesWhole(cell, currentRegion);

  if (!flow.cells.isDynamic(cell)) {
    push(value, form);
    bool stillUsed = false;
    for (ValueId load : pendingLoads[cell]) stillUsed |= info[load].aliasCell == cell && info[load].uses > 0;
    if (!stillUsed) {
      flushLoads(cell);
    } else {
      Scratch kept(f, valTypeOf(flow.cells.typeOf(cell), form));
      f.localSet(kept);
      flushLoads(cell);
      f.localGet(kept);
    }
    if (masked) {
      if (pendingZero[cell]) {
        f.localGet(mask_);
        f.op(Opcode::V128And);
      } else {
        f.localGet(cellLocal(cell));
        f.localGet(mask_);
        f.op(Opcode::V128Bitselect);
      }
    }
    pendingZero[cell] = false;
    f.localSet(cellLocal(cell));
    return;
  }

  const Place place = placeOf(access);
  if (hasVaryingIndex(instr, 1)) {
    Scratch offsets(f, ValType::V128), stored(f, ValType::V128);
    pushLaneOffsets(instr, access, place, 1);
    f.localSet(offsets);
    push(value, Form::Lanes);
    if (masked) {
      gather(offsets, place);
      f.localGet(mask_);
      f.op(Opcode::V128Bitselect);
    }
    f.localSet(stored);
    scatter(offsets, place, stored);
    return;
  }
  Scratch address(f, ValType::I32);
  pushScalarOffset(instr, access, place, 1);
  if (masked) f.localTee(address);
  push(value, form);
  if (masked) {
    f.localGet(address);
    f.load(Opcode::V128Load, place.offset, 4);
    f.localGet(mask_);
    f.op(Opcode::V128Bitselect);
  }
  if (form == Form::Lanes)
    f.store(Opcode::V128Store, place.offset, 4);
  else
    f.store(flow.cells.typeOf(cell) == Type::Float ? Opcode::F32Store : Opcode::I32Store, place.offset, 2);
}

}  // namespace sw
