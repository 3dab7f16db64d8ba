// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// `npx tsx scripts/bench-alloc.ts`: the allocator beside dlmalloc in wasm, as Emscripten brings it, called from the same
// JavaScript. Speed of 10,000 blocks, of blocks that come and go, and of a recorded trace; what memory the trace takes; sizes.
//
// web/alloc/trace.bin.gz: 60,000 calls of malloc and free in a row, recorded while a C++ program compiled shaders. Each is a
// number in base 128, low digits first: twice the size of a block, or one more than twice the number of blocks made since.

import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {gunzipSync} from 'node:zlib';
import {Random} from '../e2e/random.ts';
import {Allocator} from '../web/alloc/allocator.ts';
import {root, run} from './shell.ts';
import {measure} from './size.ts';

interface Heap {
  malloc(size: number): number;
  free(at: number): void;
  /** Of the memory, in bytes. */
  readonly bytes: number;
}

async function dlmalloc(): Promise<{make: () => Heap; size: number}> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'dlmalloc-'));
  try {
    const [source, file] = ['dl.c', 'dl.wasm'].map((name) => path.join(folder, name)) as [string, string];
    fs.writeFileSync(source, '#include <stdlib.h>\n');
    await run('emcc', [
      ...['-O3', source, '-o', file, '-sSTANDALONE_WASM', '--no-entry', '-sMALLOC=dlmalloc'],
      ...['-sEXPORTED_FUNCTIONS=_malloc,_free', '-sALLOW_MEMORY_GROWTH=1', '-sINITIAL_MEMORY=131072'],
      '-sTOTAL_STACK=32768',
    ]);
    const bytes = fs.readFileSync(file);
    const module = new WebAssembly.Module(bytes);
    const make = (): Heap => {
      const {memory, malloc, free} = new WebAssembly.Instance(module, {
        env: {emscripten_notify_memory_growth: () => undefined},
      }).exports as unknown as Omit<Heap, 'bytes'> & {memory: WebAssembly.Memory};
      return {malloc, free, get bytes() { return memory.buffer.byteLength; }}; // prettier-ignore
    };
    return {make, size: bytes.length};
  } finally {
    fs.rmSync(folder, {recursive: true});
  }
}

const ours = (): Heap => {
  const allocator = new Allocator();
  return {
    malloc: (size) => allocator.malloc(size),
    free: (at) => allocator.free(at),
    get bytes() {
      return allocator.buffer.byteLength;
    },
  };
};

function readTrace(): number[] {
  const bytes = gunzipSync(fs.readFileSync(path.join(root, 'web/alloc/trace.bin.gz')));
  const numbers: number[] = [];
  for (let i = 0; i < bytes.length;) {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const digit = bytes[i++]!;
      value += (digit & 127) * scale;
      if (digit < 128) break;
    }
    numbers.push(value);
  }
  return numbers;
}

const kWork: Readonly<Record<string, (heap: Heap) => void>> = {
  '1,000 blocks made and freed': blocks(1000),
  '10,000 blocks made and freed': blocks(10_000),
  '10,000 blocks replaced by chance': (heap) => {
    const random = new Random(5);
    const live = Array.from({length: 10_000}, () => heap.malloc(1 + random.int(400)));
    for (let n = 0; n < 10_000; ++n) {
      const index = random.int(live.length);
      heap.free(live[index]!);
      live[index] = heap.malloc(1 + random.int(400));
    }
  },
  'the recorded trace': (heap) => void replay(heap),
};

function blocks(count: number): (heap: Heap) => void {
  return (heap) => {
    const random = new Random(7);
    const live = Array.from({length: count}, () => heap.malloc(1 + random.int(400)));
    for (const at of live) heap.free(at);
  };
}

const trace = readTrace();

/** Returns the most bytes that were asked for at a time. */
function replay(heap: Heap): number {
  const made: {at: number; size: number}[] = [];
  let bytes = 0;
  let most = 0;
  for (const number of trace) {
    const value = Math.floor(number / 2);
    if (number % 2 === 0) {
      made.push({at: heap.malloc(value), size: value});
      bytes += value;
      most = Math.max(most, bytes);
    } else {
      const {at, size} = made[made.length - value]!;
      heap.free(at);
      bytes -= size;
    }
  }
  return most;
}

function milliseconds(make: () => Heap, work: (heap: Heap) => void): number {
  const times = Array.from({length: 15}, () => {
    const heap = make();
    const start = performance.now();
    work(heap);
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[7]!;
}

const {make: theirs, size} = await dlmalloc();
console.log(`${'ms, medians of 15'.padEnd(36)}${'dlmalloc'.padStart(10)}${'ours'.padStart(10)}${'ratio'.padStart(8)}`);
for (const [name, work] of Object.entries(kWork)) {
  const [a, b] = [milliseconds(theirs, work), milliseconds(ours, work)];
  console.log(
    `${name.padEnd(36)}${a.toFixed(3).padStart(10)}${b.toFixed(3).padStart(10)}${(b / a).toFixed(2).padStart(8)}`,
  );
}
const heaps = [theirs(), ours()];
const asked = heaps.map(replay);
console.log(
  `\nthe trace asks for ${asked[0]} bytes at most; memory after it: dlmalloc ${heaps[0]!.bytes}, ours ${heaps[1]!.bytes}`,
);
console.log(`size: dlmalloc ${size} bytes of wasm, ours ${measure(['alloc.js'])[0]!.sentBytes} bytes by gzip`);
