// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A thousand lit cubes in one draw call, with their places and colours as instanced attributes.

import {attribute, buffer, cube, lookAt, multiply, perspective, program} from '../gl.js';

export const name = 'instanced cubes';

const side = 10;
let time;

export function setup(gl) {
  const lit = program(
    gl,
    `uniform mat4 matrix;
    uniform float time;
    layout(location = 0) in vec3 position;
    layout(location = 1) in vec3 normal;
    layout(location = 2) in vec3 place;
    layout(location = 3) in vec3 colour;
    out vec3 shaded;
    void main() {
      float angle = time + place.x + place.y;
      mat2 turn = mat2(cos(angle), sin(angle), -sin(angle), cos(angle));
      vec3 p = position * 0.3;
      vec3 n = normal;
      p.xz = turn * p.xz;
      n.xz = turn * n.xz;
      shaded = colour * (0.25 + 0.75 * max(dot(n, normalize(vec3(0.5, 0.8, 0.6))), 0.0));
      gl_Position = matrix * vec4(p + place, 1.0);
    }`,
    `precision highp float;
    in vec3 shaded;
    out vec4 result;
    void main() { result = vec4(shaded, 1.0); }`,
  );
  buffer(gl, gl.ARRAY_BUFFER, cube());
  attribute(gl, 0, 3, 24, 0);
  attribute(gl, 1, 3, 24, 12);
  const instances = [];
  for (let n = 0; n < side ** 3; ++n) {
    const at = [n % side, Math.floor(n / side) % side, Math.floor(n / side ** 2)];
    instances.push(...at.map((value) => value - (side - 1) / 2), ...at.map((value) => 0.3 + (0.7 * value) / side));
  }
  buffer(gl, gl.ARRAY_BUFFER, new Float32Array(instances));
  attribute(gl, 2, 3, 24, 0, 1);
  attribute(gl, 3, 3, 24, 12, 1);
  gl.useProgram(lit);
  const aspect = gl.drawingBufferWidth / gl.drawingBufferHeight;
  const matrix = multiply(perspective(0.8, aspect, 0.1, 60), lookAt([9, 7, 14], [0, 0, 0]));
  gl.uniformMatrix4fv(gl.getUniformLocation(lit, 'matrix'), false, matrix);
  time = gl.getUniformLocation(lit, 'time');
  gl.enable(gl.DEPTH_TEST);
  gl.enable(gl.CULL_FACE);
  gl.clearColor(0.1, 0.1, 0.12, 1);
}

export function frame(gl, i) {
  gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
  gl.uniform1f(time, i * 0.05);
  gl.drawArraysInstanced(gl.TRIANGLES, 0, 36, side ** 3);
}
