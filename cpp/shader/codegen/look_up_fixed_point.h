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

  /// Ends in returns.
  void emit();

 private:
  bool repeats() const { return wrapOf(look.sampler, 0) == WrapMode::Repeat; }
  /// A position in 256ths of a texel, in the low bits of a float.
  Value fixedBits(const Level& level, int axis, Value u);
  /// Columns in the lower halves of lanes, rows in the upper.
  struct FixedPlace {
    Value texels, weightX, weightY;
    Value atEdge;  // halves whose next texel is the first one; what is clamped has none, see endsInItself()
  };
  FixedPlace fixedPlace(const Level& level, Value u, Value v);
  Value fixedAddress(const Level& level, Value texels);
  /// Channels, as blendWords() has them.
  void blend(const Level& level, const FixedPlace& place, Value (&out)[4]);

  /// The same where a level ends: four texels of each pixel, wherever they lie.
  wasm::Function edgeFunction();
  void blendAtEdge(const Level& level, const FixedPlace& place);
  void callEdges(const Level& level, const FixedPlace& place, Value (&channels)[4]);

  void ifAtEdge(Value mask);

  // To the function's results
  /// Quads that lie on texels' centres, as those of a picture drawn in its own size, are read and not blended.
  void oneLevel(const Level& level, Value u, Value v);
  void twoLevels(const Level& level, Value weight, Value u, Value v);

  /// 256 times the lod, in lane 2: lodInFixedPoint().
  Value fixedLod();
};

}  // namespace sw
