// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import {WasmTable} from '../host/intrinsics.ts';

const kRoutinesPerTable = 128;

/**
 * The tables that routines import. Engines keep each instance that imports a table for as long as the table lives, and
 * routines come and go. So they do not import the core's, but one that has the core's own functions at the same places,
 * and after so many routines another one.
 */
export class RoutineTables {
  readonly #core: WebAssembly.Table;
  readonly #coreFunctions: number;
  #routines = 0;
  #copy: WebAssembly.Table | null = null;

  /** core: a new core's, in which no routine is yet. */
  constructor(core: WebAssembly.Table) {
    this.#core = core;
    this.#coreFunctions = core.length;
  }

  /** For one more routine. */
  next(): WebAssembly.Table {
    if (this.#routines++ % kRoutinesPerTable !== 0 && this.#copy) return this.#copy;
    const copy = new WasmTable({element: 'anyfunc', initial: this.#coreFunctions});
    for (let i = 1; i < this.#coreFunctions; ++i) copy.set(i, this.#core.get(i) as unknown);
    return (this.#copy = copy);
  }
}
