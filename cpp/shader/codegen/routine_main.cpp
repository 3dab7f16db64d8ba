// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/routine_main.h"

#include <memory>

#include "pipeline/layout.h"
#include "shader/codegen/attribute_fetch.h"
#include "shader/codegen/body_emitter.h"
#include "shader/codegen/routine_module.h"
#include "wasm/listing.h"

namespace sw {

using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

namespace {

constexpr uint32_t kCellBytes = 16;

/// What vertex and fragment mains have in common.
class MainEmitter : public InvocationEnvironment {
 public:
  explicit MainEmitter(const LinkedProgram& program)
      : program_(program), core_(module_), f_(module_.addFunction("main")), l_(f_) {
    for (int i = 0; i < 4; ++i) f_.addResult(ValType::V128);
    module_.keepLines(true);
  }

  void pushUniformsAddress(wasm::FunctionBuilder& f) override { f.globalGet(core_.uniforms()); }
  void pushSamplersAddress(wasm::FunctionBuilder& f) override { f.globalGet(core_.textures()); }
  void emitAbort(wasm::FunctionBuilder& f) override {
    for (int i = 0; i < 4; ++i) f.v128Splat(0);
    f.return_();
  }

 protected:
  void pushState(Opcode op, size_t offset) {
    f_.globalGet(core_.state());
    f_.load(op, uint32_t(offset), 2);
  }
  void pushStateAddress(size_t offset) {
    f_.globalGet(core_.state());
    f_.i32Const(int32_t(offset));
    f_.op(Opcode::I32Add);
  }
  /// An output's cell in all lanes.
  void pushOutput(const BodyEmitter& body, uint32_t output, uint32_t cell) {
    const Local local = body.output(output, cell);
    f_.localGet(local);
    if (!body.isUniformOutput(output, cell)) return;
    f_.op(f_.typeOf(local) == ValType::F32 ? Opcode::F32x4Splat : Opcode::I32x4Splat);
  }
  void storeOutput(const BodyEmitter& body, uint32_t output, uint32_t cell, Local base, uint32_t place) {
    f_.localGet(base);
    pushOutput(body, output, cell);
    f_.store(Opcode::V128Store, place * kCellBytes, 4);
  }
  void pushCell(wasm::FunctionBuilder& f, Local base, uint32_t place) {
    f.localGet(base);
    f.load(Opcode::V128Load, place * kCellBytes, 4);
  }
  /// Stores the four results of a call, last one first, to cells.
  void storeResults(wasm::FunctionBuilder& f, Local base, uint32_t place) {
    const Local result = f.addLocal(ValType::V128);
    for (uint32_t i = 4; i-- > 0;) {
      f.localSet(result);
      f.localGet(base);
      f.localGet(result);
      f.store(Opcode::V128Store, (place + i) * kCellBytes, 4);
    }
  }

  const LinkedProgram& program_;
  wasm::ModuleBuilder module_;
  CoreImports core_;
  wasm::FunctionBuilder& f_;
  Lanes l_;
};

class VertexMain final : public MainEmitter {
 public:
  VertexMain(const LinkedProgram& program, const VertexKey& key) : MainEmitter(program) {
    ids_ = f_.addParam(ValType::V128, "vertex_ids");
    instanceId_ = f_.addParam(ValType::I32, "instance_id");
    out_ = f_.addParam(ValType::I32, "varying_out");
    attributes_ = f_.addLocal(ValType::I32, "attributes");
    for (uint32_t location = 0; location < kMaxVertexAttributes; ++location) {
      const auto type = ir::Type(program.info.attributeClass[location]);
      fetches_.push_back(std::make_unique<AttributeFetch>(l_, key.attributes[location], location, type, attributes_));
    }
  }

