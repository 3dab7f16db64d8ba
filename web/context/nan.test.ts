// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What becomes of NaN where GLSL leaves it open and pages lean on what browsers do.

import assert from 'node:assert/strict';
import test from 'node:test';
import {bindFullQuad, kPlainVertex, makeProgram, makeTestContext, pixelAt} from '../testing/contexts.ts';

/** RGBA of `expression`, with n and v NaN: the same for all fragments, and one for each. */
function evaluate(expression: string): number[] {
  const gl = makeTestContext({antialias: false});
  const fragment = `#version 300 es
    precision highp float;
    uniform float zero;
    out vec4 result;
    void main() {
      float n = zero / zero;
      float v = (gl_FragCoord.x - gl_FragCoord.x) / zero;
      result = vec4(${expression});
    }`;
  const program = makeProgram(gl, kPlainVertex, fragment);
  bindFullQuad(gl, program);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
  return pixelAt(gl, 5, 5);
}

test('a NaN first argument of min, max, clamp and smoothstep gives way to the other', () => {
  for (const nan of ['n', 'v']) {
    const four = `max(${nan}, 0.4), min(${nan}, 0.6), clamp(${nan}, 0.2, 0.8), smoothstep(0., 1., ${nan})`;
    assert.deepEqual(evaluate(four), [102, 153, 51, 0], nan);
    assert.deepEqual(evaluate(`max(vec4(${nan}, 1, ${nan}, 0), 0.4)`), [102, 255, 102, 102], nan);
  }
});

test('a vector of no length shaded as Phong does is black where it is not lit, and only there', () => {
  const lit = 'vec3(0.2) + 0.4 * max(dot(normalize(vec3(zero)), vec3(0, 0, 1)), 0.), 1';
  assert.deepEqual(evaluate(lit), [51, 51, 51, 255]);
});
