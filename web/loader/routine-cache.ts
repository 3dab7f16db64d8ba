// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

/** Modules of generated routines, shared by all contexts of the page. The least recently used goes first. */
export class RoutineCache {
  readonly #limit: number;
  readonly #modules = new Map<string, WebAssembly.Module>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: string): WebAssembly.Module | undefined {
    const module = this.#modules.get(key);
    if (module) {
      this.#modules.delete(key); // a Map keeps the order of insertion: the newest is last
      this.#modules.set(key, module);
    }
    return module;
  }

  set(key: string, module: WebAssembly.Module): void {
    this.#modules.set(key, module);
    if (this.#modules.size <= this.#limit) return;
    const oldest = this.#modules.keys().next();
    if (!oldest.done) this.#modules.delete(oldest.value);
  }

  get size(): number {
    return this.#modules.size;
  }
}
