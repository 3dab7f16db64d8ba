// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The fragment routine: tests and merging, for quads and strips alike.

#include "shader/codegen/depth.h"
#include "shader/codegen/fragment_routine.h"

namespace sw {

namespace {

Value both(Lanes& l, Value a, Value b) {
  if (isAllLanes(a)) return b;
  if (isAllLanes(b)) return a;
  return l.and_(a, b);
}

}  // namespace

using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

/// As the depth buffer's format has it.
Value FragmentRoutineEmitter::toBufferDepth(Value depth) {
  const bool written = depthOutput_ != ir::kNone;
  const Value low = written ? l_.splat(0) : Value(depthMin_), high = written ? l_.splat(1) : Value(depthMax_);
  return quantiseDepth(l_, key_.depthFormat, l_.lesser(high, l_.greater(low, depth)));
}

/// Lanes whose bit is set.
Value FragmentRoutineEmitter::laneMask(Local bits, const uint32_t (&laneBits)[4]) {
  l_.push(l_.splat(bits));
  f_.v128Const(laneBits);
  f_.op(Opcode::V128And);
  f_.v128Const(laneBits);
  f_.op(Opcode::I32x4Eq);
  return l_.pop();
}

template <typename Emit>
void FragmentRoutineEmitter::withFace(Emit emit) {
  if (sameFaces_) {
    emit(key_.stencilFront);
    return;
  }
  f_.localGet(frontFacing_);
  f_.if_();
  emit(key_.stencilFront);
  f_.else_();
  emit(key_.stencilBack);
  f_.end();
}

Value FragmentRoutineEmitter::emitDepthCompare(const PixelPlace& place, Value depth, Value mask, Value& stored) {
  if (key_.depthCompare == CompareFunction::Never) return l_.splatInt(0);
  if (key_.depthCompare == CompareFunction::Always) return mask;
  Value words[4];
  loadPixels(l_, place, 4, words);
  stored = words[0];
  return both(l_, compareFloats(l_, key_.depthCompare, depth, stored), mask);
}

void FragmentRoutineEmitter::emitDepthWrite(const PixelPlace& place, Value depth, Value mask, Value stored) {
  if (!depthWrite_ || key_.depthCompare == CompareFunction::Never) return;
  Value words[4] = {depth};
  if (!isAllLanes(mask)) {
    Value old[4] = {stored};
    if (!stored.valid()) loadPixels(l_, place, 4, old);
    words[0] = l_.select(mask, depth, old[0]);
  }
  storePixels(l_, place, 4, words);
}

Value FragmentRoutineEmitter::emitTests(const PixelPlace& depthPlace, const PixelPlace& stencilPlace, Value depth,
                                        Value mask) {
  if (!stencilTest_) {
    if (!depthTest_) return mask;
    Value stored;
    const Value passed = emitDepthCompare(depthPlace, depth, mask, stored);
    emitDepthWrite(depthPlace, depth, passed, stored);
    return passed;
  }

  Value stencil[4];
  loadPixels(l_, stencilPlace, 1, stencil);
  const Local stencilPass = l_.temporary(ValType::V128);
  withFace([&](const StencilFaceKey& face) {
    l_.assign(stencilPass, stencilPasses(l_, face, stencilValues_, stencil[0], mask));
  });
  Value passed = stencilPass;
  if (depthTest_) {
    Value stored;
    passed = emitDepthCompare(depthPlace, depth, stencilPass, stored);
    emitDepthWrite(depthPlace, depth, passed, stored);
  }
  if (stencilWrites(key_.stencilFront, depthTest_) || stencilWrites(key_.stencilBack, depthTest_)) {
    const Local updated = l_.temporary(ValType::V128);
    withFace([&](const StencilFaceKey& face) {
      l_.assign(updated, stencilUpdated(l_, face, stencilValues_, stencil[0], mask, stencilPass, passed));
    });
    const Value words[4] = {updated};
    storePixels(l_, stencilPlace, 1, words);
  }
  return passed;
}

void FragmentRoutineEmitter::emitCount(Value mask) {
  if (!key_.countSamples) return;
  f_.localGet(samples_);
  if (isAllLanes(mask)) {
    f_.i32Const(4);
  } else {
    l_.push(mask);
    f_.op(Opcode::I32x4Bitmask);
    f_.op(Opcode::I32Popcnt);
  }
  f_.op(Opcode::I32Add);
  f_.localSet(samples_);
}

void FragmentRoutineEmitter::emitMerge(Target& target, const PixelPlace& place, Value mask, Local bits) {
  const Lanes::Scope scope(l_);
  TargetMerge& merge = *target.merge;
  const uint32_t bytes = target.surface.texelBytes;
  const uint32_t count = merge.format().words();
  Value destination[4], words[4];
  if (merge.readsDestination()) loadPixels(l_, place, bytes, destination);
  merge.emit(destination, words);
  if (!isAllLanes(mask)) {
    if (merge.readsDestination()) {
      for (uint32_t i = 0; i < count; i++) words[i] = l_.select(mask, words[i], destination[i]);
    } else {
      // What is there matters only where some lane is not written.
      Local chosen[4];
      for (uint32_t i = 0; i < count; i++) {
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
      for (uint32_t i = 0; i < count; i++) {
        l_.assign(chosen[i], l_.select(mask, chosen[i], destination[i]));
        words[i] = chosen[i];
      }
      if (bits.valid()) f_.end();
    }
  }
  storePixels(l_, place, bytes, words);
}

}  // namespace sw