  RoutineCode generate(std::string* listing) {
    BodyEmitter body(program_, ir::Stage::Vertex, module_, f_, *this);
    if (!body.error().empty()) return {{}, body.error()};
    if (program_.info.attributeMask != 0) {
      f_.globalGet(core_.attributes());
      f_.localSet(attributes_);
    }
    for (uint32_t location = 0; location < kMaxVertexAttributes; ++location) {
      if (!(program_.info.attributeMask >> location & 1)) continue;
      fetches_[location]->emitPrologue(instanceId_);
      fetches_[location]->emit(ids_);
    }
    body.emitPrologue();
    const Local allLanes = f_.addLocal(ValType::V128);
    l_.assign(allLanes, l_.splatInt(0xffffffffu));
    body.emit();

    uint32_t position = ir::kNone;
    for (uint32_t i = 0; i < program_.vertex.outputs.size(); ++i) {
      const ir::InterfaceVariable& output = program_.vertex.outputs[i];
      int32_t first = program_.vertexOutputCell[i] < 0 ? -1 : int32_t(kRecordUserCell) + program_.vertexOutputCell[i];
      if (output.semantic == ir::Semantic::Position) position = i;
      if (output.semantic == ir::Semantic::Position) first = kRecordPositionCell;
      if (output.semantic == ir::Semantic::PointSize) first = kRecordPointSizeCell;
      for (uint32_t cell = 0; first >= 0 && cell < output.cells.size(); ++cell) {
        storeOutput(body, i, cell, out_, uint32_t(first) + cell);
      }
    }
    for (uint32_t cell = 0; cell < 4; ++cell) {
      if (position == ir::kNone) {
        f_.v128Splat(0);
      } else {
        pushOutput(body, position, cell);
      }
    }

    wasm::FunctionBuilder& shim = module_.addFunction("routine");
    const Local idsAddress = shim.addParam(ValType::I32), instance = shim.addParam(ValType::I32);
    const Local out = shim.addParam(ValType::I32);
    shim.localGet(idsAddress);
    shim.load(Opcode::V128Load, 0, 2);
    shim.localGet(instance);
    shim.localGet(out);
    shim.call(f_.self());
    storeResults(shim, out, kRecordPositionCell);
    module_.exportFunction("main", f_.self());
    module_.exportFunction("routine", shim.self());
    if (!body.error().empty()) return {{}, body.error()};  // found while emitting
    if (listing != nullptr) *listing = wasm::toWat(module_);
    return {module_.encode(/*names=*/true), {}};
  }

  void pushInput(wasm::FunctionBuilder& f, uint32_t input, uint32_t cell) override {
    const uint32_t rows = program_.vertex.inputs[input].type.rows;
    const int32_t location = program_.vertexInputLocation[input] + int32_t(cell / rows);
    if (program_.vertexInputLocation[input] < 0 || location >= int32_t(kMaxVertexAttributes)) {
      f.v128Splat(0);
    } else {
      l_.push(fetches_[location]->component(cell % rows));
    }
  }
  void pushBuiltin(wasm::FunctionBuilder& f, ir::Builtin builtin, uint32_t) override {
    switch (builtin) {
      case ir::Builtin::VertexId: f.localGet(ids_); return;
      case ir::Builtin::InstanceId: f.localGet(instanceId_); return;
      case ir::Builtin::DrawId: pushState(Opcode::I32Load, offsetof(VertexState, drawId)); return;
      case ir::Builtin::DepthNear: pushState(Opcode::F32Load, offsetof(VertexState, depthNear)); return;
      case ir::Builtin::DepthFar: pushState(Opcode::F32Load, offsetof(VertexState, depthFar)); return;
      case ir::Builtin::DepthDiff: pushState(Opcode::F32Load, offsetof(VertexState, depthDiff)); return;
      default: f.v128Splat(0); return;  // not in vertex shaders
    }
  }
  ir::Uniformity uniformityOf(ir::Builtin builtin) override {
    return builtin == ir::Builtin::VertexId ? ir::Uniformity::Varying : ir::Uniformity::Uniform;
  }
  ir::Uniformity uniformityOfInput(uint32_t) override { return ir::Uniformity::Varying; }
  void pushBlocksAddress(wasm::FunctionBuilder&) override { pushState(Opcode::I32Load, offsetof(VertexState, blocks)); }
  void pushPrivateAddress(wasm::FunctionBuilder& f) override { f.globalGet(core_.privateMemory()); }
  void pushBudgetAddress(wasm::FunctionBuilder&) override { pushStateAddress(offsetof(VertexState, budget)); }

 private:
  Local ids_, instanceId_, out_, attributes_;
  std::vector<std::unique_ptr<AttributeFetch>> fetches_;
};

class FragmentMain final : public MainEmitter {
 public:
  explicit FragmentMain(const LinkedProgram& program) : MainEmitter(program) {
    in_ = f_.addParam(ValType::I32, "varying_in");
    private_ = f_.addParam(ValType::I32, "private");
    lanes_ = f_.addParam(ValType::V128, "lanes");
  }

