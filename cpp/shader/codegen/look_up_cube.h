// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Cube maps: table 3.21 of OpenGL ES 3.0.6, as projectCube() of texture/sample_math.h has it.

#pragma once

#include "shader/codegen/look_up_levels.h"

namespace sw {

/// Finds the lanes' faces and the places on them, and how far the quad's steps go on the first lane's face. The other
/// parts of a look-up then see a plane. Knows nothing of filters.
class CubeCode : public LevelCode {
 public:
  using LevelCode::LevelCode;

 protected:
  struct Axes {
    Value alongZ, alongY, negative;
  };
  Value major(const Axes& axes, const Value (&c)[3]) {
    return l.select(axes.alongZ, c[2], l.select(axes.alongY, c[1], c[0]));
  }
  Value negated(Value a) { return l.apply(Opcode::F32x4Neg, a); }
  Value along(const Axes& axes, const Value (&c)[3]);
  Value across(const Axes& axes, const Value (&c)[3]) {
    return l.select(axes.alongY, l.select(axes.negative, negated(c[2]), c[2]), negated(c[1]));
  }
  Axes axesOf(const Value (&c)[3]);
  void project();
  /// cubeDerivativeSquared(): of the step from lane 0, on its face, and of a derivative on each lane's own.
  Value cubeSteps();
  Value cubeSquare(const Axes& axes, const Value (&from)[3], const Value (&by)[3]);

  Axes cubeAxes_;
  Value face_;
};

}  // namespace sw
