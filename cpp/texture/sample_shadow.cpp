// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Neighbouring texels of a row are loaded together wherever no lane's neighbours are parted by an edge, and four lanes'
// pairs are then sorted into left and right ones.

#include "texture/sample_shadow.h"

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

template <CompareFunction kCompare>
void bilinearShadow(const TextureDescriptor* descriptor, SampleScratch* scratch, uint32_t offsets, F32x4Raw c0,
                    F32x4Raw c1, F32x4Raw, F32x4Raw rawReference, F32x4Raw) {
  const SamplingDescriptor& d = *static_cast<const SamplingDescriptor*>(descriptor);
  const SamplingLevel& level = d.levels[0];
  const Offsets offset(offsets);
  F32x4 reference = rawReference;
  if (d.clampReference) reference = min(max(F32x4(0.0f), reference), F32x4(1.0f));
  const LinearTaps x = linearTexels(d.wrap[0], c0, level.width, offset.x);
  const LinearTaps y = linearTexels(d.wrap[1], c1, level.height, offset.y);
  const uint8_t* base = level.texels[0];
  const I32x4 stride = int32_t(level.strideBytes);
  const I32x4 lower = y.first * stride, left = x.first << 2;
  Row bottom, top;
  if ((x.second == x.first + I32x4(1)).all() && (y.second == y.first + I32x4(1)).all()) {
    const I32x4 first = lower + left;
    const uint8_t* const at[4] = {base + first[0], base + first[1], base + first[2], base + first[3]};
    bottom = loadRow(at, 0);
    top = loadRow(at, level.strideBytes);
  } else {
    const I32x4 upper = y.second * stride, right = x.second << 2;
    bottom = {gatherDepth(base, lower + left), gatherDepth(base, lower + right)};
    top = {gatherDepth(base, upper + left), gatherDepth(base, upper + right)};
  }
  const auto blend = [](F32x4 a, F32x4 b, F32x4 weight) { return a + (b - a) * weight; };
  const auto passed = [&](F32x4 depth) { return compareDepth(kCompare, reference, depth); };
  store(scratch->result[0], blend(blend(passed(bottom.left), passed(bottom.right), x.weight),
                                  blend(passed(top.left), passed(top.right), x.weight), y.weight));
}

}  // namespace

SampleFunction shadowFunction2D(const SamplingDescriptor& descriptor) {
  if (descriptor.lodMatters || !descriptor.magLinear) return nullptr;
  switch (descriptor.compare) {
    case CompareFunction::Less: return bilinearShadow<CompareFunction::Less>;
    case CompareFunction::LessEqual: return bilinearShadow<CompareFunction::LessEqual>;
    case CompareFunction::Greater: return bilinearShadow<CompareFunction::Greater>;
    case CompareFunction::GreaterEqual: return bilinearShadow<CompareFunction::GreaterEqual>;
    case CompareFunction::Never:
    case CompareFunction::Equal:
    case CompareFunction::NotEqual:
    case CompareFunction::Always: break;  // rare
  }
  return nullptr;
}

}  // namespace sw::sampling
