// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What an allocator's span is made of: runs of bytes, used and free by turns as they lie, no two free ones side by side;
// and the free ones by size, so that the smallest that is large enough is found without looking at the others.

/** Addresses are multiples of this, and sizes, but for the last run's in a span of another length. */
export const kGrainBytes = 16;

export interface Run {
  at: number;
  size: number;
  free?: boolean;
  /** Neighbours, in a ring. */
  before: Run;
  after: Run;
}

export const roundUp = (value: number, step: number): number => Math.ceil(value / step) * step;

/** Has the neighbours of a run know it. */
export const place = (run: Run): Run => (run.before.after = run.after.before = run);

/** Where the first run of a bin is that comes not before this one. */
export function lowerBound(bin: readonly Run[], size: number, at: number): number {
  let low = 0;
  let high = bin.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const run = bin[middle]!;
    if (run.size < size || (run.size === size && run.at < at)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of each doubling of the size. */
export const binOf = (size: number): number => Math.log2(size) | 0;

/** Bytes that are free in a run. */
export const freeIn = (run: Run): number => (run.free ? run.size : 0);
