// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {makeRandom, nextNumber, seedGlobals} from './random.ts';

const take = (seed: number): number[] => {
  const next = makeRandom(seed);
  return Array.from({length: 10_000}, () => nextNumber(next));
};

test('one seed gives one sequence, another seed another one', () => {
  assert.deepEqual(take(1), take(1));
  assert.notDeepEqual(take(1), take(2));
});

test('numbers lie evenly between 0 and 1', () => {
  const numbers = take(7);
  assert.ok(numbers.every((number) => number >= 0 && number < 1));
  const counts = new Array<number>(10).fill(0);
  for (const number of numbers) ++counts[Math.floor(number * 10)]!;
  for (const count of counts) assert.ok(Math.abs(count - 1000) < 150, String(counts)); // five standard deviations
});

test('globals are seeded: Math.random, getRandomValues and randomUUID, whose form stays', () => {
  const uuids = [1, 1, 2].map((seed) => {
    const scope = {
      Math: Object.create(Math) as Math,
      crypto: {getRandomValues: crypto.getRandomValues.bind(crypto), randomUUID: () => ''},
    } as unknown as typeof globalThis;
    seedGlobals(seed, scope);
    const bytes = scope.crypto.getRandomValues(new Uint8Array(4));
    return `${scope.Math.random()} ${scope.crypto.randomUUID()} ${bytes.join()}`;
  });
  assert.equal(uuids[0], uuids[1]);
  assert.notEqual(uuids[0], uuids[2]);
  assert.match(uuids[0]!, /^0\.\d+ [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12} /);
});
