// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// When a context gives memory back: a while after most of it has become free, in a task of its own, and so seldom that
// nobody notices (docs/decisions/0020-memory-that-comes-back.md).

import {after, now} from '../loader/clock.ts';

/** How long memory stays free before it goes: a page may be about to load again what it has just thrown away. */
const kPatienceMs = 2000;
/** From one time to the next: that long, and so many times as long as it took. */
const kMinIntervalMs = 10_000;
const kIntervalPerCost = 200;

/** What has to be known of a context: ContextState. */
export interface GivingContext {
  /** Bytes that it could give back, where it is worth it, else 0. */
  readonly spareBytes: number;
  renew(): void;
}

export class GiveBack {
  readonly #context: GivingContext;
  readonly #now: () => number;
  #scheduled = false;
  #earliestMs = 0;

  constructor(context: GivingContext, clock: () => number = now) {
    this.#context = context;
    this.#now = clock;
  }

  /** Much of the memory has become free. */
  offered(): void {
    this.#schedule(kPatienceMs);
  }

  #schedule(milliseconds: number): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    after(milliseconds, () => {
      this.#scheduled = false;
      this.#look();
    });
  }

  #look(): void {
    if (this.#context.spareBytes === 0) return;
    const start = this.#now();
    if (start < this.#earliestMs) return this.#schedule(this.#earliestMs - start);
    this.#context.renew();
    const end = this.#now();
    this.#earliestMs = end + Math.max(kMinIntervalMs, kIntervalPerCost * (end - start));
  }
}
