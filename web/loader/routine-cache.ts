// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

interface Entry {
  readonly module: WebAssembly.Module;
  readonly bytes: number;
}

/** Modules of generated routines, shared by all contexts of the page. The least recently used goes first. */
export class RoutineCache {
  readonly #limit: number;
  readonly #maxBytes: number;
  readonly #modules = new Map<string, Entry>();
  #bytes = 0;

  /** limit: how many; maxBytes: of WebAssembly together. The newest stays, however large. */
  constructor(limit: number, maxBytes = Infinity) {
    this.#limit = limit;
    this.#maxBytes = maxBytes;
  }

  get(key: string): WebAssembly.Module | undefined {
    const entry = this.#modules.get(key);
    if (entry) {
      this.#modules.delete(key); // a Map keeps the order of insertion: the newest is last
      this.#modules.set(key, entry);
    }
    return entry?.module;
  }

  set(key: string, module: WebAssembly.Module, bytes = 0): void {
    this.#delete(key);
    this.#modules.set(key, {module, bytes});
    this.#bytes += bytes;
    while (this.#modules.size > 1 && (this.#modules.size > this.#limit || this.#bytes > this.#maxBytes)) {
      const oldest = this.#modules.keys().next();
      this.#delete(oldest.value!);
    }
  }

  get size(): number {
    return this.#modules.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  #delete(key: string): void {
    const entry = this.#modules.get(key);
    if (!entry) return;
    this.#modules.delete(key);
    this.#bytes -= entry.bytes;
  }
}
