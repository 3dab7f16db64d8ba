// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/fragment_merge.h"

#include "shader/codegen/depth.h"

namespace sw {

using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

namespace {

Value both(Lanes& l, Value a, Value b) {
  if (isAllLanes(a)) return b;
  if (isAllLanes(b)) return a;
  return l.and_(a, b);
}

}  // namespace

Value laneMask(Lanes& l, Local bits, const uint32_t (&laneBits)[4]) {
  l.push(l.splat(bits));
  l.f.v128Const(laneBits);
  l.f.op(Opcode::V128And);
  l.f.v128Const(laneBits);
  l.f.op(Opcode::I32x4Eq);
  return l.pop();
}

Value FragmentMerge::toBufferDepth(Value depth) {
  const bool written = facts_.depthOutput != ir::kNone;
  const Value low = written ? l_.splat(0) : Value(at_.depthMin), high = written ? l_.splat(1) : Value(at_.depthMax);
  return quantiseDepth(l_, facts_.key.depthFormat, l_.lesser(high, l_.greater(low, depth)));
}

template <typename Emit>
void FragmentMerge::withFace(Emit emit) {
  if (facts_.sameFaces) {
    emit(facts_.key.stencilFront);
    return;
  }
  f_.localGet(at_.frontFacing);
  f_.if_();
  emit(facts_.key.stencilFront);
  f_.else_();
  emit(facts_.key.stencilBack);
  f_.end();
}

Value FragmentMerge::emitDepthCompare(const PixelPlace& place, Value depth, Value mask, Value& stored) {
  if (facts_.key.depthCompare == CompareFunction::Never) return l_.splatInt(0);
  if (facts_.key.depthCompare == CompareFunction::Always) return mask;
  Value words[4];
  loadPixels(l_, place, 4, words);
  stored = words[0];
  return both(l_, compareFloats(l_, facts_.key.depthCompare, depth, stored), mask);
}

void FragmentMerge::emitDepthWrite(const PixelPlace& place, Value depth, Value mask, Value stored) {
  if (!facts_.depthWrite || facts_.key.depthCompare == CompareFunction::Never) return;
  Value words[4] = {depth};
  if (!isAllLanes(mask)) {
    Value old[4] = {stored};
    if (!stored.valid()) loadPixels(l_, place, 4, old);
    words[0] = l_.select(mask, depth, old[0]);
  }
  storePixels(l_, place, 4, words);
}

Value FragmentMerge::emitTests(const PixelPlace& depthPlace, const PixelPlace& stencilPlace, Value depth, Value mask) {
  if (!facts_.stencilTest) {
    if (!facts_.depthTest) return mask;
    Value stored;
    const Value passed = emitDepthCompare(depthPlace, depth, mask, stored);
    emitDepthWrite(depthPlace, depth, passed, stored);
    return passed;
  }

  Value stencil[4];
  loadPixels(l_, stencilPlace, 1, stencil);
  const Local stencilPass = l_.temporary(ValType::V128);
  withFace([&](const StencilFaceKey& face) {
    l_.assign(stencilPass, stencilPasses(l_, face, at_.stencil, stencil[0], mask));
  });
  Value passed = stencilPass;
  if (facts_.depthTest) {
    Value stored;
    passed = emitDepthCompare(depthPlace, depth, stencilPass, stored);
    emitDepthWrite(depthPlace, depth, passed, stored);
  }
  if (stencilWrites(facts_.key.stencilFront, facts_.depthTest) ||
      stencilWrites(facts_.key.stencilBack, facts_.depthTest)) {
    const Local updated = l_.temporary(ValType::V128);
    withFace([&](const StencilFaceKey& face) {
      l_.assign(updated, stencilUpdated(l_, face, at_.stencil, stencil[0], mask, stencilPass, passed));
    });
    const Value words[4] = {updated};
    storePixels(l_, stencilPlace, 1, words);
  }
  return passed;
}

void FragmentMerge::emitMerge(Target& target, const PixelPlace& place, Value mask, Local bits) {
  const Lanes::Scope scope(l_);
  TargetMerge& merge = *target.merge;
  const uint32_t bytes = target.surface.texelBytes;
  const uint32_t count = merge.format().words();
  Value destination[4], words[4];
  if (merge.readsDestination()) loadPixels(l_, place, bytes, destination);
  merge.emit(destination, words);
  if (!isAllLanes(mask)) {
    if (merge.readsDestination()) {
      for (uint32_t i = 0; i < count; ++i) words[i] = l_.select(mask, words[i], destination[i]);
    } else {
      // What is there matters only where some lane is not written.
      Local chosen[4];
      for (uint32_t i = 0; i < count; ++i) {
        chosen[i] = l_.temporary(ValType::V128);
        l_.assign(chosen[i], words[i]);
      }
      if (bits.valid()) {
        f_.localGet(bits);
        f_.i32Const(15);
        f_.op(Opcode::I32Ne);
        f_.if_();
      }
      loadPixels(l_, place, bytes, destination);
      for (uint32_t i = 0; i < count; ++i) {
        l_.assign(chosen[i], l_.select(mask, chosen[i], destination[i]));
        words[i] = chosen[i];
      }
      if (bits.valid()) f_.end();
    }
  }
  storePixels(l_, place, bytes, words);
}

}  // namespace sw
