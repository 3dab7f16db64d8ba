// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
// Everything that was replaced in one go, to be put back in one go.

import {put, putBack, replaceClass, wrap, type Undo} from '../front/put.ts';

export class Patches {
  readonly #undo: Undo = [];

  method(target: object | undefined, name: string, wrapper: Parameters<typeof wrap>[3]): void {
    wrap(this.#undo, target, name, wrapper);
  }

  /** Has `construct` make the instances of a class of the global scope. */
  instances(name: string, construct: Parameters<typeof replaceClass>[3]): void {
    replaceClass(this.#undo, name, (globalThis as {[name: string]: unknown})[name] as never, construct);
  }

  /** Calls `after` when an accessor's setter has run. `own`: the object to define it on, when that is not the prototype. */
  setter(prototype: object | undefined, name: string, after: (object: object) => void, own?: object): void {
    const before = prototype && Object.getOwnPropertyDescriptor(prototype, name);
    if (!prototype || !before?.get || !before.set) return;
    const {get, set, enumerable = true} = before;
    const ours = function (this: unknown, value: unknown): void {
      set.call(this, value);
      after(this as object);
    };
    put(this.#undo, own ?? prototype, name, {get, set: ours, enumerable});
  }

  /** Defines a property where there is none; what costs time to make is made only then. */
  value(target: object, name: string, make: () => unknown): void {
    if (!(name in target)) put(this.#undo, target, name, {value: make(), enumerable: false, writable: true});
  }

  remove(): void {
    putBack(this.#undo);
  }
}
