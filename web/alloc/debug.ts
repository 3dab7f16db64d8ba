// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// The allocator with its eyes open: who allocated what is still there, bytes that show when they are read too early or
// written too late, and freeing twice. Same interface, so that an import's path is all that changes; slower, and blocks are
// larger by their guards.

import {Allocator} from './allocator.ts';

/** What fresh bytes hold, what freed ones do, and what lies behind a block. */
export const kFresh = 0xcd;
export const kFreed = 0xdd;
export const kGuard = 0xfd;
const kGuardBytes = 16;

export interface LiveBlock {
  at: number;
  /** As asked for, in bytes. */
  size: number;
  /** What ends its life: the next `alloc`, a token, or `free`. */
  kind: 'scratch' | 'token' | 'kept';
  /** Where it was allocated. */
  stack: string;
}

interface FreedBlock extends LiveBlock {
  freedStack: string;
  /** Whether its bytes still lie there as `free` left them. */
  filled: boolean;
}

/** Without the lines of this file. */
const stackHere = (): string =>
  (new Error().stack ?? '')
    .split('\n')
    .slice(1)
    .filter((line) => !line.includes('DebugAllocator'))
    .join('\n');

export class DebugAllocator extends Allocator {
  readonly #live = new Map<number, LiveBlock>();
  readonly #freed = new Map<number, FreedBlock>();

  override alloc(size: number, token?: object, alignment?: number): number {
    const at = super.alloc(size + kGuardBytes, token, alignment);
    return this.#enter(at, size, token ? 'token' : 'scratch');
  }

  override malloc(size: number, alignment?: number): number {
    return this.#enter(super.malloc(size + kGuardBytes, alignment), size, 'kept');
  }

  override realloc(at: number, size: number, alignment?: number): number {
    const before = this.#check(at);
    const moved = super.realloc(at, size + kGuardBytes, alignment);
    const kept = Math.min(before.size, size);
    this.#live.delete(at);
    this.#enter(moved, size, before.kind, kept);
    return moved;
  }

  override free(at: number): void {
    const {size} = this.#check(at);
    super.free(at);
    const block = this.#live.get(at)!;
    this.#live.delete(at);
    this.#freed.set(at, {...block, freedStack: stackHere(), filled: true});
    this.#bytes(at, size).fill(kFreed);
  }

  override retain(at: number): void {
    super.retain(at);
    this.#live.get(at)!.kind = 'kept';
  }

  override release(at: number, token: object): void {
    super.release(at, token);
    const block = this.#live.get(at);
    if (block) block.kind = 'token';
  }

  override trim(): boolean {
    const trimmed = super.trim();
    // Only what is in use has moved along.
    if (trimmed) for (const block of this.#freed.values()) block.filled = false;
    return trimmed;
  }

  /** What is in use now, with the stacks that asked for it. A block `kept` that nobody knows any more is a leak. */
  get leaks(): LiveBlock[] {
    return [...this.#live.values()].map((block) => ({...block}));
  }

  /** @throws RangeError when bytes behind a block, or of a block after its end, were written; with the stacks */
  check(): void {
    for (const at of this.#live.keys()) this.#check(at);
    for (const {at, size, filled, stack, freedStack} of this.#freed.values()) {
      const index = filled ? this.#bytes(at, size).findIndex((byte) => byte !== kFreed) : -1;
      if (index < 0) continue;
      throw new RangeError(
        `byte ${index} of ${size} at ${at} was written after it was freed\nallocated:\n${stack}\nfreed:\n${freedStack}`,
      );
    }
  }

  #check(at: number): LiveBlock {
    const block = this.#live.get(at);
    if (!block) {
      const freed = this.#freed.get(at);
      const story = freed && `\nallocated:\n${freed.stack}\nfreed first:\n${freed.freedStack}`;
      throw new RangeError(story ? `freed before: ${freed.size} bytes at ${at}${story}` : `no block at ${at}`);
    }
    const guard = this.#bytes(at + block.size, kGuardBytes).findIndex((byte) => byte !== kGuard);
    if (guard >= 0) {
      throw new RangeError(`byte ${guard} behind ${block.size} at ${at} was written\nallocated:\n${block.stack}`);
    }
    return block;
  }

  #enter(at: number, size: number, kind: LiveBlock['kind'], kept = 0): number {
    const end = at + size + kGuardBytes;
    for (const freed of this.#freed.values()) {
      if (freed.at < end && at < freed.at + freed.size) freed.filled = false;
      if (freed.at === at) this.#freed.delete(at);
    }
    this.#live.set(at, {at, size, kind, stack: stackHere()});
    this.#bytes(at + kept, size - kept).fill(kFresh);
    this.#bytes(at + size, kGuardBytes).fill(kGuard);
    return at;
  }

  #bytes(at: number, size: number): Uint8Array {
    return new Uint8Array(this.buffer, at, size);
  }
}
