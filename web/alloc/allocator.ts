// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// An allocator that lives in JavaScript and hands out parts of a WebAssembly memory, for modules that carry none of their
// own. All bookkeeping is here: the memory holds nothing but the caller's bytes, so a stray write there cannot break it.

export type AllocatorEvent = 'grow' | 'trim' | 'resize';
export type AllocatorHandler = (allocator: Allocator) => void;

export interface AllocatorOptions {
  /** The memory to hand out. @default a new memory of one page that can grow to 65536 */
  memory?: WebAssembly.Memory;
  /** First byte that may be handed out. @default 16, so that no pointer is 0 */
  start?: number;
  /**
   * First byte that may not. With it the allocator keeps to its span: it never grows the memory, and `trim` is refused,
   * because what lies outside belongs to somebody else. @default none: the memory's end, which moves
   */
  end?: number;
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

interface Block {
  at: number;
  size: number;
  live: boolean;
}

interface Subscription {
  event: AllocatorEvent;
  handler: AllocatorHandler;
  token: WeakRef<object> | undefined;
}

const PAGE_BYTES = 65536;
const GRAIN_BYTES = 16;

const roundUp = (value: number, step: number) => Math.ceil(value / step) * step;

function checkSize(size: number): number {
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`not a size in bytes: ${size}`);
  return roundUp(size || 1, GRAIN_BYTES);
}

export class Allocator {
  #memory: WebAssembly.Memory;
  readonly #start: number;
  readonly #end: number | undefined;
  /** Used blocks by address; what lies between them is free. */
  #blocks: Block[] = [];
  #scratch: Block | undefined;
  /** Bytes that the scratch may take where it is; 0: not known. */
  #scratchRoom = 0;
  #respawns: (() => void)[] = [];
  #subscriptions: Subscription[] = [];
  readonly #lifetimes = new FinalizationRegistry<Block>((block) => this.#release(block));

