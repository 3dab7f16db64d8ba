// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Bilinear filtering of one pixel after the other, its four components side by side, so that texels are loaded whole
// and in pairs; four pixels are transposed at the end.

#include "texture/sample_2d.h"

#include <type_traits>

#include "texture/sample_generic.h"
#include "texture/texel.h"

namespace sw::sampling {

namespace {

struct Rgba32F {
  using Taps = LinearTaps;
  static constexpr int kTexelBytes = 16;

  static F32x4 texel(const uint8_t* from) { return load<F32x4>(from); }
  static void gather(const uint8_t* const texels[4], F32x4 channels[4]) {
    for (int i = 0; i < 4; ++i) channels[i] = texel(texels[i]);
    transpose(channels[0], channels[1], channels[2], channels[3]);
  }
};

struct Rgba16F {
  using Taps = RoundedTaps;
  static constexpr int kTexelBytes = 8;

  static F32x4 texel(const uint8_t* from) {
#ifdef __wasm_simd128__
    return halfToFloat(I32x4(I32x4Raw(wasm_i32x4_load16x4(from))));
#else
    int16_t halves[4];
    std::memcpy(halves, from, 8);
    return halfToFloat(I32x4(halves[0], halves[1], halves[2], halves[3]));
#endif
  }
  static void gather(const uint8_t* const texels[4], F32x4 channels[4]) {
    for (int i = 0; i < 4; ++i) channels[i] = texel(texels[i]);
    transpose(channels[0], channels[1], channels[2], channels[3]);
  }
};

template <class Format>
struct Sampler2D {
  /// Corner addresses of one lane.
  struct Corners {
    const uint8_t *bottomLeft, *bottomRight, *topLeft, *topRight;
  };

  template <int kLane>
  static F32x4 blendPixel(const Corners& at, F32x4 weightX, F32x4 weightY) {
    const F32x4 x = shuffle<kLane, kLane, kLane, kLane>(weightX), y = shuffle<kLane, kLane, kLane, kLane>(weightY);
    const F32x4 bottomLeft = Format::texel(at.bottomLeft), topLeft = Format::texel(at.topLeft);
    const F32x4 bottom = bottomLeft + (Format::texel(at.bottomRight) - bottomLeft) * x;
    const F32x4 top = topLeft + (Format::texel(at.topRight) - topLeft) * x;
    return bottom + (top - bottom) * y;
  }

  /// Pixels as they come: components side by side.
  [[gnu::always_inline]] static void blendPixels(const SamplingDescriptor& d, const SamplingLevel& level, F32x4 u,
                                                 F32x4 v, Offsets offset, F32x4 out[4]) {
    const auto x = linearTexels<typename Format::Taps>(d.wrap[0], u, level.width, offset.x);
    const auto y = linearTexels<typename Format::Taps>(d.wrap[1], v, level.height, offset.y);
    const I32x4 stride = int32_t(level.strideBytes), texelBytes = Format::kTexelBytes;
    const I32x4 bottom = y.first * stride, top = y.second * stride;
    const I32x4 left = x.first * texelBytes, right = x.second * texelBytes;
    const uint8_t* base = texelsOf(level);
    const I32x4 bottomLeft = bottom + left, topLeft = top + left;
    if constexpr (std::is_same_v<typename Format::Taps, RoundedTaps>) {
      if (!((x.weight > F32x4(0.0f)) | (y.weight > F32x4(0.0f))).any()) {
        for (int lane = 0; lane < 4; ++lane) out[lane] = Format::texel(base + bottomLeft[lane]);
        return;
      }
    }
    const I32x4 bottomRight = bottom + right, topRight = top + right;
    const auto corners = [&](int lane) {
      return Corners{base + bottomLeft[lane], base + bottomRight[lane], base + topLeft[lane], base + topRight[lane]};
    };
    out[0] = blendPixel<0>(corners(0), x.weight, y.weight);
    out[1] = blendPixel<1>(corners(1), x.weight, y.weight);
    out[2] = blendPixel<2>(corners(2), x.weight, y.weight);
    out[3] = blendPixel<3>(corners(3), x.weight, y.weight);
  }

