// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Where a fragment routine is: the block that is being worked on, in the shaded loop the quad, with several samples the
// sample. The locals of these are what the parts of the routine share.

#pragma once

#include <memory>
#include <vector>

#include "pipeline/layout.h"
#include "shader/codegen/fragment_facts.h"
#include "shader/codegen/routine_pixels.h"
#include "shader/codegen/stencil.h"
#include "shader/codegen/target_merge.h"

namespace sw {

inline constexpr uint32_t kAllLanes = 0xffffffffu;
inline bool isAllLanes(Value mask) { return mask.isConstant() && mask.bits() == kAllLanes; }

/// A surface, with the addresses of the current block's first pixel (in the shaded loop: of the current row of quads).
struct Surface {
  uint32_t stateOffset = 0;  // of its SurfaceState in FragmentState
  uint32_t texelBytes = 0;
  wasm::Local strideBytes = {}, block = {};
  wasm::Local sampleStrideBytes = {};  // only with several samples
  wasm::Local lower = {}, upper = {};  // the current quad's first pixels
};

struct Target : TargetFacts {
  std::unique_ptr<TargetMerge> merge = nullptr;
  Surface surface = {};
  // With several samples:
  uint32_t evenOffset = 0;       // of the SurfaceState of its even blocks
  wasm::Local even = {};         // address of the block's byte there
  wasm::Local mergedBytes = {};  // bytes from sample 0 to the end of the samples to merge: one where the block is even
};

/// A plane over the window in locals.
struct PlaneLocals {
  wasm::Local c, dx, dy;
};

/// Is:   the block at work, its primitive, and the surfaces at its place.
/// Owns: their locals, and the targets with how they merge.
/// Asks: the facts.
struct BlockCursor {
  BlockCursor(const FragmentFacts& facts, wasm::FunctionBuilder& f, Lanes& l);

  /// `end` from the count of blocks; leaves the routine if there are none.
  void emitPrologue();
  void emitSurfacePrologue(Surface& surface);
  /// readsInverseW: what the body interpolates needs it.
  void emitStart(bool readsPrimitive, bool readsInverseW);
  /// i32: whether there is another block, which is the current one then.
  void pushNext();
  void emitEpilogue();

  std::vector<Surface*> testedSurfaces();
  std::vector<Surface*> surfaces();  // in the order in which tests and merging use them
  /// i32: bits below the lowest group of `pixels` (8: an area, 4: a quad) with coverage.
  wasm::Local lowestCovered(uint32_t pixels);
  /// Takes that group out of the coverage. position: what lowestCovered() told.
  void takeOut(wasm::Local position, uint32_t pixels);
  /// Of pixel (x, y) of the block.
  wasm::Local pixelAddress(const Surface& surface, wasm::Local x, wasm::Local y);
  uint32_t recordBytes() const;
  void loadState(wasm::Opcode op, size_t offset);
  void splatFloat(size_t primitiveOffset, wasm::Local into);
  void countSamples(Value mask);

  const FragmentFacts& facts;
  wasm::FunctionBuilder& f;
  Lanes& l;
  wasm::Local state, block, end;
  wasm::Local samplesPassed, x, y;  // x, y: in pixels
  wasm::Local primitive, frontFacing, coverage;
  wasm::Local originX, originY;  // minus one half: window position of a pixel's corner minus this is that of its centre
  PlaneLocals depth, inverseW;
  wasm::Local depthMin, depthMax;
  StencilValues stencil;
  wasm::Local allLanes;
  wasm::Local testOriginX, testOriginY;  // as originX and originY, for the tests of strips: of the sample at work
  Surface depthSurface, stencilSurface;
  std::vector<Target> targets;

 private:
  void emitPrimitiveStart(bool readsInverseW);
  void emitStencilFace();
};

/// A fragment input's cell: where its plane lies in the primitive record, and c + dy * y for the current row of quads.
struct SmoothCell {
  uint32_t offset;
  wasm::Local row;
};

/// The quad that is being shaded.
struct QuadCursor {
  explicit QuadCursor(wasm::FunctionBuilder& f);

  wasm::Local x, y, fragX, fragY, z, w, inverseW;
  wasm::Local inverseRow, depthRow;  // c + dy * y of the row of quads
  std::vector<SmoothCell> smoothCells;
};

/// The sample at work, where there are several.
struct SampleCursor {
  SampleCursor(BlockCursor& at, wasm::FunctionBuilder& f);

  wasm::Local place;         // block + 8 * the sample at work
  wasm::Local lower, upper;  // coverage of the block's samples 0, 1 and 2, 3, from the current row on
  wasm::Local row, quad;     // bits of the rest of the row and of the quad, a sample in each lane
  wasm::Local centroidX, centroidY, centroidW;
  bool readsCentroid = false;
};

}  // namespace sw
