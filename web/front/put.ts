// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Replaced properties, and how each is put back. A replacement calls what it found, so that several polyfills compose; it
// is taken out only where nobody has wrapped it since.

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** What puts things back, in the order in which they were replaced. */
export type Undo = (() => void)[];

const own = Object.getOwnPropertyDescriptor;
const define = Object.defineProperty;

export function put(undo: Undo, target: object, name: string, descriptor: PropertyDescriptor): void {
  const before = own(target, name);
  const after: PropertyDescriptor = {
    ...descriptor,
    ...(before && {enumerable: !!before.enumerable}),
    configurable: true,
  };
  define(target, name, after);
  undo.push(() => {
    const now = own(target, name);
    if (!now || now.value !== after.value || now.set !== after.set) return;
    if (before) define(target, name, before);
    else delete (target as {[name: string]: unknown})[name];
  });
}

/** Has `construct` make the instances of a class. */
export function replaceClass(
  undo: Undo,
  name: string,
  original: (abstract new (...args: never[]) => object) | undefined,
  construct: NonNullable<ProxyHandler<NewableFunction>['construct']>,
): void {
  if (!original) return;
  const value = new Proxy(original, {construct});
  put(undo, globalThis, name, {value, writable: true});
  put(undo, original.prototype as object, 'constructor', {value, writable: true});
}

/** Wraps a method, own or inherited; does nothing where there is none. */
export function wrap(
  undo: Undo,
  target: object | undefined,
  name: string,
  wrapper: (original: AnyFunction) => AnyFunction,
): void {
  const original = target && (target as {[name: string]: unknown})[name];
  if (!target || typeof original !== 'function') return;
  const value = wrapper(original as AnyFunction);
  for (const key of ['name', 'length'] as const) define(value, key, {value: original[key], configurable: true});
  put(undo, target, name, {value, enumerable: true, writable: true});
}

export function putBack(undo: Undo): void {
  for (const step of undo.splice(0).reverse()) step();
}
