// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The vertex routine: four vertices at a time, attributes in, vertex records (pipeline/layout.h) out.

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>

#include "pipeline/layout.h"
#include "shader/codegen/attribute_fetch.h"
#include "shader/codegen/body_emitter.h"
#include "shader/codegen/routine_module.h"
#include "shader/codegen/routine_text.h"
#include "wasm/listing.h"

namespace sw {

using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

namespace {

class VertexRoutineEmitter final : public InvocationEnvironment {
 public:
  VertexRoutineEmitter(const LinkedProgram& program, const VertexKey& key)
      : program_(program),
        key_(key),
        core_(module_),
        f_(module_.addFunction("routine")),
        l_(f_),
        state_(f_.addParam(ValType::I32, "state")),
        vertexIds_(f_.addParam(ValType::I32, "vertexIds")),
        count_(f_.addParam(ValType::I32, "count")),
        records_(f_.addParam(ValType::I32, "records")),
        attributes_(f_.addLocal(ValType::I32, "attributes")),
        instanceId_(f_.addLocal(ValType::I32, "instanceId")),
        ids_(f_.addLocal(ValType::V128, "ids")),
        allLanes_(f_.addLocal(ValType::V128, "allLanes")) {
    for (uint32_t location = 0; location < kMaxVertexAttributes; ++location) {
      const auto type = ir::Type(program.info.attributeClass[location]);
      fetches_.push_back(std::make_unique<AttributeFetch>(l_, key.attributes[location], location, type, attributes_));
    }
    body_.emplace(program, ir::Stage::Vertex, module_, f_, *this);
  }

  RoutineCode generate(std::string* listing) {
    module_.keepLines(listing != nullptr);
    if (!body_->error().empty()) return {{}, body_->error()};
    findAttributes();

    f_.localGet(count_);
    f_.op(Opcode::I32Eqz);
    f_.if_();
    f_.return_();
    f_.end();
    if (!used_.empty()) {
      f_.globalGet(core_.attributes());
      f_.localSet(attributes_);
    }
    loadState(Opcode::I32Load, offsetof(VertexState, instanceId));
    f_.localSet(instanceId_);
    f_.v128Splat(0xffffffffu);
    f_.localSet(allLanes_);
    for (uint32_t location : used_) fetches_[location]->emitPrologue(instanceId_);
    body_->emitPrologue();
    findOutputs();

    const wasm::Label next = f_.loop();
    {
      const Lanes::Scope scope(l_);
      f_.localGet(vertexIds_);
      f_.load(Opcode::V128Load, 0, 4);
      f_.localSet(ids_);
      for (uint32_t location : used_) fetches_[location]->emit(ids_);
      body_->emit();
      storeRecords();
    }
    l_.advance(vertexIds_, 16);
    l_.advance(records_, 4 * recordBytes());
    l_.advance(count_, -4);
    f_.localGet(count_);
    f_.i32Const(0);
    f_.op(Opcode::I32GtS);
    f_.brIf(next);
    f_.end();
    module_.exportFunction("routine", f_.self());
    if (!body_->error().empty()) return {{}, body_->error()};  // found while emitting
    if (listing != nullptr) *listing = wasm::toWat(module_);
    return {module_.encode(), {}};
  }

