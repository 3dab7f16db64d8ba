// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The fragment routine with four samples to a pixel (OpenGL ES 3.0.6 §3.3.1, §4.1.3). Strips and early tests go over a
// block once per sample, as if the sample's rows were a surface of their own; only the place at which depth is
// evaluated moves along. Quads are shaded once, at pixel centres, and then merged sample by sample. Loops over samples
// keep what belongs to each of them in the lanes of a vector and turn it, so that the sample at work is always in lane
// 0.

#include "shader/codegen/depth.h"
#include "shader/codegen/fragment_routine.h"

namespace sw {

using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

namespace {

constexpr uint32_t kQuadBits[4] = {1, 2, 4, 8};

/// Of a sample from its pixel's centre, in pixels.
float fromCentre(uint8_t sixteenths) { return float(sixteenths) / 16 - 0.5f; }

}  // namespace

uint32_t FragmentRoutineEmitter::recordBytes() const {
  return sampled_ ? sizeof(SampleBlockRecord) : sizeof(BlockRecord);
}

/// The next sample's lane becomes lane 0.
void FragmentRoutineEmitter::turn(Local lanes) {
  const Lanes::Scope scope(l_);
  l_.assign(lanes, l_.shuffle(lanes, lanes, 1, 2, 3, 0));
}

Value FragmentRoutineEmitter::first(Value lanes) { return l_.shuffle(lanes, lanes, 0, 0, 0, 0); }

/// Places of the samples, from the centre of their pixel; backwards: of the centre, from them.
FragmentRoutineEmitter::SampleOffsets FragmentRoutineEmitter::sampleOffsets(bool backwards) {
  const SampleOffsets offsets{l_.temporary(ValType::V128), l_.temporary(ValType::V128)};
  const auto set = [&](Local into, const uint8_t(&places)[kPixelSamples]) {
    uint32_t lanes[kPixelSamples];
    for (uint32_t s = 0; s < kPixelSamples; s++) {
      lanes[s] = std::bit_cast<uint32_t>(backwards ? -fromCentre(places[s]) : fromCentre(places[s]));
    }
    f_.v128Const(lanes);
    f_.localSet(into);
  };
  set(offsets.x, kSampleX);
  set(offsets.y, kSampleY);
  return offsets;
}

// --- blocks --------------------------------------------------------------------------------------------------------

/// For each of the first `count` samples that covers something: its coverage in coverage_, its surfaces and test
/// origins, then `emit`. count: i32. Leaves the surfaces behind the samples.
template <typename Emit>
void FragmentRoutineEmitter::emitSampleLoop(const std::vector<Surface*>& surfaces, Local count, Emit emit) {
  const Lanes::Scope scope(l_);
  SampleOffsets offsets;
  if (depthTest_) offsets = sampleOffsets(true);
  f_.localGet(block_);
  f_.localGet(count);
  f_.i32Const(3);
  f_.op(Opcode::I32Shl);
  f_.op(Opcode::I32Add);
  const Local end = l_.popInt();
  f_.localGet(block_);
  f_.localSet(samplePlace_);

  const wasm::Label next = f_.loop();
  f_.localGet(samplePlace_);
  f_.load(Opcode::I64Load, offsetof(SampleBlockRecord, samples), 2);
  f_.localTee(coverage_);
  f_.i64Const(0);
  f_.op(Opcode::I64Ne);
  f_.if_();
  if (depthTest_) {
    const Lanes::Scope originScope(l_);
    l_.assign(testOriginX_, l_.add(originX_, first(offsets.x)));
    l_.assign(testOriginY_, l_.add(originY_, first(offsets.y)));
  }
  emit();
  f_.end();
  for (Surface* surface : surfaces) l_.advance(surface->block, surface->sampleStrideBytes);
  if (depthTest_) {
    turn(offsets.x);
    turn(offsets.y);
  }
  l_.advance(samplePlace_, 8);
  f_.localGet(samplePlace_);
  f_.localGet(end);
  f_.op(Opcode::I32Ne);
  f_.brIf(next);
  f_.end();
}

Local FragmentRoutineEmitter::allSamples() {
  f_.i32Const(kPixelSamples);
  return l_.popInt();
}

/// Without tests, a block that is covered whole is the same in all samples: where its targets are even, or become so
/// because they are replaced, one of them is enough.
void FragmentRoutineEmitter::emitSampledStripBlock() {
  const Lanes::Scope scope(l_);
  const Local count = allSamples();
  for (Target& target : targets_) emitEvenAddress(target);
  const bool canBeEven = !depthTest_ && !stencilTest_ && !key_.countSamples;
  if (canBeEven) {
    const Lanes::Scope evenScope(l_);
    const Local even = l_.temporary(ValType::I32);
    emitIsWhole(recordSamples(0), recordSamples(2), even);
    for (const Target& target : targets_) {
      if (!target.merge->readsDestination()) continue;
      f_.localGet(even);
      emitIsEven(target);
      f_.op(Opcode::I32And);
      f_.localSet(even);
    }
    f_.localGet(even);
    f_.if_();
    f_.i32Const(1);
    f_.localSet(count);
    for (const Target& target : targets_) emitSetEven(target, 1);
    f_.else_();
  }
  for (const Target& target : targets_) emitMakeUneven(target);
  if (canBeEven) f_.end();
  emitSampleLoop(surfaces(), count, [&] { emitStripBlock(); });
}

/// Leaves what passes in the block's record.
void FragmentRoutineEmitter::emitSampledEarlyTests() {
  const Lanes::Scope scope(l_);
  std::vector<Surface*> tested;
  if (depthTest_) tested.push_back(&depthSurface_);
  if (stencilTest_) tested.push_back(&stencilSurface_);
  emitSampleLoop(tested, allSamples(), [&] {
    emitEarlyTests();
    f_.localGet(samplePlace_);
    f_.localGet(coverage_);
    f_.store(Opcode::I64Store, offsetof(SampleBlockRecord, samples), 2);
  });
  for (Surface* surface : tested) {  // back to sample 0
    f_.localGet(surface->block);
    f_.localGet(surface->strideBytes);
    f_.op(Opcode::I32Sub);
    f_.localSet(surface->block);
  }
}

/// Coverage of two samples, as the block's record has it.
Value FragmentRoutineEmitter::recordSamples(uint32_t first) {
  f_.localGet(block_);
  f_.load(Opcode::V128Load, uint32_t(offsetof(SampleBlockRecord, samples)) + 8 * first, 2);
  return l_.pop();
}

/// 1 where all samples of all pixels are covered.
void FragmentRoutineEmitter::emitIsWhole(Value lower, Value upper, Local into) {
  l_.push(lower);
  l_.push(upper);
  f_.op(Opcode::V128And);
  f_.v128Splat(0xffffffffu);
  f_.op(Opcode::I32x4Eq);
  f_.op(Opcode::I32x4AllTrue);
  f_.localSet(into);
}

// --- even blocks (FragmentState::evenBlocks) -----------------------------------------------------------------------

void FragmentRoutineEmitter::emitEvenAddress(Target& target) {
  loadState(Opcode::I32Load, target.evenOffset + offsetof(SurfaceState, address));
  const auto inBlocks = [&](Local pixels) {
    f_.localGet(pixels);
    f_.i32Const(3);
    f_.op(Opcode::I32ShrU);
  };
  inBlocks(blockY_);
  loadState(Opcode::I32Load, target.evenOffset + offsetof(SurfaceState, strideBytes));
  f_.op(Opcode::I32Mul);
  f_.op(Opcode::I32Add);
  inBlocks(blockX_);
  f_.op(Opcode::I32Add);
  f_.localSet(target.even);
}

/// Leaves 1 or 0 on the stack.
void FragmentRoutineEmitter::emitIsEven(const Target& target) {
  f_.localGet(target.even);
  f_.load(Opcode::I32Load8U);
}

void FragmentRoutineEmitter::emitSetEven(const Target& target, int32_t even) {
  f_.localGet(target.even);
  f_.i32Const(even);
  f_.store(Opcode::I32Store8);
}

/// Where the block is even, its texels go to all samples.
void FragmentRoutineEmitter::emitMakeUneven(const Target& target) {
  const Lanes::Scope scope(l_);
  const Surface& surface = target.surface;
  const uint32_t rowBytes = kBlockSize * surface.texelBytes;
  emitIsEven(target);
  f_.if_();
  emitSetEven(target, 0);
  const Local from = l_.copy32(surface.block), to = l_.temporary(ValType::I32), rows = l_.temporary(ValType::I32);
  f_.i32Const(kBlockSize);
  f_.localSet(rows);
  const wasm::Label next = f_.loop();
  {
    const Lanes::Scope rowScope(l_);
    std::vector<Value> texels;
    for (uint32_t offset = 0; offset < rowBytes; offset += 16) {
      f_.localGet(from);
      f_.load(rowBytes < 16 ? Opcode::V128Load64Zero : Opcode::V128Load, offset);
      texels.push_back(l_.pop());
    }
    f_.localGet(from);
    f_.localSet(to);
    for (uint32_t s = 1; s < kPixelSamples; s++) {
      l_.advance(to, surface.sampleStrideBytes);
      for (uint32_t i = 0; i < texels.size(); i++) {
        f_.localGet(to);
        l_.push(texels[i]);
        if (rowBytes < 16) {
          f_.memoryLane(Opcode::V128Store64Lane, 0);
        } else {
          f_.store(Opcode::V128Store, 16 * i);
        }
      }
    }
  }
  l_.advance(from, surface.strideBytes);
  l_.advance(rows, -1);
  f_.localGet(rows);
  f_.brIf(next);
  f_.end();
  f_.end();
}

/// Before quads are merged: a block of which all samples are written stays even, or becomes so where it is replaced.
void FragmentRoutineEmitter::emitEvenTargets() {
  const Lanes::Scope scope(l_);
  const bool canBeEven = !lateTests_ && !lateWrites_;
  const Local whole = l_.temporary(ValType::I32);
  if (canBeEven) emitIsWhole(lowerSamples_, upperSamples_, whole);
  for (Target& target : targets_) {
    emitEvenAddress(target);
    if (canBeEven) {
      f_.localGet(whole);
      if (target.merge->readsDestination()) {
        emitIsEven(target);
        f_.op(Opcode::I32And);
      }
      f_.if_();
      emitSetEven(target, 1);
      f_.localGet(target.surface.sampleStrideBytes);
      f_.localSet(target.mergedBytes);
      f_.else_();
    }
    emitMakeUneven(target);
    f_.localGet(target.surface.strideBytes);
    f_.localSet(target.mergedBytes);
    if (canBeEven) f_.end();
  }
}

/// Coverage of the block for the shaded loop: of each sample, and in coverage_ of any.
void FragmentRoutineEmitter::emitSampledCoverage(bool tested) {
  const Lanes::Scope scope(l_);
  l_.assign(lowerSamples_, recordSamples(0));
  l_.assign(upperSamples_, recordSamples(2));
  const auto extract = [&](Value from, uint32_t lane) {
    l_.push(from);
    f_.lane(Opcode::I64x2ExtractLane, lane);
  };
  if (tested) {
    const Value any = l_.or_(lowerSamples_, upperSamples_);
    extract(any, 0);
    extract(any, 1);
    f_.op(Opcode::I64Or);
    f_.localSet(coverage_);
  }
  if (key_.countSamples && !lateTests_ && !lateWrites_) {
    for (const Local samples : {lowerSamples_, upperSamples_}) {
      for (uint32_t lane = 0; lane < 2; lane++) {
        f_.localGet(samples_);
        extract(samples, lane);
        f_.op(Opcode::I64Popcnt);
        f_.op(Opcode::I32WrapI64);
        f_.op(Opcode::I32Add);
        f_.localSet(samples_);
      }
    }
  }
}

// --- quads ---------------------------------------------------------------------------------------------------------

/// Where centroid inputs are evaluated: at the pixel's centre when all its samples are covered, else at the first
/// covered one, which lies in the primitive (OpenGL ES 3.0.6 §3.3.1). Helper lanes take the centre.
void FragmentRoutineEmitter::emitCentroid() {
  const Lanes::Scope scope(l_);
  Value x = l_.splat(0), y = l_.splat(0), all;
  for (uint32_t s = kPixelSamples; s-- > 0;) {
    const Value covered = coveredLanes(l_.shuffle(quadSamples_, quadSamples_, s, s, s, s));
    x = l_.select(covered, l_.splat(fromCentre(kSampleX[s])), x);
    y = l_.select(covered, l_.splat(fromCentre(kSampleY[s])), y);
    all = all.valid() ? l_.and_(all, covered) : covered;
  }
  l_.assign(centroidX_, l_.add(x_, l_.andNot(x, all)));
  l_.assign(centroidY_, l_.add(y_, l_.andNot(y, all)));
  const Value row = l_.add(inversePlane_.c, l_.mul(inversePlane_.dy, centroidY_));
  const Value inverse = l_.add(row, l_.mul(inversePlane_.dx, centroidX_));
  l_.assign(centroidW_, l_.div(l_.splat(1), inverse));
}

/// bits: of the quad, in every lane.
Value FragmentRoutineEmitter::coveredLanes(Value bits) {
  l_.push(bits);
  f_.v128Const(kQuadBits);
  f_.op(Opcode::V128And);
  f_.v128Const(kQuadBits);
  f_.op(Opcode::I32x4Eq);
  return l_.pop();
}

void FragmentRoutineEmitter::skipUncovered(wasm::Label skip) {
  f_.localGet(quadSamples_);
  f_.op(Opcode::V128AnyTrue);
  f_.op(Opcode::I32Eqz);
  f_.brIf(skip);
}

/// What follows the body: the rest of the tests, and merging.
void FragmentRoutineEmitter::emitSampledQuad() {
  const wasm::Label skip = f_.block();
  if (lateWrites_) {
    if (body_->hasDiscard()) {
      const Lanes::Scope scope(l_);
      f_.localGet(body_->discarded());
      f_.op(Opcode::I32x4Bitmask);
      const Local discarded = l_.popInt();
      l_.assign(quadSamples_, l_.andNot(quadSamples_, l_.splat(discarded)));
    }
    if (alphaToCoverage_) emitSampledAlphaCoverage();
    skipUncovered(skip);
  }
  if (lateTests_ && (depthTest_ || stencilTest_)) {
    emitSampledDepthStencil();
    skipUncovered(skip);
  } else if (lateWrites_ && depthWrite_) {
    emitSampledDepthStencil();
  }
  if (lateTests_ || lateWrites_) emitSampledCount();

  const Local allCovered = l_.temporary(ValType::I32);
  f_.localGet(quadSamples_);
  f_.v128Splat(15);
  f_.op(Opcode::I32x4Eq);
  f_.op(Opcode::I32x4AllTrue);
  f_.localSet(allCovered);
  for (Target& target : targets_) {
    setQuadSources(target);
    emitSampledTarget(target, allCovered);
  }
  f_.end();
}

void FragmentRoutineEmitter::emitSampledAlphaCoverage() {
  const Lanes::Scope scope(l_);
  const Value alpha = outputValue(coverageOutput_, coverageCell_);
  f_.v128Splat(0);
  for (uint32_t s = 0; s < kPixelSamples; s++) {
    l_.push(alpha);
    l_.push(l_.splat(alphaThreshold(s)));
    f_.op(Opcode::F32x4Ge);
    f_.op(Opcode::I32x4Bitmask);
    f_.lane(Opcode::I32x4ReplaceLane, s);
  }
  const Value kept = l_.pop();
  l_.assign(quadSamples_, l_.and_(quadSamples_, kept));
}

void FragmentRoutineEmitter::emitSampledCount() {
  if (!key_.countSamples) return;
  const Lanes::Scope scope(l_);
  const Value counts = l_.apply(Opcode::I8x16Popcnt, quadSamples_);
  const Value pairs = l_.addInt(counts, l_.shuffle(counts, counts, 2, 3, 0, 1));
  const Value sum = l_.addInt(pairs, l_.shuffle(pairs, pairs, 1, 0, 3, 2));
  f_.localGet(samples_);
  l_.push(sum);
  f_.lane(Opcode::I32x4ExtractLane, 0);
  f_.op(Opcode::I32Add);
  f_.localSet(samples_);
}

/// `emit`, with the quad's place in each surface, for each sample in the first `bytes` of the first surface's row of
/// pixels; the sample's bits are in lane 0 of quadSamples_.
template <typename Emit>
void FragmentRoutineEmitter::emitQuadSampleLoop(const std::vector<const Surface*>& surfaces, Local bytes, Emit emit) {
  const Lanes::Scope scope(l_);
  std::vector<PixelPlace> places;
  for (const Surface* surface : surfaces) {
    places.push_back(
        {.shape = PixelShape::Quad, .lower = l_.copy32(surface->lower), .upper = l_.copy32(surface->upper)});
  }
  const Local end = l_.temporary(ValType::I32);
  l_.sum(end, places[0].lower, bytes);
  const wasm::Label next = f_.loop();
  {
    const Lanes::Scope sampleScope(l_);
    emit(places);
  }
  turn(quadSamples_);
  for (size_t i = 0; i < places.size(); i++) {
    l_.advance(places[i].lower, surfaces[i]->sampleStrideBytes);
    l_.advance(places[i].upper, surfaces[i]->sampleStrideBytes);
  }
  f_.localGet(places[0].lower);
  f_.localGet(end);
  f_.op(Opcode::I32Ne);
  f_.brIf(next);
  f_.end();
}

/// The tests of the quad's samples where they come late, else the depths that the tests before left to be written.
void FragmentRoutineEmitter::emitSampledDepthStencil() {
  const Lanes::Scope scope(l_);
  std::vector<const Surface*> tested;
  if (depthTest_) tested.push_back(&depthSurface_);
  if (stencilTest_ && lateTests_) tested.push_back(&stencilSurface_);
  Value depth;
  SampleOffsets offsets;
  if (depthOutput_ != ir::kNone) {
    depth = toBufferDepth(outputValue(depthOutput_, 0));
  } else if (depthTest_) {
    offsets = sampleOffsets(false);
  }
  emitQuadSampleLoop(tested, tested[0]->strideBytes, [&](const std::vector<PixelPlace>& places) {
    Value sampleDepth = depth;
    if (offsets.x.valid()) {
      const Value y = l_.add(y_, first(offsets.y)), x = l_.add(x_, first(offsets.x));
      const Value row = l_.add(depthPlane_.c, l_.mul(depthPlane_.dy, y));
      sampleDepth = toBufferDepth(l_.add(row, l_.mul(depthPlane_.dx, x)));
      turn(offsets.x);
      turn(offsets.y);
    }
    const Value mask = coveredLanes(first(quadSamples_));
    if (!lateTests_) return emitDepthWrite(places[0], sampleDepth, mask, {});
    const Value passed = emitTests(places[0], places.back(), sampleDepth, mask);
    f_.localGet(quadSamples_);
    l_.push(passed);
    f_.op(Opcode::I32x4Bitmask);
    f_.lane(Opcode::I32x4ReplaceLane, 0);
    f_.localSet(quadSamples_);
  });
}

/// allCovered: i32, 1 where every sample of the quad is written.
void FragmentRoutineEmitter::emitSampledTarget(Target& target, Local allCovered) {
  const Lanes::Scope scope(l_);
  TargetMerge& merge = *target.merge;
  const uint32_t bytes = target.surface.texelBytes;
  const uint32_t count = merge.format().words();
  // Of all samples together, as far as it does not depend on what they hold.
  Value nothing[4], common[4];
  const bool replaces = !merge.readsDestination();
  if (replaces) {
    merge.emit(nothing, common);
  } else if (!merge.isBlended()) {
    merge.emitUnblended(common);
  }
  if (replaces) {
    f_.localGet(allCovered);
    f_.if_();
    {
      const Lanes::Scope storeScope(l_);
      const PixelPlace place{.shape = PixelShape::Quad,
                             .lower = l_.copy32(target.surface.lower),
                             .upper = l_.copy32(target.surface.upper)};
      storePixels(l_, place, bytes, common);
      f_.localGet(target.mergedBytes);
      f_.localGet(target.surface.strideBytes);
      f_.op(Opcode::I32Eq);
      f_.if_();
      for (uint32_t s = 1; s < kPixelSamples; s++) {
        l_.advance(place.lower, target.surface.sampleStrideBytes);
        l_.advance(place.upper, target.surface.sampleStrideBytes);
        storePixels(l_, place, bytes, common);
      }
      f_.end();
    }
    f_.else_();
  }
  emitQuadSampleLoop({&target.surface}, target.mergedBytes, [&](const std::vector<PixelPlace>& places) {
    Value destination[4], words[4];
    loadPixels(l_, places[0], bytes, destination);
    if (merge.isBlended() && !replaces) {
      merge.emit(destination, words);
    } else {
      for (uint32_t i = 0; i < count; i++) words[i] = common[i];
      merge.keepUnwritten(destination, words);
    }
    const Value mask = coveredLanes(first(quadSamples_));
    for (uint32_t i = 0; i < count; i++) words[i] = l_.select(mask, words[i], destination[i]);
    storePixels(l_, places[0], bytes, words);
  });
  if (replaces) f_.end();
}

}  // namespace sw
