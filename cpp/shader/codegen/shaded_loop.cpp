// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/shaded_loop.h"

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
Value ShadedLoop::corner(Local blockEdge, const uint32_t (&lanes)[4]) {
  l_.push(l_.splat(blockEdge));
  f_.v128Const(lanes);
  f_.op(Opcode::I32x4Add);
  f_.op(Opcode::F32x4ConvertI32x4S);
  return l_.pop();
}

void ShadedLoop::emitBlock() {
  const wasm::Label done = f_.block();
  const bool early = (facts_.depthTest || facts_.stencilTest) && !facts_.lateTests;
  if (facts_.sampled) {
    if (early) emitEarlySamples();
    sampledBlocks_.emitCoverage(early);
  } else if (early) {
    strips_.emitEarlyTests();
  }
  f_.localGet(at_.coverage);
  f_.op(Opcode::I64Eqz);
  f_.brIf(done);
  if (facts_.key.countSamples && !facts_.lateTests && !facts_.lateWrites && !facts_.sampled) {
    f_.localGet(at_.samplesPassed);
    f_.localGet(at_.coverage);
    f_.op(Opcode::I64Popcnt);
    f_.op(Opcode::I32WrapI64);
    f_.op(Opcode::I32Add);
    f_.localSet(at_.samplesPassed);
  }
  if (facts_.sampled) sampledBlocks_.emitEvenTargets();
  emitQuads();
  f_.end();
}

/// Strips of blocks that are covered whole, which may stay even, and quads of the others: of lines and of triangles'
/// borders they have few.
void ShadedLoop::emitEarlySamples() {
  const Lanes::Scope scope(l_);
  const Local whole = l_.temporary(ValType::I32);
  sampledBlocks_.emitLoadCoverage(whole);
  f_.localGet(whole);
  f_.if_();
  sampledBlocks_.emitEarlyTests();
  f_.else_();
  emitEarlyQuads();
  f_.end();
}

void ShadedLoop::emitEarlyQuads() {
  const Lanes::Scope scope(l_);
  const Local passed[2] = {l_.temporary(ValType::V128), l_.temporary(ValType::V128)};
  for (const Local samples : passed) l_.assign(samples, l_.splatInt(0));
  const wasm::Label nextQuad = f_.loop();
  {
    const Lanes::Scope quadScope(l_);
    const Local position = at_.lowestCovered(4);
    at_.takeOut(position, 4);
    const Local x = l_.apply32(Opcode::I32And, l_.apply32(Opcode::I32ShrU, position, 1), 6);
    const Local y = l_.apply32(Opcode::I32And, l_.apply32(Opcode::I32ShrU, position, 3), 6);
    l_.assign(quad_.x, l_.sub(corner(l_.apply32(Opcode::I32Add, at_.x, x), kLaneX), at_.originX));
    l_.assign(quad_.y, l_.sub(corner(l_.apply32(Opcode::I32Add, at_.y, y), kLaneY), at_.originY));
    for (Surface* surface : at_.testedSurfaces()) {
      f_.localGet(at_.pixelAddress(*surface, x, y));
      f_.localSet(surface->lower);
      l_.sum(surface->upper, surface->lower, surface->strideBytes);
    }
    const auto shifted = [&](Opcode op, Value samples) {
      l_.push(samples);
      f_.localGet(position);
      f_.op(op);
      return l_.pop();
    };
    const Value lower = shifted(Opcode::I64x2ShrU, samples_.lower), upper = shifted(Opcode::I64x2ShrU, samples_.upper);
    l_.assign(samples_.quad, l_.and_(l_.shuffle(lower, upper, 0, 2, 4, 6), l_.splatInt(15)));
    sampledQuads_.emitEarlyTests();
    const Value low = l_.apply(Opcode::I64x2ExtendLowI32x4U, samples_.quad);
    const Value high = l_.apply(Opcode::I64x2ExtendHighI32x4U, samples_.quad);
    l_.assign(passed[0], l_.or_(passed[0], shifted(Opcode::I64x2Shl, low)));
    l_.assign(passed[1], l_.or_(passed[1], shifted(Opcode::I64x2Shl, high)));
  }
  f_.localGet(at_.coverage);
  f_.i64Const(0);
  f_.op(Opcode::I64Ne);
  f_.brIf(nextQuad);
  f_.end();
  for (uint32_t pair = 0; pair < 2; ++pair) {
    f_.localGet(at_.block);
    f_.localGet(passed[pair]);
    f_.store(Opcode::V128Store, uint32_t(offsetof(SampleBlockRecord, samples)) + 16 * pair, 2);
  }
}

