// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// 2,000 turned sprites of one texture, blended.

import {attribute, buffer, noiseTexture, program, seeds} from '../gl.js';

export const name = 'sprites';

const count = 2000;
let time;

export function setup(gl) {
  const sprites = program(
    gl,
    `uniform float time;
    layout(location = 0) in vec4 seed;
    out vec2 uv;
    out vec4 tint;
    void main() {
      uv = vec2(gl_VertexID & 1, gl_VertexID >> 1);
      float angle = seed.x * 6.2831853 + time;
      vec2 corner = mat2(cos(angle), sin(angle), -sin(angle), cos(angle)) * (uv - 0.5) * vec2(0.09, 0.12);
      gl_Position = vec4(seed.yz * 2.0 - 1.0 + corner, 0, 1);
      tint = vec4(seed.wyz, 0.8);
    }`,
    `precision mediump float;
    uniform sampler2D image;
    in vec2 uv;
    in vec4 tint;
    out vec4 result;
    void main() { result = texture(image, uv) * tint * tint.a; }`,
  );
  noiseTexture(gl, 64);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  buffer(gl, gl.ARRAY_BUFFER, seeds(count * 4));
  attribute(gl, 0, 4, 0, 0, 1);
  gl.useProgram(sprites);
  time = gl.getUniformLocation(sprites, 'time');
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
}

export function frame(gl, i) {
  gl.uniform1f(time, (i % 32) * 0.1);
  gl.clearColor(0.2, 0.2, 0.25, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count);
}
