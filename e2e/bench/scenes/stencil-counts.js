// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Triangles counted in the stencil buffer, then a picture where the count is odd.

import {attribute, buffer, program, seeds} from '../gl.js';

export const name = 'stencil counts';
export const stencil = true;

const count = 300;
let counting;
let filling;
let time;

export function setup(gl) {
  counting = program(
    gl,
    `uniform float time;
    layout(location = 0) in vec4 seed;
    void main() {
      float angle = 2.0944 * float(gl_VertexID % 3) + seed.w * 6.0 + time;
      gl_Position = vec4(seed.xy * 2.0 - 1.0 + vec2(cos(angle), sin(angle)) * (0.1 + 0.4 * seed.z), 0, 1);
    }`,
    `precision highp float;
    out vec4 result;
    void main() { result = vec4(0); }`,
  );
  filling = program(
    gl,
    `void main() { gl_Position = vec4(gl_VertexID == 1 ? 3 : -1, gl_VertexID == 2 ? 3 : -1, 0, 1); }`,
    `precision highp float;
    out vec4 result;
    void main() { result = vec4(gl_FragCoord.xy / 640.0, 0.5, 1); }`,
  );
  buffer(gl, gl.ARRAY_BUFFER, seeds(count * 4));
  attribute(gl, 0, 4, 0, 0, 1);
  time = gl.getUniformLocation(counting, 'time');
  gl.enable(gl.STENCIL_TEST);
}

export function frame(gl, i) {
  gl.stencilMask(255);
  gl.clearColor(0.9, 0.9, 0.85, 1);
  gl.clear(gl.COLOR_BUFFER_BIT | gl.STENCIL_BUFFER_BIT);
  gl.useProgram(counting);
  gl.uniform1f(time, (i % 32) * 0.05);
  gl.colorMask(false, false, false, false);
  gl.stencilFunc(gl.ALWAYS, 0, 255);
  gl.stencilOpSeparate(gl.FRONT, gl.KEEP, gl.KEEP, gl.INCR_WRAP);
  gl.stencilOpSeparate(gl.BACK, gl.KEEP, gl.KEEP, gl.DECR_WRAP);
  gl.drawArraysInstanced(gl.TRIANGLES, 0, 3, count);
  gl.useProgram(filling);
  gl.colorMask(true, true, true, true);
  gl.stencilFunc(gl.EQUAL, 1, 1);
  gl.stencilOp(gl.KEEP, gl.KEEP, gl.KEEP);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
}
