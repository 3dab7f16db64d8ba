// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

const kStart = 0x811c9dc5;
const kFactor = 0x1000193;

/** FNV-1a of an ASCII text, in 32 bits: tells files of one build from others and from parts, not from forgeries. */
export function sumOf(text: string): number {
  let sum = kStart;
  for (let i = 0; i < text.length; ++i) sum = Math.imul(sum ^ text.charCodeAt(i), kFactor);
  return sum;
}

/** The same of bytes. */
export function sumOfBytes(bytes: Uint8Array): number {
  let sum = kStart;
  for (let i = 0; i < bytes.length; ++i) sum = Math.imul(sum ^ bytes[i]!, kFactor); // for...of is slow at first
  return sum;
}