  static void bilinear(const SamplingDescriptor& d, const SamplingLevel& level, F32x4 u, F32x4 v, Offsets offset,
                       F32x4 out[4]) {
    blendPixels(d, level, u, v, offset, out);
    finish(out);
  }

  /// Pixels become channels.
  static void finish(F32x4 out[4]) {
    transpose(out[0], out[1], out[2], out[3]);
    makeCanonical(out);
  }
  static void makeCanonical(F32x4 out[4]) {
    for (int c = 0; c < 4; ++c) out[c] = canonicalNan(out[c]);
  }

  static void nearest(const SamplingDescriptor& d, const SamplingLevel& level, F32x4 u, F32x4 v, Offsets offset,
                      F32x4 out[4]) {
    const I32x4 x = nearestTexel(d.wrap[0], u, level.width, offset.x);
    const I32x4 y = nearestTexel(d.wrap[1], v, level.height, offset.y);
    const I32x4 at = y * I32x4(int32_t(level.strideBytes)) + x * I32x4(Format::kTexelBytes);
    const uint8_t* base = texelsOf(level);
    const uint8_t* const texels[4] = {base + at[0], base + at[1], base + at[2], base + at[3]};
    Format::gather(texels, out);
  }

  static void filterLevel(const SamplingDescriptor& d, const SamplingLevel& level, bool linear, F32x4 u, F32x4 v,
                          Offsets offset, F32x4 out[4]) {
    if (linear) {
      bilinear(d, level, u, v, offset, out);
    } else {
      nearest(d, level, u, v, offset, out);
    }
  }

  /// Levels are blended as pixels or as channels, whatever they come as.
  static void sampleAt(const SamplingDescriptor& d, float lod, F32x4 u, F32x4 v, Offsets offset, F32x4 out[4]) {
    const LevelChoice choice = chooseLevels(d, lod);
    const auto filter = [&](const SamplingLevel& level, F32x4 to[4]) {
      if (choice.linear) {
        blendPixels(d, level, u, v, offset, to);
      } else {
        nearest(d, level, u, v, offset, to);
      }
    };
    filter(d.levels[choice.first], out);
    if (choice.weight > 0) {
      F32x4 other[4];
      filter(d.levels[choice.second], other);
      for (int c = 0; c < 4; ++c) out[c] += (other[c] - out[c]) * F32x4(choice.weight);
    }
    if (choice.linear) {
      finish(out);
    } else if (choice.weight > 0) {
      makeCanonical(out);
    }
  }

  /// A FilterFunction. Pixels are added up as they come, and turned round once.
  static void filterLine(const SamplingDescriptor& d, const TapLine& line, Offsets offset, F32x4, F32x4 out[4]) {
    const LevelChoice choice = chooseLevels(d, line.lod);
    const F32x4 scale = 1 / float(line.count);
    F32x4 texels[4];
    if (!choice.linear) {  // magnified, with a nearest magFilter
      for (int c = 0; c < 4; ++c) out[c] = 0.0f;
      for (int32_t tap = 0; tap < line.count; ++tap) {
        nearest(d, d.levels[choice.first], line.at(0, tap), line.at(1, tap), offset, texels);
        for (int c = 0; c < 4; ++c) out[c] += texels[c];
      }
    } else {
      F32x4 sums[2][4] = {};
      for (int side = 0; side < (choice.weight > 0 ? 2 : 1); ++side) {
        const SamplingLevel& level = d.levels[side == 0 ? choice.first : choice.second];
        for (int32_t tap = 0; tap < line.count; ++tap) {
          blendPixels(d, level, line.at(0, tap), line.at(1, tap), offset, texels);
          for (int pixel = 0; pixel < 4; ++pixel) sums[side][pixel] += texels[pixel];
        }
      }
      for (int pixel = 0; pixel < 4; ++pixel) {
        out[pixel] = sums[0][pixel];
        if (choice.weight > 0) out[pixel] += (sums[1][pixel] - sums[0][pixel]) * F32x4(choice.weight);
      }
      finish(out);
    }
    for (int c = 0; c < 4; ++c) out[c] *= scale;
    makeCanonical(out);
  }

