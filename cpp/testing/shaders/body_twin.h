// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// For tests: a shader's generated body beside its interpretation, on the same uniforms and inputs. The body runs in a
// loop over quads, as in a routine, with whatever lies in its locals and memory from the quad before.

#pragma once

#include <bit>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/layout.h"
#include "pipeline/routine_keys.h"
#include "reference/interpreter.h"
#include "shader/codegen/body_emitter.h"
#include "shader/ir/ir.h"
#include "shader/link/private_memory.h"
#include "shader/passes/pipeline.h"
#include "testing/routine_harness.h"
#include "wasm/interleave.h"
#include "wasm/listing.h"
#include "wasm/module_builder.h"

namespace sw::test {

// Places in the test's memory.
inline constexpr uint32_t kBudgetPlace = 0x100;
inline constexpr uint32_t kAbortPlace = 0x200;  // which loop ran out of its budget, counted from 1
inline constexpr uint32_t kUniformPlace = 0x1000;
inline constexpr uint32_t kBlockTable = 0x8000;
inline constexpr uint32_t kBlockPlace = 0x9000;  // 0x1000 bytes each
inline constexpr uint32_t kSamplerTable = 0x18000;
inline constexpr uint32_t kDescriptorPlace = 0x19000;  // 64 bytes each
inline constexpr uint32_t kInputPlace = 0x20000;       // a quad: kQuadCells cells of 16 bytes
inline constexpr uint32_t kOutputPlace = 0x30000;      // a quad: kQuadCells cells, the last one is what was discarded
inline constexpr uint32_t kPrivatePlace = 0x40000;
inline constexpr uint32_t kMemoryBytes = 0x60000;  // ACTIVE_FRAME_SP: frames lie at the end
inline constexpr uint32_t kQuadCells = 128;
inline constexpr uint32_t kBuiltinCell = 96;  // FragCoord x y z w, FrontFacing, PointCoord s t

inline constexpr uint32_t kCanonicalNan = 0x7fc00000;
inline uint32_t withCanonicalNan(uint32_t bits) { return (bits & 0x7fffffff) > 0x7f800000 ? kCanonicalNan : bits; }

/// The sampling function of the tests: r = c0 + 1000 * descriptor number, g = c1 + c2 + offsets, b = reference, a =
/// lod; as integers where `integers`. Grad adds its x derivative of the first coordinate to lod.
inline void addSampler(wasm::ModuleBuilder& module, const char* name, bool integers, bool gradients) {
  using wasm::Opcode;
  using wasm::ValType;
  wasm::FunctionBuilder& f = module.addFunction(name);
  const wasm::Local descriptor = f.addParam(ValType::I32);
  const wasm::Local scratch = f.addParam(ValType::I32);
  const wasm::Local offsets = f.addParam(ValType::I32);
  wasm::Local v[5];
  for (wasm::Local& local : v) local = f.addParam(ValType::V128);
  const wasm::Local sum = f.addLocal(ValType::V128);
  const auto add = [&] {
    f.op(integers ? Opcode::I32x4Add : Opcode::F32x4Add);
    if (integers) return;
    f.localTee(sum);
    f.v128Splat(kCanonicalNan);
    f.localGet(sum);
    f.localGet(sum);
    f.op(Opcode::F32x4Eq);
    f.op(Opcode::V128Bitselect);
  };
  const auto toLanes = [&] {
    f.op(Opcode::I32x4Splat);
    if (!integers) f.op(Opcode::F32x4ConvertI32x4S);
  };
  f.localGet(scratch);
  f.localGet(v[0]);
  f.localGet(descriptor);
  f.i32Const(int32_t(kDescriptorPlace));
  f.op(Opcode::I32Sub);
  f.i32Const(6);
  f.op(Opcode::I32ShrU);
  f.i32Const(1000);
  f.op(Opcode::I32Mul);
  toLanes();
  add();
  f.store(Opcode::V128Store, 0, 4);
  f.localGet(scratch);
  f.localGet(v[1]);
  f.localGet(v[2]);
  add();
  f.localGet(offsets);
  toLanes();
  add();
  f.store(Opcode::V128Store, 16, 4);
  f.localGet(scratch);
  f.localGet(v[3]);
  f.store(Opcode::V128Store, 32, 4);
  f.localGet(scratch);
  f.localGet(v[4]);
  if (gradients) {
    f.localGet(scratch);
    f.load(Opcode::V128Load, uint32_t(offsetof(SampleScratch, gradients)), 4);
    add();
  }
  f.store(Opcode::V128Store, 48, 4);
  module.exportFunction(name, f.self());
}

class TwinEnvironment : public InvocationEnvironment {
 public:
  wasm::Local quad;  // address of its inputs
  const ir::Shader* shader = nullptr;
  bool outputsAreSeen = false;  // as bits

