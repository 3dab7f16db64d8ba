// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/body_places.h"

#include "pipeline/layout.h"

namespace sw {

using namespace ir;
using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

BodyPlaces::BodyPlaces(const BodyContext& context)
    : context_(context),
      plan_(context.plan),
      f_(context.f),
      blocks_(plan_.blocksUsed.size()),
      pointers_(plan_.callee.frame.arguments.size()),
      samplerLocals_(plan_.samplersUsed.size()) {
  if (!plan_.isMain || !plan_.needs.constants) return;
  Bytes bytes;
  for (const uint32_t bits : context.body.plan.shader.constants) writeFixed(bytes, bits, 4);
  constantsData_ = context.body.module.addPassiveData(std::move(bytes));
}

// --- addresses

void BodyPlaces::declareAddresses() {
  if (plan_.needs.uniforms) uniforms_ = f_.addParam(ValType::I32, "uniforms");
  if (plan_.needs.blocks) blockTable_ = f_.addParam(ValType::I32, "blocks");
  if (plan_.needs.samplers) samplers_ = f_.addParam(ValType::I32, "samplers");
  if (plan_.needs.privateMemory) private_ = f_.addParam(ValType::I32, "private");
}

void BodyPlaces::declareFrame() { frame_ = f_.addParam(ValType::I32, "frame"); }

void BodyPlaces::declarePointer(size_t argumentGroup, const std::string& name) {
  pointers_[argumentGroup] = f_.addParam(ValType::I32, name);
}

void BodyPlaces::pushAddressesFor(const FunctionPlan& callee) {
  if (callee.needs.uniforms) f_.localGet(uniforms_);
  if (callee.needs.blocks) pushBlockTable();
  if (callee.needs.samplers) f_.localGet(samplers_);
  if (callee.needs.privateMemory) f_.localGet(private_);
}

void BodyPlaces::pushBlockTable() {
  if (blockTable_.valid())
    f_.localGet(blockTable_);
  else
    context_.env.pushBlocksAddress(f_);
}

void BodyPlaces::emitPrologue() {
  emitUniforms();
  if (plan_.needs.privateMemory && !private_.valid()) {
    private_ = f_.addLocal(ValType::I32, "private");
    context_.env.pushPrivateAddress(f_);
    f_.localSet(private_);
  }
  if (plan_.needs.constants && plan_.isMain) emitConstants();
  if (plan_.needs.samplers) emitSamplers();
}

void BodyPlaces::emitUniforms() {
  if (plan_.needs.uniforms && !uniforms_.valid()) {
    uniforms_ = f_.addLocal(ValType::I32, "uniforms");
    context_.env.pushUniformsAddress(f_);
    f_.localSet(uniforms_);
  }
  for (uint32_t b = 0; b < blocks_.size(); ++b) {
    if (!plan_.blocksUsed[b]) continue;
    blocks_[b] = f_.addLocal(ValType::I32);
    pushBlockTable();
    f_.load(Opcode::I32Load, b * uint32_t(sizeof(BlockBinding)) + uint32_t(offsetof(BlockBinding, address)), 2);
    f_.localSet(blocks_[b]);
  }
}

/// The table of constants, copied to where indices reach it.
void BodyPlaces::emitConstants() {
  f_.localGet(private_);
  f_.i32Const(int32_t(context_.body.plan.constantsOffset));
  f_.op(Opcode::I32Add);
  f_.i32Const(0);
  f_.i32Const(int32_t(context_.body.plan.shader.constants.size() * 4));
  f_.memoryInit(constantsData_);
}

/// Descriptor and slot of every sampler that is named by a constant, once per batch.
void BodyPlaces::emitSamplers() {
  if (!samplers_.valid()) {
    samplers_ = f_.addLocal(ValType::I32, "samplers");
    context_.env.pushSamplersAddress(f_);
    f_.localSet(samplers_);
  }
  for (uint32_t s = 0; s < samplerLocals_.size(); ++s) {
    if (!plan_.samplersUsed[s]) continue;
    SamplerLocals& locals = samplerLocals_[s];
    locals.descriptor = f_.addLocal(ValType::I32);
    f_.localGet(samplers_);
    f_.load(Opcode::I32Load, 4 * s, 2);
    f_.localSet(locals.descriptor);
    for (uint32_t m = 0; m < kMethods; ++m) {
      if (!(plan_.samplersUsed[s] & 1 << m)) continue;
      locals.slots[m] = f_.addLocal(ValType::I32);
      f_.localGet(locals.descriptor);
      f_.load(Opcode::I32Load, uint32_t(offsetof(TextureDescriptor, slots)) + 4 * m, 2);
      f_.localSet(locals.slots[m]);
    }
  }
}

// --- places

Place BodyPlaces::of(const Access& access) const {
  const BodyPlan& body = context_.body.plan;
  switch (access.space) {
    case Space::Uniform: return {uniforms_, (body.uniformCellOf(access.object) + access.base) * 4, 4, false};
    case Space::Block: return {blocks_[body.blockSlotOf(access)], access.base, 1, false};
    case Space::Constant: return {private_, body.constantsOffset + access.base * 4, 4, false};
    default: {
      const uint32_t cell = plan_.flow.cells.of(access);
      const Form form = plan_.cellForm(cell);
      return {ofCell(cell), plan_.memoryOffset[cell], bytesOf(form), form == Form::Lanes};
    }
  }
}

Local BodyPlaces::ofCell(uint32_t cell) const {
  const std::vector<uint32_t>& pointerOfCell = plan_.callee.pointerOfCell;
  const uint32_t pointer = cell < pointerOfCell.size() ? pointerOfCell[cell] : kNone;
  if (pointer != kNone) return pointers_[pointer];
  return !plan_.isMain && cell < plan_.flow.cells.localCount() ? frame_ : private_;
}

}  // namespace sw