/// Rows of quads, and quads of a row, one by one or, where every quad of the block is covered, in pairs.
void ShadedLoop::emitQuads() {
  const Lanes::Scope scope(l_);
  const bool fragCoord = body_.readsBuiltin(ir::Builtin::FragCoord);
  const Value cornerX = corner(at_.x, kLaneX);
  const Value cornerY = corner(at_.y, kLaneY);
  QuadRows rows{.startX = l_.sub(cornerX, at_.originX),
                .startFragX = fragCoord ? l_.add(cornerX, l_.splat(0.5f)) : Value(),
                .rowBits = l_.temporary(ValType::I32),
                .bits = l_.temporary(ValType::I32)};
  l_.assign(quad_.y, l_.sub(cornerY, at_.originY));
  if (fragCoord) l_.assign(quad_.fragY, l_.add(cornerY, l_.splat(0.5f)));

  const size_t start = f_.position();
  size_t quadBegin = 0, quadEnd = 0;
  emitQuadRows(rows, 1, [&] {
    quadBegin = f_.position();
    emitQuad(rows.bits);
    quadEnd = f_.position();
  });
  if (interleaving_ == wasm::Interleaving::Never || body_.keepsMemory()) return;
  const wasm::Stretch quad = f_.copy(quadBegin, quadEnd);
  if (interleaving_ == wasm::Interleaving::Always || wasm::paysInterleaving(f_, quad)) emitQuadPairs(rows, start, quad);
}

