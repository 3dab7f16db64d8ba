// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include "shader/codegen/fragment_cursor.h"
#include "shader/codegen/routine_module.h"

namespace sw {

/// Is:   what the shader's main finds around it in a fragment routine: inputs from planes, built-ins, addresses.
/// Owns: which cells are interpolated, in the quad's cursor.
/// Asks: the facts, and the cursors.
class FragmentInputs final : public InvocationEnvironment {
 public:
  FragmentInputs(const FragmentFacts& facts, CoreImports& core, BlockCursor& at, QuadCursor& quad,
                 SampleCursor& samples)
      : facts_(facts), core_(core), f_(at.f), at_(at), quad_(quad), samples_(samples) {}

  /// Smooth inputs that the body reads.
  void findSmoothCells(const BodyEmitter& body);

  // InvocationEnvironment
  void pushInput(wasm::FunctionBuilder& f, uint32_t input, uint32_t cell) override;
  void pushBuiltin(wasm::FunctionBuilder& f, ir::Builtin builtin, uint32_t component) override;
  ir::Uniformity uniformityOf(ir::Builtin builtin) override;
  ir::Uniformity uniformityOfInput(uint32_t input) override;
  void pushUniformsAddress(wasm::FunctionBuilder& f) override;
  void pushBlocksAddress(wasm::FunctionBuilder& f) override;
  void pushSamplersAddress(wasm::FunctionBuilder& f) override;
  void pushPrivateAddress(wasm::FunctionBuilder& f) override;
  void pushBudgetAddress(wasm::FunctionBuilder& f) override;
  bool seesBits(uint32_t output, uint32_t cell) override;
  SamplerKey samplerKey(uint32_t sampler) override;
  void emitAbort(wasm::FunctionBuilder& f) override;

 private:
  uint32_t planeOffset(uint32_t input, uint32_t cell) const;

  const FragmentFacts& facts_;
  CoreImports& core_;
  wasm::FunctionBuilder& f_;
  BlockCursor& at_;
  QuadCursor& quad_;
  SampleCursor& samples_;
};

/// Is:   what the body leaves for the targets.
/// Owns: nothing.
/// Asks: the body.
class FragmentOutputs {
 public:
  FragmentOutputs(const BodyEmitter& body, Lanes& l) : body_(body), l_(l) {}

  /// Colours are the same for the whole batch: the prologue has them.
  bool isBatchWide(uint32_t output, uint32_t cell) const;
  Value value(uint32_t output, uint32_t cell);
  /// In the prologue. Components that the shader's output lacks are 0, 0, 0, 1 (undefined in OpenGL ES 3.0.6 §3.9.2.3).
  void setBatchWideSources(Target& target);
  /// Components of the body's outputs that differ between quads.
  void setQuadSources(Target& target);

 private:
  const BodyEmitter& body_;
  Lanes& l_;
};

}  // namespace sw