  RoutineCode generate(std::string* listing) {
    BodyEmitter body(program_, ir::Stage::Fragment, module_, f_, *this);
    if (!body.error().empty()) return {{}, body.error()};
    body.emitPrologue();
    body.emit();
    f_.localGet(in_);
    if (body.hasDiscard()) {
      f_.localGet(body.discarded());
    } else {
      f_.v128Splat(0);
    }
    f_.store(Opcode::V128Store, cell(kMainDiscarded) * kCellBytes, 4);

    const Local color[4] = {f_.addLocal(ValType::V128), f_.addLocal(ValType::V128), f_.addLocal(ValType::V128),
                            f_.addLocal(ValType::V128)};
    for (uint32_t i = 0; i < program_.fragment.outputs.size(); ++i) {
      const ir::InterfaceVariable& output = program_.fragment.outputs[i];
      if (output.semantic == ir::Semantic::FragDepth) {
        storeOutput(body, i, 0, in_, cell(kMainFragDepth));
        continue;
      }
      const int32_t first = output.semantic == ir::Semantic::User ? program_.fragmentOutputLocation[i] : 0;
      for (uint32_t c = 0; first >= 0 && c < output.cells.size(); ++c) {
        const uint32_t location = uint32_t(first) + c / output.type.rows, component = c % output.type.rows;
        if (location >= kMaxColorOutputs) break;
        storeOutput(body, i, c, in_, cell(kMainColors) + 4 * location + component);
        if (location != 0) continue;
        pushOutput(body, i, c);
        f_.localSet(color[component]);
      }
    }
    for (Local component : color) f_.localGet(component);

    wasm::FunctionBuilder& shim = module_.addFunction("routine");
    const Local in = shim.addParam(ValType::I32), memory = shim.addParam(ValType::I32);
    shim.localGet(in);
    shim.localGet(memory);
    pushCell(shim, in, cell(kMainLanes));
    shim.call(f_.self());
    storeResults(shim, in, cell(kMainColors));
    module_.exportFunction("main", f_.self());
    module_.exportFunction("routine", shim.self());
    if (!body.error().empty()) return {{}, body.error()};  // found while emitting
    if (listing != nullptr) *listing = wasm::toWat(module_);
    return {module_.encode(/*names=*/true), {}};
  }

  void pushInput(wasm::FunctionBuilder& f, uint32_t input, uint32_t component) override {
    const int32_t first = program_.fragmentInputCell[input];
    if (first < 0) {
      f.v128Splat(0);
    } else {
      pushCell(f, in_, uint32_t(first) + component);
    }
  }
  void pushBuiltin(wasm::FunctionBuilder& f, ir::Builtin builtin, uint32_t component) override {
    switch (builtin) {
      case ir::Builtin::FragCoord: pushCell(f, in_, cell(kMainFragCoord) + component); return;
      case ir::Builtin::PointCoord: pushCell(f, in_, cell(kMainPointCoord) + component); return;
      case ir::Builtin::FrontFacing: pushCell(f, in_, cell(kMainFrontFacing)); return;
      case ir::Builtin::DrawId: pushState(Opcode::I32Load, offsetof(FragmentState, drawId)); return;
      case ir::Builtin::DepthNear: pushState(Opcode::F32Load, offsetof(FragmentState, depthNear)); return;
      case ir::Builtin::DepthFar: pushState(Opcode::F32Load, offsetof(FragmentState, depthFar)); return;
      case ir::Builtin::DepthDiff: pushState(Opcode::F32Load, offsetof(FragmentState, depthDiff)); return;
      case ir::Builtin::VertexId:
      case ir::Builtin::InstanceId: f.i32Const(0); return;  // not in fragment shaders
    }
  }
  ir::Uniformity uniformityOf(ir::Builtin builtin) override {
    const bool varies =
        builtin == ir::Builtin::FragCoord || builtin == ir::Builtin::PointCoord || builtin == ir::Builtin::FrontFacing;
    return varies ? ir::Uniformity::Varying : ir::Uniformity::Uniform;
  }
  ir::Uniformity uniformityOfInput(uint32_t) override { return ir::Uniformity::Varying; }
  void pushBlocksAddress(wasm::FunctionBuilder&) override {
    pushState(Opcode::I32Load, offsetof(FragmentState, blocks));
  }
  void pushPrivateAddress(wasm::FunctionBuilder& f) override { f.localGet(private_); }
  void pushBudgetAddress(wasm::FunctionBuilder&) override { pushStateAddress(offsetof(FragmentState, budget)); }

 private:
  uint32_t cell(MainCell place) const { return program_.info.fragmentCells + place; }

  Local in_, private_, lanes_;
};

}  // namespace

RoutineCode generateVertexMain(const LinkedProgram& program, const VertexKey& key, std::string* listing) {
  return VertexMain(program, key).generate(listing);
}

RoutineCode generateFragmentMain(const LinkedProgram& program, std::string* listing) {
  return FragmentMain(program).generate(listing);
}

}  // namespace sw
