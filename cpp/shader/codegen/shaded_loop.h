// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The body, with tests before or after it, quad by quad. Full blocks take the same way: sixteen quads whose coverage
// needs no merging with what is there.

#pragma once

#include "shader/codegen/sampled_quads.h"
#include "wasm/interleave.h"

namespace sw {

/// Is:   the loop of a routine whose body runs for every 2x2 quad that has a covered pixel.
/// Owns: nothing beyond a block; it writes the code of one quad, and of two in turns where that pays.
/// Asks: the facts, the body, all cursors, tests and merging, early tests of strips, the parts for samples.
class ShadedLoop {
 public:
  struct Parts {
    BlockCursor& at;
    QuadCursor& quad;
    SampleCursor& samples;
    FragmentOutputs& outputs;
    FragmentMerge& merge;
    StripLoop& strips;
    SampledBlocks& sampledBlocks;
  };
  ShadedLoop(const FragmentFacts& facts, BodyEmitter& body, const Parts& parts, wasm::Interleaving interleaving)
      : facts_(facts),
        body_(body),
        f_(parts.at.f),
        l_(parts.at.l),
        at_(parts.at),
        quad_(parts.quad),
        samples_(parts.samples),
        outputs_(parts.outputs),
        merge_(parts.merge),
        strips_(parts.strips),
        sampledBlocks_(parts.sampledBlocks),
        sampledQuads_(facts, body, parts.at, parts.quad, parts.samples, parts.outputs, parts.merge),
        interleaving_(interleaving) {}

  void emitBlock();

 private:
  /// Where a block's rows of quads begin, and coverage: of what is left of the row, of the quad.
  struct QuadRows {
    Value startX, startFragX;  // no value: nobody reads gl_FragCoord
    wasm::Local rowBits, bits;
  };

  void emitEarlySamples();
  void emitEarlyQuads();
  void emitQuads();
  void emitQuadPairs(QuadRows& rows, size_t start, const wasm::Stretch& quad);
  void emitFoldQuadBits();
  template <typename Emit>
  void emitQuadRows(const QuadRows& rows, uint32_t count, Emit emit);
  void emitRowStart();
  void advanceRow(bool fragCoord);
  void advanceQuads(const QuadRows& rows, uint32_t count);
  void emitQuad(wasm::Local bits);
  void emitTestsAndMerge(wasm::Local bits, Value planeDepth);
  Value corner(wasm::Local blockEdge, const uint32_t (&lanes)[4]);
  PixelPlace placeIn(const Surface& surface) const;

  const FragmentFacts& facts_;
  BodyEmitter& body_;
  wasm::FunctionBuilder& f_;
  Lanes& l_;
  BlockCursor& at_;
  QuadCursor& quad_;
  SampleCursor& samples_;
  FragmentOutputs& outputs_;
  FragmentMerge& merge_;
  StripLoop& strips_;
  SampledBlocks& sampledBlocks_;
  SampledQuads sampledQuads_;
  const wasm::Interleaving interleaving_;  // of pairs of quads
};

}  // namespace sw
