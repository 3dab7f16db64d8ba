// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// 20,000 line segments of a lattice, antialiased, as selections of meshes draw them.

import {attribute, buffer, lookAt, multiply, perspective, program} from '../gl.js';

export const name = 'lines, antialiased';
export const antialias = true;

const segments = 20000;
let camera;

export function setup(gl) {
  const lines = program(
    gl,
    `uniform mat4 camera;
    layout(location = 0) in vec3 position;
    layout(location = 1) in float visible;
    out vec3 colour;
    out float shown;
    void main() {
      colour = position * 0.5 + 0.5;
      shown = visible;
      gl_Position = camera * vec4(position, 1);
    }`,
    `precision highp float;
    in vec3 colour;
    in float shown;
    out vec4 result;
    void main() {
      if (shown < 0.5) discard;
      result = vec4(colour, 1);
    }`,
  );
  const vertices = [];
  for (let i = 0; i < segments; ++i) {
    const theta = (Math.floor(i / 200) / 100) * Math.PI;
    const phi = ((i % 200) / 200) * 2 * Math.PI;
    const on = (t, p) => [Math.sin(t) * Math.cos(p), Math.cos(t), Math.sin(t) * Math.sin(p)];
    const next = i % 2 ? on(theta, phi + 0.0314) : on(theta + 0.0314, phi);
    const visible = i % 7 === 0 ? 0 : 1;
    vertices.push(...on(theta, phi), visible, ...next, visible);
  }
  buffer(gl, gl.ARRAY_BUFFER, new Float32Array(vertices));
  attribute(gl, 0, 3, 16, 0);
  attribute(gl, 1, 1, 16, 12);
  gl.useProgram(lines);
  camera = gl.getUniformLocation(lines, 'camera');
  gl.enable(gl.DEPTH_TEST);
}

export function frame(gl, i) {
  const angle = (i % 32) * 0.05;
  const view = lookAt([5 * Math.sin(angle), 0.8, 5 * Math.cos(angle)], [0, 0, 0]);
  gl.uniformMatrix4fv(camera, false, multiply(perspective(0.7, 4 / 3, 0.5, 20), view));
  gl.clearColor(0, 0, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
  gl.drawArrays(gl.LINES, 0, segments * 2);
}
