// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The fragment routine's strip loop: no body, so four pixels of a row at a time. A full block is eight rows of two
// strips; one that is covered in part is walked in areas of 4x2 pixels, which have one byte of coverage each.

#include "shader/codegen/fragment_routine.h"

namespace sw {

using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

namespace {

constexpr uint32_t kStripX[4] = {0, 1, 2, 3};
/// Coverage bits of two quads side by side, by row.
constexpr uint32_t kAreaBits[2][4] = {{1, 2, 16, 32}, {4, 8, 64, 128}};

}  // namespace

void FragmentRoutineEmitter::emitStripBlock() {
  f_.localGet(coverage_);
  f_.i64Const(-1);
  f_.op(Opcode::I64Eq);
  f_.if_();
  bool fills = !depthTest_ && !stencilTest_;
  for (const Target& target : targets_) fills &= target.merge->isConstant();
  if (fills) {
    emitFill();
  } else {
    emitStripRows();
  }
  f_.else_();
  emitStripAreas();
  f_.end();
}

/// Every texel of the block becomes the same.
void FragmentRoutineEmitter::emitFill() {
  const Lanes::Scope scope(l_);
  if (key_.countSamples) l_.advance(samples_, kBlockSize * kBlockSize);
  for (Target& target : targets_) {
    const uint32_t bytes = target.surface.texelBytes;
    Value none[4], words[4];
    target.merge->emit(none, words);
    const Local row = l_.copy32(target.surface.block);
    for (uint32_t y = 0; y < kBlockSize; y++) {
      if (y > 0) l_.advance(row, target.surface.strideBytes);
      for (uint32_t x = 0; x < kBlockSize; x += 4) {
        storePixels(l_, {.shape = PixelShape::Strip, .lower = row, .offset = x * bytes}, bytes, words);
      }
    }
  }
}

/// dx * x of a strip's pixel centres. x: of its first pixel, in the window.
Value FragmentRoutineEmitter::stripSlope(Local x) {
  l_.push(l_.splat(x));
  f_.v128Const(kStripX);
  f_.op(Opcode::I32x4Add);
  f_.op(Opcode::F32x4ConvertI32x4S);
  const Value corner = l_.pop();
  return l_.mul(depthPlane_.dx, l_.sub(corner, testOriginX_));
}

/// y of the pixel centres of a row, relative to the primitive's origin.
Value FragmentRoutineEmitter::rowY(Local y) {
  return l_.sub(l_.apply(Opcode::F32x4ConvertI32x4S, l_.splat(y)), testOriginY_);
}

Value FragmentRoutineEmitter::stripDepth(Value y, Value slope) {
  const Value row = l_.add(depthPlane_.c, l_.mul(depthPlane_.dy, y));
  return toBufferDepth(l_.add(row, slope));
}

void FragmentRoutineEmitter::emitStrip(const std::vector<Local>& addresses, uint32_t x, Value depth, Value mask) {
  const Lanes::Scope scope(l_);
  size_t next = 0;
  const auto place = [&](const Surface& surface) {
    return PixelPlace{.shape = PixelShape::Strip, .lower = addresses[next++], .offset = x * surface.texelBytes};
  };
  PixelPlace depthPlace, stencilPlace;
  if (depthTest_) depthPlace = place(depthSurface_);
  if (stencilTest_) stencilPlace = place(stencilSurface_);
  const wasm::Label skip = f_.block();
  if (depthTest_ || stencilTest_) {
    mask = emitTests(depthPlace, stencilPlace, depth, mask);
    if (!isAllLanes(mask) && (!targets_.empty() || key_.countSamples)) {
      l_.push(mask);
      f_.op(Opcode::V128AnyTrue);
      f_.op(Opcode::I32Eqz);
      f_.brIf(skip);
    }
  }
  emitCount(mask);
  for (Target& target : targets_) emitMerge(target, place(target.surface), mask, {});
  f_.end();
}

void FragmentRoutineEmitter::emitStripRows() {
  const Lanes::Scope scope(l_);
  const auto all = surfaces();
  std::vector<Local> rows;
  for (Surface* surface : all) rows.push_back(l_.copy32(surface->block));
  Value slopes[2];
  const Local y = l_.temporary(ValType::V128);
  if (depthTest_) {
    slopes[0] = stripSlope(blockX_);
    slopes[1] = stripSlope(l_.apply32(Opcode::I32Add, blockX_, 4));
    l_.assign(y, rowY(blockY_));
  }
  const Local rowsLeft = l_.temporary(ValType::I32);
  f_.i32Const(kBlockSize);
  f_.localSet(rowsLeft);

  const wasm::Label nextRow = f_.loop();
  for (uint32_t i = 0; i < 2; i++) {
    const Lanes::Scope stripScope(l_);
    emitStrip(rows, 4 * i, depthTest_ ? stripDepth(y, slopes[i]) : Value(), Value::constant(kAllLanes));
  }
  for (size_t i = 0; i < all.size(); i++) l_.advance(rows[i], all[i]->strideBytes);
  if (depthTest_) l_.assign(y, l_.add(y, l_.splat(1.0f)));  // exact: halves below 2^16
  l_.advance(rowsLeft, -1);
  f_.localGet(rowsLeft);
  f_.brIf(nextRow);
  f_.end();
}

/// Takes the lowest area with covered pixels out of coverage_.
FragmentRoutineEmitter::Area FragmentRoutineEmitter::takeArea() {
  f_.localGet(coverage_);
  f_.op(Opcode::I64Ctz);
  f_.op(Opcode::I32WrapI64);
  f_.i32Const(0x38);
  f_.op(Opcode::I32And);
  const Local position = l_.popInt();  // 8 * index
  f_.localGet(position);
  f_.op(Opcode::I64ExtendI32U);
  const Local shift = l_.pop(ValType::I64);

  Area area;
  f_.localGet(coverage_);
  f_.localGet(shift);
  f_.op(Opcode::I64ShrU);
  f_.op(Opcode::I32WrapI64);
  f_.i32Const(255);
  f_.op(Opcode::I32And);
  area.bits = l_.popInt();
  f_.localGet(coverage_);
  f_.i64Const(~int64_t(255));
  f_.localGet(shift);
  f_.op(Opcode::I64Rotl);
  f_.op(Opcode::I64And);
  f_.localSet(coverage_);
  area.x = l_.apply32(Opcode::I32And, l_.apply32(Opcode::I32ShrU, position, 1), 4);
  area.y = l_.apply32(Opcode::I32And, l_.apply32(Opcode::I32ShrU, position, 3), 6);
  return area;
}

/// Address of an area's first pixel.
Local FragmentRoutineEmitter::pixelAddress(const Surface& surface, const Area& area) {
  const Local row = l_.apply32(Opcode::I32Mul, area.y, surface.strideBytes);
  const Local column = l_.apply32(Opcode::I32Mul, area.x, int32_t(surface.texelBytes));
  return l_.apply32(Opcode::I32Add, surface.block, l_.apply32(Opcode::I32Add, row, column));
}

void FragmentRoutineEmitter::emitStripAreas() {
  const Lanes::Scope scope(l_);
  const auto all = surfaces();
  const wasm::Label nextArea = f_.loop();
  const Area area = takeArea();
  std::vector<Local> rows;
  for (Surface* surface : all) rows.push_back(pixelAddress(*surface, area));
  Value slope;
  const Local y = l_.temporary(ValType::V128);
  if (depthTest_) {
    slope = stripSlope(l_.apply32(Opcode::I32Add, blockX_, area.x));
    l_.assign(y, rowY(l_.apply32(Opcode::I32Add, blockY_, area.y)));
  }
  for (const auto& laneBits : kAreaBits) {
    const Lanes::Scope rowScope(l_);
    f_.localGet(area.bits);
    f_.i32Const(int32_t(laneBits[0] | laneBits[1] | laneBits[2] | laneBits[3]));
    f_.op(Opcode::I32And);
    f_.if_();
    const Value mask = laneMask(area.bits, laneBits);
    emitStrip(rows, 0, depthTest_ ? stripDepth(y, slope) : Value(), mask);
    f_.end();
    if (&laneBits == &kAreaBits[1]) break;
    for (size_t i = 0; i < all.size(); i++) l_.advance(rows[i], all[i]->strideBytes);
    if (depthTest_) l_.assign(y, l_.add(y, l_.splat(1.0f)));
  }
  f_.localGet(coverage_);
  f_.i64Const(0);
  f_.op(Opcode::I64Ne);
  f_.brIf(nextArea);
  f_.end();
}

/// Depth and stencil tests of a whole block before its fragments are shaded, with their writes where these are not
/// late. Leaves what passes in coverage_. Goes by rows of quads: two rows of two strips.
void FragmentRoutineEmitter::emitEarlyTests() {
  const Lanes::Scope scope(l_);
  std::vector<Surface*> all;
  if (depthTest_) all.push_back(&depthSurface_);
  if (stencilTest_) all.push_back(&stencilSurface_);
  std::vector<Local> rows;
  for (Surface* surface : all) rows.push_back(l_.copy32(surface->block));
  Value slopes[2];
  const Local y = l_.temporary(ValType::V128);
  if (depthTest_) {
    slopes[0] = stripSlope(blockX_);
    slopes[1] = stripSlope(l_.apply32(Opcode::I32Add, blockX_, 4));
    l_.assign(y, rowY(blockY_));
  }
  const Local quadRowsLeft = l_.temporary(ValType::I32);
  const Local bits = l_.temporary(ValType::I32);
  const Local passedBits = l_.temporary(ValType::V128);
  const Local passedCoverage = l_.temporary(ValType::I64);
  f_.i32Const(kBlockSize / 2);
  f_.localSet(quadRowsLeft);

  const wasm::Label nextQuadRow = f_.loop();
  f_.localGet(coverage_);
  f_.op(Opcode::I32WrapI64);
  f_.i32Const(0xffff);
  f_.op(Opcode::I32And);
  f_.localSet(bits);
  l_.assign(passedBits, l_.splatInt(0));
  f_.localGet(bits);
  f_.if_();
  for (int row = 0; row < 2; row++) {
    for (uint32_t i = 0; i < 2; i++) {
      const Lanes::Scope stripScope(l_);
      uint32_t laneBits[4];
      for (int lane = 0; lane < 4; lane++) laneBits[lane] = kAreaBits[row][lane] << 8 * i;
      f_.localGet(bits);
      f_.i32Const(int32_t(laneBits[0] | laneBits[1] | laneBits[2] | laneBits[3]));
      f_.op(Opcode::I32And);
      f_.if_();
      PixelPlace places[2];
      for (size_t j = 0; j < all.size(); j++) {
        places[j] = {.shape = PixelShape::Strip, .lower = rows[j], .upper = {}, .offset = 4 * i * all[j]->texelBytes};
      }
      const Value mask = laneMask(bits, laneBits);
      const Value depth = depthTest_ ? stripDepth(y, slopes[i]) : Value();
      Value passed, stored;
      if (lateWrites_) {
        passed = emitDepthCompare(places[0], depth, mask, stored);
      } else {
        passed = emitTests(places[0], places[all.size() - 1], depth, mask);
      }
      l_.push(passed);
      f_.v128Const(laneBits);
      f_.op(Opcode::V128And);
      const Value found = l_.pop();
      l_.assign(passedBits, l_.or_(passedBits, found));
      f_.end();
    }
    for (size_t i = 0; i < all.size(); i++) l_.advance(rows[i], all[i]->strideBytes);
    if (depthTest_) l_.assign(y, l_.add(y, l_.splat(1.0f)));
  }
  f_.else_();
  for (size_t i = 0; i < all.size(); i++) {
    l_.advance(rows[i], all[i]->strideBytes);
    l_.advance(rows[i], all[i]->strideBytes);
  }
  if (depthTest_) l_.assign(y, l_.add(y, l_.splat(2.0f)));
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
  f_.localGet(coverage_);
  f_.i64Const(16);
  f_.op(Opcode::I64ShrU);
  f_.localSet(coverage_);
  l_.advance(quadRowsLeft, -1);
  f_.localGet(quadRowsLeft);
  f_.brIf(nextQuadRow);
  f_.end();
  f_.localGet(passedCoverage);
  f_.localSet(coverage_);
}

}  // namespace sw
