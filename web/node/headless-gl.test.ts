// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {coreModule} from '../testing/contexts.ts';
import {createHeadlessGL} from './headless-gl.ts';

const wasmModule = coreModule();

test('WebGL 1 by default, WebGL 2 on request, null for sizes that are none', () => {
  const gl = createHeadlessGL(4, 3, {wasmModule, alpha: false})!;
  assert.match(String(gl.getParameter(gl.VERSION)), /^WebGL 1/);
  assert.equal(gl.getContextAttributes()!.alpha, false);
  assert.deepEqual([gl.drawingBufferWidth, gl.drawingBufferHeight], [4, 3]);
  const gl2 = createHeadlessGL(4, 3, {wasmModule, createWebGL2Context: true})!;
  assert.match(String(gl2.getParameter(gl2.VERSION)), /^WebGL 2/);
  assert.equal(createHeadlessGL(0, 3), null);
  assert.equal(createHeadlessGL(4, NaN), null);
});

test('STACKGL_resize_drawingbuffer gives a drawing buffer of another size', () => {
  const gl = createHeadlessGL(4, 3, {wasmModule})!;
  assert.ok(gl.getSupportedExtensions()!.includes('STACKGL_resize_drawingbuffer'));
  const extension = gl.getExtension('STACKGL_resize_drawingbuffer')!;
  extension.resize(7, 5);
  assert.deepEqual([gl.drawingBufferWidth, gl.drawingBufferHeight], [7, 5]);
  gl.clearColor(0, 1, 0, 1);
  gl.clear(gl.COLOR_BUFFER_BIT);
  const pixel = new Uint8Array(4);
  gl.readPixels(6, 4, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  assert.deepEqual([...pixel], [0, 255, 0, 255]);
  assert.throws(() => extension.resize(0, 5), TypeError);
});

test('STACKGL_destroy_context gives the context up for good; other extensions are as ever', () => {
  const gl = createHeadlessGL(4, 3, {wasmModule})!;
  assert.notEqual(gl.getExtension('OES_element_index_uint'), null);
  gl.getExtension('STACKGL_destroy_context')!.destroy();
  assert.equal(gl.isContextLost(), true);
});

test('200 contexts made and destroyed leave no memory behind', () => {
  const live: object[] = [];
  for (let i = 0; i < 200; ++i) {
    const gl = createHeadlessGL(64, 64, {wasmModule})!;
    assert.ok(gl, `context ${i}`);
    gl.clear(gl.COLOR_BUFFER_BIT);
    assert.equal(gl.getError(), gl.NO_ERROR);
    gl.getExtension('STACKGL_destroy_context')!.destroy();
    live.push(gl); // the objects may stay: their memories must not
  }
  const {external} = process.memoryUsage(); // memories of instances are outside of JavaScript's heap
  assert.ok(external < 1e9, `${Math.round(external / 1e6)} MB`);
});
