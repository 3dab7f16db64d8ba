// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Sampling in floats, for every dimension and format: a template over the dimension, over how texels are gathered, and
// over whether they are compared. Texels a format's gather function cannot know at compile time come through
// SamplingDescriptor::gather.
//
// A look-up finds one lod for the quad (or one for each lane, when the shader gives it), picks levels, and filters
// them. Lanes of unlike lods are done one lod after the other: that is rare.

#pragma once

#include "texture/gather.h"
#include "texture/integer_texels.h"
#include "texture/sample_math.h"

namespace sw::sampling {

/// Policies: how texels are gathered, what one axis' taps are, and where kOne is not 1, how a plane is blended: linear
/// filters then have integers, kOne for 1, until they are done.
struct GatherByPointer {
  using Taps = LinearTaps;
  static constexpr float kOne = 1;
  static void gather(const SamplingDescriptor& d, const uint8_t* const texels[4], F32x4 channels[4]) {
    d.gather(texels, channels);
  }
};
struct GatherRgba8 {
  using Taps = FixedTaps;
  static constexpr float kOne = kBlendedOne;
  static void gather(const SamplingDescriptor&, const uint8_t* const texels[4], F32x4 channels[4]) {
    gatherRgba8(texels, channels);
  }
  static U32x4 wordsAt(const SamplingLevel& level, const uint8_t* const planes[4], I32x4 x, I32x4 y) {
    const I32x4 offset = y * I32x4(int32_t(level.strideBytes)) + (x << 2);
    const uint8_t* const texels[4] = {planes[0] + offset[0], planes[1] + offset[1], planes[2] + offset[2],
                                      planes[3] + offset[3]};
    return load32x4(texels);
  }
  static void blend(const SamplingLevel& level, const uint8_t* const planes[4], const FixedTaps& x, const FixedTaps& y,
                    F32x4 out[4]) {
    blendWords({.bottomLeft = wordsAt(level, planes, x.first, y.first),
                .bottomRight = wordsAt(level, planes, x.second, y.first),
                .topLeft = wordsAt(level, planes, x.first, y.second),
                .topRight = wordsAt(level, planes, x.second, y.second)},
               x.weight, y.weight, out);
  }
};
struct GatherSrgb8 {
  using Taps = LinearTaps;
  static constexpr float kOne = kSrgbBlendedOne;
  static void gather(const SamplingDescriptor&, const uint8_t* const texels[4], F32x4 channels[4]) {
    gatherSrgb8(texels, channels);
  }
  /// Components side by side.
  template <int kLane>
  static F32x4 blendPixel(const uint8_t* plane, I32x4 bottom, I32x4 top, I32x4 left, I32x4 right, F32x4 weightX,
                          I32x4 rows) {
    const auto pair = [&](I32x4 row) {
      return srgbPair(plane + row[kLane] + left[kLane], plane + row[kLane] + right[kLane]);
    };
    return blendIntegers(pair(bottom), pair(top), shuffle<kLane, kLane, kLane, kLane>(weightX),
                         shuffle<kLane, kLane, kLane, kLane>(rows));
  }
  static void blend(const SamplingLevel& level, const uint8_t* const planes[4], const LinearTaps& x,
                    const LinearTaps& y, F32x4 out[4]) {
    const I32x4 stride = int32_t(level.strideBytes);
    const I32x4 bottom = y.first * stride, top = y.second * stride, left = x.first << 2, right = x.second << 2;
    const I32x4 rows = rowWeights(y.weight);
    out[0] = blendPixel<0>(planes[0], bottom, top, left, right, x.weight, rows);
    out[1] = blendPixel<1>(planes[1], bottom, top, left, right, x.weight, rows);
    out[2] = blendPixel<2>(planes[2], bottom, top, left, right, x.weight, rows);
    out[3] = blendPixel<3>(planes[3], bottom, top, left, right, x.weight, rows);
    transpose(out[0], out[1], out[2], out[3]);
  }
};

struct GatherDepth {
  using Taps = LinearTaps;
  static constexpr float kOne = 1;
  static void gather(const SamplingDescriptor&, const uint8_t* const texels[4], F32x4 channels[4]) {
    gatherFloat1(texels, channels);
  }
};

/// Where on a level to sample: u, v, w; cube maps: u, v and face; arrays: u, v and the layer (as floats, not rounded).
struct Position {
  F32x4 u, v, w;
  I32x4 face;
};

struct Offsets {
  int32_t x, y, z;
  explicit Offsets(uint32_t packed) : x(int8_t(packed)), y(int8_t(packed >> 8)), z(int8_t(packed >> 16)) {}
};

/// Taps of an anisotropic look-up: `count` of them at coordinates start + i * step.
struct TapLine {
  F32x4 start[3];
  float step[3];
  int32_t count;
  float lod;  // clamped already

