// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {DebugAllocator, kFresh, kFreed} from './debug.ts';

const bytes = (a: DebugAllocator, at: number, size: number): Uint8Array => new Uint8Array(a.buffer, at, size);

test('fresh bytes and freed ones show', () => {
  const a = new DebugAllocator();
  const p = a.malloc(20);
  assert.deepEqual([...bytes(a, p, 20)], Array(20).fill(kFresh));
  a.free(p);
  assert.deepEqual([...bytes(a, p, 20)], Array(20).fill(kFreed));
  assert.deepEqual([...bytes(a, a.calloc(5, 4), 20)], Array(20).fill(0));
});

test('leaks name who allocated', () => {
  const a = new DebugAllocator();
  function leaky(): void {
    a.malloc(33);
  }
  leaky();
  const token = {};
  a.alloc(8, token);
  a.alloc(4);
  a.free(a.malloc(5));
  assert.deepEqual(
    a.leaks.map(({size, kind}) => [size, kind]),
    [
      [33, 'kept'],
      [8, 'token'],
      [4, 'scratch'],
    ],
  );
  assert.match(a.leaks[0]!.stack, /leaky/);
  assert.ok(token);
});

test('freeing twice is told with both stacks', () => {
  const a = new DebugAllocator();
  const p = a.malloc(16);
  (function first() {
    a.free(p);
  })();
  assert.throws(() => a.free(p), /^RangeError: freed before: 16 bytes[^]*allocated:[^]*freed first:[^]*first/);
  assert.throws(() => a.free(p + 16), /no block/);
});

test('bytes written behind a block, or after its end, are found', () => {
  const a = new DebugAllocator();
  const p = a.malloc(10);
  a.check();
  bytes(a, p + 10, 1)[0] = 0;
  assert.throws(() => a.check(), /byte 0 behind 10/);
  assert.throws(() => a.free(p), /byte 0 behind 10/);

  const b = new DebugAllocator();
  const q = b.malloc(10);
  b.free(q);
  b.check();
  bytes(b, q + 3, 1)[0] = 0;
  assert.throws(() => b.check(), /byte 3 of 10 at \d+ was written after it was freed/);
  b.malloc(4); // its bytes are somebody else's now
  b.check();
});

test('blocks move with their bytes, and keep their kind', () => {
  const a = new DebugAllocator();
  const p = a.malloc(16);
  bytes(a, p, 16).fill(7);
  a.malloc(16);
  const q = a.realloc(p, 40);
  assert.notEqual(q, p);
  assert.deepEqual([...bytes(a, q, 40)], [...Array<number>(16).fill(7), ...Array<number>(24).fill(kFresh)]);
  assert.throws(() => a.free(p), /freed before/);
  const token = {};
  a.release(q, token);
  assert.equal(a.leaks.find(({at}) => at === q)!.kind, 'token');
  a.retain(q);
  assert.equal(a.leaks.find(({at}) => at === q)!.kind, 'kept');
  a.check();
});

test('a trim takes what is in use along, and nothing is found amiss', () => {
  const a = new DebugAllocator();
  const p = a.malloc(100);
  const hole = a.malloc(100);
  a.malloc(100);
  a.free(a.malloc(300_000));
  a.free(hole);
  assert.equal(a.trim(), true);
  a.check();
  a.free(p);
  a.check();
});
