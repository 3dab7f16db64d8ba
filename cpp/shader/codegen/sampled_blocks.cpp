// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/sampled_blocks.h"

#include <bit>

namespace sw {

using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

SampleOffsets sampleOffsets(Lanes& l, bool backwards) {
  const SampleOffsets offsets{l.temporary(ValType::V128), l.temporary(ValType::V128)};
  const auto set = [&](Local into, const uint8_t(&places)[kPixelSamples]) {
    uint32_t lanes[kPixelSamples];
    for (uint32_t s = 0; s < kPixelSamples; ++s) {
      lanes[s] = std::bit_cast<uint32_t>(backwards ? -fromCentre(places[s]) : fromCentre(places[s]));
    }
    l.f.v128Const(lanes);
    l.f.localSet(into);
  };
  set(offsets.x, kSampleX);
  set(offsets.y, kSampleY);
  return offsets;
}

void turnSamples(Lanes& l, Local lanes) {
  const Lanes::Scope scope(l);
  l.assign(lanes, l.shuffle(lanes, lanes, 1, 2, 3, 0));
}

// --- even blocks

void EvenBlocks::emitAddress(Target& target) {
  at_.loadState(Opcode::I32Load, target.evenOffset + offsetof(SurfaceState, address));
  const auto inBlocks = [&](Local pixels) {
    f_.localGet(pixels);
    f_.i32Const(3);
    f_.op(Opcode::I32ShrU);
  };
  inBlocks(at_.y);
  at_.loadState(Opcode::I32Load, target.evenOffset + offsetof(SurfaceState, strideBytes));
  f_.op(Opcode::I32Mul);
  f_.op(Opcode::I32Add);
  inBlocks(at_.x);
  f_.op(Opcode::I32Add);
  f_.localSet(target.even);
}

void EvenBlocks::pushIsEven(const Target& target) {
  f_.localGet(target.even);
  f_.load(Opcode::I32Load8U);
}

void EvenBlocks::emitSetEven(const Target& target, int32_t even) {
  f_.localGet(target.even);
  f_.i32Const(even);
  f_.store(Opcode::I32Store8);
}

void EvenBlocks::emitMakeUneven(const Target& target) {
  const Lanes::Scope scope(l_);
  const Surface& surface = target.surface;
  const uint32_t rowBytes = kBlockSize * surface.texelBytes;
  pushIsEven(target);
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
    for (uint32_t s = 1; s < kPixelSamples; ++s) {
      l_.advance(to, surface.sampleStrideBytes);
      for (uint32_t i = 0; i < texels.size(); ++i) {
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

void EvenBlocks::emitIsWhole(Value lower, Value upper, Local into) {
  l_.push(lower);
  l_.push(upper);
  f_.op(Opcode::V128And);
  f_.v128Splat(0xffffffffu);
  f_.op(Opcode::I32x4Eq);
  f_.op(Opcode::I32x4AllTrue);
  f_.localSet(into);
}

// --- blocks

/// For each of the first `count` samples that covers something: its coverage in at_.coverage, its surfaces and test
/// origins, then `emit`. count: i32. Leaves the surfaces behind the samples.
template <typename Emit>
void SampledBlocks::emitSampleLoop(const std::vector<Surface*>& surfaces, Local count, Emit emit) {
  const Lanes::Scope scope(l_);
  SampleOffsets offsets;
  if (facts_.depthTest) offsets = sampleOffsets(l_, true);
  f_.localGet(at_.block);
  f_.localGet(count);
  f_.i32Const(3);
  f_.op(Opcode::I32Shl);
  f_.op(Opcode::I32Add);
  const Local end = l_.popInt();
  f_.localGet(at_.block);
  f_.localSet(samples_.place);

  const wasm::Label next = f_.loop();
  f_.localGet(samples_.place);
  f_.load(Opcode::I64Load, offsetof(SampleBlockRecord, samples), 2);
  f_.localTee(at_.coverage);
  f_.i64Const(0);
  f_.op(Opcode::I64Ne);
  f_.if_();
  if (facts_.depthTest) {
    const Lanes::Scope originScope(l_);
    l_.assign(at_.testOriginX, l_.add(at_.originX, firstSample(l_, offsets.x)));
    l_.assign(at_.testOriginY, l_.add(at_.originY, firstSample(l_, offsets.y)));
  }
  emit();
  f_.end();
  for (Surface* surface : surfaces) l_.advance(surface->block, surface->sampleStrideBytes);
  if (facts_.depthTest) {
    turnSamples(l_, offsets.x);
    turnSamples(l_, offsets.y);
  }
  l_.advance(samples_.place, 8);
  f_.localGet(samples_.place);
  f_.localGet(end);
  f_.op(Opcode::I32Ne);
  f_.brIf(next);
  f_.end();
}

Local SampledBlocks::allSamples() {
  f_.i32Const(kPixelSamples);
  return l_.popInt();
}

void SampledBlocks::emitStripBlock() {
  const Lanes::Scope scope(l_);
  const Local count = allSamples();
  for (Target& target : at_.targets) even_.emitAddress(target);
  const bool canBeEven = !facts_.depthTest && !facts_.stencilTest && !facts_.key.countSamples;
  if (canBeEven) {
    const Lanes::Scope evenScope(l_);
    const Local even = l_.temporary(ValType::I32);
    even_.emitIsWhole(recordSamples(0), recordSamples(2), even);
    for (const Target& target : at_.targets) {
      if (!target.merge->readsDestination()) continue;
      f_.localGet(even);
      even_.pushIsEven(target);
      f_.op(Opcode::I32And);
      f_.localSet(even);
    }
    f_.localGet(even);
    f_.if_();
    f_.i32Const(1);
    f_.localSet(count);
    for (const Target& target : at_.targets) even_.emitSetEven(target, 1);
    f_.else_();
  }
  for (const Target& target : at_.targets) even_.emitMakeUneven(target);
  if (canBeEven) f_.end();
  emitSampleLoop(at_.surfaces(), count, [&] { strips_.emitBlock(); });
}

void SampledBlocks::emitLoadCoverage(Local whole) {
  const Lanes::Scope scope(l_);
  loadSamples();
  even_.emitIsWhole(samples_.lower, samples_.upper, whole);
}

void SampledBlocks::emitEarlyTests() {
  const Lanes::Scope scope(l_);
  const std::vector<Surface*> tested = at_.testedSurfaces();
  emitSampleLoop(tested, allSamples(), [&] {
    strips_.emitEarlyTests();
    f_.localGet(samples_.place);
    f_.localGet(at_.coverage);
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
Value SampledBlocks::recordSamples(uint32_t first) {
  f_.localGet(at_.block);
  f_.load(Opcode::V128Load, uint32_t(offsetof(SampleBlockRecord, samples)) + 8 * first, 2);
  return l_.pop();
}

void SampledBlocks::loadSamples() {
  l_.assign(samples_.lower, recordSamples(0));
  l_.assign(samples_.upper, recordSamples(2));
}

void SampledBlocks::emitEvenTargets() {
  const Lanes::Scope scope(l_);
  const bool canBeEven = !facts_.lateTests && !facts_.lateWrites;
  const Local whole = l_.temporary(ValType::I32);
  if (canBeEven) even_.emitIsWhole(samples_.lower, samples_.upper, whole);
  for (Target& target : at_.targets) {
    even_.emitAddress(target);
    if (canBeEven) {
      f_.localGet(whole);
      if (target.merge->readsDestination()) {
        even_.pushIsEven(target);
        f_.op(Opcode::I32And);
      }
      f_.if_();
      even_.emitSetEven(target, 1);
      f_.localGet(target.surface.sampleStrideBytes);
      f_.localSet(target.mergedBytes);
      f_.else_();
    }
    even_.emitMakeUneven(target);
    f_.localGet(target.surface.strideBytes);
    f_.localSet(target.mergedBytes);
    if (canBeEven) f_.end();
  }
}

void SampledBlocks::emitCoverage(bool tested) {
  const Lanes::Scope scope(l_);
  loadSamples();
  const auto extract = [&](Value from, uint32_t lane) {
    l_.push(from);
    f_.lane(Opcode::I64x2ExtractLane, lane);
  };
  if (tested) {
    const Value any = l_.or_(samples_.lower, samples_.upper);
    extract(any, 0);
    extract(any, 1);
    f_.op(Opcode::I64Or);
    f_.localSet(at_.coverage);
  }
  if (facts_.key.countSamples && !facts_.lateTests && !facts_.lateWrites) {
    for (const Local samples : {samples_.lower, samples_.upper}) {
      for (uint32_t lane = 0; lane < 2; ++lane) {
        f_.localGet(at_.samplesPassed);
        extract(samples, lane);
        f_.op(Opcode::I64Popcnt);
        f_.op(Opcode::I32WrapI64);
        f_.op(Opcode::I32Add);
        f_.localSet(at_.samplesPassed);
      }
    }
  }
}

}  // namespace sw
