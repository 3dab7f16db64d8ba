// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// `npx tsx scripts/bench-results.ts`: calls a second of queries, each of which reads an ephemeral result (docs/abi.md), and
// the size of the JavaScript that does. Decision 17 has the figures before and after its rule was followed to the letter.

import {makeProgram, makeTestContext} from '../web/testing/contexts.ts';
import {measure} from './size.ts';

const kCalls = 200_000;
const kRepeats = 7;

const gl = makeTestContext();
const program = makeProgram(
  gl,
  `#version 300 es
  in vec4 position;
  void main() { gl_Position = position; }`,
  `#version 300 es
  precision highp float;
  uniform mat4 matrix; uniform float one;
  out vec4 result;
  void main() { result = matrix[0] + one; }`,
);
gl.useProgram(program);
gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
gl.bufferData(gl.ARRAY_BUFFER, 64, gl.STATIC_DRAW);
const [matrix, one] = ['matrix', 'one'].map((name) => gl.getUniformLocation(program, name)!) as [
  WebGLUniformLocation,
  WebGLUniformLocation,
];
const shader = gl.getAttachedShaders(program)![0]!;
const [bytes, pixel] = [new Uint8Array(64), new Uint8Array(4)];

const kQueries: Readonly<Record<string, () => unknown>> = {
  'a boolean: getParameter(DITHER)': () => gl.getParameter(gl.DITHER),
  'four ints: getParameter(VIEWPORT)': () => gl.getParameter(gl.VIEWPORT),
  'an object: getParameter(ARRAY_BUFFER_BINDING)': () => gl.getParameter(gl.ARRAY_BUFFER_BINDING),
  'text: getParameter(VERSION)': () => gl.getParameter(gl.VERSION),
  'a float: getUniform': () => gl.getUniform(program, one),
  'a matrix: getUniform': () => gl.getUniform(program, matrix),
  'an int: getProgramParameter': () => gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS),
  'a record: getActiveUniform': () => gl.getActiveUniform(program, 0),
  'text: getShaderSource': () => gl.getShaderSource(shader),
  'shaders: getAttachedShaders': () => gl.getAttachedShaders(program),
  '64 bytes: getBufferSubData': () => gl.getBufferSubData(gl.ARRAY_BUFFER, 0, bytes),
  'a pixel: readPixels': () => gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel),
};

for (const [name, query] of Object.entries(kQueries)) {
  const rates = Array.from({length: kRepeats}, () => {
    const start = performance.now();
    for (let i = 0; i < kCalls; ++i) query();
    return kCalls / (performance.now() - start);
  });
  const median = rates.sort((a, b) => a - b)[kRepeats >> 1]!;
  console.log(`${name.padEnd(48)}${median.toFixed(0).padStart(7)} thousand a second`);
}
for (const {entry, rawBytes, sentBytes} of measure(['soft-webgl2.js', 'index.js'])) {
  console.log(`${entry.padEnd(48)}${rawBytes} bytes, ${sentBytes} by gzip`);
}