  F32x4 at(int coordinate, int32_t tap) const { return start[coordinate] + F32x4(float(tap) * step[coordinate]); }
};

template <SamplerDim kDim, class Texels, bool kShadow>
struct Sampler {
  static constexpr int kChannels = kShadow ? 1 : 4;
  static constexpr bool kIntegers = Texels::kOne != 1;

  /// Texels at (x, y) of each lane's plane.
  static void fetch(const SamplingDescriptor& d, const SamplingLevel& level, const uint8_t* const plane[4], I32x4 x,
                    I32x4 y, F32x4 reference, F32x4 out[4]) {
    const I32x4 offset = y * I32x4(int32_t(level.strideBytes)) + x * I32x4(int32_t(d.texelBytes));
    const uint8_t* const texels[4] = {plane[0] + offset[0], plane[1] + offset[1], plane[2] + offset[2],
                                      plane[3] + offset[3]};
    finish(d, texels, reference, out);
  }
  static void finish(const SamplingDescriptor& d, const uint8_t* const texels[4], F32x4 reference, F32x4 out[4]) {
    Texels::gather(d, texels, out);
    if constexpr (kShadow) out[0] = compareDepth(d.compare, reference, out[0]);
  }

  static void blend(F32x4 out[4], const F32x4 other[4], F32x4 weight) {
    for (int c = 0; c < kChannels; ++c) out[c] = out[c] + (other[c] - out[c]) * weight;
  }

  /// What is left to do for channels. blended: they come from arithmetic, not from a texel alone.
  static void finishChannels(bool linear, bool blended, F32x4 out[4]) {
    for (int c = 0; c < kChannels; ++c) {
      if (kIntegers && linear) out[c] *= F32x4(1 / Texels::kOne);
      if (!kIntegers && !kShadow && blended) out[c] = canonicalNan(out[c]);
    }
  }

  static void planesOf(const SamplingLevel& level, I32x4 slice, const uint8_t* planes[4]) {
    for (int i = 0; i < 4; ++i) planes[i] = texelsOf(level) + size_t(uint32_t(slice[i])) * level.sliceBytes;
  }

  /// Two dimensions of a plane for each lane.
  static void filterPlane(const SamplingDescriptor& d, const SamplingLevel& level, bool linear,
                          const uint8_t* const planes[4], const Position& at, Offsets offset, F32x4 reference,
                          F32x4 out[4]) {
    if (!linear) {
      const I32x4 x = nearestTexel(d.wrap[0], at.u, level.width, offset.x);
      const I32x4 y = nearestTexel(d.wrap[1], at.v, level.height, offset.y);
      return fetch(d, level, planes, x, y, reference, out);
    }
    using Taps = typename Texels::Taps;
    const auto x = linearTexels<Taps>(d.wrap[0], at.u, level.width, offset.x);
    const auto y = linearTexels<Taps>(d.wrap[1], at.v, level.height, offset.y);
    blendTaps(d, level, planes, x, y, reference, out);
  }
  static void blendTaps(const SamplingDescriptor& d, const SamplingLevel& level, const uint8_t* const planes[4],
                        const typename Texels::Taps& x, const typename Texels::Taps& y, F32x4 reference, F32x4 out[4]) {
    if constexpr (kIntegers) {
      Texels::blend(level, planes, x, y, out);
    } else {
      filterFloats(d, level, planes, x, y, reference, out);
    }
  }
  static void filterFloats(const SamplingDescriptor& d, const SamplingLevel& level, const uint8_t* const planes[4],
                           const LinearTaps& x, const LinearTaps& y, F32x4 reference, F32x4 out[4]) {
    F32x4 right[4], top[4], topRight[4];
    fetch(d, level, planes, x.first, y.first, reference, out);
    fetch(d, level, planes, x.second, y.first, reference, right);
    fetch(d, level, planes, x.first, y.second, reference, top);
    fetch(d, level, planes, x.second, y.second, reference, topRight);
    blend(out, right, x.weight);
    blend(top, topRight, x.weight);
    blend(out, top, y.weight);
  }

