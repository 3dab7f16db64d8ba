// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
//
// How a hand-made module gets its memory from the allocator: one module, one instance, many generators, each with 16 bytes
// of state and a table of 1 KiB that go when the generator does. The module's text is generator.wat.

import type {Allocator} from '../allocator.ts';
import {kGeneratorModule} from './module.ts';

/** What is done to a number before it is given out. */
export type Shape = 'whole' | 'positive';

interface GeneratorExports extends Record<Shape, (n: number) => number> {
  init(table: number): void;
  seed(state: number, n: number): void;
  rand(state: number, table: number): number;
  fill(state: number, table: number, out: number, count: number): void;
}

/** The module over one allocator's memory; stays right when the allocator trims. */
export class GeneratorModule {
  readonly allocator: Allocator;
  exports!: GeneratorExports;
  /** Both outlive the instance: `trim` makes another one over a smaller memory. */
  readonly #calls = new WebAssembly.Global({value: 'i32', mutable: true}, 0);
  readonly #shapes = new WebAssembly.Table({element: 'anyfunc', initial: 1});
  #shape: Shape;
  readonly #module = new WebAssembly.Module(kGeneratorModule);

  constructor(allocator: Allocator, shape: Shape = 'whole') {
    this.allocator = allocator;
    this.#shape = shape;
    allocator.bind((memory) => {
      const imports = {env: {memory, calls: this.#calls, shapes: this.#shapes}};
      this.exports = new WebAssembly.Instance(this.#module, imports).exports as unknown as GeneratorExports;
      // A function in a table belongs to its instance, and with it to its memory: the old one's must go.
      this.shape = this.#shape;
    });
  }

  get shape(): Shape {
    return this.#shape;
  }

  set shape(shape: Shape) {
    this.#shape = shape;
    this.#shapes.set(0, this.exports[shape]);
  }

  /** Numbers given out so far, by all generators. */
  get calls(): number {
    return this.#calls.value as number;
  }
}

export class Generator {
  readonly #module: GeneratorModule;
  readonly #state: number;
  readonly #table: number;

  /** @param seed a 32-bit number */
  constructor(module: GeneratorModule, seed: number) {
    this.#module = module;
    const {allocator, exports} = module;
    // Both live as long as this object.
    this.#state = allocator.alloc(16, this);
    this.#table = allocator.alloc(1024, this);
    exports.seed(this.#state, seed);
    exports.init(this.#table);
  }

  /** The next number, as a signed 32-bit integer. */
  next(): number {
    return this.#module.exports.rand(this.#state, this.#table);
  }

  /** The next numbers. They come by way of scratch, which the next `alloc` takes again: so copy at once. */
  take(count: number): Int32Array {
    const {allocator, exports} = this.#module;
    const out = allocator.alloc(count * 4);
    exports.fill(this.#state, this.#table, out, count);
    return new Int32Array(allocator.buffer, out, count).slice();
  }

  /** A copy: the memory may move. */
  get state(): Uint32Array {
    return new Uint32Array(this.#module.allocator.buffer, this.#state, 4).slice();
  }
}
