// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#pragma once

#include "shader/codegen/fragment_cursor.h"

namespace sw {

/// Is:   the tests of four pixels, and their way into the targets, for quads and strips alike.
/// Owns: nothing.
/// Asks: the facts and the block's cursor.
class FragmentMerge {
 public:
  FragmentMerge(const FragmentFacts& facts, BlockCursor& at) : facts_(facts), f_(at.f), l_(at.l), at_(at) {}

  /// As the depth buffer's format has it.
  Value toBufferDepth(Value depth);
  /// Lanes of `mask` that pass the depth test; `stored` is what the buffer held, where it was read.
  Value emitDepthCompare(const PixelPlace& place, Value depth, Value mask, Value& stored);
  void emitDepthWrite(const PixelPlace& place, Value depth, Value mask, Value stored);
  /// Depth and stencil tests of the lanes in `mask`, and their writes. Gives the lanes that are left.
  Value emitTests(const PixelPlace& depthPlace, const PixelPlace& stencilPlace, Value depth, Value mask);
  /// bits: i32 with the mask's lanes, where a test of it pays; else no local.
  void emitMerge(Target& target, const PixelPlace& place, Value mask, wasm::Local bits);

 private:
  template <typename Emit>
  void withFace(Emit emit);

  const FragmentFacts& facts_;
  wasm::FunctionBuilder& f_;
  Lanes& l_;
  BlockCursor& at_;
};

/// Lanes whose bit is set.
Value laneMask(Lanes& l, wasm::Local bits, const uint32_t (&laneBits)[4]);

}  // namespace sw
