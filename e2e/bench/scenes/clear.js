// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A clear of colour and depth with one small triangle on it: a clear that nothing follows is dropped by the next.

import {program} from '../gl.js';

export const name = 'clear';

export function setup(gl) {
  const flat = program(
    gl,
    `void main() {
      gl_Position = vec4(gl_VertexID == 1 ? 0.02 : 0.0, gl_VertexID == 2 ? 0.02 : 0.0, 0.0, 1.0);
    }`,
    `precision highp float;
    out vec4 result;
    void main() { result = vec4(1.0, 0.0, 0.0, 1.0); }`,
  );
  gl.useProgram(flat);
  gl.enable(gl.DEPTH_TEST);
}

export function frame(gl, i) {
  gl.clearColor((i % 16) / 16, 0.5, 0.25, 1);
  gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
}
