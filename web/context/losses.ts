// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Why contexts are lost, in the words of `statusMessage` and getInfo().

import {Loss} from '../loader/boundary.ts';

const kByCore: {readonly [loss: number]: string} = {
  [Loss.ByPage]: 'lost by the page',
  [Loss.TimedOut]: 'timed out',
  [Loss.OutOfMemory]: 'out of memory',
};

/** A sentence for a Loss that begins with why; `reason`: what the core has said of it. */
export function lossOf(code: number, reason: string): string {
  const why = kByCore[code] ?? 'trapped';
  return reason === '' || reason.startsWith(why) ? reason || why : `${why}: ${reason}`;
}

export const kTrapped = 'trapped: internal error';
export const kEvicted = 'evicted: ';

const kMost = 3;
const kWindowMs = 60_000;

/** A page whose every frame takes too long must not take so long for ever. */
export class FailureCount {
  #times: number[] = [];

  /** One more, at this time. Whether that is too many within a minute. */
  add(nowMs: number): boolean {
    this.#times = [...this.#times.filter((time) => nowMs - time < kWindowMs), nowMs];
    return this.#times.length >= kMost;
  }
}
