// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// 1,200 balls, each a point whose fragments find sphere and depth themselves.

import {attribute, buffer, program, seeds} from '../gl.js';

export const name = 'impostors';

const count = 1200;
let time;

export function setup(gl) {
  const balls = program(
    gl,
    `uniform float time;
    layout(location = 0) in vec4 seed;
    out vec3 tint;
    flat out float depth;
    flat out float radius;
    void main() {
      float angle = seed.x * 6.2831853 + time * 0.3;
      vec3 at = vec3(cos(angle), seed.y * 2.0 - 1.0, sin(angle)) * vec3(seed.z, 1, seed.z) * 0.9;
      radius = 0.04 + 0.05 * seed.w;
      depth = at.z;
      gl_Position = vec4(at * 0.9, 1);
      gl_PointSize = radius * 480.0;
      tint = 0.3 + 0.7 * seed.wyz;
    }`,
    `precision highp float;
    in vec3 tint;
    flat in float depth;
    flat in float radius;
    out vec4 result;
    void main() {
      vec2 d = gl_PointCoord * 2.0 - 1.0;
      float inside = 1.0 - dot(d, d);
      if (inside < 0.0) discard;
      vec3 normal = vec3(d.x, -d.y, sqrt(inside));
      gl_FragDepth = 0.5 + 0.45 * (depth - radius * normal.z);
      float light = max(0.0, dot(normal, normalize(vec3(0.4, 0.7, 0.6))));
      result = vec4(tint * (0.15 + light), 1);
    }`,
  );
  buffer(gl, gl.ARRAY_BUFFER, seeds(count * 4));
  attribute(gl, 0, 4);
  gl.useProgram(balls);
  time = gl.getUniformLocation(balls, 'time');
  gl.enable(gl.DEPTH_TEST);
}

export function frame(gl, i) {
  gl.uniform1f(time, (i % 32) * 0.1);
  gl.clearColor(0.1, 0.1, 0.12, 1);
  gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
  gl.drawArrays(gl.POINTS, 0, count);
}
