// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The whole way in Node: from a WebGL call to a pixel, and what happens when things go wrong.

import assert from 'node:assert/strict';
import test from 'node:test';
import {stateOf} from '../context/state.ts';
import {page} from '../loader/page.ts';
import {toPng} from './node.ts';
import {
  bindFullQuad,
  kColorFragment,
  kPlainVertex,
  makeProgram,
  makeTestContext,
  pixelAt,
} from '../testing/contexts.ts';

function makeColored(gl: WebGL2RenderingContext): (red: number, green: number, blue: number) => void {
  const program = makeProgram(gl, kPlainVertex, kColorFragment);
  bindFullQuad(gl, program);
  const color = gl.getUniformLocation(program, 'color');
  return (red, green, blue) => {
    gl.uniform4f(color, red, green, blue, 1);
    gl.drawArrays(gl.TRIANGLES, 0, 6);
  };
}

test('clear fills the drawing buffer', () => {
  const gl = makeTestContext();
  gl.clearColor(0, 0.5, 1, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  assert.deepEqual(pixelAt(gl, 3, 3), [0, 128, 255, 255]);
  assert.equal(gl.getError(), gl.NO_ERROR);
});

test('two triangles cover every pixel', () => {
  const gl = makeTestContext({width: 33, height: 17});
  makeColored(gl)(1, 0.5, 0);
  const pixels = new Uint8Array(33 * 17 * 4);
  gl.readPixels(0, 0, 33, 17, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
  for (let i = 0; i < pixels.length; i += 4) assert.deepEqual([...pixels.subarray(i, i + 4)], [255, 128, 0, 255]);
  assert.equal(gl.getError(), gl.NO_ERROR);
});

test('a picture becomes a PNG file', () => {
  const gl = makeTestContext();
  gl.clear(gl.COLOR_BUFFER_BIT);
  assert.equal(toPng(gl).subarray(1, 4).toString(), 'PNG');
});

test('a trap in one context loses it and leaves the others drawing', () => {
  const [broken, sound] = [makeTestContext(), makeTestContext()];
  const drawBroken = makeColored(broken);
  const drawSound = makeColored(sound);
  drawBroken(1, 0, 0);
  drawSound(1, 0, 0);
  // Empty the routines' table entries: the next draw calls an empty one.
  const table = (stateOf(broken).x as unknown as {__indirect_function_table: WebAssembly.Table})
    .__indirect_function_table;
  for (let slot = 1; slot < table.length; ++slot) table.set(slot, null);
  const {error} = console;
  console.error = () => undefined;
  drawBroken(0, 1, 0);
  console.error = error;

  assert.equal(broken.isContextLost(), true);
  assert.equal(broken.getError(), broken.CONTEXT_LOST_WEBGL);
  assert.equal(broken.getError(), broken.NO_ERROR);
  assert.equal(broken.getParameter(broken.VERSION), null);
  assert.equal(broken.isBuffer(broken.createBuffer()), false);
  broken.clear(broken.COLOR_BUFFER_BIT);

  drawSound(0, 1, 0);
  assert.deepEqual(pixelAt(sound, 5, 5), [0, 255, 0, 255]);
  assert.equal(sound.isContextLost(), false);
});

test('programs outlive the compiler instance that made them', () => {
  const gl = makeTestContext();
  const draw = makeColored(gl);
  draw(1, 0, 0);
  page.compiler.reset();
  gl.enable(gl.BLEND); // asks for a routine that was not made yet
  gl.blendFunc(gl.ONE, gl.ONE);
  draw(0, 1, 0);
  assert.deepEqual(pixelAt(gl, 5, 5), [255, 255, 0, 255]);
});

test('a shader that does not compile says so, and its program does not link', () => {
  const gl = makeTestContext();
  const shader = gl.createShader(gl.FRAGMENT_SHADER)!;
  gl.shaderSource(shader, '#version 300 es\nvoid main() { nonsense; }');
  gl.compileShader(shader);
  assert.equal(gl.getShaderParameter(shader, gl.COMPILE_STATUS), false);
  assert.match(gl.getShaderInfoLog(shader)!, /nonsense/);
  assert.equal(gl.getError(), gl.NO_ERROR);
});

test('a resized canvas has a resized drawing buffer', () => {
  const gl = makeTestContext({width: 4, height: 4});
  (gl.canvas as HTMLCanvasElement).width = 8;
  assert.deepEqual([gl.drawingBufferWidth, gl.drawingBufferHeight], [8, 4]);
  gl.clearColor(1, 1, 1, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  assert.deepEqual(pixelAt(gl, 7, 3), [255, 255, 255, 255]);
});
