// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The fragment routine: block records in, texels, depth and stencil out (pipeline/layout.h). One of two loops is made:
//
//   shaded loop   the body runs for every 2x2 quad that has a covered pixel; for its block, tests before it where that
//   is legal strip loop    the body has nothing to do per fragment (colours are the same for the whole batch, or nobody
//   wants them):
//                 tests and merging alone, four pixels of a row at a time, with a path of its own for full blocks
//
// With several samples (fragment_routine_samples.cpp) the strip loop and the early tests run once per sample, on the
// sample's own rows and depths; the shaded loop runs the body once for all samples of a quad and merges it four times.
//
// Depth and inputs are evaluated at absolute pixel positions, always as (c + dy * y) + dx * x, so that their bits do
// not depend on the loop.

#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "pipeline/layout.h"
#include "shader/codegen/body_emitter.h"
#include "shader/codegen/routine_module.h"
#include "shader/codegen/routine_pixels.h"
#include "shader/codegen/routines.h"
#include "shader/codegen/stencil.h"
#include "shader/codegen/target_merge.h"
#include "wasm/interleave.h"

namespace sw {

inline constexpr uint32_t kAllLanes = 0xffffffffu;
inline bool isAllLanes(Value mask) { return mask.isConstant() && mask.bits() == kAllLanes; }

class FragmentRoutineEmitter final : public InvocationEnvironment {
 public:
  FragmentRoutineEmitter(const LinkedProgram& program, const FragmentKey& key, wasm::Interleaving interleaving);
  ~FragmentRoutineEmitter() override;

  /// `listing`: takes the module as text.
  RoutineCode generate(std::string* listing);

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
  using Local = wasm::Local;

  /// A surface, with the addresses of the current block's first pixel (in the shaded loop: of the current row of
  /// quads).
  struct Surface {
    uint32_t stateOffset = 0;  // of its SurfaceState in FragmentState
    uint32_t texelBytes = 0;
    Local strideBytes = {}, block = {};
    Local sampleStrideBytes = {};  // only with several samples
    Local lower = {}, upper = {};  // the current quad's first pixels
  };
  struct Target {
    uint32_t location = 0;
    std::unique_ptr<TargetMerge> merge;
    Surface surface;
    // With several samples:
    uint32_t evenOffset = 0;  // of the SurfaceState of its even blocks
    Local even = {};          // address of the block's byte there
    Local mergedBytes = {};   // bytes from sample 0 to the end of the samples to merge: one where the block is even
    uint32_t output[4] = {};  // index of the shader's output for each component, ir::kNone: none
    uint32_t cell[4] = {};
  };
  /// 4x2 pixels, in i32 locals: their bits of coverage, and where the first of them lies in the block.
  struct Area {
    Local bits = {}, x = {}, y = {};
  };
  /// A fragment input's cell: where its plane lies in the primitive record, and c + dy * y for the current row of
  /// quads.
  struct SmoothCell {
    uint32_t offset;
    Local row;
  };
  /// An offset of every sample, in its lane, turned so that the sample at work is in lane 0.
  struct SampleOffsets {
    Local x = {}, y = {};
  };
  /// Where a block's rows of quads begin, and coverage: of what is left of the row, of the quad.
  struct QuadRows {
    Value startX, startFragX;  // no value: nobody reads gl_FragCoord
    Local rowBits, bits;
  };
  /// A plane over the window in locals.
  struct PlaneLocals {
    Local c, dx, dy;
  };

  void findTargets();
  void findSmoothCells();
  uint32_t planeOffset(uint32_t input, uint32_t cell) const;
  bool outputIsBatchWide(uint32_t output, uint32_t cell) const;
  Value outputValue(uint32_t output, uint32_t cell);
  std::vector<Surface*> surfaces();  // in the order in which tests and merging use them

  void emitPrologue();
  void emitSurfacePrologue(Surface& surface);
  void emitBlockStart();
  void emitPrimitiveStart();
  void emitEpilogue();

  void emitShadedBlock();
  void emitShadedQuads();
  void emitQuadPairs(QuadRows& rows, size_t start, const wasm::Stretch& quad);
  void emitFoldQuadBits();
  template <typename Emit>
  void emitQuadRows(const QuadRows& rows, uint32_t count, Emit emit);
  void emitRowStart();
  void emitShadedQuad(Local bits);
  Value quadCorner(Local blockEdge, const uint32_t (&lanes)[4]);
  PixelPlace quadPlace(const Surface& surface) const;

