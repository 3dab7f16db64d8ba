// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Ten full-screen layers of one colour each.

import {fullScreenVertex, program} from '../gl.js';

export const name = 'solid fill';

const layers = 10;
let colour;

export function setup(gl) {
  const solid = program(
    gl,
    fullScreenVertex,
    `precision highp float;
    uniform vec4 colour;
    out vec4 result;
    void main() { result = colour; }`,
  );
  gl.useProgram(solid);
  colour = gl.getUniformLocation(solid, 'colour');
}

export function frame(gl, i) {
  for (let layer = 0; layer < layers; ++layer) {
    gl.uniform4f(colour, layer / layers, (i % 8) / 8, 0.75, 1);
    gl.drawArrays(gl.TRIANGLES, 0, 6);
  }
}
