// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// 200 large panes, blended over one another, antialiased.

import {attribute, buffer, program, seeds} from '../gl.js';

export const name = 'glass, antialiased';
export const antialias = true;

const count = 200;
let time;

export function setup(gl) {
  const panes = program(
    gl,
    `uniform float time;
    layout(location = 0) in vec4 seed;
    out vec4 tint;
    void main() {
      vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) - 0.5;
      float angle = seed.x * 6.2831853 + time;
      vec2 turned = mat2(cos(angle), sin(angle), -sin(angle), cos(angle)) * corner;
      gl_Position = vec4(seed.yz * 2.0 - 1.0 + turned * (0.2 + 0.4 * seed.w), 0, 1);
      tint = vec4(seed.wyz, 0.3);
    }`,
    `precision highp float;
    in vec4 tint;
    out vec4 result;
    void main() { result = vec4(tint.rgb * tint.a, tint.a); }`,
  );
  buffer(gl, gl.ARRAY_BUFFER, seeds(count * 4));
  attribute(gl, 0, 4, 0, 0, 1);
  gl.useProgram(panes);
  time = gl.getUniformLocation(panes, 'time');
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
}

export function frame(gl, i) {
  gl.uniform1f(time, (i % 32) * 0.1);
  gl.clearColor(1, 1, 1, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count);
}
