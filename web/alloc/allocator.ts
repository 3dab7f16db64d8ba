// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// An allocator that lives in JavaScript and hands out parts of a WebAssembly memory, for modules that carry none of their
// own. All bookkeeping is here: the memory holds nothing but the caller's bytes, so a stray write there cannot break it.

import {binOf, freeIn, kGrainBytes, lowerBound, place, roundUp, type Run} from './runs.ts';

export type AllocatorEventType = 'grow' | 'trim' | 'resize';

export interface AllocatorEvent {
  type: AllocatorEventType;
  info: {
    /** The memory's size before, in bytes. */
    oldSize: number;
    /** The memory's size now, in bytes. */
    newSize: number;
    /** The memory as it is now: after `trim`, another one. */
    memory: WebAssembly.Memory;
    /** Its buffer as it is now: all made before is detached or out of use. */
    buffer: ArrayBuffer;
  };
}

export type AllocatorHandler = (event: AllocatorEvent) => void;

export interface AllocatorOptions {
  /** The memory to hand out. @default a new memory of one page */
  memory?: WebAssembly.Memory;
  /** First byte that may be handed out. @default 16, so that no pointer is 0 */
  start?: number;
  /**
   * First byte that may not. With it the allocator keeps to its span: it never grows the memory, and `trim` is refused,
   * because what lies outside belongs to somebody else. @default none: the memory's end, which moves
   */
  end?: number;
  /**
   * The most pages of a memory that this allocator makes; modules that import it with a maximum need this one or less.
   * For a given memory it also says that everything that uses the memory imports it and is bound here, so that `trim` may
   * put another in its place. @default 65536
   */
  maximum?: number;
}

/** All in bytes. */
export interface AllocatorStatistics {
  /** The whole span. */
  total: number;
  /** In blocks handed out, rounded up as they were. */
  used: number;
  /** From the span's start to the end of the last used block. */
  usedRun: number;
  free: number;
  /** Before the first used block. */
  headFree: number;
  /** After the last used block. */
  tailFree: number;
  /** The longest run without a used block. */
  largestFree: number;
}

interface Subscription {
  type: AllocatorEventType;
  handler: AllocatorHandler;
  token: WeakRef<object> | undefined;
}

const kPageBytes = 65536;

function checkSize(size: number): number {
  if (size >>> 0 !== size) throw new RangeError(`no size: ${size}`);
  return roundUp(size || 1, kGrainBytes);
}

export class Allocator {
  #memory: WebAssembly.Memory;
  readonly #start: number;
  /** Of the span: the option `end`, or the memory's end as last seen. */
  #end: number;
  readonly #fixedEnd: number | undefined;
  readonly #maximum: number;
  /** Why `trim` is refused. */
  readonly #refusal: string | undefined;
  /** Before the first run and after the last one. */
  readonly #root = {size: 0} as Run;
  /** Free runs, by size and then address, those of each doubling of the size in an array of their own. */
  readonly #bins: Run[][] = Array.from({length: 33}, () => []);
  /** By address. Engines make a Map again and again as it grows, so there is one for each page. */
  readonly #blocks: Map<number, Run>[] = [];
  #used = 0;
  #scratch: Run | undefined;
  /** What the last `alloc` asked for. The scratch keeps what it had before that until somebody else asks. */
  #scratchBytes = 0;
  readonly #respawns: ((memory: WebAssembly.Memory) => void)[] = [];
  #subscriptions: Subscription[] = [];
  readonly #lifetimes = new FinalizationRegistry<Run>(({at}) => this.free(at));

  constructor({memory, start = kGrainBytes, end, maximum = memory ? 0 : 65536}: AllocatorOptions = {}) {
    this.#maximum = maximum;
    this.#memory = memory ?? new WebAssembly.Memory({initial: 1, maximum});
    this.#fixedEnd = end;
    if (end === undefined) {
      if (this.buffer.constructor.name !== 'ArrayBuffer') this.#refusal = 'shared memory';
      else if (!maximum) this.#refusal = 'no `maximum`';
    } else this.#refusal = 'fixed span';
    this.#start = this.#end = roundUp(start, kGrainBytes);
    this.#root.at = this.#end;
    this.#root.before = this.#root.after = this.#root;
    if (!(start >= 0) || end! < this.#end || end! > this.buffer.byteLength) {
      throw new RangeError(`no span: ${start}, ${end}`);
    }
    this.#settle();
  }

