// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// How a hand-made module gets its memory from the allocator: one module, one instance, many generators, each with 16 bytes
// of state and a table of 1 KiB that go when the generator does. The module's text is generator.wat.

import type {Allocator} from '../allocator.ts';

const MODULE_BASE64 =
  'AGFzbQEAAAABCAFgA39/fwF/Ag8BA2VudgZtZW1vcnkCAAEDAgEABwgBBG5leHQAAApqAWgBAn8gACgCDCEDIAAoAgAhBCAAIAAoAgg2AgwgACAAKAIENgIIIAAgBDYCBCADIANBC3RzIQMgAyADQQh2cyEDIAMgBCAEQRN2c3MhAyAAIAM2AgAgASACQf8BcUECdGogAzYCACADCw==';

type Next = (state: number, table: number, call: number) => number;

/** The module over one allocator's memory; stays right when the allocator trims. */
export class GeneratorModule {
  next!: Next;
  readonly allocator: Allocator;

  constructor(allocator: Allocator) {
    this.allocator = allocator;
    const module = new WebAssembly.Module(Uint8Array.from(atob(MODULE_BASE64), (c) => c.charCodeAt(0)));
    allocator.bind((memory) => {
      this.next = new WebAssembly.Instance(module, {env: {memory}}).exports.next as Next;
    });
  }
}

export class Generator {
  readonly #module: GeneratorModule;
  readonly #state: number;
  readonly #table: number;
  #calls = 0;

  /** @param seed four 32-bit numbers, not all zero */
  constructor(module: GeneratorModule, seed: readonly [number, number, number, number]) {
    this.#module = module;
    const {allocator} = module;
    // Both live as long as this object.
    this.#state = allocator.alloc(16, this);
    this.#table = allocator.alloc(1024, this);
    new Int32Array(allocator.buffer, this.#state, 4).set(seed);
    new Int32Array(allocator.buffer, this.#table, 256).fill(0);
  }

  /** The next number, as a signed 32-bit integer. */
  next(): number {
    return this.#module.next(this.#state, this.#table, this.#calls++);
  }

  /** The last numbers, as many as there were, at most 256. A copy: the memory may move. */
  recent(): Int32Array {
    return new Int32Array(this.#module.allocator.buffer, this.#table, Math.min(this.#calls, 256)).slice();
  }
}
