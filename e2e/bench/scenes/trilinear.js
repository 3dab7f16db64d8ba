// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Four full-screen layers of a floor that recedes, so that every level of the texture is in use.

import {fullScreenVertex, noiseTexture, program} from '../gl.js';

export const name = 'trilinear';

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
    void main() {
      float depth = 1.0 / (1.05 - uv.y);
      result = texture(image, vec2((uv.x - 0.5) * depth, depth) + offset);
    }`,
  );
  noiseTexture(gl, 256);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
  gl.useProgram(textured);
  offset = gl.getUniformLocation(textured, 'offset');
}

export function frame(gl, i) {
  for (let layer = 0; layer < layers; ++layer) {
    gl.uniform2f(offset, layer * 0.1, (i % 32) / 32);
    gl.drawArrays(gl.TRIANGLES, 0, 6);
  }
}