/// Puts a loop over pairs of quads before the one over quads that begins at `start`, if their code can take turns.
void ShadedLoop::emitQuadPairs(QuadRows& rows, size_t start, const wasm::Stretch& quad) {
  const wasm::Stretch single = f_.cut(start);
  std::vector<std::pair<Local, Local>> own;
  const auto second = [&](Local first) {
    own.emplace_back(first, f_.addLocal(f_.typeOf(first)));
    return own.back().second;
  };
  const Local x = second(quad_.x), bits = second(rows.bits);
  const Local fragX = rows.startFragX.valid() ? second(quad_.fragX) : Local{};
  const Local samples = facts_.sampled ? second(samples_.row) : Local{};
  std::vector<std::pair<Local, Local>> addresses;
  for (Surface* surface : at_.surfaces()) {
    addresses.emplace_back(second(surface->lower), second(surface->upper));
  }
  const std::optional<wasm::Stretch> pair = wasm::interleave(f_, quad, own);
  if (!pair) return f_.paste(single);

  const wasm::Label done = f_.block();
  const wasm::Label notAll = f_.block();
  f_.localGet(at_.coverage);
  emitFoldQuadBits();
  f_.brIf(notAll);
  emitQuadRows(rows, 2, [&] {
    const Lanes::Scope scope(l_);
    l_.assign(x, l_.add(quad_.x, l_.splat(2)));
    if (fragX.valid()) l_.assign(fragX, l_.add(quad_.fragX, l_.splat(2)));
    f_.localGet(rows.rowBits);
    f_.i32Const(4);
    f_.op(Opcode::I32ShrU);
    f_.i32Const(15);
    f_.op(Opcode::I32And);
    f_.localSet(bits);
    if (facts_.sampled) l_.assign(samples, l_.shrUnsigned(samples_.row, 4));
    const std::vector<Surface*> all = at_.surfaces();
    for (size_t i = 0; i < all.size(); ++i) {
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
void ShadedLoop::emitFoldQuadBits() {
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

void ShadedLoop::advanceRow(bool fragCoord) {
  const Lanes::Scope scope(l_);
  l_.assign(quad_.y, l_.add(quad_.y, l_.splat(2)));
  if (fragCoord) l_.assign(quad_.fragY, l_.add(quad_.fragY, l_.splat(2)));
  for (Surface* surface : at_.surfaces()) {
    l_.advance(surface->block, surface->strideBytes);
    l_.advance(surface->block, surface->strideBytes);
  }
  f_.localGet(at_.coverage);
  f_.i64Const(16);
  f_.op(Opcode::I64ShrU);
  f_.localSet(at_.coverage);
  if (facts_.sampled) {
    l_.assign(samples_.lower, l_.shift(Opcode::I64x2ShrU, samples_.lower, 16));
    l_.assign(samples_.upper, l_.shift(Opcode::I64x2ShrU, samples_.upper, 16));
  }
}

void ShadedLoop::advanceQuads(const QuadRows& rows, uint32_t count) {
  const Lanes::Scope scope(l_);
  const Value step = l_.splat(float(2 * count));
  l_.assign(quad_.x, l_.add(quad_.x, step));
  if (rows.startFragX.valid()) l_.assign(quad_.fragX, l_.add(quad_.fragX, step));
  for (Surface* surface : at_.surfaces()) {
    l_.advance(surface->lower, 2 * count * surface->texelBytes);
    l_.advance(surface->upper, 2 * count * surface->texelBytes);
  }
  f_.localGet(rows.rowBits);
  f_.i32Const(int32_t(4 * count));
  f_.op(Opcode::I32ShrU);
  f_.localSet(rows.rowBits);
  if (facts_.sampled) l_.assign(samples_.row, l_.shrUnsigned(samples_.row, 4 * count));
}

/// Goes over the block's rows, `count` quads at a time. Positions grow by whole pixels, which is exact. Single quads
/// without coverage are passed over by going on with the loop, not by a branch around its content: engines move
/// constants and the like out of a loop only when every way out of it leads through them.
template <typename Emit>
void ShadedLoop::emitQuadRows(const QuadRows& rows, uint32_t count, Emit emit) {
  const bool fragCoord = rows.startFragX.valid();
  const auto all = at_.surfaces();
  const wasm::Label nextRow = f_.loop();
  f_.localGet(at_.coverage);
  f_.op(Opcode::I32WrapI64);
  f_.i32Const(0xffff);
  f_.op(Opcode::I32And);
  if (count == 1) {
    f_.localTee(rows.rowBits);
    f_.op(Opcode::I32Eqz);
    f_.if_();
    advanceRow(fragCoord);
    f_.br(nextRow);
    f_.end();
  } else {
    f_.localSet(rows.rowBits);
  }
  l_.assign(quad_.x, rows.startX);
  if (fragCoord) l_.assign(quad_.fragX, rows.startFragX);
  if (facts_.sampled) {
    const Lanes::Scope rowScope(l_);
    l_.assign(samples_.row, l_.and_(l_.shuffle(samples_.lower, samples_.upper, 0, 2, 4, 6), l_.splatInt(0xffff)));
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
    advanceQuads(rows, count);
    f_.br(nextQuad);
    f_.end();
  } else {
    f_.localSet(rows.bits);
  }
  {
    const Lanes::Scope quadScope(l_);
    emit();
  }
  advanceQuads(rows, count);
  f_.localGet(rows.rowBits);
  f_.brIf(nextQuad);
  f_.end();

  advanceRow(fragCoord);
  f_.localGet(at_.coverage);
  f_.i64Const(0);
  f_.op(Opcode::I64Ne);
  f_.brIf(nextRow);
  f_.end();
}

/// What the planes of this row of quads have in common: c + dy * y.
void ShadedLoop::emitRowStart() {
  const Lanes::Scope scope(l_);
  const auto rowOf = [&](const PlaneLocals& plane, Local row) {
    l_.assign(row, l_.add(plane.c, l_.mul(plane.dy, quad_.y)));
  };
  rowOf(at_.inverseW, quad_.inverseRow);
  rowOf(at_.depth, quad_.depthRow);
  for (const SmoothCell& cell : quad_.smoothCells) {
    at_.splatFloat(cell.offset + offsetof(Planes4, c), cell.row);
    f_.localGet(cell.row);
    f_.localGet(at_.primitive);
    f_.load(Opcode::V128Load32Splat, cell.offset + uint32_t(offsetof(Planes4, dy)), 2);
    f_.localGet(quad_.y);
    f_.op(Opcode::F32x4Mul);
    f_.op(Opcode::F32x4Add);
    f_.localSet(cell.row);
  }
}

PixelPlace ShadedLoop::placeIn(const Surface& surface) const {
  return {.shape = PixelShape::Quad, .lower = surface.lower, .upper = surface.upper};
}

void ShadedLoop::emitQuad(Local bits) {
  const auto at = [&](Local row, const PlaneLocals& plane) { return l_.add(row, l_.mul(plane.dx, quad_.x)); };
  l_.assign(quad_.inverseW, at(quad_.inverseRow, at_.inverseW));
  l_.assign(quad_.w, l_.div(l_.splat(1), quad_.inverseW));
  const Value planeDepth = at(quad_.depthRow, at_.depth);
  if (body_.readsBuiltin(ir::Builtin::FragCoord)) l_.assign(quad_.z, l_.clamp01(planeDepth));
  if (facts_.sampled) sampledQuads_.emitStart();

  body_.emit();

  if (facts_.sampled)
    sampledQuads_.emitEnd();
  else
    emitTestsAndMerge(bits, planeDepth);
}

/// What follows the body of a quad.
void ShadedLoop::emitTestsAndMerge(Local bits, Value planeDepth) {
  Value mask = laneMask(l_, bits, {1, 2, 4, 8});
  const wasm::Label skip = f_.block();
  const auto narrow = [&](Value lanes) {
    mask = lanes;
    l_.push(mask);
    f_.op(Opcode::I32x4Bitmask);
    f_.localTee(bits);
    f_.op(Opcode::I32Eqz);
    f_.brIf(skip);
  };
  if (facts_.lateWrites) {
    narrow(l_.andNot(mask, body_.discarded()));
  }
  const bool written = facts_.depthOutput != ir::kNone;
  const PixelPlace depthPlace = placeIn(at_.depthSurface);
  if (facts_.lateTests && (facts_.depthTest || facts_.stencilTest)) {
    Value depth;
    if (facts_.depthTest) depth = merge_.toBufferDepth(written ? outputs_.value(facts_.depthOutput, 0) : planeDepth);
    narrow(merge_.emitTests(depthPlace, placeIn(at_.stencilSurface), depth, mask));
  } else if (facts_.lateWrites && facts_.depthWrite) {
    merge_.emitDepthWrite(depthPlace, merge_.toBufferDepth(planeDepth), mask, {});
  }
  if (facts_.lateTests || facts_.lateWrites) at_.countSamples(mask);

  for (Target& target : at_.targets) {
    outputs_.setQuadSources(target);
    const Lanes::Scope scope(l_);
    merge_.emitMerge(target, placeIn(target.surface), mask, bits);
  }
  f_.end();
}

}  // namespace sw
