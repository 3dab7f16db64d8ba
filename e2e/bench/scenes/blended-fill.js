// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Ten full-screen layers, each blended over those before.

import {fullScreenVertex, program} from '../gl.js';

export const name = 'blended fill';

const layers = 10;
let colour;

export function setup(gl) {
  const solid = program(
    gl,
    fullScreenVertex,
    `precision highp float;
    uniform vec4 colour;
    in vec2 uv;
    out vec4 result;
    void main() { result = vec4(colour.rgb * uv.x, colour.a); }`,
  );
  gl.useProgram(solid);
  colour = gl.getUniformLocation(solid, 'colour');
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
  gl.clearColor(0, 0, 0, 1);
}

export function frame(gl, i) {
  gl.clear(gl.COLOR_BUFFER_BIT);
  for (let layer = 0; layer < layers; ++layer) {
    gl.uniform4f(colour, layer / layers, (i % 8) / 8, 1 - layer / layers, 0.25);
    gl.drawArrays(gl.TRIANGLES, 0, 6);
  }
}
