// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The fragment routine's shaded loop: the body, with tests before or after it, quad by quad. Full blocks take the same
// way: sixteen quads whose coverage needs no merging with what is there.

#include "shader/codegen/fragment_routine.h"

namespace sw {

using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

namespace {

/// Pixels of the lanes within a quad.
constexpr uint32_t kLaneX[4] = {0, 1, 0, 1};
constexpr uint32_t kLaneY[4] = {0, 0, 1, 1};

}  // namespace

/// Lanes' pixel corners from the block's edge on, as window coordinates.
Value FragmentRoutineEmitter::quadCorner(Local blockEdge, const uint32_t (&lanes)[4]) {
  l_.push(l_.splat(blockEdge));
  f_.v128Const(lanes);
  f_.op(Opcode::I32x4Add);
  f_.op(Opcode::F32x4ConvertI32x4S);
  return l_.pop();
}

void FragmentRoutineEmitter::emitShadedBlock() {
  const wasm::Label done = f_.block();
  const bool early = (depthTest_ || stencilTest_) && !lateTests_;
  if (sampled_) {
    if (early) emitSampledEarlyTests();
    emitSampledCoverage(early);
  } else if (early) {
    emitEarlyTests();
  }
  f_.localGet(coverage_);
  f_.op(Opcode::I64Eqz);
  f_.brIf(done);
  if (key_.countSamples && !lateTests_ && !lateWrites_ && !sampled_) {
    f_.localGet(samples_);
    f_.localGet(coverage_);
    f_.op(Opcode::I64Popcnt);
    f_.op(Opcode::I32WrapI64);
    f_.op(Opcode::I32Add);
    f_.localSet(samples_);
  }
  if (sampled_) emitEvenTargets();
  emitShadedQuads();
  f_.end();
}

/// Rows of quads, and quads of a row. Positions grow by whole pixels, which is exact. What has no coverage is passed
/// over by going on with the loop, not by a branch around its content: engines move constants and the like out of a
/// loop only when every way out of it leads through them.
void FragmentRoutineEmitter::emitShadedQuads() {
  const Lanes::Scope scope(l_);
  const bool fragCoord = body_->readsBuiltin(ir::Builtin::FragCoord);
  const Value half = l_.splat(0.5f), two = l_.splat(2.0f);
  const Value cornerX = quadCorner(blockX_, kLaneX);
  const Value cornerY = quadCorner(blockY_, kLaneY);
  const Value startX = l_.sub(cornerX, originX_);
  const Value startFragX = fragCoord ? l_.add(cornerX, half) : Value();
  l_.assign(y_, l_.sub(cornerY, originY_));
  if (fragCoord) l_.assign(fragY_, l_.add(cornerY, half));
  const auto all = surfaces();
  const Local rowBits = l_.temporary(ValType::I32);
  const Local bits = l_.temporary(ValType::I32);

  const auto advanceRow = [&] {
    l_.assign(y_, l_.add(y_, two));
    if (fragCoord) l_.assign(fragY_, l_.add(fragY_, two));
    for (Surface* surface : all) {
      l_.advance(surface->block, surface->strideBytes);
      l_.advance(surface->block, surface->strideBytes);
    }
    f_.localGet(coverage_);
    f_.i64Const(16);
    f_.op(Opcode::I64ShrU);
    f_.localSet(coverage_);
    if (sampled_) {
      l_.assign(lowerSamples_, l_.shift(Opcode::I64x2ShrU, lowerSamples_, 16));
      l_.assign(upperSamples_, l_.shift(Opcode::I64x2ShrU, upperSamples_, 16));
    }
  };
  const auto advanceQuad = [&] {
    l_.assign(x_, l_.add(x_, two));
    if (fragCoord) l_.assign(fragX_, l_.add(fragX_, two));
    for (Surface* surface : all) {
      l_.advance(surface->lower, 2 * surface->texelBytes);
      l_.advance(surface->upper, 2 * surface->texelBytes);
    }
    f_.localGet(rowBits);
    f_.i32Const(4);
    f_.op(Opcode::I32ShrU);
    f_.localSet(rowBits);
    if (sampled_) l_.assign(rowSamples_, l_.shrUnsigned(rowSamples_, 4));
  };

  const wasm::Label nextRow = f_.loop();
  f_.localGet(coverage_);
  f_.op(Opcode::I32WrapI64);
  f_.i32Const(0xffff);
  f_.op(Opcode::I32And);
  f_.localTee(rowBits);
  f_.op(Opcode::I32Eqz);
  f_.if_();
  advanceRow();
  f_.br(nextRow);
  f_.end();
  l_.assign(x_, startX);
  if (fragCoord) l_.assign(fragX_, startFragX);
  if (sampled_) {
    const Lanes::Scope rowScope(l_);
    l_.assign(rowSamples_, l_.and_(l_.shuffle(lowerSamples_, upperSamples_, 0, 2, 4, 6), l_.splatInt(0xffff)));
  }
  emitRowStart();
  for (Surface* surface : all) {
    f_.localGet(surface->block);
    f_.localSet(surface->lower);
    l_.sum(surface->upper, surface->block, surface->strideBytes);
  }

  const wasm::Label nextQuad = f_.loop();
  f_.localGet(rowBits);
  f_.i32Const(15);
  f_.op(Opcode::I32And);
  f_.localTee(bits);
  f_.op(Opcode::I32Eqz);
  f_.if_();
  advanceQuad();
  f_.br(nextQuad);
  f_.end();
  {
    const Lanes::Scope quadScope(l_);
    emitShadedQuad(bits);
  }
  advanceQuad();
  f_.localGet(rowBits);
  f_.brIf(nextQuad);
  f_.end();

  advanceRow();
  f_.localGet(coverage_);
  f_.i64Const(0);
  f_.op(Opcode::I64Ne);
  f_.brIf(nextRow);
  f_.end();
}

/// What the planes of this row of quads have in common: c + dy * y.
void FragmentRoutineEmitter::emitRowStart() {
  const Lanes::Scope scope(l_);
  const auto rowOf = [&](const PlaneLocals& plane, Local row) {
    l_.assign(row, l_.add(plane.c, l_.mul(plane.dy, y_)));
  };
  rowOf(inversePlane_, inverseRow_);
  rowOf(depthPlane_, depthRow_);
  for (const SmoothCell& cell : smoothCells_) {
    splatFloat(cell.offset + offsetof(Planes4, c), cell.row);
    f_.localGet(cell.row);
    f_.localGet(primitive_);
    f_.load(Opcode::V128Load32Splat, cell.offset + uint32_t(offsetof(Planes4, dy)), 2);
    f_.localGet(y_);
    f_.op(Opcode::F32x4Mul);
    f_.op(Opcode::F32x4Add);
    f_.localSet(cell.row);
  }
}

PixelPlace FragmentRoutineEmitter::quadPlace(const Surface& surface) const {
  return {.shape = PixelShape::Quad, .lower = surface.lower, .upper = surface.upper};
}

void FragmentRoutineEmitter::emitShadedQuad(Local bits) {
  const auto at = [&](Local row, const PlaneLocals& plane) { return l_.add(row, l_.mul(plane.dx, x_)); };
  l_.assign(inverseW_, at(inverseRow_, inversePlane_));
  l_.assign(w_, l_.div(l_.splat(1), inverseW_));
  const Value planeDepth = at(depthRow_, depthPlane_);
  if (body_->readsBuiltin(ir::Builtin::FragCoord)) l_.assign(z_, l_.clamp01(planeDepth));
  if (sampled_) {
    l_.assign(quadSamples_, l_.and_(rowSamples_, l_.splatInt(15)));
    if (readsCentroid_) emitCentroid();
  }

  body_->emit(allLanes_);

  if (sampled_) return emitSampledQuad();
  Value mask = laneMask(bits, {1, 2, 4, 8});
  const wasm::Label skip = f_.block();
  const auto narrow = [&](Value lanes) {
    mask = lanes;
    l_.push(mask);
    f_.op(Opcode::I32x4Bitmask);
    f_.localTee(bits);
    f_.op(Opcode::I32Eqz);
    f_.brIf(skip);
  };
  if (lateWrites_) {
    narrow(l_.andNot(mask, body_->discarded()));
  }
  const bool written = depthOutput_ != ir::kNone;
  const PixelPlace depthPlace = quadPlace(depthSurface_);
  if (lateTests_ && (depthTest_ || stencilTest_)) {
    Value depth;
    if (depthTest_) depth = toBufferDepth(written ? outputValue(depthOutput_, 0) : planeDepth);
    narrow(emitTests(depthPlace, quadPlace(stencilSurface_), depth, mask));
  } else if (lateWrites_ && depthWrite_) {
    emitDepthWrite(depthPlace, toBufferDepth(planeDepth), mask, {});
  }
  if (lateTests_ || lateWrites_) emitCount(mask);

  for (Target& target : targets_) {
    setQuadSources(target);
    const Lanes::Scope scope(l_);
    emitMerge(target, quadPlace(target.surface), mask, bits);
  }
  f_.end();
}

/// Components of the body's outputs that differ between quads.
void FragmentRoutineEmitter::setQuadSources(Target& target) {
  for (int i = 0; i < 4; i++) {
    if (target.merge->usesSource(i) && !outputIsBatchWide(target.output[i], target.cell[i])) {
      target.merge->setSource(i, body_->output(target.output[i], target.cell[i]), false);
    }
  }
}

}  // namespace sw