  /** The memory as it is now: `trim` puts a new one in its place. */
  get memory(): WebAssembly.Memory {
    return this.#memory;
  }

  /** The memory's buffer as it is now: growing detaches the one before. */
  get buffer(): ArrayBuffer {
    return this.#memory.buffer;
  }

  /**
   * Bytes that last until the next `alloc` (scratch), or, with a token, as long as the token lives. Scratch stays where
   * it is while it fits there, which makes it cheap enough for the arguments of every call.
   *
   * @param size in bytes; 0 counts as 1
   * @param token any object; its collection frees the block
   * @param alignment a power of two, at least 16 in effect @default 16
   * @returns the address
   * @throws RangeError when there is no room or an argument is no size; nothing has changed then
   */
  alloc(size: number, token?: object, alignment = kGrainBytes): number {
    // The path of nearly all calls: 32-bit integers, so that engines need no floats.
    if (!token && alignment === kGrainBytes && (size | 0) === size && size > 0 && size <= this.#scratch?.size!) {
      this.#scratchBytes = size;
      return this.#scratch!.at;
    }
    const bytes = checkSize(size);
    this.#settle();
    const before = this.#scratch;
    let block = before;
    if (token || !block || block.at % alignment || !this.#resize(block, bytes)) {
      block = this.#take(bytes, alignment);
      if (before) this.free(before.at);
    }
    if (token) {
      this.release(block.at, token);
    } else {
      this.#scratch = block;
      this.#scratchBytes = bytes;
    }
    return block.at;
  }

  /** Bytes that last until `free`. Arguments and errors as `alloc`. */
  malloc(size: number, alignment = kGrainBytes): number {
    const bytes = checkSize(size);
    this.#settle();
    return this.#take(bytes, alignment).at;
  }

  /** `count * size` bytes, all zero, that last until `free`. */
  calloc(count: number, size: number, alignment = kGrainBytes): number {
    const at = this.malloc(count * size, alignment);
    new Uint8Array(this.buffer, at, count * size).fill(0);
    return at;
  }

