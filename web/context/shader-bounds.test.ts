// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Bounds on shaders that only the first draw can find (docs/shader-limits.md).

import assert from 'node:assert/strict';
import {mock, test} from 'node:test';
import {bindFullQuad, kPlainVertex, makeProgram, makeTestContext, pixelAt} from '../testing/contexts.ts';

/** So many values, all of which are needed to the end, and so many branches that depend on them. */
function branches(values: number, count: number): string {
  let source =
    '#version 300 es\nprecision highp float; out vec4 o;\nvoid main() { vec4 c = gl_FragCoord; o = vec4(1.0);\n';
  for (let i = 0; i < values; ++i) source += `float a${i} = c.x * ${i}.5 + c.y;\n`;
  for (let i = 0; i < count; ++i) source += `if (c.x > a${i % values}) o.x = sin(o.x + a${i % values});\n`;
  return `${source}}`;
}

test('values times branches are bounded: the draw is refused by name, and the context goes on', () => {
  const told: string[] = [];
  mock.method(console, 'warn', (text: string) => told.push(text));
  const gl = makeTestContext({antialias: false, maxCommandMs: 100_000});
  gl.clearColor(0, 0, 1, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  bindFullQuad(gl, makeProgram(gl, kPlainVertex, branches(3000, 6000)));
  gl.drawArrays(gl.TRIANGLES, 0, 6);
  assert.equal(gl.getError(), gl.OUT_OF_MEMORY);
  assert.match(told.join('\n'), /resource limit: too many values and too many branches and loops in one function/);
  assert.deepEqual(pixelAt(gl, 3, 3), [0, 0, 255, 255]);
  bindFullQuad(gl, makeProgram(gl, kPlainVertex, branches(600, 600)));
  gl.drawArrays(gl.TRIANGLES, 0, 6);
  assert.equal(gl.getError(), 0);
  assert.notDeepEqual(pixelAt(gl, 3, 3), [0, 0, 255, 255]);
});
