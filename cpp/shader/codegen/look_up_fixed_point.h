// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// RGBA8 in fixed point, as in texture/sample_rgba8.cpp.

#pragma once

#include "shader/codegen/look_up_levels.h"

namespace sw {

/// The whole look-up of such classes: positions, weights and lods have 8 bits of fraction, and a float's low bits hold
/// them. Quads that touch the end of a level call a function of the module.
class FixedPointCode : public LevelCode {
 public:
  using LevelCode::LevelCode;

  void emit(Value (&out)[4]);

 private:
  struct FixedTaps {
    Value first, weight, atEdge;
  };
  FixedTaps fixedTaps(const Level& level, int axis, Value u);
  struct FixedPlace {
    Value address, weightX, weightsY, atEdge;
    Local stride;
  };
  FixedPlace fixedPlace(const Level& level, Value u, Value v) {
    return placeOf(level, fixedTaps(level, 0, u), fixedTaps(level, 1, v));
  }
  Value fixedAddress(const Level& level, Value x, Value y);
  FixedPlace placeOf(const Level& level, const FixedTaps& x, const FixedTaps& y);
  Value fixedPixel(const FixedPlace& place, uint32_t k);

  /// blendAtEdges(): four texels of each pixel, wherever they lie.
  wasm::Function edgeFunction();
  void edges(const Level& level, Value u, Value v);
  void callEdges(const Level& level, Value u, Value v, const Local (&pixels)[4]);

  /// 256 times the lod, in lane 2: lodInFixedPoint().
  Value fixedLod();
};

}  // namespace sw
