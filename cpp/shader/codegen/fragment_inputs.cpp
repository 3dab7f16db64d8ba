// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/fragment_inputs.h"

namespace sw {

using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

/// Of the cell's plane, from the primitive on.
uint32_t FragmentInputs::planeOffset(uint32_t input, uint32_t cell) const {
  const uint32_t place = uint32_t(facts_.program.fragmentInputCell[input]) + cell;
  return uint32_t(sizeof(PrimitiveRecord) + place / 4 * sizeof(Planes4) + place % 4 * 4);
}

void FragmentInputs::findSmoothCells(const BodyEmitter& body) {
  for (uint32_t input = 0; input < facts_.program.fragment.inputs.size(); ++input) {
    if (facts_.program.fragmentInputCell[input] < 0 || uniformityOfInput(input) == ir::Uniformity::PerPrimitive)
      continue;
    for (uint32_t cell = 0; cell < facts_.program.fragment.inputs[input].cells.size(); ++cell) {
      if (!body.readsInput(input, cell)) continue;
      if (facts_.sampled && facts_.program.fragment.inputs[input].centroid) {
        samples_.readsCentroid = true;
      } else {
        quad_.smoothCells.push_back({planeOffset(input, cell), f_.addLocal(ValType::V128, "row")});
      }
    }
  }
}

void FragmentInputs::pushInput(wasm::FunctionBuilder& f, uint32_t input, uint32_t cell) {
  if (facts_.program.fragmentInputCell[input] < 0) {
    f.v128Splat(0);
    return;
  }
  const uint32_t offset = planeOffset(input, cell);
  const auto splat = [&](size_t field) {
    f.localGet(at_.primitive);
    f.load(Opcode::V128Load32Splat, offset + uint32_t(field), 2);
  };
  if (uniformityOfInput(input) == ir::Uniformity::PerPrimitive) {
    splat(offsetof(Planes4, c));
    return;
  }
  const bool centroid = facts_.sampled && facts_.program.fragment.inputs[input].centroid;
  if (centroid) {
    splat(offsetof(Planes4, c));
    splat(offsetof(Planes4, dy));
    f.localGet(samples_.centroidY);
    f.op(Opcode::F32x4Mul);
    f.op(Opcode::F32x4Add);
  }
  for (const SmoothCell& cell : quad_.smoothCells) {
    if (cell.offset == offset) f.localGet(cell.row);
  }
  splat(offsetof(Planes4, dx));
  f.localGet(centroid ? samples_.centroidX : quad_.x);
  f.op(Opcode::F32x4Mul);
  f.op(Opcode::F32x4Add);
  f.localGet(centroid ? samples_.centroidW : quad_.w);
  f.op(Opcode::F32x4Mul);
}

void FragmentInputs::pushBuiltin(wasm::FunctionBuilder& f, ir::Builtin builtin, uint32_t component) {
  switch (builtin) {
    case ir::Builtin::FragCoord: {
      const Local components[4] = {quad_.fragX, quad_.fragY, quad_.z, quad_.inverseW};
      f.localGet(components[component]);
      return;
    }
    case ir::Builtin::FrontFacing:
      f.localGet(at_.primitive);
      f.load(Opcode::V128Load32Splat, offsetof(PrimitiveRecord, frontFacing), 2);
      f.op(Opcode::I32x4Neg);
      return;
    case ir::Builtin::PointCoord: {
      const auto offset = uint32_t(offsetof(PrimitiveRecord, pointCoord) + 8 * component);
      f.localGet(at_.primitive);
      f.load(Opcode::V128Load32Splat, offset, 2);
      f.localGet(at_.primitive);
      f.load(Opcode::V128Load32Splat, offset + 4, 2);
      f.localGet(component == 0 ? quad_.x : quad_.y);
      f.op(Opcode::F32x4Mul);
      f.op(Opcode::F32x4Add);
      return;
    }
    case ir::Builtin::DrawId: at_.loadState(Opcode::I32Load, offsetof(FragmentState, drawId)); return;
    case ir::Builtin::DepthNear: at_.loadState(Opcode::F32Load, offsetof(FragmentState, depthNear)); return;
    case ir::Builtin::DepthFar: at_.loadState(Opcode::F32Load, offsetof(FragmentState, depthFar)); return;
    case ir::Builtin::DepthDiff: at_.loadState(Opcode::F32Load, offsetof(FragmentState, depthDiff)); return;
    case ir::Builtin::VertexId:
    case ir::Builtin::InstanceId: f.i32Const(0); return;  // not in fragment shaders
  }
}

ir::Uniformity FragmentInputs::uniformityOf(ir::Builtin builtin) {
  switch (builtin) {
    case ir::Builtin::FragCoord:
    case ir::Builtin::PointCoord: return ir::Uniformity::Varying;
    case ir::Builtin::FrontFacing: return ir::Uniformity::PerPrimitive;
    default: return ir::Uniformity::Uniform;
  }
}

ir::Uniformity FragmentInputs::uniformityOfInput(uint32_t input) {
  return facts_.program.fragment.inputs[input].interpolation == ir::Interpolation::Flat ? ir::Uniformity::PerPrimitive
                                                                                        : ir::Uniformity::Varying;
}

void FragmentInputs::pushUniformsAddress(wasm::FunctionBuilder& f) { f.globalGet(core_.uniforms()); }
void FragmentInputs::pushBlocksAddress(wasm::FunctionBuilder&) {
  at_.loadState(Opcode::I32Load, offsetof(FragmentState, blocks));
}
void FragmentInputs::pushSamplersAddress(wasm::FunctionBuilder& f) { f.globalGet(core_.textures()); }
void FragmentInputs::pushPrivateAddress(wasm::FunctionBuilder& f) { f.globalGet(core_.privateMemory()); }
void FragmentInputs::pushBudgetAddress(wasm::FunctionBuilder& f) {
  f.localGet(at_.state);
  f.i32Const(offsetof(FragmentState, budget));
  f.op(Opcode::I32Add);
}
/// Stored as they are by a target of 32-bit floats without blending.
bool FragmentInputs::seesBits(uint32_t output, uint32_t cell) {
  for (const Target& target : at_.targets) {
    const TargetFormatInfo info = targetFormatInfo(facts_.key.targets[target.location].format);
    if (info.kind != TargetClass::Float || target.merge->isBlended()) continue;
    for (int i = 0; i < info.channels; ++i) {
      if (info.bits[i] == 32 && target.output[i] == output && target.cell[i] == cell) return true;
    }
  }
  return false;
}

SamplerKey FragmentInputs::samplerKey(uint32_t sampler) {
  return sampler < kKeyedSamplers ? facts_.key.samplers[sampler] : SamplerKey{};
}
void FragmentInputs::emitAbort(wasm::FunctionBuilder& f) { f.return_(); }

// --- outputs

bool FragmentOutputs::isBatchWide(uint32_t output, uint32_t cell) const {
  return output == ir::kNone || body_.isUniformOutput(output, cell);
}

Value FragmentOutputs::value(uint32_t output, uint32_t cell) {
  const Local local = body_.output(output, cell);
  if (!body_.isUniformOutput(output, cell)) return local;
  l_.f.localGet(local);
  l_.f.op(l_.f.typeOf(local) == ValType::F32 ? Opcode::F32x4Splat : Opcode::I32x4Splat);
  return l_.pop();
}

void FragmentOutputs::setBatchWideSources(Target& target) {
  for (int i = 0; i < 4; ++i) {
    if (!target.merge->usesSource(i) || !isBatchWide(target.output[i], target.cell[i])) continue;
    const bool lacks = target.output[i] == ir::kNone;
    // What the shader does not declare is undefined (OpenGL ES 3.0.6 §3.9.2.1); browsers have 0, in alpha too.
    const Value source = lacks ? l_.splatInt(0) : value(target.output[i], target.cell[i]);
    target.merge->setSource(i, source, true);
  }
}

void FragmentOutputs::setQuadSources(Target& target) {
  for (int i = 0; i < 4; ++i) {
    if (target.merge->usesSource(i) && !isBatchWide(target.output[i], target.cell[i])) {
      target.merge->setSource(i, body_.output(target.output[i], target.cell[i]), false);
    }
  }
}

}  // namespace sw
