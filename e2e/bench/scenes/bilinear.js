// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Four full-screen layers of a magnified texture, at an angle.

import {fullScreenVertex, noiseTexture, program} from '../gl.js';

export const name = 'bilinear';

const layers = 4;
let offset;

export function setup(gl) {
  const textured = program(
    gl,
    fullScreenVertex,
    `precision highp float;
    uniform sampler2D image;
    uniform vec2 offset;
    in vec2 uv;
    out vec4 result;
    void main() { result = texture(image, mat2(0.8, 0.6, -0.6, 0.8) * uv * 0.9 + offset); }`,
  );
  noiseTexture(gl, 256);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.useProgram(textured);
  offset = gl.getUniformLocation(textured, 'offset');
}

export function frame(gl, i) {
  for (let layer = 0; layer < layers; ++layer) {
    gl.uniform2f(offset, layer * 0.1, (i % 32) / 32);
    gl.drawArrays(gl.TRIANGLES, 0, 6);
  }
}