  /**
   * Changes a block's size, in place where there is room behind it; else it moves, with its bytes. A block with a token
   * keeps its token. @throws RangeError as `alloc`, and when `at` is no block of this allocator
   */
  realloc(at: number, size: number, alignment = kGrainBytes): number {
    const block = this.#blockAt(at);
    const bytes = checkSize(size);
    if (at % alignment === 0 && this.#resize(block, bytes)) return at;
    const moved = this.#take(bytes, alignment);
    new Uint8Array(this.buffer).copyWithin(moved.at, at, at + Math.min(block.size, bytes));
    // The record goes where the bytes went, because a token may know it.
    this.#page(at).set(at, place({...block}));
    this.#page(moved.at).set(moved.at, place(Object.assign(block, moved)));
    this.free(at);
    return block.at;
  }

  /** Ends a block's life, whatever it was meant to be. @throws RangeError when `at` is no block of this allocator */
  free(at: number): void {
    let run = this.#detached(at);
    this.#used -= run.size;
    this.#page(at).delete(at);
    const rest = this.#freeAfter(run);
    for (;;) {
      rest.at = run.at;
      rest.size += run.size;
      rest.before = run = run.before;
      if (!run.free) break; // else it is one with what is freed
      this.#lift(run);
    }
    this.#keep(place(rest));
  }

  /** Makes a block last until `free`: its token frees it no more, nor does the next `alloc`. @throws RangeError as `free` */
  retain(at: number): void {
    this.#detached(at);
  }

  /** Makes a block last as long as a token lives, in place of what it was. @throws RangeError as `free` */
  release(at: number, token: object): void {
    const block = this.#detached(at);
    this.#lifetimes.register(token, block, block);
  }

  /** Makes room for at least `bytes` more at the end. @throws RangeError when the memory cannot grow that far */
  grow(bytes: number): void {
    this.#emit('grow', this.#grow(checkSize(bytes)));
  }

  /**
   * Gives back whole pages behind the last used block: a smaller memory takes the place of this one, with the same bytes,
   * and everything bound is made again over it. Instances that are made again write their data segments again; all bytes
   * are put back as they were after that.
   *
   * @returns false when there was nothing to give back
   * @throws TypeError when the memory is not the allocator's to replace
   * @throws what a `respawn` throws; everything is bound to the old memory again then
   */
  trim(): boolean {
    if (this.#refusal) throw new TypeError(`no trim: ${this.#refusal}`);
    this.#settle();
    const size = roundUp(this.#tail || 1, kPageBytes);
    const old = this.#memory;
    const oldSize = old.buffer.byteLength;
    if (size >= oldSize) return false;
    const bytesBefore = new Uint8Array(old.buffer.slice(0, size));
    const restore = ({buffer}: WebAssembly.Memory): void => new Uint8Array(buffer).set(bytesBefore);
    const bind = (memory: WebAssembly.Memory): void => {
      restore(memory);
      this.#memory = memory;
      this.#settle();
      try {
        for (const respawn of this.#respawns) respawn(memory);
      } finally {
        restore(memory); // instances have written their data segments again
      }
    };
    try {
      bind(new WebAssembly.Memory({initial: size / kPageBytes, maximum: this.#maximum}));
    } catch (error) {
      bind(old);
      throw error;
    }
    this.#emit('trim', oldSize);
    return true;
  }

  /**
   * Makes something that holds the memory, usually a WebAssembly instance, and says how to make it again after `trim`.
   *
   * @param spawn called now
   * @param respawn called with the new memory after each `trim` @default spawn, its result dropped
   */
  bind<T>(spawn: (memory: WebAssembly.Memory) => T, respawn: (memory: WebAssembly.Memory) => void = spawn): T {
    const made = spawn(this.#memory);
    this.#respawns.push(respawn);
    return made;
  }

  /**
   * `grow` and `trim` come after the fact, `resize` after both. A handler is called once for each token it was added
   * with, as long as that token lives; added without a token it stays until `off`. What a handler throws is reported as
   * the error of an event listener is, and stops nothing.
   */
  on(type: AllocatorEventType, handler: AllocatorHandler, token?: object): void {
    this.off(type, handler, token);
    this.#subscriptions.push({type, handler, token: token && new WeakRef(token)});
  }

  /** Takes back what `on` did with the same arguments. */
  off(type: AllocatorEventType, handler: AllocatorHandler, token?: object): void {
    this.#subscriptions = this.#subscriptions.filter(
      (s) => s.type !== type || s.handler !== handler || s.token?.deref() !== token,
    );
  }

  /** Takes back every handler of a type that was added with this token; without one, every handler of the type. */
  offAll(type: AllocatorEventType, token?: object): void {
    this.#subscriptions = this.#subscriptions.filter((s) => s.type !== type || (token && s.token?.deref() !== token));
  }

  get statistics(): AllocatorStatistics {
    this.#settle();
    return {
      total: this.#end - this.#start,
      used: this.#used,
      usedRun: this.#tail - this.#start,
      free: this.#end - this.#start - this.#used,
      headFree: freeIn(this.#root.after),
      tailFree: freeIn(this.#root.before),
      largestFree: this.#bins.flat().at(-1)?.size ?? 0,
    };
  }

  /** Takes a block out of the smallest gap that holds it; from new pages when none does. */
  #take(bytes: number, alignment: number): Run {
    if (!(alignment >= 1) || (alignment & (alignment - 1)) !== 0) throw new RangeError(`no alignment: ${alignment}`);
    const step = Math.max(alignment, kGrainBytes);
    let gap = this.#find(bytes, step);
    let oldSize = 0;
    if (!gap) {
      oldSize = this.#grow(roundUp(this.#tail, step) + bytes - this.buffer.byteLength);
      gap = this.#root.before;
    }
    const at = roundUp(gap.at, step);
    this.#lift(gap);
    const block = place({at, size: gap.at + gap.size - at, before: gap, after: gap.after});
    gap.size = at - gap.at;
    this.#keep(gap);
    this.#used += block.size;
    this.#resize(block, bytes);
    this.#page(at).set(at, block);
    // Told when the block is in the books: a handler may allocate.
    if (oldSize) this.#emit('grow', oldSize);
    return block;
  }

  #resize(block: Run, bytes: number): boolean {
    const growth = bytes - block.size;
    if (growth > freeIn(block.after)) return false;
    const rest = this.#freeAfter(block);
    block.size = bytes;
    rest.at += growth;
    rest.size -= growth;
    this.#keep(rest);
    this.#used += growth;
    return true;
  }

  /** The smallest free run that holds `size` bytes at a multiple of `step`. */
  #find(size: number, step: number): Run | undefined {
    for (const bin of this.#bins.slice(binOf(size))) {
      for (let j = lowerBound(bin, size, 0); j < bin.length; ++j) {
        const run = bin[j]!;
        if (roundUp(run.at, step) + size <= run.at + run.size) return run;
      }
    }
    return undefined;
  }

  /** Takes a free run out of its bin, to be changed and put back by `#keep`; or, with `added`, puts one in. */
  #lift(run: Run, ...added: Run[]): void {
    const bin = this.#bins[binOf(run.size)]!;
    bin.splice(lowerBound(bin, run.size, run.at), 1 - added.length, ...added);
  }

  /** A run that was lifted, or made, is free; it is no more where it has no bytes. */
  #keep(run: Run): void {
    if (run.size) this.#lift(run, run);
    else (run.before.after = run.after).before = run.before;
  }

  /** The free run after this one, lifted; one without bytes where there is none. */
  #freeAfter(run: Run): Run {
    const {after} = run;
    if (!after.free) return place({at: run.at + run.size, size: 0, free: true, before: run, after});
    this.#lift(after);
    return after;
  }

  /** Where the last used block ends. */
  get #tail(): number {
    return this.#end - freeIn(this.#root.before);
  }

  #page(at: number): Map<number, Run> {
    return (this.#blocks[at >>> 16] ??= new Map());
  }

  #blockAt(at: number): Run {
    this.#settle();
    const block = this.#page(at).get(at);
    if (!block) throw new RangeError(`no block: ${at}`);
    return block;
  }

  /** A block that neither a token nor the next `alloc` frees any more. */
  #detached(at: number): Run {
    const block = this.#blockAt(at);
    this.#lifetimes.unregister(block);
    if (block === this.#scratch) this.#scratch = undefined;
    return block;
  }

  /** Leaves the scratch what was asked for, and takes in what the memory has grown by, whoever grew it. */
  #settle(): void {
    if (this.#scratch) this.#resize(this.#scratch, checkSize(this.#scratchBytes));
    const end = this.#fixedEnd ?? this.buffer.byteLength;
    const growth = end - this.#end;
    if (!growth) return;
    const run = this.#root.before;
    const rest = this.#freeAfter(run.free ? run.before : run);
    rest.size += growth;
    this.#keep(rest);
    this.#end = end;
  }

  /** Returns the memory's size before. */
  #grow(bytes: number): number {
    if (this.#fixedEnd !== undefined) throw new RangeError(this.#refusal);
    const oldSize = this.buffer.byteLength;
    // Growing takes long, so it is done seldom: by a quarter, where the maximum allows it.
    const pages = Math.max(bytes, Math.min(oldSize / 4, this.#maximum * kPageBytes - oldSize)) / kPageBytes;
    this.#memory.grow(Math.ceil(pages));
    this.#settle();
    return oldSize;
  }

  #emit(type: 'grow' | 'trim', oldSize: number): void {
    const {memory, buffer} = this;
    const info = {oldSize, newSize: buffer.byteLength, memory, buffer};
    this.#subscriptions = this.#subscriptions.filter(({token}) => !token || token.deref());
    for (const {type: wanted, handler} of this.#subscriptions) {
      if (wanted !== type && wanted !== 'resize') continue;
      try {
        handler({type: wanted, info});
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
