// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';

import {Allocator, type AllocatorEvent} from './allocator.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const turn = () => new Promise((resolve) => setTimeout(resolve, 2));

/** Until finalization callbacks have run. What a job has looked at through a WeakRef lives to the job's end, so collect in one of its own. */
async function collected(done: () => boolean): Promise<void> {
  for (let i = 0; i < 50 && !done(); ++i) {
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
  assert.ok(wide >= at);
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

test('handlers are told what happened, and may allocate', () => {
  const a = new Allocator();
  const seen: AllocatorEvent[] = [];
  a.on('grow', (event) => seen.push(event));
  a.on('resize', (event) => seen.push(event));
  const inner: number[] = [];
  a.on('grow', () => inner.push(a.malloc(64)));
  const p = a.malloc(100_000);
  const [q] = inner;
  assert.ok(q! >= p + 100_000 || q! + 64 <= p, `${q} in ${p}`);
  assert.deepEqual(
    seen.map(({type, info}) => [type, info.oldSize, info.newSize]),
    [
      ['grow', 65536, 2 * 65536],
      ['resize', 65536, 2 * 65536],
    ],
  );
  assert.equal(seen[0]!.info.memory, a.memory);
  assert.equal(seen[0]!.info.buffer, a.buffer);
  a.free(p);
  a.free(q!);
  a.on('trim', (event) => seen.push(event));
  assert.equal(a.trim(), true);
  assert.deepEqual(
    seen.slice(2).map(({type, info}) => [type, info.oldSize, info.newSize, info.memory === a.memory]),
    [
      ['resize', 2 * 65536, 65536, true],
      ['trim', 2 * 65536, 65536, true],
    ],
  );
});

test('what a handler throws is reported, and fails no allocation', (context) => {
  const a = new Allocator();
  let later = 0;
  a.on('grow', () => {
    throw new Error('of a handler');
  });
  a.on('grow', () => ++later);
  const tasks: (() => void)[] = [];
  context.mock.method(globalThis, 'queueMicrotask', (task: () => void) => tasks.push(task));
  const p = a.malloc(100_000);
  assert.equal(later, 1);
  assert.equal(a.statistics.used, 100_000);
  assert.equal(tasks.length, 1);
  assert.throws(tasks[0]!, /of a handler/); // outside of everything, so that it is an uncaught error
  a.free(p);
  assert.equal(a.statistics.used, 0);
});

test('offAll takes a type\u2019s handlers, of a token or all', () => {
  const a = new Allocator();
  const calls: string[] = [];
  const token = {};
  a.on('grow', () => calls.push('one'), token);
  a.on('grow', () => calls.push('two'), token);
  a.on('grow', () => calls.push('three'));
  a.on('resize', () => calls.push('four'), token);
  a.offAll('grow', token);
  a.grow(1);
  assert.deepEqual(calls.splice(0), ['three', 'four']);
  a.offAll('grow');
  a.grow(1);
  assert.deepEqual(calls, ['four']);
});

test('retain and release change what a block lives by', async () => {
  const a = new Allocator();
  const scratch = a.alloc(32);
  a.retain(scratch);
  assert.notEqual(a.alloc(32), scratch);
  const kept = (() => {
    const at = a.alloc(48, {});
    a.retain(at);
    return at;
  })();
  (() => a.release(a.malloc(160), {}))();
  assert.equal(a.statistics.used, 32 + 48 + 160);
  await collected(() => a.statistics.used === 80);
  assert.equal(a.statistics.used, 80);
  a.free(kept);
  a.free(scratch);
  assert.throws(() => a.retain(kept), RangeError);
  assert.throws(() => a.release(kept, {}), RangeError);
});

/** A module with a maximum of its memory, and a segment. */
const kSmallModule = new WebAssembly.Module(
  // (module (import "env" "memory" (memory 1 16)) (data (i32.const 16) "seed"))
  Uint8Array.from([
    ...[
      0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 2, 16, 1, 3, 0x65, 0x6e, 0x76, 6, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79, 2, 1, 1,
      16,
    ],
    ...[11, 10, 1, 0, 0x41, 16, 11, 4, 0x73, 0x65, 0x65, 0x64],
  ]),
);

test('modules with a maximum can be made again', () => {
  const spawn = (memory: WebAssembly.Memory) => new WebAssembly.Instance(kSmallModule, {env: {memory}});
  assert.throws(() => new Allocator().bind(spawn), WebAssembly.LinkError);
  const a = new Allocator({maximum: 16, start: 32});
  a.bind(spawn);
  assert.throws(() => a.malloc(16 * 65536), RangeError);
  a.free(a.malloc(10 * 65536));
  assert.equal(a.trim(), true);
  assert.equal(a.buffer.byteLength, 65536);
});

test('where something cannot be made again, all is as before', () => {
  const a = new Allocator({maximum: 16, start: 32});
  const memories: WebAssembly.Memory[] = [];
  let fail = true;
  a.bind((memory) => {
    memories.push(memory);
    return new WebAssembly.Instance(kSmallModule, {env: {memory}});
  });
  a.bind(
    () => undefined,
    (memory) => {
      if (fail && memory !== memories[0]) throw new Error('cannot');
    },
  );
  const p = a.malloc(16);
  const text = (at: number): string => String.fromCharCode(...new Uint8Array(a.buffer, at, 4));
  assert.equal(text(16), 'seed');
  new Uint8Array(a.buffer, 16, 4).set([0x74, 0x72, 0x65, 0x65]);
  new Uint8Array(a.buffer, p, 4).set([0x72, 0x6f, 0x6f, 0x74]);
  a.free(a.malloc(200_000));
  const before = a.statistics;
  assert.throws(() => a.trim(), /cannot/);
  assert.equal(a.memory, memories[0]);
  assert.equal(memories.at(-1), a.memory); // bound again
  assert.deepEqual(a.statistics, before);
  assert.deepEqual([text(16), text(p)], ['tree', 'root']);
  fail = false;
  assert.equal(a.trim(), true);
  assert.equal(memories.at(-1), a.memory);
  assert.deepEqual([text(16), text(p)], ['tree', 'root']);
});

test('a memory that somebody else may hold is not exchanged', () => {
  const given = new Allocator({memory: new WebAssembly.Memory({initial: 3})});
  assert.throws(() => given.trim(), /no trim: no `maximum`/);
  const shared = new Allocator({memory: new WebAssembly.Memory({initial: 3, maximum: 9, shared: true}), maximum: 9});
  assert.ok(shared.malloc(400_000) > 0);
  assert.throws(() => shared.trim(), /no trim: shared memory/);
  const fixed = new Allocator({memory: new WebAssembly.Memory({initial: 3}), end: 4096});
  assert.throws(() => fixed.trim(), /no trim: fixed span/);
  const imported = new Allocator({memory: new WebAssembly.Memory({initial: 3, maximum: 9}), maximum: 9});
  assert.equal(imported.trim(), true);
});

test('what a module grows by itself is handed out', () => {
  const memory = new WebAssembly.Memory({initial: 1, maximum: 2});
  const a = new Allocator({memory});
  memory.grow(1);
  assert.equal(a.malloc(100_000), 16);
  assert.equal(a.statistics.total, 2 * 65536 - 16);
});

test('malloc and free serve as imports of a module', () => {
  const a = new Allocator({memory: new WebAssembly.Memory({initial: 1, maximum: 1})});
  // (import "env" "malloc" (func (param i32) (result i32))) (import "env" "free" (func (param i32))), exported again
  const module = new WebAssembly.Module(
    Uint8Array.from([
      ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 10, 2, 96, 1, 127, 1, 127, 96, 1, 127, 0, 2, 25, 2, 3, 101, 110],
      ...[118, 6, 109, 97, 108, 108, 111, 99, 0, 0, 3, 101, 110, 118, 4, 102, 114, 101, 101, 0, 1, 3, 3, 2, 0, 1],
      ...[7, 9, 2, 1, 109, 0, 2, 1, 102, 0, 3, 10, 15, 2, 6, 0, 32, 0, 16, 0, 11, 6, 0, 32, 0, 16],
      ...[1, 11],
    ]),
  );
  const {m, f} = new WebAssembly.Instance(module, {
    env: {malloc: (size: number) => a.malloc(size >>> 0), free: (at: number) => a.free(at >>> 0)},
  }).exports as {m: (size: number) => number; f: (at: number) => void};
  const p = m(48);
  assert.equal(a.statistics.used, 48);
  f(p);
  assert.equal(a.statistics.used, 0);
  assert.throws(() => m(-16), RangeError); // 4 GiB less 16: unsigned, and too much
  assert.throws(() => f(p), RangeError);
});

test('random use: blocks stay apart, keep their bytes, and all comes back as one', () => {
  let seed = 11;
  const random = (limit: number): number => (seed = (seed * 48271) % 0x7fffffff) % limit;
  const a = new Allocator();
  const live: {at: number; size: number; mark: number}[] = [];
  for (let n = 0; n < 20_000; ++n) {
    const choice = random(10);
    if (choice < 5 && live.length < 400) {
      const size = 1 + random(random(20) === 0 ? 5000 : 300);
      const at = a.malloc(size, 16 << random(4));
      const mark = 1 + random(255);
      new Uint8Array(a.buffer, at, size).fill(mark);
      live.push({at, size, mark});
    } else if (live.length > 0) {
      const index = random(live.length);
      const block = live[index]!;
      const bytes = new Uint8Array(a.buffer, block.at, block.size);
      assert.ok(bytes[0] === block.mark && bytes.at(-1) === block.mark && bytes[block.size >> 1] === block.mark);
      if (choice < 8) {
        a.free(block.at);
        live.splice(index, 1);
      } else {
        const size = 1 + random(600);
        block.at = a.realloc(block.at, size);
        block.size = size;
        new Uint8Array(a.buffer, block.at, size).fill(block.mark);
      }
    }
  }
  live.sort((p, q) => p.at - q.at);
  live.forEach(({at, size}, i) => assert.ok(i === 0 || at >= live[i - 1]!.at + live[i - 1]!.size, `${at}, ${size}`));
  const used = live.reduce((sum, {size}) => sum + Math.ceil(size / 16) * 16, 0);
  assert.equal(a.statistics.used, used);
  for (const {at} of live) a.free(at);
  const {total, free, largestFree, headFree, tailFree} = a.statistics;
  assert.deepEqual([free, largestFree, headFree, tailFree], [total, total, total, total]);
});

test('ten times the blocks cost about ten times as much, and not a hundred', () => {
  const cost = (count: number): number => {
    let seed = 3;
    const size = (): number => 1 + ((seed = (seed * 48271) % 0x7fffffff) % 400);
    const a = new Allocator();
    const start = performance.now();
    const blocks = Array.from({length: count}, () => a.malloc(size()));
    for (let i = 0; i < count; i += 2) a.free(blocks[i]!); // gaps of all sizes
    for (let i = 0; i < count; i += 2) blocks[i] = a.malloc(size());
    for (const block of blocks) a.free(block);
    return performance.now() - start;
  };
  cost(1000);
  let [few, many] = [Infinity, Infinity];
  for (let i = 0; i < 25; ++i) {
    few = Math.min(few, cost(1000));
    many = Math.min(many, cost(10_000));
  }
  assert.ok(many < 45 * few, `${many} ms, ${few} ms`); // a busy machine's caches and collector are in it
});
