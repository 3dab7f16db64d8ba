// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include "shader/codegen/body_context.h"

namespace sw {

/// A place in memory, indices left out.
struct Place {
  wasm::Local base;
  uint32_t offset = 0;   // bytes, of a constant place
  uint32_t unit = 0;     // bytes of one step of an index
  bool perLane = false;  // lane k lies 4 k bytes further
};

/// Is:   where everything lies that is in memory: uniforms, blocks, constants, samplers, variables, frames.
/// Owns: the locals with addresses. Main has them of the environment once a batch, other functions as parameters.
/// Asks: the plan.
class BodyPlaces {
 public:
  explicit BodyPlaces(const BodyContext& context);

  void emitPrologue();

  // Parameters of a function that is called, in this order.
  void declareAddresses();
  void declareFrame();
  void declarePointer(size_t argumentGroup, const std::string& name);
  /// In a caller: what declareAddresses() declared.
  void pushAddressesFor(const FunctionPlan& callee);

  Place of(const ir::Access& access) const;
  /// The base of a variable in memory; FunctionPlan::memoryOffset counts from there.
  wasm::Local ofCell(uint32_t cell) const;
  wasm::Local privateMemory() const { return private_; }
  wasm::Local frame() const { return frame_; }
  wasm::Local pointer(size_t argumentGroup) const { return pointers_[argumentGroup]; }
  wasm::Local samplerTable() const { return samplers_; }
  wasm::Local descriptor(uint32_t sampler) const { return samplerLocals_[sampler].descriptor; }
  wasm::Local samplingSlot(uint32_t sampler, SampleMethod method) const {
    return samplerLocals_[sampler].slots[uint32_t(method)];
  }

 private:
  static constexpr uint32_t kMethods = 5;
  struct SamplerLocals {
    wasm::Local descriptor;
    wasm::Local slots[kMethods];
  };

  void emitUniforms();
  void emitConstants();
  void emitSamplers();
  void pushBlockTable();

  const BodyContext& context_;
  const FunctionPlan& plan_;
  wasm::FunctionBuilder& f_;
  wasm::Local uniforms_, blockTable_, samplers_, private_, frame_;
  std::vector<wasm::Local> blocks_;    // by block slot
  std::vector<wasm::Local> pointers_;  // by argument group
  std::vector<SamplerLocals> samplerLocals_;
  uint32_t constantsData_ = 0;
};

}  // namespace sw
