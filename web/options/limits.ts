// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Where a page says nothing of its limits, and what it says. The engine alone needs this.

import type {Limits} from './options.ts';

export const kDefaultMaxCommandMs = 10_000;
const kMiB = 2 ** 20;

/** Browsers say 8 GB where there is more, and some say nothing. */
export function defaultMaxBytes(): number {
  const {deviceMemory = 8} = (typeof navigator === 'object' ? navigator : {}) as {deviceMemory?: number};
  return Math.min(Math.max(deviceMemory * 512, 512), 3072) * kMiB;
}

/** Those that are said, for `page.limits`. */
export function limitsOf({maxCommandMs, maxBytes}: Limits): Limits {
  return {
    ...(maxCommandMs === undefined ? {} : {maxCommandMs: Number(maxCommandMs)}),
    ...(maxBytes === undefined ? {} : {maxBytes: Number(maxBytes)}),
  };
}
