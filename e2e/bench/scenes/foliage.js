// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// 1,500 leaves cut out of a texture by discard, with depth.

import {attribute, buffer, noiseTexture, program, seeds} from '../gl.js';

export const name = 'foliage';

const count = 1500;
let time;

export function setup(gl) {
  const leaves = program(
    gl,
    `uniform float time;
    layout(location = 0) in vec4 seed;
    out vec2 uv;
    out float shade;
    void main() {
      uv = vec2(gl_VertexID & 1, gl_VertexID >> 1);
      float sway = 0.05 * sin(time + seed.x * 20.0);
      vec2 corner = (uv - 0.5) * (0.1 + 0.2 * seed.w);
      gl_Position = vec4(seed.xy * 2.0 - 1.0 + corner + vec2(sway * uv.y, 0), seed.z * 2.0 - 1.0, 1);
      shade = 0.4 + 0.6 * seed.z;
    }`,
    `precision highp float;
    uniform sampler2D image;
    in vec2 uv;
    in float shade;
    out vec4 result;
    void main() {
      vec4 texel = texture(image, uv);
      vec2 d = uv * 2.0 - 1.0;
      if (texel.r * 0.6 + 0.4 < dot(d, d)) discard;
      result = vec4(vec3(0.3, 0.8, 0.2) * texel.g * shade, 1);
    }`,
  );
  noiseTexture(gl, 128);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
  buffer(gl, gl.ARRAY_BUFFER, seeds(count * 4));
  attribute(gl, 0, 4, 0, 0, 1);
  gl.useProgram(leaves);
  time = gl.getUniformLocation(leaves, 'time');
  gl.enable(gl.DEPTH_TEST);
}

export function frame(gl, i) {
  gl.uniform1f(time, (i % 32) * 0.2);
  gl.clearColor(0.5, 0.7, 0.9, 1);
  gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
  gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count);
}
