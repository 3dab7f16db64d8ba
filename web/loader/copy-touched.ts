// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

/** Of memory at once. */
const kChunkBytes = 16384;

function isZero(words: Int32Array, first: number, end: number): boolean {
  for (let i = first; i < end; ++i) if (words[i] !== 0) return false;
  return true;
}

/**
 * Copies from one memory to another, but leaves alone what is zero in both: a page of a memory that nobody has written to
 * takes no room. `bytes` and both addresses are multiples of 4.
 */
export function copyTouched(
  from: ArrayBufferLike,
  at: number,
  to: ArrayBufferLike,
  target: number,
  bytes: number,
): void {
  const source = new Int32Array(from, at, bytes / 4);
  const copy = new Int32Array(to, target, bytes / 4);
  const step = kChunkBytes / 4;
  let start = -1; // of what is to be copied, when something is
  for (let i = 0; i < source.length; i += step) {
    const end = Math.min(i + step, source.length);
    if (!isZero(source, i, end) || !isZero(copy, i, end)) {
      if (start < 0) start = i;
    } else if (start >= 0) {
      copy.set(source.subarray(start, i), start);
      start = -1;
    }
  }
  if (start >= 0) copy.set(source.subarray(start), start);
}