  uint32_t cellOf(uint32_t input, uint32_t cell) const {
    for (uint32_t i = 0; i < input; ++i) cell += uint32_t(shader->inputs[i].cells.size());
    return cell;
  }
  void pushInput(wasm::FunctionBuilder& f, uint32_t input, uint32_t cell) override {
    f.localGet(quad);
    f.load(wasm::Opcode::V128Load, cellOf(input, cell) * 16, 4);
  }
  void pushBuiltin(wasm::FunctionBuilder& f, ir::Builtin builtin, uint32_t component) override {
    if (uniformityOf(builtin) == ir::Uniformity::Uniform) {
      if (builtin >= ir::Builtin::DepthNear)
        f.f32Const(0.25f * float(int(builtin) - int(ir::Builtin::DepthNear) + 1));
      else
        f.i32Const(7);
      return;
    }
    const uint32_t cell = builtin == ir::Builtin::FragCoord     ? component
                          : builtin == ir::Builtin::FrontFacing ? 4
                                                                : 5 + component;
    f.localGet(quad);
    f.load(wasm::Opcode::V128Load, (kBuiltinCell + cell) * 16, 4);
  }
  ir::Uniformity uniformityOf(ir::Builtin builtin) override {
    switch (builtin) {
      case ir::Builtin::FragCoord:
      case ir::Builtin::PointCoord:
      case ir::Builtin::VertexId: return ir::Uniformity::Varying;
      case ir::Builtin::FrontFacing: return ir::Uniformity::PerPrimitive;
      default: return ir::Uniformity::Uniform;
    }
  }
  ir::Uniformity uniformityOfInput(uint32_t input) override {
    return shader->inputs[input].interpolation == ir::Interpolation::Flat ? ir::Uniformity::PerPrimitive
                                                                          : ir::Uniformity::Varying;
  }
  void pushUniformsAddress(wasm::FunctionBuilder& f) override { f.i32Const(int32_t(kUniformPlace)); }
  void pushBlocksAddress(wasm::FunctionBuilder& f) override { f.i32Const(int32_t(kBlockTable)); }
  void pushSamplersAddress(wasm::FunctionBuilder& f) override { f.i32Const(int32_t(kSamplerTable)); }
  void pushPrivateAddress(wasm::FunctionBuilder& f) override { f.i32Const(int32_t(kPrivatePlace)); }
  void pushBudgetAddress(wasm::FunctionBuilder& f) override { f.i32Const(int32_t(kBudgetPlace)); }
  bool seesBits(uint32_t, uint32_t) override { return outputsAreSeen; }
  void emitAbort(wasm::FunctionBuilder& f) override {
    f.i32Const(int32_t(kAbortPlace));
    f.i32Const(++aborts_);
    f.store(wasm::Opcode::I32Store, 0, 2);
    f.return_();
  }

