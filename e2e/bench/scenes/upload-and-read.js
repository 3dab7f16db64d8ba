// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What tools do: new texels and new vertices each frame, a draw, and the result read back.

import {attribute, buffer, program} from '../gl.js';

export const name = 'upload and read';

const size = 256;
// Made before the clock runs: filling arrays in JavaScript is no part of the scene.
const variants = [0, 1, 2, 3].map((variant) => {
  const texels = new Uint8Array(size * size * 4);
  for (let at = 0; at < texels.length; at += 4) texels.set([at >> 2, (at >> 10) + variant * 8, 128, 255], at);
  return texels;
});
const vertices = new Float32Array(3000 * 2);
const result = new Uint8Array(size * size * 4);
let vertexBuffer;

export function setup(gl) {
  for (let at = 0; at < vertices.length; at += 6) {
    const cell = at / 6;
    const x = ((cell % 40) / 40) * 2 - 1;
    const y = (Math.floor(cell / 40) / 25) * 2 - 1;
    vertices.set([x, y, x + 0.045, y, x, y + 0.07], at);
  }
  const textured = program(
    gl,
    `layout(location = 0) in vec2 position;
    out vec2 uv;
    void main() {
      uv = position * 0.5 + 0.5;
      gl_Position = vec4(position, 0.0, 1.0);
    }`,
    `precision highp float;
    uniform sampler2D image;
    in vec2 uv;
    out vec4 result;
    void main() { result = texture(image, uv); }`,
  );
  gl.useProgram(textured);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, size, size);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  vertexBuffer = buffer(gl, gl.ARRAY_BUFFER, vertices, gl.DYNAMIC_DRAW);
  attribute(gl, 0, 2);
  gl.clearColor(0, 0, 0, 1);
}

export function frame(gl, i) {
  gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, size, size, gl.RGBA, gl.UNSIGNED_BYTE, variants[i % variants.length]);
  gl.bindBuffer(gl.ARRAY_BUFFER, vertexBuffer);
  gl.bufferSubData(gl.ARRAY_BUFFER, 0, vertices);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.drawArrays(gl.TRIANGLES, 0, vertices.length / 2);
  gl.readPixels(0, 0, size, size, gl.RGBA, gl.UNSIGNED_BYTE, result);
}
