// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What counts as a trap. The classes are taken before a page can replace them.

const WasmError = WebAssembly.RuntimeError;
const RangeFailure = RangeError;

/**
 * Whether an exception means that a wasm instance stopped halfway and its memory can no longer be trusted: a trap, or
 * the engine's stack running out under it. Anything else is the page's own, such as a `valueOf` that throws.
 */
export function isTrap(error: unknown): boolean {
  return error instanceof WasmError || (error instanceof RangeFailure && /stack/i.test(error.message));
}
