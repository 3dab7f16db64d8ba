// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A pixel's footprint on the texture is an ellipse. Its shorter axis decides on the level, and taps along the longer
// one are averaged, as many as its length asks for and the parameter allows. The axes are those of the ellipse itself,
// not the two derivatives, so that turning the picture changes nothing.

#include "texture/sample_anisotropic.h"

#include <cmath>

#include "texture/sample_generic.h"

namespace sw::sampling {

namespace {

float dot(const float a[3], const float b[3]) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

struct Footprint {
  float x = 0, y = 0;  // the longer axis lies this much along the one and the other derivative, by its length
  float ratio = 1;     // of the axes, 1 to the maximal anisotropy
  float lod = 0;
};

/// From derivatives in texels, dx and dy being the columns of a matrix whose larger singular value is the longer half
/// axis. Where the shorter one is magnified it counts as one texel, since finer taps than that would show nothing new.
/// Infinite and NaN derivatives give some footprint with a finite number of taps.
Footprint footprintOf(const float dx[3], const float dy[3], float maxRatio) {
  const float a = dot(dx, dx), b = dot(dx, dy), c = dot(dy, dy);
  const float half = 0.5f * (a - c);
  const float longer = 0.5f * (a + c) + std::sqrt(half * half + b * b);  // squared, as is `shorter`
  const float least = (a * c - b * b) / longer, bounded = 1 < least ? least : 1;
  const float shorter = bounded < longer ? bounded : longer;
  const float ratio = longer > shorter ? std::sqrt(longer / shorter) : 1;
  const float reached = longer / (maxRatio * maxRatio);
  // The eigenvector of [a b; b c] to the eigenvalue `longer`, from the row that keeps more digits.
  const float x = half >= 0 ? longer - c : b, y = half >= 0 ? b : longer - a;
  const float length = std::sqrt(x * x + y * y);
  return {.x = x / length,
          .y = y / length,
          .ratio = ratio < maxRatio ? ratio : maxRatio,
          .lod = 0.5f * log2Of(shorter < reached ? reached : shorter)};
}

/// Where the taps of a lane lie, in coordinates of the look-up.
struct Taps {
  float axis[3];
  float ratio, lod;

  bool operator==(const Taps&) const = default;
};

template <SamplerDim kDim>
struct Anisotropic {
  static Taps tapsOf(const SamplingDescriptor& d, const float at[3], const float dx[3], const float dy[3], float bias) {
    const SamplingLevel& base = d.levels[0];
    float x[3] = {}, y[3] = {};  // in texels
    if constexpr (kDim == SamplerDim::Cube) {
      const CubeAxes axes = cubeAxes(projectCube(at[0], at[1], at[2]).face[0]);
      cubeDerivative(axes, at, dx, float(base.width), x);
      cubeDerivative(axes, at, dy, float(base.width), y);
    } else {
      const float sizes[3] = {float(base.width), float(base.height), float(base.depth)};
      for (int c = 0; c < (kDim == SamplerDim::Dim3D ? 3 : 2); ++c) {
        x[c] = dx[c] * sizes[c];
        y[c] = dy[c] * sizes[c];
      }
    }
    const Footprint footprint = footprintOf(x, y, d.maxAnisotropy);
    Taps taps{{}, footprint.ratio, clampLod(d, footprint.lod + bias)};
    const int moving = kDim == SamplerDim::Cube || kDim == SamplerDim::Dim3D ? 3 : 2;  // layers stay
    for (int c = 0; c < moving; ++c) taps.axis[c] = footprint.x * dx[c] + footprint.y * dy[c];
    return taps;
  }

