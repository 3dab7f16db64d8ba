// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Replaced properties, and how each is put back. A patch calls what it found, so that several polyfills compose; it is
// taken out only where nobody has wrapped it since.

interface Patch {
  readonly target: object;
  readonly name: string;
  readonly before: PropertyDescriptor | undefined;
  readonly ours: unknown;
}

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

export class Patches {
  readonly #patches: Patch[] = [];

  /** Wraps a method, own or inherited; does nothing where there is none. */
  method(target: object | undefined, name: string, wrap: (original: AnyFunction) => AnyFunction): void {
    const original = target && (target as {[name: string]: unknown})[name];
    if (!target || typeof original !== 'function') return;
    const before = Object.getOwnPropertyDescriptor(target, name);
    const ours = wrap(original as AnyFunction);
    Object.defineProperty(ours, 'name', {value: name, configurable: true});
    Object.defineProperty(ours, 'length', {value: original.length, configurable: true});
    const enumerable = before?.enumerable ?? true;
    Object.defineProperty(target, name, {value: ours, enumerable, writable: true, configurable: true});
    this.#patches.push({target, name, before, ours});
  }

  /** Calls `after` when an accessor's setter has run. `own`: the object to define it on, when that is not the prototype. */
  setter(prototype: object | undefined, name: string, after: (object: object) => void, own?: object): void {
    const before = prototype && Object.getOwnPropertyDescriptor(prototype, name);
    if (!prototype || !before?.get || !before.set) return;
    const {get, set} = before;
    const ours = function (this: unknown, value: unknown): void {
      set.call(this, value);
      after(this as object);
    };
    const target = own ?? prototype;
    const previous = Object.getOwnPropertyDescriptor(target, name);
    Object.defineProperty(target, name, {...before, get, set: ours, configurable: true});
    this.#patches.push({target, name, before: previous, ours});
  }

  /** Puts another value in a property's place. */
  replace(target: object, name: string, value: unknown): void {
    const before = Object.getOwnPropertyDescriptor(target, name);
    const enumerable = before?.enumerable ?? false;
    Object.defineProperty(target, name, {value, enumerable, writable: true, configurable: true});
    this.#patches.push({target, name, before, ours: value});
  }

  /** Defines a property where there is none. */
  value(target: object, name: string, value: unknown): void {
    if (name in target) return;
    Object.defineProperty(target, name, {value, enumerable: false, writable: true, configurable: true});
    this.#patches.push({target, name, before: undefined, ours: value});
  }

  remove(): void {
    for (const {target, name, before, ours} of this.#patches.splice(0).reverse()) {
      const now = Object.getOwnPropertyDescriptor(target, name);
      if (!now || (now.value !== ours && now.set !== ours)) continue;
      if (before) Object.defineProperty(target, name, before);
      else delete (target as {[name: string]: unknown})[name];
    }
  }
}
