// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Shadow maps are clamped as a rule. There, neighbouring texels of a row are loaded together wherever no lane stands at
// an edge, and four lanes' pairs are then sorted into left and right ones.

#include "texture/sample_shadow.h"

#include "texture/integer_texels.h"
#include "texture/sample_generic.h"

namespace sw::sampling {

namespace {

/// Two floats in the lower half.
inline F32x4 loadPair(const uint8_t* from) {
#ifdef __wasm_simd128__
  return F32x4Raw(wasm_v128_load64_zero(from));
#else
  float pair[2];
  std::memcpy(pair, from, 8);
  return {pair[0], pair[1], 0, 0};
#endif
}

struct Row {
  F32x4 left, right;
};

inline Row loadRow(const uint8_t* const at[4], size_t bytes) {
  const F32x4 a = loadPair(at[0] + bytes), b = loadPair(at[1] + bytes);
  const F32x4 c = loadPair(at[2] + bytes), d = loadPair(at[3] + bytes);
  const F32x4 ab = shuffle<0, 4, 1, 5>(a, b), cd = shuffle<0, 4, 1, 5>(c, d);
  return {shuffle<0, 1, 4, 5>(ab, cd), shuffle<2, 3, 6, 7>(ab, cd)};
}

inline F32x4 gatherDepth(const uint8_t* base, I32x4 offset) {
  const uint8_t* const texels[4] = {base + offset[0], base + offset[1], base + offset[2], base + offset[3]};
  return asFloat(load32x4(texels));
}

/// What passes counts by its weight: both weights of a row add up to 1, exactly.
template <CompareFunction kCompare>
inline F32x4 compareAndBlend(F32x4 reference, const Row& bottom, const Row& top, F32x4 weightX, F32x4 weightY) {
  const F32x4 rest = F32x4(1.0f) - weightX;
  const auto blend = [&](const Row& row) {
    const Mask left = passesComparison(kCompare, reference, row.left);
    const Mask right = passesComparison(kCompare, reference, row.right);
    return asFloat(bitsOf(rest) & asInt(left)) + asFloat(bitsOf(weightX) & asInt(right));
  };
  const F32x4 low = blend(bottom);
  return low + (blend(top) - low) * weightY;
}

inline F32x4 referenceOf(const SamplingDescriptor& d, F32x4 reference) {
  return d.clampReference ? min(max(F32x4(0.0f), reference), F32x4(1.0f)) : reference;
}

/// Any wrap modes and offsets.
template <CompareFunction kCompare>
void bilinearShadow(const TextureDescriptor* descriptor, SampleScratch* scratch, uint32_t offsets, F32x4Raw c0,
                    F32x4Raw c1, F32x4Raw, F32x4Raw reference, F32x4Raw) {
  const SamplingDescriptor& d = *static_cast<const SamplingDescriptor*>(descriptor);
  const SamplingLevel& level = d.levels[0];
  const Offsets offset(offsets);
  const LinearTaps x = linearTexels(d.wrap[0], c0, level.width, offset.x);
  const LinearTaps y = linearTexels(d.wrap[1], c1, level.height, offset.y);
  const uint8_t* base = texelsOf(level);
  const I32x4 strides = level.texelStrides;
  const Row bottom{gatherDepth(base, offsetOf(x.first, y.first, strides)),
                   gatherDepth(base, offsetOf(x.second, y.first, strides))};
  const Row top{gatherDepth(base, offsetOf(x.first, y.second, strides)),
                gatherDepth(base, offsetOf(x.second, y.second, strides))};
  store(scratch->result[0], compareAndBlend<kCompare>(referenceOf(d, reference), bottom, top, x.weight, y.weight));
}

struct ClampedTaps {
  I32x4 first;
  F32x4 weight;
};

/// Positions are held between the outer texels' centres, so that a second texel of weight 0 is all that may lie
/// outside.
inline ClampedTaps clampedTaps(F32x4 u, F32x4 size, F32x4 last) {
  const F32x4 position = min(max(F32x4(0.0f), u * size - F32x4(0.5f)), last);  // NaN becomes 0
  const F32x4 low = floor(position);
  return {roundSmall(low), position - low};
}

template <CompareFunction kCompare>
void clampedShadow(const TextureDescriptor* descriptor, SampleScratch* scratch, uint32_t offsets, F32x4Raw c0,
                   F32x4Raw c1, F32x4Raw c2, F32x4Raw reference, F32x4Raw lod) {
  if (offsets != 0) return bilinearShadow<kCompare>(descriptor, scratch, offsets, c0, c1, c2, reference, lod);
  const SamplingDescriptor& d = *static_cast<const SamplingDescriptor*>(descriptor);
  const SamplingLevel& level = d.levels[0];
  const I32x4 lastX = splat<I32x4>(level.lastX), lastY = splat<I32x4>(level.lastY);
  const ClampedTaps x = clampedTaps(c0, splat<F32x4>(level.columns), splat<F32x4>(level.lastColumn));
  const ClampedTaps y = clampedTaps(c1, splat<F32x4>(level.rows), splat<F32x4>(level.lastRow));
  const I32x4 strides = splat<I32x4>(level.texelStrides);
  const I32x4 first = offsetOf(x.first, y.first, strides);
  const uint8_t* base = texelsOf(level);
  Row bottom, top;
  if (((x.first == lastX) | (y.first == lastY)).any()) {
    const I32x4 nextX = min(x.first + I32x4(1), lastX), nextY = min(y.first + I32x4(1), lastY);
    bottom = {gatherDepth(base, first), gatherDepth(base, offsetOf(nextX, y.first, strides))};
    top = {gatherDepth(base, offsetOf(x.first, nextY, strides)), gatherDepth(base, offsetOf(nextX, nextY, strides))};
  } else {
    const uint8_t* const at[4] = {base + first[0], base + first[1], base + first[2], base + first[3]};
    bottom = loadRow(at, 0);
    top = loadRow(at, level.strideBytes);
  }
  store(scratch->result[0], compareAndBlend<kCompare>(referenceOf(d, reference), bottom, top, x.weight, y.weight));
}

template <CompareFunction kCompare>
SampleFunction functionFor(const SamplingDescriptor& d) {
  const bool clamped = d.wrap[0] == WrapMode::ClampToEdge && d.wrap[1] == WrapMode::ClampToEdge;
  return clamped ? clampedShadow<kCompare> : bilinearShadow<kCompare>;
}

}  // namespace

SampleFunction shadowFunction2D(const SamplingDescriptor& descriptor) {
  if (descriptor.lodMatters || !descriptor.magLinear) return nullptr;
  switch (descriptor.compare) {
    case CompareFunction::Less: return functionFor<CompareFunction::Less>(descriptor);
    case CompareFunction::LessEqual: return functionFor<CompareFunction::LessEqual>(descriptor);
    case CompareFunction::Greater: return functionFor<CompareFunction::Greater>(descriptor);
    case CompareFunction::GreaterEqual: return functionFor<CompareFunction::GreaterEqual>(descriptor);
    case CompareFunction::Never:
    case CompareFunction::Equal:
    case CompareFunction::NotEqual:
    case CompareFunction::Always: break;  // rare
  }
  return nullptr;
}

}  // namespace sw::sampling
