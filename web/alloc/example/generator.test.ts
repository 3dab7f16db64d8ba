// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import {test} from 'node:test';

import {Allocator} from '../allocator.ts';
import {Generator, GeneratorModule} from './generator.ts';

/** xorshift128 in JavaScript: the twin. */
function twin(seed: readonly [number, number, number, number]): () => number {
  let [x, y, z, w] = seed;
  return () => {
    let t = w;
    w = z;
    z = y;
    y = x;
    t ^= t << 11;
    t ^= t >>> 8;
    return (x = t ^ x ^ (x >>> 19));
  };
}

test('generators do not disturb each other, and a trim disturbs neither', () => {
  const allocator = new Allocator();
  const module = new GeneratorModule(allocator);
  const large = allocator.malloc(1 << 20);
  const generators = [new Generator(module, [1, 2, 3, 4]), new Generator(module, [-5, 6, 7, 8])];
  const twins = [twin([1, 2, 3, 4]), twin([-5, 6, 7, 8])];
  const expected: number[][] = [[], []];
  const step = () => {
    for (const i of [0, 1]) {
      const value = twins[i]!();
      expected[i]!.push(value);
      assert.equal(generators[i]!.next(), value);
    }
  };
  for (let n = 0; n < 100; n++) step();
  allocator.free(large);
  for (let n = 0; n < 100; n++) step();
  assert.deepEqual([...generators[1]!.recent()], expected[1]);
});

test('memory that generators sat behind comes back', () => {
  const allocator = new Allocator();
  const module = new GeneratorModule(allocator);
  const generator = new Generator(module, [9, 9, 9, 9]);
  const expected = twin([9, 9, 9, 9]);
  assert.equal(generator.next(), expected());
  allocator.free(allocator.malloc(1 << 20));
  assert.equal(allocator.trim(), true);
  assert.equal(generator.next(), expected());
});