  // InvocationEnvironment
  void pushInput(wasm::FunctionBuilder& f, uint32_t input, uint32_t cell) override {
    const int32_t location = locationOf(input, cell);
    if (location < 0) {
      f.v128Splat(0);
      return;
    }
    l_.push(fetches_[location]->component(componentOf(input, cell)));
  }
  void pushBuiltin(wasm::FunctionBuilder& f, ir::Builtin builtin, uint32_t) override {
    switch (builtin) {
      case ir::Builtin::VertexId: f.localGet(ids_); return;
      case ir::Builtin::InstanceId: f.localGet(instanceId_); return;
      case ir::Builtin::DrawId: loadState(Opcode::I32Load, offsetof(VertexState, drawId)); return;
      case ir::Builtin::DepthNear: loadState(Opcode::F32Load, offsetof(VertexState, depthNear)); return;
      case ir::Builtin::DepthFar: loadState(Opcode::F32Load, offsetof(VertexState, depthFar)); return;
      case ir::Builtin::DepthDiff: loadState(Opcode::F32Load, offsetof(VertexState, depthDiff)); return;
      case ir::Builtin::FragCoord:
      case ir::Builtin::FrontFacing:
      case ir::Builtin::PointCoord: f.v128Splat(0); return;  // not in vertex shaders
    }
  }
  ir::Uniformity uniformityOf(ir::Builtin builtin) override {
    return builtin == ir::Builtin::VertexId ? ir::Uniformity::Varying : ir::Uniformity::Uniform;
  }
  /// Generic values and instanced elements are the same for the whole batch.
  ir::Uniformity uniformityOfInput(uint32_t input) override {
    for (uint32_t cell = 0; cell < program_.vertex.inputs[input].cells.size(); ++cell) {
      const int32_t location = locationOf(input, cell);
      if (location >= 0 && !fetches_[location]->isConstant()) return ir::Uniformity::Varying;
    }
    return ir::Uniformity::Uniform;
  }
  void pushUniformsAddress(wasm::FunctionBuilder& f) override { f.globalGet(core_.uniforms()); }
  void pushBlocksAddress(wasm::FunctionBuilder&) override { loadState(Opcode::I32Load, offsetof(VertexState, blocks)); }
  void pushSamplersAddress(wasm::FunctionBuilder& f) override { f.globalGet(core_.textures()); }
  void pushPrivateAddress(wasm::FunctionBuilder& f) override { f.globalGet(core_.privateMemory()); }
  void pushBudgetAddress(wasm::FunctionBuilder& f) override {
    f.localGet(state_);
    f.i32Const(offsetof(VertexState, budget));
    f.op(Opcode::I32Add);
  }
  SamplerKey samplerKey(uint32_t sampler) override {
    return sampler < kKeyedSamplers ? key_.samplers[sampler] : SamplerKey{};
  }
  /// Captured, or flat: both are moves.
  bool seesBits(uint32_t output, uint32_t cell) override {
    const ir::InterfaceVariable& variable = program_.vertex.outputs[output];
    if (variable.interpolation == ir::Interpolation::Flat) return true;
    const int32_t first = firstPlace(output);
    if (first < 0) return false;
    const uint32_t place = uint32_t(first) + cell;
    return std::any_of(program_.info.feedback.begin(), program_.info.feedback.end(), [&](const FeedbackVarying& taken) {
      return place >= taken.firstCell && place < taken.firstCell + taken.cells;
    });
  }
  void emitAbort(wasm::FunctionBuilder& f) override { f.return_(); }

 private:
  uint32_t recordBytes() const { return 4 * vertexRecordCells(program_.info.varyingCells); }

  void loadState(Opcode op, size_t offset) {
    f_.localGet(state_);
    f_.load(op, uint32_t(offset), 2);
  }

  /// A matrix takes one location per column.
  int32_t locationOf(uint32_t input, uint32_t cell) const {
    const int32_t first = program_.vertexInputLocation[input];
    if (first < 0) return -1;
    const int32_t location = first + int32_t(cell / program_.vertex.inputs[input].type.rows);
    return location < int32_t(kMaxVertexAttributes) ? location : -1;
  }
  uint32_t componentOf(uint32_t input, uint32_t cell) const { return cell % program_.vertex.inputs[input].type.rows; }

  void findAttributes() {
    bool used[kMaxVertexAttributes] = {};
    for (uint32_t input = 0; input < program_.vertex.inputs.size(); ++input) {
      for (uint32_t cell = 0; cell < program_.vertex.inputs[input].cells.size(); ++cell) {
        const int32_t location = locationOf(input, cell);
        if (location >= 0 && body_->readsInput(input, cell)) used[location] = true;
      }
    }
    for (uint32_t location = 0; location < kMaxVertexAttributes; ++location) {
      if (used[location]) used_.push_back(location);
    }
  }

