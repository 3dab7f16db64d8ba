// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Positions and lods are in fixed point, 8 bits of fraction: adding a power of two to a float leaves them in its low
// bits, where a shift finds the texel or level and a mask its weight.

#include "texture/sample_rgba8.h"

#include <bit>

#include "pipeline/look_up.h"
#include "texture/gather.h"
#include "texture/integer_texels.h"

namespace sw::sampling {

namespace {

constexpr float kMagic = kFixedPoint;    // see roundSmall
constexpr int32_t kMagicMask = 0x3fff;   // of a texel below it
static_assert(kMaxTextureLevels <= 15);  // texels are at most 2^14 - 1, levels at most 14

struct Taps {
  I32x4 first, second, weight;  // weight: of the second texel, in 256ths
};

/// What all levels have in common: coordinates within their first period.
template <bool kRepeat>
inline F32x4 reduce(F32x4 u) {
  if constexpr (kRepeat) return max(F32x4(0.0f), u - floor(u));  // NaN becomes 0
  return u;
}

template <bool kRepeat>
inline Taps tapsOf(F32x4 u, const float& scale, const int32_t& last, const float& end) {
  const F32x4 position = u * splat<F32x4>(scale);  // in 256ths of a texel
  if constexpr (kRepeat) {
    const I32x4 bits = bitsOf(position + F32x4(kMagic - 128));
    const I32x4 mask = splat<I32x4>(last);
    const I32x4 first = (bits >> 8) & mask;
    return {first, (first + I32x4(1)) & mask, bits & I32x4(255)};
  } else {
    const I32x4 bits = bitsOf(min(max(F32x4(kMagic), position + F32x4(kMagic - 128)), splat<F32x4>(end)));
    const I32x4 first = (bits >> 8) & I32x4(kMagicMask);
    return {first, min(first + I32x4(1), splat<I32x4>(last)), bits & I32x4(255)};
  }
}

template <int kLane, class Vector>
inline Vector lane(Vector v) {
  return shuffle<kLane, kLane, kLane, kLane>(v);
}

/// Where a level is read.
struct Place {
  Taps x, y;
  I32x4 strides;
};

template <bool kRepeat>
inline Place placeOf(const SamplingLevel& level, F32x4 u, F32x4 v) {
  const Taps x = tapsOf<kRepeat>(u, level.scaleX, level.lastX, level.ends[0][0]);
  const Taps y = tapsOf<kRepeat>(v, level.scaleY, level.lastY, level.ends[1][0]);
  return {.x = x, .y = y, .strides = splat<I32x4>(level.texelStrides)};
}

inline U32x4 wordsAt(const uint8_t* base, I32x4 offsets) {
  const uint8_t* const texels[4] = {base + offsets[0], base + offsets[1], base + offsets[2], base + offsets[3]};
  return load32x4(texels);
}

/// Channels, as blendWords() has them.
inline void blend(const SamplingLevel& level, const Place& place, F32x4 out[4]) {
  const auto words = [&](I32x4 x, I32x4 y) { return wordsAt(texelsOf(level), offsetOf(x, y, place.strides)); };
  const auto& [x, y, strides] = place;
  blendWords({.bottomLeft = words(x.first, y.first),
              .bottomRight = words(x.second, y.first),
              .topLeft = words(x.first, y.second),
              .topRight = words(x.second, y.second)},
             x.weight, y.weight, out);
}

inline void finish(SampleScratch* scratch, const F32x4 (&channels)[4]) {
  for (int c = 0; c < 4; ++c) store(scratch->result[c], channels[c] * F32x4(kBlendedScale));
}

template <bool kRepeat>
inline void oneLevel(const SamplingLevel& level, SampleScratch* scratch, F32x4 u, F32x4 v) {
  F32x4 channels[4];
  blend(level, placeOf<kRepeat>(level, u, v), channels);
  finish(scratch, channels);
}

template <bool kRepeat>
void bilinearRgba8(const TextureDescriptor* descriptor, SampleScratch* scratch, uint32_t offsets, F32x4Raw c0,
                   F32x4Raw c1, F32x4Raw c2, F32x4Raw reference, F32x4Raw bias) {
  const SamplingDescriptor& d = *static_cast<const SamplingDescriptor*>(descriptor);
  if (offsets != 0) return d.rest(descriptor, scratch, offsets, c0, c1, c2, reference, bias);
  oneLevel<kRepeat>(d.levels[0], scratch, reduce<kRepeat>(c0), reduce<kRepeat>(c1));
}

/// 256 times the lod, from the coordinates' differences. Within 1e-3 of a level, exact where levels change.
inline float lodInFixedPoint(const SamplingLevel& base, F32x4 u, F32x4 v, float bias) {
  const F32x4 du = (u - lane<0>(u)) * splat<F32x4>(base.scaleX), dv = (v - lane<0>(v)) * splat<F32x4>(base.scaleY);
  const F32x4 squares = du * du + dv * dv;  // lane 1: to the right, lane 2: up
  const int32_t bits = bitsOf(max(squares, shuffle<1, 1, 1, 1>(squares)))[2] & 0x7fffffff;  // NaN has a sign
  // The square is 2^16 times too large: half its logarithm, 8.
  const float exponent = float((bits >> 23) - (127 + 16));
  const float t = std::bit_cast<float>((bits & 0x7fffff) | 0x3f800000) - 1;
  const float curve = 0.4427f + t * (t * 0.0832f - 0.2472f);  // log2(1 + t) is t + t * (1 - t) * curve
  return (exponent + (t + (t - t * t) * curve)) * 128 + bias * 256;
}

/// wanted: 256 times the lod.
template <bool kRepeat>
void trilinearAt(const SamplingDescriptor& d, SampleScratch* scratch, float wanted, F32x4 c0, F32x4 c1) {
  const F32x4 lod = min(max(splat<F32x4>(d.lodLow), F32x4(wanted)), splat<F32x4>(d.lodHigh));
  const I32x4 fixed = bitsOf(lod + F32x4(kMagic));
  const SamplingLevel* level = d.levels + (fixed[0] >> 8 & 15);
  const F32x4 u = reduce<kRepeat>(c0), v = reduce<kRepeat>(c1);
  const I32x4 part = fixed & I32x4(255);
  if (part[0] == 0) return oneLevel<kRepeat>(*level, scratch, u, v);
  const F32x4 weight = toFloat(part) * F32x4(1 / 256.0f);
  F32x4 channels[4], others[4];
  blend(level[0], placeOf<kRepeat>(level[0], u, v), channels);
  blend(level[1], placeOf<kRepeat>(level[1], u, v), others);
  for (int c = 0; c < 4; ++c) channels[c] += (others[c] - channels[c]) * weight;
  finish(scratch, channels);
}

bool isSame(F32x4Raw lanes) {
  const I32x4 bits = bitsOf(lanes);
  return !(bits != lane<0>(bits)).any();
}

template <bool kRepeat>
void trilinearRgba8(const TextureDescriptor* descriptor, SampleScratch* scratch, uint32_t offsets, F32x4Raw c0,
                    F32x4Raw c1, F32x4Raw c2, F32x4Raw reference, F32x4Raw bias) {
  const SamplingDescriptor& d = *static_cast<const SamplingDescriptor*>(descriptor);
  if (offsets != 0 || !isSame(bias)) return d.rest(descriptor, scratch, offsets, c0, c1, c2, reference, bias);
  trilinearAt<kRepeat>(d, scratch, lodInFixedPoint(d.levels[0], c0, c1, bias[0]), c0, c1);
}

template <bool kRepeat>
void trilinearLodRgba8(const TextureDescriptor* descriptor, SampleScratch* scratch, uint32_t offsets, F32x4Raw c0,
                       F32x4Raw c1, F32x4Raw c2, F32x4Raw reference, F32x4Raw lod) {
  const SamplingDescriptor& d = *static_cast<const SamplingDescriptor*>(descriptor);
  if (offsets != 0 || !isSame(lod)) return d.restLod(descriptor, scratch, offsets, c0, c1, c2, reference, lod);
  trilinearAt<kRepeat>(d, scratch, lod[0] * 256, c0, c1);
}

template <bool kRepeat>
Rgba8Functions functionsFor(bool mipmapped) {
  // Without mipmaps any lod gives the same.
  if (!mipmapped) return {bilinearRgba8<kRepeat>, bilinearRgba8<kRepeat>};
  return {trilinearRgba8<kRepeat>, trilinearLodRgba8<kRepeat>};
}

}  // namespace

Rgba8Functions rgba8Functions2D(const SamplingDescriptor& d) {
  if (!isRgba8InFixedPoint(d.key)) return {};
  return wrapOf(d.key, 0) == WrapMode::Repeat ? functionsFor<true>(d.mipmapped) : functionsFor<false>(d.mipmapped);
}

}  // namespace sw::sampling
