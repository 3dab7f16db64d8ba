// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// A lit sphere of 80 000 triangles: most are smaller than a pixel, half face away.

import {attribute, buffer, lookAt, multiply, perspective, program, sphere} from '../gl.js';

export const name = 'dense mesh';

let matrix;
let angle;
let count;
let viewProjection;

export function setup(gl) {
  const lit = program(
    gl,
    `uniform mat4 matrix;
    uniform float angle;
    layout(location = 0) in vec3 position;
    out vec3 normal;
    void main() {
      float s = sin(angle), c = cos(angle);
      vec3 turned = vec3(c * position.x + s * position.z, position.y, c * position.z - s * position.x);
      normal = turned;
      gl_Position = matrix * vec4(turned * (1.0 + 0.05 * sin(position.y * 20.0)), 1.0);
    }`,
    `precision highp float;
    in vec3 normal;
    out vec4 result;
    void main() {
      float diffuse = max(dot(normalize(normal), vec3(0.48, 0.6, 0.64)), 0.0);
      result = vec4(vec3(0.2, 0.5, 0.8) * (0.2 + diffuse), 1.0);
    }`,
  );
  const mesh = sphere(200, 200);
  count = mesh.indices.length;
  buffer(gl, gl.ARRAY_BUFFER, mesh.vertices);
  attribute(gl, 0, 3);
  buffer(gl, gl.ELEMENT_ARRAY_BUFFER, mesh.indices);
  gl.useProgram(lit);
  matrix = gl.getUniformLocation(lit, 'matrix');
  angle = gl.getUniformLocation(lit, 'angle');
  const aspect = gl.drawingBufferWidth / gl.drawingBufferHeight;
  viewProjection = multiply(perspective(0.8, aspect, 0.1, 10), lookAt([0, 0.6, 2.8], [0, 0, 0]));
  gl.enable(gl.DEPTH_TEST);
  gl.enable(gl.CULL_FACE);
  gl.clearColor(0.05, 0.05, 0.08, 1);
}

export function frame(gl, i) {
  gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
  gl.uniformMatrix4fv(matrix, false, viewProjection);
  gl.uniform1f(angle, i * 0.05);
  gl.drawElements(gl.TRIANGLES, count, gl.UNSIGNED_INT, 0);
}
