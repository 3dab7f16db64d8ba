// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {ThreadSupply} from './thread-supply.ts';

const open = (): never => {
  throw new Error('nobody opens it');
};

function supplyOf(processors: number): {supply: ThreadSupply; offers: [number, boolean][]} {
  const supply = new ThreadSupply();
  const offers: [number, boolean][] = [];
  supply.offer(
    (count, atOnce) => {
      offers.push([count, atOnce]);
      return {open};
    },
    () => processors,
  );
  return {supply, offers};
}

test('auto is the usual, and as many as there are processors, 16 at most', () => {
  for (const [processors, expected] of [
    [2, 2],
    [8, 8],
    [64, 16],
  ] as const) {
    const {supply, offers} = supplyOf(processors);
    assert.deepEqual(supply.of(), {open});
    assert.deepEqual(offers, [[expected, false]]);
  }
  assert.equal(supplyOf(1).supply.of(), 'there is one processor');
});

test('a number is what it says, and does not wait for work', () => {
  const {supply, offers} = supplyOf(1);
  supply.of(3);
  supply.of(99);
  supply.usual = 4;
  supply.of();
  assert.deepEqual(offers, [
    [3, true],
    [16, true],
    [4, true],
  ]);
  assert.equal(supply.of(1), 'one was asked for');
});

test('what is no number of threads is a TypeError, also where there are none to be had', () => {
  for (const threads of [0, -1, 1.5, NaN, '2', 'all']) {
    assert.throws(() => new ThreadSupply().of(threads as number), TypeError);
  }
});

test('why there is one is said', () => {
  const {supply} = supplyOf(8);
  supply.one('tests have one');
  assert.equal(supply.of(), 'tests have one');
  assert.equal(supply.of(1), 'one was asked for');
  assert.deepEqual(supply.of('auto'), {open}, 'whoever asks gets them all the same');
  const none = new ThreadSupply();
  assert.match(none.of() as string, /not cross-origin isolated/);
  none.whyNone = 'a file is missing';
  assert.equal(none.of(), 'a file is missing');
});
