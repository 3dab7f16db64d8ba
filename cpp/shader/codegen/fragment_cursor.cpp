// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/fragment_cursor.h"

#include <cstddef>
#include <utility>

namespace sw {

using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

namespace {

Local addInt(wasm::FunctionBuilder& f, const char* name) { return f.addLocal(ValType::I32, name); }
Local addVector(wasm::FunctionBuilder& f, const char* name) { return f.addLocal(ValType::V128, name); }

}  // namespace

// --- cursors and their locals

BlockCursor::BlockCursor(const FragmentFacts& facts, wasm::FunctionBuilder& f, Lanes& l)
    : facts(facts),
      f(f),
      l(l),
      state(f.addParam(ValType::I32, "state")),
      block(f.addParam(ValType::I32, "blocks")),
      end(f.addParam(ValType::I32, "count")) {
  samplesPassed = addInt(f, "samples");
  x = addInt(f, "blockX");
  y = addInt(f, "blockY");
  primitive = addInt(f, "primitive");
  frontFacing = addInt(f, "frontFacing");
  coverage = f.addLocal(ValType::I64, "coverage");
  testOriginX = originX = addVector(f, "originX");
  testOriginY = originY = addVector(f, "originY");
  depth = {addVector(f, "depth"), addVector(f, "depthDx"), addVector(f, "depthDy")};
  inverseW = {addVector(f, "inverseW"), addVector(f, "inverseWDx"), addVector(f, "inverseWDy")};
  depthMin = addVector(f, "depthMin");
  depthMax = addVector(f, "depthMax");
  if (facts.stencilTest) {
    stencil = {addVector(f, "reference"), addVector(f, "maskedReference"), addVector(f, "compareMask"),
               addVector(f, "writeMask")};
  }
  allLanes = addVector(f, "allLanes");
  depthSurface = {.stateOffset = offsetof(FragmentState, depth), .texelBytes = 4};
  stencilSurface = {.stateOffset = offsetof(FragmentState, stencil), .texelBytes = 1};
  for (const TargetFacts& target : facts.targets) {
    const TargetKey& key = facts.key.targets[target.location];
    auto merge = std::make_unique<TargetMerge>(l, key);
    if (!merge->writes()) continue;
    const auto stateOffset = uint32_t(target.location * sizeof(SurfaceState));
    targets.push_back({target,
                       std::move(merge),
                       {.stateOffset = uint32_t(offsetof(FragmentState, color)) + stateOffset,
                        .texelBytes = targetFormatInfo(key.format).texelBytes},
                       uint32_t(offsetof(FragmentState, evenBlocks)) + stateOffset});
  }
}

QuadCursor::QuadCursor(wasm::FunctionBuilder& f) {
  x = addVector(f, "x");
  y = addVector(f, "y");
  fragX = addVector(f, "fragX");
  fragY = addVector(f, "fragY");
  z = addVector(f, "z");
  w = addVector(f, "w");
  inverseW = addVector(f, "inverseWAt");
  inverseRow = addVector(f, "inverseRow");
  depthRow = addVector(f, "depthRow");
}

SampleCursor::SampleCursor(BlockCursor& at, wasm::FunctionBuilder& f) {
  if (!at.facts.sampled) return;
  at.testOriginX = addVector(f, "testOriginX");
  at.testOriginY = addVector(f, "testOriginY");
  place = addInt(f, "samplePlace");
  lower = addVector(f, "lowerSamples");
  upper = addVector(f, "upperSamples");
  row = addVector(f, "rowSamples");
  quad = addVector(f, "quadSamples");
  centroidX = addVector(f, "centroidX");
  centroidY = addVector(f, "centroidY");
  centroidW = addVector(f, "centroidW");
}

// --- surfaces

std::vector<Surface*> BlockCursor::testedSurfaces() {
  std::vector<Surface*> tested;
  if (facts.depthTest) tested.push_back(&depthSurface);
  if (facts.stencilTest) tested.push_back(&stencilSurface);
  return tested;
}

std::vector<Surface*> BlockCursor::surfaces() {
  std::vector<Surface*> all = testedSurfaces();
  for (Target& target : targets) all.push_back(&target.surface);
  return all;
}

Local BlockCursor::lowestCovered(uint32_t pixels) {
  f.localGet(coverage);
  f.op(Opcode::I64Ctz);
  f.op(Opcode::I32WrapI64);
  f.i32Const(int32_t(64 - pixels));
  f.op(Opcode::I32And);
  return l.popInt();
}

void BlockCursor::takeOut(Local position, uint32_t pixels) {
  f.localGet(coverage);
  f.i64Const(int64_t(~uint64_t(0) << pixels));
  f.localGet(position);
  f.op(Opcode::I64ExtendI32U);
  f.op(Opcode::I64Rotl);
  f.op(Opcode::I64And);
  f.localSet(coverage);
}

Local BlockCursor::pixelAddress(const Surface& surface, Local x, Local y) {
  const Local row = l.apply32(Opcode::I32Mul, y, surface.strideBytes);
  const Local column = l.apply32(Opcode::I32Mul, x, int32_t(surface.texelBytes));
  return l.apply32(Opcode::I32Add, surface.block, l.apply32(Opcode::I32Add, row, column));
}

void BlockCursor::emitSurfacePrologue(Surface& surface) {
  surface.strideBytes = addInt(f, "strideBytes");
  surface.block = addInt(f, "surface");
  surface.lower = addInt(f, "lower");
  surface.upper = addInt(f, "upper");
  loadState(Opcode::I32Load, surface.stateOffset + offsetof(SurfaceState, strideBytes));
  f.localSet(surface.strideBytes);
  if (!facts.sampled) return;
  surface.sampleStrideBytes = addInt(f, "sampleStrideBytes");
  f.localGet(surface.strideBytes);
  f.i32Const(2);
  f.op(Opcode::I32ShrU);
  f.localSet(surface.sampleStrideBytes);
}

// --- blocks

uint32_t BlockCursor::recordBytes() const { return facts.sampled ? sizeof(SampleBlockRecord) : sizeof(BlockRecord); }

void BlockCursor::loadState(Opcode op, size_t offset) {
  f.localGet(state);
  f.load(op, uint32_t(offset), 2);
}

void BlockCursor::emitPrologue() {
  f.localGet(end);
  f.op(Opcode::I32Eqz);
  f.if_();
  f.return_();
  f.end();
  f.localGet(block);  // end = blocks + count * the size of a record
  f.localGet(end);
  if (facts.sampled) {
    f.i32Const(int32_t(recordBytes()));
    f.op(Opcode::I32Mul);
  } else {
    f.i32Const(4);
    f.op(Opcode::I32Shl);
  }
  f.op(Opcode::I32Add);
  f.localSet(end);
  f.v128Splat(kAllLanes);
  f.localSet(allLanes);
}

void BlockCursor::emitStart(bool readsPrimitive, bool readsInverseW) {
  if (readsPrimitive) {
    const Lanes::Scope scope(l);
    const Local next = l.temporary(ValType::I32);
    f.localGet(block);
    f.load(Opcode::I32Load, offsetof(BlockRecord, primitive), 2);
    loadState(Opcode::I32Load, offsetof(FragmentState, primitives));
    f.op(Opcode::I32Add);
    f.localTee(next);
    f.localGet(primitive);
    f.op(Opcode::I32Ne);
    f.if_();
    f.localGet(next);
    f.localSet(primitive);
    emitPrimitiveStart(readsInverseW);
    f.end();
  }
  f.localGet(block);
  f.load(Opcode::I32Load16U, offsetof(BlockRecord, x), 1);
  f.localSet(x);
  f.localGet(block);
  f.load(Opcode::I32Load16U, offsetof(BlockRecord, y), 1);
  f.localSet(y);
  f.localGet(block);
  f.load(Opcode::I64Load, offsetof(BlockRecord, coverage), 2);
  f.localSet(coverage);
  for (const Surface* surface : surfaces()) {  // address + y * stride + x * texelBytes
    loadState(Opcode::I32Load, surface->stateOffset + offsetof(SurfaceState, address));
    f.localGet(y);
    f.localGet(surface->strideBytes);
    f.op(Opcode::I32Mul);
    f.op(Opcode::I32Add);
    f.localGet(x);
    f.i32Const(int32_t(surface->texelBytes));
    f.op(Opcode::I32Mul);
    f.op(Opcode::I32Add);
    f.localSet(surface->block);
  }
}

void BlockCursor::pushNext() {
  f.localGet(block);
  f.i32Const(int32_t(recordBytes()));
  f.op(Opcode::I32Add);
  f.localTee(block);
  f.localGet(end);
  f.op(Opcode::I32LtU);
}

void BlockCursor::emitEpilogue() {
  if (!facts.key.countSamples) return;
  f.localGet(state);
  loadState(Opcode::I32Load, offsetof(FragmentState, samplesPassed));
  f.localGet(samplesPassed);
  f.op(Opcode::I32Add);
  f.store(Opcode::I32Store, offsetof(FragmentState, samplesPassed), 2);
}

void BlockCursor::countSamples(Value mask) {
  if (!facts.key.countSamples) return;
  f.localGet(samplesPassed);
  if (isAllLanes(mask)) {
    f.i32Const(4);
  } else {
    l.push(mask);
    f.op(Opcode::I32x4Bitmask);
    f.op(Opcode::I32Popcnt);
  }
  f.op(Opcode::I32Add);
  f.localSet(samplesPassed);
}

// --- primitives

void BlockCursor::splatFloat(size_t primitiveOffset, Local into) {
  f.localGet(primitive);
  f.load(Opcode::V128Load32Splat, uint32_t(primitiveOffset), 2);
  f.localSet(into);
}

void BlockCursor::emitPrimitiveStart(bool readsInverseW) {
  const Lanes::Scope scope(l);
  const auto loadOrigin = [&](size_t offset, Local into) {
    splatFloat(offset, into);
    l.assign(into, l.sub(into, l.splat(0.5f)));
  };
  loadOrigin(offsetof(PrimitiveRecord, originX), originX);
  loadOrigin(offsetof(PrimitiveRecord, originY), originY);
  const auto loadPlane = [&](size_t offset, const PlaneLocals& plane) {
    splatFloat(offset, plane.c);
    splatFloat(offset + 4, plane.dx);
    splatFloat(offset + 8, plane.dy);
  };
  loadPlane(offsetof(PrimitiveRecord, z), depth);
  splatFloat(offsetof(PrimitiveRecord, zMin), depthMin);
  splatFloat(offsetof(PrimitiveRecord, zMax), depthMax);
  if (readsInverseW) loadPlane(offsetof(PrimitiveRecord, invW), inverseW);
  if (facts.stencilTest) emitStencilFace();
}

/// Of the face that the primitive shows.
void BlockCursor::emitStencilFace() {
  const Local face = l.temporary(ValType::I32);
  f.localGet(state);
  f.i32Const(offsetof(FragmentState, stencilFront));
  f.i32Const(offsetof(FragmentState, stencilBack));
  f.localGet(primitive);
  f.load(Opcode::I32Load, offsetof(PrimitiveRecord, frontFacing), 2);
  f.localTee(frontFacing);
  f.select();
  f.op(Opcode::I32Add);
  f.localSet(face);
  const auto loadByte = [&](size_t offset, Value into) {
    f.localGet(face);
    f.load(Opcode::V128Load32Splat, uint32_t(offset), 2);
    const Value raw = l.pop();
    l.assign(into.local(), l.and_(raw, l.splatInt(0xff)));
  };
  loadByte(offsetof(StencilFaceState, compareMask), stencil.compareMask);
  loadByte(offsetof(StencilFaceState, writeMask), stencil.writeMask);
  f.localGet(face);
  f.load(Opcode::V128Load32Splat, offsetof(StencilFaceState, reference), 2);
  f.v128Splat(0);
  f.op(Opcode::I32x4MaxS);
  f.v128Splat(0xff);
  f.op(Opcode::I32x4MinS);
  f.localSet(stencil.reference.local());
  l.assign(stencil.maskedReference.local(), l.and_(stencil.reference, stencil.compareMask));
}

}  // namespace sw
