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

/// Rows of quads, and quads of a row, one by one or, where every quad of the block is covered, in pairs.
void FragmentRoutineEmitter::emitShadedQuads() {
  const Lanes::Scope scope(l_);
  const bool fragCoord = body_->readsBuiltin(ir::Builtin::FragCoord);
  const Value cornerX = quadCorner(blockX_, kLaneX);
  const Value cornerY = quadCorner(blockY_, kLaneY);
  QuadRows rows{.startX = l_.sub(cornerX, originX_),
                .startFragX = fragCoord ? l_.add(cornerX, l_.splat(0.5f)) : Value(),
                .rowBits = l_.temporary(ValType::I32),
                .bits = l_.temporary(ValType::I32)};
  l_.assign(y_, l_.sub(cornerY, originY_));
  if (fragCoord) l_.assign(fragY_, l_.add(cornerY, l_.splat(0.5f)));

  const size_t start = f_.position();
  size_t quadBegin = 0, quadEnd = 0;
  emitQuadRows(rows, 1, [&] {
    quadBegin = f_.position();
    emitShadedQuad(rows.bits);
    quadEnd = f_.position();
  });
  if (interleaving_ == wasm::Interleaving::Never || body_->keepsMemory()) return;
  const wasm::Stretch quad = f_.copy(quadBegin, quadEnd);
  if (interleaving_ == wasm::Interleaving::Always || wasm::paysInterleaving(f_, quad)) emitQuadPairs(rows, start, quad);
}

/// Puts a loop over pairs of quads before the one over quads that begins at `start`, if their code can take turns.
void FragmentRoutineEmitter::emitQuadPairs(QuadRows& rows, size_t start, const wasm::Stretch& quad) {
  const wasm::Stretch single = f_.cut(start);
  std::vector<std::pair<Local, Local>> own;
  const auto second = [&](Local first) {
    own.emplace_back(first, f_.addLocal(f_.typeOf(first)));
    return own.back().second;
  };
  const Local x = second(x_), bits = second(rows.bits);
  const Local fragX = rows.startFragX.valid() ? second(fragX_) : Local{};
  const Local samples = sampled_ ? second(rowSamples_) : Local{};
  std::vector<std::pair<Local, Local>> addresses;
  for (Surface* surface : surfaces()) {
    addresses.emplace_back(second(surface->lower), second(surface->upper));
  }
  const std::optional<wasm::Stretch> pair = wasm::interleave(f_, quad, own);
  if (!pair) return f_.paste(single);

  const wasm::Label done = f_.block();
  const wasm::Label notAll = f_.block();
  f_.localGet(coverage_);
  emitFoldQuadBits();
  f_.brIf(notAll);
  emitQuadRows(rows, 2, [&] {
    const Lanes::Scope scope(l_);
    l_.assign(x, l_.add(x_, l_.splat(2)));
    if (fragX.valid()) l_.assign(fragX, l_.add(fragX_, l_.splat(2)));
    f_.localGet(rows.rowBits);
    f_.i32Const(4);
    f_.op(Opcode::I32ShrU);
    f_.i32Const(15);
    f_.op(Opcode::I32And);
    f_.localSet(bits);
    if (sampled_) l_.assign(samples, l_.shrUnsigned(rowSamples_, 4));
    const std::vector<Surface*> all = surfaces();
    for (size_t i = 0; i < all.size(); i++) {
      l_.sum(addresses[i].first, all[i]->lower, 2 * all[i]->texelBytes);
      l_.sum(addresses[i].second, all[i]->upper, 2 * all[i]->texelBytes);
    }
    f_.paste(*pair);
  });
  f_.br(done);
  f_.end();
  f_.paste(single);
  f_.end();
}

/// Coverage of a block (i64) on the stack becomes whether some quad has none (i32).
void FragmentRoutineEmitter::emitFoldQuadBits() {
  constexpr int64_t kFirstLanes = 0x1111111111111111;
  const Local bits = l_.pop(ValType::I64);
  for (const int64_t shift : {1, 2}) {
    f_.localGet(bits);
    f_.localGet(bits);
    f_.i64Const(shift);
    f_.op(Opcode::I64ShrU);
    f_.op(Opcode::I64Or);
    f_.localSet(bits);
  }
  f_.localGet(bits);
  f_.i64Const(kFirstLanes);
  f_.op(Opcode::I64And);
  f_.i64Const(kFirstLanes);
  f_.op(Opcode::I64Ne);
}

/// Goes over the block's rows, `count` quads at a time. Positions grow by whole pixels, which is exact. Single quads
/// without coverage are passed over by going on with the loop, not by a branch around its content: engines move
/// constants and the like out of a loop only when every way out of it leads through them.
template <typename Emit>
void FragmentRoutineEmitter::emitQuadRows(const QuadRows& rows, uint32_t count, Emit emit) {
  const bool fragCoord = rows.startFragX.valid();
  const auto all = surfaces();
  const auto advanceRow = [&] {
    const Lanes::Scope scope(l_);
    l_.assign(y_, l_.add(y_, l_.splat(2)));
    if (fragCoord) l_.assign(fragY_, l_.add(fragY_, l_.splat(2)));
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
  const auto advanceQuads = [&] {
    const Lanes::Scope scope(l_);
    const Value step = l_.splat(float(2 * count));
    l_.assign(x_, l_.add(x_, step));
    if (fragCoord) l_.assign(fragX_, l_.add(fragX_, step));
    for (Surface* surface : all) {
      l_.advance(surface->lower, 2 * count * surface->texelBytes);
      l_.advance(surface->upper, 2 * count * surface->texelBytes);
    }
    f_.localGet(rows.rowBits);
    f_.i32Const(int32_t(4 * count));
    f_.op(Opcode::I32ShrU);
    f_.localSet(rows.rowBits);
    if (sampled_) l_.assign(rowSamples_, l_.shrUnsigned(rowSamples_, 4 * count));
  };

  const wasm::Label nextRow = f_.loop();
  f_.localGet(coverage_);
  f_.op(Opcode::I32WrapI64);
  f_.i32Const(0xffff);
  f_.op(Opcode::I32And);
  if (count == 1) {
    f_.localTee(rows.rowBits);
    f_.op(Opcode::I32Eqz);
    f_.if_();
    advanceRow();
    f_.br(nextRow);
    f_.end();
  } else {
    f_.localSet(rows.rowBits);
  }
  l_.assign(x_, rows.startX);
  if (fragCoord) l_.assign(fragX_, rows.startFragX);
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
  f_.localGet(rows.rowBits);
  f_.i32Const(15);
  f_.op(Opcode::I32And);
  if (count == 1) {
    f_.localTee(rows.bits);
    f_.op(Opcode::I32Eqz);
    f_.if_();
    advanceQuads();
    f_.br(nextQuad);
    f_.end();
  } else {
    f_.localSet(rows.bits);
  }
  {
    const Lanes::Scope quadScope(l_);
    emit();
  }
  advanceQuads();
  f_.localGet(rows.rowBits);
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

  body_->emit();

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
