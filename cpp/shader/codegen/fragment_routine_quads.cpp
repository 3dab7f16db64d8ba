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

void FragmentRoutineEmitter::emitShadedQuads() {
  const Lanes::Scope scope(l_);
  const wasm::Label nextQuad = f_.loop();
  const Piece quad = takePiece(4);  // the lowest covered quad
  const wasm::Label skip = f_.block();
  {
    const Lanes::Scope quadScope(l_);
    emitShadedQuad(quad, skip);
  }
  f_.end();
  f_.localGet(coverage_);
  f_.i64Const(0);
  f_.op(Opcode::I64Ne);
  f_.brIf(nextQuad);
  f_.end();
}

void FragmentRoutineEmitter::emitQuadPosition(const Piece& quad) {
  const bool fragCoord = body_->readsBuiltin(ir::Builtin::FragCoord);
  const auto position = [&](Local block, Local inBlock, const uint32_t(&lanes)[4], Value origin, Local relative,
                            Local absolute) {
    l_.push(l_.splat(l_.apply32(Opcode::I32Add, block, inBlock)));
    f_.v128Const(lanes);
    f_.op(Opcode::I32x4Add);
    f_.op(Opcode::F32x4ConvertI32x4S);
    const Value corner = l_.pop();
    l_.assign(relative, l_.sub(corner, origin));
    if (fragCoord) l_.assign(absolute, l_.add(corner, l_.splat(0.5f)));
  };
  position(blockX_, quad.x, kLaneX, originX_, x_, fragX_);
  position(blockY_, quad.y, kLaneY, originY_, y_, fragY_);
  l_.assign(inverseW_, planeAt(inversePlane_, x_, y_));
  l_.assign(w_, l_.div(l_.splat(1), inverseW_));
  if (fragCoord) l_.assign(z_, l_.clamp01(planeAt(depthPlane_, x_, y_)));
}

PixelPlace FragmentRoutineEmitter::quadPlace(const Surface& surface, const Piece& quad) {
  const Local lower = pixelAddress(surface, quad);
  return {.shape = PixelShape::Quad, .lower = lower, .upper = l_.apply32(Opcode::I32Add, lower, surface.strideBytes)};
}

void FragmentRoutineEmitter::emitShadedQuad(const Piece& quad, wasm::Label skip) {
  emitQuadPosition(quad);
  Value mask = laneMask(quad.bits, {1, 2, 4, 8});
  PixelPlace depthPlace, stencilPlace;
  if (depthTest_) depthPlace = quadPlace(depthSurface_, quad);
  if (stencilTest_) stencilPlace = quadPlace(stencilSurface_, quad);
  const auto narrow = [&](Value lanes) {
    mask = lanes;
    l_.push(mask);
    f_.op(Opcode::I32x4Bitmask);
    f_.localTee(quad.bits);
    f_.op(Opcode::I32Eqz);
    f_.brIf(skip);
  };

  const bool tests = depthTest_ || stencilTest_;
  Value depth, stored;
  if (tests && !lateTests_) {
    if (depthTest_) depth = toBufferDepth(planeAt(depthPlane_, x_, y_));
    if (lateWrites_) {
      narrow(emitDepthCompare(depthPlace, depth, mask, stored));
    } else {
      narrow(emitTests(depthPlace, stencilPlace, depth, mask));
    }
  }

  body_->emit(allLanes_);

  if (lateWrites_) {
    Value alive = mask;
    if (body_->hasDiscard()) alive = l_.andNot(alive, body_->discarded());
    if (alphaToCoverage_) {
      const Value alpha = outputValue(coverageOutput_, coverageCell_);
      alive = l_.and_(alive, l_.apply(Opcode::F32x4Ge, alpha, l_.splat(0.5f)));
    }
    narrow(alive);
    if (depthTest_ && !lateTests_) emitDepthWrite(depthPlace, depth, mask, stored);
  }
  if (tests && lateTests_) {
    if (depthOutput_ != ir::kNone) {
      depth = toBufferDepth(outputValue(depthOutput_, 0));
    } else if (depthTest_) {
      depth = toBufferDepth(planeAt(depthPlane_, x_, y_));
    }
    narrow(emitTests(depthPlace, stencilPlace, depth, mask));
  }
  emitCount(mask);

  for (Target& target : targets_) {
    for (int i = 0; i < 4; i++) {
      if (target.merge->usesSource(i) && !outputIsBatchWide(target.output[i], target.cell[i])) {
        target.merge->setSource(i, body_->output(target.output[i], target.cell[i]), false);
      }
    }
    const Lanes::Scope scope(l_);
    emitMerge(target, quadPlace(target.surface, quad), mask, quad.bits);
  }
}

}  // namespace sw
