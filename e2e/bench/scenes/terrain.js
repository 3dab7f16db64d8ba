// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A plain of 90,000 vertices, each lifted by six octaves of noise, with the normal from three of them.

import {buffer, lookAt, multiply, perspective, program} from '../gl.js';

export const name = 'terrain';

const side = 300;
let camera;
let time;
let count;

export function setup(gl) {
  const plain = program(
    gl,
    `uniform mat4 camera;
    uniform float time;
    out vec3 normal;
    float hash(vec2 p) {
      uint h = uint(int(p.x)) * 0x9e3779b1u ^ uint(int(p.y)) * 0x85ebca77u;
      h = (h ^ (h >> 15)) * 0x2c1b3c6du;
      return float(h >> 8) / 16777216.0;
    }
    float noise(vec2 p) {
      vec2 i = floor(p), f = fract(p);
      f = f * f * (3.0 - 2.0 * f);
      return mix(mix(hash(i), hash(i + vec2(1, 0)), f.x), mix(hash(i + vec2(0, 1)), hash(i + vec2(1, 1)), f.x), f.y);
    }
    float height(vec2 p) {
      float sum = 0.0, scale = 0.5;
      for (int k = 0; k < 3; ++k) {
        sum += noise(p) * scale;
        p = p * 2.03 + 17.0;
        scale *= 0.5;
      }
      return sum;
    }
    void main() {
      vec2 at = vec2(gl_VertexID % ${side}, gl_VertexID / ${side}) / ${side}.0;
      vec2 p = at * 6.0 + time;
      float h = height(p);
      normal = normalize(vec3(h - height(p + vec2(0.05, 0)), 0.05, h - height(p + vec2(0, 0.05))));
      gl_Position = camera * vec4(at.x * 4.0 - 2.0, h, at.y * 4.0 - 2.0, 1);
    }`,
    `precision highp float;
    in vec3 normal;
    out vec4 result;
    void main() { result = vec4(vec3(0.7, 0.6, 0.4) * (0.2 + max(0.0, dot(normalize(normal), vec3(0.5, 0.7, 0.5)))), 1); }`,
  );
  const indices = [];
  for (let y = 0; y + 1 < side; ++y) {
    for (let x = 0; x + 1 < side; ++x) {
      const a = y * side + x;
      indices.push(a, a + side, a + 1, a + 1, a + side, a + side + 1);
    }
  }
  buffer(gl, gl.ELEMENT_ARRAY_BUFFER, new Uint32Array(indices));
  count = indices.length;
  gl.useProgram(plain);
  camera = gl.getUniformLocation(plain, 'camera');
  time = gl.getUniformLocation(plain, 'time');
  gl.enable(gl.DEPTH_TEST);
}

export function frame(gl, i) {
  gl.uniform1f(time, (i % 32) * 0.02);
  gl.uniformMatrix4fv(camera, false, multiply(perspective(0.9, 4 / 3, 0.1, 20), lookAt([0, 2, 3], [0, 0, 0])));
  gl.clearColor(0.6, 0.75, 0.9, 1);
  gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
  gl.drawElements(gl.TRIANGLES, count, gl.UNSIGNED_INT, 0);
}