  uint32_t recordBytes() const;
  SampleOffsets sampleOffsets(bool backwards);
  void turn(Local lanes);
  Value first(Value lanes);
  template <typename Emit>
  void emitSampleLoop(const std::vector<Surface*>& surfaces, Local count, Emit emit);
  Local allSamples();
  Value recordSamples(uint32_t first);
  void emitIsWhole(Value lower, Value upper, Local into);
  void emitEvenAddress(Target& target);
  void emitIsEven(const Target& target);
  void emitSetEven(const Target& target, int32_t even);
  void emitMakeUneven(const Target& target);
  void emitEvenTargets();
  void emitSampledStripBlock();
  void emitSampledEarlyTests();
  void emitSampledCoverage(bool tested);
  void emitCentroid();
  void emitSampledQuad();
  void emitSampledAlphaCoverage();
  void emitSampledDepthStencil();
  void emitSampledCount();
  void emitSampledTarget(Target& target, Local allCovered);
  template <typename Emit>
  void emitQuadSampleLoop(const std::vector<const Surface*>& surfaces, Local bytes, Emit emit);
  Value coveredLanes(Value bits);
  void skipUncovered(wasm::Label skip);
  void setQuadSources(Target& target);

  void emitStripBlock();
  void emitFill();
  void emitStripRows();
  void emitStripAreas();
  void emitEarlyTests();
  void emitStrip(const std::vector<Local>& addresses, uint32_t x, Value depth, Value mask);
  Area takeArea();
  Local pixelAddress(const Surface& surface, const Area& area);
  Value stripSlope(Local x);
  Value rowY(Local y);
  Value stripDepth(Value y, Value slope);

  Value toBufferDepth(Value depth);
  Value laneMask(Local bits, const uint32_t (&laneBits)[4]);

  /// Lanes of `mask` that pass the depth test; `stored` is what the buffer held, where it was read.
  Value emitDepthCompare(const PixelPlace& place, Value depth, Value mask, Value& stored);
  void emitDepthWrite(const PixelPlace& place, Value depth, Value mask, Value stored);
  /// Depth and stencil tests of the lanes in `mask`, and their writes. Gives the lanes that are left.
  Value emitTests(const PixelPlace& depthPlace, const PixelPlace& stencilPlace, Value depth, Value mask);
  void emitCount(Value mask);
  /// bits: i32 with the mask's lanes, where a test of it pays; else no local.
  void emitMerge(Target& target, const PixelPlace& place, Value mask, Local bits);
  template <typename Emit>
  void withFace(Emit emit);

  uint32_t blockWork() const;
  void loadState(wasm::Opcode op, size_t offset);
  void splatFloat(size_t primitiveOffset, Local into);
  Local addInt(const char* name) { return f_.addLocal(wasm::ValType::I32, name); }
  Local addVector(const char* name) { return f_.addLocal(wasm::ValType::V128, name); }

  const LinkedProgram& program_;
  const FragmentKey key_;
  const wasm::Interleaving interleaving_;   // of pairs of quads
  std::unique_ptr<LinkedProgram> trimmed_;  // without the outputs that nobody wants
  wasm::ModuleBuilder module_;
  CoreImports core_;
  wasm::FunctionBuilder& f_;
  Lanes l_;
  Local state_, block_, end_;
  std::optional<BodyEmitter> body_;

  bool sampled_ = false;  // several samples
  bool depthTest_ = false, depthWrite_ = false, stencilTest_ = false, sameFaces_ = true;
  bool lateTests_ = false;   // the body writes gl_FragDepth, or it may discard while the stencil test is on
  bool lateWrites_ = false;  // the tests may come first, but not what they write: discard, alpha to coverage
  bool shaded_ = true;
  uint32_t depthOutput_ = ir::kNone;
  uint32_t coverageOutput_ = ir::kNone, coverageCell_ = 0;  // alpha of output 0
  bool alphaToCoverage_ = false;

  std::vector<Target> targets_;
  Surface depthSurface_, stencilSurface_;
  Local primitive_, frontFacing_, coverage_, samples_;
  Local blockX_, blockY_;    // in pixels
  Local originX_, originY_;  // minus one half: window position of a pixel's corner minus this is that of its centre
  Local testOriginX_, testOriginY_;  // the same for the tests of strips: of the sample at work, where there are several
  PlaneLocals depthPlane_, inversePlane_;
  Local depthMin_, depthMax_;
  StencilValues stencilValues_;
  Local allLanes_;
  // Of the quad that is being shaded:
  Local x_, y_, fragX_, fragY_, z_, w_, inverseW_;
  Local inverseRow_, depthRow_;  // c + dy * y of the row of quads
  std::vector<SmoothCell> smoothCells_;
  // With several samples:
  Local samplePlace_;                  // block_ + 8 * the sample at work
  Local lowerSamples_, upperSamples_;  // coverage of the block's samples 0, 1 and 2, 3, from the current row on
  Local rowSamples_, quadSamples_;     // bits of the rest of the row and of the quad, a sample in each lane
  Local centroidX_, centroidY_, centroidW_;
  bool readsCentroid_ = false;
};

}  // namespace sw
