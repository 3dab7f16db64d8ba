// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';

import {Allocator} from './allocator.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const turn = () => new Promise((resolve) => setTimeout(resolve, 2));

/** Until finalization callbacks have run. What a job has looked at through a WeakRef lives to the job's end, so collect in one of its own. */
async function collected(done: () => boolean): Promise<void> {
  for (let i = 0; i < 50 && !done(); i++) {
    await turn();
    collect();
    await turn();
  }
}

test('blocks are aligned, apart, and never at 0', () => {
  const a = new Allocator();
  const p = a.malloc(1);
  const q = a.malloc(17);
  const r = a.malloc(5, 256);
  assert.ok(p > 0);
  assert.equal(p % 16, 0);
  assert.equal(q % 16, 0);
  assert.equal(r % 256, 0);
  assert.ok(q >= p + 1 && r >= q + 17);
});

test('scratch lasts until the next alloc', () => {
  const a = new Allocator();
  const first = a.alloc(64);
  assert.equal(a.statistics.used, 64);
  const second = a.alloc(32);
  assert.equal(second, first);
  assert.equal(a.statistics.used, 32);
  a.alloc(8, {});
  assert.equal(a.statistics.used, 16);
});

test('scratch stays where it is while it fits, and gives way to a block that is in use', () => {
  const a = new Allocator();
  const first = a.alloc(64);
  const kept = a.malloc(16);
  assert.equal(kept, first + 64);
  assert.equal(a.alloc(48), first);
  assert.equal(a.alloc(64), first);
  const moved = a.alloc(65);
  assert.ok(moved >= kept + 16);
  assert.equal(a.statistics.used, 80 + 16);
  a.free(kept);
  assert.equal(a.statistics.used, 80);
  assert.throws(() => a.alloc(1.5), RangeError);
  assert.equal(a.statistics.used, 80);
});

test('scratch and blocks never overlap', () => {
  const a = new Allocator({memory: new WebAssembly.Memory({initial: 1}), start: 0, end: 4000});
  let seed = 7;
  const random = (limit: number): number => (seed = (seed * 48271) % 0x7fffffff) % limit;
  const blocks = new Map<number, number>();
  for (let i = 0; i < 3000; ++i) {
    const size = 1 + random(200);
    try {
      if (random(2) === 0) {
        const at = a.alloc(size);
        assert.ok(at + size <= 4000);
        for (const [p, bytes] of blocks) assert.ok(at + size <= p || p + bytes <= at, `scratch ${at} in ${p}`);
      } else if (random(3) > 0) {
        blocks.set(a.malloc(size), size);
      }
    } catch (error) {
      assert.ok(error instanceof RangeError);
    }
    const [oldest] = blocks.keys();
    if (oldest !== undefined && (blocks.size > 20 || random(4) === 0)) {
      a.free(oldest);
      blocks.delete(oldest);
    }
  }
});

test('trim forgets how much room the scratch had', () => {
  const a = new Allocator();
  a.alloc(500_000);
  const at = a.alloc(16);
  assert.equal(a.trim(), true);
  const wide = a.alloc(200_000); // the memory grows again
  assert.ok(a.buffer.byteLength >= wide + 200_000);
  assert.equal(wide, at);
});

test('off takes back what on did, with a token and without', () => {
  const a = new Allocator();
  let calls = 0;
  const handler = (): void => void ++calls;
  a.on('resize', handler);
  a.on('grow', handler);
  a.grow(1);
  assert.equal(calls, 2);
  a.off('resize', handler);
  a.grow(1);
  assert.equal(calls, 3);
  a.off('grow', handler);
  a.grow(1);
  assert.equal(calls, 3);
});

test('a token keeps its block, and its collection frees it', async () => {
  const a = new Allocator();
  const kept = {};
  a.alloc(48, kept);
  (() => a.alloc(160, {}))();
  assert.equal(a.statistics.used, 208);
  await collected(() => a.statistics.used === 48);
  assert.equal(a.statistics.used, 48);
  assert.ok(kept);
});

test('a block freed by hand is not freed again by its token', async () => {
  const a = new Allocator();
  (() => a.free(a.alloc(48, {})))();
  const p = a.malloc(48);
  collect();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(a.statistics.used, 48);
  a.free(p);
});

test('best fit takes the smallest gap that is large enough', () => {
  const a = new Allocator();
  const wide = a.malloc(256);
  a.malloc(16);
  const narrow = a.malloc(64);
  a.malloc(16);
  a.free(wide);
  a.free(narrow);
  assert.equal(a.malloc(60), narrow);
  assert.equal(a.malloc(60), wide);
});

