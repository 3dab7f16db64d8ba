// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// 24,000 particles moved by transform feedback, then drawn as points of one pixel.

import {program, seeds} from '../gl.js';

export const name = 'feedback';

const count = 24000;
let moving;
let drawing;
let feedback;
const states = [];

function withVaryings(gl, vertex, fragment, varyings) {
  const made = program(gl, vertex, fragment);
  gl.transformFeedbackVaryings(made, varyings, gl.INTERLEAVED_ATTRIBS);
  gl.linkProgram(made);
  return made;
}

export function setup(gl) {
  const none = `precision highp float; out vec4 result; void main() { result = vec4(1); }`;
  moving = withVaryings(
    gl,
    `layout(location = 0) in vec4 state;
    out vec4 moved;
    void main() {
      vec2 at = state.xy;
      vec2 pull = -at * (0.4 + 0.2 * sin(at.yx * 9.0));
      vec2 speed = state.zw * 0.995 + pull * 0.01 + 0.002 * vec2(-at.y, at.x);
      moved = vec4(at + speed * 0.1, speed);
    }`,
    none,
    ['moved'],
  );
  drawing = program(
    gl,
    `layout(location = 0) in vec4 state;
    out vec3 tint;
    void main() {
      tint = vec3(0.5 + state.z * 4.0, 0.7, 0.5 + state.w * 4.0);
      gl_Position = vec4(state.xy, 0, 1);
      gl_PointSize = 1.0;
    }`,
    `precision highp float; in vec3 tint; out vec4 result; void main() { result = vec4(tint, 1); }`,
  );
  feedback = gl.createTransformFeedback();
  const start = seeds(count * 4).map((seed, i) => (i % 4 < 2 ? seed * 2 - 1 : 0));
  for (let k = 0; k < 2; ++k) {
    const vertices = gl.createVertexArray();
    gl.bindVertexArray(vertices);
    const bytes = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, bytes);
    gl.bufferData(gl.ARRAY_BUFFER, start, gl.DYNAMIC_COPY);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 4, gl.FLOAT, false, 0, 0);
    states.push({vertices, bytes});
  }
  gl.bindBuffer(gl.ARRAY_BUFFER, null);
}

/** From the same start each time, so that a frame looks as it does whenever it is drawn. */
export function frame(gl, i) {
  const [from, to] = states;
  gl.bindVertexArray(from.vertices);
  gl.useProgram(moving);
  gl.enable(gl.RASTERIZER_DISCARD);
  gl.bindTransformFeedback(gl.TRANSFORM_FEEDBACK, feedback);
  gl.bindBufferBase(gl.TRANSFORM_FEEDBACK_BUFFER, 0, to.bytes);
  gl.beginTransformFeedback(gl.POINTS);
  gl.drawArrays(gl.POINTS, 0, count);
  gl.endTransformFeedback();
  gl.bindBufferBase(gl.TRANSFORM_FEEDBACK_BUFFER, 0, null);
  gl.disable(gl.RASTERIZER_DISCARD);
  gl.clearColor(0, 0, (i % 4) / 16, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.useProgram(drawing);
  gl.bindVertexArray(to.vertices);
  gl.drawArrays(gl.POINTS, 0, count);
}
