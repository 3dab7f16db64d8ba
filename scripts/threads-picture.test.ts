// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT

import assert from 'node:assert/strict';
import test from 'node:test';
import {groupCurves} from '../e2e/bench/thread-figures.ts';
import {spread, threadsPicture, threadsTable} from './threads-picture.ts';

const curves = groupCurves([
  {name: 'sines', serial: 0.01, measured: {1: 1, 2: 0.5}},
  {name: 'clear', serial: 1, measured: {1: 1, 2: 1}},
]);

test('what gets twice as fast with twice the threads goes along the diagonal', () => {
  const svg = threadsPicture(curves);
  // From lower left to upper right in four equal steps, and along the lower edge.
  assert.match(svg, /d="M56\.0 348\.0L167\.0 267\.0L278\.0 186\.0L389\.0 105\.0L500\.0 24\.0"/);
  assert.match(svg, /d="M56\.0 348\.0L167\.0 348\.0L278\.0 348\.0L389\.0 348\.0L500\.0 348\.0"/);
  assert.match(svg, /<circle cx="167\.0" cy="267\.0"/);
});

test('names at the ends do not meet', () => {
  const places = spread([100, 101, 99, 300], 18);
  const sorted = [...places].sort((a, b) => a - b);
  for (let i = 1; i < sorted.length; ++i) assert.ok(sorted[i]! - sorted[i - 1]! > 17.5, places.join());
  assert.ok(places[2]! < places[0]! && places[0]! < places[1]!, 'and keep their order');
  assert.equal(places[3], 300);
});

test('the table has what was measured, and what is foretold for the rest', () => {
  assert.deepEqual(threadsTable(curves).split('\n'), [
    '| scenes | 2, measured | 4, foretold | 8, foretold | 16, foretold |',
    '|---|---|---|---|---|',
    '| functions | 0.50 | 0.25 | 0.13 | 0.06 |',
    '| fixed costs | 1.00 | 1.00 | 1.00 | 1.00 |',
    '| all | 0.71 | 0.50 | 0.35 | 0.25 |',
  ]);
});
