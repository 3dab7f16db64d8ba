// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// What pages replace and we must not notice: taken while this is loaded. `npm run lint` sees to it that web/context,
// web/loader and web/threads use these names only.

/** WebAssembly's own, whatever the page puts in their place. */
export const WasmModule = WebAssembly.Module;
export const WasmInstance = WebAssembly.Instance;
export const WasmMemory = WebAssembly.Memory;
export const WasmTable = WebAssembly.Table;
export const WasmCompileError = WebAssembly.CompileError;
export const WasmRuntimeError = WebAssembly.RuntimeError;
export const compileWasm = WebAssembly.compile;
export const compileWasmStreaming = WebAssembly.compileStreaming;

/**
 * An empty list that has no prototype: setters on Array.prototype do not see what is added. Add by `add`, take by `take`.
 */
export interface List<T> {
  [index: number]: T;
  length: number;
}

export function emptyList<T>(): List<T> {
  return Object.setPrototypeOf([], null) as List<T>;
}

export function add<T>(list: List<T>, item: T): void {
  list[list.length] = item;
}

/** The last item, which is in the list no more. */
export function take<T>(list: List<T>): T | undefined {
  if (list.length === 0) return undefined;
  const last = list[list.length - 1];
  --list.length;
  return last;
}

/** A warning for people. A console that the page has replaced may throw: nobody is told then. */
export function warn(...what: unknown[]): void {
  try {
    console.warn(...what);
  } catch {
    // the page's
  }
}

/** The same for mistakes of ours. */
export function complain(...what: unknown[]): void {
  try {
    console.error(...what);
  } catch {
    // the page's
  }
}
