// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// Room in a core's memory that JavaScript hands out: spans of the core's own heap, with an Allocator of web/alloc over
// each. One is scratch for the arguments of calls, others hold the private data of generated routines, which the core's
// record of those routines owns. Where a span is too small, the heap serves directly.

import {Allocator} from '../alloc/allocator.ts';
import {add, emptyList} from '../host/intrinsics.ts';
import type {CoreExports} from './boundary.ts';

/** Arguments up to this size need no allocation in the core. */
export const kScratchBytes = 65536;
/** A program's routines take 256 bytes; with arrays that they index, or tables of constants, some hundred more. */
const kDataSpanBytes = 16384;

export class CoreMemory {
  readonly #core: {readonly exports: CoreExports};
  readonly #scratch: Allocator;
  readonly #scratchStart: number;
  readonly #dataSpans = emptyList<Allocator>();
  /** Who gave the data at an address; null: the heap. */
  readonly #data = new Map<number, Allocator | null>();
  /** A span failed: its own lists see setters that a page puts on Array.prototype. */
  #heapAlone = false;

  /**
   * Throws a RangeError where the core has no memory for the scratch.
   *
   * @param core whose exports, and with them its memory, may be others from one call to the next
   */
  constructor(core: {readonly exports: CoreExports}) {
    this.#core = core;
    const scratch = this.#addSpan(kScratchBytes);
    if (!scratch) throw new RangeError('No memory for a context');
    this.#scratch = scratch;
    this.#scratchStart = scratch.alloc(kScratchBytes); // all of it, so that no argument needs the span's lists
  }

  /**
   * Room for an argument, 16-byte aligned, until the next `reserve`; `release` it after the call all the same. 0: out of
   * memory. May grow the memory: make views afterwards.
   */
  reserve(bytes: number): number {
    if (bytes <= kScratchBytes) return this.#scratch.alloc(bytes || 1);
    return bytes < 2 ** 32 ? this.#core.exports.wasm_alloc(bytes) >>> 0 : 0;
  }

  release(at: number): void {
    if (at !== this.#scratchStart && at !== 0) this.#core.exports.wasm_free(at);
  }

  /** Private data of generated routines, until `freeData`. 0: out of memory. May grow the memory. */
  allocateData(bytes: number): number {
    if (this.#heapAlone || bytes > kDataSpanBytes) return this.#allocateHeap(bytes);
    for (let i = 0; i < this.#dataSpans.length; ++i) {
      const span = this.#dataSpans[i]!;
      if (span.statistics.largestFree >= bytes) return this.#allocateIn(span, bytes);
    }
    const span = this.#addSpan(kDataSpanBytes);
    if (!span) return 0;
    add(this.#dataSpans, span);
    return this.#allocateIn(span, bytes);
  }

  #allocateIn(span: Allocator, bytes: number): number {
    try {
      const at = span.malloc(bytes);
      this.#data.set(at, span);
      return at;
    } catch {
      this.#heapAlone = true;
      return this.#allocateHeap(bytes);
    }
  }

  #allocateHeap(bytes: number): number {
    const at = bytes < 2 ** 32 ? this.#core.exports.wasm_alloc(bytes) >>> 0 : 0;
    if (at !== 0) this.#data.set(at, null);
    return at;
  }

  freeData(at: number): void {
    const span = this.#data.get(at);
    if (span === undefined) return;
    this.#data.delete(at);
    if (!span) return this.#core.exports.wasm_free(at);
    try {
      span.free(at);
    } catch {
      this.#heapAlone = true;
    }
  }

  /** Bytes of data in use, for tests and for people. */
  get dataBytes(): number {
    let sum = 0;
    for (let i = 0; i < this.#dataSpans.length; ++i) sum += this.#dataSpans[i]!.statistics.used;
    return sum;
  }

  #addSpan(bytes: number): Allocator | null {
    const start = this.#core.exports.wasm_alloc(bytes) >>> 0;
    if (start === 0) return null;
    const core = this.#core;
    // A fixed span asks its memory for nothing but its size; to hold the memory itself would keep it after another came.
    const memory = {
      get buffer() {
        return core.exports.memory.buffer;
      },
    } as WebAssembly.Memory;
    return new Allocator({memory, start, end: start + bytes});
  }
}
