// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Blocks with four samples to a pixel (OpenGL ES 3.0.6 §3.3.1, §4.1.3). Strips and early tests go over a block once per
// sample, as if the sample's rows were a surface of their own; only the place at which depth is evaluated moves along.
// Loops over samples keep what belongs to each of them in the lanes of a vector and turn it, so that the sample at work
// is always in lane 0.

#pragma once

#include "shader/codegen/strip_loop.h"

namespace sw {

/// An offset of every sample, in its lane, turned so that the sample at work is in lane 0.
struct SampleOffsets {
  wasm::Local x = {}, y = {};
};
/// Of a sample from its pixel's centre, in pixels.
inline float fromCentre(uint8_t sixteenths) { return float(sixteenths) / 16 - 0.5f; }
/// Places of the samples, from the centre of their pixel; backwards: of the centre, from them.
SampleOffsets sampleOffsets(Lanes& l, bool backwards);
/// The next sample's lane becomes lane 0.
void turnSamples(Lanes& l, wasm::Local lanes);
inline Value firstSample(Lanes& l, Value lanes) { return l.shuffle(lanes, lanes, 0, 0, 0, 0); }

/// Is:   even blocks (FragmentState::evenBlocks): all samples of a pixel are alike, and sample 0 stands for them.
/// Owns: nothing beyond a block.
/// Asks: the block's cursor.
class EvenBlocks {
 public:
  explicit EvenBlocks(BlockCursor& at) : f_(at.f), l_(at.l), at_(at) {}

  void emitAddress(Target& target);
  /// Leaves 1 or 0 on the stack.
  void pushIsEven(const Target& target);
  void emitSetEven(const Target& target, int32_t even);
  /// Where the block is even, its texels go to all samples.
  void emitMakeUneven(const Target& target);
  /// 1 where all samples of all pixels are covered.
  void emitIsWhole(Value lower, Value upper, wasm::Local into);

 private:
  wasm::FunctionBuilder& f_;
  Lanes& l_;
  BlockCursor& at_;
};

/// Is:   the strip loop, and the tests before the shaded loop, sample by sample; coverage of the samples.
/// Owns: nothing beyond a block.
/// Asks: the facts, cursors, the strip loop, even blocks.
class SampledBlocks {
 public:
  SampledBlocks(const FragmentFacts& facts, BlockCursor& at, SampleCursor& samples, StripLoop& strips)
      : facts_(facts), f_(at.f), l_(at.l), at_(at), samples_(samples), strips_(strips), even_(at) {}

  /// Without tests, a block that is covered whole is the same in all samples: where its targets are even, or become so
  /// because they are replaced, one of them is enough.
  void emitStripBlock();
  /// Coverage of the samples, from the block's record. whole: i32, 1 where all samples of all pixels are covered.
  void emitLoadCoverage(wasm::Local whole);
  /// Leaves what passes in the block's record.
  void emitEarlyTests();
  /// Coverage of the block for the shaded loop: of each sample, and in the cursor's coverage of any.
  void emitCoverage(bool tested);
  /// Before quads are merged: a block of which all samples are written stays even, or becomes so where it is replaced.
  void emitEvenTargets();

 private:
  template <typename Emit>
  void emitSampleLoop(const std::vector<Surface*>& surfaces, wasm::Local count, Emit emit);
  wasm::Local allSamples();
  Value recordSamples(uint32_t first);
  void loadSamples();

  const FragmentFacts& facts_;
  wasm::FunctionBuilder& f_;
  Lanes& l_;
  BlockCursor& at_;
  SampleCursor& samples_;
  StripLoop& strips_;
  EvenBlocks even_;
};

}  // namespace sw
