// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The deadline of a draw is told by the clock that the loader hands to the core.

import assert from 'node:assert/strict';
import {afterEach, mock, test} from 'node:test';
import {bindFullQuad, kPlainVertex, makeProgram, makeTestContext} from '../testing/contexts.ts';
import {setClock} from './clock.ts';

afterEach(() => {
  setClock(null);
  mock.restoreAll();
});

const kEndless = `#version 300 es
precision highp float;
uniform float zero;
out vec4 result;
void main() {
  float x = 1.0;
  while (x > zero) x = x * 0.5 + 0.5;
  result = vec4(x);
}`;

/** Draws without end; the number of times that the clock was asked until the context was lost. */
function asksUntilLost(stepMs: number, maxCommandMs = 10_000): number {
  let asks = 0;
  setClock(() => ++asks * stepMs);
  mock.method(console, 'warn', () => undefined);
  const gl = makeTestContext({width: 1, height: 1, antialias: false, maxCommandMs});
  bindFullQuad(gl, makeProgram(gl, kPlainVertex, kEndless));
  gl.drawArrays(gl.TRIANGLES, 0, 6);
  const asked = asks;
  assert.equal(gl.getError(), gl.CONTEXT_LOST_WEBGL);
  return asked;
}

test('an endless shader ends after ten seconds of the given clock, in however few steps it goes', () => {
  assert.equal(asksUntilLost(4000), 4); // at 4, 8, 12 and 16 seconds
  assert.equal(asksUntilLost(600), 18);
});

test('a clock that leaps has slept: work alone ends an endless shader', () => {
  assert.ok(asksUntilLost(9000, 200) > 40);
});

test('where the clock stands still, work alone ends an endless shader', () => {
  let asks = 0;
  setClock(() => {
    ++asks;
    return 0;
  });
  mock.method(console, 'warn', () => undefined);
  const gl = makeTestContext({width: 1, height: 1, antialias: false, maxCommandMs: 200});
  bindFullQuad(gl, makeProgram(gl, kPlainVertex, kEndless));
  gl.drawArrays(gl.TRIANGLES, 0, 6);
  assert.equal(asks, 48); // of 2^24 instructions each: 0.2 s of four million a millisecond
  assert.equal(gl.getError(), gl.CONTEXT_LOST_WEBGL);
});
