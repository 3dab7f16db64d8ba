// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The rules of docs/abi.md for results of variable size, on real exports.

import assert from 'node:assert/strict';
import test from 'node:test';
import {coreModule} from '../testing/contexts.ts';
import {Compiler} from './compiler.ts';
import {CoreInstance} from './core-instance.ts';

const kArrayBuffer = 0x8892;
const kStaticDraw = 0x88e4;

function makeCore(): CoreInstance {
  const core = new CoreInstance(coreModule(), new Compiler(coreModule()), () => undefined);
  assert.equal(core.exports.context_create(2, 8, 4, 1), 1);
  return core;
}

function header(core: CoreInstance, at: number): number[] {
  return Array.from(new Uint32Array(core.memory.buffer, at - 16, 4));
}

/** A buffer with these bytes, bound to ARRAY_BUFFER. */
function bindBuffer(core: CoreInstance, bytes: number[]): void {
  const {exports} = core;
  exports.gl_bindBuffer(kArrayBuffer, exports.gl_createBuffer());
  const at = core.reserve(bytes.length);
  new Uint8Array(core.memory.buffer).set(bytes, at);
  exports.gl_bufferData(kArrayBuffer, at, bytes.length, kStaticDraw);
  core.release(at);
}

/** Exports with a payload, one per arena and path, and the length that is expected (null: any). */
const kResults: readonly [name: string, call: (core: CoreInstance) => number, bytes: number | null][] = [
  ['gl_getParameter(VIEWPORT), small', (core) => core.exports.gl_getParameter(0x0ba2), 32],
  ['gl_getParameter(COLOR_CLEAR_VALUE), small', (core) => core.exports.gl_getParameter(0x0c22), 32],
  ['gl_getParameter(VERSION), string', (core) => core.exports.gl_getParameter(0x1f02), null],
  ['gl_getSupportedExtensions, string', (core) => core.exports.gl_getSupportedExtensions(), null],
  ['gl_getShaderPrecisionFormat, small', (core) => core.exports.gl_getShaderPrecisionFormat(0x8b30, 0x8df2), 12],
  ['gl_getBufferSubData, blob', (core) => core.exports.gl_getBufferSubData(kArrayBuffer, 1, 3), 3],
  ['gl_readPixels, blob', (core) => core.exports.gl_readPixels(0, 0, 2, 2, 0x1908, 0x1401, 16), 32],
  ['context_present, blob', (core) => core.exports.context_present(), 8 * 4 * 4],
];

for (const [name, call, expected] of kResults) {
  test(`${name}: header, alignment and length`, () => {
    const core = makeCore();
    bindBuffer(core, [1, 2, 3, 4]);
    const at = call(core) >>> 0;
    assert.notEqual(at, 0);
    assert.equal(at % 16, 0);
    const [length, ...reserved] = header(core, at);
    assert.deepEqual(reserved, [0, 0, 0]);
    if (expected === null) assert.ok(length! > 0);
    else assert.equal(length, expected);
    assert.ok(at + length! <= core.memory.buffer.byteLength);
  });
}

test('a payload holds what was asked for', () => {
  const core = makeCore();
  bindBuffer(core, [1, 2, 3, 4]);
  const at = core.exports.gl_getBufferSubData(kArrayBuffer, 1, 3) >>> 0;
  assert.deepEqual(Array.from(new Uint8Array(core.memory.buffer, at, 3)), [2, 3, 4]);
});

test('a zero-length payload has an address', () => {
  const core = makeCore();
  bindBuffer(core, [1, 2, 3, 4]);
  const at = core.exports.gl_getBufferSubData(kArrayBuffer, 4, 0) >>> 0;
  assert.notEqual(at, 0);
  assert.deepEqual(header(core, at), [0, 0, 0, 0]);
});

test('a failure is 0, and the GL error says why', () => {
  const core = makeCore();
  bindBuffer(core, [1, 2, 3, 4]);
  assert.equal(core.exports.gl_getBufferSubData(kArrayBuffer, 2, 3), 0);
  assert.equal(core.exports.gl_getError(), 0x501);
});

test('the next call with a result overwrites the payload before', () => {
  const core = makeCore();
  bindBuffer(core, [1, 2, 3, 4]);
  const first = core.exports.gl_getBufferSubData(kArrayBuffer, 0, 2) >>> 0;
  const second = core.exports.gl_getBufferSubData(kArrayBuffer, 2, 2) >>> 0;
  assert.equal(second, first);
  assert.deepEqual(Array.from(new Uint8Array(core.memory.buffer, first, 2)), [3, 4]);
});

test('large arguments take memory of their own and give it back', () => {
  const core = makeCore();
  const at = core.reserve(1 << 20);
  const other = core.reserve(16);
  assert.notEqual(at, other);
  core.release(at);
  core.release(other);
  assert.equal(core.reserve(16), other);
});

test('two instances share nothing', () => {
  const [a, b] = [makeCore(), makeCore()];
  a.exports.gl_clearColor(1, 0, 0, 1);
  const at = b.exports.gl_getParameter(0x0c22) >>> 0;
  assert.deepEqual(Array.from(new Float32Array(b.memory.buffer, at + 16, 4)), [0, 0, 0, 0]);
});
