// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Loads, stores and variables. A variable's cells are wasm locals; one that some dynamic index reaches is in private
// memory, 16 bytes a cell (lane k at 4 k), or 4 when it is uniform. Indices are clamped in the IR. Functions that are
// called share globals and outputs by way of private memory, and have their own variables in their frame.

#pragma once

#include "shader/codegen/body_masks.h"
#include "shader/codegen/body_values.h"

namespace sw {

/// Is:   variables, and whatever else has a place in memory: loads and stores.
/// Owns: the locals of variables; that a variable is zero, or a value only its local, is put off until it matters.
/// Asks: the plan, places, values (indices, what is stored), masks (stores that reach some lanes only).
class BodyVariables {
 public:
  BodyVariables(const BodyContext& context, const BodyPlaces& places, BodyMasks& masks, BodyValues& values);

  void beginInvocation();
  /// Globals and outputs are zero when main begins.
  void clearShared();
  /// After main: a local with an output's cell.
  wasm::Local takeOutput(uint32_t output, uint32_t cell);

  void emitDeclaration(const ir::Instr& instr);
  /// Of a variable.
  void emitLoad(const ir::Instr& instr);
  /// Leaves a value that is not a variable in locals: uniforms, constants, variables in memory.
  void pushLoad(const ir::Instr& instr);
  void emitStore(const ir::Instr& instr);

  /// Before a block that may or may not run: what it touches is put in order on the way that both ways share.
  void prepareFor(ir::BlockId block);

  /// Copies cells from memory to memory, 16 bytes at a time: unrolled up to 16 cells, beyond by a loop.
  void copyCells(const Place& to, const Place& from, uint32_t count, Form form, bool masked);
  /// The first of a variable's cells in memory.
  Place placeOfCell(uint32_t cell) const { return {places_.ofCell(cell), plan_.memoryOffset[cell]}; }

 private:
  wasm::Local localOf(uint32_t cell);
  bool isInMemory(uint32_t cell) const { return plan_.flow.cells.isDynamic(cell); }
  void flushZero(uint32_t cell);
  void flushLoads(uint32_t cell);
  void clear(uint32_t cell, uint32_t bytes);
  void clearInMemory(ir::Space space, uint32_t object, size_t count);
  void storeToLocal(uint32_t cell, ir::ValueId value);
  void storeToMemory(const ir::Instr& instr, const ir::Access& access);

  bool hasVaryingIndex(const ir::Instr& instr, uint32_t firstIndex) const;
  void pushScalarOffset(const ir::Instr& instr, const ir::Access& access, const Place& place, uint32_t firstIndex);
  void pushLaneOffsets(const ir::Instr& instr, const ir::Access& access, const Place& place, uint32_t firstIndex);
  void pushLaneAddress(wasm::Local offsets, const Place& place, uint32_t lane);
  void gather(wasm::Local offsets, const Place& place);
  void scatter(wasm::Local offsets, const Place& place, wasm::Local value);

  BodyModule& body_;
  const FunctionPlan& plan_;
  wasm::FunctionBuilder& f_;
  const BodyPlaces& places_;
  BodyMasks& masks_;
  BodyValues& values_;
  // By cell:
  std::vector<wasm::Local> locals_;
  std::vector<uint8_t> pendingZero_;
  std::vector<std::vector<ir::ValueId>> pendingLoads_;
};

}  // namespace sw
