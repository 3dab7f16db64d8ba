// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Everything after the fragment shader (OpenGL ES 3.0.6 §4.1.3 to §4.1.9, §4.2), for one fragment and step by step: the
// twin of the generated fragment routines. Routines and twin agree to the bit.

#pragma once

#include <array>

#include "pipeline/layout.h"
#include "pipeline/routine_keys.h"
#include "reference/target_texel.h"

namespace sw {

struct ShadedFragment {
  float depth = 0;  // window depth, not yet clamped to [0, 1] nor quantised
  bool frontFacing = true;
  bool discarded = false;
  std::array<IntegerColor, kMaxColorOutputs> outputs{};  // bits of float, int or uint, by location
};

/// Where the fragment's pixel, or one of its samples, lies; null where there is no attachment.
struct PixelAddresses {
  std::array<uint8_t*, kMaxColorOutputs> color{};
  float* depth = nullptr;
  uint8_t* stencil = nullptr;
};

/// Tests the fragment and writes what it changes. `state` gives blend constant and stencil values. True when the
/// fragment survived all tests, that is when an occlusion query counts it.
bool mergeFragment(const FragmentKey& key, const FragmentState& state, const ShadedFragment& fragment,
                   const PixelAddresses& pixel);

/// A fragment in several samples, each with a depth of its own. covered: bit of each sample that the primitive covers.
/// Returns the bits of those that survived.
uint32_t mergeSamples(const FragmentKey& key, const FragmentState& state, const ShadedFragment& fragment,
                      const std::array<float, kPixelSamples>& depths,
                      const std::array<PixelAddresses, kPixelSamples>& samples, uint32_t covered);

bool compare(CompareFunction function, float a, float b);
bool compare(CompareFunction function, uint32_t a, uint32_t b);

/// OpenGL ES 3.0.6 §4.1.4; `value` and the result have 8 bits.
uint8_t applyStencilOp(StencilOp op, uint8_t value, uint8_t reference);

/// §4.1.7. Channel codes after blending `source` with the texel, rounded. Fixed-point targets are blended in units of
/// the channel's code: source * factor * largest code + destination code * factor. A factor of Zero makes its term
/// exactly 0. NaN results are canonical.
std::array<uint32_t, 4> blend(const TargetKey& key, const Color& source, const float (&constant)[4],
                              const uint8_t* texel);

}  // namespace sw
