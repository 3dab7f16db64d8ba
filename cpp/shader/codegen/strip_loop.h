// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Four pixels of a row at a time, where no body runs for them. A full block is eight rows of two strips; one that is
// covered in part is walked in areas of 4x2 pixels, which have one byte of coverage each.

#pragma once

#include "shader/codegen/fragment_merge.h"

namespace sw {

/// Is:   the loop of a routine whose body has nothing to do per fragment, and the tests before a body that has.
/// Owns: nothing beyond a block.
/// Asks: the facts, the block's cursor, tests and merging.
class StripLoop {
 public:
  StripLoop(const FragmentFacts& facts, BlockCursor& at, FragmentMerge& merge)
      : facts_(facts), f_(at.f), l_(at.l), at_(at), merge_(merge) {}

  /// Tests and merging of a block.
  void emitBlock();
  /// Depth and stencil tests of a whole block before its fragments are shaded, with their writes where these are not
  /// late. Leaves what passes in coverage. Goes by rows of quads: two rows of two strips.
  void emitEarlyTests();

 private:
  /// 4x2 pixels, in i32 locals: their bits of coverage, and where the first of them lies in the block.
  struct Area {
    wasm::Local bits = {}, x = {}, y = {};
  };
  /// Of the current row: addresses in surfaces, and with a depth test the planes' parts.
  struct Rows {
    std::vector<wasm::Local> addresses;
    Value slopes[2];
    wasm::Local y;
  };

  void emitFill();
  void emitRows();
  void emitAreas();
  void emitStrip(const std::vector<wasm::Local>& addresses, uint32_t x, Value depth, Value mask);
  void emitEarlyStrip(const Rows& rows, uint32_t strip, wasm::Local bits, const uint32_t (&laneBits)[4],
                      wasm::Local passedBits);
  Rows beginRows(const std::vector<Surface*>& surfaces);
  void advanceRow(const Rows& rows, const std::vector<Surface*>& surfaces);
  Area takeArea();
  Value slope(wasm::Local x);
  Value rowY(wasm::Local y);
  Value depthAt(Value y, Value slope);

  const FragmentFacts& facts_;
  wasm::FunctionBuilder& f_;
  Lanes& l_;
  BlockCursor& at_;
  FragmentMerge& merge_;
};

}  // namespace sw