test('memory grows when nothing fits, and live views follow', () => {
  const a = new Allocator();
  const events: string[] = [];
  a.on('grow', () => events.push('grow'));
  a.on('resize', () => events.push('resize'));
  const p = a.malloc(200_000);
  assert.ok(a.buffer.byteLength >= p + 200_000);
  assert.deepEqual(events, ['grow', 'resize']);
});

test('out of memory throws a RangeError and changes nothing', () => {
  const a = new Allocator({memory: new WebAssembly.Memory({initial: 1, maximum: 2})});
  a.malloc(1000);
  const scratch = a.alloc(100);
  const before = a.statistics;
  assert.throws(() => a.malloc(10_000_000), RangeError);
  assert.throws(() => a.alloc(10_000_000), RangeError);
  assert.throws(() => a.alloc(-1), RangeError);
  assert.throws(() => a.alloc(16, undefined, 24), RangeError);
  assert.deepEqual(a.statistics, before);
  assert.equal(a.alloc(100), scratch);
});

test('realloc grows in place or moves with the bytes, and keeps the token', async () => {
  const a = new Allocator();
  let token: object | undefined = {};
  const p = a.alloc(16, token);
  new Uint8Array(a.buffer)[p + 5] = 77;
  assert.equal(a.realloc(p, 64), p);
  a.malloc(16);
  const q = a.realloc(p, 128);
  assert.notEqual(q, p);
  assert.equal(new Uint8Array(a.buffer)[q + 5], 77);
  assert.equal(a.statistics.used, 144);
  token = undefined;
  await collected(() => a.statistics.used === 16);
  assert.equal(a.statistics.used, 16);
});

test('calloc clears what was there', () => {
  const a = new Allocator();
  const p = a.malloc(32);
  new Uint8Array(a.buffer, p, 32).fill(9);
  a.free(p);
  const q = a.calloc(4, 8);
  assert.equal(q, p);
  assert.deepEqual([...new Uint8Array(a.buffer, q, 32)], Array(32).fill(0));
});

test('free refuses what is no block', () => {
  const a = new Allocator();
  const p = a.malloc(16);
  assert.throws(() => a.free(p + 4), RangeError);
  a.free(p);
  assert.throws(() => a.free(p), RangeError);
});

test('trim gives pages back, keeps the bytes and respawns what is bound', () => {
  const a = new Allocator();
  const p = a.malloc(100);
  const far = a.malloc(500_000);
  new Uint8Array(a.buffer)[p] = 42;
  const memories: WebAssembly.Memory[] = [];
  a.bind((memory) => memories.push(memory));
  assert.equal(a.trim(), false);
  a.free(far);
  const events: string[] = [];
  a.on('trim', () => events.push('trim'));
  assert.equal(a.trim(), true);
  assert.equal(a.buffer.byteLength, 65536);
  assert.equal(new Uint8Array(a.buffer)[p], 42);
  assert.deepEqual(events, ['trim']);
  assert.equal(memories.length, 2);
  assert.equal(memories[1], a.memory);
  assert.notEqual(memories[0], memories[1]);
});

test('a restricted span stays in its bounds and refuses to trim', () => {
  const memory = new WebAssembly.Memory({initial: 2});
  const a = new Allocator({memory, start: 1000, end: 2024});
  assert.equal(a.malloc(16), 1008);
  assert.equal(a.statistics.total, 1016);
  assert.throws(() => a.malloc(1024), RangeError);
  assert.equal(memory.buffer.byteLength, 131072);
  assert.throws(() => a.trim(), TypeError);
  assert.throws(() => new Allocator({memory, start: 0, end: 1 << 20}), RangeError);
});

test('a handler is called once per token, and not after the token is gone', async () => {
  const a = new Allocator();
  let calls = 0;
  const handler = () => void calls++;
  const token = {};
  a.on('grow', handler, token);
  a.on('grow', handler, token);
  (() => a.on('grow', handler, {}))();
  a.grow(1);
  assert.equal(calls, 2);
  await collected(() => {
    calls = 0;
    a.grow(1);
    return calls === 1;
  });
  assert.equal(calls, 1);
  a.off('grow', handler, token);
  calls = 0;
  a.grow(1);
  assert.equal(calls, 0);
});

test('statistics add up', () => {
  const a = new Allocator({memory: new WebAssembly.Memory({initial: 1}), start: 0});
  const head = a.malloc(64);
  a.malloc(16);
  const hole = a.malloc(32);
  a.malloc(16);
  a.free(head);
  a.free(hole);
  assert.deepEqual(a.statistics, {
    total: 65536,
    used: 32,
    usedRun: 128,
    free: 65504,
    headFree: 64,
    tailFree: 65408,
    largestFree: 65408,
  });
});
