// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

/** for...of is slow at first. Without the shift a word's last byte would reach the sum's last alone. */
function add(sum: number, values: Uint8Array | Uint32Array): number {
  for (let i = 0; i < values.length; ++i) sum = Math.imul(sum ^ (sum >>> 15) ^ values[i]!, 0x1000193);
  return sum;
}

/**
 * A check sum in 32 bits: tells files of one build from others and from parts, not from forgeries. `bytes` begin where a
 * word may. Word by word, since it runs in pages that have optimised nothing yet.
 */
export function sumOf({buffer, byteOffset, length}: Uint8Array): number {
  const sum = add(1, new Uint32Array(buffer, byteOffset, length >> 2));
  return add(sum, new Uint8Array(buffer, byteOffset + (length & ~3), length & 3));
}
