// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

/** Pictures of which less differs show the same. */
export const kMaxDiffering = 0.01;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return NaN;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** Share of the pixels (RGBA, 8 bits) that differ by more than `tolerance` in some channel. */
export function differingShare(a: Uint8Array, b: Uint8Array, tolerance = 16): number {
  if (a.length !== b.length) return 1;
  let differing = 0;
  for (let at = 0; at < a.length; at += 4) {
    for (let channel = at; channel < at + 4; ++channel) {
      if (Math.abs((a[channel] ?? 0) - (b[channel] ?? 0)) > tolerance) {
        ++differing;
        break;
      }
    }
  }
  return differing / (a.length / 4);
}
