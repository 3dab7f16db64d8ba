// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

#include "shader/codegen/look_up_cube.h"

namespace sw {

Value CubeCode::along(const Axes& axes, const Value (&c)[3]) {
  const Value x = c[0], z = c[2];
  return l.select(axes.alongZ, l.select(axes.negative, negated(x), x),
                  l.select(axes.alongY, x, l.select(axes.negative, z, negated(z))));
}

CubeCode::Axes CubeCode::axesOf(const Value (&c)[3]) {
  Value size[3];
  for (int i = 0; i < 3; ++i) size[i] = l.apply(Opcode::F32x4Abs, c[i]);
  Axes axes;
  axes.alongZ = l.and_(l.apply(Opcode::F32x4Ge, size[2], size[0]), l.apply(Opcode::F32x4Ge, size[2], size[1]));
  axes.alongY = l.andNot(l.apply(Opcode::F32x4Ge, size[1], size[0]), axes.alongZ);
  axes.negative = l.shrSigned(major(axes, c), 31);
  return axes;
}

void CubeCode::project() {
  const Value(&c)[3] = in.coordinates;
  cubeAxes_ = axesOf(c);
  const Value scale = l.div(l.splat(0.5f), l.apply(Opcode::F32x4Abs, major(cubeAxes_, c)));
  at_[0] = l.add(l.mul(along(cubeAxes_, c), scale), l.splat(0.5f));
  at_[1] = l.add(l.mul(across(cubeAxes_, c), scale), l.splat(0.5f));
  const Value face = l.select(cubeAxes_.alongZ, l.splatInt(4), l.and_(cubeAxes_.alongY, l.splatInt(2)));
  face_ = l.subInt(face, cubeAxes_.negative);
}

Value CubeCode::cubeSteps() {
  const Axes first{lane(cubeAxes_.alongZ, 0), lane(cubeAxes_.alongY, 0), lane(cubeAxes_.negative, 0)};
  Value from[3], by[3];
  for (int i = 0; i < 3; ++i) {
    from[i] = lane(in.coordinates[i], 0);
    by[i] = l.sub(in.coordinates[i], from[i]);
  }
  return cubeSquare(first, from, by);
}

Value CubeCode::cubeSquare(const Axes& axes, const Value (&from)[3], const Value (&by)[3]) {
  const auto onMajor = [&](const Value(&c)[3]) {
    const Value value = major(axes, c);
    return l.select(axes.negative, negated(value), value);
  };
  const Value m = onMajor(from), dm = onMajor(by);
  const Value s = along(axes, from), ds = along(axes, by);
  const Value t = across(axes, from), dt = across(axes, by);
  const Value scale = l.div(l.mul(l.splat(0.5f), field(baseLevel(), offsetof(TextureLevel, columns))), l.mul(m, m));
  const Value d[3] = {
      l.mul(l.sub(l.mul(ds, m), l.mul(s, dm)), scale), l.mul(l.sub(l.mul(dt, m), l.mul(t, dm)), scale), {}};
  return squaredLength(d, 2);
}

}  // namespace sw
