// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

/** Kept in the page, so that all stages and copies of this package say a thing once. */
const kSaid = Symbol.for('soft-webgl2.said');
const global = globalThis as {[kSaid]?: string[]};

/** What people were told, in order. */
export const warnings: string[] = global[kSaid] || (global[kSaid] = []);

/** Tells people, once. Nothing of ours throws at a page that works without us. */
export function say(text: string): void {
  if (warnings.indexOf(text) < 0) {
    warnings.push(text);
    console.error(`soft-webgl2: ${text}`);
  }
}

/** What goes wrong while loading, in words that say what to do. */
export class LoadError extends Error {
  override readonly name = 'SoftWebgl2LoadError';
}

export const kUnsupported =
  typeof WebAssembly === 'object'
    ? 'WebAssembly has no SIMD here: a newer browser is needed'
    : 'no WebAssembly here: the browser is too old, or has it turned off';