  /// The mean of all four lanes' taps: the number nearest to the ratio, as in SwiftShader. Each tap covers a part of
  /// the axis, and the outermost ones end where the axis ends; so they draw together as the ratio goes to 1.
  static void filter(const SamplingDescriptor& d, const Taps& taps, F32x4 c0, F32x4 c1, F32x4 c2, Offsets offset,
                     F32x4 reference, F32x4 out[4]) {
    const int32_t count = int32_t(taps.ratio + 0.5f);
    TapLine line{.start = {c0, c1, c2}, .step = {}, .count = count, .lod = taps.lod};
    if (count > 1) {  // else the axis may be infinite
      const float spread = 1 - 1 / taps.ratio;
      const float first = -0.5f * spread, step = spread / float(count - 1);
      for (int c = 0; c < 3; ++c) {
        line.start[c] = line.start[c] + F32x4(first * taps.axis[c]);
        line.step[c] = step * taps.axis[c];
      }
    }
    d.filter(d, line, offset, reference, out);
  }

  /// Lanes with unlike taps are done one after the other.
  static void sample(const SamplingDescriptor& d, SampleScratch* scratch, const Taps (&taps)[4], uint32_t offsets,
                     F32x4 c0, F32x4 c1, F32x4 c2, F32x4 reference) {
    F32x4 out[4];
    for (int lane = 0; lane < 4; ++lane) {
      if (lane > 0 && taps[lane] == taps[0]) continue;
      F32x4 own[4];
      filter(d, taps[lane], c0, c1, c2, Offsets(offsets), reference, own);
      for (int c = 0; c < 4; ++c) {
        if (lane == 0) {
          out[c] = own[c];
        } else {
          out[c].v[lane] = own[c][lane];
        }
      }
    }
    for (int c = 0; c < 4; ++c) store(scratch->result[c], out[c]);
  }

  static void implicit(const TextureDescriptor* descriptor, SampleScratch* scratch, uint32_t offsets, F32x4Raw c0,
                       F32x4Raw c1, F32x4Raw c2, F32x4Raw reference, F32x4Raw bias) {
    const SamplingDescriptor& d = *static_cast<const SamplingDescriptor*>(descriptor);
    // Lanes 0 and 1 are side by side, lanes 0 and 2 one above the other.
    const float at[3] = {c0[0], c1[0], c2[0]};
    const float dx[3] = {c0[1] - c0[0], c1[1] - c1[0], c2[1] - c2[0]};
    const float dy[3] = {c0[2] - c0[0], c1[2] - c1[0], c2[2] - c2[0]};
    Taps taps[4];
    for (int lane = 0; lane < 4; ++lane) {
      taps[lane] = lane > 0 && bias[lane] == bias[0] ? taps[0] : tapsOf(d, at, dx, dy, bias[lane]);
    }
    sample(d, scratch, taps, offsets, c0, c1, c2, reference);
  }

  static void gradient(const TextureDescriptor* descriptor, SampleScratch* scratch, uint32_t offsets, F32x4Raw c0,
                       F32x4Raw c1, F32x4Raw c2, F32x4Raw reference, F32x4Raw) {
    const SamplingDescriptor& d = *static_cast<const SamplingDescriptor*>(descriptor);
    Taps taps[4];
    for (int lane = 0; lane < 4; ++lane) {
      const float at[3] = {c0[lane], c1[lane], c2[lane]};
      float derivatives[2][3];
      for (int axis = 0; axis < 2; ++axis) {
        for (int c = 0; c < 3; ++c) derivatives[axis][c] = scratch->gradients[axis][c][lane];
      }
      taps[lane] = tapsOf(d, at, derivatives[0], derivatives[1], 0);
    }
    sample(d, scratch, taps, offsets, c0, c1, c2, reference);
  }
};

template <SamplerDim kDim>
constexpr AnisotropicFunctions functionsOf() {
  return {Anisotropic<kDim>::implicit, Anisotropic<kDim>::gradient};
}

}  // namespace

AnisotropicFunctions anisotropicFunctions(SamplerDim dim) {
  switch (dim) {
    case SamplerDim::Dim2D: return functionsOf<SamplerDim::Dim2D>();
    case SamplerDim::Dim3D: return functionsOf<SamplerDim::Dim3D>();
    case SamplerDim::Cube: return functionsOf<SamplerDim::Cube>();
    case SamplerDim::Dim2DArray: return functionsOf<SamplerDim::Dim2DArray>();
  }
  __builtin_unreachable();
}

}  // namespace sw::sampling
