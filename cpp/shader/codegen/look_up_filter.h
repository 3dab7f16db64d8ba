// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Nearest and linear filters on a level or two, of every format and dimension but RGBA8 in fixed point.

#pragma once

#include "shader/codegen/look_up_cube.h"

namespace sw {

/// Filters at the place that was found. RGBA8 and formats with fewer channels are blended channel by channel, the others
/// pixel after pixel, their components side by side. Quads that touch the end of a level call a function of the module,
/// which reads each texel where it lies.
class FilterCode : public CubeCode {
 public:
  using CubeCode::CubeCode;

 protected:
  /// place.weight: of the level after this one, if two are blended.
  void filterLevels(const LevelPlace& place, bool linear, Lods lods, Value (&out)[4]);
  void filterLevel(const Level& level, bool linear, Value (&out)[4]) {
    filterLevels({level, {}}, linear, Lods::OfLane2, out);
  }
  /// Addresses of the lanes' planes: a level, a layer, a face.
  Value planes(const Level& level);
  Value texelAddress(Value plane, const Level& level, Value x, Value y);
  Value withSlice(Value address, const Level& level, Value z) {
    return l.addInt(address, l.apply(Opcode::I32x4Mul, z, field(level, offsetof(TextureLevel, sliceBytes))));
  }

  /// What a linear filter blends on a level: from these texels on, before wrapping, and how much of the next ones.
  struct Place {
    Value texel[3], weight[3];
    Value plane;  // addresses
  };
  void filter(const Level& level, bool linear, Value (&out)[4]);
  /// Whether the next texel along the axis is the next one in memory.
  Value isInside(const Level& level, int axis, Value texel) {
    return l.apply(Opcode::I32x4LtU, texel, field(level, lastOffset(axis)));
  }
  /// Whether what lies behind the last texel does not matter: it weighs nothing, and images have memory there.
  bool endsInItself(int axis) const {
    return isRgba8(look.sampler.format) && look.dim != SamplerDim::Cube && axis < 2 &&
           wrapOf(look.sampler, uint32_t(axis)) == WrapMode::ClampToEdge;
  }
  /// blendPixel() takes rows' weights in integers for formats that are weighted so.
  Value rowWeights(Value weight);
  /// Pixels where blendsPixels() holds, else channels.
  void blendNeighbours(const Level& level, const Place& place, Value (&out)[4]);
  /// Where roundsPositions() holds. inside: lanes whose texels have their neighbours behind them.
  void filterHalves(const Level& level, const Place& place, Value inside, const Local (&pixels)[4]);
  /// Where they are that the first texels of a place wrap to.
  Value firstTexels(const Level& level, const Place& place);
  /// RGBA8. wordsOf(i): in the first or second slice.
  template <class WordsOf>
  void blendBytes(const Place& place, Value (&out)[4], WordsOf wordsOf);
  /// One pixel after the other, its components side by side. corners(k, i): of lane k, in the first or second slice.
  template <class CornersOf>
  void blendPixels(const Place& place, Value (&out)[4], CornersOf corners);
  /// Channel by channel, all four lanes at once.
  void blendChannels(Value address, Local stride, Local slice, const Value (&weights)[3], Value (&out)[4]);

  // Where a level ends
  /// Parameters: the level, the descriptor, the texels before wrapping, their weights, the planes where lanes differ in
  /// them, the reference; results as those of blendNeighbours().
  wasm::Function wrappedFunction();
  void callWrapped(const Level& level, const Place& place, const Local (&results)[4]);
  void blendWrapped(const Level& level, const Place& place, Value (&out)[4]);
};

}  // namespace sw