  static void filterCube(const SamplingDescriptor& d, const SamplingLevel& level, bool linear, const Position& at,
                         F32x4 reference, F32x4 out[4]) {
    const uint8_t* planes[4];
    for (int i = 0; i < 4; ++i) planes[i] = texelsOf(level, at.face[i]);
    if (!linear) {
      // A nearest texel never lies outside, so that wrapping does not matter.
      return filterPlane(d, level, linear, planes, at, Offsets(0), reference, out);
    }
    const F32x4 size = float(level.width);
    const auto position = [&](F32x4 u) { return min(max(F32x4(-0.5f), u * size - F32x4(0.5f)), size - F32x4(0.5f)); };
    typename Texels::Taps x, y;
    x.first = x.split(position(at.u), x.weight);
    y.first = y.split(position(at.v), y.weight);
    x.second = x.first + I32x4(1);
    y.second = y.first + I32x4(1);
    const Mask inside =
        (asUint(x.first) < U32x4(uint32_t(level.width - 1))) & (asUint(y.first) < U32x4(uint32_t(level.width - 1)));
    if (inside.all()) return blendTaps(d, level, planes, x, y, reference, out);
    F32x4 taps[4][4];
    fetchAcrossEdges(d, level, at.face, x.first, y.first, reference, taps);
    blend(taps[0], taps[1], x.part());
    blend(taps[2], taps[3], x.part());
    blend(taps[0], taps[2], y.part());
    for (int c = 0; c < kChannels; ++c) out[c] = kIntegers ? taps[0][c] * F32x4(Texels::kOne) : taps[0][c];
  }

  /// The four taps where some lie on other faces. At a corner three faces meet: the fourth tap is the others' mean.
  static void fetchAcrossEdges(const SamplingDescriptor& d, const SamplingLevel& level, I32x4 face, I32x4 x0, I32x4 y0,
                               F32x4 reference, F32x4 taps[4][4]) {
    const int32_t size = level.width;
    Mask corner[4];
    for (int tap = 0; tap < 4; ++tap) {
      const uint8_t* texels[4];
      I32x4 isCorner = 0;
      for (int lane = 0; lane < 4; ++lane) {
        int32_t x = x0[lane] + (tap & 1), y = y0[lane] + (tap >> 1);
        CubeTexel texel{face[lane], x, y};
        const bool outsideX = x < 0 || x >= size, outsideY = y < 0 || y >= size;
        if (outsideX && outsideY) {
          isCorner.v[lane] = -1;
          texel.x = texel.y = 0;
        } else if (outsideX || outsideY) {
          texel = acrossEdge(face[lane], x, y, size);
        }
        texels[lane] =
            texelsOf(level, texel.face) + size_t(texel.y) * level.strideBytes + size_t(texel.x) * d.texelBytes;
      }
      corner[tap] = Mask{isCorner.v};
      finish(d, texels, reference, taps[tap]);
    }
    for (int tap = 0; tap < 4; ++tap) {
      if (!corner[tap].any()) continue;
      for (int c = 0; c < kChannels; ++c) {
        const F32x4 others = taps[tap ^ 1][c] + taps[tap ^ 2][c] + taps[tap ^ 3][c];
        taps[tap][c] = select(corner[tap], others * F32x4(1 / 3.0f), taps[tap][c]);
      }
    }
  }

  static void filterLevel(const SamplingDescriptor& d, const SamplingLevel& level, bool linear, const Position& at,
                          Offsets offset, F32x4 reference, F32x4 out[4]) {
    const uint8_t* planes[4];
    if constexpr (kDim == SamplerDim::Cube) {
      filterCube(d, level, linear, at, reference, out);
    } else if constexpr (kDim == SamplerDim::Dim2D) {
      for (int i = 0; i < 4; ++i) planes[i] = texelsOf(level);
      filterPlane(d, level, linear, planes, at, offset, reference, out);
    } else if constexpr (kDim == SamplerDim::Dim2DArray) {
      const F32x4 last = float(level.depth - 1);
      planesOf(level, truncSat(min(max(F32x4(0.0f), floor(at.w + F32x4(0.5f))), last)), planes);
      filterPlane(d, level, linear, planes, at, offset, reference, out);
    } else {
      if (!linear) {
        planesOf(level, nearestTexel(d.wrap[2], at.w, level.depth, offset.z), planes);
        return filterPlane(d, level, false, planes, at, offset, reference, out);
      }
      const auto z = linearTexels<LinearTaps>(d.wrap[2], at.w, level.depth, offset.z);
      planesOf(level, z.first, planes);
      filterPlane(d, level, true, planes, at, offset, reference, out);
      F32x4 behind[4];
      planesOf(level, z.second, planes);
      filterPlane(d, level, true, planes, at, offset, reference, behind);
      blend(out, behind, z.weight);
    }
  }

