// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The Mandelbrot set, 64 steps: neighbouring pixels leave the loop at different times.

import {fullScreenVertex, program} from '../gl.js';

export const name = 'divergent loop';

let shift;

export function setup(gl) {
  const mandelbrot = program(
    gl,
    fullScreenVertex,
    `precision highp float;
    uniform float shift;
    in vec2 uv;
    out vec4 result;
    void main() {
      vec2 c = (uv - 0.5) * vec2(3.2, 2.4) - vec2(0.6 + shift, 0.0);
      vec2 z = vec2(0.0);
      int steps = 0;
      for (int i = 0; i < 64; ++i) {
        z = vec2(z.x * z.x - z.y * z.y, 2.0 * z.x * z.y) + c;
        if (dot(z, z) > 4.0) break;
        ++steps;
      }
      float t = float(steps) / 64.0;
      result = vec4(t, t * t, 1.0 - t, 1.0);
    }`,
  );
  gl.useProgram(mandelbrot);
  shift = gl.getUniformLocation(mandelbrot, 'shift');
}

export function frame(gl, i) {
  gl.uniform1f(shift, (i % 8) * 0.005);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
}
