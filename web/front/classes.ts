// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

export type Class = abstract new (...args: never[]) => object;

/** A class of the browser; undefined where there is none. */
export function classOf(name: string): Class | undefined {
  const value = (globalThis as unknown as {[name: string]: unknown})[name];
  return typeof value === 'function' ? (value as Class) : undefined;
}

export function isWorkerScope(): boolean {
  return typeof document === 'undefined' && classOf('WorkerGlobalScope') !== undefined;
}