  /// Cell of the record where an output begins, -1 where it has none.
  int32_t firstPlace(uint32_t output) const {
    switch (program_.vertex.outputs[output].semantic) {
      case ir::Semantic::Position: return kRecordPositionCell;
      case ir::Semantic::PointSize: return kRecordPointSizeCell;
      default: {
        const int32_t cell = program_.vertexOutputCell[output];
        return cell < 0 ? -1 : int32_t(kRecordUserCell) + cell;
      }
    }
  }

  /// Which output goes to which cell of the record. Outputs that are the same for the whole batch are spread over the
  /// lanes here, once.
  void findOutputs() {
    cells_.resize(vertexRecordCells(program_.info.varyingCells));
    for (uint32_t output = 0; output < program_.vertex.outputs.size(); ++output) {
      const ir::InterfaceVariable& variable = program_.vertex.outputs[output];
      const int32_t first = firstPlace(output);
      if (first < 0) continue;
      for (uint32_t cell = 0; cell < variable.cells.size(); ++cell) {
        const uint32_t place = uint32_t(first) + cell;
        if (place >= cells_.size()) break;
        cells_[place] = {int32_t(output), cell, {}};
        if (!body_->isUniformOutput(output, cell)) continue;
        const Local scalar = body_->output(output, cell);
        f_.localGet(scalar);
        f_.op(f_.typeOf(scalar) == ValType::F32 ? Opcode::F32x4Splat : Opcode::I32x4Splat);
        cells_[place].constant = l_.pop();
      }
    }
  }

  Value cellValue(uint32_t place) const {
    const RecordCell& cell = cells_[place];
    if (cell.output < 0) return Value::constant(0);
    if (cell.constant.valid()) return cell.constant;
    return body_->output(uint32_t(cell.output), cell.cell);
  }

  void storeRecords() {
    const uint32_t bytes = recordBytes();
    for (uint32_t place = 0; place < cells_.size(); place += 4) {
      const Lanes::Scope scope(l_);
      if (place == kRecordPointSizeCell) {  // the three cells after it are padding
        if (cells_[place].output < 0) continue;
        for (uint32_t lane = 0; lane < 4; ++lane) {
          f_.localGet(records_);
          l_.push(cellValue(place));
          f_.memoryLane(Opcode::V128Store32Lane, lane, lane * bytes + place * 4, 2);
        }
        continue;
      }
      const Value columns[4] = {cellValue(place), cellValue(place + 1), cellValue(place + 2), cellValue(place + 3)};
      Value rows[4];
      transpose(l_, columns, rows);
      for (uint32_t lane = 0; lane < 4; ++lane) {
        f_.localGet(records_);
        l_.push(rows[lane]);
        f_.store(Opcode::V128Store, lane * bytes + place * 4, 4);
      }
    }
  }

  struct RecordCell {
    int32_t output = -1;  // none
    uint32_t cell = 0;
    Value constant;
  };

  const LinkedProgram& program_;
  const VertexKey key_;
  wasm::ModuleBuilder module_;
  CoreImports core_;
  wasm::FunctionBuilder& f_;
  Lanes l_;
  Local state_, vertexIds_, count_, records_;
  Local attributes_, instanceId_, ids_, allLanes_;
  std::vector<std::unique_ptr<AttributeFetch>> fetches_;  // by location
  std::vector<uint32_t> used_;                            // locations
  std::vector<RecordCell> cells_;
  std::optional<BodyEmitter> body_;
};

}  // namespace

RoutineCode generateVertexRoutine(const LinkedProgram& program, const VertexKey& key) {
  return generateVertexRoutine(program, key, nullptr);
}

RoutineCode generateVertexRoutine(const LinkedProgram& program, const VertexKey& key, std::string* listing) {
  return VertexRoutineEmitter(program, key).generate(listing);
}

}  // namespace sw
