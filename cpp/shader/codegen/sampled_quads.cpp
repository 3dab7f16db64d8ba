// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/sampled_quads.h"

namespace sw {

using wasm::Local;
using wasm::Opcode;
using wasm::ValType;

namespace {
constexpr uint32_t kQuadBits[4] = {1, 2, 4, 8};
}  // namespace

void SampledQuads::emitStart() {
  l_.assign(samples_.quad, l_.and_(samples_.row, l_.splatInt(15)));
  if (samples_.readsCentroid) emitCentroid();
}

/// Where centroid inputs are evaluated: at the pixel's centre when all its samples are covered, else at the first
/// covered one, which lies in the primitive (OpenGL ES 3.0.6 §3.3.1). Helper lanes take the centre.
void SampledQuads::emitCentroid() {
  const Lanes::Scope scope(l_);
  Value x = l_.splat(0), y = l_.splat(0), all;
  for (uint32_t s = kPixelSamples; s-- > 0;) {
    const Value covered = coveredLanes(l_.shuffle(samples_.quad, samples_.quad, s, s, s, s));
    x = l_.select(covered, l_.splat(fromCentre(kSampleX[s])), x);
    y = l_.select(covered, l_.splat(fromCentre(kSampleY[s])), y);
    all = all.valid() ? l_.and_(all, covered) : covered;
  }
  l_.assign(samples_.centroidX, l_.add(quad_.x, l_.andNot(x, all)));
  l_.assign(samples_.centroidY, l_.add(quad_.y, l_.andNot(y, all)));
  const Value row = l_.add(at_.inverseW.c, l_.mul(at_.inverseW.dy, samples_.centroidY));
  const Value inverse = l_.add(row, l_.mul(at_.inverseW.dx, samples_.centroidX));
  l_.assign(samples_.centroidW, l_.div(l_.splat(1), inverse));
}

/// bits: of the quad, in every lane.
Value SampledQuads::coveredLanes(Value bits) {
  l_.push(bits);
  f_.v128Const(kQuadBits);
  f_.op(Opcode::V128And);
  f_.v128Const(kQuadBits);
  f_.op(Opcode::I32x4Eq);
  return l_.pop();
}

void SampledQuads::skipUncovered(wasm::Label skip) {
  f_.localGet(samples_.quad);
  f_.op(Opcode::V128AnyTrue);
  f_.op(Opcode::I32Eqz);
  f_.brIf(skip);
}

void SampledQuads::emitEnd() {
  const wasm::Label skip = f_.block();
  if (facts_.lateWrites) {
    if (body_.hasDiscard()) {
      const Lanes::Scope scope(l_);
      f_.localGet(body_.discarded());
      f_.op(Opcode::I32x4Bitmask);
      const Local discarded = l_.popInt();
      l_.assign(samples_.quad, l_.andNot(samples_.quad, l_.splat(discarded)));
    }
    if (facts_.alphaToCoverage) emitAlphaCoverage();
    skipUncovered(skip);
  }
  if (facts_.lateTests && (facts_.depthTest || facts_.stencilTest)) {
    emitDepthStencil(When::Late);
    skipUncovered(skip);
  } else if (facts_.lateWrites && facts_.depthWrite) {
    emitDepthStencil(When::Late);
  }
  if (facts_.lateTests || facts_.lateWrites) emitCount();

  const Local allCovered = l_.temporary(ValType::I32);
  f_.localGet(samples_.quad);
  f_.v128Splat(15);
  f_.op(Opcode::I32x4Eq);
  f_.op(Opcode::I32x4AllTrue);
  f_.localSet(allCovered);
  for (Target& target : at_.targets) {
    outputs_.setQuadSources(target);
    emitTarget(target, allCovered);
  }
  f_.end();
}

void SampledQuads::emitAlphaCoverage() {
  const Lanes::Scope scope(l_);
  const Value alpha = outputs_.value(facts_.coverageOutput, facts_.coverageCell);
  f_.v128Splat(0);
  for (uint32_t s = 0; s < kPixelSamples; ++s) {
    l_.push(alpha);
    l_.push(l_.splat(alphaThreshold(s)));
    f_.op(Opcode::F32x4Ge);
    f_.op(Opcode::I32x4Bitmask);
    f_.lane(Opcode::I32x4ReplaceLane, s);
  }
  const Value kept = l_.pop();
  l_.assign(samples_.quad, l_.and_(samples_.quad, kept));
}

void SampledQuads::emitCount() {
  if (!facts_.key.countSamples) return;
  const Lanes::Scope scope(l_);
  const Value counts = l_.apply(Opcode::I8x16Popcnt, samples_.quad);
  const Value pairs = l_.addInt(counts, l_.shuffle(counts, counts, 2, 3, 0, 1));
  const Value sum = l_.addInt(pairs, l_.shuffle(pairs, pairs, 1, 0, 3, 2));
  f_.localGet(at_.samplesPassed);
  l_.push(sum);
  f_.lane(Opcode::I32x4ExtractLane, 0);
  f_.op(Opcode::I32Add);
  f_.localSet(at_.samplesPassed);
}

/// `emit`, with the quad's place in each surface, for each sample in the first `bytes` of the first surface's row of
/// pixels; the sample's bits are in lane 0 of samples_.quad.
template <typename Emit>
void SampledQuads::emitSampleLoop(const std::vector<const Surface*>& surfaces, Local bytes, Emit emit) {
  const Lanes::Scope scope(l_);
  std::vector<PixelPlace> places;
  places.reserve(surfaces.size());
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
  turnSamples(l_, samples_.quad);
  for (size_t i = 0; i < places.size(); ++i) {
    l_.advance(places[i].lower, surfaces[i]->sampleStrideBytes);
    l_.advance(places[i].upper, surfaces[i]->sampleStrideBytes);
  }
  f_.localGet(places[0].lower);
  f_.localGet(end);
  f_.op(Opcode::I32Ne);
  f_.brIf(next);
  f_.end();
}

/// Late, the tests where they have not come early, else the depths that early ones left to be written.
void SampledQuads::emitDepthStencil(When when) {
  const Lanes::Scope scope(l_);
  const bool onlyWrites = when == When::Late && !facts_.lateTests;
  std::vector<const Surface*> tested;
  if (facts_.depthTest) tested.push_back(&at_.depthSurface);
  if (facts_.stencilTest && !onlyWrites) tested.push_back(&at_.stencilSurface);
  Value depth;
  SampleOffsets offsets;
  if (facts_.depthOutput != ir::kNone) {
    depth = merge_.toBufferDepth(outputs_.value(facts_.depthOutput, 0));
  } else if (facts_.depthTest) {
    offsets = sampleOffsets(l_, false);
  }
  emitSampleLoop(tested, tested[0]->strideBytes, [&](const std::vector<PixelPlace>& places) {
    Value sampleDepth = depth;
    if (offsets.x.valid()) {
      const Value y = l_.add(quad_.y, firstSample(l_, offsets.y)), x = l_.add(quad_.x, firstSample(l_, offsets.x));
      const Value row = l_.add(at_.depth.c, l_.mul(at_.depth.dy, y));
      sampleDepth = merge_.toBufferDepth(l_.add(row, l_.mul(at_.depth.dx, x)));
      turnSamples(l_, offsets.x);
      turnSamples(l_, offsets.y);
    }
    const Value mask = coveredLanes(firstSample(l_, samples_.quad));
    if (onlyWrites) return merge_.emitDepthWrite(places[0], sampleDepth, mask, {});
    Value stored;
    const Value passed = when == When::Early && facts_.lateWrites
                             ? merge_.emitDepthCompare(places[0], sampleDepth, mask, stored)
                             : merge_.emitTests(places[0], places.back(), sampleDepth, mask);
    f_.localGet(samples_.quad);
    l_.push(passed);
    f_.op(Opcode::I32x4Bitmask);
    f_.lane(Opcode::I32x4ReplaceLane, 0);
    f_.localSet(samples_.quad);
  });
}

/// The same texels for all samples of the quad.
void SampledQuads::emitSameForAll(const Target& target, const Value (&words)[4]) {
  const Lanes::Scope scope(l_);
  const uint32_t bytes = target.surface.texelBytes;
  const PixelPlace place{
      .shape = PixelShape::Quad, .lower = l_.copy32(target.surface.lower), .upper = l_.copy32(target.surface.upper)};
  storePixels(l_, place, bytes, words);
  f_.localGet(target.mergedBytes);
  f_.localGet(target.surface.strideBytes);
  f_.op(Opcode::I32Eq);
  f_.if_();
  for (uint32_t s = 1; s < kPixelSamples; ++s) {
    l_.advance(place.lower, target.surface.sampleStrideBytes);
    l_.advance(place.upper, target.surface.sampleStrideBytes);
    storePixels(l_, place, bytes, words);
  }
  f_.end();
}

/// allCovered: i32, 1 where every sample of the quad is written.
void SampledQuads::emitTarget(Target& target, Local allCovered) {
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
    emitSameForAll(target, common);
    f_.else_();
  }
  emitSampleLoop({&target.surface}, target.mergedBytes, [&](const std::vector<PixelPlace>& places) {
    Value destination[4], words[4];
    loadPixels(l_, places[0], bytes, destination);
    if (merge.isBlended() && !replaces) {
      merge.emit(destination, words);
    } else {
      for (uint32_t i = 0; i < count; ++i) words[i] = common[i];
      merge.keepUnwritten(destination, words);
    }
    const Value mask = coveredLanes(firstSample(l_, samples_.quad));
    for (uint32_t i = 0; i < count; ++i) words[i] = l_.select(mask, words[i], destination[i]);
    storePixels(l_, places[0], bytes, words);
  });
  if (replaces) f_.end();
}

}  // namespace sw
