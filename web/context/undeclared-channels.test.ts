// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Channels of a target for which a fragment shader declares no output (OpenGL ES 3.0.6 §3.9.2.1: undefined). Browsers
// have 0 on SwiftShader and on llvmpipe, in alpha too.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {makeProgram, makeTestContext} from '../testing/contexts.ts';

const kVertex = `#version 300 es
void main() { gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4. - 1., 0., 1.); }`;

function draw(output: string): number[] {
  const gl = makeTestContext({width: 2, height: 2, threads: 1});
  gl.useProgram(makeProgram(gl, kVertex, `#version 300 es\nprecision highp float; ${output}`));
  gl.clearColor(0.6, 0.6, 0.6, 0.6);
  gl.clear(gl.COLOR_BUFFER_BIT);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  const pixel = new Uint8Array(4);
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  assert.equal(gl.getError(), gl.NO_ERROR);
  return [...pixel];
}

test('channels that a shader does not declare are 0', () => {
  assert.deepEqual(draw('out float c; void main() { c = 1.; }'), [255, 0, 0, 0]);
  assert.deepEqual(draw('out vec2 c; void main() { c = gl_FragCoord.xy * 2.; }'), [255, 255, 0, 0]);
  assert.deepEqual(draw('out vec3 c; void main() { c = vec3(1, .2, 1); }'), [255, 51, 255, 0]);
});
