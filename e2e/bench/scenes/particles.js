// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// 8,000 soft point sprites, added up.

import {attribute, buffer, program, seeds} from '../gl.js';

export const name = 'particles';

const count = 8000;
let time;

export function setup(gl) {
  const sprites = program(
    gl,
    `uniform float time;
    layout(location = 0) in vec4 seed;
    out vec3 tint;
    void main() {
      float angle = seed.x * 6.2831853 + time * (0.2 + seed.y);
      vec2 at = vec2(cos(angle), sin(angle)) * (0.1 + 0.85 * seed.z);
      gl_Position = vec4(at, 0, 1);
      gl_PointSize = 4.0 + 12.0 * seed.w;
      tint = mix(vec3(1.0, 0.5, 0.2), vec3(0.2, 0.5, 1.0), seed.y);
    }`,
    `precision highp float;
    in vec3 tint;
    out vec4 result;
    void main() {
      vec2 d = gl_PointCoord * 2.0 - 1.0;
      float glow = max(0.0, 1.0 - dot(d, d));
      result = vec4(tint * glow * 0.25, 1);
    }`,
  );
  buffer(gl, gl.ARRAY_BUFFER, seeds(count * 4));
  attribute(gl, 0, 4);
  gl.useProgram(sprites);
  time = gl.getUniformLocation(sprites, 'time');
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE);
}

export function frame(gl, i) {
  gl.uniform1f(time, (i % 32) * 0.1);
  gl.clearColor(0, 0, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.drawArrays(gl.POINTS, 0, count);
}
