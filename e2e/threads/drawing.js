// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What the pages here draw: a little, or so much that it is work for several threads.

import {makeProgram} from '../program.js';

const kVertex = `#version 300 es
void main() { gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4.0 - 1.0, 0, 1); }`;
const kFragment = `#version 300 es
precision highp float;
uniform float time;
out vec4 result;
void main() {
  vec2 p = gl_FragCoord.xy * 0.01;
  for (int i = 0; i < 12; ++i) p = sin(p.yx * 1.3 + time) + cos(p * 0.7);
  result = vec4(fract(p), time * 0.1, 1);
}`;

export function prepare(gl) {
  gl.useProgram(makeProgram(gl, kVertex, kFragment));
}

/** Some pixels. */
export function drawLittle(gl) {
  gl.enable(gl.SCISSOR_TEST);
  gl.scissor(0, 0, 16, 16);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  gl.disable(gl.SCISSOR_TEST);
}

/** Draws all of it, some times, and gives the picture's digest: in one task. */
export function drawMuch(gl, frames = 30) {
  const time = gl.getUniformLocation(gl.getParameter(gl.CURRENT_PROGRAM), 'time');
  for (let i = 0; i < frames; ++i) {
    gl.uniform1f(time, i);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }
  const pixels = new Uint8Array(gl.drawingBufferWidth * gl.drawingBufferHeight * 4);
  gl.readPixels(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  if (pixels.every((byte, i) => byte === pixels[i % 4])) throw new Error('the picture is blank');
  return digest(pixels);
}

/** FNV-1a; pages and workers may be without crypto.subtle. */
function digest(bytes) {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum >>> 0;
}

/** Resolves once as many threads shade, or never will. */
export async function threadsOf(gl, count, limitMs = 20_000) {
  const info = () => globalThis.softWebgl2.getInfo(gl);
  const end = performance.now() + limitMs;
  while (info().threads < count && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
  return {threads: info().threads, reason: info().threadsReason};
}