 private:
  int32_t aborts_ = 0;
};

/// Counts the cells of a uniform on, and lists the samplers among them.
inline void addUniformCells(const ir::GlslType& type, const std::vector<ir::StructDef>& structs, uint32_t& cells,
                            LinkedProgram& program) {
  if (type.base == ir::BaseType::Struct) {
    for (uint32_t e = 0; e < type.arrayElements(); ++e) {
      for (const ir::StructMember& member : structs[type.structIndex].members) {
        addUniformCells(member.type, structs, cells, program);
      }
    }
    return;
  }
  const bool isSampler = type.base == ir::BaseType::Sampler;
  for (uint32_t end = cells + ir::cellCount(type, structs); cells < end; ++cells) {
    program.samplerOfCell.push_back(isSampler ? uint32_t(program.info.samplers.size()) : ir::kNone);
    if (isSampler) program.info.samplers.push_back({type.samplerDim, type.samplerClass, cells});
  }
}

/// A program of one fragment shader, with everything at places of the test's own.
inline LinkedProgram programOf(ir::Shader shader, const passes::CallOptions& calls = {}) {
  LinkedProgram program;
  program.calls = calls;
  uint32_t cells = 0, blocks = 0;
  for (const ir::InterfaceVariable& uniform : shader.uniforms) {
    program.fragmentUniformCell.push_back(cells);
    addUniformCells(uniform.type, shader.structs, cells, program);
  }
  for (const ir::UniformBlock& block : shader.blocks) {
    program.fragmentBlockSlot.push_back(blocks);
    const uint32_t elements = block.arraySize ? block.arraySize : 1;
    for (uint32_t e = 0; e < elements; ++e)
      program.info.blocks.push_back({.name = block.blockName, .sizeBytes = block.sizeBytes});
    blocks += elements;
  }
  program.info.uniformCells = cells;
  program.fragment = std::move(shader);
  program.info.privateBytes = privateBytesNeeded(program);
  return program;
}

/// The shader as code is generated for: what the passes made of it, for the interpreter. They may turn a NaN that
/// arithmetic makes into one that is moved, or the other way round.
inline ir::Shader optimisedForm(const ir::Shader& shader, const passes::CallOptions& calls) {
  passes::OptimisedShader code;
  std::string error;
  passes::optimise(shader, calls, code, error);
  ir::Shader optimised = shader;
  optimised.functions = std::move(code.functions);
  optimised.mainFunction = uint32_t(optimised.functions.size());
  optimised.functions.push_back(std::move(code.main));
  return optimised;
}

struct TwinCode {
  std::string error;
  Bytes bytes;
  std::string listing;
  uint32_t privateBytes = 0;
  bool isInPairs = false;
};

/// routine(quads: i32), with the slots' functions beside it (see routine_runner.mjs). inPairs: two quads at once, where
/// that is possible; the number of quads is even then. outputsAreSeen: as bits, those of a NaN too.
inline TwinCode generateTwin(const LinkedProgram& program, bool inPairs = false, bool outputsAreSeen = false) {
  using wasm::Opcode;
  using wasm::ValType;
  TwinCode code;
  wasm::ModuleBuilder module;
  module.importMemory("core", "memory", 1);
  module.importTable("core", "table", 1);
  addSampler(module, "slot1", false, false);
  addSampler(module, "slot2", true, false);
  addSampler(module, "slot3", false, true);
  wasm::FunctionBuilder& refill = module.addFunction("slot4");  // gives 4096 more, three times
  const wasm::Local place = refill.addParam(ValType::I32);
  refill.addResult(ValType::I32);
  refill.localGet(place);
  refill.i32Const(4096);
  refill.store(Opcode::I32Store, 0, 2);
  refill.localGet(place);
  refill.localGet(place);
  refill.load(Opcode::I32Load, 8, 2);
  refill.i32Const(1);
  refill.op(Opcode::I32Add);
  refill.store(Opcode::I32Store, 8, 2);
  refill.localGet(place);
  refill.load(Opcode::I32Load, 8, 2);
  refill.i32Const(3);
  refill.op(Opcode::I32LeS);
  module.exportFunction("slot4", refill.self());

  wasm::FunctionBuilder& f = module.addFunction("routine");
  const wasm::Local count = f.addParam(ValType::I32, "count");
  TwinEnvironment environment;
  environment.shader = &program.fragment;
  environment.outputsAreSeen = outputsAreSeen;
  environment.quad = f.addLocal(ValType::I32, "quad");
  const wasm::Local mask = f.addLocal(ValType::V128, "mask");
  BodyEmitter body(program, ir::Stage::Fragment, module, f, environment);
  body.emitPrologue();
  f.i32Const(int32_t(kInputPlace));
  f.localSet(environment.quad);
  const wasm::Label again = f.loop();
  f.v128Splat(0xffffffffu);
  f.localSet(mask);
  const size_t start = f.position();
  body.emit();
  code.error = body.error();
  if (!code.error.empty()) return code;
  uint32_t cell = 0;
  const uint32_t outputs = kOutputPlace - kInputPlace;
  for (uint32_t o = 0; o < program.fragment.outputs.size(); ++o) {
    for (uint32_t c = 0; c < program.fragment.outputs[o].cells.size(); ++c, ++cell) {
      f.localGet(environment.quad);
      const wasm::Local local = body.output(o, c);
      f.localGet(local);
      if (body.isUniformOutput(o, c)) f.op(f.typeOf(local) == ValType::F32 ? Opcode::F32x4Splat : Opcode::I32x4Splat);
      f.store(Opcode::V128Store, outputs + 16 * cell, 4);
    }
  }
  if (body.hasDiscard()) {
    f.localGet(environment.quad);
    f.localGet(body.discarded());
    f.store(Opcode::V128Store, outputs + 16 * (kQuadCells - 1), 4);
  }
  const wasm::Local next = f.addLocal(ValType::I32, "nextQuad");
  const auto advance = [&](wasm::Local to, int32_t quads) {
    f.localGet(environment.quad);
    f.i32Const(quads * int32_t(kQuadCells * 16));
    f.op(Opcode::I32Add);
    f.localSet(to);
  };
  if (inPairs && !body.keepsMemory()) {
    const wasm::Stretch single = f.cut(start);
    const std::pair<wasm::Local, wasm::Local> own[] = {{environment.quad, next}};
    const std::optional<wasm::Stretch> pair = wasm::interleave(f, single, own);
    code.isInPairs = pair.has_value();
    if (pair) advance(next, 1);
    f.paste(pair ? *pair : single);
  }
  advance(environment.quad, code.isInPairs ? 2 : 1);
  f.localGet(count);
  f.i32Const(code.isInPairs ? 2 : 1);
  f.op(Opcode::I32Sub);
  f.localTee(count);
  f.brIf(again);
  f.end();
  module.exportFunction("routine", f.self());
  code.bytes = module.encode();
  for (uint32_t i = 0; i < module.functionCount(); ++i) {  // functions that are called, then the routine
    const std::string& name = module.nameOf(wasm::Function{i});
    if (name != "routine" && name.substr(0, 4) != "slot" && name.substr(0, 5) != "lane.") {
      code.listing += wasm::toText(module, module.builderOf(wasm::Function{i})) + "\n";
    }
  }
  code.listing += wasm::toText(module, f);
  code.privateBytes = body.privateBytes();
  return code;
}

}  // namespace sw::test
