// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A thousand small draws with a uniform, a vertex array and a blend state changed between them.

import {attribute, buffer, program} from '../gl.js';

export const name = 'many draw calls';

const columns = 40;
const rows = 25;
const arrays = [];
let place;
let colour;

export function setup(gl) {
  const flat = program(
    gl,
    `uniform vec4 place;
    layout(location = 0) in vec2 position;
    void main() { gl_Position = vec4(position * place.zw + place.xy, 0.0, 1.0); }`,
    `precision highp float;
    uniform vec4 colour;
    out vec4 result;
    void main() { result = colour; }`,
  );
  for (const corners of [
    [-1, -1, 1, -1, 0, 1],
    [-1, 1, 0, -1, 1, 1],
  ]) {
    const array = gl.createVertexArray();
    gl.bindVertexArray(array);
    buffer(gl, gl.ARRAY_BUFFER, new Float32Array(corners));
    attribute(gl, 0, 2);
    arrays.push(array);
  }
  gl.useProgram(flat);
  place = gl.getUniformLocation(flat, 'place');
  colour = gl.getUniformLocation(flat, 'colour');
  gl.blendFunc(gl.ONE, gl.ONE);
  gl.clearColor(0, 0, 0, 1);
}

export function frame(gl, i) {
  gl.clear(gl.COLOR_BUFFER_BIT);
  for (let row = 0; row < rows; ++row) {
    if (row % 2) gl.enable(gl.BLEND);
    else gl.disable(gl.BLEND);
    for (let column = 0; column < columns; ++column) {
      gl.bindVertexArray(arrays[column % 2]);
      gl.uniform4f(place, ((column + 0.5) / columns) * 2 - 1, ((row + 0.5) / rows) * 2 - 1, 0.8 / columns, 0.8 / rows);
      gl.uniform4f(colour, column / columns, row / rows, ((i + column) % 8) / 8, 1);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    }
  }
}