  /// All four lanes at one lod, which is clamped already.
  static void sampleAt(const SamplingDescriptor& d, float lod, const Position& at, Offsets offset, F32x4 reference,
                       F32x4 out[4]) {
    const LevelChoice choice = chooseLevels(d, lod);
    filterLevel(d, d.levels[choice.first], choice.linear, at, offset, reference, out);
    if (choice.weight > 0) {
      F32x4 other[4];
      filterLevel(d, d.levels[choice.second], choice.linear, at, offset, reference, other);
      blend(out, other, F32x4(choice.weight));
    }
    finishChannels(choice.linear, choice.linear || choice.weight > 0, out);
  }

  /// Without mipmaps and with one filter for both directions, no lod need be found.
  static void sampleBase(const SamplingDescriptor& d, SampleScratch* scratch, const Position& at, Offsets offset,
                         F32x4 reference) {
    F32x4 out[4];
    filterLevel(d, d.levels[0], d.magLinear, at, offset, reference, out);
    finishChannels(d.magLinear, d.magLinear, out);
    for (int c = 0; c < kChannels; ++c) store(scratch->result[c], out[c]);
  }

  /// A lod for each lane.
  static void sampleLods(const SamplingDescriptor& d, SampleScratch* scratch, F32x4 lods, const Position& at,
                         Offsets offset, F32x4 reference) {
    F32x4 out[4];
    float lod = clampLod(d, lods[0]);
    sampleAt(d, lod, at, offset, reference, out);
    Mask left = bitsOf(lods) != shuffle<0, 0, 0, 0>(bitsOf(lods));
    while (left.any()) {
      const int lane = std::countr_zero(left.bits());
      const F32x4 current = lods[lane];
      F32x4 other[4];
      sampleAt(d, clampLod(d, lods[lane]), at, offset, reference, other);
      const Mask same = left & (bitsOf(lods) == bitsOf(current));
      for (int c = 0; c < kChannels; ++c) out[c] = select(same, other[c], out[c]);
      left = left & ~same;
    }
    for (int c = 0; c < kChannels; ++c) store(scratch->result[c], out[c]);
  }

  static Position positionOf(F32x4 c0, F32x4 c1, F32x4 c2) {
    if constexpr (kDim == SamplerDim::Cube) {
      const CubeProjection projection = projectCube(c0, c1, c2);
      return {projection.s, projection.t, 0.0f, projection.face};
    } else {
      return {c0, c1, c2, 0};
    }
  }

  static F32x4 referenceOf(const SamplingDescriptor& d, F32x4 reference) {
    if constexpr (kShadow) {
      if (d.clampReference) return min(max(F32x4(0.0f), reference), F32x4(1.0f));
    }
    return reference;
  }

  /// A FilterFunction.
  static void filterLine(const SamplingDescriptor& d, const TapLine& line, Offsets offset, F32x4 reference,
                         F32x4 out[4]) {
    const LevelChoice choice = chooseLevels(d, line.lod);
    F32x4 second[4];
    for (int c = 0; c < 4; ++c) out[c] = second[c] = 0.0f;
    reference = referenceOf(d, reference);
    for (int32_t tap = 0; tap < line.count; ++tap) {
      const Position at = positionOf(line.at(0, tap), line.at(1, tap), line.at(2, tap));
      F32x4 texels[4];
      filterLevel(d, d.levels[choice.first], choice.linear, at, offset, reference, texels);
      for (int c = 0; c < kChannels; ++c) out[c] += texels[c];
      if (!(choice.weight > 0)) continue;
      filterLevel(d, d.levels[choice.second], choice.linear, at, offset, reference, texels);
      for (int c = 0; c < kChannels; ++c) second[c] += texels[c];
    }
    if (choice.weight > 0) blend(out, second, F32x4(choice.weight));
    finishChannels(choice.linear, true, out);
    for (int c = 0; c < kChannels; ++c) {
      out[c] *= F32x4(1 / float(line.count));
      if (!kIntegers && !kShadow) out[c] = canonicalNan(out[c]);
    }
  }

