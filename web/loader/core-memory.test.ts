// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {stateOf} from '../context/state.ts';
import {
  bindFullQuad,
  coreModule,
  kColorFragment,
  kPlainVertex,
  makeProgram,
  makeTestContext,
} from '../testing/contexts.ts';
import {Compiler} from './compiler.ts';
import {CoreInstance} from './core-instance.ts';
import {CoreMemory, kScratchBytes} from './core-memory.ts';

/** Room in a real core, and how often the core's heap was asked. */
function makeMemory(): {memory: CoreMemory; live: Map<number, number>; setFull: (full: boolean) => void} {
  const {exports} = new CoreInstance(coreModule(), new Compiler(coreModule()), () => undefined);
  const live = new Map<number, number>();
  let full = false;
  const counted = {
    ...exports,
    memory: exports.memory,
    wasm_alloc(bytes: number): number {
      const at = full ? 0 : exports.wasm_alloc(bytes) >>> 0;
      if (at !== 0) live.set(at, bytes);
      return at;
    },
    wasm_free(at: number): void {
      assert.ok(live.delete(at), 'freed what was not allocated');
      exports.wasm_free(at);
    },
  };
  return {memory: new CoreMemory({exports: counted}), live, setFull: (value) => (full = value)};
}

test('scratch is one place, aligned, and asks the heap for nothing', () => {
  const {memory, live} = makeMemory();
  const spans = live.size;
  const at = memory.reserve(16);
  assert.equal(at % 16, 0);
  for (const bytes of [0, 1, 17, kScratchBytes, 5]) {
    assert.equal(memory.reserve(bytes), at);
    memory.release(at);
  }
  assert.equal(live.size, spans);
});

test("what is too large for the scratch is the heap's, and goes back", () => {
  const {memory, live} = makeMemory();
  const spans = live.size;
  const at = memory.reserve(kScratchBytes + 1);
  assert.equal(live.get(at), kScratchBytes + 1);
  memory.release(at);
  assert.equal(live.size, spans);
});

test('data of modules live apart in spans, and go back to them', () => {
  const {memory, live} = makeMemory();
  const first = memory.allocateData(100);
  const spans = live.size;
  const others = Array.from({length: 20}, () => memory.allocateData(100));
  assert.equal(live.size, spans);
  const all = [first, ...others].sort((a, b) => a - b);
  for (let i = 1; i < all.length; ++i) assert.ok(all[i]! - all[i - 1]! >= 100);
  assert.equal(memory.dataBytes, 21 * 112);
  for (const at of all) memory.freeData(at);
  assert.equal(memory.dataBytes, 0);
  assert.equal(memory.allocateData(100), first);
});

test('setters on Array.prototype take neither scratch nor data away, while they are there or afterwards', () => {
  const {memory, live} = makeMemory();
  const scratch = memory.reserve(16);
  const set = (): void => undefined;
  for (let i = 0; i < 64; ++i) Object.defineProperty(Array.prototype, i, {set, get: () => 7, configurable: true});
  let during: number;
  let data: number;
  try {
    during = memory.reserve(5000);
    data = memory.allocateData(100);
  } finally {
    for (let i = 0; i < 64; ++i) delete (Array.prototype as unknown as {[index: number]: unknown})[i];
  }
  assert.equal(during, scratch);
  assert.equal(memory.reserve(9000), scratch);
  const other = memory.allocateData(100);
  assert.ok(data !== 0 && other !== 0 && Math.abs(data - other) >= 100);
  const held = live.size;
  memory.freeData(data);
  memory.freeData(other);
  assert.equal(live.size, held - 2);
});

test("a full span is followed by another, and large data is the heap's", () => {
  const {memory, live} = makeMemory();
  memory.allocateData(16000);
  const spans = live.size;
  memory.allocateData(16000);
  assert.equal(live.size, spans + 1);
  const large = memory.allocateData(100_000);
  assert.equal(live.get(large), 100_000);
  memory.freeData(large);
  assert.ok(!live.has(large));
});

test('no memory is 0, and nothing has changed', () => {
  const {memory, live, setFull} = makeMemory();
  memory.allocateData(16000);
  const before = [...live.keys()];
  setFull(true);
  assert.equal(memory.allocateData(16000), 0);
  assert.equal(memory.allocateData(100_000), 0);
  assert.equal(memory.reserve(100_000), 0);
  assert.deepEqual([...live.keys()], before);
  assert.notEqual(memory.allocateData(100), 0);
});

test('data of routines stay while the program can be drawn with, whatever becomes of its object', () => {
  const gl = makeTestContext();
  const {core} = stateOf(gl);
  assert.equal(core!.moduleDataBytes, 0);
  const program = makeProgram(gl, kPlainVertex, kColorFragment);
  bindFullQuad(gl, program);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
  assert.ok(core!.moduleDataBytes > 0);
  gl.deleteProgram(program);
  assert.ok(core!.moduleDataBytes > 0);
  gl.drawArrays(gl.TRIANGLES, 0, 6);
  assert.equal(gl.getError(), 0);
  gl.useProgram(null);
  assert.equal(core!.moduleDataBytes, 0);
});
