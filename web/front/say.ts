// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

const said = new Set<string>();

/** Tells people, once. Nothing of ours throws at a page that works without us. */
export function say(text: string): void {
  if (said.has(text)) return;
  said.add(text);
  console.error(`soft-webgl2: ${text}`);
}

/** What people were told. */
export function warnings(): string[] {
  return Array.from(said);
}

/** What goes wrong while loading, in words that say what to do. */
export class LoadError extends Error {
  override readonly name = 'SoftWebgl2LoadError';
}

export const kUnsupported =
  typeof WebAssembly === 'object'
    ? 'WebAssembly has no SIMD here: a newer browser is needed'
    : 'no WebAssembly here: the browser is too old, or has it turned off';
