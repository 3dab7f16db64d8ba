// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Quads with four samples to a pixel: shaded once, at pixel centres, and then merged sample by sample.

#pragma once

#include "shader/codegen/fragment_inputs.h"
#include "shader/codegen/fragment_merge.h"
#include "shader/codegen/sampled_blocks.h"

namespace sw {

/// Is:   what comes before and after the body of a quad with several samples.
/// Owns: nothing beyond a quad.
/// Asks: the facts, the body, cursors, outputs, tests and merging.
class SampledQuads {
 public:
  SampledQuads(const FragmentFacts& facts, const BodyEmitter& body, BlockCursor& at, QuadCursor& quad,
               SampleCursor& samples, FragmentOutputs& outputs, FragmentMerge& merge)
      : facts_(facts),
        body_(body),
        f_(at.f),
        l_(at.l),
        at_(at),
        quad_(quad),
        samples_(samples),
        outputs_(outputs),
        merge_(merge) {}

  /// Leaves those of the quad's samples that pass. Depths are not written where writes come late.
  void emitEarlyTests() { emitDepthStencil(When::Early); }
  /// The quad's samples, and where centroid inputs are evaluated.
  void emitStart();
  /// What follows the body: the rest of the tests, and merging.
  void emitEnd();

 private:
  void emitCentroid();
  void emitAlphaCoverage();
  enum class When { Early, Late };
  void emitDepthStencil(When when);
  void emitCount();
  void emitTarget(Target& target, wasm::Local allCovered);
  void emitSameForAll(const Target& target, const Value (&words)[4]);
  template <typename Emit>
  void emitSampleLoop(const std::vector<const Surface*>& surfaces, wasm::Local bytes, Emit emit);
  Value coveredLanes(Value bits);
  void skipUncovered(wasm::Label skip);

  const FragmentFacts& facts_;
  const BodyEmitter& body_;
  wasm::FunctionBuilder& f_;
  Lanes& l_;
  BlockCursor& at_;
  QuadCursor& quad_;
  SampleCursor& samples_;
  FragmentOutputs& outputs_;
  FragmentMerge& merge_;
};

}  // namespace sw