  constructor({memory, start = GRAIN_BYTES, end}: AllocatorOptions = {}) {
    this.#memory = memory ?? new WebAssembly.Memory({initial: 1, maximum: 65536});
    this.#start = roundUp(start, GRAIN_BYTES);
    this.#end = end;
    if (!(this.#start >= 0) || (end !== undefined && !(end >= this.#start && end <= this.buffer.byteLength))) {
      throw new RangeError(`not a span of the memory: ${start} to ${end}`);
    }
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
  alloc(size: number, token?: object, alignment = GRAIN_BYTES): number {
    const before = this.#scratch;
    if (before) {
      // The path of nearly all calls: 32-bit integers, so that engines need no floats.
      if (!token && alignment === GRAIN_BYTES && (size | 0) === size && size > 0 && size <= this.#scratchRoom) {
        before.size = (size + GRAIN_BYTES - 1) & -GRAIN_BYTES;
        return before.at;
      }
      this.#release(before);
    }
    try {
      const block = this.#take(size, alignment);
      if (token) {
        this.#lifetimes.register(token, block);
      } else {
        this.#scratch = block;
        const next = this.#blocks[this.#blocks.indexOf(block) + 1];
        const room = (next?.at ?? this.#limit()) - block.at;
        this.#scratchRoom = room - (room % GRAIN_BYTES);
      }
      return block.at;
    } catch (error) {
      if (before) this.#insert((this.#scratch = before));
      throw error;
    }
  }

  /** Bytes that last until `free`. Arguments and errors as `alloc`. */
  malloc(size: number, alignment = GRAIN_BYTES): number {
    return this.#take(size, alignment).at;
  }

  /** `count * size` bytes, all zero, that last until `free`. */
  calloc(count: number, size: number, alignment = GRAIN_BYTES): number {
    const at = this.malloc(count * size, alignment);
    new Uint8Array(this.buffer, at, count * size).fill(0);
    return at;
  }

  /**
   * Changes a block's size, in place where there is room behind it; else it moves, with its bytes. A block with a token
   * keeps its token. @throws RangeError as `alloc`, and when `at` is no block of this allocator
   */
  realloc(at: number, size: number, alignment = GRAIN_BYTES): number {
    const block = this.#blockAt(at);
    const bytes = checkSize(size);
    const next = this.#blocks[this.#blocks.indexOf(block) + 1]?.at ?? this.#limit();
    if (at + bytes <= next && at % alignment === 0) {
      block.size = bytes;
      return at;
    }
    const moved = this.#take(size, alignment);
    new Uint8Array(this.buffer).copyWithin(moved.at, at, at + Math.min(block.size, bytes));
    // The old record moves to the new place, because a token may know it.
    this.#release(moved);
    this.#blocks.splice(this.#blocks.indexOf(block), 1);
    block.at = moved.at;
    block.size = moved.size;
    this.#insert(block);
    return block.at;
  }

  /** Ends a block's life, whatever it was meant to be. @throws RangeError when `at` is no block of this allocator */
  free(at: number): void {
    this.#release(this.#blockAt(at));
  }

  /** Makes room for at least `bytes` more at the end. @throws RangeError when the memory cannot grow that far */
  grow(bytes: number): void {
    if (this.#end !== undefined) throw new RangeError('the span is fixed');
    this.#memory.grow(Math.ceil(checkSize(bytes) / PAGE_BYTES));
    this.#emit('grow');
  }

  /**
   * Gives back whole pages behind the last used block: a smaller memory takes the place of this one, with the same bytes,
   * and everything bound is made again over it.
   *
   * @returns false when there was nothing to give back
   * @throws TypeError when the allocator has a fixed span
   */
  trim(): boolean {
    if (this.#end !== undefined)
      throw new TypeError('a fixed span cannot be trimmed: its memory belongs to others too');
    const {usedRun} = this.statistics;
    const pages = Math.max(1, Math.ceil((this.#start + usedRun) / PAGE_BYTES));
    const old = this.#memory;
    if (pages * PAGE_BYTES >= old.buffer.byteLength) return false;
    const memory = new WebAssembly.Memory({initial: pages, maximum: 65536});
    new Uint8Array(memory.buffer).set(new Uint8Array(old.buffer, 0, pages * PAGE_BYTES));
    this.#memory = memory;
    this.#scratchRoom = 0;
    for (const respawn of this.#respawns) respawn();
    this.#emit('trim');
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
    this.#respawns.push(() => respawn(this.#memory));
    return made;
  }

  /**
   * `grow` and `trim` come after the fact, `resize` after both. A handler is called once for each token it was added
   * with, as long as that token lives; added without a token it stays until `off`.
   */
  on(event: AllocatorEvent, handler: AllocatorHandler, token?: object): void {
    this.off(event, handler, token);
    this.#subscriptions.push({event, handler, token: token && new WeakRef(token)});
  }

  /** Takes back what `on` did with the same arguments. */
  off(event: AllocatorEvent, handler: AllocatorHandler, token?: object): void {
    this.#subscriptions = this.#subscriptions.filter(
      (s) => s.event !== event || s.handler !== handler || s.token?.deref() !== token,
    );
  }

  get statistics(): AllocatorStatistics {
    const total = this.#limit() - this.#start;
    let used = 0;
    let largestFree = 0;
    let end = this.#start;
    for (const {at, size} of this.#blocks) {
      largestFree = Math.max(largestFree, at - end);
      used += size;
      end = at + size;
    }
    const tailFree = this.#limit() - end;
    return {
      total,
      used,
      usedRun: end - this.#start,
      free: total - used,
      headFree: (this.#blocks[0]?.at ?? this.#limit()) - this.#start,
      tailFree,
      largestFree: Math.max(largestFree, tailFree),
    };
  }

  #limit(): number {
    return this.#end ?? this.buffer.byteLength;
  }

  /** Best fit: the smallest gap that holds the block; behind the last block, growing, when none does. */
  #take(size: number, alignment: number): Block {
    const bytes = checkSize(size);
    if (!(alignment >= 1) || (alignment & (alignment - 1)) !== 0) throw new RangeError(`no alignment: ${alignment}`);
    const step = Math.max(alignment, GRAIN_BYTES);
    let best: number | undefined;
    let bestGap = Infinity;
    let end = this.#start;
    for (const block of [...this.#blocks, undefined]) {
      const gapEnd = block?.at ?? this.#limit();
      const at = roundUp(end, step);
      if (at + bytes <= gapEnd && gapEnd - end < bestGap) {
        best = at;
        bestGap = gapEnd - end;
      }
      if (block) end = block.at + block.size;
    }
    if (best === undefined) {
      best = roundUp(end, step);
      this.grow(best + bytes - this.#limit());
    }
    const block = {at: best, size: bytes, live: true};
    this.#insert(block);
    return block;
  }

  #insert(block: Block): void {
    block.live = true;
    this.#scratchRoom = 0;
    const after = this.#blocks.findIndex(({at}) => at > block.at);
    this.#blocks.splice(after < 0 ? this.#blocks.length : after, 0, block);
  }

  /** A block that was freed by hand may still be called dead by its token later. */
  #release(block: Block): void {
    if (!block.live) return;
    block.live = false;
    this.#blocks.splice(this.#blocks.indexOf(block), 1);
    if (this.#scratch === block) this.#scratch = undefined;
  }

  #blockAt(at: number): Block {
    const block = this.#blocks.find((b) => b.at === at);
    if (!block) throw new RangeError(`no block at ${at}`);
    return block;
  }

  #emit(event: 'grow' | 'trim'): void {
    this.#subscriptions = this.#subscriptions.filter((s) => !s.token || s.token.deref());
    for (const s of [...this.#subscriptions]) {
      if (s.event === event || s.event === 'resize') s.handler(this);
    }
  }
}
