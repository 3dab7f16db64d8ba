// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/strip_loop.h"

namespace sw {

using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

namespace {

constexpr uint32_t kStripX[4] = {0, 1, 2, 3};
/// Coverage bits of two quads side by side, by row.
constexpr uint32_t kAreaBits[2][4] = {{1, 2, 16, 32}, {4, 8, 64, 128}};

}  // namespace

void StripLoop::emitBlock() {
  f_.localGet(at_.coverage);
  f_.i64Const(-1);
  f_.op(Opcode::I64Eq);
  f_.if_();
  bool fills = !facts_.depthTest && !facts_.stencilTest;
  for (const Target& target : at_.targets) fills &= target.merge->isConstant();
  if (fills) {
    emitFill();
  } else {
    emitRows();
  }
  f_.else_();
  emitAreas();
  f_.end();
}

/// Every texel of the block becomes the same.
void StripLoop::emitFill() {
  const Lanes::Scope scope(l_);
  if (facts_.key.countSamples) l_.advance(at_.samplesPassed, kBlockSize * kBlockSize);
  for (Target& target : at_.targets) {
    const uint32_t bytes = target.surface.texelBytes;
    Value none[4], words[4];
    target.merge->emit(none, words);
    const Local row = l_.copy32(target.surface.block);
    for (uint32_t y = 0; y < kBlockSize; ++y) {
      if (y > 0) l_.advance(row, target.surface.strideBytes);
      for (uint32_t x = 0; x < kBlockSize; x += 4) {
        storePixels(l_, {.shape = PixelShape::Strip, .lower = row, .offset = x * bytes}, bytes, words);
      }
    }
  }
}

/// dx * x of a strip's pixel centres. x: of its first pixel, in the window.
Value StripLoop::slope(Local x) {
  l_.push(l_.splat(x));
  f_.v128Const(kStripX);
  f_.op(Opcode::I32x4Add);
  f_.op(Opcode::F32x4ConvertI32x4S);
  const Value corner = l_.pop();
  return l_.mul(at_.depth.dx, l_.sub(corner, at_.testOriginX));
}

/// y of the pixel centres of a row, relative to the primitive's origin.
Value StripLoop::rowY(Local y) { return l_.sub(l_.apply(Opcode::F32x4ConvertI32x4S, l_.splat(y)), at_.testOriginY); }

Value StripLoop::depthAt(Value y, Value slope) {
  const Value row = l_.add(at_.depth.c, l_.mul(at_.depth.dy, y));
  return merge_.toBufferDepth(l_.add(row, slope));
}

void StripLoop::emitStrip(const std::vector<Local>& addresses, uint32_t x, Value depth, Value mask) {
  const Lanes::Scope scope(l_);
  size_t next = 0;
  const auto place = [&](const Surface& surface) {
    return PixelPlace{.shape = PixelShape::Strip, .lower = addresses[next++], .offset = x * surface.texelBytes};
  };
  PixelPlace depthPlace, stencilPlace;
  if (facts_.depthTest) depthPlace = place(at_.depthSurface);
  if (facts_.stencilTest) stencilPlace = place(at_.stencilSurface);
  const wasm::Label skip = f_.block();
  if (facts_.depthTest || facts_.stencilTest) {
    mask = merge_.emitTests(depthPlace, stencilPlace, depth, mask);
    if (!isAllLanes(mask) && (!at_.targets.empty() || facts_.key.countSamples)) {
      l_.push(mask);
      f_.op(Opcode::V128AnyTrue);
      f_.op(Opcode::I32Eqz);
      f_.brIf(skip);
    }
  }
  at_.countSamples(mask);
  for (Target& target : at_.targets) merge_.emitMerge(target, place(target.surface), mask, {});
  f_.end();
}

StripLoop::Rows StripLoop::beginRows(const std::vector<Surface*>& surfaces) {
  Rows rows;
  for (Surface* surface : surfaces) rows.addresses.push_back(l_.copy32(surface->block));
  rows.y = l_.temporary(ValType::V128);
  if (facts_.depthTest) {
    rows.slopes[0] = slope(at_.x);
    rows.slopes[1] = slope(l_.apply32(Opcode::I32Add, at_.x, 4));
    l_.assign(rows.y, rowY(at_.y));
  }
  return rows;
}

void StripLoop::advanceRow(const Rows& rows, const std::vector<Surface*>& surfaces) {
  for (size_t i = 0; i < surfaces.size(); ++i) l_.advance(rows.addresses[i], surfaces[i]->strideBytes);
  if (facts_.depthTest) l_.assign(rows.y, l_.add(rows.y, l_.splat(1.0f)));  // exact: halves below 2^16
}

void StripLoop::emitRows() {
  const Lanes::Scope scope(l_);
  const auto all = at_.surfaces();
  const Rows rows = beginRows(all);
  const Local rowsLeft = l_.temporary(ValType::I32);
  f_.i32Const(kBlockSize);
  f_.localSet(rowsLeft);

  const wasm::Label nextRow = f_.loop();
  for (uint32_t i = 0; i < 2; ++i) {
    const Lanes::Scope stripScope(l_);
    const Value depth = facts_.depthTest ? depthAt(rows.y, rows.slopes[i]) : Value();
    emitStrip(rows.addresses, 4 * i, depth, Value::constant(kAllLanes));
  }
  advanceRow(rows, all);
  l_.advance(rowsLeft, -1);
  f_.localGet(rowsLeft);
  f_.brIf(nextRow);
  f_.end();
}

/// Takes the lowest area with covered pixels out of the coverage.
StripLoop::Area StripLoop::takeArea() {
  const Local position = at_.lowestCovered(8);
  Area area;
  f_.localGet(at_.coverage);
  f_.localGet(position);
  f_.op(Opcode::I64ExtendI32U);
  f_.op(Opcode::I64ShrU);
  f_.op(Opcode::I32WrapI64);
  f_.i32Const(255);
  f_.op(Opcode::I32And);
  area.bits = l_.popInt();
  at_.takeOut(position, 8);
  area.x = l_.apply32(Opcode::I32And, l_.apply32(Opcode::I32ShrU, position, 1), 4);
  area.y = l_.apply32(Opcode::I32And, l_.apply32(Opcode::I32ShrU, position, 3), 6);
  return area;
}

void StripLoop::emitAreas() {
  const Lanes::Scope scope(l_);
  const auto all = at_.surfaces();
  const wasm::Label nextArea = f_.loop();
  const Area area = takeArea();
  Rows rows;
  for (Surface* surface : all) rows.addresses.push_back(at_.pixelAddress(*surface, area.x, area.y));
  rows.y = l_.temporary(ValType::V128);
  if (facts_.depthTest) {
    rows.slopes[0] = slope(l_.apply32(Opcode::I32Add, at_.x, area.x));
    l_.assign(rows.y, rowY(l_.apply32(Opcode::I32Add, at_.y, area.y)));
  }
  for (const auto& laneBits : kAreaBits) {
    const Lanes::Scope rowScope(l_);
    f_.localGet(area.bits);
    f_.i32Const(int32_t(laneBits[0] | laneBits[1] | laneBits[2] | laneBits[3]));
    f_.op(Opcode::I32And);
    f_.if_();
    const Value mask = laneMask(l_, area.bits, laneBits);
    emitStrip(rows.addresses, 0, facts_.depthTest ? depthAt(rows.y, rows.slopes[0]) : Value(), mask);
    f_.end();
    if (&laneBits == &kAreaBits[1]) break;
    advanceRow(rows, all);
  }
  f_.localGet(at_.coverage);
  f_.i64Const(0);
  f_.op(Opcode::I64Ne);
  f_.brIf(nextArea);
  f_.end();
}

/// Four pixels of a row of quads, whose bits of coverage are `laneBits`: which of them pass goes into passedBits.
void StripLoop::emitEarlyStrip(const Rows& rows, uint32_t strip, Local bits, const uint32_t (&laneBits)[4],
                               Local passedBits) {
  const Lanes::Scope scope(l_);
  const auto tested = at_.testedSurfaces();
  f_.localGet(bits);
  f_.i32Const(int32_t(laneBits[0] | laneBits[1] | laneBits[2] | laneBits[3]));
  f_.op(Opcode::I32And);
  f_.if_();
  PixelPlace places[2];
  for (size_t i = 0; i < tested.size(); ++i) {
    places[i] = {.shape = PixelShape::Strip,
                 .lower = rows.addresses[i],
                 .upper = {},
                 .offset = 4 * strip * tested[i]->texelBytes};
  }
  const Value mask = laneMask(l_, bits, laneBits);
  const Value depth = facts_.depthTest ? depthAt(rows.y, rows.slopes[strip]) : Value();
  Value passed, stored;
  if (facts_.lateWrites) {
    passed = merge_.emitDepthCompare(places[0], depth, mask, stored);
  } else {
    passed = merge_.emitTests(places[0], places[tested.size() - 1], depth, mask);
  }
  l_.push(passed);
  f_.v128Const(laneBits);
  f_.op(Opcode::V128And);
  const Value found = l_.pop();
  l_.assign(passedBits, l_.or_(passedBits, found));
  f_.end();
}

void StripLoop::emitEarlyTests() {
  const Lanes::Scope scope(l_);
  const auto tested = at_.testedSurfaces();
  const Rows rows = beginRows(tested);
  const Local quadRowsLeft = l_.temporary(ValType::I32);
  const Local bits = l_.temporary(ValType::I32);
  const Local passedBits = l_.temporary(ValType::V128);
  const Local passedCoverage = l_.temporary(ValType::I64);
  f_.i32Const(kBlockSize / 2);
  f_.localSet(quadRowsLeft);

  const wasm::Label nextQuadRow = f_.loop();
  f_.localGet(at_.coverage);
  f_.op(Opcode::I32WrapI64);
  f_.i32Const(0xffff);
  f_.op(Opcode::I32And);
  f_.localSet(bits);
  l_.assign(passedBits, l_.splatInt(0));
  f_.localGet(bits);
  f_.if_();
  for (int row = 0; row < 2; ++row) {
    for (uint32_t strip = 0; strip < 2; ++strip) {
      uint32_t laneBits[4];
      for (int lane = 0; lane < 4; ++lane) laneBits[lane] = kAreaBits[row][lane] << 8 * strip;
      emitEarlyStrip(rows, strip, bits, laneBits, passedBits);
    }
    advanceRow(rows, tested);
  }
  f_.else_();
  for (size_t i = 0; i < tested.size(); ++i) {
    l_.advance(rows.addresses[i], tested[i]->strideBytes);
    l_.advance(rows.addresses[i], tested[i]->strideBytes);
  }
  if (facts_.depthTest) l_.assign(rows.y, l_.add(rows.y, l_.splat(2.0f)));
  f_.end();
  // All lanes' bits together become the upper 16 bits; earlier rows move down.
  const Value halves = l_.or_(passedBits, l_.shuffle(passedBits, passedBits, 2, 3, 0, 1));
  const Value whole = l_.or_(halves, l_.shuffle(halves, halves, 1, 0, 3, 2));
  f_.localGet(passedCoverage);
  f_.i64Const(16);
  f_.op(Opcode::I64ShrU);
  l_.push(whole);
  f_.lane(Opcode::I32x4ExtractLane, 0);
  f_.op(Opcode::I64ExtendI32U);
  f_.i64Const(48);
  f_.op(Opcode::I64Shl);
  f_.op(Opcode::I64Or);
  f_.localSet(passedCoverage);
  f_.localGet(at_.coverage);
  f_.i64Const(16);
  f_.op(Opcode::I64ShrU);
  f_.localSet(at_.coverage);
  l_.advance(quadRowsLeft, -1);
  f_.localGet(quadRowsLeft);
  f_.brIf(nextQuadRow);
  f_.end();
  f_.localGet(passedCoverage);
  f_.localSet(at_.coverage);
}

}  // namespace sw