  static void sampleLods(const SamplingDescriptor& d, SampleScratch* scratch, F32x4 lods, F32x4 u, F32x4 v,
                         Offsets offset) {
    F32x4 out[4];
    sampleAt(d, clampLod(d, lods[0]), u, v, offset, out);
    Mask left = bitsOf(lods) != shuffle<0, 0, 0, 0>(bitsOf(lods));
    while (left.any()) {
      const int lane = std::countr_zero(left.bits());
      F32x4 other[4];
      sampleAt(d, clampLod(d, lods[lane]), u, v, offset, other);
      const Mask same = left & (bitsOf(lods) == bitsOf(F32x4(lods[lane])));
      for (int c = 0; c < 4; ++c) out[c] = select(same, other[c], out[c]);
      left = left & ~same;
    }
    for (int c = 0; c < 4; ++c) store(scratch->result[c], out[c]);
  }

  static void sampleBase(const SamplingDescriptor& d, SampleScratch* scratch, F32x4 u, F32x4 v, Offsets offset) {
    F32x4 out[4];
    filterLevel(d, d.levels[0], d.magLinear, u, v, offset, out);
    for (int c = 0; c < 4; ++c) store(scratch->result[c], out[c]);
  }

  static void implicit(const TextureDescriptor* descriptor, SampleScratch* scratch, uint32_t offsets, F32x4Raw c0,
                       F32x4Raw c1, F32x4Raw, F32x4Raw, F32x4Raw bias) {
    const SamplingDescriptor& d = *static_cast<const SamplingDescriptor*>(descriptor);
    if (!d.lodMatters) return sampleBase(d, scratch, c0, c1, Offsets(offsets));
    const float width = float(d.levels[0].width), height = float(d.levels[0].height);
    const float ux = (c0[1] - c0[0]) * width, uy = (c0[2] - c0[0]) * width;
    const float vx = (c1[1] - c1[0]) * height, vy = (c1[2] - c1[0]) * height;
    const F32x4 lods = F32x4(lodOf(ux * ux + vx * vx, uy * uy + vy * vy)) + F32x4(bias);
    sampleLods(d, scratch, lods, c0, c1, Offsets(offsets));
  }

  static void explicitLod(const TextureDescriptor* descriptor, SampleScratch* scratch, uint32_t offsets, F32x4Raw c0,
                          F32x4Raw c1, F32x4Raw, F32x4Raw, F32x4Raw lod) {
    const SamplingDescriptor& d = *static_cast<const SamplingDescriptor*>(descriptor);
    if (!d.lodMatters) return sampleBase(d, scratch, c0, c1, Offsets(offsets));
    sampleLods(d, scratch, lod, c0, c1, Offsets(offsets));
  }

  static void gradient(const TextureDescriptor* descriptor, SampleScratch* scratch, uint32_t offsets, F32x4Raw c0,
                       F32x4Raw c1, F32x4Raw, F32x4Raw, F32x4Raw) {
    const SamplingDescriptor& d = *static_cast<const SamplingDescriptor*>(descriptor);
    const F32x4 width = d.levels[0].columns, height = d.levels[0].rows;
    const auto square = [&](const float(&derivatives)[3][4]) {
      const F32x4 u = load<F32x4>(derivatives[0]) * width, v = load<F32x4>(derivatives[1]) * height;
      return u * u + v * v;
    };
    const F32x4 x = square(scratch->gradients[0]), y = square(scratch->gradients[1]);
    F32x4 lods;
    for (int lane = 0; lane < 4; ++lane) lods.v[lane] = lodOf(x[lane], y[lane]);
    sampleLods(d, scratch, lods, c0, c1, Offsets(offsets));
  }
};

template <class Format>
constexpr Functions2D functionsOf() {
  return {Sampler2D<Format>::implicit, Sampler2D<Format>::explicitLod, Sampler2D<Format>::gradient,
          Sampler2D<Format>::filterLine};
}

}  // namespace

Functions2D functions2D(TargetFormat storage) {
  switch (storage) {
    case TargetFormat::RGBA16F:
    case TargetFormat::RGB16F: return functionsOf<Rgba16F>();
    case TargetFormat::RGBA32F: return functionsOf<Rgba32F>();
    default: return {};
  }
}

}  // namespace sw::sampling