  /// Of one lane, from derivatives of the look-up's coordinates.
  static float lodFrom(const SamplingDescriptor& d, const float at[3], const float dx[3], const float dy[3]) {
    const SamplingLevel& base = d.levels[0];
    if constexpr (kDim == SamplerDim::Cube) {
      const CubeProjection projection = projectCube(at[0], at[1], at[2]);
      const CubeAxes axes = cubeAxes(projection.face[0]);
      return lodOf(cubeDerivativeSquared(axes, at, dx, float(base.width)),
                   cubeDerivativeSquared(axes, at, dy, float(base.width)));
    } else {
      const float ux = dx[0] * base.columns, uy = dy[0] * base.columns;
      const float vx = dx[1] * base.rows, vy = dy[1] * base.rows;
      float x = ux * ux + vx * vx, y = uy * uy + vy * vy;
      if constexpr (kDim == SamplerDim::Dim3D) {
        const float wx = dx[2] * base.slices, wy = dy[2] * base.slices;
        x += wx * wx;
        y += wy * wy;
      }
      return lodOf(x, y);
    }
  }

  // --- the routines --------------------------------------------------------------------------------------------------

  static void implicit(const TextureDescriptor* descriptor, SampleScratch* scratch, uint32_t offsets, F32x4Raw c0,
                       F32x4Raw c1, F32x4Raw c2, F32x4Raw reference, F32x4Raw bias) {
    const SamplingDescriptor& d = *static_cast<const SamplingDescriptor*>(descriptor);
    if (!d.lodMatters) {
      return sampleBase(d, scratch, positionOf(c0, c1, c2), Offsets(offsets), referenceOf(d, reference));
    }
    // Lanes 0 and 1 are side by side, lanes 0 and 2 one above the other.
    const float at[3] = {c0[0], c1[0], c2[0]};
    const float dx[3] = {c0[1] - c0[0], c1[1] - c1[0], c2[1] - c2[0]};
    const float dy[3] = {c0[2] - c0[0], c1[2] - c1[0], c2[2] - c2[0]};
    const F32x4 lods = F32x4(lodFrom(d, at, dx, dy)) + F32x4(bias);
    sampleLods(d, scratch, lods, positionOf(c0, c1, c2), Offsets(offsets), referenceOf(d, reference));
  }

  static void explicitLod(const TextureDescriptor* descriptor, SampleScratch* scratch, uint32_t offsets, F32x4Raw c0,
                          F32x4Raw c1, F32x4Raw c2, F32x4Raw reference, F32x4Raw lod) {
    const SamplingDescriptor& d = *static_cast<const SamplingDescriptor*>(descriptor);
    if (!d.lodMatters) {
      return sampleBase(d, scratch, positionOf(c0, c1, c2), Offsets(offsets), referenceOf(d, reference));
    }
    sampleLods(d, scratch, lod, positionOf(c0, c1, c2), Offsets(offsets), referenceOf(d, reference));
  }

  static void gradient(const TextureDescriptor* descriptor, SampleScratch* scratch, uint32_t offsets, F32x4Raw c0,
                       F32x4Raw c1, F32x4Raw c2, F32x4Raw reference, F32x4Raw) {
    const SamplingDescriptor& d = *static_cast<const SamplingDescriptor*>(descriptor);
    F32x4 lods;
    for (int lane = 0; lane < 4; ++lane) {
      const float at[3] = {c0[lane], c1[lane], c2[lane]};
      float derivatives[2][3];
      for (int axis = 0; axis < 2; ++axis) {
        for (int c = 0; c < 3; ++c) derivatives[axis][c] = scratch->gradients[axis][c][lane];
      }
      lods.v[lane] = lodFrom(d, at, derivatives[0], derivatives[1]);
    }
    sampleLods(d, scratch, lods, positionOf(c0, c1, c2), Offsets(offsets), referenceOf(d, reference));
  }
};

}  // namespace sw::sampling
