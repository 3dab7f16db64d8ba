// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What is free of an allocator's span: gaps by size, so that the smallest that is large enough is found without looking at
// the others, and by their ends, so that neighbours become one.

/** Addresses are multiples of this, and sizes, but for the last gap's in a span of another length. */
export const GRAIN_BYTES = 16;

export interface Gap {
  readonly at: number;
  readonly size: number;
}

export const roundUp = (value: number, step: number): number => Math.ceil(value / step) * step;

/** Where the first gap of a bin is that comes not before one of this size and address. */
function lowerBound(bin: readonly Gap[], size: number, at: number): number {
  let low = 0;
  let high = bin.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const gap = bin[middle]!;
    if (gap.size < size || (gap.size === size && gap.at < at)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Larger gaps come in lower bins. */
const binOf = (size: number): number => Math.clz32(size / GRAIN_BYTES);

export class Gaps {
  /** By size and then address, those of each doubling of the size in an array of their own. */
  readonly #bins: Gap[][] = Array.from({length: 33}, () => []);
  readonly starts = new Map<number, Gap>();
  readonly ends = new Map<number, Gap>();

  /** The smallest gap that holds `bytes` at a multiple of `step`. */
  find(bytes: number, step: number): Gap | undefined {
    for (let i = binOf(bytes); i >= 0; --i) {
      const bin = this.#bins[i]!;
      for (let j = lowerBound(bin, bytes, 0); j < bin.length; ++j) {
        const gap = bin[j]!;
        if (roundUp(gap.at, step) + bytes <= gap.at + gap.size) return gap;
      }
    }
    return undefined;
  }

  /** Makes bytes free, one with what is free at their sides. */
  add(at: number, size: number): void {
    if (size <= 0) return;
    const before = this.ends.get(at);
    const after = this.starts.get(at + size);
    if (before) {
      this.remove(before);
      at = before.at;
      size += before.size;
    }
    if (after) {
      this.remove(after);
      size += after.size;
    }
    const gap = {at, size};
    this.starts.set(at, gap);
    this.ends.set(at + size, gap);
    const bin = this.#bins[binOf(size)]!;
    bin.splice(lowerBound(bin, size, at), 0, gap);
  }

  remove({at, size}: Gap): void {
    this.starts.delete(at);
    this.ends.delete(at + size);
    const bin = this.#bins[binOf(size)]!;
    bin.splice(lowerBound(bin, size, at), 1);
  }

  /** Takes what lies from `at` to `end` out of a gap that holds it. */
  take(gap: Gap, at: number, end: number): void {
    this.remove(gap);
    this.add(gap.at, at - gap.at);
    this.add(end, gap.at + gap.size - end);
  }
}
