// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Look-ups along a line, as in texture/sample_anisotropic.cpp.

#pragma once

#include "shader/codegen/look_up_filter.h"

namespace sw {

/// The whole look-up of such classes. The taps of a level are a loop in a function of the module, which adds up pixels;
/// where two levels are blended it is called twice.
class AnisotropicCode : public FilterCode {
 public:
  using FilterCode::FilterCode;

  void emit(Value (&out)[4]);

 private:
  /// footprintOf() and what follows from it; the same in all lanes.
  struct Line {
    Value start[2], step[2];
    Value count, lod;
  };
  Line lineOf();

  /// Parameters: the level, the descriptor, start and step of both coordinates, the count; results: sums of pixels.
  wasm::Function tapsFunction();
  void addTaps(const Level& level, const Line& line);
  void callTaps(const Level& level, const Line& line, const Local (&sums)[4]);
};

}  // namespace sw
